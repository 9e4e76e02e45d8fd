//! Any run lengths: two bytes give 128 at most.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::pdf::filter_run_length(bytes));
