//! Any bytes as iptc7901.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quotidian_fuzz::read("iptc7901", bytes));
