//! Where blocks of schemes begin: headings and heads among load text.

use super::*;

/// The footer and load text of a block, the last line at `y`.
fn load(draft: Draft, y: f32, lines: &[&str]) -> Draft {
    let first = y - 8.31 * (lines.len() - 1) as f32;
    let draft = closing(draft, first - 10.5);
    lines
        .iter()
        .enumerate()
        .fold(draft, |draft, (index, text)| draft.left(28.93, first + 8.31 * index as f32, 6.446, text))
}

/// The fund houses of the folios on some sheets.
fn houses(sheets: &[Sheet]) -> Vec<String> {
    read(sheets)
        .into_iter()
        .filter_map(|found| match found.record {
            Record::Folio(folio) => folio.amc,
            _ => None,
        })
        .collect()
}

#[test]
fn a_heading_no_larger_than_the_labels_is_told_from_load_text() {
    const TEXT: &str = "Investments in other schemes of the Beta Mutual Fund";
    let first = || row(block(house(page(1), 140.0, "Alpha Mutual Fund"), 153.0), 210.0, PURCHASE);
    let second = |draft: Draft, y: f32| row(block(draft, y), y + 57.0, PURCHASE);
    let heading = |draft: Draft, y: f32| draft.left(28.93, y, 7.64, "Beta Mutual Fund");
    // 23.1 below the last line of load text, or below the footer.
    let same = load(first(), 260.0, &["Entry Load - NIL.", TEXT]);
    let same = second(heading(same, 283.1), 296.34);
    assert_eq!(houses(&[same.sheet()]), ["Alpha Mutual Fund", "Beta Mutual Fund"]);
    let bare = second(heading(closing(first(), 230.0), 253.1), 266.34);
    assert_eq!(houses(&[bare.sheet()]), ["Alpha Mutual Fund", "Beta Mutual Fund"]);
    // Alone at the foot of a page, and first on the next one.
    let foot = heading(load(first(), 260.0, &[TEXT]), 283.1);
    assert_eq!(
        houses(&[foot.sheet(), second(page(2), 121.0).sheet()]),
        ["Alpha Mutual Fund", "Beta Mutual Fund"]
    );
    let top = load(first(), 260.0, &[TEXT]).sheet();
    let next = second(heading(page(2), 121.0), 134.24).sheet();
    assert_eq!(houses(&[top, next]), ["Alpha Mutual Fund", "Beta Mutual Fund"]);
    // Load text that ends with the name of a house: one line, many lines, and on the next page.
    for lines in [&["Beta Mutual Fund"][..], &[TEXT, "Beta Mutual Fund"]] {
        let text = second(load(first(), 260.0, lines), 279.8);
        assert_eq!(houses(&[text.sheet()]), ["Alpha Mutual Fund", "Alpha Mutual Fund"], "{lines:?}");
    }
    let top = load(first(), 260.0, &[TEXT]).sheet();
    let next = second(page(2).left(28.93, 121.0, 6.446, "Beta Mutual Fund"), 140.8).sheet();
    assert_eq!(houses(&[top, next]), ["Alpha Mutual Fund", "Alpha Mutual Fund"]);
}
