//! Long statements: one of sixty pages for the corpus, and dense ones of an exact length for benches.

use std::cmp::Ordering;

use super::{Case, Made, case};
use crate::cams::{Block, Generation, Maker, detailed};
use crate::draw::Encoding;
use crate::notes;
use crate::pdf::Cipher;

pub(super) const CASES: &[Case] = &[case(
    "big-sixty-pages",
    "sixty pages, eleven fund houses, folios of three people, many schemes",
    |seed| {
        let mut made = dense(seed, 60);
        let pans = ["ZZAPA0001A", "ZZBPB0002B", "ZZCPC0003C"];
        for (index, block) in made.statement.blocks.iter_mut().enumerate() {
            block.pan = pans.get(index % 3).map(|&pan| pan.to_owned());
        }
        let password = pans[0].to_owned();
        if let Some(lock) = &mut made.lock {
            lock.user.clone_from(&password);
        }
        made.password = password;
        made
    },
)];

/// Rows of a block of a dense statement.
const ROWS: usize = 58;

/// A dense statement of exactly this many pages, in the form that CAMS sends: RC4-128, renumbered fonts, cells as
/// clip rectangles. Multiples of four pages are locked with AES-128 instead, so that both ciphers are measured.
#[must_use]
pub fn bench_statement(pages: u32) -> (Vec<u8>, String) {
    let mut made = dense(u64::from(pages), pages as usize);
    if let (Some(lock), true) = (&mut made.lock, pages.is_multiple_of(4)) {
        lock.cipher = Cipher::AES_128;
        made.paper.version = "1.6";
    }
    (made.pdf(u64::from(pages)), made.password)
}

/// A dense statement of exactly this many pages, locked with `cipher` or not at all.
#[must_use]
pub(crate) fn dense_registrar(pages: u32, cipher: Option<Cipher>) -> Made {
    let mut made = dense(u64::from(pages), pages as usize);
    if matches!(cipher, Some(Cipher::V4 { .. })) {
        made.paper.version = "1.6";
    }
    match (&mut made.lock, cipher) {
        (Some(lock), Some(cipher)) => lock.cipher = cipher,
        _ => made = made.unlocked(),
    }
    made
}

/// One of many dense statements of so many pages, each of other people and figures: an archive to try things with.
#[must_use]
pub fn archived_statement(seed: u64, pages: u32) -> (Vec<u8>, String) {
    let made = dense(seed, pages as usize);
    (made.pdf(seed), made.password)
}

/// A contract note of exactly this many pages, and what opens it.
#[must_use]
pub fn bench_contract_note(pages: u32) -> (Vec<u8>, String) {
    let drawn = notes::dense(pages);
    (drawn.pdf, drawn.password)
}

/// A statement of so many pages: rows are added or taken until the layout has them.
fn dense(seed: u64, pages: usize) -> Made {
    let mut rows = pages * ROWS;
    loop {
        let made = statement(seed, rows);
        let count = detailed(&made.statement, Encoding::Renumbered).len();
        match count.cmp(&pages) {
            Ordering::Equal => return made,
            Ordering::Less => rows += step(pages - count),
            Ordering::Greater => rows = rows.saturating_sub(step(count - pages)).max(1),
        }
    }
}

/// Rows to add or take when so many pages are missing or too many: less than a page holds, so that none is skipped.
fn step(pages: usize) -> usize {
    if pages == 1 { 19 } else { pages * 45 }
}

fn statement(seed: u64, rows: usize) -> Made {
    let mut maker = Maker::new(seed, Generation::G3);
    let mut blocks: Vec<Block> = Vec::new();
    let mut left = rows;
    while left > 0 {
        let index = blocks.len();
        blocks.push(maker.filled(Maker::house(index), index, left.min(ROWS)));
        left -= left.min(ROWS);
    }
    Made::new("G3", maker.statement(blocks))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dense_statements_have_exactly_the_pages_asked_for() {
        for pages in [1, 2, 10] {
            let made = dense(7, pages);
            assert_eq!(detailed(&made.statement, Encoding::Renumbered).len(), pages);
            let rows: usize = made.statement.blocks.iter().map(|block| block.rows.len()).sum();
            assert!(rows >= pages * 15, "{rows} rows on {pages} pages");
        }
    }
}
