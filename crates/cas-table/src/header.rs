//! Finds the printed header of a table: labels that stand on one to seven lines, stacked per column.

use std::ops::Range;

use cas_page::Rect;

use crate::claims::Furniture;
use crate::columns::{Band, Columns};
use crate::sheet::{Line, Sheet, Word};
use crate::spec::{TableSpec, initial, same_label};
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

/// A label and what it begins with: most labels are told from what is printed by that.
type Initialled = (Option<u8>, &'static str);

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
        let initialled = |label: &&'static str| (initial(label.split_whitespace()), *label);
        let labels: Vec<Vec<Initialled>> =
            self.columns.iter().map(|column| column.labels.iter().map(initialled).collect()).collect();
        let mut stacks = Vec::new();
        let mut words = 0;
        for last in start..(start + HEADER_LINES).min(lines.end).min(sheet.lines.len()) {
            if last > start && !is_next_header_line(sheet, last - 1, last) {
                break;
            }
            let Some(line) = sheet.lines.get(last) else { break };
            words += line.range().len();
            if words > HEADER_WORDS {
                break;
            }
            stack_line(sheet, line, &mut stacks);
            let Some(header) = self.match_stacks(sheet, &stacks, &labels, start..last + 1) else { continue };
            let score = (header.columns.count(), header.words.len());
            if best.as_ref().is_none_or(|(columns, words, _)| score > (*columns, *words)) {
                best = Some((score.0, score.1, header));
            }
        }
        best.map(|(_, _, header)| header)
    }

    fn match_stacks(
        &self,
        sheet: &Sheet,
        stacks: &[Stack],
        labels: &[Vec<Initialled>],
        lines: Range<usize>,
    ) -> Option<Header> {
        let mut bands: Vec<Band> = Vec::new();
        let mut words = Vec::new();
        let begin: Vec<Option<u8>> = stacks.iter().map(|stack| initial(texts(sheet, stack))).collect();
        for (index, (column, labels)) in self.columns.iter().zip(labels).enumerate() {
            let hit = stacks.iter().zip(&begin).find(|(stack, begins)| {
                let says = |(first, label): &Initialled| {
                    (first.is_none() || first == *begins) && same_label(texts(sheet, stack), label)
                };
                labels.iter().any(says) && bands.iter().all(|band| band.label != stack.area)
            });
            match hit {
                Some((stack, _)) => {
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

/// Adds the phrases of a line to the stacks of the lines above it, where they overlap across.
fn stack_line(sheet: &Sheet, line: &Line, stacks: &mut Vec<Stack>) {
    let mut first = line.first;
    let words = sheet.words_of(line);
    for (index, word) in words.iter().enumerate() {
        let last = words.get(index + 1).is_none_or(|next| is_new_phrase(word, next));
        if last {
            let end = line.first + index as u32 + 1;
            add_phrase(sheet, stacks, first..end);
            first = end;
        }
    }
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
