//! The printed numbers of a file: where each stands, and what the reader takes it for.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cas_model::record::Sourced;
use cas_page::{Page, Span, TextRun};
use cas_table::{Sheet, Word};
use rust_decimal::Decimal;

use super::figure::{Figure, Fit, Widths, in_manner_of, is_grouped, times, value};
use super::records::{Measure, figures};
use super::scale::Factor;
use super::twins::Twins;
use crate::RedactError;
use crate::places::Places;

/// Digits that name a number: a nine, its number, a nine. As decimals they survive reading.
const NAME: u32 = 8;
const BOUND: i128 = 9;
const NAMES: u32 = 1_000_000;

/// Which numbers are named at a time: a whole number with decimals is no count any more, so that the reader may be
/// lost where it needs one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Pass {
    /// Numbers with a point.
    Decimals,
    /// Whole numbers, which get a point.
    Wholes,
    /// Whole numbers, which stay whole, for tables that know them by that.
    Whole,
    /// Nothing: readers know an empty account by it, so that it is only asked which check has found it.
    Nothing,
}

impl Pass {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Decimals, Self::Wholes, Self::Whole, Self::Nothing];

    /// Digits that name a printed number; `None` where it is not the turn of it.
    fn name(self, printed: &str, number: usize) -> Option<String> {
        let is_whole = !printed.contains('.');
        let is_nothing = value(printed)?.is_zero();
        let point = match (self, is_nothing, is_whole) {
            (Self::Decimals, false, false) | (Self::Whole, false, true) | (Self::Nothing, true, false) => "",
            (Self::Wholes, false, true) | (Self::Nothing, true, true) => ".",
            _ => return None,
        };
        Some(format!("{point}9{number:06}9"))
    }
}

/// A figure stands at most this far above or below the first line of its record, in points: rows have up to five lines.
const NEAR: f32 = 40.0;

/// A number on a page.
struct Printed {
    page: usize,
    /// Digits, commas and a point.
    text: String,
    /// For each character its places in the text of the page; the first is that of the word, the others are twins.
    places: Vec<Vec<usize>>,
    /// The sign in front of it, which moves when the number grows, and its places.
    sign: Option<(char, Vec<usize>)>,
    /// Left and right edge.
    edges: (f32, f32),
    /// y of the baseline.
    baseline: f32,
    /// A word of text stands next to it, a mere blank away.
    in_text: bool,
    /// What the records say.
    measure: Option<Measure>,
    /// What it becomes, where it is not the product; without its sign.
    set: Option<Decimal>,
}

/// The numbers of a file, in the order of the pages.
pub struct Numbers {
    list: Vec<Printed>,
    /// Those that are hardly printed twice by chance, by their digits.
    alike: HashMap<String, Vec<usize>>,
}

impl std::fmt::Debug for Numbers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Numbers(***)")
    }
}

impl Numbers {
    /// Finds the numbers of all pages.
    #[must_use]
    pub fn of(pages: &[Page], sheets: &[Sheet]) -> Self {
        let mut all = Vec::new();
        for (index, (page, sheet)) in pages.iter().zip(sheets).enumerate() {
            let mut places = Places::new(page);
            let twins = Twins::of(sheet);
            for line in &sheet.lines {
                let words = sheet.words_of(line);
                for (at, word) in words.iter().enumerate() {
                    let before = at.checked_sub(1).and_then(|before| words.get(before));
                    let in_text = before.is_some_and(|before| goes_on(sheet, before, word))
                        || words.get(at + 1).is_some_and(|after| goes_on(sheet, after, word));
                    let numbers = in_word(index, sheet, word, &mut places, &twins);
                    all.extend(numbers.into_iter().map(|printed| Printed { in_text, ..printed }));
                }
            }
        }
        all.truncate(NAMES as usize);
        let mut alike: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, printed) in all.iter().enumerate() {
            let text = plain(&printed.text);
            if distinctive(&text) {
                alike.entry(text).or_default().push(index);
            }
        }
        Self { list: all, alike }
    }

    /// A page on which numbers are named.
    #[must_use]
    pub fn named(&self, index: usize, page: &Page, pass: Pass) -> Page {
        let mut names: BTreeMap<usize, String> = BTreeMap::new();
        let first = self.list.partition_point(|printed| printed.page < index);
        let rest = self.list.get(first..).unwrap_or_default();
        let of_page = rest.iter().take_while(|printed| printed.page == index);
        for (number, printed) in (first..).zip(of_page) {
            let Some(name) = pass.name(&printed.text, number) else { continue };
            for place in printed.places.last().into_iter().flatten() {
                names.insert(*place, name.clone());
            }
        }
        with_names(page, &names)
    }

    /// Learns from the records that were read on named pages.
    pub fn learn(&mut self, records: &[Sourced]) {
        let mut found = Vec::new();
        for sourced in records {
            figures(&sourced.record, &mut found);
        }
        for (measure, figure) in found {
            if let Some(printed) = self.name_of(figure).and_then(|number| self.list.get_mut(number)) {
                printed.measure.get_or_insert(measure);
            }
        }
    }

    /// Learns from the records of the pages as they are, what no name told: a figure is the nearest number of its value.
    pub fn learn_by_place(&mut self, records: &[Sourced]) {
        let mut by_value: HashMap<(usize, Decimal, i32), Vec<usize>> = HashMap::new();
        for (index, printed) in self.list.iter().enumerate() {
            if let Some(value) = value(&printed.text) {
                by_value.entry((printed.page, value, band(printed.baseline))).or_default().push(index);
            }
        }
        let mut found = Vec::new();
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for Sourced { at, record } in records {
            found.clear();
            figures(record, &mut found);
            let Some(page) = (at.page as usize).checked_sub(1) else { continue };
            let middle = (at.area.y0 + at.area.y1) / 2.0;
            let distance = |printed: &Printed| (printed.baseline - middle).abs();
            for (measure, figure) in &found {
                let own = |printed: &Printed| {
                    distance(printed) <= NEAR && (printed.measure.is_some() || !printed.in_text)
                };
                let near = (-1..=1).map(|step| (page, figure.abs(), band(middle).saturating_add(step)));
                let nearest = near
                    .filter_map(|key| by_value.get(&key))
                    .flatten()
                    .filter(|index| !taken.contains(index))
                    .filter_map(|index| Some((*index, self.list.get(*index).filter(|printed| own(printed))?)))
                    .min_by(|(one, a), (other, b)| distance(a).total_cmp(&distance(b)).then(one.cmp(other)));
                let Some(index) = nearest.map(|(index, _)| index) else { continue };
                taken.insert(index);
                if let Some(printed) = self.list.get_mut(index) {
                    printed.measure.get_or_insert(*measure);
                }
            }
        }
    }

    /// The number that a figure, read on a named page, was printed as.
    #[must_use]
    pub fn name_of(&self, figure: Decimal) -> Option<usize> {
        let (number, own) = unnamed(figure)?;
        let printed = self.list.get(number).and_then(|printed| value(&printed.text));
        (printed == Some(own.abs())).then_some(number)
    }

    /// Says what a number becomes. Numbers of the same value that `checked` does not hold become the same.
    pub fn set(&mut self, number: usize, figure: Decimal, checked: &BTreeSet<usize>) {
        let Some(text) = self.list.get(number).map(|printed| plain(&printed.text)) else { return };
        let alike = self.alike.get(&text).map(Vec::as_slice).unwrap_or_default();
        for index in alike.iter().filter(|index| !checked.contains(index)) {
            let printed = self.list.get_mut(*index);
            if let Some(printed) = printed.filter(|printed| printed.measure != Some(Measure::Stays)) {
                printed.set = Some(figure.abs());
            }
        }
        if let Some(printed) = self.list.get_mut(number) {
            printed.set = Some(figure.abs());
        }
    }

    /// Forgets what was said of single numbers.
    pub fn unset(&mut self) {
        self.list.iter_mut().for_each(|printed| printed.set = None);
    }

    /// What becomes of the characters of each page, by their place in its text.
    ///
    /// # Errors
    /// [`RedactError::Amounts`] when a product has too many digits.
    pub(crate) fn times(
        &self,
        factor: Factor,
        widths: Widths,
    ) -> Result<Vec<HashMap<usize, Figure>>, RedactError> {
        let pages = self.list.iter().map(|printed| printed.page + 1).max().unwrap_or(0);
        let mut all = vec![HashMap::new(); pages];
        let growing = self.growing();
        let edges = self.shared_edges();
        let groups = self.groups();
        for printed in self.list.iter().filter(|printed| printed.set.is_some() || printed.grows(&growing)) {
            let product = printed.set.or_else(|| times(&printed.text, factor.number()));
            let product = product.ok_or(RedactError::Amounts { problem: "a product has too many digits" })?;
            let new = in_manner_of(&printed.text, groups, product);
            if widths == Widths::Natural && new.chars().count() < printed.text.chars().count() {
                return Err(RedactError::Amounts { problem: "a number would get shorter" });
            }
            if let Some(page) = all.get_mut(printed.page) {
                let fit = match widths {
                    Widths::Natural => Fit::Beside(printed.back(&edges)),
                    Widths::Kept => Fit::Squeezed,
                };
                printed.write(&new, fit, page);
            }
        }
        Ok(all)
    }

    /// Values that are money or units wherever the records have them, and never a price.
    fn growing(&self) -> BTreeSet<String> {
        let of = |measure| {
            let with = self.list.iter().filter(move |printed| printed.measure == Some(measure));
            with.map(|printed| plain(&printed.text)).collect::<BTreeSet<String>>()
        };
        let stays = of(Measure::Stays);
        of(Measure::Grows).into_iter().filter(|text| !stays.contains(text)).collect()
    }

    /// True unless most amounts that are long enough for digit groups have none.
    fn groups(&self) -> bool {
        let amounts = self.list.iter().filter(|printed| printed.measure.is_some());
        let (with, without): (Vec<bool>, Vec<bool>) =
            amounts.filter_map(|printed| is_grouped(&printed.text)).partition(|grouped| *grouped);
        with.len() >= without.len()
    }

    /// How many numbers of a page begin and end at which tenth of a point.
    fn shared_edges(&self) -> HashMap<(usize, bool, i32), u32> {
        let mut shared = HashMap::new();
        for printed in self.list.iter().filter(|printed| printed.measure.is_some()) {
            for (right, edge) in [(false, printed.edges.0), (true, printed.edges.1)] {
                *shared.entry((printed.page, right, tenths(edge))).or_default() += 1;
            }
        }
        shared
    }
}

/// Which band of a page, as high as [`NEAR`], a baseline lies in.
fn band(baseline: f32) -> i32 {
    (baseline / NEAR).floor() as i32
}

fn tenths(edge: f32) -> i32 {
    (edge * 10.0).round() as i32
}

fn plain(text: &str) -> String {
    text.chars().filter(|character| *character != ',').collect()
}

/// True for a number that is hardly printed twice by chance.
fn distinctive(text: &str) -> bool {
    text.contains('.') && text.len() > EQUAL_DIGITS
}

/// Shortest number that is taken for an amount only because it equals one.
const EQUAL_DIGITS: usize = 5;

impl Printed {
    fn grows(&self, growing: &BTreeSet<String>) -> bool {
        let equals_one = || {
            let text = plain(&self.text);
            distinctive(&text) && growing.contains(&text)
        };
        self.measure.map_or_else(equals_one, |measure| measure == Measure::Grows)
    }

    /// Which edge of the number stays: the one that it shares with more numbers of its page.
    fn back(&self, shared: &HashMap<(usize, bool, i32), u32>) -> f32 {
        let count =
            |right: bool, edge: f32| shared.get(&(self.page, right, tenths(edge))).copied().unwrap_or(0);
        if count(false, self.edges.0) > count(true, self.edges.1) { 0.0 } else { 1.0 }
    }

    /// Writes the new number over the old one, aligned at the decimal point: what is more comes in front, what is less
    /// is missing there.
    fn write(&self, new: &str, fit: Fit, page: &mut HashMap<usize, Figure>) {
        let (old, new_length) = (self.text.chars().count(), new.chars().count());
        let more = new_length.saturating_sub(old);
        let (missing, kept) = self.places.split_at(old.saturating_sub(new_length).min(self.places.len()));
        for place in missing.iter().flatten() {
            page.insert(*place, Figure { text: String::new(), fit });
        }
        let mut rest = new.chars();
        let mut front: String = rest.by_ref().take(more).collect();
        if let Some((sign, places)) = self.sign.as_ref().filter(|_| more > 0) {
            front.insert(0, *sign);
            for place in places {
                page.insert(*place, Figure { text: front.clone(), fit });
            }
            front.clear();
        }
        for (places, character) in kept.iter().zip(rest) {
            let mut text = std::mem::take(&mut front);
            text.push(character);
            for place in places {
                page.insert(*place, Figure { text: text.clone(), fit });
            }
        }
    }
}

/// The number that a figure was named with, and the figure as it was printed.
fn unnamed(figure: Decimal) -> Option<(usize, Decimal)> {
    let scale = if figure.scale() == 0 { 0 } else { figure.scale().checked_sub(NAME)? };
    let mantissa = figure.mantissa().unsigned_abs() as i128;
    let name = mantissa.checked_rem(10_i128.pow(NAME))?;
    let bounded = name % 10 == BOUND && name / 10_i128.pow(NAME - 1) == BOUND;
    let number = usize::try_from(name / 10 % i128::from(NAMES)).ok().filter(|_| bounded)?;
    let own = Decimal::try_from_i128_with_scale(figure.mantissa() / 10_i128.pow(NAME), scale).ok()?;
    Some((number, own))
}

/// Widest blank between the words of a text, in em.
const BLANK_EM: f32 = 0.5;

/// True when `other`, a word with letters, stands right beside a word.
fn goes_on(sheet: &Sheet, other: &Word, word: &Word) -> bool {
    let gap = (word.area.x0 - other.area.x1).max(other.area.x0 - word.area.x1);
    gap <= BLANK_EM * word.size && sheet.text(other).contains(char::is_alphabetic)
}

/// What may stand in front of a number and belongs to it.
const SIGNS: &str = "-+(`\u{20b9}\u{2212}";

/// The numbers of a word: digits with commas and a point, none of them glued to letters.
fn in_word(
    index: usize,
    sheet: &Sheet,
    word: &Word,
    places: &mut Places<'_>,
    twins: &Twins<'_>,
) -> Vec<Printed> {
    let text = sheet.text(word);
    let characters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut all = None;
    let mut at = 0;
    while at < characters.len() {
        let number = characters.get(at..).unwrap_or_default();
        let length = length_of(number);
        let before = at.checked_sub(1).and_then(|before| characters.get(before));
        let after = characters.get(at + length);
        let glued = |next: Option<&char>| {
            next.is_some_and(|next| next.is_alphanumeric() || matches!(next, '/' | '-' | ':'))
        };
        // A sign may stand in front; a letter, a hyphen inside a code and the colon of a time may not.
        let alone = !glued(before.filter(|next| **next != '-' || at > 1)) && !glued(after);
        if length > 0 && alone {
            let all = all.get_or_insert_with(|| places.of(sheet, word));
            let edges = sheet.edges(word);
            let edge = |at: usize, otherwise: f32| edges.get(at).copied().unwrap_or(otherwise);
            let sign = before.copied().filter(|sign| SIGNS.contains(*sign)).map(|sign| (sign, at - 1));
            let start = sign.map_or(at, |(_, place)| place);
            let mut own: Vec<Vec<usize>> = all.get(start..at + length).unwrap_or_default().to_vec();
            twins.add(sheet, word, start..at + length, &characters, &mut own);
            let sign = sign.filter(|_| !own.is_empty()).map(|(sign, _)| (sign, own.remove(0)));
            found.push(Printed {
                page: index,
                text: number.iter().take(length).collect(),
                places: own,
                sign,
                edges: (edge(at, word.area.x0), edge(at + length, word.area.x1)),
                baseline: word.baseline,
                in_text: false,
                measure: None,
                set: None,
            });
        }
        at += length.max(1);
    }
    found
}

/// How many characters at the start make up a number; 0 for none. A comma or point at its end is none of its own.
fn length_of(characters: &[char]) -> usize {
    let starts = match characters {
        [first, ..] if first.is_ascii_digit() => true,
        ['.', second, ..] => second.is_ascii_digit(),
        _ => false,
    };
    if !starts {
        return 0;
    }
    let mut points = 0;
    let body = characters.iter().take_while(|character| {
        points += usize::from(**character == '.');
        character.is_ascii_digit() || **character == ',' || **character == '.' && points < 2
    });
    let length = body.count();
    let number = characters.get(..length).unwrap_or_default();
    length - number.iter().rev().take_while(|character| !character.is_ascii_digit()).count()
}

/// The page with digits behind some of its characters, as wide as before.
fn with_names(page: &Page, names: &BTreeMap<usize, String>) -> Page {
    let mut out = Page { text: String::new(), edges: Vec::new(), runs: Vec::new(), ..page.clone() };
    for run in &page.runs {
        let start = out.text.len();
        let first = out.edges.len();
        let edges = page.edges_of(run);
        for (index, ((at, character), edge)) in page.text_of(run).char_indices().zip(edges).enumerate() {
            out.text.push(character);
            out.edges.push(*edge);
            let place = run.text.start as usize + at;
            let Some(name) = names.get(&place) else { continue };
            let end = edges.get(index + 1).copied().unwrap_or(*edge);
            out.text.push_str(name);
            out.edges.extend(name.chars().map(|_| end));
        }
        out.edges.extend(edges.last());
        out.runs.push(TextRun {
            text: Span { start: start as u32, end: out.text.len() as u32 },
            edges: first as u32,
            ..*run
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        for (text, length) in [("8,499.57)", 8), ("12.", 2), (".50", 3), ("1.2.3", 3), ("x", 0), ("1,", 1)] {
            assert_eq!(length_of(&text.chars().collect::<Vec<_>>()), length, "{text}");
        }
    }

    #[test]
    fn names_come_back() {
        let named: Decimal = "8499.5790000129".parse().unwrap();
        assert_eq!(unnamed(named), Some((12, "8499.57".parse().unwrap())));
        assert_eq!(unnamed("-10.90001239".parse().unwrap()), Some((123, "-10".parse().unwrap())));
        assert_eq!(unnamed("8499.5700000000".parse().unwrap()), None);
    }
}
