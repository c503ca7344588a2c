//! One test binary: what a user would notice, the house's own rules, and the files that are derived.

#![allow(clippy::disallowed_methods, reason = "tests run the program on real files")]

mod cache;
mod changed;
mod cli;
#[path = "bench/copy.rs"]
mod copy;
mod derived;
mod docx;
mod encoder;
mod fixes;
mod house;
mod html;
mod learn;
mod malformed;
mod mistakes;
mod mutate;
mod package;
mod page;
mod properties;
mod reports;
mod round_trip;
mod stories;
mod support;
mod xml;
