//! The reports that a run was asked for: which forms, and where each goes.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command, Error};

use super::args::Common;
use super::terminal::Terminal;
use crate::files::path::{absolute, shown};
use crate::files::write;
use crate::finding::Outcome;
use crate::report::{FORMS, Form};

/// The file name that stands for standard output.
const STANDARD_OUTPUT: &str = "-";

/// A report that was asked for.
#[derive(Clone, Debug)]
pub struct Report {
    form: &'static Form,
    /// Standard output where there is none.
    file: Option<PathBuf>,
}

/// Reads `FORM` and `FORM=FILE`.
#[derive(Clone)]
pub struct ReportParser;

impl TypedValueParser for ReportParser {
    type Value = Report;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<Report, Error> {
        let text = value.to_str().ok_or_else(|| Error::new(ErrorKind::InvalidUtf8).with_cmd(command))?;
        let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
        let names = PossibleValuesParser::new(FORMS.iter().map(|form| form.name));
        let name = names.parse_ref(command, arg, OsStr::new(name))?;
        let form = Form::named(&name).ok_or_else(|| Error::new(ErrorKind::InvalidValue).with_cmd(command))?;
        if file == Some("") {
            let reason = format!("`{name}=` names no file for the report");
            return Err(Error::raw(ErrorKind::InvalidValue, reason).with_cmd(command));
        }
        Ok(Report { form, file: file.filter(|&file| file != STANDARD_OUTPUT).map(PathBuf::from) })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(FORMS.iter().map(|form| PossibleValue::new(form.name).help(form.about))))
    }
}

/// Where a file really lies, so that a link to a draft is not taken for another file.
fn place(file: &Path) -> PathBuf {
    match file.file_name() {
        // A report that is not written yet will lie in the real folder.
        Some(name) if !file.exists() => absolute(&write::real(write::folder_of(file))).join(name),
        _ => absolute(&write::real(file)),
    }
}

/// The reports of a run, each with a place of its own.
pub struct Reports {
    reports: Vec<Report>,
    /// Where those that go to files really lie.
    places: Vec<PathBuf>,
}

impl Reports {
    /// What was asked for.
    ///
    /// # Errors
    /// In plain words, when two reports would go to the same place, or one over a draft.
    pub fn of(asked: &Common) -> Result<Self, String> {
        let mut reports = asked.format.clone();
        let mut homeless = reports.iter_mut().filter(|report| report.file.is_none());
        if let Some(report) = homeless.next() {
            report.file = asked.output.clone().filter(|file| file.as_os_str() != STANDARD_OUTPUT);
        } else if asked.output.is_some() {
            return Err("--output is for a report without a file of its own, and each has one".to_owned());
        }
        if let Some(report) = homeless.next() {
            let name = report.form.name;
            return Err(format!("only one report can have no file of its own; write --format {name}=FILE"));
        }
        let mut places: Vec<PathBuf> = Vec::new();
        for file in reports.iter().filter_map(|report| report.file.as_deref()) {
            let whole = place(file);
            if places.contains(&whole) {
                return Err(format!("two reports would be written to {}", shown(file)));
            }
            if asked.paths.iter().any(|path| place(path) == whole) {
                return Err(format!("{} is to be checked; a report would overwrite it", shown(file)));
            }
            places.push(whole);
        }
        Ok(Self { reports, places })
    }

    /// Whether a report goes to this file, which is then no draft, whatever its name.
    #[must_use]
    pub fn go_to(&self, path: &Path) -> bool {
        !self.places.is_empty() && self.places.contains(&place(path))
    }

    /// Whether one of them prints the stories themselves.
    #[must_use]
    pub fn print_stories(&self) -> bool {
        self.reports.iter().any(|report| report.form.prints_stories())
    }

    /// Writes those that go to files, whatever becomes of one. Whether each could be written.
    ///
    /// # Errors
    /// When a report cannot be made.
    pub fn write_files(&self, outcome: &Outcome, terminal: &Terminal) -> io::Result<bool> {
        let mut whole = true;
        for Report { form, file } in &self.reports {
            let Some(file) = file else { continue };
            let mut report = Vec::new();
            form.write(outcome, &terminal.file_style(), &mut report)?;
            write::sweep(write::folder_of(file));
            if let Err(error) = write::replace(file, &report, None) {
                whole = false;
                terminal.error(&format!("{}: the report cannot be written: {error}", shown(file)));
            }
        }
        Ok(whole)
    }

    /// Writes the one that goes to standard output.
    ///
    /// # Errors
    /// When standard output cannot be written to.
    pub fn print(&self, outcome: &Outcome, terminal: &Terminal) -> io::Result<()> {
        let printed = self.reports.iter().find(|report| report.file.is_none());
        printed
            .map_or(Ok(()), |report| report.form.write(outcome, &terminal.style(), &mut io::stdout().lock()))
    }
}
