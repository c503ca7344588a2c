//! Any bytes as NITF.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| copydesk_fuzz::check(bytes, copydesk::document::Format::Nitf));
