//! Development only: the statement writer, the corpus and field-by-field comparison.
//!
//! - [`pdf`] writes PDFs of every kind on purpose: encryptions, filters, containers, damage.
//! - [`draw`] turns pages of texts and boxes into PDF content in any of the styles real producers use.
//! - [`cams`] is the model of a registrar statement, its arithmetic, its layouts and its truth; [`depository`] is that
//!   of a depository statement, [`nsdl`] and [`cdsl`] are its layouts.
//! - [`notes`] is the model of a broker's contract note, its arithmetic, its layouts and its truth.
//! - [`refused`] draws what must not be read: look-alikes, printed copies, scans.
//! - [`hostile`] draws files made to hurt: bombs, circles, things without number.
//! - [`mod@bench`] draws dense statements of any size and under any lock, to measure with.
//! - [`corpus`] writes the named cases; [`cases`] finds everything that lies in `corpus/`.
//! - [`compare()`] counts the fields of an answer that agree with the truth.
//!
//! Everything comes from seeds: no clock, no randomness, the same bytes on every machine. All people, accounts, funds and
//! ISINs are invented. The truth is reckoned from the model, never by the parser under test.
#![expect(clippy::disallowed_methods, reason = "development tool: the corpus is files")]

pub mod bench;
pub mod cams;
mod case;
mod cases;
pub mod cdsl;
mod compare;
pub mod corpus;
pub mod depository;
pub mod draw;
pub mod hostile;
mod loader;
pub mod notes;
pub mod nsdl;
pub mod pdf;
pub mod refused;
mod seed;

pub use case::Drawn;
pub use cases::{Case, Made, archived_statement, bench_contract_note, bench_statement, cams_kfin};
pub use compare::{Miss, Score, compare};
pub use loader::{StoredCase, Truth, cases, cases_in, corpus_dir};
pub use seed::Seed;
