//! Tables: pages of runs to sheets of words and lines.

#![expect(missing_docs, reason = "the macros of criterion write public items")]

use std::hint::black_box;

use cas_bench::{CASES, Case};
use cas_page::Page;
use cas_table::Sheet;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

fn pages(case: &Case) -> Vec<Page> {
    let options = case.options();
    let Ok(file) = cas_pdf::open(&case.pdf, &options.passwords, &options.limits) else { return Vec::new() };
    (0..file.page_count()).filter_map(|index| file.page(index).ok()).collect()
}

fn words(pages: Vec<Page>) -> usize {
    pages.into_iter().map(|page| black_box(Sheet::from_page(page)).words.len()).sum()
}

fn table(c: &mut Criterion) {
    let mut group = c.benchmark_group("table");
    for case in CASES.iter() {
        let read = pages(case);
        assert!(words(read.clone()) > 50 * case.pages as usize, "{}", case.id());
        group.throughput(Throughput::Bytes(case.bytes()));
        group.sample_size(if case.pages > 60 { 10 } else { 40 });
        group.bench_function(case.id(), |b| b.iter_batched(|| read.clone(), words, BatchSize::LargeInput));
    }
    group.finish();
}

criterion_group!(benches, table);
criterion_main!(benches);
