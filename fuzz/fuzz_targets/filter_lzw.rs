//! Any LZW data: decoding ends within the limit, with both ways to widen codes.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cas_tests::property::pdf::filter_lzw(bytes));
