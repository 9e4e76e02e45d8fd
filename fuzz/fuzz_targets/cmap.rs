//! Any CMap: every byte of a string belongs to one code.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::pdf::cmap(bytes));
