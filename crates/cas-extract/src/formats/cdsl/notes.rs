//! Text without accounts: legend, load structures, fixed notes.

use cas_model::record::{Record, RemarkRecord};
use cas_table::Furniture;

use super::walk::{Chapter, State};
use crate::depository::draft::push_wrapped;
use crate::depository::remark::is_row_like;

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
