//! An unlocked twin of a statement: the same pages, fonts and quirks, and nobody to be recognised in it.
//!
//! Every name, PAN, folio, account, address, contact, policy, nominee and reference is replaced, the same original by
//! the same replacement all over the file, letters by letters and digits by digits. What is replaced is not a list of
//! what is known to be personal: everything goes that is not known to be harmless (text of the layout, names of schemes
//! and securities, wordings that rules look for, numbers and dates).
//!
//! [`redact`] takes an open file and what the engine read in it. It marks characters of the pages (`marks.rs`), draws
//! replacements from the characters that the fonts show anyway (`replacer.rs`), writes the strings of the content
//! streams anew so that nothing else moves (`strings.rs`), copies what pages need by a table (`copy.rs`), and looks
//! through the result before handing it out (`residue.rs`).
//!
//! What cannot be done soundly is refused: see [`RedactError`].

mod amounts;
mod beside;
mod content;
mod copy;
mod drawings;
mod edits;
mod error;
mod fonts;
mod groups;
mod key;
mod lexicon;
mod marks;
mod phrases;
mod pieces;
mod places;
mod replacer;
mod residue;
mod role;
mod shape;
mod strings;
mod twin;
mod vocabulary;
mod work;
mod writer;

use cas_model::{ContractNote, Facts, NoteFacts, Statement};
use cas_pdf::{Limits, PdfFile};
use cas_table::Sheet;
use rust_decimal::Decimal;
use serde_json::Value;

pub use amounts::{Factor, Numbers, Pass, Widths};
pub use error::RedactError;
pub use key::Key;
pub use replacer::Replacer;

/// What the engine read in a file.
#[derive(Clone, Copy)]
pub struct Reading<'r> {
    /// The pages in order, with what the extractor claimed.
    pub sheets: &'r [Sheet],
    /// What they say.
    pub said: Said<'r>,
}

/// What a file says: the answer, and what it prints beside.
#[derive(Clone, Copy)]
pub enum Said<'r> {
    /// An account statement.
    Statement(&'r Statement, &'r Facts),
    /// A broker's contract note.
    Note(&'r ContractNote, &'r NoteFacts),
}

impl Said<'_> {
    /// The answer as JSON.
    #[must_use]
    pub fn answer(&self) -> Value {
        match self {
            Self::Statement(statement, _) => serde_json::to_value(statement).unwrap_or_default(),
            Self::Note(note, _) => serde_json::to_value(note).unwrap_or_default(),
        }
    }
}

impl std::fmt::Debug for Said<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Said(***)")
    }
}

impl std::fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reading(***)")
    }
}

/// A twin and what it was made with.
#[derive(Debug)]
pub struct Redaction {
    /// The file.
    pub pdf: Vec<u8>,
    /// Original to replacement.
    pub replacer: Replacer,
}

/// Makes the twin of a file; `amounts` tells which numbers to multiply, by what, and how to draw them.
///
/// # Errors
/// [`RedactError`]; nothing is handed out then.
pub fn redact(
    file: &PdfFile<'_>,
    reading: &Reading<'_>,
    key: Key,
    amounts: Option<(&Numbers, Factor, Widths)>,
    limits: &Limits,
) -> Result<Redaction, RedactError> {
    let lexicon = lexicon::Lexicon::of(&reading.said);
    let mut replacer = Replacer::new(key, lexicon);
    let figures =
        amounts.map_or_else(|| Ok(Vec::new()), |(numbers, factor, widths)| numbers.times(factor, widths))?;
    let pdf = twin::write(file, reading, figures, &mut replacer, &work::Work::new(limits))?;
    residue::check(&pdf, replacer.lexicon(), limits)?;
    Ok(Redaction { pdf, replacer })
}

/// Where an answer differs from what was expected of it, as JSON pointers. Numbers may differ by `room`.
#[must_use]
pub fn differences(expected: &Value, found: &Value, room: Room) -> Vec<String> {
    let mut pointers = Vec::new();
    compare(expected, found, room, &mut String::new(), &mut pointers);
    pointers
}

/// How exactly the numbers of a twin are expected to be known.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Room {
    /// To the last digit.
    None,
    /// Up to what rounding anew makes of them: one of a thousand, and half a rupee.
    Rounding,
}

impl Room {
    fn holds(self, expected: &serde_json::Number, found: &serde_json::Number) -> bool {
        let read = |number: &serde_json::Number| number.to_string().parse::<Decimal>().ok();
        let (Self::Rounding, Some(expected), Some(found)) = (self, read(expected), read(found)) else {
            return expected == found;
        };
        let room = (expected.abs() / Decimal::ONE_THOUSAND).saturating_add(Decimal::new(5, 1));
        // A bare `0` may have become some paise.
        let is_alike = expected.scale() == found.scale() || expected.is_zero() && expected.scale() == 0;
        is_alike && expected.saturating_sub(found).abs() <= room
    }
}

/// Whether the gain of a scheme is what its own value and cost make of it, to the paisa: of a small difference, figures
/// that were rounded anew leave little.
fn gain_follows(scheme: &serde_json::Map<String, Value>) -> bool {
    let read = |value: Option<&Value>| value?.to_string().parse::<Decimal>().ok();
    let gain = |key: &str| read(scheme.get("gain")?.get(key));
    let follows = || {
        let (value, cost) = (read(scheme.get("value"))?, read(scheme.get("cost"))?);
        let percentage = gain("absolute")?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(cost)?;
        let near = |one: Decimal, other: Decimal| one.saturating_sub(other).abs() <= Decimal::new(1, 2);
        Some(near(gain("absolute")?, value.saturating_sub(cost)) && near(gain("percentage")?, percentage))
    };
    follows().unwrap_or(false)
}

fn compare(expected: &Value, found: &Value, room: Room, pointer: &mut String, out: &mut Vec<String>) {
    let here = pointer.len();
    match (expected, found) {
        (Value::Object(one), Value::Object(other)) if one.keys().eq(other.keys()) => {
            for (key, value) in one {
                pointer.push('/');
                pointer.push_str(key);
                if room == Room::Rounding && key == "gain" && gain_follows(other) {
                    continue;
                }
                compare(value, other.get(key).unwrap_or(&Value::Null), room, pointer, out);
                pointer.truncate(here);
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (index, (value, other)) in one.iter().zip(other).enumerate() {
                pointer.push_str(&format!("/{index}"));
                compare(value, other, room, pointer, out);
                pointer.truncate(here);
            }
        }
        (Value::Number(one), Value::Number(other)) if room.holds(one, other) => {}
        _ if expected == found => {}
        _ => out.push(pointer.clone()),
    }
}

impl Replacer {
    /// What the twin of a file that says this is read as.
    #[must_use]
    pub fn answer(&self, mut answer: Value) -> Value {
        role::each_string(&mut answer, &mut |role, text| *text = self.of_role(role, text));
        answer
    }
}
