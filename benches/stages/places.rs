//! Where every value is printed: the whole way with provenance, and every page drawn.

#![expect(missing_docs, reason = "the macros of criterion write public items")]

mod shared;

use std::hint::black_box;

use cas::{JsonOptions, Options, With};
use cas_bench::{Case, by_size};
use criterion::{Criterion, criterion_group, criterion_main};
use shared::{Rates, criterion, each};

fn with_provenance(case: &Case) -> Options {
    Options { with: With { provenance: true, ..With::default() }, ..case.options() }
}

fn places(c: &mut Criterion<Rates>) {
    each(c, ("provenance", &by_size()), |group, case| {
        let options = with_provenance(case);
        let run = || {
            cas::parse(black_box(&case.pdf), &options)
                .map(|read| (read.provenance.len(), read.to_json(JsonOptions::default())))
        };
        assert!(run().is_ok_and(|(values, _)| values >= case.rows), "{}", case.id());
        group.bench_function(case.id(), |b| b.iter(run));
    });
    each(c, ("drawing", &by_size()), |group, case| {
        let options = case.options();
        let run = || cas::draw(black_box(&case.pdf), &options);
        assert!(run().is_ok(), "{}", case.id());
        group.bench_function(case.id(), |b| b.iter(run));
    });
}

criterion_group! { name = benches; config = criterion(); targets = places }
criterion_main!(benches);
