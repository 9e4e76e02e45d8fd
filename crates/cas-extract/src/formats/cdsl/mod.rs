//! CDSL eCAS, every generation from 2021 on: accounts of both depositories, fund folios, pension accounts.
//!
//! The pages lose their frames (`frame.rs`), the remaining lines are cut at headings (`sections.rs`) and every part has
//! a reader of its own; tables are read by `middle.rs` on the column lists of `tables.rs`. Order and position of the
//! parts vary between years, so nothing here counts pages. What the records mean together is settled later, in
//! `cas-normalize`.

mod accounts;
mod balances;
mod blocks;
mod bonds;
mod details;
mod frame;
mod holdings;
mod labels;
mod learned;
mod ledger;
mod middle;
mod movements;
mod notes;
mod numbers;
mod pension;
mod pension_tables;
mod portfolio;
mod roster;
mod sections;
mod stacks;
mod tables;
#[cfg(test)]
mod tests;
mod walk;

use cas_model::{Noted, Sourced};
use cas_table::Sheet;

use crate::detect::Detection;

/// Reads a whole statement. Words that were used or are known are claimed in the sheets.
pub(crate) fn extract(sheets: &[Sheet], _detection: &Detection) -> Noted<Vec<Sourced>> {
    let (pages, period) = frame::strip(sheets);
    walk::Walk::new(pages).run(period)
}
