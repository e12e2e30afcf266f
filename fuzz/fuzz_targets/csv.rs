//! Any bytes as csv.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quotidian_fuzz::read("csv", bytes));
