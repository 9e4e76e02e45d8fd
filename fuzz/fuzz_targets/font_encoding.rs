//! Any glyph names: the page comes out whole.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::pdf::font_encoding(bytes));
