//! Groww: generations A and C.

use super::{fno, on_both};
use crate::case::{Case, case};
use crate::notes::generate::STATES;
use crate::notes::outline::{Dealt, Gst, Position, Venue};
use crate::notes::{Recipe, groww};

pub(super) const CASES: &[Case<Recipe>] = &[
    case("groww-c-equity", "labels and values in cells, the broker named by the signature only", |r| {
        r.by(groww::notes());
        r.outline.securities.push(Dealt::both(2, 1).on(Venue::Both).long());
    }),
    case("groww-c-round-trips", "round trips only, two exchanges, CGST and SGST", |r| {
        r.by(groww::notes());
        r.outline.gst = Gst::State;
        r.outline.securities = vec![Dealt::round_trip(2, 2), Dealt::round_trip(3, 4).on(Venue::Both)];
    }),
    case("groww-c-fno", "derivatives of both exchanges, positions carried forward", |r| {
        r.by(groww::notes());
        fno(
            r,
            &[
                Position::option(2, 2),
                Position::future(2, 0).of_index(true).on_bse(),
                Position::option(1, 1).on_bse(),
                Position::carried(-2),
            ],
        );
    }),
    case("groww-c-mixed", "cash and derivatives, charges of the depository behind", |r| {
        r.by(groww::notes());
        r.outline.contracts = vec![Position::option(1, 1), Position::option(2, 0)];
        r.traits.extra = true;
    }),
    case("groww-c-union-territory", "tax of a union territory in its line", |r| {
        r.by(groww::notes());
        r.outline.gst = Gst::Union;
        r.outline.home = STATES[8];
    }),
    case("groww-c-split-charges", "the charges run over to the next page", |r| {
        r.by(groww::notes());
        r.traits.split = Some(4);
    }),
    case("groww-c-three-pages", "fills over several pages, titles again on each", |r| {
        r.by(groww::notes());
        r.outline.securities = vec![Dealt::round_trip(24, 21), Dealt::bought(30).on(Venue::Both)];
    }),
    case("groww-a-equity", "an ISIN line under the fills of each security", |r| {
        r.by(groww::lines());
        r.traits.extra = true;
        r.outline.gst = Gst::State;
    }),
    case("groww-a-two-pages", "generation A over two pages, both exchanges", |r| {
        r.by(groww::lines());
        on_both(r);
        r.outline.securities.extend([Dealt::round_trip(9, 11), Dealt::sold(14)]);
    }),
    case("groww-a-split-charges", "generation A with charges over two pages", |r| {
        r.by(groww::lines());
        r.traits.split = Some(6);
    }),
];
