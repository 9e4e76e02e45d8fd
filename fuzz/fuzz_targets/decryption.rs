//! Any data and any key: decrypting never adds bytes, and RC4 twice gives the data.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::pdf::decryption(bytes));
