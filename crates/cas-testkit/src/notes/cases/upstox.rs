//! Upstox.

use crate::case::{Case, case};
use crate::notes::outline::{Dealt, Position};
use crate::notes::{Recipe, upstox};

pub(super) const CASES: &[Case<Recipe>] = &[
    case("upstox-c-equity", "plus is what the client pays, brokerage lines among the fills", |r| {
        r.by(upstox::notes());
        r.outline.securities = vec![Dealt::round_trip(2, 2), Dealt::round_trip(3, 1)];
    }),
    case("upstox-c-fno", "sections of both exchanges", |r| {
        r.by(upstox::notes());
        r.outline.securities.clear();
        r.outline.contracts = vec![
            Position::option(2, 2),
            Position::future(1, 2),
            Position::carried(-3).of_index(true),
            Position::option(1, 1).on_bse(),
            Position::carried(4).of_index(true).on_bse(),
        ];
        r.traits.extra = true;
    }),
];
