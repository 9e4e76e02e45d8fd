//! ICICI Securities: both generations, the charges in two forms.

use super::on_both;
use crate::case::{Case, case};
use crate::notes::outline::{Dealt, Gst};
use crate::notes::sheet::Brokerage;
use crate::notes::{Recipe, icici};

pub(super) const CASES: &[Case<Recipe>] = &[
    case("icici-c-amount-first", "every amount of the charges in front of its label", |r| {
        r.by(icici::early_notes());
    }),
    case("icici-c-amount-first-split", "the same over two pages, CGST and SGST", |r| {
        r.by(icici::early_notes());
        r.outline.gst = Gst::State;
        r.traits.split = Some(4);
    }),
    case("icici-c-backticks", "four amounts in front of labels, the rest behind, with backticks", |r| {
        r.by(icici::notes());
        on_both(r);
    }),
    case("icici-c-credited", "the client receives: Net Amount to be Credited in Bank", |r| {
        r.by(icici::notes());
        r.outline.securities = vec![Dealt::sold(2), Dealt::sold(3), Dealt::round_trip(1, 1)];
        r.outline.gst = Gst::State;
    }),
    case("icici-c-obligation-before-brokerage", "the obligation is the plain sum of the fills", |r| {
        r.by(icici::notes());
        r.traits.basis.obligation = Brokerage::Apart;
        r.traits.split = Some(6);
    }),
    case("icici-a-equity", "an ISIN line with the quantity under each security", |r| {
        r.by(icici::lines());
        r.outline.gst = Gst::State;
    }),
    case("icici-a-two-exchanges", "generation A on both exchanges, long names", |r| {
        r.by(icici::lines());
        on_both(r);
        r.outline.securities.push(Dealt::round_trip(4, 2).long());
    }),
];
