//! Completions and the man page, both made from the arguments.

use std::io::{self, Write};

use clap::CommandFactory;

use super::Ending;
use super::args::Arguments;

/// Prints completions for a shell.
///
/// # Errors
/// When standard output cannot be written to.
pub fn completions(shell: clap_complete::Shell) -> io::Result<Ending> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "copydesk", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Ending::Quiet)
}

/// Prints the man page.
///
/// # Errors
/// When standard output cannot be written to.
pub fn man() -> io::Result<Ending> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut page)?;
    io::stdout().write_all(&page)?;
    Ok(Ending::Quiet)
}
