//! Keeps a second run away from an output. The system lets go of the lock when the process ends, however it ends.

use std::fs::File;
use std::path::Path;

use fs4::{FileExt, TryLockError};

use crate::BatchError;

/// A lock that is held until it is dropped. The file stays: removing it would let two runs hold locks on two files of
/// one name.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "it is held, not read")] File);

impl Lock {
    pub(super) fn take(path: &Path, output: &Path) -> Result<Self, BatchError> {
        let file = super::open_at(path, 0)?;
        match FileExt::try_lock(&file) {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(BatchError::Busy { output: output.to_owned() }),
            Err(TryLockError::Error(source)) => Err(BatchError::Write { path: path.to_owned(), source }),
        }
    }
}
