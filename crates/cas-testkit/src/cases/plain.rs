//! Small statements that the cases start from.

use super::Made;
use crate::cams::{Block, Generation, Ledger, Maker, Statement, day};
use rust_decimal::Decimal;

/// One short block of a CAMS house and one of a KFintech house.
pub(super) fn two(seed: u64, generation: Generation) -> Made {
    let mut maker = Maker::new(seed, generation);
    let houses = (seed % 6, 6 + seed / 7 % 5);
    let blocks = vec![
        maker.filled(Maker::house(houses.0 as usize), (seed % 16) as usize, 9),
        maker.filled(Maker::house(houses.1 as usize), (seed / 16 % 16) as usize, 7),
    ];
    Made::new(name(generation), maker.statement(blocks))
}

/// The name of a generation in `case.toml`.
pub(super) fn name(generation: Generation) -> &'static str {
    match generation {
        Generation::K0 => "K0",
        Generation::G1 => "G1",
        Generation::G2 => "G2",
        Generation::G3 => "G3",
        Generation::G4 => "G4",
        Generation::Kf => "KF",
    }
}

/// The usual two blocks, changed by a hand.
pub(super) fn changed(seed: u64, generation: Generation, change: impl FnOnce(&mut Statement)) -> Made {
    let mut made = two(seed, generation);
    change(&mut made.statement);
    made
}

/// One block of a CAMS house (or a KFintech one) whose rows a script writes, from April 2024.
pub(super) fn script(
    seed: u64,
    generation: Generation,
    house: usize,
    write: impl FnOnce(&mut Ledger),
) -> Made {
    let mut maker = Maker::new(seed, generation);
    let block = scripted(&mut maker, house, write);
    Made::new(name(generation), maker.statement(vec![block]))
}

/// A block of an equity scheme whose rows a script writes.
pub(super) fn scripted(maker: &mut Maker, house: usize, write: impl FnOnce(&mut Ledger)) -> Block {
    let year = if maker.look.holder { 2024 } else { 2021 };
    let mut ledger = Ledger::new(day(year, 4, 8), Decimal::new(482_150, 4), maker.look.places, true);
    write(&mut ledger);
    maker.block(Maker::house(house), 0, ledger)
}

/// Whole rupees.
pub(super) fn rupees(whole: i64) -> Decimal {
    Decimal::new(whole, 0)
}

/// Thousandths of a unit.
pub(super) fn milli(thousandths: i64) -> Decimal {
    Decimal::new(thousandths, 3)
}
