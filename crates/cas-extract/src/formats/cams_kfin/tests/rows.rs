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

/// Rows of a scheme whose wordings, and balances if `parted`, stand some points above, or below, dates and figures.
fn stacked(registrar: &str, pitch: f32, above: f32, parted: bool) -> Vec<String> {
    const ROWS: [[&str; 6]; 3] = [
        ["15-Apr-2024", "Purchase- Systematic", "3000.00", "75.0000", "40.0000", "75.0000"],
        ["20-May-2024", "Redemption", "-1500.00", "-40.0000", "37.5000", "35.0000"],
        ["20-Jun-2024", "Switch In", "400.00", "10.0000", "40.0000", "45.0000"],
    ];
    let draft = folio(house(page(1), 140.0, "Beta Mutual Fund"), 153.0, "70000001 / 12");
    let draft = scheme(draft.left(28.93, 164.0, 7.64, "ASHA TESTWALA"), 176.0, HEAD, registrar);
    let baselines = (0..).map(|index| 207.0 + above + pitch * index as f32);
    let draft = ROWS.iter().zip(baselines).fold(draft, |draft, ([date, text, figures @ .., balance], y)| {
        let draft = draft.left(74.29, y - above, ROW, text);
        let draft = if parted { draft.right(566.51, y - above, ROW, balance) } else { draft };
        let [amount, units, price] = figures;
        row(draft, y, [date, "", amount, units, price, if parted { "" } else { balance }])
    });
    let sheets = [closing(draft, 280.0).sheet()];
    short(&read(&sheets)).into_iter().filter(|line| line.starts_with("row ")).collect()
}

#[test]
fn wordings_above_the_figures_of_karvy_belong_below() {
    let rows = [
        "row 2024-04-15 Purchase- Systematic|3000.00|75.0000|40.0000|75.0000",
        "row 2024-05-20 Redemption|-1500.00|-40.0000|37.5000|35.0000",
        "row 2024-06-20 Switch In|400.00|10.0000|40.0000|45.0000",
    ];
    for (pitch, above) in [(9.36, 4.6), (12.0, 4.0), (12.0, 7.0), (14.0, 6.0), (18.0, 9.1)] {
        for parted in [false, true] {
            assert_eq!(stacked("KARVY", pitch, above, parted), rows, "{pitch} {above} {parted}");
        }
    }
    // Of another registrar, and below, nearer to the next row.
    let merged = "row 2024-04-15 Purchase- Systematic Redemption|3000.00|75.0000|40.0000|75.0000";
    assert_eq!(stacked("CAMS", 14.0, 6.0, false).swap_remove(0), merged);
    for parted in [false, true] {
        assert_eq!(stacked("KARVY", 12.0, -6.6, parted), rows, "{parted}");
    }
}
