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
fn a_date_that_touches_the_description_is_a_date() {
    // As cells of their own, a fraction of a point apart, and as one text, which no bound cuts at the right letter.
    let cells = |draft: Draft| {
        draft.left(36.72, 220.0, ROW, "02-Jun-2024").left(74.29, 220.0, ROW, "***Change of Bank Mandate***")
    };
    let whole = |draft: Draft| draft.left(30.0, 220.0, ROW, "02-Jun-2024***Change of Bank Mandate***");
    let figures = |draft: Draft| {
        draft.left(33.0, 220.0, ROW, "02-Jun-2024Bonus Units").right(430.43, 220.0, ROW, "1.000")
    };
    let cases: [(&dyn Fn(Draft) -> Draft, &str); 3] = [
        (&cells, "row 2024-06-02 ***Change of Bank Mandate***|-|-|-|-"),
        (&whole, "row 2024-06-02 ***Change of Bank Mandate***|-|-|-|-"),
        (&figures, "row 2024-06-02 Bonus Units|-|1.000|-|-"),
    ];
    for (draw, expected) in cases {
        let draft = row(block(house(page(1), 140.0, "ALPHA Mutual Fund"), 153.0), 210.0, PURCHASE);
        let found = short(&read(&[draw(draft).sheet()]));
        assert_eq!(found[3..], [PURCHASE_ROW, expected]);
    }
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
        .left(34.7, 97.0, 8.595, "SAMPLE TOWN - 999999")
        .left(28.93, 120.0, 7.64, "Dt.")
        .left(74.3, 120.0, 7.64, "Particulars")
        .right(373.5, 120.0, 7.64, "Amount")
        .right(431.1, 120.0, 7.64, "Units")
        .right(488.7, 120.0, 7.64, "Price");
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
    assert_eq!(codes, [missing, DiagnosticCode::UnclaimedText { words: 11 }]);
}

/// The closing line and the notes of a scheme whose footer has these cells.
fn footer(cells: [&str; 4]) -> (String, Vec<DiagnosticCode>) {
    let draft = row(block(house(page(1), 140.0, "ALPHA Mutual Fund"), 153.0), 210.0, PURCHASE);
    let draft = cells
        .into_iter()
        .zip([28.93, 164.0, 291.0, 400.0])
        .fold(draft, |draft, (text, x)| draft.left(x, 220.0, ROW, text));
    let sheets = [draft.sheet()];
    let detection = detect(&Info::default(), &sheets).unwrap();
    let found = extract(&sheets, &detection).unwrap();
    let closing = short(&found.value).pop().unwrap_or_default();
    (closing, found.notes.into_iter().map(|note| note.code).collect())
}

#[test]
fn footer_cells_are_read_with_parted_labels_and_told_without_figures() {
    let whole = [
        "Closing Unit Balance: 103.697",
        "NAV on 28-Mar-2025: INR 54.3377",
        "Total Cost Value: 4,999.75",
        "Market Value on 28-Mar-2025: INR 5,634.66",
    ];
    let parted = [
        "Clos ing Unit Bal ance: 103.697",
        "N AV on 28-Ma r-2025: I NR 54.33 77",
        "TOTAL COST VALUE : 4,999.75",
        "Market V alue on 28-Mar-2025: INR 5,634.66",
    ];
    for cells in [whole, parted] {
        assert_eq!(
            footer(cells),
            ("closing 103.697 54.3377 4999.75 5634.66".to_owned(), vec![]),
            "{cells:?}"
        );
    }
    let blank = |index: usize, text, expected: &str, field| {
        let mut cells = whole;
        cells[index] = text;
        let note = DiagnosticCode::UnreadableValue { field };
        assert_eq!(footer(cells), (expected.to_owned(), vec![note]), "{text}");
    };
    blank(0, "Closing Unit Balance:", "closing - 54.3377 4999.75 5634.66", "closing unit balance");
    blank(1, "NAV on 28-Mar-2025: INR", "closing 103.697 - 4999.75 5634.66", "NAV");
    blank(1, "NAV on 2B-Mar-2025: INR 54.3377", "closing 103.697 54.3377 4999.75 5634.66", "NAV date");
    blank(2, "Total Cost Value:", "closing 103.697 54.3377 - 5634.66", "total cost value");
    blank(3, "Market Value on 28-Mar-2025:", "closing 103.697 54.3377 4999.75 -", "market value");
}

#[test]
fn an_opening_balance_without_a_figure_is_told() {
    let draft = folio(house(page(1), 140.0, "ALPHA Mutual Fund"), 153.0, "1").left(28.93, 165.0, 7.162, HEAD);
    let sheets = [draft.right(566.5, 187.0, ROW, "Opening Unit Balance:").sheet()];
    let detection = detect(&Info::default(), &sheets).unwrap();
    let notes = extract(&sheets, &detection).unwrap().notes;
    let codes: Vec<_> = notes.into_iter().map(|note| note.code).collect();
    assert_eq!(codes, [DiagnosticCode::UnreadableValue { field: "opening unit balance" }]);
}

#[test]
fn a_scheme_line_is_read_with_parted_labels() {
    let heads = [
        "A101-Alpha Fund - Growth (Non-Demat) - I SIN: INF179K01WN9(Adv isor: ARN-00001)",
        "A101-Alpha Fund - Growth (Non-Demat) - ISIN : INF179 K01WN9 (Advisor : ARN-00001)",
    ];
    for head in heads {
        let draft = folio(house(page(1), 140.0, "ALPHA Mutual Fund"), 153.0, "1");
        let found = short(&read(&[scheme(draft, 165.0, head, "CAMS").sheet()]));
        assert_eq!(found.last().map(String::as_str), Some(HEAD_RECORD), "{head}");
    }
}
