//! Statements with one thing wrong, which the self-checks must find.

use super::plain::{rupees, script};
use super::{Case, Made};
use crate::cams::{Fault, Generation};

pub(super) const CASES: &[Case] = &[
    fault(
        "fault-dropped-row",
        "a purchase is missing",
        &["running-balance", "closing-balance", "cost"],
        |seed| faulty(seed, Fault::DropRow(0, 2)),
    ),
    fault("fault-dropped-last-row", "the last sale is missing", &["closing-balance", "cost"], |seed| {
        faulty(seed, Fault::DropRow(0, 8))
    }),
    fault("fault-dropped-stamp-duty", "a stamp duty row is missing", &["stamp-duty"], |seed| {
        faulty(seed, Fault::DropRow(0, 3))
    }),
    fault("fault-flipped-stamp-duty", "the sign of a stamp duty row is wrong", &["stamp-duty"], |seed| {
        faulty(seed, Fault::FlipSign(0, 3))
    }),
    fault(
        "fault-flipped-units",
        "a purchase in brackets: the running balance settles its sign, no check fails",
        &[],
        |seed| faulty(seed, Fault::FlipSign(0, 4)),
    ),
    fault(
        "fault-closing",
        "the closing balance is a unit too high",
        &["closing-balance", "market-value"],
        |seed| faulty(seed, Fault::Closing(0)),
    ),
    fault("fault-value", "the market value is not units times NAV", &["market-value"], |seed| {
        faulty(seed, Fault::Value(0))
    }),
    fault("fault-cost", "the cost is not that of the remaining lots", &["cost"], |seed| {
        faulty(seed, Fault::Cost(0))
    }),
    fault(
        "fault-summary-total",
        "the total of the portfolio summary is too high",
        &["summary-total"],
        |seed| faulty(seed, Fault::SummaryTotal),
    ),
    fault("fault-isin", "the check digit of the ISIN is wrong", &["isin-check-digit"], |seed| {
        faulty(seed, Fault::IsinDigit(0))
    }),
];

const fn fault(
    name: &'static str,
    shows: &'static str,
    fails: &'static [&'static str],
    make: fn(u64) -> Made,
) -> Case {
    Case { name, shows, make, fails }
}

/// Rows: 0, 2, 4, 6 purchases with their duty below, 8 a sale, 9 its STT.
fn faulty(seed: u64, fault: Fault) -> Made {
    let mut made = script(seed, Generation::G3, 0, |ledger| {
        for _ in 0..4 {
            ledger.step(25, 60).buy("Purchase - via Internet", "PURCHASE", rupees(50_000));
        }
        let half = ledger.balance / rupees(2);
        ledger.step(30, 90).sell("Redemption", "REDEMPTION", half);
    });
    made.statement.faults.push(fault);
    made
}
