//! Writes the corpus, and checks that what lies there is what would be written.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::case::{Case, Drawn, Statement};
use crate::{cases, cdsl, notes, nsdl, refused};

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

/// A case of the writer.
struct Written {
    name: &'static str,
    files: Box<dyn Fn() -> Files>,
    /// The expected answer; `None` for a file that must be refused.
    truth: Option<Box<dyn Fn() -> Value>>,
}

/// A folder of the corpus that the writer owns, with its cases.
struct Family {
    folder: &'static str,
    cases: Vec<Written>,
}

fn families() -> [Family; 5] {
    let registrars = cases::cams_kfin().into_iter().map(|case| Written {
        name: case.name,
        files: Box::new(move || case.files()),
        truth: Some(Box::new(move || case.truth())),
    });
    let refusals = refused::CASES.iter().map(|case| Written {
        name: case.name,
        files: Box::new(|| case.files()),
        truth: None,
    });
    [
        Family { folder: "cams_kfin", cases: registrars.collect() },
        family("nsdl", &nsdl::cases::all()),
        family("cdsl", &cdsl::cases::all()),
        family("contract_note", &notes::cases::all()),
        Family { folder: "refused", cases: refusals.collect() },
    ]
}

fn family<S: Statement>(folder: &'static str, tables: &[&'static [Case<S>]]) -> Family {
    let cases = tables.iter().flat_map(|table| *table).map(|case| Written {
        name: case.name,
        files: Box::new(|| case.files()),
        truth: Some(Box::new(|| case.truth())),
    });
    Family { folder, cases: cases.collect() }
}

/// The expected answer of a written case (`nsdl/gen-d-plain`), reckoned anew from the model of the writer: it does not
/// lie in the corpus, where the golden of the case says the same and more. `None` for an unknown or refused case.
#[must_use]
pub fn truth(name: &str) -> Option<Value> {
    let (folder, name) = name.split_once('/')?;
    let family = families().into_iter().find(|family| family.folder == folder)?;
    let case = family.cases.into_iter().find(|case| case.name == name)?;
    case.truth.map(|truth| truth())
}

/// A statement that no reader has seen: a case of the writer with another seed.
pub struct Variation {
    /// Case and seed.
    pub name: String,
    /// The file and its password.
    pub drawn: Drawn,
    /// What a reader must find.
    pub truth: Value,
    /// Ids of the checks that must fail.
    pub fails: &'static [&'static str],
}

/// `count` variations of the cases of a family (`nsdl`, `cdsl`, `contract_note`), one seed after the other; `None` for
/// another family.
#[must_use]
pub fn variations(family: &str, seed: u64, count: usize) -> Option<Box<dyn Iterator<Item = Variation>>> {
    match family {
        "nsdl" => Some(varied(nsdl::cases::all(), seed, count)),
        "cdsl" => Some(varied(cdsl::cases::all(), seed, count)),
        "contract_note" => Some(varied(notes::cases::all().to_vec(), seed, count)),
        _ => None,
    }
}

fn varied<S: Statement>(
    tables: Vec<&'static [Case<S>]>,
    seed: u64,
    count: usize,
) -> Box<dyn Iterator<Item = Variation>> {
    let cases: Vec<&'static Case<S>> = tables.into_iter().flatten().collect();
    let length = cases.len().max(1) as u64;
    Box::new((0..count as u64).filter_map(move |index| {
        let case = cases.get((index % length) as usize)?;
        let seed = crate::Seed::new(seed.wrapping_add(index)).bits();
        let statement = case.with_seed(seed);
        let name = format!("{}-{seed:x}", case.name);
        Some(Variation { name, drawn: statement.draw(), truth: statement.truth(), fails: case.fails })
    }))
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
        for case in &self.cases {
            let folder = dir.join(self.folder).join(case.name);
            std::fs::create_dir_all(&folder)?;
            for (name, bytes) in (case.files)() {
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
        let known: BTreeSet<&str> = self.cases.iter().map(|case| case.name).collect();
        for case in &self.cases {
            for (name, bytes) in (case.files)() {
                let problem = match std::fs::read(folder.join(case.name).join(name)) {
                    Err(_) => "missing",
                    Ok(found) if found != bytes => "differs",
                    Ok(_) => continue,
                };
                stale.push(Stale { path: format!("{}/{}/{name}", self.folder, case.name), problem });
            }
        }
        if !folder.is_dir() {
            return Ok(());
        }
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // What somebody else drew brings its own truth along.
            let by_hand = path.join("truth.json").exists();
            if path.join("case.toml").exists() && !by_hand && !known.contains(name.as_str()) {
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
            let names: BTreeSet<&str> = family.cases.iter().map(|case| case.name).collect();
            assert_eq!(names.len(), family.cases.len(), "{}", family.folder);
        }
        let [_, nsdl, cdsl, notes, refused] = families();
        assert!(nsdl.cases.len() >= 60 && cdsl.cases.len() >= 60);
        assert!(notes.cases.len() >= 90 && refused.cases.len() >= 4);
    }

    #[test]
    fn the_same_case_gives_the_same_bytes() {
        for family in families() {
            let case = family.cases.last().unwrap();
            assert_eq!((case.files)(), (case.files)(), "{}", case.name);
        }
    }
}
