//! Any text: the decoders of base 85 and of hexadecimal digits give no more than they can.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::pdf::filter_ascii(bytes));
