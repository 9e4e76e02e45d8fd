//! Why a whole run cannot go on. What is wrong with one input is an outcome instead.

use std::path::{Path, PathBuf};

use cas_export::ExportError;

use crate::passwords::PasswordError;

/// Why a run did not start, or ended early. What was finished before is kept: the same command goes on from there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BatchError {
    /// A source of passwords is not what it should be.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// Another run works on the same output.
    #[error("another run works on {}", output.display())]
    Busy {
        /// The output.
        output: PathBuf,
    },
    /// Nothing to do was named, or a glob is none.
    #[error("{what}: {problem}")]
    Input {
        /// The argument.
        what: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A list of inputs cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The path.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// An output, the journal or what is kept beside it cannot be written: a full disk, mostly.
    #[error("cannot write {}", path.display())]
    Write {
        /// The path.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The combined output cannot be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A thread of the run ended by a fault of ours outside the engine.
    #[error("a worker ended by a fault of cas")]
    Worker,
}

impl BatchError {
    /// For [`Result::map_err`].
    pub(crate) fn write(path: &Path) -> impl Fn(std::io::Error) -> Self + use<'_> {
        |source| Self::Write { path: path.to_owned(), source }
    }

    /// For [`Result::map_err`].
    pub(crate) fn read(path: &Path) -> impl Fn(std::io::Error) -> Self + use<'_> {
        |source| Self::Read { path: path.to_owned(), source }
    }
}
