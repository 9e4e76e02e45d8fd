//! The corpus as it lies in the repository: every folder or file triple becomes a [`StoredCase`].

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

/// One case of the corpus.
#[derive(Clone, Debug)]
pub struct StoredCase {
    /// `cams_kfin/g3-nav` or `second_author/nsdl/...`.
    pub name: String,
    /// `cams_kfin`, `nsdl`, `cdsl`, `contract_note`.
    pub family: String,
    /// Generation or variant, as the author calls it.
    pub variant: String,
    /// The statement.
    pub pdf: PathBuf,
    /// Expected answer, only judged members.
    pub truth: Truth,
    /// Where goldens of the case live: its folder, or for a second author's the path without its ending.
    pub golden: PathBuf,
    /// What opens it; empty for unlocked files.
    pub password: String,
    /// Checks that must fail (at least these), by id.
    pub fails: Vec<String>,
    /// The answer that a case without a truth must get: `mf-central`; empty elsewhere.
    pub answer: String,
    /// What the case shows.
    pub shows: String,
}

/// Where the expected answer of a case comes from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Truth {
    /// A file that its author wrote.
    File(PathBuf),
    /// The model of the statement writer: [`crate::corpus::truth`].
    Written,
    /// The case must be refused.
    Refused,
}

impl StoredCase {
    /// True for a case that must be read.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.truth != Truth::Refused
    }

    /// The file.
    ///
    /// # Errors
    /// Any input error.
    pub fn read(&self) -> std::io::Result<Vec<u8>> {
        std::fs::read(&self.pdf)
    }

    /// The expected answer; null for a case that must be refused.
    ///
    /// # Errors
    /// Any input error, text that is not JSON, and a case that the writer does not know.
    pub fn expected(&self) -> std::io::Result<Value> {
        match &self.truth {
            Truth::File(path) => Ok(serde_json::from_str(&std::fs::read_to_string(path)?)?),
            Truth::Written => {
                crate::corpus::truth(&self.name).ok_or_else(|| std::io::Error::other(self.name.clone()))
            }
            Truth::Refused => Ok(Value::Null),
        }
    }
}

/// `case.toml` of a written case.
#[derive(Debug, Deserialize)]
struct Described {
    variant: String,
    password: String,
    shows: String,
    #[serde(default)]
    fails: Vec<String>,
    #[serde(default)]
    answer: String,
}

/// `*.meta.json` of a second author's case.
#[derive(Debug, Deserialize)]
struct Meta {
    family: String,
    variant: String,
    password: String,
    encryption: Option<String>,
    fonts: Option<String>,
}

/// The corpus folder of this repository.
#[must_use]
pub fn corpus_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus")
}

/// Every case of the corpus, sorted by name.
///
/// # Errors
/// Any input error, and a description that cannot be read.
pub fn cases() -> std::io::Result<Vec<StoredCase>> {
    cases_in(&corpus_dir())
}

/// Every case below a folder, sorted by name.
///
/// # Errors
/// Any input error, and a description that cannot be read.
pub fn cases_in(dir: &Path) -> std::io::Result<Vec<StoredCase>> {
    let mut found = Vec::new();
    visit(dir, dir, &mut found)?;
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn visit(root: &Path, dir: &Path, found: &mut Vec<StoredCase>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            visit(root, &path, found)?;
        } else if name == "case.toml" {
            found.push(written(root, dir, &std::fs::read_to_string(&path)?)?);
        } else if let Some(stem) = name.strip_suffix(".meta.json") {
            found.push(second_author(root, dir, stem, &std::fs::read_to_string(&path)?)?);
        }
    }
    Ok(())
}

fn relative(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

fn written(root: &Path, dir: &Path, text: &str) -> std::io::Result<StoredCase> {
    let described: Described = toml::from_str(text).map_err(std::io::Error::other)?;
    let name = relative(root, dir);
    Ok(StoredCase {
        family: name.split('/').next().unwrap_or_default().to_owned(),
        name,
        variant: described.variant,
        pdf: dir.join("input.pdf"),
        truth: match dir.join("truth.json") {
            _ if !described.answer.is_empty() => Truth::Refused,
            file if file.exists() => Truth::File(file),
            _ => Truth::Written,
        },
        golden: dir.to_owned(),
        password: described.password,
        fails: described.fails,
        answer: described.answer,
        shows: described.shows,
    })
}

fn second_author(root: &Path, dir: &Path, stem: &str, text: &str) -> std::io::Result<StoredCase> {
    let meta: Meta = serde_json::from_str(text)?;
    let shows = [meta.encryption, meta.fonts].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let truth = dir.join(format!("{stem}.truth.json"));
    Ok(StoredCase {
        name: format!("{}/{stem}", relative(root, dir)),
        family: meta.family,
        variant: meta.variant,
        pdf: dir.join(format!("{stem}.pdf")),
        truth: if truth.exists() { Truth::File(truth) } else { Truth::Refused },
        golden: dir.join(stem),
        password: meta.password,
        fails: Vec::new(),
        answer: String::new(),
        shows: format!("a second author's statement: {shows}"),
    })
}
