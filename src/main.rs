//! The program `copydesk`: parse, run, turn the outcome into an exit code.

#![allow(clippy::disallowed_methods, reason = "the arguments come from the environment")]

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(copydesk::cli::run(std::env::args_os()) as u8)
}
