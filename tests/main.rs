//! One test binary: what a user would notice, the house's own rules, and the files that are derived.

mod cli;
mod derived;
mod house;
mod malformed;
mod mistakes;
mod mutate;
mod properties;
mod stories;
mod support;
