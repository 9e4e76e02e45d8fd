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

#[test]
fn long_headings_and_former_names_are_headings_and_long_load_text_is_not() {
    const LONG: [&str; 3] = [
        "Beta Mutual Fund (Formerly Known as Gamma Delta Mutual Fund)",
        "Beta Gamma Asset Management India Private Limited Mutual Fund",
        "360 ONE Mutual Fund (Formerly Gamma Mutual Fund)",
    ];
    let first = || row(block(house(page(1), 140.0, "Alpha Mutual Fund"), 153.0), 210.0, PURCHASE);
    for name in LONG {
        let second = house(load(first(), 260.0, &["Entry Load - NIL."]), 279.0, name);
        let second = row(block(second, 292.0), 349.0, PURCHASE);
        assert_eq!(houses(&[second.sheet()]), ["Alpha Mutual Fund", name]);
        let text = row(block(load(first(), 260.0, &["Entry Load - NIL.", name]), 279.8), 336.8, PURCHASE);
        assert_eq!(houses(&[text.sheet()]), ["Alpha Mutual Fund", "Alpha Mutual Fund"], "{name}");
    }
}

/// The last load text of some sheets, and the scheme after it.
fn load_and_scheme(sheets: &[Sheet]) -> (String, String) {
    let lines = short(&read(sheets));
    let last = |start: &str| lines.iter().rfind(|line| line.starts_with(start)).cloned().unwrap_or_default();
    (last("load "), last("scheme "))
}

#[test]
fn a_head_without_a_folio_line_begins_below_load_text_that_looks_like_a_scheme() {
    const NAME: &str = "199XXRGG-Beta Hybrid Fund - Regular Plan - ISIN: INF179K01WN9(Advisor: ARN-00001)";
    const SCHEME: &str = "scheme 199XXRGG|Beta Hybrid Fund - Regular Plan|INF179K01WN9|ARN-00001|KFINTECH";
    let first = row(block(house(page(1), 140.0, "BETA Mutual Fund"), 153.0), 210.0, PURCHASE);
    let after = |y| load(first.clone(), y, &["ENTRY LOAD - NIL", "EXIT LOAD - NIL"]);
    let first = || after(260.0);
    let rest = |draft: Draft, y: f32| {
        let draft = draft.right(566.5, y + 16.0, ROW, "Opening Unit Balance: 0.000");
        row(draft, y + 26.0, PURCHASE)
    };
    // The cell wraps: a line of its own above the scheme, near to the load text or not.
    let wrapped = |draft: Draft| {
        draft
            .right(566.5, 277.8, 7.162, "Registrar :")
            .left(28.93, 279.8, 7.162, NAME)
            .right(566.5, 286.1, 7.162, "KFINTECH")
    };
    // It stands beside the first line of the scheme, whose code is of no known shape, or beside the second.
    let beside = first().left(28.93, 279.8, 7.162, &NAME.replace("199XX", "199xx"));
    let beside = beside.right(566.5, 280.4, 7.162, "Registrar : KFINTECH");
    let second = first()
        .left(28.93, 279.8, 7.162, "199XXRGG-Beta Hybrid Fund - Regular Plan - ISIN: INF")
        .left(28.93, 288.2, 7.162, "179K01WN9(Advisor: ARN-00001)")
        .right(566.5, 288.2, 7.162, "Registrar : KFINTECH");
    let cases = [
        (wrapped(first()), SCHEME.to_owned()),
        (wrapped(after(269.0)), SCHEME.to_owned()),
        (beside, SCHEME.replace("199XX", "199xx")),
        (second, SCHEME.to_owned()),
    ];
    for (draft, scheme) in cases {
        let found = load_and_scheme(&[rest(draft, 292.0).sheet()]);
        assert_eq!(found, ("load ENTRY LOAD - NIL EXIT LOAD - NIL".to_owned(), scheme));
    }
}

#[test]
fn holders_may_have_cells_of_their_own() {
    let draft = folio(house(page(1), 140.0, "Alpha Mutual Fund"), 153.0, "70000001 / 12");
    let draft = draft
        .left(28.93, 163.8, 7.64, "TEST PERSON")
        .left(28.93, 174.6, 7.64, "SECOND PERSON")
        .left(347.6, 174.6, 7.64, "PAN: FGHPJ5678K")
        .right(566.5, 174.6, 7.64, "KYC: NOT OK  PAN: OK");
    let draft = row(scheme(draft, 186.6, HEAD, "CAMS"), 222.0, PURCHASE);
    let found = read(&[draft.sheet()]);
    let Record::Folio(folio) = &found[1].record else { unreachable!("a folio") };
    let holders: Vec<_> = folio
        .holders
        .iter()
        .map(|holder| (holder.name.as_deref(), holder.pan.as_ref().map(cas_model::Pan::as_str)))
        .collect();
    let expected = [(Some("TEST PERSON"), Some("ABCDE1234F")), (Some("SECOND PERSON"), Some("FGHPJ5678K"))];
    assert_eq!(holders, expected);
    assert_eq!((folio.kyc.as_deref(), folio.pankyc.as_deref()), (Some("NOT OK"), Some("OK")));
    assert_eq!(short(&found)[2], HEAD_RECORD);
}

#[test]
fn load_text_that_names_a_summary_makes_none_of_a_statement() {
    let first = row(block(house(page(1), 140.0, "Alpha Mutual Fund"), 153.0), 210.0, PURCHASE);
    let sheet = load(first, 240.0, &["See the Consolidated Account Summary for others."]).sheet();
    assert_eq!(detect(&Info::default(), &[sheet]).unwrap().variant, Variant::Detailed);
}

#[test]
fn labels_may_touch_their_currency() {
    let draft = Draft::new()
        .left(160.0, 58.0, 17.19, "Consolidated Account Statement")
        .left(240.0, 72.0, 8.595, "01-Apr-2024 To 31-Mar-2025")
        .left(28.93, 101.6, 7.64, "Date")
        .left(74.3, 101.6, 7.64, "Transaction")
        .right(373.5, 101.6, 7.64, "Amount(INR)")
        .right(431.1, 101.6, 7.64, "Units")
        .right(488.7, 101.6, 7.64, "Price(INR)")
        .right(566.5, 101.6, 7.64, "Unit Balance");
    let draft = row(block(house(draft, 140.0, "Alpha Mutual Fund"), 153.0), 210.0, PURCHASE);
    assert_eq!(short(&read(&[draft.sheet()])).last().map(String::as_str), Some(PURCHASE_ROW));
}

#[test]
fn load_text_may_begin_as_the_lines_above_it() {
    let first = row(block(house(page(1), 140.0, "Alpha Mutual Fund"), 153.0), 210.0, PURCHASE);
    let text =
        ["Closing Unit Balance: as on the date of issue 1", "Opening Unit Balance is that of the period."];
    let sheets = [load(first, 250.0, &text).sheet()];
    let lines = short(&read(&sheets));
    let expected = [
        PURCHASE_ROW.to_owned(),
        "closing 103.697 54.3377 4999.75 5634.66".to_owned(),
        format!("load {} {}", text[0], text[1]),
    ];
    assert_eq!(lines[3..], expected);
}

#[test]
fn an_isin_behind_the_advisor_is_read() {
    let head = "A101-Alpha Fund - Growth (Non-Demat) (Advisor: ARN-00001) - ISIN: INF179K01WN9";
    let draft = folio(house(page(1), 140.0, "Alpha Mutual Fund"), 153.0, "1");
    let found = short(&read(&[scheme(draft, 165.0, head, "CAMS").sheet()]));
    assert_eq!(found.last().map(String::as_str), Some(HEAD_RECORD));
}

#[test]
fn one_transaction_is_none_too() {
    let draft = folio(house(page(1), 140.0, "Alpha Mutual Fund"), 153.0, "1");
    let draft = scheme(draft, 165.0, HEAD, "CAMS");
    let draft = draft.left(74.3, 197.0, ROW, "*** No transaction during this statement period ***");
    let sheets = [closing(draft, 207.0).sheet()];
    let detection = detect(&Info::default(), &sheets).unwrap();
    assert_eq!(extract(&sheets, &detection).unwrap().notes, vec![]);
}
