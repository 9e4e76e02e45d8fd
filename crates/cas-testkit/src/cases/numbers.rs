//! Figures out of the ordinary.

use rust_decimal::Decimal;

use super::plain::{changed, milli, rupees, script};
use super::{Case, case};
use crate::cams::Generation;

pub(super) const CASES: &[Case] = &[
    case("numbers-negative-balance", "a balance below zero by a rounding", |seed| {
        script(seed, Generation::G3, 0, |ledger| {
            ledger.buy("Purchase", "PURCHASE", rupees(1000));
            let all = ledger.balance;
            ledger.step(20, 50).sell("Redemption", "REDEMPTION", all + milli(1));
        })
    }),
    case("numbers-long-nav", "prices with two and with nine decimals", |seed| {
        script(seed, Generation::G3, 0, |ledger| {
            ledger.price = Decimal::new(12_345_678_901, 9);
            ledger.buy("Purchase", "PURCHASE", rupees(1000));
            ledger.step(20, 50);
            ledger.price = Decimal::new(1290, 2);
            ledger.buy("Purchase", "PURCHASE", rupees(1000));
        })
    }),
    case("numbers-crores", "sums and units so large that they nearly meet in the next column", |seed| {
        script(seed, Generation::G3, 0, |ledger| {
            ledger.buy("Purchase", "PURCHASE", rupees(987_654_321));
            ledger.step(20, 50).sell("Redemption", "REDEMPTION", milli(9_999_999_999));
        })
    }),
    case("numbers-liquid-fund", "a price of thousands and units below one", |seed| {
        script(seed, Generation::G3, 7, |ledger| {
            ledger.price = Decimal::new(43_215_678, 4);
            for _ in 0..4 {
                ledger.step(20, 5).buy("Purchase", "PURCHASE", rupees(1000));
            }
        })
    }),
    case("numbers-odd-rupees", "gross sums that are no whole rupees", |seed| {
        script(seed, Generation::G3, 0, |ledger| {
            ledger.buy("Purchase", "PURCHASE", Decimal::new(123_457, 2));
            ledger.step(20, 5).buy(
                "Switch In - From Anupam Gilt Fund",
                "SWITCH_IN",
                Decimal::new(998_813, 2),
            );
        })
    }),
    case(
        "numbers-total-off-by-a-paisa",
        "the sum over schemes differs from the printed total by a paisa",
        |seed| {
            // The registrar adds unrounded values: one scheme's value is a paisa off its units times NAV.
            changed(seed, Generation::G3, |statement| statement.blocks[0].value += Decimal::new(1, 2))
        },
    ),
];
