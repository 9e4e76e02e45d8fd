//! An NSDL statement, bent: extraction ends without a panic and gives the same answer twice.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::grammar::nsdl(bytes));
