//! The files of a folder, in an order that does not depend on the system.

use std::path::{Path, PathBuf};

use crate::exit::Failure;
use crate::source;

/// Folders within folders are followed to this depth.
const DEEPEST: usize = 32;

/// One file.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct File {
    /// Its path within the folder, with `/` between steps.
    pub(crate) name: String,
    /// Its path.
    pub(crate) path: PathBuf,
}

/// Files whose name ends with one of these extensions, by name. What begins with a point is left out, and links to
/// folders are not followed.
pub(crate) fn files(root: &Path, extensions: &[&str]) -> Result<Vec<File>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![(root.to_path_buf(), String::new(), 0)];
    while let Some((folder, name, depth)) = folders.pop() {
        let failed = |error| Failure::Read { what: source::shown(&folder), source: error };
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let own = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type().map_err(failed)?;
            let (path, inner) = (entry.path(), format!("{name}{own}"));
            let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
            if own.starts_with('.') {
                continue;
            }
            if kind.is_dir() && depth < DEEPEST {
                folders.push((path, format!("{inner}/"), depth + 1));
            } else if path.is_file() && extension.is_some_and(|own| extensions.contains(&own.as_str())) {
                found.push(File { name: inner, path });
            }
        }
    }
    found.sort();
    Ok(found)
}
