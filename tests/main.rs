//! One test binary: what a user would notice, the house's own rules, and the files that are derived.

#![allow(clippy::disallowed_methods, reason = "tests run the program on real files")]

mod cli;
#[path = "bench/copy.rs"]
mod copy;
mod derived;
mod encoder;
mod house;
mod html;
mod learn;
mod malformed;
mod mistakes;
mod mutate;
mod package;
mod properties;
mod stories;
mod support;
mod xml;
