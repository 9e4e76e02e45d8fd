//! Text: locked bytes to runs with the edges of every glyph, under every lock too; and the floor below it. A fresh file
//! every time, so that fonts and object streams are decoded anew.

#![expect(missing_docs, reason = "the macros of criterion write public items")]

mod shared;

use std::hint::black_box;

use cas_bench::{CHARACTERS_A_PAGE, Case, Floor, Input, TEXT, by_lock, by_size};
use criterion::{Criterion, criterion_group, criterion_main};
use shared::{Rates, criterion, each};

fn text(c: &mut Criterion<Rates>) {
    for (group, cases) in [("text", by_size()), ("text-lock", by_lock())] {
        each(c, (group, &cases), |group, case: &Case| {
            let input = Input::new(&case.pdf, &case.password);
            let read = (TEXT.run)(&input).map(|answer| answer.characters);
            assert!(read.is_ok_and(|read| read > CHARACTERS_A_PAGE * case.pages as usize), "{}", case.id());
            group.bench_function(case.id(), |b| b.iter(|| (TEXT.run)(black_box(&input))));
        });
    }
}

fn floor(c: &mut Criterion<Rates>) {
    each(c, ("floor", &by_size()), |group, case: &Case| {
        let Ok(mut floor) = Floor::new(&case.pdf, &case.password) else { unreachable!("{}", case.id()) };
        let read = floor.run().map(|tally| tally.operators);
        assert!(read.is_ok_and(|read| read > 200 * case.pages as usize), "{}", case.id());
        group.bench_function(case.id(), |b| b.iter(|| floor.run().map(black_box).is_ok()));
    });
}

criterion_group! { name = benches; config = criterion(); targets = text, floor }
criterion_main!(benches);
