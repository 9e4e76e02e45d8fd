//! Zerodha: both generations, each in two forms.

use super::{fno, on_both};
use crate::case::{Case, case};
use crate::draw::Encoding;
use crate::notes::outline::{Dealt, Gst, Position, Venue};
use crate::notes::sheet::Brokerage;
use crate::notes::{Recipe, zerodha};

pub(super) const CASES: &[Case<Recipe>] = &[
    case(
        "zerodha-c-equity",
        "levies in brackets, zeros in untraded halves, footnote digits at labels",
        |_| {},
    ),
    case("zerodha-c-mixed", "cash and derivatives, contracts that wrap, U+2212 as the minus", |r| {
        true_minus(r);
        mixed(r);
    }),
    case("zerodha-c-derivatives", "derivatives alone: no settlement", |r| {
        true_minus(r);
        mixed(r);
        r.outline.securities.clear();
    }),
    case("zerodha-c-two-exchanges", "one security dealt in on both exchanges", |r| {
        on_both(r);
        r.outline.securities.push(Dealt::round_trip(3, 3).on(Venue::Both));
    }),
    case("zerodha-c-receivable", "the client receives, CGST and SGST", |r| {
        r.outline.gst = Gst::State;
        r.outline.securities = vec![Dealt::sold(3), Dealt::round_trip(1, 1), Dealt::sold(2)];
    }),
    case("zerodha-c-totals-after-brokerage", "traded prices as net rates, totals after brokerage", |r| {
        r.traits.basis.summary = Brokerage::Within;
    }),
    case("zerodha-c-split-charges", "the charges run over to the next page", |r| r.traits.split = Some(5)),
    case("zerodha-c-early", "net rate after brokerage, blank untraded halves, plain levies", |r| {
        r.by(zerodha::early_notes());
    }),
    case("zerodha-c-early-mixed", "the same with derivatives, CGST and SGST", |r| {
        r.by(zerodha::early_notes());
        r.outline.gst = Gst::State;
        mixed(r);
    }),
    case("zerodha-c-early-split", "the first form, charges over two pages", |r| {
        r.by(zerodha::early_notes());
        r.traits.split = Some(8);
        on_both(r);
    }),
    case("zerodha-a-equity", "sub totals with signed quantities, two exchanges", |r| {
        r.by(zerodha::lines());
        on_both(r);
        r.outline.gst = Gst::State;
    }),
    case("zerodha-a-fno", "derivatives with brought and carried lines, order and trade number 0", |r| {
        r.by(zerodha::lines());
        fno(r, &[Position::option(2, 2), Position::future(0, 2), Position::carried(2)]);
    }),
    case("zerodha-a-mixed", "cash and derivatives of generation A, the net rate is the traded price", |r| {
        r.by(zerodha::lines());
        r.traits.basis.fills = Brokerage::Apart;
        r.outline.contracts = vec![Position::option(3, 1), Position::carried(-1)];
    }),
    case("zerodha-a-split-charges", "generation A with charges over two pages", |r| {
        r.by(zerodha::lines());
        r.traits.split = Some(3);
    }),
    case("zerodha-a-segments", "segment lines with exchanges, no exchange column", |r| {
        r.by(zerodha::segment_lines());
    }),
    case("zerodha-a-segments-fno", "segment lines of cash and derivatives on both exchanges", |r| {
        r.by(zerodha::segment_lines());
        r.outline.securities[1] = Dealt::bought(2).on(Venue::One(crate::notes::model::Exchange::Bse));
        r.outline.contracts = vec![Position::option(1, 2), Position::option(1, 1).on_bse()];
    }),
];

/// The usual fonts have no U+2212.
fn true_minus(recipe: &mut Recipe) {
    recipe.binding.style.encoding = Encoding::IdentityH;
}

fn mixed(recipe: &mut Recipe) {
    recipe.outline.contracts =
        vec![Position::option(2, 2), Position::option(0, 1), Position::future(1, 1), Position::carried(3)];
}
