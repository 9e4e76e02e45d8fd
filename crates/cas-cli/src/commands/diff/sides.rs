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
            match (side(&args.before, args, &book)?, side(&args.after, args, &book)?) {
                (Side::One(before), Side::One(after)) => Ok(vec![Compared {
                    name: String::new(),
                    differences: cas_diff::compare(&before, &after),
                }]),
                (Side::Many(before), Side::Many(after)) => pairs(before, after, Ok),
                _ => Err(Failure::Usage("one answer cannot be compared with a file of many".to_owned())),
            }
        }
        _ => Err(Failure::Usage("a folder can be compared with a folder only".to_owned())),
    }
}

/// What a file holds.
enum Side {
    One(Value),
    /// Answers that `cas batch` wrote into one file, by the names of their statements where they tell them, else by number.
    Many(BTreeMap<String, Value>),
}

/// An answer, several, or the answer to a statement.
fn side(path: &Path, args: &DiffArgs, book: &PasswordBook) -> Result<Side, Failure> {
    let most = args.limits.0.input_bytes;
    let bytes = source::read(path, most)?;
    if is_json(&bytes) {
        return Ok(sorted(answers(path, &bytes, most)?));
    }
    let with = With { checks: true, notes: true, full: true, provenance: true };
    let options = Options { with, limits: args.limits.0.clone(), ..Options::default() };
    let parsed = keyring::parse(&bytes, &path.to_string_lossy(), book, &options)?;
    Ok(sorted(answers(path, &parsed.to_json(JsonOptions::default()), u64::MAX)?))
}

fn is_json(bytes: &[u8]) -> bool {
    let first = without_mark(bytes).iter().find(|byte| !byte.is_ascii_whitespace());
    first.is_some_and(|first| b"{[".contains(first))
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// The values of a text: one answer, an array of them, or one a line.
fn answers(path: &Path, bytes: &[u8], most: u64) -> Result<Vec<Value>, Failure> {
    if bytes.len() as u64 > most {
        return Err(cas::ParseError::LimitExceeded { limit: "input_bytes", allowed: most }.into());
    }
    let values = serde_json::Deserializer::from_slice(without_mark(bytes)).into_iter();
    let failed = |source| Failure::NoAnswer { what: source::shown(path), source };
    values.collect::<Result<Vec<Value>, _>>().map_err(failed)
}

fn sorted(mut values: Vec<Value>) -> Side {
    let many = match values.as_mut_slice() {
        [Value::Array(list)] => std::mem::take(list),
        [_] => return Side::One(values.remove(0)),
        _ => values,
    };
    let mut named = BTreeMap::new();
    for (index, value) in many.into_iter().enumerate() {
        let number = format!("#{:06}", index + 1);
        let name = value.pointer("/x_source/name").and_then(Value::as_str);
        let name = name.filter(|name| !named.contains_key(*name)).map_or(number, str::to_owned);
        named.insert(name, value);
    }
    Side::Many(named)
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
    pairs(before, after, |path| match answers(&path, &source::read(&path, most)?, most)?.as_mut_slice() {
        [value] => Ok(value.take()),
        _ => {
            let problem = "holds several answers: in folders there is one a file";
            Err(Failure::Usage(format!("{} {problem}", source::shown(&path))))
        }
    })
}

/// Compares what has the same name; what has no partner differs as a whole.
fn pairs<T>(
    before: BTreeMap<String, T>,
    mut after: BTreeMap<String, T>,
    read: impl Fn(T) -> Result<Value, Failure>,
) -> Result<Vec<Compared>, Failure> {
    let mut compared = Vec::new();
    for (name, answer) in before {
        let differences = match after.remove(&name) {
            Some(other) => cas_diff::compare(&read(answer)?, &read(other)?),
            None => vec![Difference::of_document(Change::Removed)],
        };
        compared.push(Compared { name, differences });
    }
    let added = |name| Compared { name, differences: vec![Difference::of_document(Change::Added)] };
    compared.extend(after.into_keys().map(added));
    Ok(compared)
}
