//! Opening: cross-reference, password, page tree. `open-lock` is the same under every lock: what AES-256 R6 takes above R5
//! is its key derivation, which is on purpose slow.

#![expect(missing_docs, reason = "the macros of criterion write public items")]

mod shared;

use std::hint::black_box;

use cas_bench::{Case, Input, OPEN, by_lock, by_size};
use criterion::{Criterion, criterion_group, criterion_main};
use shared::{Rates, criterion, each};

fn open(c: &mut Criterion<Rates>) {
    for (group, cases) in [("open", by_size()), ("open-lock", by_lock())] {
        each(c, (group, &cases), |group, case: &Case| {
            let input = Input::new(&case.pdf, &case.password);
            let read = (OPEN.run)(&input).map(|answer| answer.pages);
            assert_eq!(read, Ok(case.pages), "{}", case.id());
            group.bench_function(case.id(), |b| b.iter(|| (OPEN.run)(black_box(&input))));
        });
    }
}

criterion_group! { name = benches; config = criterion(); targets = open }
criterion_main!(benches);
