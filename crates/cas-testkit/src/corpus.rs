//! Writes the corpus, and checks that what lies there is what would be written.

use std::collections::BTreeSet;
use std::path::Path;

use crate::depository::{Case, Layout};
use crate::{cases, cdsl, nsdl, refused};

/// What differs from what would be written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Stale {
    /// File or folder, relative to the corpus.
    pub path: String,
    /// `missing`, `differs` or `not written by any case`.
    pub problem: &'static str,
}

/// Names and bytes of the files of one case.
type Files = Vec<(&'static str, Vec<u8>)>;

/// Makes the files of one case.
type Make = Box<dyn Fn() -> Files>;

/// A folder of the corpus that the writer owns, with its cases by name.
struct Family {
    folder: &'static str,
    cases: Vec<(&'static str, Make)>,
}

fn families() -> [Family; 4] {
    let registrars = cases::cams_kfin().into_iter().map(|case| {
        let files: Make = Box::new(move || case.files());
        (case.name, files)
    });
    let refusals = refused::CASES.iter().map(|case| {
        let files: Make = Box::new(|| case.files());
        (case.name, files)
    });
    [
        Family { folder: "cams_kfin", cases: registrars.collect() },
        depository("nsdl", &nsdl::cases::all()),
        depository("cdsl", &cdsl::cases::all()),
        Family { folder: "refused", cases: refusals.collect() },
    ]
}

fn depository<T: Layout>(folder: &'static str, tables: &[&'static [Case<T>]]) -> Family {
    let cases = tables.iter().flat_map(|table| *table).map(|case| {
        let files: Make = Box::new(|| case.files());
        (case.name, files)
    });
    Family { folder, cases: cases.collect() }
}

/// Writes every case below `dir` (`corpus/`), leaving goldens and everything else alone; gives the number of cases.
///
/// # Errors
/// Any output error.
pub fn write(dir: &Path) -> std::io::Result<usize> {
    let mut count = 0;
    for family in families() {
        count += family.write(dir)?;
    }
    Ok(count)
}

/// As [`write()`] for one family: `nsdl`.
///
/// # Errors
/// Any output error.
pub fn write_family(dir: &Path, folder: &str) -> std::io::Result<usize> {
    let mut own = families().into_iter().filter(|family| family.folder == folder);
    own.next().map_or(Ok(0), |family| family.write(dir))
}

/// Compares the corpus below `dir` with what [`write()`] would write, byte by byte.
///
/// # Errors
/// Any input error except missing files, which are part of the answer.
pub fn check(dir: &Path) -> std::io::Result<Vec<Stale>> {
    let mut stale = Vec::new();
    for family in families() {
        family.check(dir, &mut stale)?;
    }
    Ok(stale)
}

impl Family {
    fn write(&self, dir: &Path) -> std::io::Result<usize> {
        for (name, files) in &self.cases {
            let folder = dir.join(self.folder).join(name);
            std::fs::create_dir_all(&folder)?;
            for (name, bytes) in files() {
                let path = folder.join(name);
                // An unchanged file keeps its time, so that nothing is built or tested again for it.
                if std::fs::read(&path).ok().as_deref() != Some(&bytes) {
                    std::fs::write(path, bytes)?;
                }
            }
        }
        Ok(self.cases.len())
    }

    fn check(&self, dir: &Path, stale: &mut Vec<Stale>) -> std::io::Result<()> {
        let folder = dir.join(self.folder);
        let known: BTreeSet<&str> = self.cases.iter().map(|(name, _)| *name).collect();
        for (case, files) in &self.cases {
            for (name, bytes) in files() {
                let problem = match std::fs::read(folder.join(case).join(name)) {
                    Err(_) => "missing",
                    Ok(found) if found != bytes => "differs",
                    Ok(_) => continue,
                };
                stale.push(Stale { path: format!("{}/{case}/{name}", self.folder), problem });
            }
        }
        if !folder.is_dir() {
            return Ok(());
        }
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.join("case.toml").exists() && !known.contains(name.as_str()) {
                stale.push(Stale {
                    path: format!("{}/{name}", self.folder),
                    problem: "not written by any case",
                });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_has_a_name_of_its_own() {
        for family in families() {
            let names: BTreeSet<&str> = family.cases.iter().map(|(name, _)| *name).collect();
            assert_eq!(names.len(), family.cases.len(), "{}", family.folder);
        }
        let [_, nsdl, cdsl, refused] = families();
        assert!(nsdl.cases.len() >= 60 && cdsl.cases.len() >= 60 && refused.cases.len() >= 4);
    }

    #[test]
    fn the_same_case_gives_the_same_bytes() {
        for family in families() {
            let (name, files) = family.cases.last().unwrap();
            assert_eq!(files(), files(), "{name}");
        }
    }
}
