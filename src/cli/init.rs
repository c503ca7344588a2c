//! `copydesk init`: a commented config to start from.

use std::fs::File;
use std::io::{self, Write};

use super::Ending;
use super::args::Init;
use super::terminal::Terminal;
use crate::config::FILE_NAME;
use crate::files::path::shown;

const TEMPLATE: &str = include_str!("init.toml");

/// Writes the config, never over one that is there.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(init: &Init, terminal: &Terminal) -> io::Result<Ending> {
    let path = init.folder.join(FILE_NAME);
    let written = File::create_new(&path).and_then(|mut file| file.write_all(TEMPLATE.as_bytes()));
    match written {
        Ok(()) => {
            writeln!(io::stdout(), "wrote {}", crate::report::visible::visible(&shown(&path)))?;
            Ok(Ending::Quiet)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            terminal.error(&format!("{} is there already and was left as it is", shown(&path)));
            Ok(Ending::Failed)
        }
        Err(error) => {
            terminal.error(&format!("{} cannot be written: {error}", shown(&path)));
            Ok(Ending::Failed)
        }
    }
}
