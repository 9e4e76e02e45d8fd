//! The whole way: locked bytes to unified JSON.

#![expect(missing_docs, reason = "the macros of criterion write public items")]

use std::hint::black_box;

use cas_bench::CASES;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn whole(c: &mut Criterion) {
    let mut group = c.benchmark_group("whole");
    for case in CASES.iter() {
        let options = case.options();
        let json = cas::JsonOptions::default();
        let parse = || cas::parse(black_box(&case.pdf), &options).map(|parsed| parsed.to_json(json));
        // The rows must have become transactions, each with a date, or trades, each with a time.
        let mark: &[u8] = if case.format == "note" { b"\"trade_time\":\"" } else { b"\"date\":\"" };
        let rows = parse().map(|json| json.windows(mark.len()).filter(|window| *window == mark).count());
        assert!(rows.is_ok_and(|rows| rows > case.rows * case.pages as usize), "{}", case.id());
        group.throughput(Throughput::Bytes(case.bytes()));
        group.sample_size(if case.pages > 60 { 10 } else { 40 });
        group.bench_function(case.id(), |b| b.iter(parse));
    }
    group.finish();
}

criterion_group!(benches, whole);
criterion_main!(benches);
