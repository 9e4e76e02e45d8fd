//! Copies printed with other fonts, and what cannot be read on any page.

use super::*;

#[test]
fn a_pan_in_two_words_is_one() {
    let draft = house(page(1), 140.0, "ALPHA Mutual Fund").left(28.93, 153.0, 7.64, "Folio No: 123 / 4");
    let draft =
        draft.left(347.6, 153.0, 7.64, "PAN: ABCDJ 1234F").left(500.0, 153.0, 7.64, "KYC: OK  PAN: OK");
    let found = read(&[scheme(draft, 175.8, HEAD, "CAMS").sheet()]);
    let Record::Folio(folio) = &found[1].record else { unreachable!("a folio") };
    assert_eq!(folio.pan.as_ref().map(cas_model::Pan::as_str), Some("ABCDJ1234F"));
    assert_eq!((folio.kyc.as_deref(), folio.pankyc.as_deref()), (Some("OK"), Some("OK")));
}

#[test]
fn text_that_belongs_to_no_row_is_told() {
    let draft =
        block(house(page(1), 140.0, "ALPHA Mutual Fund"), 153.0).left(74.29, 204.0, ROW, "STRAY TEXT");
    let sheets = [row(draft, 214.0, PURCHASE).sheet()];
    let detection = detect(&Info::default(), &sheets).unwrap();
    let notes = extract(&sheets, &detection).unwrap().notes;
    let codes: Vec<_> = notes.into_iter().map(|note| note.code).collect();
    assert_eq!(codes, [DiagnosticCode::Orphan { record: "line" }]);
}

#[test]
fn torn_months_are_read_and_rows_without_a_day_are_told() {
    let draft = block(house(page(1), 140.0, "ALPHA Mutual Fund"), 153.0);
    let mut torn = PURCHASE;
    torn[0] = "08-Ap r-2024";
    let mut unreadable = PURCHASE;
    unreadable[0] = "0B-Apr-2024";
    let sheets = [row(row(draft, 210.0, torn), 220.0, unreadable).sheet()];
    let detection = detect(&Info::default(), &sheets).unwrap();
    let found = extract(&sheets, &detection).unwrap();
    let rows: Vec<String> = short(&found.value).into_iter().filter(|line| line.starts_with("row")).collect();
    // Nothing that is printed is lost, and nothing is made up.
    assert_eq!(rows, [PURCHASE_ROW, "row - 0B-Apr-2024 Purchase|4999.75|103.697|48.2150|103.697"]);
    let codes: Vec<_> = found.notes.iter().map(|note| note.code.clone()).collect();
    assert_eq!(codes, [DiagnosticCode::UnreadableValue { field: "date" }]);
}

#[test]
fn a_period_that_cannot_be_read_is_nobody_s_name() {
    let sheets = [front("01-Apr-2024 To 3x-Mar-2025").sheet()];
    let detection = detect(&Info::default(), &sheets).unwrap();
    let found = extract(&sheets, &detection).unwrap();
    let Record::Investor(investor) = &found.value[0].record else { unreachable!("an investor") };
    assert_eq!(investor.name.as_deref(), Some("TEST PERSON"));
    let codes: Vec<_> = found.notes.into_iter().map(|note| note.code).collect();
    let missing = DiagnosticCode::Missing { part: "statement period" };
    assert_eq!(codes, [missing, DiagnosticCode::UnclaimedText { words: 3 }]);
}
