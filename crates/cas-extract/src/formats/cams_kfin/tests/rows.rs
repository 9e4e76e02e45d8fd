//! Rows of the ledger: where their cells begin.

use super::*;

/// Text painted glyph by glyph.
fn glyphs(draft: Draft, x: f32, y: f32, text: &str) -> Draft {
    text.chars().enumerate().fold(draft, |draft, (at, glyph)| {
        draft.left(x + at as f32 * ROW / 2.0, y, ROW, glyph.encode_utf8(&mut [0; 4]))
    })
}

#[test]
fn a_description_left_of_its_label_is_whole() {
    // The label stands at 74.3.
    for x in [74.29, 73.0, 72.0, 70.5] {
        let draft = block(house(page(1), 140.0, "Alpha Mutual Fund"), 153.0);
        let draft = row(draft, 210.0, ["", "", "4,999.75", "103.697", "48.2150", "103.697"]);
        let draft = glyphs(glyphs(draft, 28.93, 210.0, "08-Apr-2024"), x, 209.9, "Purchase");
        let sheets = [closing(draft, 230.0).sheet()];
        let lines = short(&read(&sheets));
        assert!(lines.iter().any(|line| line == PURCHASE_ROW), "{x}: {lines:?}");
    }
}
