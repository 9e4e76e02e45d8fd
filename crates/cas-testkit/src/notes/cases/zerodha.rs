//! Zerodha: both generations, each in two forms.

use crate::case::{Case, case};
use crate::notes::outline::{Dealt, Gst, Position, Venue};
use crate::notes::{Recipe, zerodha};

pub(super) const CASES: &[Case<Recipe>] = &[
    case(
        "zerodha-c-equity",
        "levies in brackets, zeros in untraded halves, footnote digits at labels",
        |_| {},
    ),
    case("zerodha-c-early", "net rate after brokerage, blank untraded halves, plain levies", |r| {
        r.by(zerodha::early_notes());
    }),
    case("zerodha-c-mixed", "cash and derivatives, contracts that wrap, U+2212 as the minus", |r| {
        wide(r);
        mixed(r);
    }),
    case("zerodha-a-equity", "sub totals with signed quantities, two exchanges", |r| {
        r.by(zerodha::lines());
        r.outline.securities.push(Dealt::both(2, 3).on(Venue::Both));
        r.outline.gst = Gst::State;
    }),
    case("zerodha-a-fno", "derivatives with brought and carried lines, order and trade number 0", |r| {
        r.by(zerodha::lines());
        r.outline.securities.clear();
        r.outline.contracts = vec![Position::option(2, 2), Position::future(0, 2), Position::carried(2)];
    }),
    case("zerodha-a-segments", "segment lines with exchanges, no exchange column", |r| {
        r.by(zerodha::segment_lines());
    }),
];

fn wide(recipe: &mut Recipe) {
    recipe.binding.style.encoding = crate::draw::Encoding::IdentityH;
}

fn mixed(recipe: &mut Recipe) {
    recipe.outline.contracts =
        vec![Position::option(2, 2), Position::option(0, 1), Position::future(1, 1), Position::carried(3)];
}
