//! Any text: what reads as a date reads as the same date in every accepted form.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::date_roundtrip(bytes));
