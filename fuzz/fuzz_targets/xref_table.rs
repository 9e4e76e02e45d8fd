//! Any table of cross-references: reading ends and names no more objects than there is room for.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::pdf::xref_table(bytes));
