//! Any bytes as NewsML 1.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| copydesk_fuzz::check(bytes, copydesk::document::Format::Newsml));
