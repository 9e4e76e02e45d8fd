//! Any bytes: opening ends, within the limits, without a panic; what opens has pages that can be asked for.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::open_pdf(bytes));
