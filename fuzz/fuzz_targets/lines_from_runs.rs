//! Any runs on a page: every character that is not blank is in a word or among the asides.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::lines_from_runs(bytes));
