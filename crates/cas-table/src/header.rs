//! Finds the printed header of a table: labels that stand on one to seven lines, stacked per column.

use std::ops::Range;

use cas_page::Rect;

use crate::claims::Furniture;
use crate::columns::{Band, Columns};
use crate::sheet::{Sheet, Word};
use crate::spec::{TableSpec, same_label};
use crate::tolerance::{HEADER_LINES, HEADER_PITCH_EM, HEADER_WORDS, PHRASE_EM, STACK_EM};

/// A header that was found.
#[derive(Clone, Debug)]
pub struct Header {
    /// The lines it stands on; rows start after them.
    pub lines: Range<usize>,
    /// The columns under it.
    pub columns: Columns,
    words: Vec<u32>,
}

impl Header {
    pub(crate) fn new(lines: Range<usize>, columns: Columns, words: Vec<u32>) -> Self {
        Self { lines, columns, words }
    }

    /// The same header on another page, where its first line and first word are others.
    pub(crate) fn moved(&self, from: (usize, u32), to: (usize, u32)) -> Self {
        let line = |line: usize| line - from.0 + to.0;
        Self {
            lines: line(self.lines.start)..line(self.lines.end),
            columns: self.columns.clone(),
            words: self.words.iter().map(|word| word - from.1 + to.1).collect(),
        }
    }

    /// Claims the words of the labels as column header (words of other columns or boxes on the same lines stay).
    pub fn claim(&self, sheet: &Sheet) {
        for &word in &self.words {
            sheet.claims.furniture(word as usize..word as usize + 1, Furniture::ColumnHeader);
        }
    }
}

/// Words that make up one label: phrases of neighbouring lines that overlap across.
struct Stack {
    words: Vec<u32>,
    area: Rect,
}

impl TableSpec {
    /// Finds the first header of this table on `lines` of the sheet.
    ///
    /// Every required column must be there; a label may stand in any order and share its lines with foreign words.
    #[must_use]
    pub fn find(&self, sheet: &Sheet, lines: Range<usize>) -> Option<Header> {
        let mut at = lines.start;
        while at < lines.end.min(sheet.lines.len()) {
            if self.may_start(sheet, at)
                && let Some(header) = self.read(sheet, at, lines.clone())
            {
                return Some(header);
            }
            at += 1;
        }
        None
    }

    /// Cheap test: some word of the line starts a label of some column (the upper line of a header may hold labels of
    /// optional columns only: `Opening` and `Closing` above `Date ... Balance`).
    fn may_start(&self, sheet: &Sheet, line: usize) -> bool {
        let Some(line) = sheet.lines.get(line) else { return false };
        sheet.words_of(line).iter().any(|word| {
            let text = sheet.text(word).as_bytes();
            let first = text.first().map(u8::to_ascii_lowercase);
            let starts = |label: &&str| {
                let label = label.as_bytes();
                // Hardly any label gets further than its first letter.
                label.first().map(u8::to_ascii_lowercase) == first
                    && label.get(..text.len()).is_some_and(|head| head.eq_ignore_ascii_case(text))
            };
            self.columns.iter().any(|column| column.labels.iter().any(starts))
        })
    }

    /// Tries windows of one to seven lines from `start`; keeps the one that reads most labels, then most words.
    fn read(&self, sheet: &Sheet, start: usize, lines: Range<usize>) -> Option<Header> {
        let mut best: Option<(usize, usize, Header)> = None;
        for end in start + 1..=(start + HEADER_LINES).min(lines.end).min(sheet.lines.len()) {
            if end > start + 1 && !is_next_header_line(sheet, end - 2, end - 1) {
                break;
            }
            let Some(header) = self.match_window(sheet, start..end) else { continue };
            let score = (header.columns.count(), header.words.len());
            if best.as_ref().is_none_or(|(columns, words, _)| score > (*columns, *words)) {
                best = Some((score.0, score.1, header));
            }
        }
        best.map(|(_, _, header)| header)
    }

    fn match_window(&self, sheet: &Sheet, lines: Range<usize>) -> Option<Header> {
        let window = sheet.lines.get(lines.clone())?;
        if window.iter().map(|line| line.range().len()).sum::<usize>() > HEADER_WORDS {
            return None;
        }
        let stacks = stacks(sheet, lines.clone());
        let mut bands: Vec<Band> = Vec::new();
        let mut words = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            let hit = stacks.iter().find(|stack| {
                column.labels.iter().any(|label| same_label(texts(sheet, stack), label))
                    && bands.iter().all(|band| band.label != stack.area)
            });
            match hit {
                Some(stack) => {
                    bands.push(Band::new(index, stack.area, column));
                    words.extend_from_slice(&stack.words);
                }
                None if column.required => return None,
                None => {}
            }
        }
        Some(Header::new(lines, Columns::new(bands), words))
    }
}

fn texts<'a>(sheet: &'a Sheet, stack: &'a Stack) -> impl Iterator<Item = &'a str> {
    stack.words.iter().filter_map(|&word| sheet.words.get(word as usize)).map(|word| sheet.text(word))
}

fn is_next_header_line(sheet: &Sheet, upper: usize, lower: usize) -> bool {
    let (Some(upper), Some(lower)) = (sheet.lines.get(upper), sheet.lines.get(lower)) else { return false };
    lower.baseline - upper.baseline <= HEADER_PITCH_EM * upper.size.max(lower.size)
}

/// Phrases of each line, stacked where they overlap across.
fn stacks(sheet: &Sheet, lines: Range<usize>) -> Vec<Stack> {
    let mut stacks: Vec<Stack> = Vec::new();
    for line in sheet.lines.get(lines).unwrap_or(&[]) {
        let mut first = line.first;
        let words = sheet.words_of(line);
        for (index, word) in words.iter().enumerate() {
            let last = words.get(index + 1).is_none_or(|next| is_new_phrase(word, next));
            if last {
                let end = line.first + index as u32 + 1;
                add_phrase(sheet, &mut stacks, first..end);
                first = end;
            }
        }
    }
    stacks
}

fn is_new_phrase(left: &Word, right: &Word) -> bool {
    right.area.x0 - left.area.x1 > PHRASE_EM * left.size.min(right.size)
}

fn add_phrase(sheet: &Sheet, stacks: &mut Vec<Stack>, words: Range<u32>) {
    let Some(members) = sheet.words.get(words.start as usize..words.end as usize) else { return };
    let Some((head, rest)) = members.split_first() else { return };
    let area = rest.iter().fold(head.area, |area, word| area.union(&word.area));
    let mut home: Option<usize> = None;
    let mut index = 0;
    while let Some(stack) = stacks.get_mut(index) {
        if stack.area.x_overlap(&area) <= STACK_EM * head.size {
            index += 1;
            continue;
        }
        if let Some(home) = home {
            let joined = stacks.remove(index);
            if let Some(stack) = stacks.get_mut(home) {
                stack.words.extend(joined.words);
                stack.words.sort_unstable();
                stack.area = stack.area.union(&joined.area);
            }
        } else {
            stack.words.extend(words.clone());
            stack.area = stack.area.union(&area);
            home = Some(index);
            index += 1;
        }
    }
    if home.is_none() {
        stacks.push(Stack { words: words.collect(), area });
    }
}
