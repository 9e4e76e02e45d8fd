//! Any wording: a used classifier says what a fresh one says, and blanks around a wording mean nothing.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::classify(bytes));
