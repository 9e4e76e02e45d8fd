//! Any bytes: a scan for objects ends and finds no more than there are heads.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::pdf::xref_repair(bytes));
