//! The named contract notes of the corpus, by broker.

mod zerodha;

use super::Recipe;
use crate::case::Case;

/// Every case.
#[must_use]
pub fn all() -> [&'static [Case<Recipe>]; 1] {
    [zerodha::CASES]
}
