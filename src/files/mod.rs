//! The disk, for every front end: which files there are, what is in them, and which config holds for each.

#![allow(clippy::disallowed_methods, reason = "this room is the disk")]

pub mod baseline;
pub mod cache;
pub mod desks;
pub mod dictionaries;
pub mod fingerprint;
pub mod folder_rules;
pub mod git;
pub mod path;
pub mod read;
pub mod sources;
pub mod styles;
pub mod toml;
pub mod vocabulary;
pub mod walk;
pub mod watch;
pub mod write;

pub use cache::Cache;
pub use desks::{ConfigChoice, Desks};
pub use read::read;
pub use walk::{Found, Walk};
