//! Upstox.

use super::fno;
use crate::case::{Case, case};
use crate::notes::outline::{Dealt, Gst, Position};
use crate::notes::traits::Form;
use crate::notes::{Recipe, upstox};

pub(super) const CASES: &[Case<Recipe>] = &[
    case("upstox-c-equity", "plus is what the client pays, brokerage lines among the fills", |r| {
        day_trades(r);
    }),
    case("upstox-c-registrations", "the registration once for each of eight segments", |r| {
        day_trades(r);
        r.traits.extra = true;
        r.traits.split = Some(1);
    }),
    case("upstox-c-intra-state", "CGST and SGST on brokerage and on charges, [STT-RND]", |r| {
        day_trades(r);
        r.outline.gst = Gst::State;
        r.traits.form = Form::Late;
        r.traits.split = Some(7);
    }),
    case("upstox-c-delivery", "securities bought and sold outright", |r| {
        r.by(upstox::notes());
        r.outline.securities = vec![Dealt::bought(3), Dealt::sold(2), Dealt::both(1, 2).long()];
    }),
    case("upstox-c-fno", "sections of both exchanges", |r| {
        r.by(upstox::notes());
        fno(
            r,
            &[
                Position::option(2, 2),
                Position::future(1, 2),
                Position::carried(-3).of_index(true),
                Position::option(1, 1).on_bse(),
                Position::carried(4).of_index(true).on_bse(),
            ],
        );
        r.traits.extra = true;
    }),
    case("upstox-c-fno-one-exchange", "derivatives of one exchange, charges cut late", |r| {
        r.by(upstox::notes());
        fno(r, &[Position::option(3, 1), Position::option(0, 2), Position::future(2, 2)]);
        r.traits.split = Some(6);
    }),
];

fn day_trades(recipe: &mut Recipe) {
    recipe.by(upstox::notes());
    recipe.outline.securities = vec![Dealt::round_trip(2, 2), Dealt::round_trip(3, 1)];
}
