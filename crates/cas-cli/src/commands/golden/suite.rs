//! A folder of statements and their goldens: which files belong together, and what a golden holds.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use cas::{JsonOptions, Options, ParseError, With};
use cas_batch::passwords::PasswordBook;
use serde_json::json;

use crate::args::golden::Suite;
use crate::exit::Failure;
use crate::folder::{self, File};
use crate::reading::ReadingError;
use crate::{keyring, source};

/// What is read: statements and dumps of their pages.
const INPUTS: [&str; 2] = ["pdf", "page"];
/// How the golden of a file is called.
const GOLDEN: &str = ".golden.json";
/// How an answer that differs is called.
pub(super) const ACTUAL: &str = ".actual.json";
/// How a statement is called, without its name.
const PDF: &str = ".pdf";
/// How the twin of `NAME.pdf` is called, without `NAME`.
const TWIN: &str = ".twin.pdf";

/// A folder that was looked through.
pub(super) struct Found {
    /// What is to be read, by name. A statement whose twin stands beside it is not among them.
    pub(super) inputs: Vec<File>,
    /// Goldens without anything that they are of.
    pub(super) orphans: Vec<File>,
}

/// Looks through the folder.
pub(super) fn find(suite: &Suite) -> Result<Found, Failure> {
    let all = folder::files(&suite.folder, &INPUTS)?;
    let names: BTreeSet<&str> = all.iter().map(|file| file.name.as_str()).collect();
    let replaced = |file: &File| match kind(&file.name) {
        Kind::Statement { twin } => names.contains(twin.as_str()),
        Kind::Twin | Kind::Dump => false,
    };
    let inputs: Vec<File> = all.iter().filter(|file| !replaced(file)).cloned().collect();
    let of: BTreeSet<String> = inputs.iter().map(|file| format!("{}{GOLDEN}", file.name)).collect();
    let goldens = folder::files(&suite.folder, &["json"])?;
    let orphans = goldens.into_iter().filter(|file| file.name.ends_with(GOLDEN) && !of.contains(&file.name));
    Ok(Found { inputs, orphans: orphans.collect() })
}

/// What a file is, by its name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    /// A statement, and how its twin is called.
    Statement {
        /// Path of the twin within the folder.
        twin: String,
    },
    /// The twin of a statement.
    Twin,
    /// A dump of pages.
    Dump,
}

/// Tells what a file is.
pub(super) fn kind(name: &str) -> Kind {
    let ends_with = |end: &str| {
        let start = name.len().checked_sub(end.len());
        start.and_then(|start| name.get(start..)).is_some_and(|own| own.eq_ignore_ascii_case(end))
    };
    let stem = name.rfind('.').and_then(|point| name.get(..point)).unwrap_or(name);
    match (ends_with(TWIN), ends_with(PDF)) {
        (true, _) => Kind::Twin,
        (false, true) => Kind::Statement { twin: format!("{stem}{TWIN}") },
        (false, false) => Kind::Dump,
    }
}

/// The golden of a file.
pub(super) fn golden_of(path: &Path) -> PathBuf {
    beside(path, GOLDEN)
}

/// A file beside another, called as it is with something behind.
pub(super) fn beside(path: &Path, behind: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(behind);
    path.with_file_name(name)
}

/// How the answers of a suite are made.
pub(super) struct Reader<'a> {
    suite: &'a Suite,
    book: PasswordBook,
    options: Options,
}

/// Why there is nothing to compare with a golden.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unanswered {
    /// It is locked, which says nothing about the engine.
    #[error("{source}: give its password")]
    Locked {
        /// What the engine says.
        source: ParseError,
    },
    /// It cannot be read.
    #[error(transparent)]
    Failed(Failure),
}

impl<'a> Reader<'a> {
    pub(super) fn of(suite: &'a Suite) -> Result<Self, Failure> {
        let with = With { checks: true, notes: true, full: true, provenance: false };
        let options = Options { with, limits: suite.limits.0.clone(), ..Options::default() };
        Ok(Self { suite, book: keyring::read(&suite.passwords)?, options })
    }

    /// The passwords for a file, and how it is read.
    pub(super) fn options(&self, name: &str) -> Options {
        Options { passwords: self.book.for_name(name), ..self.options.clone() }
    }

    pub(super) fn bytes(&self, path: &Path) -> Result<Vec<u8>, Failure> {
        source::read(path, self.suite.limits.0.input_bytes)
    }

    /// What the golden of a file should say: the answer, or the code of the error that refuses it.
    pub(super) fn answer(&self, file: &File) -> Result<Vec<u8>, Unanswered> {
        let bytes = self.bytes(&file.path).map_err(Unanswered::Failed)?;
        self.answer_to(&bytes, &file.name)
    }

    pub(super) fn answer_to(&self, bytes: &[u8], name: &str) -> Result<Vec<u8>, Unanswered> {
        match keyring::parse(bytes, name, &self.book, &self.options) {
            Ok(parsed) => Ok(parsed.to_json(JsonOptions { pretty: true, ..JsonOptions::default() })),
            Err(ReadingError::Parse(
                source @ (ParseError::PasswordRequired | ParseError::WrongPassword { .. }),
            )) => Err(Unanswered::Locked { source }),
            Err(ReadingError::Parse(error)) => Ok(refusal(error.code(), &error.to_string())),
            Err(error @ ReadingError::Dump { .. }) => Ok(refusal("damaged-dump", &error.to_string())),
        }
    }
}

/// The golden of a file that is refused.
fn refusal(code: &str, message: &str) -> Vec<u8> {
    format!("{:#}\n", json!({ "error": { "code": code, "message": message } })).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_belong_together() {
        for name in ["a/b.pdf", "a/b.PDF", "a/b.Pdf"] {
            assert_eq!(kind(name), Kind::Statement { twin: "a/b.twin.pdf".to_owned() });
        }
        assert_eq!((kind("a/b.twin.pdf"), kind("a/b.TWIN.PDF")), (Kind::Twin, Kind::Twin));
        assert_eq!(kind("a/b.page"), Kind::Dump);
        assert_eq!(golden_of(Path::new("a/b.pdf")), Path::new("a/b.pdf.golden.json"));
    }
}
