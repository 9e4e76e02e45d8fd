//! Any content stream: the page comes out whole, with one glyph edge more than characters in every run.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::text(bytes));
