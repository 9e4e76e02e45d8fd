//! Archives: thousands of statements in one run, killed and resumed as it comes.
//!
//! A [`WorkList`] names files, folders, archives and mails; a [`Session`] locks the output, reads the journal of earlier
//! runs, and works through the list with several threads; a [`Report`] tells what became of every input. [`passwords`]
//! says what is tried on what, [`Tally`] and [`Display`] show how far it is, [`watch()`] follows a folder.
//!
//! Promises: one bad file never stops a run and costs at most its limits; equal inputs and options give equal bytes,
//! whatever the number of threads and however often the run was killed; nothing that is finished is done twice; no
//! password is written anywhere.

#![expect(clippy::disallowed_methods, reason = "an edge: files, threads and the clock are its job")]

pub mod passwords;

mod answer;
mod combine;
mod display;
mod entry;
mod error;
mod feed;
mod folder;
mod input;
mod journal;
mod outcome;
mod place;
mod report;
mod session;
mod settings;
mod tally;
mod watch;

pub use combine::sweep_drafts;
pub use display::{Display, Show};
pub use entry::{Entry, EntryError, Facts, Kept};
pub use error::BatchError;
pub use feed::WorkList;
pub use input::Mail;
pub use journal::Resume;
pub use outcome::{InputError, OUTCOMES, Outcome, OutcomeRow};
pub use report::{Report, Timing};
pub use session::Session;
pub use settings::{Engine, Output, Renewed, Settings, Shape};
pub use tally::{Counts, Tally};
pub use watch::{Watch, watch};
