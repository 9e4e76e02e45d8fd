//! Splits sheets into sections at their heading lines.

use std::ops::Range;

use crate::sheet::Sheet;

/// How a heading is recognised; blanks and letter case are not compared.
#[derive(Clone, Copy, Debug)]
pub enum Heading {
    /// The line says exactly this.
    Is(&'static str),
    /// The line starts with this.
    StartsWith(&'static str),
}

/// A line of a document: which sheet (index, from 0) and which line of it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct LineAt {
    /// Index of the sheet.
    pub sheet: usize,
    /// Index of the line.
    pub line: usize,
}

/// Lines from a heading to the next one, over page breaks.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Section<K> {
    /// Which heading; `None` for what stands before the first.
    pub kind: Option<K>,
    /// The heading line (for the first section, the first line).
    pub start: LineAt,
    /// One past the last line.
    pub end: LineAt,
}

impl<K> Section<K> {
    /// The lines of this section on each sheet that it touches, its heading line included.
    pub fn spans<'s>(&'s self, sheets: &'s [Sheet]) -> impl Iterator<Item = (usize, Range<usize>)> + 's {
        (self.start.sheet..=self.end.sheet).filter_map(move |index| {
            let count = sheets.get(index)?.lines.len();
            let from = if index == self.start.sheet { self.start.line } else { 0 };
            let to = if index == self.end.sheet { self.end.line.min(count) } else { count };
            (from < to).then_some((index, from..to))
        })
    }
}

/// Splits the lines of a document at the first heading of the table that each line matches.
pub fn split_sections<K: Copy>(sheets: &[Sheet], headings: &[(Heading, K)]) -> Vec<Section<K>> {
    let mut sections =
        vec![Section { kind: None, start: LineAt { sheet: 0, line: 0 }, end: LineAt { sheet: 0, line: 0 } }];
    for (index, sheet) in sheets.iter().enumerate() {
        for (at, line) in sheet.lines.iter().enumerate() {
            let hit = headings.iter().find(|(heading, _)| match heading {
                Heading::StartsWith(text) => sheet.starts_with(line, text),
                Heading::Is(text) => sheet
                    .prefix(line.range(), text)
                    .is_some_and(|(count, rest)| count == line.range().len() && sheet.span(rest).is_empty()),
            });
            if let Some((_, kind)) = hit {
                let start = LineAt { sheet: index, line: at };
                if let Some(open) = sections.last_mut() {
                    open.end = start;
                }
                sections.push(Section { kind: Some(*kind), start, end: start });
            }
        }
    }
    if let (Some(open), Some(last)) = (sections.last_mut(), sheets.last()) {
        open.end = LineAt { sheet: sheets.len() - 1, line: last.lines.len() };
    }
    sections
}
