//! Any text as a query.
#![no_main]
libfuzzer_sys::fuzz_target!(|text: &str| quotidian_fuzz::query::hold(text));
