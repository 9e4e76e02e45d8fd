//! The numbers at the end of a line, and numbers that two touching cells make up.

use std::ops::Range;

use cas_model::date::parse_date;
use cas_table::{Sheet, Word};

use crate::value::RUPEE_SIGNS;

/// A blank is at most so wide; cells stand further apart.
const BLANK_EM: f32 = 0.4;

/// A number or nil mark: a word, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cell<'s> {
    /// As printed.
    pub(crate) text: &'s str,
    /// Left edge.
    pub(crate) x0: f32,
    /// Right edge.
    pub(crate) x1: f32,
    /// Index of the word.
    pub(crate) word: usize,
}

/// The last numbers and nil marks of a line, at most `most`, none left of `limit`: where they begin and the cells.
pub(crate) fn tail<'s>(
    sheet: &'s Sheet,
    words: Range<usize>,
    most: usize,
    limit: f32,
) -> (usize, Vec<Cell<'s>>) {
    let mut cells: Vec<Cell<'s>> = Vec::new();
    let mut end = words.end;
    while end > words.start && cells.len() < most {
        let Some(word) = sheet.words.get(end - 1) else { break };
        let text = sheet.text(word);
        if word.area.x1 < limit || !is_cell(text) || (word.area.x0 < limit && !is_glued(text)) {
            break;
        }
        if continues_text(sheet, &words, end - 1) {
            break;
        }
        let pieces = pieces(text);
        for piece in pieces.iter().rev().filter(|piece| !piece.is_empty()) {
            cells.push(cell_of(sheet, word, piece, end - 1));
        }
        end -= 1;
    }
    cells.reverse();
    (end, cells)
}

/// True for a number or dash that follows a word of text after a mere blank: `SCHEME 1`, `FUND -`.
fn continues_text(sheet: &Sheet, words: &Range<usize>, at: usize) -> bool {
    let before = at.checked_sub(1).filter(|before| words.contains(before));
    match (before.and_then(|before| sheet.words.get(before)), sheet.words.get(at)) {
        (Some(before), Some(word)) => {
            word.area.x0 - before.area.x1 <= BLANK_EM * word.size && !is_cell(sheet.text(before))
        }
        _ => false,
    }
}

fn cell_of<'s>(sheet: &Sheet, word: &Word, piece: &'s str, index: usize) -> Cell<'s> {
    let text = sheet.text(word);
    let edges = sheet.edges(word);
    let start = piece.as_ptr() as usize - text.as_ptr() as usize;
    let from = text.get(..start).map_or(0, |before| before.chars().count());
    let to = from + piece.chars().count();
    let edge = |at: usize, otherwise: f32| edges.get(at).copied().unwrap_or(otherwise);
    Cell { text: piece, x0: edge(from, word.area.x0), x1: edge(to, word.area.x1), word: index }
}

/// True for a number, a nil mark, or several of them glued.
pub(crate) fn is_cell(text: &str) -> bool {
    let mut digits = false;
    let mut marks = false;
    for character in text.chars() {
        match character {
            '0'..='9' => digits = true,
            '-' | '\u{2212}' => marks = true,
            '.' | ',' | '(' | ')' | '+' | '\u{ad}' | '%' => {}
            sign if RUPEE_SIGNS.contains(&sign) => {}
            _ => return matches!(text, "NA" | "N.A." | "N.A" | "Nil" | "NIL") || is_masked(text),
        }
    }
    (digits && !is_date(text) && !text.ends_with(['-', '+'])) || (marks && !digits)
}

/// A number whose digits are hidden: `XXX.XXXX`, `***.**`.
fn is_masked(text: &str) -> bool {
    text.len() >= 2 && text.bytes().all(|byte| matches!(byte, b'X' | b'x' | b'*' | b'.' | b','))
}

/// True when a word holds more than one cell.
fn is_glued(text: &str) -> bool {
    pieces(text).iter().filter(|piece| !piece.is_empty()).count() > 1
}

/// True for `05-04-2026`, `05-Apr-2026` and the same with strokes.
pub(crate) fn is_date(text: &str) -> bool {
    text.len() >= 8
        && text.bytes().filter(|byte| matches!(byte, b'-' | b'/')).count() == 2
        && parse_date(text).is_some()
}

/// Splits `--1250.000` and `112.500011,25,000.00`; a word that is one cell stays whole.
fn pieces(text: &str) -> [&str; 3] {
    if let Some(rest) = text.strip_prefix("--") {
        if rest.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
            let (nil, rest) = text.split_at_checked(2).unwrap_or((text, ""));
            let [first, second, _] = pieces(rest);
            return [nil, first, second];
        }
        if rest.starts_with("--") {
            let (nil, rest) = text.split_at_checked(2).unwrap_or((text, ""));
            let [first, second, _] = pieces(rest);
            return [nil, first, second];
        }
        return [text, "", ""];
    }
    if let Some(number) = text.strip_suffix("--").filter(|number| !number.is_empty()) {
        return [number, text.get(number.len()..).unwrap_or(""), ""];
    }
    match split_decimals(text) {
        Some((first, second)) => [first, second, ""],
        None => [text, "", ""],
    }
}

/// The ways to part a price and a value that touch, most decimals of the price first.
pub(crate) fn partings(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let point = text.find('.');
    [4, 3, 2, 1].into_iter().filter_map(move |decimals| text.split_at_checked(point? + 1 + decimals)).filter(
        |(first, second)| {
            first.bytes().last().is_some_and(|byte| byte.is_ascii_digit()) && is_grouped_value(second)
        },
    )
}

/// Splits two numbers with decimals: the second is a value with Indian digit groups and two decimals where one of the
/// places fits, else the first has three decimals.
fn split_decimals(text: &str) -> Option<(&str, &str)> {
    let point = text.find('.')?;
    let last = text.rfind('.').filter(|last| *last > point)?;
    partings(text).next().or_else(|| text.split_at_checked(point + 4).filter(|_| point + 3 < last))
}

/// `11,25,000.00`, `500.00`, `0.00`: no leading zero, Indian groups, two decimals.
fn is_grouped_value(text: &str) -> bool {
    let Some((whole, decimals)) = text.strip_prefix('-').unwrap_or(text).split_once('.') else {
        return false;
    };
    if decimals.len() != 2 || whole.is_empty() || (whole.starts_with('0') && whole != "0") {
        return false;
    }
    let groups = whole.split(',').count();
    whole.split(',').enumerate().all(|(index, group)| {
        let digits = group.bytes().all(|byte| byte.is_ascii_digit());
        let length = match (index, groups - index) {
            (0, 1) => (1..=3).contains(&group.len()),
            (0, _) => (1..=2).contains(&group.len()),
            (_, 1) => group.len() == 3,
            _ => group.len() == 2,
        };
        digits && length
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use cas_table::Draft;

    #[test]
    fn glued_cells() {
        for (text, expected) in [
            ("112.500011,25,000.00", ["112.5000", "11,25,000.00", ""]),
            ("690.7428,979.65", ["690.742", "8,979.65", ""]),
            ("97.64201,01,873.76", ["97.6420", "1,01,873.76", ""]),
            ("10.0000.00", ["10.000", "0.00", ""]),
            ("--1250.000", ["--", "1250.000", ""]),
            ("----", ["--", "--", ""]),
            ("8.000--", ["8.000", "--", ""]),
            ("1,00,000.00", ["1,00,000.00", "", ""]),
            ("-500.00", ["-500.00", "", ""]),
            ("--", ["--", "", ""]),
        ] {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }

    #[test]
    fn the_tail_stops_at_text_at_the_limit_and_at_the_count() {
        let sheet = Draft::new()
            .left(100.0, 50.0, 7.0, "BOND RS 10")
            .left(262.0, 50.0, 7.0, "8.000")
            .left(300.0, 50.0, 7.0, "--")
            .left(400.0, 50.0, 7.0, "112.500011,25,000.00")
            .sheet();
        let words = 0..sheet.words.len();
        let texts = |most, limit| {
            let (end, cells) = tail(&sheet, words.clone(), most, limit);
            (end, cells.iter().map(|cell| cell.text).collect::<Vec<_>>())
        };
        assert_eq!(texts(9, 250.0), (3, vec!["8.000", "--", "112.5000", "11,25,000.00"]));
        assert_eq!(texts(2, 250.0), (5, vec!["112.5000", "11,25,000.00"]));
        let (_, cells) = tail(&sheet, words, 9, 0.0);
        assert_eq!(cells.len(), 5);
        assert!(cells.last().is_some_and(|cell| cell.x0 > 420.0));
    }

    #[test]
    fn cells_and_dates() {
        assert!(
            is_cell("1,000.00") && is_cell("--") && is_cell(".05") && is_cell("-12.28") && is_cell("N.A.")
        );
        assert!(!is_cell("05-04-2026") && !is_cell("42/62") && !is_cell("ARN-0000") && !is_cell("1/-"));
        assert!(is_date("05-04-2026") && is_date("18-Aug-2026") && !is_date("05042026"));
        assert!(is_date("05/04/2026") && !is_date("70000001/33") && !is_date("1,205.042.026"));
    }
}
