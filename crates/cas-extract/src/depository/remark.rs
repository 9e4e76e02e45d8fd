//! Which texts are remarks: sentences and legends. A line that looks like a row of a table is none.

use std::ops::Range;

use cas_model::Isin;
use cas_model::date::parse_date;
use cas_table::{Line, Sheet};

use super::cell;
use crate::value;

/// A cell with more words than this is a sentence.
const CELL_WORDS: usize = 8;

/// True for a line with the marks of a row: an ISIN or a date at its start or two cells of figures, beside further
/// cells. A sentence has figures too (`within 15 days of 01-Apr-2012`), yet no cells.
pub(crate) fn is_row_like(sheet: &Sheet, line: &Line) -> bool {
    let mut figures = 0;
    let mut cells = 0;
    for words in sheet.phrases(line.range()) {
        if words.len() > CELL_WORDS {
            return false;
        }
        cells += 1;
        let texts = words.filter_map(|index| sheet.words.get(index)).map(|word| sheet.text(word));
        figures += usize::from(texts.clone().count() > 0 && texts.clone().all(is_figure));
    }
    let first = sheet.words_of(line).first().map_or("", |word| sheet.text(word));
    let keyed = Isin::parse(first).is_some() || parse_date(first).is_some();
    figures >= 2 && cells > figures || keyed && cells > 1 && figures > 0
}

/// What stands between the words and dates of a heading.
pub(crate) const BETWEEN: [&str; 7] = ["as", "on", "for", "the", "period", "from", "to"];

/// True for words of a sentence: some begin with small letters and are none of those between words and dates.
pub(crate) fn is_sentence(sheet: &Sheet, mut words: Range<usize>) -> bool {
    words.any(|at| {
        let text = sheet.words.get(at).map_or("", |word| sheet.text(word));
        text.starts_with(|first: char| first.is_ascii_lowercase()) && !BETWEEN.contains(&text)
    })
}

/// A number with a decimal point or digit groups, or a rupee glyph before one; page numbers and years are none.
fn is_figure(text: &str) -> bool {
    value::is_rupee(text) || cell::is_number(text) && text.contains(['.', ','])
}

#[cfg(test)]
mod tests {
    use super::*;
    use cas_table::Draft;

    fn row_like(cells: &[(f32, &str)]) -> bool {
        let draft = cells.iter().fold(Draft::new(), |draft, (x, text)| draft.left(*x, 100.0, 6.0, text));
        let sheet = draft.sheet();
        sheet.lines.first().is_some_and(|line| is_row_like(&sheet, line))
    }

    #[test]
    fn rows_are_no_remarks() {
        assert!(row_like(&[(22.0, "INE002A01018"), (90.0, "SAMPLE ALPHA LIMITED"), (300.0, "10.000")]));
        assert!(row_like(&[(22.0, "Sample One Fund"), (300.0, "812.345"), (400.0, "19,999.93")]));
        assert!(row_like(&[(22.0, "05-Mar-2026"), (90.0, "By Transfer"), (400.0, "5.000")]));
    }

    #[test]
    fn sentences_and_legends_are() {
        assert!(!row_like(&[(
            22.0,
            "* Highest traded price of the last 30 days, 12.50 at most and 1.25 at least."
        )]));
        assert!(!row_like(&[(22.0, "Exit load 1.00% within 365 days"), (300.0, "Nil after that")]));
        assert!(!row_like(&[(22.0, "INE002A01018 is suspended")]));
    }
}
