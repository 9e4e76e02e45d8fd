//! Inflating: the content streams of 60 pages, decrypted before, by our decoder and by those it could be. All but
//! `zune-inflate`, which hands out a buffer of its own, write into one that is kept.

#![expect(missing_docs, reason = "the macros of criterion write public items")]

mod shared;

use std::hint::black_box;

use cas_bench::{Case, Floor, by_size};
use cas_inflate::Inflater;
use criterion::{Criterion, criterion_group, criterion_main};
use flate2::{Decompress, FlushDecompress};
use shared::{Rates, criterion, each};

/// More than any page has.
const ROOM: usize = 1 << 20;

/// A decoder with its state: bytes that came of deflate data.
type Decoder = Box<dyn FnMut(&[u8]) -> usize>;

fn decoders() -> [(&'static str, Decoder); 5] {
    let (mut ours, mut room) = (Inflater::default(), Vec::new());
    let (mut zlib, mut zlib_room) = (Decompress::new(false), vec![0; ROOM]);
    let (mut libdeflate, mut libdeflate_room) = (libdeflater::Decompressor::new(), vec![0; ROOM]);
    let (mut miniz, mut miniz_room) =
        (Box::<miniz_oxide::inflate::core::DecompressorOxide>::default(), vec![0; ROOM]);
    let flags = miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    [
        ("cas", Box::new(move |data| ours.inflate(data, ROOM, &mut room).written)),
        (
            "zlib-rs",
            Box::new(move |data| {
                zlib.reset(false);
                let _ = zlib.decompress(data, &mut zlib_room, FlushDecompress::Finish);
                zlib.total_out() as usize
            }),
        ),
        (
            "libdeflate",
            Box::new(move |data| {
                libdeflate.deflate_decompress(data, &mut libdeflate_room).unwrap_or_default()
            }),
        ),
        (
            "zune-inflate",
            Box::new(move |data| {
                let options = zune_inflate::DeflateOptions::default().set_size_hint(8 * data.len());
                let mut decoder = zune_inflate::DeflateDecoder::new_with_options(data, options);
                decoder.decode_deflate().map_or(0, |bytes| bytes.len())
            }),
        ),
        (
            "miniz_oxide",
            Box::new(move |data| {
                miniz.init();
                miniz_oxide::inflate::core::decompress(&mut miniz, data, &mut miniz_room, 0, flags).2
            }),
        ),
    ]
}

fn inflate(c: &mut Criterion<Rates>) {
    let cases: Vec<Case> = by_size().into_iter().filter(|case| case.pages == 60).collect();
    each(c, ("inflate", &cases), |group, case| {
        let Ok(mut floor) = Floor::new(&case.pdf, &case.password) else { unreachable!("{}", case.id()) };
        let Ok(streams) = floor.packed() else { unreachable!("{}", case.id()) };
        let mut expected = None;
        for (name, mut decoder) in decoders() {
            let mut all = || streams.iter().map(|data| decoder(black_box(data))).sum::<usize>();
            let written = all();
            assert_eq!(written, *expected.get_or_insert(written), "{} {name}", case.id());
            assert!(written > 10_000 * case.pages as usize, "{} {name}: {written}", case.id());
            group.bench_function(format!("{}/{name}", case.id()), |b| b.iter(&mut all));
        }
    });
}

criterion_group! { name = benches; config = criterion(); targets = inflate }
criterion_main!(benches);
