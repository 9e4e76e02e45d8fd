//! Text without accounts: legend, load structures, fixed notes.

use cas_model::record::{Record, RemarkRecord};
use cas_table::Furniture;

use super::walk::{Chapter, State};
use crate::depository::draft::push_wrapped;

/// Claims the lines of a part that is the same in every statement.
pub(crate) fn known(chapter: &Chapter<'_, '_>) {
    for (sheet, line) in chapter.lines() {
        sheet.claims.furniture(line.range(), Furniture::Notice);
    }
}

/// Keeps the text of a part.
pub(crate) fn remark(chapter: &Chapter<'_, '_>, kind: &'static str, state: &mut State) {
    let mut text = String::new();
    if kind == "legend" {
        let rest = chapter.sheet.line_text(chapter.line);
        text.push_str(rest.split_once(':').map_or("", |(_, rest)| rest).trim());
    }
    for (sheet, line) in chapter.lines() {
        sheet.claims.data(line.range());
        push_wrapped(&mut text, &sheet.line_text(line));
    }
    if !text.is_empty() {
        state.emit(chapter.at(), Record::Remark(RemarkRecord { kind, text }));
    }
}
