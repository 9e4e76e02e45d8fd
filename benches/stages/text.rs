//! Text: every page of an open file decrypted, inflated and interpreted into runs. A fresh file every time, so that
//! fonts and object streams are decoded anew.

#![expect(missing_docs, reason = "the macros of criterion write public items")]

use std::hint::black_box;

use cas_bench::{CASES, Case};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn runs(case: &Case, options: &cas::Options) -> usize {
    let Ok(file) = cas_pdf::open(black_box(&case.pdf), &options.passwords, &options.limits) else { return 0 };
    (0..file.page_count()).filter_map(|index| file.page(index).ok()).map(|page| page.runs.len()).sum()
}

fn text(c: &mut Criterion) {
    let mut group = c.benchmark_group("text");
    for case in CASES.iter() {
        let options = case.options();
        assert!(runs(case, &options) > 50 * case.pages as usize, "{}", case.id());
        group.throughput(Throughput::Bytes(case.bytes()));
        group.sample_size(if case.pages > 60 { 10 } else { 40 });
        group.bench_function(case.id(), |b| b.iter(|| runs(case, &options)));
    }
    group.finish();
}

criterion_group!(benches, text);
criterion_main!(benches);
