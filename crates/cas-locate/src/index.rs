//! Words of the document by what they say.

use std::cell::OnceCell;
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
    pub(crate) texts: Texts,
}

/// Words by text without punctuation at its ends, small letters; behind a code (`PP980Z-Parag`) by what follows it, too.
#[derive(Default)]
pub(crate) struct Texts {
    /// In the order of the texts.
    words: Vec<(String, Vec<Hit>)>,
    /// The index of the text of each word, by sheet; `None` for a word of punctuation.
    said: Vec<Vec<Option<u32>>>,
    /// Every [`PIECE`] bytes that stand together in a text, and the index of the text; made when first asked for.
    pieces: OnceCell<Vec<([u8; PIECE], u32)>>,
}

/// A code that is looked for within words, or that is parted between words, begins with at least this many characters.
pub(crate) const PIECE: usize = 4;

impl Texts {
    fn of(sheets: &[Sheet]) -> Self {
        // With each word whether it says the text itself, or behind a code.
        let mut texts: BTreeMap<String, Vec<(Hit, bool)>> = BTreeMap::new();
        for (number, sheet) in sheets.iter().enumerate() {
            for (at, word) in sheet.words.iter().enumerate() {
                let hit = Hit { sheet: number as u32, word: at as u32, count: 1 };
                let folded = folded(sheet.text(word));
                if let Some(name) = behind_code(&folded) {
                    texts.entry(name.to_owned()).or_default().push((hit, false));
                }
                if !folded.is_empty() {
                    texts.entry(folded).or_default().push((hit, true));
                }
            }
        }
        let mut said: Vec<Vec<Option<u32>>> =
            sheets.iter().map(|sheet| vec![None; sheet.words.len()]).collect();
        for (number, hits) in texts.values().enumerate() {
            for (hit, _) in hits.iter().filter(|(_, is_whole)| *is_whole) {
                let word =
                    said.get_mut(hit.sheet as usize).and_then(|words| words.get_mut(hit.word as usize));
                word.map(|word| word.replace(number as u32));
            }
        }
        let bare = |hits: Vec<(Hit, bool)>| hits.into_iter().map(|(hit, _)| hit).collect();
        let words = texts.into_iter().map(|(text, hits)| (text, bare(hits))).collect();
        Self { words, said, pieces: OnceCell::new() }
    }

    /// The numbers of the texts of a sheet's words.
    pub(crate) fn said_on(&self, sheet: u32) -> &[Option<u32>] {
        self.said.get(sheet as usize).map_or(&[], Vec::as_slice)
    }

    /// The text of a number.
    pub(crate) fn text(&self, number: u32) -> &str {
        self.words.get(number as usize).map_or("", |(text, _)| text.as_str())
    }

    /// The number of a text.
    pub(crate) fn number(&self, text: &str) -> Option<u32> {
        let at = self.words.binary_search_by(|(word, _)| word.as_str().cmp(text)).ok()?;
        Some(at as u32)
    }

    /// Where a text stands.
    pub(crate) fn get(&self, text: &str) -> Option<&[Hit]> {
        self.words.get(self.number(text)? as usize).map(|(_, hits)| hits.as_slice())
    }

    /// The texts that begin so.
    pub(crate) fn beginning(&self, start: &str) -> impl Iterator<Item = (&str, &[Hit])> {
        let first = self.words.partition_point(|(word, _)| word.as_str() < start);
        let rest = self.words.get(first..).unwrap_or_default();
        let begins = rest.iter().take_while(move |(word, _)| word.starts_with(start));
        begins.map(|(word, hits)| (word.as_str(), hits.as_slice()))
    }

    /// The texts that hold the first [`PIECE`] bytes of another.
    pub(crate) fn with_start_of(&self, text: &str) -> impl Iterator<Item = (&str, &[Hit])> {
        let start = text.as_bytes().first_chunk::<PIECE>();
        let pieces = start.map_or(&[] as &[_], |start| {
            let pieces = self.pieces.get_or_init(|| self.pieces());
            let first = pieces.partition_point(|(piece, _)| piece < start);
            let end = pieces.partition_point(|(piece, _)| piece <= start);
            pieces.get(first..end).unwrap_or_default()
        });
        let found = pieces.iter().filter_map(|(_, index)| self.words.get(*index as usize));
        found.map(|(word, hits)| (word.as_str(), hits.as_slice()))
    }

    fn pieces(&self) -> Vec<([u8; PIECE], u32)> {
        let mut pieces = Vec::new();
        for (index, (word, _)) in self.words.iter().enumerate() {
            let all = word.as_bytes().windows(PIECE).filter_map(|piece| piece.first_chunk::<PIECE>());
            pieces.extend(all.map(|piece| (*piece, index as u32)));
        }
        pieces.sort_unstable();
        pieces.dedup();
        pieces
    }
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
        index.texts = Texts::of(sheets);
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
