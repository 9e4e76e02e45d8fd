//! The named contract notes of the corpus: by broker, and by what makes them hard.

mod faults;
mod files;
mod groww;
mod icici;
mod traps;
mod unknown;
mod upstox;
mod zerodha;

use super::Recipe;
use super::outline::{Dealt, Position, Venue};
use crate::case::Case;

/// Every case.
#[must_use]
pub fn all() -> [&'static [Case<Recipe>]; 8] {
    [
        zerodha::CASES,
        groww::CASES,
        upstox::CASES,
        icici::CASES,
        unknown::CASES,
        traps::CASES,
        files::CASES,
        faults::CASES,
    ]
}

/// Adds a security that is dealt in on both exchanges.
fn on_both(recipe: &mut Recipe) {
    recipe.outline.securities.push(Dealt::both(2, 3).on(Venue::Both));
}

/// Derivatives alone.
fn fno(recipe: &mut Recipe, contracts: &[Position]) {
    recipe.outline.securities.clear();
    recipe.outline.contracts = contracts.to_vec();
}

#[cfg(test)]
mod tests;
