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

#[test]
fn a_ledger_whose_header_is_not_known_is_told_and_is_nobody_s_address() {
    let draft = Draft::new()
        .left(160.0, 58.0, 17.19, "Consolidated Account Statement")
        .left(240.0, 72.0, 8.595, "01-Apr-2024 To 31-Mar-2025")
        .left(34.7, 85.0, 9.55, "TEST PERSON")
        .left(34.7, 97.0, 8.595, "SAMPLE TOWN - 999999");
    let draft = row(block(house(draft, 140.0, "ALPHA Mutual Fund"), 153.0), 210.0, PURCHASE);
    let sheets = [closing(draft, 220.0).sheet()];
    let detection = detect(&Info::default(), &sheets).unwrap();
    let found = extract(&sheets, &detection).unwrap();
    let Record::Investor(investor) = &found.value[1].record else { unreachable!("an investor") };
    assert_eq!(investor.address, ["SAMPLE TOWN - 999999"]);
    let expected = ["folio 70000001 / 12 of ALPHA Mutual Fund, holder TEST PERSON", HEAD_RECORD];
    assert_eq!(short(&found.value)[2..4], expected);
    let codes: Vec<_> = found.notes.into_iter().map(|note| note.code).collect();
    let missing = DiagnosticCode::Missing { part: "the table of transactions" };
    assert_eq!(codes, [missing, DiagnosticCode::UnclaimedText { words: 6 }]);
}
