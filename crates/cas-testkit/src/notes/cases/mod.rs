//! The named contract notes of the corpus, by broker.

mod groww;
mod icici;
mod unknown;
mod upstox;
mod zerodha;

use super::Recipe;
use crate::case::Case;

/// Every case.
#[must_use]
pub fn all() -> [&'static [Case<Recipe>]; 5] {
    [zerodha::CASES, groww::CASES, upstox::CASES, icici::CASES, unknown::CASES]
}
