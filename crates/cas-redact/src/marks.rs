//! Which characters of the pages have to go, and what word each of them belongs to.

use std::collections::{BTreeSet, HashMap};

use cas_page::{Page, Span};
use cas_table::{AsideKind, Line, Sheet, Word};

use crate::RedactError;
use crate::lexicon::{Lexicon, Place};
use crate::phrases::Phrases;
use crate::pieces::{Judged, Piece, going, going_in, pieces};
use crate::places::{Places, TWIN_X, TWIN_Y_EM, around};
use crate::replacer::{Part, halved, parts};
use crate::shape::folded;
use crate::work::{LOOK, Work};

/// A character that is replaced: which atom, and which of its characters.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Mark {
    /// Index into [`Atoms`].
    pub(crate) atom: u32,
    /// Which character of it, from 0.
    pub(crate) at: u16,
}

/// The words that are replaced as one, folded.
#[derive(Default)]
pub(crate) struct Atoms {
    list: Vec<String>,
    index: HashMap<String, u32>,
}

impl Atoms {
    fn number(&mut self, atom: &str) -> u32 {
        if let Some(number) = self.index.get(atom) {
            return *number;
        }
        let number = self.list.len() as u32;
        self.list.push(atom.to_owned());
        self.index.insert(atom.to_owned(), number);
        number
    }

    /// All of them, in the order of their numbers.
    pub(crate) fn list(&self) -> &[String] {
        &self.list
    }

    /// The marks of the characters of a folded token; `None` for what is kept.
    fn marks(&mut self, folded: &str) -> Vec<Option<Mark>> {
        if let Some(half) = halved(folded) {
            return self.marks(&half).into_iter().flat_map(|mark| [mark; 2]).collect();
        }
        let mut marks = Vec::with_capacity(folded.len());
        for part in parts(folded) {
            match part {
                Part::Kept(range) => marks.extend(range.map(|_| None)),
                Part::Atom(range) => {
                    let text = folded.get(range).unwrap_or_default();
                    let atom = self.number(text);
                    // What is longer is refused, see [`crate::replacer::LONGEST`].
                    let marked = |at: usize| Some(Mark { atom, at: u16::try_from(at).ok()? });
                    marks.extend(text.chars().enumerate().map(|(at, _)| marked(at)));
                }
            }
        }
        marks
    }
}

/// A token of a sheet with where its characters are.
pub(crate) struct Token {
    /// As printed.
    pub(crate) text: String,
    /// The word it is part of: index into the line.
    pub(crate) word: usize,
    /// Its characters, folded.
    pub(crate) folded: Vec<char>,
    /// For each character, its places in the text of the page.
    pub(crate) places: Vec<Vec<usize>>,
    /// Part of a number with separators or of a time of day, as no personal phrase has them.
    pub(crate) is_amount: bool,
    /// It goes though it stands in no personal phrase.
    goes: bool,
}

/// A line of tokens.
pub(crate) struct TokenLine {
    /// y of the baseline.
    pub(crate) baseline: f32,
    /// Largest text size.
    pub(crate) size: f32,
    /// Left and right edge of each word.
    pub(crate) words: Vec<(f32, f32)>,
    /// The tokens, left to right.
    pub(crate) tokens: Vec<Token>,
    /// Those that begin a word, by index, and the edges of that.
    pub(crate) leads: Vec<(usize, (f32, f32))>,
}

/// The marks of one page by offset in its text.
pub(crate) type PageMarks = Vec<Option<Mark>>;

/// Marks the characters of a page.
pub(crate) fn of_page(
    page: &Page,
    sheet: &Sheet,
    lexicon: &Lexicon,
    [personal, public]: [&Phrases; 2],
    atoms: &mut Atoms,
    work: &Work,
) -> Result<PageMarks, RedactError> {
    let mut marks: PageMarks = vec![None; page.text.len()];
    let mut kept: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut places = Places::new(page);
    let lines = sheet.lines.iter().map(|line| TokenLine::of(sheet, line, lexicon, &mut places));
    let lines: Vec<TokenLine> = lines.collect();
    for (index, line) in lines.iter().enumerate() {
        for at in 0..line.tokens.len() {
            let found = public.at(&lines, index, at, work).into_iter().flat_map(|found| found.pieces);
            kept.extend(found.map(|(place, ..)| place));
        }
        work.check()?;
    }
    for (index, line) in lines.iter().enumerate() {
        for (at, token) in line.tokens.iter().enumerate() {
            for found in personal.at(&lines, index, at, work) {
                let of_phrase = atoms.marks(&folded(&found.token));
                for ((line, token), range, from) in found.pieces {
                    let Some(token) = lines.get(line).and_then(|line| line.tokens.get(token)) else {
                        continue;
                    };
                    let taken = of_phrase.iter().skip(from).take(range.len());
                    set(&mut marks, token.places.get(range).unwrap_or_default(), taken.copied(), true);
                }
            }
            // A name in the address of a registry may be that of the holder, too.
            let keeps = kept.contains(&(index, at)) && !lexicon.is_telling(&token.text);
            if token.goes && !keeps {
                let own = atoms.marks(&folded(&token.text));
                set(&mut marks, &token.places, own.into_iter(), false);
            }
        }
        work.check()?;
    }
    mark_asides(page, sheet, lexicon, atoms, &mut marks, work)?;
    Ok(marks)
}

impl TokenLine {
    fn of(sheet: &Sheet, line: &Line, lexicon: &Lexicon, places: &mut Places<'_>) -> Self {
        let tokens = tokens_of(sheet, line, lexicon, places);
        let words: Vec<_> = sheet.words_of(line).iter().map(|word| (word.area.x0, word.area.x1)).collect();
        let mut leads: Vec<(usize, (f32, f32))> = Vec::new();
        let mut last = None;
        for (index, token) in tokens.iter().enumerate() {
            if last.replace(token.word) != Some(token.word)
                && let Some(edges) = words.get(token.word)
            {
                leads.push((index, *edges));
            }
        }
        Self { baseline: line.baseline, size: line.size, words, tokens, leads }
    }
}

/// Words stand at most this many text sizes behind the word that they go on from.
const BLANK_EM: f32 = 1.0;

fn tokens_of(sheet: &Sheet, line: &Line, lexicon: &Lexicon, places: &mut Places<'_>) -> Vec<Token> {
    let words = sheet.words_of(line);
    let split: Vec<Vec<Piece<'_>>> = words.iter().map(|word| pieces(sheet.text(word))).collect();
    let mut judged = Vec::new();
    let mut end = f32::NEG_INFINITY;
    for ((index, word), pieces) in (line.first as usize..).zip(words).zip(&split) {
        let near = word.area.x0 - end <= BLANK_EM * word.size;
        let place = Place::of(sheet.claims.of(index));
        judged.extend(pieces.iter().map(|piece| Judged { piece, place, near }));
        end = word.area.x1;
    }
    let mut goes = going(&judged, lexicon).into_iter();
    let mut tokens = Vec::with_capacity(judged.len());
    for (index, (word, pieces)) in words.iter().zip(&split).enumerate() {
        let text = sheet.text(word);
        let places = if pieces.is_empty() { Vec::new() } else { places.of(sheet, word) };
        let (mut first, mut from) = (0, 0);
        for (piece, goes) in pieces.iter().zip(&mut goes) {
            first += text.get(from..piece.range.start).unwrap_or_default().chars().count();
            from = piece.range.start;
            let places = places.get(first..first + piece.text.chars().count()).unwrap_or_default();
            tokens.push(Token {
                text: piece.text.to_owned(),
                word: index,
                folded: folded(piece.text).chars().collect(),
                places: places.to_vec(),
                is_amount: piece.number && !piece.mail,
                goes,
            });
        }
    }
    tokens
}

/// Sets marks; those of whole phrases win over those of single tokens.
fn set(marks: &mut PageMarks, places: &[Vec<usize>], new: impl Iterator<Item = Option<Mark>>, wins: bool) {
    for (places, new) in places.iter().zip(new) {
        for place in places {
            if let Some(slot) = marks.get_mut(*place)
                && (wins || slot.is_none())
            {
                *slot = new;
            }
        }
    }
}

/// Marks what stands beside the words of a sheet. A twin goes with what it repeats; the rest is judged by itself.
fn mark_asides(
    page: &Page,
    sheet: &Sheet,
    lexicon: &Lexicon,
    atoms: &mut Atoms,
    marks: &mut PageMarks,
    work: &Work,
) -> Result<(), RedactError> {
    let settled = Settled::of(page, marks, sheet);
    for aside in &sheet.asides {
        work.check()?;
        let word = &aside.word;
        let text = sheet.text(word);
        let start = word.text.start as usize;
        if start + text.len() > page.text.len() {
            continue;
        }
        if aside.kind == AsideKind::Twin && pair_up(text, start, marks) {
            continue;
        }
        if aside.kind == AsideKind::Twin && settled.copy(sheet, word, start, marks, work) {
            continue;
        }
        for (range, _) in going_in(text, Place::Elsewhere, lexicon).into_iter().filter(|(_, goes)| *goes) {
            let token = text.get(range.clone()).unwrap_or_default();
            let places: Vec<Vec<usize>> =
                token.char_indices().map(|(at, _)| vec![start + range.start + at]).collect();
            let own = atoms.marks(&folded(token));
            set(marks, &places, own.into_iter(), false);
        }
    }
    Ok(())
}

/// Gives the second glyph of each pair of a doubled word the mark of the first; false for any other text.
fn pair_up(text: &str, start: usize, marks: &mut PageMarks) -> bool {
    let bytes = text.as_bytes();
    let paired = text.is_ascii() && bytes.len().is_multiple_of(2);
    let paired = paired && bytes.chunks_exact(2).all(|pair| pair.first() == pair.last());
    let firsts = || (start..start + bytes.len()).step_by(2);
    if !paired || firsts().all(|place| marks.get(place).copied().flatten().is_none()) {
        return false;
    }
    for place in firsts() {
        let first = marks.get(place).copied().flatten();
        if let Some(second) = marks.get_mut(place + 1) {
            *second = first;
        }
    }
    true
}

/// Parts of the text of a page, those that overlap joined.
struct Spans(Vec<Span>);

impl Spans {
    fn of(spans: impl Iterator<Item = Span>) -> Self {
        let mut sorted: Vec<Span> = spans.filter(|span| span.start < span.end).collect();
        sorted.sort_unstable_by_key(|span| span.start);
        let mut joined: Vec<Span> = Vec::new();
        for span in sorted {
            match joined.last_mut().filter(|last| span.start <= last.end) {
                Some(last) => last.end = last.end.max(span.end),
                None => joined.push(span),
            }
        }
        Self(joined)
    }

    fn contains(&self, offset: u32) -> bool {
        let after = self.0.partition_point(|span| span.end <= offset);
        self.0.get(after).is_some_and(|span| span.start <= offset)
    }
}

/// The characters of the words of a page with what became of them, by place.
struct Settled {
    characters: HashMap<(char, i32), Vec<SettledPlace>>,
}

/// Left edge, baseline and fate of a character, and its number among those of its page.
#[derive(Clone, Copy)]
struct SettledPlace {
    edge: f32,
    baseline: f32,
    mark: Option<Mark>,
    number: usize,
}

impl Settled {
    #[expect(clippy::iter_over_hash_type, reason = "each entry is sorted by itself")]
    fn of(page: &Page, marks: &PageMarks, sheet: &Sheet) -> Self {
        let mut characters: HashMap<(char, i32), Vec<SettledPlace>> = HashMap::new();
        if !sheet.asides.iter().any(|aside| aside.kind == AsideKind::Twin) {
            return Self { characters };
        }
        let asides = Spans::of(sheet.asides.iter().map(|aside| aside.word.text));
        let mut number = 0;
        for run in &page.runs {
            let start = run.text.start;
            for ((at, character), edge) in page.text_of(run).char_indices().zip(page.edges_of(run)) {
                let offset = start + at as u32;
                let mark = marks.get(offset as usize).copied().flatten();
                // What was set aside is not settled yet, unless it stands exactly where its twin does.
                if mark.is_none() && asides.contains(offset) {
                    continue;
                }
                let bucket = edge.round() as i32;
                let place = SettledPlace { edge: *edge, baseline: run.baseline, mark, number };
                characters.entry((character, bucket)).or_default().push(place);
                number += 1;
            }
        }
        for places in characters.values_mut() {
            places.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
        }
        Self { characters }
    }

    /// Gives the characters of a twin the marks of what it repeats; false when it repeats nothing.
    fn copy(&self, sheet: &Sheet, word: &Word, start: usize, marks: &mut PageMarks, work: &Work) -> bool {
        let text = sheet.text(word);
        let mut last: Option<(char, Option<Mark>)> = None;
        let mut found = Vec::new();
        for ((at, character), edge) in text.char_indices().zip(sheet.edges(word)) {
            let reach = TWIN_Y_EM * word.size;
            let near = (-2..=2)
                .filter_map(|step| {
                    let bucket = (edge.round() as i32).saturating_add(step);
                    Some((step, self.characters.get(&(character, bucket))?))
                })
                .flat_map(|(step, places)| {
                    let near = around(places, (word.baseline, reach), |place| place.baseline);
                    near.map(move |place| (step, place))
                })
                .inspect(|_| work.charge(LOOK))
                .filter(|(_, place)| (place.edge - edge).abs() <= TWIN_X)
                .min_by(|(a_step, a), (b_step, b)| {
                    let (a_off, b_off) = ((a.edge - edge).abs(), (b.edge - edge).abs());
                    a_off.total_cmp(&b_off).then((a_step, a.number).cmp(&(b_step, b.number)))
                });
            // The second glyph of a doubled pair stands beside the first.
            let doubled = last.filter(|(known, _)| *known == character).map(|(_, mark)| mark);
            let Some(mark) = near.map(|(_, place)| place.mark).or(doubled) else { return false };
            last = Some((character, mark));
            found.push((start + at, mark));
        }
        for (place, mark) in found {
            if let Some(slot) = marks.get_mut(place) {
                *slot = mark;
            }
        }
        true
    }
}

#[cfg(test)]
impl TokenLine {
    /// A line of these words in letters of 10 points, each as wide as 5 points a letter, from x = 0 on.
    pub(crate) fn drawn(text: &str, baseline: f32) -> Self {
        let mut line =
            Self { baseline, size: 10.0, words: Vec::new(), tokens: Vec::new(), leads: Vec::new() };
        let mut left = 0.0;
        for (index, word) in text.split(' ').enumerate() {
            let edges = (left, left + 5.0 * word.len() as f32);
            left = edges.1 + 5.0;
            line.words.push(edges);
            for (at, piece) in pieces(word).iter().enumerate() {
                if at == 0 {
                    line.leads.push((line.tokens.len(), edges));
                }
                line.tokens.push(Token {
                    text: piece.text.to_owned(),
                    word: index,
                    folded: folded(piece.text).chars().collect(),
                    places: Vec::new(),
                    is_amount: piece.number,
                    goes: false,
                });
            }
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_hold_what_lies_in_one_of_them() {
        let spans = [(40, 50), (10, 20), (15, 30), (60, 60), (30, 32)];
        let spans = Spans::of(spans.into_iter().map(|(start, end)| Span { start, end }));
        let held: Vec<u32> = (0..70).filter(|offset| spans.contains(*offset)).collect();
        assert_eq!(held, (10..32).chain(40..50).collect::<Vec<_>>());
    }

    #[test]
    fn marks_of_endless_words_end() {
        let marks = Atoms::default().marks(&"B".repeat(70_000));
        assert_eq!(marks.len(), 70_000);
        assert_eq!(marks.iter().flatten().count(), 65_536);
        assert_eq!(marks.iter().flatten().last().map(|mark| mark.at), Some(u16::MAX));
    }
}
