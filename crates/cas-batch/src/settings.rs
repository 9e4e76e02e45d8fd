//! What a run is told to do.

use std::path::{Path, PathBuf};

use cas::{JsonOptions, Options, ParseError, Parsed};
use cas_export::{ExportOptions, Format, Needs};
use sha2::{Digest as _, Sha256};

use crate::BatchError;
use crate::journal::{Begun, FORM, Resume};
use crate::passwords::{PasswordBook, Stamp};

/// What reads a statement: [`cas::parse`], or something that stands for it in a test.
pub type Engine = fn(&[u8], &Options) -> Result<Parsed, ParseError>;

/// Where answers go.
#[derive(Clone, Debug)]
pub enum Output {
    /// A JSON file for each input, in the shape of the names.
    Folder(PathBuf),
    /// One output of all, in the order of the inputs.
    Combined {
        /// Its path.
        path: PathBuf,
        /// Its format.
        format: Format,
        /// Choices of the format.
        options: ExportOptions,
    },
}

/// How names of earlier times are met.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Renewed {
    /// A file of a known name with other content is that file, changed: its answer replaces the earlier one.
    #[default]
    Replaces,
    /// It is another file: its name gets the first digits of its digest, and the earlier answer stays.
    Joins,
}

/// Whose JSON is written.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Shape {
    /// The unified response.
    #[default]
    Unified,
    /// What the Python package casparser writes; contract notes have no such form.
    Casparser,
}

/// What a run is told to do.
#[derive(Debug)]
pub struct Settings {
    /// Choices for the engine; passwords are those of the book.
    pub options: Options,
    /// How JSON is written.
    pub json: JsonOptions,
    /// Whose JSON is written.
    pub shape: Shape,
    /// Where answers go.
    pub output: Output,
    /// How many files are read at the same time, at least 1.
    pub jobs: usize,
    /// Which passwords are tried on what.
    pub passwords: PasswordBook,
    /// What their sources looked like.
    pub stamp: Stamp,
    /// What to do with what earlier runs finished.
    pub resume: Resume,
    /// What a known name with other content means.
    pub renewed: Renewed,
    /// What reads a statement.
    pub engine: Engine,
}

impl Settings {
    /// The usual choices for an output.
    #[must_use]
    pub fn new(output: Output) -> Self {
        Self {
            options: Options::default(),
            json: JsonOptions::default(),
            shape: Shape::default(),
            output,
            jobs: std::thread::available_parallelism().map_or(1, usize::from),
            passwords: PasswordBook::default(),
            stamp: None,
            resume: Resume::default(),
            renewed: Renewed::default(),
            engine: cas::parse,
        }
    }

    /// What the journal says of this run.
    pub(crate) fn begun(&self) -> Begun {
        let Options { limits, generated_at, broker, with, .. } = &self.options;
        let output = match &self.output {
            Output::Folder(_) => "folder".to_owned(),
            // What lies in the spool depends on what the format takes, not on how it writes that.
            Output::Combined { .. } => format!("{:?}", self.needs()),
        };
        let text = format!(
            "{limits:?} {generated_at:?} {broker:?} {with:?} {:?} {:?} {output}",
            self.json, self.shape
        );
        let options = hex(&Sha256::digest(text.as_bytes()));
        let engine = env!("CARGO_PKG_VERSION").to_owned();
        // A path is nothing secret, but a digest is all that is needed.
        let passwords = self.stamp.as_ref().map(|stamp| hex(&Sha256::digest(stamp.as_bytes())));
        Begun { journal: FORM, engine, options, passwords }
    }

    /// Which kind of answer the output takes.
    pub(crate) fn needs(&self) -> Needs {
        match &self.output {
            Output::Folder(_) => Needs::Json,
            Output::Combined { format, .. } => format.row().map_or(Needs::Json, |row| row.needs),
        }
    }
}

impl Output {
    /// The path that the user named.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Folder(path) | Self::Combined { path, .. } => path,
        }
    }

    /// The folder of journal, spool and lock.
    pub(crate) fn state(&self) -> Result<PathBuf, BatchError> {
        match self {
            Self::Folder(path) => Ok(path.join(".cas-batch")),
            Self::Combined { path, .. } => {
                let problem = "this is not the name of a file";
                let what = || path.display().to_string();
                let name = path.file_name().ok_or_else(|| BatchError::Input { what: what(), problem })?;
                let mut state = std::ffi::OsString::from(".");
                state.push(name);
                state.push(".cas-batch");
                Ok(path.with_file_name(state))
            }
        }
    }
}

/// Small hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            out.push(DIGITS.get(usize::from(digit)).copied().unwrap_or('0'));
        }
    }
    out
}
