//! Any bytes as webarchive.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quotidian_fuzz::read("webarchive", bytes));
