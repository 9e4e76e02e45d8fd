//! Any text: what reads as a number prints as one that reads as the same number with the same scale.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::number_roundtrip(bytes));
