//! The output folder: a JSON file for each input, each whole or not there, readable for its owner alone.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::BatchError;
use crate::entry::Kept;

/// The output folder.
pub(crate) struct Folder {
    root: PathBuf,
    state: PathBuf,
}

impl Folder {
    pub(crate) fn new(root: &Path, state: &Path) -> Self {
        Self { root: root.to_owned(), state: state.to_owned() }
    }

    /// Puts a file in its place. Each worker has one draft, so that a killed run leaves no more than those, and the next
    /// one writes over them.
    pub(crate) fn write(&self, worker: usize, place: &Path, bytes: &[u8]) -> Result<Kept, BatchError> {
        let draft = self.state.join(format!("draft-{worker}"));
        let path = self.root.join(place);
        create(&draft).and_then(|mut file| file.write_all(bytes)).map_err(BatchError::write(&draft))?;
        if std::fs::rename(&draft, &path).is_err() {
            // Mostly the folder is missing; anything else is told by the second attempt.
            path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(BatchError::write(&path))?;
            std::fs::rename(&draft, &path).map_err(BatchError::write(&path))?;
        }
        let file = Some(place.to_string_lossy().into_owned());
        Ok(Kept { file, offset: 0, length: bytes.len() as u64, crc32: crc32fast::hash(bytes) })
    }

    /// True when a file is still what was written.
    pub(crate) fn holds(&self, place: &Path, kept: &Kept) -> bool {
        let path = self.root.join(place);
        kept.file.as_deref() == Some(&*place.to_string_lossy())
            && std::fs::metadata(&path).is_ok_and(|data| data.len() == kept.length)
            && std::fs::read(&path).is_ok_and(|bytes| crc32fast::hash(&bytes) == kept.crc32)
    }

    /// Removes the drafts.
    pub(crate) fn tidy(&self, workers: usize) {
        for worker in 0..workers {
            // Mostly there is none.
            let _ = std::fs::remove_file(self.state.join(format!("draft-{worker}")));
        }
    }
}

fn create(path: &Path) -> std::io::Result<File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
