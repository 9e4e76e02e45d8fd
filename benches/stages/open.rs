//! Opening: cross-reference, password, decryption of what the page tree needs.

#![expect(missing_docs, reason = "the macros of criterion write public items")]

use std::hint::black_box;

use cas_bench::CASES;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn open(c: &mut Criterion) {
    let mut group = c.benchmark_group("open");
    for case in CASES.iter() {
        let options = case.options();
        let count =
            cas_pdf::open(&case.pdf, &options.passwords, &options.limits).map(|file| file.page_count());
        assert_eq!(count, Ok(case.pages), "{}", case.id());
        group.throughput(Throughput::Bytes(case.bytes()));
        group.bench_function(case.id(), |b| {
            b.iter(|| {
                cas_pdf::open(black_box(&case.pdf), &options.passwords, &options.limits)
                    .map(|file| file.page_count())
            });
        });
    }
    group.finish();
}

criterion_group!(benches, open);
criterion_main!(benches);
