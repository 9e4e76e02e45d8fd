//! Records to statement: who owns what, what is merged, what is summed.
//!
//! Registrar statements nest (a folio owns the schemes that follow, a scheme the rows that follow); depository
//! statements name the account or folio in every record, and facts about one arrive from several tables. Nothing here
//! judges the figures: that is `reconcile`.

mod accounts;
mod demat_ledger;
mod depository;
mod draft;
mod folios;
mod fund_ledger;
mod pension;
mod registrar;
mod scheme;
mod summary;
mod unsigned;

use cas_model::statement::Statement;
use cas_model::{CasType, Facts, Noted, Sourced};

use crate::unreadable;

/// What the records cannot say.
#[derive(Clone, Debug)]
pub struct AssembleContext {
    /// Issuer family, from detection.
    pub cas_type: CasType,
    /// `meta.generated_at`; `None` writes null.
    pub generated_at: Option<String>,
}

/// A statement and what its published form has no home for.
#[derive(Clone, Debug)]
pub struct Assembled {
    /// The published statement.
    pub statement: Statement,
    /// Printed totals, places, balance splits and labels, parallel to the lists of the statement.
    pub facts: Facts,
}

/// Folds records in document order into a statement. Nothing fails: what does not fit becomes a note.
#[must_use]
pub fn assemble(records: Vec<Sourced>, context: &AssembleContext) -> Noted<Assembled> {
    let unreadable = unreadable::notes(&records);
    let mut draft = draft::Draft::new(context);
    match context.cas_type {
        CasType::CamsKfintech => registrar::fold(records, &mut draft),
        CasType::Nsdl | CasType::Cdsl => depository::fold(records, &mut draft),
    }
    let mut assembled = draft.finish();
    assembled.notes.extend(unreadable);
    assembled
}
