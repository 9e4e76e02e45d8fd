//! A file that appears at its path whole or not at all, readable for its owner alone: what is written is personal.

use std::fs::File;
use std::path::{Path, PathBuf};

/// A file in the making, beside the path where it will be. Dropped without [`Draft::commit`], it is removed.
#[derive(Debug)]
pub struct Draft {
    file: Option<File>,
    draft: PathBuf,
    path: PathBuf,
}

impl Draft {
    /// Starts the file that will be at `path`. A link is followed: the file that it leads to is replaced, not the link.
    ///
    /// # Errors
    /// What the system answers, and `InvalidInput` when the path names no file, or a pipe or device, which cannot be
    /// replaced.
    pub fn create(path: &Path) -> std::io::Result<Self> {
        if is_device(path) {
            let why = "a pipe or device has no place for a file that is written whole or not at all";
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidInput, why));
        }
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let name = path.file_name().ok_or(std::io::ErrorKind::InvalidInput)?;
        let mut draft = std::ffi::OsString::from(".");
        draft.push(name);
        draft.push(format!(".{}.part", std::process::id()));
        let draft = path.with_file_name(draft);
        let file = private(&draft)?;
        Ok(Self { file: Some(file), draft, path })
    }

    /// The file, to write to.
    ///
    /// # Errors
    /// What the system answers.
    pub fn file(&self) -> std::io::Result<File> {
        self.file.as_ref().ok_or(std::io::ErrorKind::NotConnected)?.try_clone()
    }

    /// Where the file is while it is made, for libraries that open it themselves.
    #[must_use]
    pub fn draft_path(&self) -> &Path {
        &self.draft
    }

    /// Where the file will be.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// What the system answers; the draft is removed then.
    pub fn commit(mut self) -> std::io::Result<PathBuf> {
        if let Some(file) = &self.file {
            file.sync_all()?;
        }
        std::fs::rename(&self.draft, &self.path)?;
        self.file = None;
        Ok(self.path.clone())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // The failure that led here is the one to tell.
            let _ = std::fs::remove_file(&self.draft);
        }
    }
}

/// True for what is there and neither a file nor a folder: a pipe, a terminal, a device.
#[must_use]
pub fn is_device(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|known| !known.is_file() && !known.is_dir())
}

/// A new file for its owner alone.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
