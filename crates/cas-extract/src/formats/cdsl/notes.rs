//! Text without accounts: legend, load structures, fixed notes.

use cas_model::record::{Record, RemarkRecord};
use cas_page::Location;
use cas_table::{Claim, Furniture, Line, Sheet};

use super::walk::{Chapter, State};
use crate::depository::draft::{ROW_PITCH_EM, push_wrapped};
use crate::depository::remark::{is_row_like, is_sentence};

/// Claims the lines of a part that is the same in every statement. A row of a table is no part of it.
pub(crate) fn known(chapter: &Chapter<'_, '_>) {
    for (sheet, line) in chapter.lines().filter(|(sheet, line)| !is_row_like(sheet, line)) {
        sheet.claims.furniture(line.range(), Furniture::Notice);
    }
}

/// Keeps the text of a part, rows of tables aside.
pub(crate) fn remark(chapter: &Chapter<'_, '_>, kind: &'static str, state: &mut State) {
    let mut text = String::new();
    if kind == "legend" {
        let rest = chapter.sheet.line_text(chapter.line);
        text.push_str(rest.split_once(':').map_or("", |(_, rest)| rest).trim());
    }
    for (sheet, line) in chapter.lines().filter(|(sheet, line)| !is_row_like(sheet, line)) {
        sheet.claims.data(line.range());
        push_wrapped(&mut text, &sheet.line_text(line));
    }
    if !text.is_empty() {
        state.emit(chapter.at(), Record::Remark(RemarkRecord { kind, text }));
    }
}

/// Sentences start within so many em of the margin.
const MARGIN_EM: f32 = 2.0;

/// Keeps the sentences below the tables of an account or of the folios (`* Market price is the closing price of ...`). Words of names and
/// rows that nobody understood stay unclaimed.
pub(crate) fn below_tables(chapter: &Chapter<'_, '_>, state: &mut State) {
    let mut open: Option<Sentence<'_>> = None;
    for (sheet, line) in chapter.lines() {
        if sheet.claims.of(line.range().start) != Claim::Unclaimed {
            continue;
        }
        if let Some(sentence) = &mut open
            && sentence.goes_on(sheet, line)
        {
            sheet.claims.data(line.range());
            push_wrapped(&mut sentence.text, &sheet.line_text(line));
            sentence.last = line;
        } else if is_sentence(sheet, line.range()) && is_at_margin(sheet, line) && is_one_cell(sheet, line) {
            keep(open.take(), state);
            sheet.claims.data(line.range());
            let (at, text) = (sheet.location(line), sheet.line_text(line));
            open = Some(Sentence { at, text, last: line });
        }
    }
    keep(open, state);
}

/// A sentence that is being collected.
struct Sentence<'s> {
    at: Location,
    text: String,
    last: &'s Line,
}

impl Sentence<'_> {
    /// True for the line that wraps below the last one.
    fn goes_on(&self, sheet: &Sheet, line: &Line) -> bool {
        self.at.page == sheet.number
            && line.baseline - self.last.baseline <= ROW_PITCH_EM * line.size
            && (line.area.x0 - self.last.area.x0).abs() <= MARGIN_EM * line.size
            && is_one_cell(sheet, line)
    }
}

fn keep(note: Option<Sentence<'_>>, state: &mut State) {
    if let Some(Sentence { at, text, .. }) = note {
        state.emit(at, Record::Remark(RemarkRecord { kind: "note", text }));
    }
}

fn is_at_margin(sheet: &Sheet, line: &Line) -> bool {
    line.area.x0 - sheet.margin <= MARGIN_EM * line.size
}

/// True for a line of words that all stand unclaimed in one cell.
fn is_one_cell(sheet: &Sheet, line: &Line) -> bool {
    sheet.phrases(line.range()).count() == 1
        && line.range().all(|word| sheet.claims.of(word) == Claim::Unclaimed)
}
