//! Where the program speaks to a person: colours, width, and errors in plain words on standard error.

use std::io::{IsTerminal, Write, stderr, stdout};

use super::args::Color;
use crate::finding::Failure;
use crate::report::Style;
use crate::report::visible::visible;

/// What standard output can show.
pub struct Terminal {
    color: Color,
}

/// Width when standard output is no terminal and COLUMNS says nothing.
const DEFAULT_WIDTH: usize = 100;

impl Terminal {
    /// Colours as the user wants them.
    #[must_use]
    pub fn new(color: Color) -> Self {
        Self { color }
    }

    /// How a report to standard output is drawn.
    #[must_use]
    pub fn style(&self) -> Style {
        let told = || std::env::var("COLUMNS").ok()?.parse().ok();
        let width = stdout().is_terminal().then(terminal_size::terminal_size).flatten();
        let width = width.map(|(width, _)| usize::from(width.0)).or_else(told).unwrap_or(DEFAULT_WIDTH);
        Style { color: self.colored(stdout().is_terminal()), width, unicode: stdout().is_terminal() }
    }

    /// How a report to a file is drawn.
    #[must_use]
    pub fn file_style(&self) -> Style {
        Style { color: self.colored(false), width: DEFAULT_WIDTH, unicode: false }
    }

    /// How words on standard error are drawn.
    #[must_use]
    pub fn error_style(&self) -> Style {
        Style {
            color: self.colored(stderr().is_terminal()),
            width: DEFAULT_WIDTH,
            unicode: stderr().is_terminal(),
        }
    }

    /// Says what went wrong.
    pub fn error(&self, message: &str) {
        let (red, plain) = if self.error_style().color { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
        self.say(&format!("{red}error{plain}: {}", visible(message)));
    }

    /// Names the files that could not be looked at.
    pub fn failures(&self, failures: &[Failure]) {
        for failure in failures {
            self.error(&format!("{}: {}", failure.path, failure.reason));
        }
    }

    /// Prints a line on standard error. Whoever closed it does not want to know, which is no error of ours.
    pub fn say(&self, line: &str) {
        let _ = writeln!(stderr(), "{line}");
    }

    fn colored(&self, terminal: bool) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        }
    }
}
