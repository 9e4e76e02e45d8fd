//! Sheets to records: detection, and the walk of the format.

#![expect(missing_docs, reason = "the macros of criterion write public items")]

mod shared;

use std::hint::black_box;

use cas_bench::{Case, by_size, unlimited};
use cas_table::Sheet;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use shared::{Rates, criterion, each};

fn sheets(case: &Case) -> Vec<Sheet> {
    let Ok(file) = cas_pdf::open(&case.pdf, &case.options().passwords, &unlimited()) else {
        return Vec::new();
    };
    (0..file.page_count()).filter_map(|index| file.page(index).ok()).map(Sheet::from_page).collect()
}

fn records(sheets: &[Sheet]) -> usize {
    let Ok(detection) = cas_extract::detect(&cas_extract::Info::default(), sheets) else { return 0 };
    cas_extract::extract(sheets, &detection).map_or(0, |read| read.value.len())
}

fn extract(c: &mut Criterion<Rates>) {
    each(c, ("extract", &by_size()), |group, case| {
        let read = sheets(case);
        assert!(records(&read.clone()) >= case.rows, "{}", case.id());
        // Fresh sheets each time: what is claimed already is not read again.
        let run = |sheets: Vec<Sheet>| records(black_box(&sheets));
        group.bench_function(case.id(), |b| b.iter_batched(|| read.clone(), run, BatchSize::PerIteration));
    });
}

criterion_group! { name = benches; config = criterion(); targets = extract }
criterion_main!(benches);
