//! Any zlib data: inflating ends within the limit, and a used state says what a fresh one says.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::pdf::filter_flate(bytes));
