//! What each stage saw, as text for people: one line per run, word, line or record.
//!
//! The text holds what is on the page, personal data included: it is for the one who owns the statement.

use std::fmt::Write as _;

use cas_model::Sourced;
use cas_page::Rect;
use cas_table::{Claim, Furniture, Line, Sheet, Word};

use crate::Stage;

/// What a stage saw of a sheet; nothing for stages that are not about sheets.
pub(crate) fn sheet(stage: Stage, sheet: &Sheet, out: &mut String) {
    match stage {
        Stage::Words => words(sheet, out),
        Stage::Lines => lines(sheet, out),
        Stage::Tables => tables(sheet, out),
        Stage::Unclaimed => unclaimed(sheet, out),
        Stage::Runs | Stage::Records => {}
    }
}

/// Words of a sheet in reading order, then what was set aside and why.
fn words(sheet: &Sheet, out: &mut String) {
    page_line(sheet, out);
    for word in &sheet.words {
        word_line(sheet, word, out);
    }
    for aside in &sheet.asides {
        let _ = write!(out, "aside {:?} ", aside.kind);
        word_line(sheet, &aside.word, out);
    }
}

/// Lines of a sheet, top to bottom; wide gaps show as bars.
fn lines(sheet: &Sheet, out: &mut String) {
    page_line(sheet, out);
    for line in &sheet.lines {
        let _ = writeln!(out, "{:8.2} {:7.2} {}", line.baseline, line.area.x0, spaced(sheet, line));
    }
}

/// Lines of a sheet with what became of their words.
fn tables(sheet: &Sheet, out: &mut String) {
    page_line(sheet, out);
    for line in &sheet.lines {
        let _ = writeln!(out, "{:8.2} {:14} {}", line.baseline, fate(sheet, line), spaced(sheet, line));
    }
}

/// Words of a sheet that nobody claimed; nothing when there are none.
fn unclaimed(sheet: &Sheet, out: &mut String) {
    for word in sheet.unclaimed() {
        let _ = write!(out, "page {} ", sheet.number);
        word_line(sheet, word, out);
    }
}

/// Records in document order.
pub(crate) fn records(records: &[Sourced], page: Option<u32>, out: &mut String) {
    for Sourced { at, record } in
        records.iter().filter(|sourced| page.is_none_or(|page| sourced.at.page == page))
    {
        let _ = writeln!(out, "page {} {} {record:?}", at.page, area(&at.area));
    }
}

fn page_line(sheet: &Sheet, out: &mut String) {
    let _ = writeln!(out, "page {} {:.2} {:.2}", sheet.number, sheet.width, sheet.height);
}

fn word_line(sheet: &Sheet, word: &Word, out: &mut String) {
    let _ = writeln!(
        out,
        "{} base={:.2} size={:.2} show={} clip={} {:?}",
        area(&word.area),
        word.baseline,
        word.size,
        word.show,
        word.clip,
        sheet.text(word)
    );
}

fn area(r: &Rect) -> String {
    format!("{:.2} {:.2} {:.2} {:.2}", r.x0, r.y0, r.x1, r.y1)
}

/// The words of a line; a bar where the gap is wider than two blanks (half an em each).
fn spaced(sheet: &Sheet, line: &Line) -> String {
    let mut text = String::new();
    let mut end = f32::INFINITY;
    for word in sheet.words_of(line) {
        if !text.is_empty() {
            text.push_str(if word.area.x0 - end > line.size { " | " } else { " " });
        }
        text.extend(sheet.text(word).escape_debug());
        end = word.area.x1;
    }
    text
}

/// The claim of most interest on a line: what nobody knows comes first, then data.
fn fate(sheet: &Sheet, line: &Line) -> &'static str {
    const ORDER: [(Claim, &str); 7] = [
        (Claim::Unclaimed, "unclaimed"),
        (Claim::Data, "data"),
        (Claim::Furniture(Furniture::ColumnHeader), "column-header"),
        (Claim::Furniture(Furniture::Label), "label"),
        (Claim::Furniture(Furniture::Heading), "heading"),
        (Claim::Furniture(Furniture::Notice), "notice"),
        (Claim::Furniture(Furniture::PageFrame), "page-frame"),
    ];
    let has = |claim| line.range().any(|word| sheet.claims.of(word) == claim);
    ORDER.into_iter().find(|(claim, _)| has(*claim)).map_or("furniture", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use cas_table::Draft;

    use super::*;

    #[test]
    fn lines_show_gaps_and_fates() {
        let sheet = Draft::new()
            .left(30.0, 100.0, 8.0, "Date")
            .left(80.0, 100.0, 8.0, "Amount\u{1b}")
            .left(30.0, 120.0, 8.0, "05-Mar-2026")
            .sheet();
        sheet.claims.data(2..3);
        let mut text = String::new();
        lines(&sheet, &mut text);
        assert!(text.contains("Date | Amount\\u{1b}\n"), "{text}");
        text.clear();
        tables(&sheet, &mut text);
        assert!(text.contains("unclaimed      Date"), "{text}");
        assert!(text.contains("data           05-Mar-2026"), "{text}");
        text.clear();
        unclaimed(&sheet, &mut text);
        assert_eq!(text.lines().count(), 2);
    }
}
