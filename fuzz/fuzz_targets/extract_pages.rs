//! Any `.page` dump: detection and extraction end without a panic, and equal input gives equal output.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::extract_pages(bytes));
