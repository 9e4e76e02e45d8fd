//! Words of the document by what they say.

use std::collections::{BTreeMap, HashMap, HashSet};

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
    /// The figures that are printed with a minus sign or in brackets.
    pub(crate) negative: HashSet<Hit>,
    pub(crate) dates: HashMap<NaiveDate, Vec<Hit>>,
    /// By text without punctuation at its ends, small letters; behind a code (`PP980Z-Parag`) by what follows it, too.
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

/// Figures with decimals within a wording (`Rs.0.168`, `7.43/MONTHLY`), and whole ones in front of a stroke.
fn inside(text: &str) -> Vec<Decimal> {
    let mut found = Vec::new();
    for part in text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '/')) {
        for (index, part) in part.split('/').enumerate() {
            let figure = part.trim_matches(['.', ',']);
            let stroke = index == 0 && text.starts_with(&format!("{figure}/"));
            if let Ok(value) = parse_printed(figure)
                && (figure.contains('.') || stroke)
            {
                found.push(value);
            }
        }
    }
    found
}

/// What follows a code of letters and digits and a hyphen.
fn behind_code(folded: &str) -> Option<&str> {
    const LONGEST: usize = 8;
    const NAME: usize = 3;
    let (code, name) = folded.split_once('-')?;
    let is_code =
        (1..=LONGEST).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_code && name.len() >= NAME && name.starts_with(char::is_alphabetic)).then_some(name)
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
            match value.filter(|_| is_data) {
                Some(value) => {
                    self.numbers.entry(bare(value)).or_default().push(hit(1));
                    if value.is_sign_negative() || figure.starts_with(['(', '-']) {
                        self.negative.insert(hit(1));
                    }
                }
                None if is_data => {
                    for value in inside(text) {
                        self.numbers.entry(bare(value)).or_default().push(hit(1));
                    }
                }
                None => {}
            }
            let trimmed = text.trim_matches(|c: char| !c.is_alphanumeric());
            let whole = parse_date(trimmed).or_else(|| parse_bare_date(trimmed)).map(|date| (date, 1));
            if let Some((date, count)) = whole.or_else(|| Self::long_date(sheet, at)) {
                self.dates.entry(date).or_default().push(hit(count));
            }
        }
        let folded = folded(text);
        if let Some(name) = behind_code(&folded) {
            self.texts.entry(name.to_owned()).or_default().push(hit(1));
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_within_wordings() {
        let found = |text| inside(text).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(found("Rs.0.168"), ["0.168"]);
        assert_eq!(found("7.43/MONTHLY"), ["7.43"]);
        assert_eq!(found("8/YEARLY"), ["8"]);
        assert_eq!(found("12of60"), Vec::<String>::new());
    }

    #[test]
    fn names_stand_behind_codes() {
        assert_eq!(behind_code("pp980z-parag"), Some("parag"));
        assert_eq!(behind_code("sub-12"), None);
        assert_eq!(behind_code("consolidated-name"), None);
    }
}
