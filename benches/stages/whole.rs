//! The whole way: locked bytes to unified JSON, under every lock too.

#![expect(missing_docs, reason = "the macros of criterion write public items")]

mod shared;

use std::hint::black_box;

use cas_bench::{Case, Input, WHOLE, by_lock, by_size};
use criterion::{Criterion, criterion_group, criterion_main};
use shared::{Rates, criterion, each};

fn whole(c: &mut Criterion<Rates>) {
    for (group, cases) in [("whole", by_size()), ("whole-lock", by_lock())] {
        each(c, (group, &cases), |group, case: &Case| {
            let input = Input::new(&case.pdf, &case.password);
            let read = case.rows_read(&input);
            assert!(read >= case.rows, "{}: {read} rows", case.id());
            group.bench_function(case.id(), |b| b.iter(|| (WHOLE.run)(black_box(&input))));
        });
    }
}

criterion_group! { name = benches; config = criterion(); targets = whole }
criterion_main!(benches);
