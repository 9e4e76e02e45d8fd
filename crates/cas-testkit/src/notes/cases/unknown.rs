//! Brokers that the answer calls unknown: Dhan, Angel One, Axis, and one that does not exist.

use crate::case::{Case, case};
use crate::notes::outline::{Dealt, Gst, Position, Venue};
use crate::notes::{Recipe, angel, axis, dhan, sample};

pub(super) const CASES: &[Case<Recipe>] = &[
    case("dhan-c-mixed", "DR and CR after the charges, cash and derivatives", |r| {
        r.by(dhan::notes());
        r.outline.securities.push(Dealt::both(2, 2).on(Venue::Both));
        r.outline.contracts = vec![Position::option(2, 2), Position::future(1, 1), Position::option(0, 1)];
    }),
    case("dhan-c-cash", "DR and CR after the charges, cash alone, CGST and SGST", |r| {
        r.by(dhan::notes());
        r.outline.gst = Gst::State;
    }),
    case("dhan-c-split-charges", "the charges run over to the next page", |r| {
        r.by(dhan::notes());
        r.outline.securities.clear();
        r.outline.contracts = vec![Position::option(1, 2), Position::future(0, 1), Position::carried(-2)];
        r.traits.split = Some(6);
    }),
    case("angel-c-transposed", "charges with a row per exchange and a row of totals", |r| {
        r.by(angel::notes());
        r.outline.securities.push(Dealt::both(2, 3).on(Venue::Both));
    }),
    case("angel-c-one-exchange", "transposed charges of one exchange, CGST and SGST", |r| {
        r.by(angel::notes());
        r.outline.gst = Gst::State;
        r.outline.securities = vec![Dealt::sold(3), Dealt::bought(1)];
    }),
    case("angel-c-split-charges", "transposed charges cut before the row of totals", |r| {
        r.by(angel::notes());
        r.outline.securities.push(Dealt::round_trip(2, 2).on(Venue::Both));
        r.traits.split = Some(2);
    }),
    case("axis-two-notes", "two notes in one file, summaries of nine numbers", |r| {
        r.by(axis::notes());
        r.outline.second = true;
    }),
    case("axis-c-summary", "taxes over three lines, sub totals per side, the usual summary", |r| {
        r.by(axis::full_notes());
        r.outline.gst = Gst::State;
    }),
    case("axis-c-mixed", "charges of three clearing segments over two pages", |r| {
        r.by(axis::full_notes());
        r.outline.contracts = vec![Position::option(2, 1), Position::option(1, 1).on_bse()];
    }),
    case("common-c-split-charges", "an invented broker, charges over two pages", |r| {
        r.by(sample::notes());
        r.outline.gst = Gst::State;
        r.traits.split = Some(7);
    }),
    case("common-c-mixed", "an invented broker, dashes in untraded halves", |r| {
        r.by(sample::notes());
        r.outline.contracts = vec![Position::option(1, 2), Position::carried(2)];
    }),
    case("common-c-grouped", "an invented broker, digits in Indian groups", |r| {
        r.by(sample::notes());
        r.traits.figures.grouped = true;
        for dealt in &mut r.outline.securities {
            dealt.large = true;
        }
    }),
    case("common-a-isin-column", "an invented broker, no summary, an ISIN column", |r| {
        r.by(sample::lines());
        r.outline.securities.push(Dealt::both(2, 2).on(Venue::Both));
    }),
];
