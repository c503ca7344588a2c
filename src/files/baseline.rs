//! Reads the file of a baseline.

use std::path::Path;

use super::desks::here;
use super::toml::read_toml;
use crate::baseline::{Baseline, read};
use crate::finding::Failure;
use crate::rule::{Problems, TomlFile};

/// The baseline in a file; nothing when it cannot be read, which is then said.
pub fn read_baseline(path: &Path, problems: &mut Problems, failed: &mut Vec<Failure>) -> Option<Baseline> {
    let file = read_toml(path, &here(path), TomlFile::of_config, problems, failed)?;
    Some(read::read(&file, problems))
}
