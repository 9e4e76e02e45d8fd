//! What is compared: two files in any form, or two folders of answers.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cas::{JsonOptions, Options, With};
use cas_batch::passwords::PasswordBook;
use cas_diff::{Change, Compared, Difference};
use serde_json::Value;

use crate::args::diff::DiffArgs;
use crate::exit::Failure;
use crate::{folder, keyring, source};

/// Compares what the arguments name.
pub(super) fn compare(args: &DiffArgs) -> Result<Vec<Compared>, Failure> {
    match (args.before.is_dir(), args.after.is_dir()) {
        (true, true) => archives(args),
        (false, false) => {
            let book = keyring::read(&args.passwords)?;
            let (before, after) = (side(&args.before, args, &book)?, side(&args.after, args, &book)?);
            Ok(vec![Compared { name: String::new(), differences: cas_diff::compare(&before, &after) }])
        }
        _ => Err(Failure::Usage("a folder can be compared with a folder only".to_owned())),
    }
}

/// An answer, or the answer to a statement.
fn side(path: &Path, args: &DiffArgs, book: &PasswordBook) -> Result<Value, Failure> {
    let most = args.limits.0.input_bytes;
    let bytes = source::read(path, most)?;
    if is_json(&bytes) {
        return answer(path, &bytes, most);
    }
    let with = With { checks: true, notes: true, full: true, provenance: true };
    let options = Options { with, limits: args.limits.0.clone(), ..Options::default() };
    let parsed = keyring::parse(&bytes, &path.to_string_lossy(), book, &options)?;
    answer(path, &parsed.to_json(JsonOptions::default()), u64::MAX)
}

fn is_json(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    text.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{')
}

fn answer(path: &Path, bytes: &[u8], most: u64) -> Result<Value, Failure> {
    if bytes.len() as u64 > most {
        return Err(cas::ParseError::LimitExceeded { limit: "input_bytes", allowed: most }.into());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|source| Failure::NoAnswer { what: source::shown(path), source })
}

/// Answers of the same name; those that have no partner differ as a whole.
fn archives(args: &DiffArgs) -> Result<Vec<Compared>, Failure> {
    let of = |root: &Path| -> Result<BTreeMap<String, PathBuf>, Failure> {
        Ok(folder::files(root, &["json"])?.into_iter().map(|file| (file.name, file.path)).collect())
    };
    let (before, after) = (of(&args.before)?, of(&args.after)?);
    if before.is_empty() && after.is_empty() {
        return Err(Failure::Usage("neither folder holds answers (*.json)".to_owned()));
    }
    let most = args.limits.0.input_bytes;
    let read = |path: &Path| answer(path, &source::read(path, most)?, most);
    let mut compared = Vec::new();
    for (name, path) in &before {
        let differences = match after.get(name) {
            Some(other) => cas_diff::compare(&read(path)?, &read(other)?),
            None => vec![Difference::of_document(Change::Removed)],
        };
        compared.push(Compared { name: name.clone(), differences });
    }
    for name in after.keys().filter(|name| !before.contains_key(*name)) {
        let differences = vec![Difference::of_document(Change::Added)];
        compared.push(Compared { name: name.clone(), differences });
    }
    Ok(compared)
}
