//! Why something was not written. No message holds a value of a statement.

use std::path::{Path, PathBuf};

/// Why a table, a spool or a file was not written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The end of the path names no format.
    #[error("{} ends in no known format (known: {})", path.display(), crate::Format::known_extensions())]
    UnknownExtension {
        /// The path.
        path: PathBuf,
    },
    /// There is no table of this name.
    #[error("there is no table `{name}` (known: {})", crate::tables::known())]
    UnknownTable {
        /// The name.
        name: String,
    },
    /// The path has no name of a file, or the format cannot be written there.
    #[error("{} cannot be the name of the output: {why}", path.display())]
    BadPath {
        /// The path.
        path: PathBuf,
        /// What is wrong.
        why: &'static str,
    },
    /// The system did not let us.
    #[error("cannot write {}", path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A value has more digits or characters than the format can hold exactly. Nothing of this statement was added; the
    /// sink goes on.
    #[error("a value of {table}.{column} does not fit: {why}")]
    DoesNotFit {
        /// Table.
        table: &'static str,
        /// Column.
        column: &'static str,
        /// What does not fit.
        why: &'static str,
    },
    /// The format takes the other kind of [`crate::Item`].
    #[error("the format {format} takes {needs}")]
    WrongItem {
        /// The format.
        format: &'static str,
        /// What it takes.
        needs: &'static str,
    },
    /// The bytes of a spool are not what [`crate::Tables::to_spool`] of this version writes.
    #[error("the spool is damaged or of another version: {why}")]
    Spool {
        /// What is wrong.
        why: &'static str,
    },
    /// The library that writes the format failed.
    #[error("cannot write {format}: {why}")]
    Writer {
        /// The format.
        format: &'static str,
        /// What the library said; libraries quote names of columns, not values.
        why: String,
    },
}

impl ExportError {
    /// An error of the system, about a path.
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self + use<'_> {
        move |source| Self::Io { path: path.to_owned(), source }
    }

    /// An error of the library that writes a format.
    pub(crate) fn writer<E: std::fmt::Display>(format: &'static str) -> impl Fn(E) -> Self {
        move |error| Self::Writer { format, why: error.to_string() }
    }
}
