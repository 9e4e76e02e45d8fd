//! From flat records to the unified statement: assembly, what wordings mean, what names and ISINs tell, and the
//! statement's own arithmetic.
//!
//! Third stage of the pipeline: `cas-extract` emits [`cas_model::Record`]s, [`assemble()`] folds them into
//! a [`cas_model::Statement`], [`classify`] tells what a row means, [`scheme_name`] and [`scheme_type`] what a name
//! tells, [`security`] what an ISIN tells, and
//! [`reconcile()`] does the statement's own arithmetic; [`assemble_note()`] and [`reconcile_note()`] do the same for contract notes. No file, clock or network is touched; nothing here fails: what is odd becomes a note.

pub mod assemble;
pub mod classify;
pub mod note;
pub mod reconcile;
pub mod scheme_name;
pub mod scheme_type;
pub mod security;
mod unreadable;

pub use assemble::{AssembleContext, Assembled, assemble};
pub use cas_model::Facts;
pub use note::{AssembledNote, NoteContext, assemble_note};
pub use reconcile::{reconcile, reconcile_note};
