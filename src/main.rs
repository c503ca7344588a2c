//! The program `copydesk`: parse, run, turn the outcome into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(copydesk::cli::run(std::env::args_os()) as u8)
}
