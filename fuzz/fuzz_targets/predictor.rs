//! Any rows and any parameters: undoing a predictor never adds bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::pdf::predictor(bytes));
