//! Words of the document by what they say.

use std::collections::{BTreeMap, HashMap};

use cas_model::date::{parse_bare_date, parse_date};
use cas_model::number::parse_printed;
use cas_table::{Claim, Sheet, Word};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// A word: index of its sheet and index in it; a date may be three words long.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct Hit {
    pub(crate) sheet: u32,
    pub(crate) word: u32,
    pub(crate) count: u32,
}

/// The index.
#[derive(Default)]
pub(crate) struct Index {
    /// By value without sign and without trailing zeros.
    pub(crate) numbers: HashMap<Decimal, Vec<Hit>>,
    pub(crate) dates: HashMap<NaiveDate, Vec<Hit>>,
    /// By text without punctuation at its ends, small letters.
    pub(crate) texts: BTreeMap<String, Vec<Hit>>,
}

/// What counts when a number is compared.
pub(crate) fn bare(number: Decimal) -> Decimal {
    number.abs().normalize()
}

/// What counts when a word is compared.
pub(crate) fn folded(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

impl Index {
    pub(crate) fn of(sheets: &[Sheet]) -> Self {
        let mut index = Self::default();
        for (number, sheet) in sheets.iter().enumerate() {
            for (at, word) in sheet.words.iter().enumerate() {
                index.add(sheet, number as u32, at, word, sheet.claims.of(at) == Claim::Data);
            }
        }
        index
    }

    /// Figures count where a reader took them for data; dates and texts stand in titles and page frames too.
    fn add(&mut self, sheet: &Sheet, number: u32, at: usize, word: &Word, is_data: bool) {
        let text = sheet.text(word);
        let hit = |count| Hit { sheet: number, word: at as u32, count };
        if text.bytes().any(|byte| byte.is_ascii_digit()) {
            let figure =
                text.trim_matches(|c: char| !c.is_ascii_digit() && !matches!(c, '(' | ')' | '-' | '.' | '+'));
            let value =
                parse_printed(figure).or_else(|_| parse_printed(figure.trim_matches(['(', ')', '-']))).ok();
            if let Some(value) = value.filter(|_| is_data) {
                self.numbers.entry(bare(value)).or_default().push(hit(1));
            }
            let trimmed = text.trim_matches(|c: char| !c.is_alphanumeric());
            let whole = parse_date(trimmed).or_else(|| parse_bare_date(trimmed)).map(|date| (date, 1));
            if let Some((date, count)) = whole.or_else(|| Self::long_date(sheet, at)) {
                self.dates.entry(date).or_default().push(hit(count));
            }
        }
        let folded = folded(text);
        if !folded.is_empty() {
            self.texts.entry(folded).or_default().push(hit(1));
        }
    }

    /// `05 Mar 2026`, `Mar 05, 2026`.
    fn long_date(sheet: &Sheet, at: usize) -> Option<(NaiveDate, u32)> {
        let words = sheet.words.get(at..at + 3)?;
        let mut parts = words.iter().map(|word| sheet.text(word).trim_matches([',', '.', '(', ')']));
        let (one, two, three) = (parts.next()?, parts.next()?, parts.next()?);
        let date = parse_date(&format!("{one} {two} {three}"))?;
        Some((date, 3))
    }
}
