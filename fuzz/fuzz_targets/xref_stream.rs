//! Any cross-reference stream: reading ends within the limits.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::pdf::xref_stream(bytes));
