//! Long notes of an exact number of pages, for benches.

use std::cmp::Ordering;

use super::Recipe;
use super::outline::Dealt;
use crate::case::{Drawn, Statement as _};

/// A note of exactly this many pages: round trips of twelve fills each, in the second form of Zerodha's generation C.
#[must_use]
pub fn dense(pages: u32) -> Drawn {
    dense_recipe(pages).draw()
}

/// As [`dense`], not yet drawn.
#[must_use]
pub fn dense_recipe(pages: u32) -> Recipe {
    let pages = (pages as usize).max(1);
    let mut securities = pages * 4;
    for attempt in 0..ATTEMPTS {
        let recipe = note(u64::from(attempt), securities);
        let count = recipe.pages().len();
        securities = match count.cmp(&pages) {
            Ordering::Equal => return recipe,
            _ if count.abs_diff(pages) > 2 => (securities * pages / count).max(1),
            Ordering::Less => securities + 1,
            Ordering::Greater => securities.saturating_sub(1).max(1),
        };
    }
    note(0, securities)
}

/// Attempts to meet the number of pages: a security is less than half a page.
const ATTEMPTS: u32 = 40;

fn note(seed: u64, securities: usize) -> Recipe {
    let mut recipe = Recipe::plain(seed);
    recipe.outline.securities = vec![Dealt::round_trip(6, 6); securities];
    recipe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_asked_for() {
        for pages in [1, 10, 60] {
            assert_eq!(dense(pages).pages, pages as usize);
        }
    }
}
