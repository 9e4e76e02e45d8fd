//! A page as words and lines: the input of every reader of tables.
//!
//! How the words come about is in `words.rs`, the cleaning in `clean.rs`, the clustering in `lines.rs`.

use std::ops::Range;

use cas_page::{FontFace, Location, Page, Rect, Ruling, Span};

use crate::claims::Claims;
use crate::tolerance::PHRASE_EM;
use crate::{clean, lines, words};

/// A word: text without blanks that stands together on one line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Word {
    /// The text, in the arena of the sheet: use [`Sheet::text`].
    pub text: Span,
    /// First glyph edge in the arena of the sheet: use [`Sheet::edges`].
    pub edges: u32,
    /// The box: advance width, ascent and descent.
    pub area: Rect,
    /// y of the baseline.
    pub baseline: f32,
    /// Text size in points.
    pub size: f32,
    /// Index into [`Sheet::fonts`].
    pub font: u16,
    /// Number of the clip on its page, equal for words under equal clips; 0 without a clip smaller than the page.
    pub clip: u16,
    /// Number of the show operation that painted its first glyph.
    pub show: u32,
    /// True when a blank was painted right after it.
    pub blank_after: bool,
    /// True when several show operations painted it: only then can it hold the text of two touching cells.
    pub joined: bool,
}

/// Words on one baseline, left to right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Line {
    /// Index of the first word.
    pub first: u32,
    /// One past the index of the last word.
    pub end: u32,
    /// y of the baseline of most of its words (the first one's).
    pub baseline: f32,
    /// The box around all words.
    pub area: Rect,
    /// Largest text size on the line.
    pub size: f32,
}

impl Line {
    /// The indices of its words in [`Sheet::words`].
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// Why a run is not among the words of a sheet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum AsideKind {
    /// Painted a second time at (nearly) the same place.
    Twin,
    /// Hindi twin of a label: a Devanagari font or Devanagari characters.
    Overlay,
    /// Reads upwards, downwards or upside down (stamps).
    Rotated,
    /// At any other angle (watermarks).
    Oblique,
    /// Painted invisibly.
    Invisible,
}

/// A run that was set aside, with the reason.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aside {
    /// The text and its place.
    pub word: Word,
    /// Why.
    pub kind: AsideKind,
}

/// A page as words, lines and what was set aside. Nothing painted on the page is missing here.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Page number, from 1.
    pub number: u32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Words in reading order: lines top to bottom, words left to right.
    pub words: Vec<Word>,
    /// Lines top to bottom; together they hold every word once.
    pub lines: Vec<Line>,
    /// Left edge of the line that begins furthest left; beyond every page where there is none.
    pub margin: f32,
    /// Runs that are no words, in painting order within each kind.
    pub asides: Vec<Aside>,
    /// One mark per word.
    pub claims: Claims,
    /// Fonts of the page.
    pub fonts: Vec<FontFace>,
    /// Rules and boxes of the page.
    pub rulings: Vec<Ruling>,
    text: String,
    edges: Vec<f32>,
    /// Where in the text a word goes on with another show operation; ascending.
    joints: Vec<u32>,
}

impl Sheet {
    /// Reads a page. The page is used up: its arenas become those of the sheet.
    #[must_use]
    pub fn from_page(page: Page) -> Self {
        let mut sheet = Self {
            number: page.number,
            width: page.width,
            height: page.height,
            fonts: page.fonts,
            rulings: page.rulings,
            text: page.text,
            edges: page.edges,
            ..Self::default()
        };
        let mut arena = Arena { text: &mut sheet.text, edges: &mut sheet.edges, joints: &mut sheet.joints };
        let mut pieces = words::split_runs(&mut arena, &page.runs, &sheet.fonts, &mut sheet.asides);
        let rows = lines::cluster(&mut pieces);
        clean::set_twins_aside(&arena, &mut pieces, &rows, &mut sheet.asides);
        words::join(&mut arena, &pieces, &rows, &mut sheet.words, &mut sheet.lines);
        sheet.margin = sheet.lines.iter().map(|line| line.area.x0).fold(f32::INFINITY, f32::min);
        sheet.claims = Claims::new(sheet.words.len());
        // All pages of a statement stay in memory until it is read: what was reserved and not used goes back.
        sheet.text.shrink_to_fit();
        sheet.edges.shrink_to_fit();
        sheet.joints.shrink_to_fit();
        sheet.words.shrink_to_fit();
        sheet.rulings.shrink_to_fit();
        sheet
    }

    /// True when a word holds U+FFFD: a code that its font does not explain.
    #[must_use]
    pub fn has_unmapped_words(&self) -> bool {
        // The text of the whole page is asked first: it hardly ever holds one.
        let unmapped = |text: &str| text.contains(char::REPLACEMENT_CHARACTER);
        unmapped(&self.text) && self.words.iter().any(|word| unmapped(self.text(word)))
    }

    /// The text of a word or of any span of this sheet.
    #[must_use]
    pub fn text(&self, word: &Word) -> &str {
        word.text.of(&self.text)
    }

    /// The text of a span of this sheet (a part of a word).
    #[must_use]
    pub fn span(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The glyph edges of a word: x of the left edge of every character and of the right edge of the last.
    /// Empty when the page came without edges.
    #[must_use]
    pub fn edges(&self, word: &Word) -> &[f32] {
        let count = self.text(word).chars().count() + 1;
        let start = word.edges as usize;
        self.edges.get(start..start + count).unwrap_or(&[])
    }

    /// The bytes of a word's text at which another show operation begins, ascending. Cells that touch are painted by
    /// operations of their own; so are the parts of a kerned word.
    pub fn joints(&self, word: &Word) -> impl Iterator<Item = usize> + Clone + '_ {
        let first = self.joints.partition_point(|at| *at <= word.text.start);
        let own = self.joints.get(first..).filter(|_| word.joined).unwrap_or(&[]);
        let (start, end) = (word.text.start, word.text.end);
        own.iter().take_while(move |at| **at < end).map(move |at| (at - start) as usize)
    }

    /// Cuts a word at the glyph edge nearest to `x` when that is within `reach` points and inside the word.
    #[must_use]
    pub fn cut(&self, word: &Word, x: f32, reach: f32) -> Option<(Span, Span, f32)> {
        let text = self.text(word);
        let edges = self.edges(word);
        let mut best: Option<(usize, f32)> = None;
        for ((at, _), &edge) in text.char_indices().zip(edges).skip(1) {
            let distance = (edge - x).abs();
            if distance <= reach && best.is_none_or(|(_, nearest)| distance < (nearest - x).abs()) {
                best = Some((at, edge));
            }
        }
        let (at, edge) = best?;
        let middle = word.text.start + at as u32;
        Some((Span { start: word.text.start, end: middle }, Span { start: middle, end: word.text.end }, edge))
    }

    /// The words of a line.
    #[must_use]
    pub fn words_of(&self, line: &Line) -> &[Word] {
        self.words.get(line.range()).unwrap_or(&[])
    }

    /// The indices of those words of a line that start at `x0` or later and before `x1`: one of several boxes that
    /// stand side by side.
    #[must_use]
    pub fn within(&self, line: &Line, x0: f32, x1: f32) -> Range<usize> {
        let words = self.words_of(line);
        let first = words.partition_point(|word| word.area.x0 < x0);
        let end = words.partition_point(|word| word.area.x0 < x1).max(first);
        line.first as usize + first..line.first as usize + end
    }

    /// Splits the words of a line at gaps wider than a blank.
    pub fn phrases(&self, words: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut at = words.start;
        std::iter::from_fn(move || {
            let start = at;
            let mut last = self.words.get(start).filter(|_| start < words.end)?;
            at += 1;
            while let Some(next) = self.words.get(at).filter(|_| at < words.end) {
                if next.area.x0 - last.area.x1 > PHRASE_EM * last.size.min(next.size) {
                    break;
                }
                last = next;
                at += 1;
            }
            Some(start..at)
        })
    }

    /// Some of the words by themselves, as a page that holds nothing else: no lines, no glyph edges.
    #[must_use]
    pub fn excerpt(&self, words: Range<usize>) -> Self {
        let words = self.words.get(words).unwrap_or(&[]);
        let mut excerpt = Self {
            number: self.number,
            width: self.width,
            height: self.height,
            words: Vec::with_capacity(words.len()),
            text: String::with_capacity(room(words)),
            ..Self::default()
        };
        for word in words {
            let start = excerpt.text.len() as u32;
            excerpt.text.push_str(self.text(word));
            let text = Span { start, end: excerpt.text.len() as u32 };
            excerpt.words.push(Word { text, edges: 0, ..*word });
        }
        excerpt
    }

    /// Texts of words, joined by one blank each.
    #[must_use]
    pub fn joined(&self, words: Range<usize>) -> String {
        let words = self.words.get(words).unwrap_or(&[]);
        let mut out = String::with_capacity(room(words));
        for word in words {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(self.text(word));
        }
        out
    }

    /// Texts of the words of a line, joined by one blank each.
    #[must_use]
    pub fn line_text(&self, line: &Line) -> String {
        self.joined(line.range())
    }

    /// True when the line starts with `label`, blanks and letter case aside: `Folio No :` starts with `Folio No:`.
    /// Does not allocate.
    #[must_use]
    pub fn starts_with(&self, line: &Line, label: &str) -> bool {
        self.prefix(line.range(), label).is_some()
    }

    /// Finds `label` at the start of `words`, blanks and letter case aside. Returns the number of words that it uses
    /// up and the rest of the last of them (`PAN:ABCDE1234F` with label `PAN:` leaves `ABCDE1234F`).
    #[must_use]
    pub fn prefix(&self, words: Range<usize>, label: &str) -> Option<(usize, Span)> {
        let mut wanted = label.chars().filter(|character| !character.is_whitespace());
        let mut next = wanted.next();
        for (count, word) in self.words.get(words).unwrap_or(&[]).iter().enumerate() {
            for (at, character) in self.text(word).char_indices() {
                match next {
                    None => {
                        return Some((
                            count + 1,
                            Span { start: word.text.start + at as u32, end: word.text.end },
                        ));
                    }
                    Some(label) if label.eq_ignore_ascii_case(&character) => next = wanted.next(),
                    Some(_) => return None,
                }
            }
            if next.is_none() {
                return Some((count + 1, Span { start: word.text.end, end: word.text.end }));
            }
        }
        None
    }

    /// Where a line stands.
    #[must_use]
    pub fn location(&self, line: &Line) -> Location {
        Location::new(self.number, line.area)
    }

    /// How many runs were set aside for a reason.
    #[must_use]
    pub fn aside_count(&self, kind: AsideKind) -> usize {
        self.asides.iter().filter(|aside| aside.kind == kind).count()
    }

    /// Words that nobody has claimed, in reading order.
    pub fn unclaimed(&self) -> impl Iterator<Item = &Word> {
        self.claims.unclaimed().filter_map(|index| self.words.get(index))
    }
}

/// Bytes that the texts of words take with a blank behind each.
fn room(words: &[Word]) -> usize {
    words.iter().map(|word| (word.text.end - word.text.start) as usize + 1).sum()
}

/// The text and edge arenas while a sheet is being built.
pub(crate) struct Arena<'a> {
    pub(crate) text: &'a mut String,
    pub(crate) edges: &'a mut Vec<f32>,
    pub(crate) joints: &'a mut Vec<u32>,
}
