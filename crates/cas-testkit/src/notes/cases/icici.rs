//! ICICI Securities: both generations, the charges in two forms.

use crate::case::{Case, case};
use crate::notes::outline::{Dealt, Gst, Venue};
use crate::notes::{Recipe, icici};

pub(super) const CASES: &[Case<Recipe>] = &[
    case("icici-c-amount-first", "every amount of the charges in front of its label", |r| {
        r.by(icici::early_notes());
    }),
    case("icici-c-backticks", "four amounts in front of labels, the rest behind, with backticks", |r| {
        r.by(icici::notes());
        r.outline.securities.push(Dealt::both(2, 1).on(Venue::Both));
    }),
    case("icici-a-equity", "an ISIN line with the quantity under each security", |r| {
        r.by(icici::lines());
        r.outline.gst = Gst::State;
    }),
];
