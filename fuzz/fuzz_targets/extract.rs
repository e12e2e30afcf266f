//! Any bytes as the output of `quotidian extract`.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quotidian_fuzz::read("extract", bytes));
