//! Tables: pages of runs to sheets of words and lines.

#![expect(missing_docs, reason = "the macros of criterion write public items")]

mod shared;

use std::hint::black_box;

use cas_bench::{Case, WORDS_A_PAGE, by_size, unlimited};
use cas_page::Page;
use cas_table::Sheet;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use shared::{Rates, criterion, each};

fn pages(case: &Case) -> Vec<Page> {
    let Ok(file) = cas_pdf::open(&case.pdf, &case.options().passwords, &unlimited()) else {
        return Vec::new();
    };
    (0..file.page_count()).filter_map(|index| file.page(index).ok()).collect()
}

fn words(pages: Vec<Page>) -> usize {
    pages.into_iter().map(|page| black_box(Sheet::from_page(page)).words.len()).sum()
}

fn table(c: &mut Criterion<Rates>) {
    each(c, ("table", &by_size()), |group, case| {
        let read = pages(case);
        assert!(words(read.clone()) > WORDS_A_PAGE * case.pages as usize, "{}", case.id());
        group.bench_function(case.id(), |b| b.iter_batched(|| read.clone(), words, BatchSize::LargeInput));
    });
}

criterion_group! { name = benches; config = criterion(); targets = table }
criterion_main!(benches);
