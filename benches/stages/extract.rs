//! Sheets to records: detection, and the walk of the format.

#![expect(missing_docs, reason = "the macros of criterion write public items")]

use std::hint::black_box;

use cas_bench::{CASES, Case};
use cas_table::Sheet;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

fn sheets(case: &Case) -> Vec<Sheet> {
    let options = case.options();
    let Ok(file) = cas_pdf::open(&case.pdf, &options.passwords, &options.limits) else { return Vec::new() };
    (0..file.page_count()).filter_map(|index| file.page(index).ok()).map(Sheet::from_page).collect()
}

fn records(sheets: &[Sheet]) -> usize {
    let Ok(detection) = cas_extract::detect(&cas_extract::Info::default(), sheets) else { return 0 };
    cas_extract::extract(sheets, &detection).map_or(0, |read| read.value.len())
}

fn extract(c: &mut Criterion) {
    let mut group = c.benchmark_group("extract");
    for case in CASES.iter() {
        let read = sheets(case);
        assert!(records(&read.clone()) > case.rows * case.pages as usize, "{}", case.id());
        group.throughput(Throughput::Bytes(case.bytes()));
        group.sample_size(if case.pages > 60 { 10 } else { 40 });
        // Fresh sheets each time: what is claimed already is not read again.
        let run = |sheets: Vec<Sheet>| records(black_box(&sheets));
        group.bench_function(case.id(), |b| b.iter_batched(|| read.clone(), run, BatchSize::PerIteration));
    }
    group.finish();
}

criterion_group!(benches, extract);
criterion_main!(benches);
