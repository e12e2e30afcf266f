//! Any bytes as a plain text.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quotidian_fuzz::read("text", bytes));
