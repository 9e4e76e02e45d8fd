//! The vocabulary of the project: numbers, identifiers, dates, the flat [`record::Record`]s that extractors emit,
//! and the published [`Statement`].
//!
//! Data flows one way: a format reader emits records in document order, each with the place it was printed at;
//! `cas-normalize` folds them into a [`Statement`]; only [`Statement`] and what hangs below it is ever serialised.

pub mod check;
pub mod contract_note;
pub mod date;
pub mod diagnostic;
pub mod facts;
pub mod ident;
pub mod kind;
mod masked;
pub mod note_record;
pub mod number;
pub mod record;
pub mod statement;

pub use check::{Check, Verdict};
pub use contract_note::{BrokerType, ContractNote, NoteFacts};
pub use diagnostic::{Diagnostic, DiagnosticCode, Noted, Severity};
pub use facts::Facts;
pub use ident::{Isin, Pan};
pub use kind::{CasType, Depository, SchemeType, SecurityClass, TransactionKind};
pub use number::{Amount, NumberError, Percent, Price, Units};
pub use record::{Record, Sourced};
/// Text of a cell that is kept without memory of its own when it is short, as most cells are.
pub use smol_str::SmolStr;
pub use statement::Statement;
