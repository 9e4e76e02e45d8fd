//! Groww: generations A and C.

use crate::case::{Case, case};
use crate::notes::outline::{Dealt, Gst, Position, Venue};
use crate::notes::{Recipe, groww};

pub(super) const CASES: &[Case<Recipe>] = &[
    case("groww-c-equity", "labels and values in cells, the broker named by the signature only", |r| {
        r.by(groww::notes());
        r.outline.securities.push(Dealt::both(2, 1).on(Venue::Both).long());
    }),
    case("groww-c-fno", "derivatives of both exchanges, positions carried forward", |r| {
        r.by(groww::notes());
        r.outline.securities.clear();
        r.outline.contracts = vec![
            Position::option(2, 2),
            Position::future(2, 0).of_index(true).on_bse(),
            Position::option(1, 1).on_bse(),
            Position::carried(-2),
        ];
    }),
    case("groww-a-equity", "an ISIN line under the fills of each security", |r| {
        r.by(groww::lines());
        r.traits.extra = true;
        r.outline.gst = Gst::State;
    }),
];
