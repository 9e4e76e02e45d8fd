//! The header of a CDSL table: which lines it has, and where its labels stand.

use std::ops::Range;

use cas_table::tolerance::{HEADER_LINES, HEADER_PITCH_EM};
use cas_table::{Furniture, Line, Sheet, Word};

use super::learned::{GAP_EM, Slot};
use super::middle::{MiddleSpec, Segment, Wraps};
use super::stacks::unmarked;
use crate::depository::remark::is_row_like;

/// One line of a header holds at least so many labels.
const LABELS_AT_LEAST: usize = 3;
/// A word of a header stands below another one when they overlap across by more than this.
const COVER_EM: f32 = 0.1;
/// So many lines that nobody knows may stand above a header (`(Continued)` above one that a page repeats).
const LINES_ABOVE: usize = 4;

/// Claims the header lines at the start of a segment and returns what follows; `labels` gets the first header's. What
/// stands above the header is none of the table and stays unclaimed.
pub(crate) fn skip_header<'s>(
    segment: &Segment<'s>,
    spec: &MiddleSpec,
    labels: &mut Option<Vec<Slot>>,
) -> Segment<'s> {
    let sheet = segment.sheet;
    let Some(header) = header_lines(segment, spec.vocabulary) else { return segment.clone() };
    for line in sheet.lines.get(header.clone()).unwrap_or(&[]) {
        sheet.claims.furniture(line.range(), Furniture::ColumnHeader);
    }
    let end = header.end;
    if labels.is_none() {
        *labels = find_labels(sheet, header, spec);
    }
    Segment { sheet, lines: end..segment.lines.end }
}

/// True when a segment starts with a header of this table, or has one below a few lines that look like no row.
pub(super) fn has_header(segment: &Segment<'_>, spec: &MiddleSpec) -> bool {
    header_lines(segment, spec.vocabulary).is_some()
}

/// True when the very first line of a segment is one of a header of this table.
pub(super) fn begins_with_header(segment: &Segment<'_>, spec: &MiddleSpec) -> bool {
    header_end(segment, segment.lines.start, spec.vocabulary) > segment.lines.start
}

/// The lines of the header at the start of a segment, or below a few lines that look like no row.
fn header_lines(segment: &Segment<'_>, vocabulary: &[&str]) -> Option<Range<usize>> {
    let sheet = segment.sheet;
    let no_row = |at: &usize| sheet.lines.get(*at).is_some_and(|line| !is_row_like(sheet, line));
    let starts = segment.lines.clone().take(LINES_ABOVE + 1).take_while(no_row);
    starts.map(|start| start..header_end(segment, start, vocabulary)).find(|lines| !lines.is_empty())
}

/// One past the last line of a header that begins at `start`: lines of header words at the pitch of one cell, one of
/// which holds three labels and more.
fn header_end(segment: &Segment<'_>, start: usize, vocabulary: &[&str]) -> usize {
    let sheet = segment.sheet;
    let lines = sheet.lines.get(..segment.lines.end).unwrap_or(&[]);
    let mut end = start;
    let mut labels = 0;
    while let Some(line) = lines.get(end) {
        let above = lines.get(start.max(end.saturating_sub(HEADER_LINES))..end).unwrap_or(&[]);
        let gap = above.last().map(|above| line.baseline - above.baseline);
        let near = gap.is_none_or(|gap| gap <= HEADER_PITCH_EM * line.size);
        if !near || !is_header_line(sheet, line, above, vocabulary) {
            break;
        }
        labels = labels.max(phrases(sheet, line));
        end += 1;
    }
    if labels >= LABELS_AT_LEAST { end } else { start }
}

/// Number of phrases on a line.
fn phrases(sheet: &Sheet, line: &Line) -> usize {
    let words = sheet.words_of(line);
    let gaps = words.windows(2).filter(|pair| match pair {
        [left, right] => right.area.x0 - left.area.x1 > GAP_EM * left.size,
        _ => false,
    });
    gaps.count() + usize::from(!words.is_empty())
}

/// True when the words of a line are words of the header: all of them, or two of three. `above` holds the lines of the
/// header so far: a word may begin there and end here.
fn is_header_line(sheet: &Sheet, line: &Line, above: &[Line], vocabulary: &[&str]) -> bool {
    let (mut known, mut unknown) = (0, 0);
    for word in sheet.words_of(line) {
        let text = sheet.text(word);
        let core = unmarked(text).unwrap_or(text).trim_matches(|c: char| !c.is_alphanumeric());
        if core.bytes().any(|byte| byte.is_ascii_digit()) || text.bytes().all(|byte| byte == b'-') {
            return false;
        }
        // No row has marks of stacked labels.
        known += usize::from(unmarked(text).is_some());
        let is_known = |known: &&str| same_word(core, known) || begins(text, known);
        match vocabulary.iter().any(is_known) || ends_word(sheet, word, core, above, vocabulary) {
            _ if core.is_empty() || matches!(core, "Rs" | "INR") => {}
            true => known += 1,
            false => unknown += 1,
        }
    }
    known >= 2 * unknown
}

/// The part of a word before the hyphen at which it wraps: `Unreali-`, of whichever kind the hyphen is.
fn stem(text: &str) -> Option<&str> {
    let stem = text.strip_suffix(['-', '\u{ad}'])?;
    (!stem.is_empty() && stem.chars().all(char::is_alphabetic)).then_some(stem)
}

/// True for the beginning of a word before a hyphen.
fn begins(printed: &str, known: &str) -> bool {
    let head = stem(printed).and_then(|stem| Some((stem, known.get(..stem.len())?)));
    head.is_some_and(|(stem, head)| stem.eq_ignore_ascii_case(head))
}

/// True for the end of a word of the header that begins in the lines above.
fn ends_word(sheet: &Sheet, word: &Word, end: &str, above: &[Line], vocabulary: &[&str]) -> bool {
    let mut uppers = above
        .iter()
        .flat_map(|line| sheet.words_of(line))
        .filter(|upper| upper.area.x_overlap(&word.area) > COVER_EM * word.size);
    uppers.any(|upper| {
        let stem = stem(sheet.text(upper)).unwrap_or_default();
        let is_whole = |known: &&str| {
            let rest = known.get(..stem.len()).and(known.get(stem.len()..));
            begins(sheet.text(upper), known) && rest.is_some_and(|rest| rest.eq_ignore_ascii_case(end))
        };
        !stem.is_empty() && vocabulary.iter().any(is_whole)
    })
}

/// Equal, soft hyphens aside.
fn same_word(printed: &str, known: &str) -> bool {
    printed.eq_ignore_ascii_case(known)
        || (!printed.is_ascii() && printed.chars().filter(|c| *c != '\u{ad}').eq(known.chars()))
}

/// Places of the labels on the header lines, left to right.
fn find_labels(sheet: &Sheet, lines: Range<usize>, spec: &MiddleSpec) -> Option<Vec<Slot>> {
    let mut found: Vec<Slot> = match spec.header.find(sheet, lines.clone()) {
        Some(header) => header
            .columns
            .bands()
            .iter()
            .map(|band| Slot { column: band.column, x0: band.label.x0, x1: band.label.x1 })
            .collect(),
        None => Vec::new(),
    };
    // Labels may stand so close that those of neighbours run together: they are no labels of ours then. Stacked balances
    // may be more than the spec knows.
    if found.len() < spec.header.columns.len() || spec.wraps == Wraps::Told {
        let words = first_words(sheet, lines.clone(), spec);
        if words.len() > found.len() {
            found = words;
        }
    }
    add_unknown(sheet, lines, spec, &mut found);
    if let Some((left, right)) = spec.halves {
        halve(&mut found, left, right);
    }
    found.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    (!found.is_empty()).then_some(found)
}

/// The words of a header that no other word stands above, left to right: the first lines of its labels, on whatever
/// line each label starts.
fn top_words<'s>(sheet: &'s Sheet, lines: &[Line]) -> Vec<&'s Word> {
    let mut above: Vec<&Word> = Vec::new();
    let mut tops: Vec<&Word> = Vec::new();
    for line in lines {
        let words = sheet.words_of(line);
        let covered =
            |word: &&Word| above.iter().any(|upper| upper.area.x_overlap(&word.area) > COVER_EM * word.size);
        tops.extend(words.iter().filter(|word| !covered(word)));
        above.extend(words);
    }
    tops.sort_by(|a, b| a.area.x0.total_cmp(&b.area.x0));
    tops
}

/// For a header with a wording that we do not know, or labels too close to tell apart: each label by its first word, in
/// printed order, with the words of its phrase. Stacked balances under labels that we do not know are columns of their
/// own, beyond those of the spec.
fn first_words(sheet: &Sheet, lines: Range<usize>, spec: &MiddleSpec) -> Vec<Slot> {
    let words = top_words(sheet, sheet.lines.get(lines).unwrap_or(&[]));
    let words = words.as_slice();
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for (column, spec) in spec.header.columns.iter().enumerate() {
        let hit = |label: &&str| (at..words.len()).find(|&word| starts_label(sheet, words, word, label));
        if let Some(hit) = spec.labels.iter().find_map(hit) {
            starts.push((hit, column));
            at = hit + 1;
        }
    }
    let mut other = spec.header.columns.len();
    for (at, word) in words.iter().enumerate() {
        if is_first(sheet.text(word)) && starts.iter().all(|(known, _)| *known != at) {
            starts.push((at, other));
            other += 1;
        }
    }
    let slot = |(at, column): (usize, usize)| {
        let rest = words.get(at..)?;
        let phrase = rest.windows(2).take_while(|pair| match pair {
            [left, right] => {
                right.area.x0 - left.area.x1 <= GAP_EM * left.size && unmarked(sheet.text(right)).is_none()
            }
            _ => false,
        });
        let first = rest.first()?;
        let x1 = phrase.last().and_then(<[&Word]>::last).map_or(first.area.x1, |last| last.area.x1);
        Some(Slot { column, x0: first.area.x0, x1 })
    };
    starts.into_iter().filter_map(slot).collect()
}

/// True for `a)`, with which the first of two stacked labels begins.
fn is_first(text: &str) -> bool {
    unmarked(text).is_some() && text.starts_with(['a', 'A'])
}

/// True when the first word of a label stands at `at`; `a)` before it is no word of its own.
fn starts_label(sheet: &Sheet, words: &[&Word], at: usize, label: &str) -> bool {
    let text = |at: usize| words.get(at).map_or("", |word| sheet.text(word));
    let mut wanted = label.split_whitespace();
    let Some(first) = wanted.next() else { return false };
    if unmarked(first).is_none() {
        let first = first.trim_end_matches('…');
        return same_word(text(at), first) || begins(text(at), first);
    }
    let name = match unmarked(text(at)).filter(|_| is_first(text(at))) {
        Some("") => text(at + 1),
        Some(glued) => glued,
        None => return false,
    };
    wanted.next().is_some_and(|wanted| same_word(name, wanted))
}

/// Numbers under labels that nobody knows stand in columns of their own, beyond those of the spec: without them all
/// numbers left of them would be counted into the column before.
fn add_unknown(sheet: &Sheet, lines: Range<usize>, spec: &MiddleSpec, found: &mut Vec<Slot>) {
    let texts = found.iter().filter(|slot| slot.column < spec.texts);
    let Some(last) = texts.map(|slot| slot.x0).max_by(f32::total_cmp) else { return };
    let mut labels: Vec<(f32, f32)> = Vec::new();
    for line in sheet.lines.get(lines).unwrap_or(&[]) {
        for phrase in sheet.phrases(line.range()) {
            let Some(words) = sheet.words.get(phrase) else { continue };
            let (Some(first), Some(end)) = (words.first(), words.last()) else { continue };
            let (mut x0, mut x1) = (first.area.x0, end.area.x1);
            labels.retain(|label| {
                let apart = label.1 <= x0 || x1 <= label.0;
                if !apart {
                    (x0, x1) = (x0.min(label.0), x1.max(label.1));
                }
                apart
            });
            labels.push((x0, x1));
        }
    }
    let mut column = found.iter().map(|slot| slot.column + 1).fold(spec.header.columns.len(), usize::max);
    for (x0, x1) in labels {
        if x0 > last && found.iter().all(|slot| slot.x1 <= x0 || x1 <= slot.x0) {
            found.push(Slot { column, x0, x1 });
            column += 1;
        }
    }
}

/// Gives the right half of a shared label to the column that has none of its own.
fn halve(labels: &mut Vec<Slot>, left: usize, right: usize) {
    if labels.iter().any(|slot| slot.column == right) {
        return;
    }
    if let Some(shared) = labels.iter_mut().find(|slot| slot.column == left) {
        let middle = (shared.x0 + shared.x1) / 2.0;
        let half = Slot { column: right, x0: middle, x1: shared.x1 };
        shared.x1 = middle;
        labels.push(half);
    }
}
