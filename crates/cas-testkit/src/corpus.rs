//! Writes the corpus, and checks that what lies there is what would be written.

use std::path::{Path, PathBuf};

use crate::cases;

/// What differs from what would be written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Stale {
    /// File or folder, relative to the corpus.
    pub path: String,
    /// `missing`, `differs` or `not written by any case`.
    pub problem: &'static str,
}

/// Writes every case below `dir` (`corpus/`), leaving goldens and everything else alone; gives the number of cases.
///
/// # Errors
/// Any output error.
pub fn write(dir: &Path) -> std::io::Result<usize> {
    let cases = cases::cams_kfin();
    for case in &cases {
        let folder = dir.join("cams_kfin").join(case.name);
        std::fs::create_dir_all(&folder)?;
        for (name, bytes) in case.files() {
            let path = folder.join(name);
            // An unchanged file keeps its time, so that nothing is built or tested again for it.
            if std::fs::read(&path).ok().as_deref() != Some(&bytes) {
                std::fs::write(path, bytes)?;
            }
        }
    }
    Ok(cases.len())
}

/// Compares the corpus below `dir` with what [`write()`] would write, byte by byte.
///
/// # Errors
/// Any input error except missing files, which are part of the answer.
pub fn check(dir: &Path) -> std::io::Result<Vec<Stale>> {
    let mut stale = Vec::new();
    let mut known: Vec<PathBuf> = Vec::new();
    for case in cases::cams_kfin() {
        let folder = dir.join("cams_kfin").join(case.name);
        for (name, bytes) in case.files() {
            let problem = match std::fs::read(folder.join(name)) {
                Err(_) => "missing",
                Ok(found) if found != bytes => "differs",
                Ok(_) => continue,
            };
            stale.push(Stale { path: format!("cams_kfin/{}/{name}", case.name), problem });
        }
        known.push(folder);
    }
    for entry in std::fs::read_dir(dir.join("cams_kfin"))? {
        let path = entry?.path();
        if path.join("case.toml").exists() && !known.contains(&path) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            stale.push(Stale { path: format!("cams_kfin/{name}"), problem: "not written by any case" });
        }
    }
    Ok(stale)
}
