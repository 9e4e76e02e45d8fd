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
    /// Where decimals alone tell the end of the cell, the word from the start of the cell on; else empty.
    pub(crate) open: &'s str,
}

impl Cell<'_> {
    /// Moves the end of a cell and the start of the next one, which touch, behind the decimals of the column.
    pub(crate) fn cut_behind(&mut self, decimals: usize, next: &mut Self) {
        let end = self.open.find('.').map(|point| point + 1 + decimals);
        let parts = end.and_then(|end| self.open.split_at_checked(end)).filter(|_| self.word == next.word);
        let Some((own, rest)) = parts else { return };
        let left = (self.text.len() + next.text.len()).checked_sub(own.len());
        let ends = own.ends_with(|last: char| last.is_ascii_digit())
            && rest.starts_with(|first: char| first.is_ascii_digit() || first == '.');
        if let Some(text) = left.and_then(|left| rest.get(..left)).filter(|_| ends) {
            next.open = if next.open.is_empty() { "" } else { rest };
            (self.text, next.text) = (own, text);
        }
    }
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
        if word.area.x1 < limit || !is_cell(text) {
            break;
        }
        if cells.is_empty() {
            cells.reserve(most);
        }
        if is_single(text) {
            if word.area.x0 < limit || continues_text(sheet, &words, end - 1) {
                break;
            }
            let (x0, x1) = (word.area.x0, word.area.x1);
            cells.push(Cell { text, x0, x1, word: end - 1, open: "" });
            end -= 1;
            continue;
        }
        let mut pieces = pieces(text, sheet.joints(word));
        let Some(first) = pieces.next() else { break };
        let mut next = pieces.next();
        if (word.area.x0 < limit && next.is_none()) || continues_text(sheet, &words, end - 1) {
            break;
        }
        let start = cells.len();
        cells.push(cell_of(sheet, word, first, end - 1));
        while let Some(piece) = next {
            cells.push(cell_of(sheet, word, piece, end - 1));
            next = pieces.next();
        }
        cells.get_mut(start..).unwrap_or_default().reverse();
        end -= 1;
    }
    cells.reverse();
    (end, cells)
}

/// True for a word of one cell, as nearly all are: one point at most, and no nil mark.
fn is_single(text: &str) -> bool {
    let (mut points, mut above) = (0, 0);
    for byte in text.bytes() {
        if byte == b'-' && above == b'-' {
            return false;
        }
        points += u32::from(byte == b'.');
        above = byte;
    }
    points < 2
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

fn cell_of<'s>(sheet: &Sheet, word: &Word, (piece, open): (&'s str, &'s str), index: usize) -> Cell<'s> {
    let text = sheet.text(word);
    let edges = sheet.edges(word);
    let start = piece.as_ptr() as usize - text.as_ptr() as usize;
    let from = text.get(..start).map_or(0, |before| before.chars().count());
    let to = from + piece.chars().count();
    let edge = |at: usize, otherwise: f32| edges.get(at).copied().unwrap_or(otherwise);
    Cell { text: piece, x0: edge(from, word.area.x0), x1: edge(to, word.area.x1), word: index, open }
}

/// Longest word that may be cells, in bytes: a row has some ten of them.
const LONGEST: usize = 240;

/// True for a number, a nil mark, or several of them glued.
pub(crate) fn is_cell(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
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

/// True for `05-04-2026`, `05-Apr-2026` and the same with strokes.
pub(crate) fn is_date(text: &str) -> bool {
    text.len() >= 8
        && text.bytes().filter(|byte| matches!(byte, b'-' | b'/')).count() == 2
        && parse_date(text).is_some()
}

/// The cells of a word, left to right: `--1250.000`, `112.500011,25,000.00`; a word that is one cell stays whole. The
/// second value is what [`Cell::open`] says. `joints` tells where other show operations begin.
fn pieces(text: &str, joints: impl Iterator<Item = usize> + Clone) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let whole = Some(rest).filter(|rest| !rest.is_empty())?;
        let from = text.len() - whole.len();
        let joints = joints.clone().filter_map(|at| at.checked_sub(from));
        let (end, sure) = first_end(whole, joints);
        let (piece, after) = whole.split_at_checked(end).filter(|_| end > 0).unwrap_or((whole, ""));
        rest = after;
        Some((piece, if sure { "" } else { whole }))
    })
}

/// Where the first cell of a word ends, and whether more than decimals tell.
fn first_end(text: &str, joints: impl Iterator<Item = usize>) -> (usize, bool) {
    let mut joints = joints.filter(|at| *at > 0);
    if let Some(rest) = text.strip_prefix("--") {
        let next = rest.starts_with(|first: char| first.is_ascii_digit() || first == '.');
        let cut = next || rest.starts_with("--") || joints.any(|at| at == 2);
        return (if cut { 2 } else { text.len() }, true);
    }
    let whole = text.strip_suffix("--").filter(|number| !number.is_empty()).map_or(text.len(), str::len);
    let Some(point) = text.find('.') else { return (whole, true) };
    let Some(last) = text.rfind('.').filter(|last| *last > point) else { return (whole, true) };
    let digits = text.bytes().skip(point + 1).take_while(u8::is_ascii_digit).count();
    let end = point + 1 + digits;
    // Two numbers: the second begins where its show operation does, with its sign, or behind the decimals of the first.
    let mut inside = joints.filter(|at| (point + 2..=end).contains(at));
    match (inside.next(), inside.next(), text.get(end..)) {
        (Some(joint), None, _) => return (joint, true),
        (_, _, Some(rest)) if digits > 0 && rest.starts_with(['-', '\u{2212}']) => return (end, true),
        _ => {}
    }
    match partings(text).next() {
        Some((first, _)) => (first.len(), false),
        // The first has three decimals where no value follows.
        None if point + 3 < last => (point + 4, false),
        None => (text.len(), true),
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
            ("112.500011,25,000.00", &["112.5000", "11,25,000.00"][..]),
            ("690.7428,979.65", &["690.742", "8,979.65"]),
            ("97.64201,01,873.76", &["97.6420", "1,01,873.76"]),
            ("10.0000.00", &["10.000", "0.00"]),
            ("--1250.000", &["--", "1250.000"]),
            ("----", &["--", "--"]),
            ("8.000--", &["8.000", "--"]),
            ("8.000--5.00", &["8.000", "--", "5.00"]),
            ("-13,46,760.52-18.80", &["-13,46,760.52", "-18.80"]),
            ("1,00,000.00", &["1,00,000.00"]),
            ("-500.00", &["-500.00"]),
            ("--", &["--"]),
        ] {
            let found: Vec<&str> = pieces(text, std::iter::empty()).map(|(piece, _)| piece).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn cells_that_touch_end_where_their_show_operations_do() {
        let cells = |texts: &[&str]| {
            let mut x = 100.0;
            let mut draft = Draft::new();
            for text in texts {
                draft = draft.left(x, 50.0, 7.0, text);
                x += 3.5 * text.len() as f32 + 0.3;
            }
            let sheet = draft.sheet();
            assert_eq!(sheet.words.len(), 1, "{texts:?}");
            tail(&sheet, 0..1, 9, 0.0).1.iter().map(|cell| cell.text.to_owned()).collect::<Vec<_>>()
        };
        for texts in [
            &["13,46,760.52", "30.12"][..],
            &["-13,46,760.52", "-18.80"],
            &["44,71,244.88", "58,18,005.40", "13,46,760.52", "30.12"],
            &["1499.93", "59.9972"],
            &["--", "-5.00"],
        ] {
            assert_eq!(cells(texts), texts);
        }
        // One number, painted in parts.
        assert_eq!(cells(&["13,46,7", "60.52"]), ["13,46,760.52"]);
    }

    #[test]
    fn decimals_of_the_column_part_what_one_operation_paints() {
        let sheet = Draft::new().left(100.0, 50.0, 7.0, "44,71,244.8858,18,005.40").sheet();
        let (_, mut cells) = tail(&sheet, 0..1, 9, 0.0);
        let [first, second] = cells.as_mut_slice() else { panic!("{cells:?}") };
        first.cut_behind(2, second);
        assert_eq!((first.text, second.text), ("44,71,244.88", "58,18,005.40"));
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
