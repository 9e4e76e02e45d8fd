//! Long statements of an exact number of pages, for benches.

use std::cmp::Ordering;

use cas_model::{Depository, SecurityClass};

use super::generate;
use super::recipe::{Layout, Recipe};
use crate::case::{Drawn, Statement as _};

/// Pages of the shortest statement: cover, summary, holdings, movements, details.
const SHORTEST: usize = 8;

/// A statement of `pages` pages or, below the shortest that the layout has, of as many as that has: two accounts in
/// which every security moved, and folios of which each has a ledger.
#[must_use]
pub fn dense<T: Layout>(pages: u32) -> Drawn {
    dense_recipe::<T>(pages).draw()
}

/// As [`dense`], not yet drawn.
#[must_use]
pub fn dense_recipe<T: Layout>(pages: u32) -> Recipe<T> {
    let pages = (pages as usize).max(SHORTEST);
    let mut securities = 1;
    for attempt in 0.. {
        let recipe = statement::<T>(u64::from(attempt), securities);
        let count = recipe.traits.pages(&generate::book(&recipe.outline)).len();
        if count == pages || attempt == ATTEMPTS {
            return recipe;
        }
        securities = match count.cmp(&pages) {
            _ if count.abs_diff(pages) > NEAR => (securities * pages / count).max(1),
            Ordering::Less => securities + 1,
            _ => securities.saturating_sub(1).max(1),
        };
    }
    statement::<T>(0, securities)
}

/// So near to the number of pages it is met by adding or taking single securities.
const NEAR: usize = 8;

/// Attempts to meet the number of pages; a few are enough, as each draws other names and so other wraps.
const ATTEMPTS: u32 = 60;

fn statement<T: Layout>(seed: u64, securities: usize) -> Recipe<T> {
    let mut recipe = T::plain(seed);
    let classes = [(SecurityClass::Equity, securities), (SecurityClass::MutualFund, securities.div_ceil(3))];
    recipe.outline.accounts(&[(Depository::Nsdl, &classes), (Depository::Cdsl, &classes)]);
    recipe.outline.folios(securities, 1);
    recipe.outline.moving(100);
    recipe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cdsl, nsdl};

    #[test]
    fn the_pages_asked_for() {
        let pages = |drawn: &Drawn| drawn.pages;
        for wanted in [10, 24] {
            assert_eq!(pages(&dense::<nsdl::Traits>(wanted)), wanted as usize, "NSDL");
            assert_eq!(pages(&dense::<cdsl::Traits>(wanted)), wanted as usize, "CDSL");
        }
    }
}
