//! The one table of a summary statement.

use super::*;

pub(super) fn summary_page() -> Draft {
    Draft::new()
        .left(160.0, 58.0, 17.19, "Consolidated Account Summary")
        .left(240.0, 72.0, 8.595, "As on 31-Mar-2025")
        .left(28.93, 238.6, 6.2, "Folio No.")
        .left(75.6, 238.6, 6.2, "ISIN")
        .left(125.8, 238.6, 6.2, "Scheme Name")
        .right(338.0, 238.6, 6.2, "Cost Value")
        .right(380.0, 235.3, 6.2, "Closing")
        .right(380.0, 242.0, 6.2, "Unit Balance")
        .left(389.0, 238.6, 6.2, "NAV Date")
        .right(484.0, 238.6, 6.2, "Price")
        .right(527.5, 238.6, 6.2, "Market")
        .right(527.5, 245.2, 6.2, "Value")
        .left(536.4, 238.6, 6.2, "Registrar")
}

pub(super) fn balance(draft: Draft, y: f32, folio: &str, cost: &str) -> Draft {
    let draft = draft
        .left(28.93, y, 6.0, folio)
        .left(75.6, y, 6.0, "INF179K01WN9")
        .left(125.8, y, 6.0, "D110 - DSP Fund - Regular")
        .left(125.8, y + 7.6, 6.0, "Plan")
        .right(380.0, y, 6.0, "163.949")
        .left(389.0, y, 6.0, "28-Mar-2025")
        .right(484.0, y, 6.0, "54.3377")
        .right(527.5, y, 6.0, "8,908.61")
        .left(536.4, y, 6.0, "CAMS");
    if cost.is_empty() { draft } else { draft.right(338.0, y, 6.0, cost) }
}

#[test]
fn a_summary_reads_glued_folios_missing_costs_and_loads() {
    let mut draft =
        balance(summary_page().left(28.93, 263.0, 7.2, "Beta Fund House"), 274.0, "70000001 / 1", "8,071.31");
    draft = balance(draft, 293.0, "910000000001/0", "");
    draft = draft
        .left(28.93, 320.0, 6.2, "Total")
        .right(338.0, 320.0, 6.0, "8,071.31")
        .right(527.5, 320.0, 6.0, "17,817.22")
        .left(28.93, 340.0, 7.2, "Loads and Fees")
        .left(28.93, 351.0, 6.0, "DSP Fund : Entry Load: Nil;")
        .left(28.93, 358.3, 6.0, "Exit Load: Nil.")
        .left(28.93, 369.0, 6.0, "Other : Nil.");
    let sheets = [draft.sheet()];
    assert_eq!(detect(&Info::default(), &sheets).unwrap().variant, Variant::Summary);
    let found = read(&sheets);
    let expected = [
        "period 2025-03-31 2025-03-31",
        "folio 70000001 / 1 of Beta Fund House, holder -",
        "scheme D110|DSP Fund - Regular Plan|INF179K01WN9|-|CAMS",
        "folio 910000000001/0 of Beta Fund House, holder -",
        "scheme D110|DSP Fund - Regular Plan|INF179K01WN9|-|CAMS",
        "total Total",
        "load DSP Fund : Entry Load: Nil; Exit Load: Nil.",
        "load Other : Nil.",
    ];
    assert_eq!(short(&found), expected);
    let Record::Scheme(scheme) = &found[4].record else { unreachable!("a scheme") };
    assert_eq!(scheme.cost, None);
    assert_eq!(scheme.value.map(|value| value.to_string()).as_deref(), Some("8908.61"));
}

#[test]
fn a_folio_number_that_wraps_at_its_slash_is_whole() {
    for (upper, lower) in [("910000000001", "/0"), ("910000000001/", "0")] {
        let draft = summary_page().left(28.93, 263.0, 7.2, "Beta Fund House");
        let draft = balance(draft, 274.0, upper, "8.00").left(28.93, 281.6, 6.0, lower);
        let (lines, notes) = table(draft);
        assert_eq!(lines[0], "folio 910000000001/0 of Beta Fund House, holder -");
        assert_eq!(notes, vec![]);
    }
}

#[test]
fn a_heading_is_told_by_its_size_and_by_a_former_name() {
    let draft =
        || balance(summary_page().left(28.93, 263.0, 7.2, "Beta Fund House"), 274.0, "70000001 / 1", "8.00");
    let names = [
        (7.2, "360 ONE Funds"),
        (7.2, "Beta Gamma Delta Company of the State of Omega Limited, 2nd"),
        (6.0, "360 ONE Mutual Fund (Formerly Gamma Delta Funds)"),
    ];
    for (size, name) in names {
        let draft = balance(draft().left(28.93, 293.0, size, name), 304.0, "70000002 / 1", "8.00");
        let expected = [
            "folio 70000001 / 1 of Beta Fund House, holder -".to_owned(),
            "scheme D110|DSP Fund - Regular Plan|INF179K01WN9|-|CAMS".to_owned(),
            format!("folio 70000002 / 1 of {name}, holder -"),
            "scheme D110|DSP Fund - Regular Plan|INF179K01WN9|-|CAMS".to_owned(),
        ];
        assert_eq!(table(draft), (expected.to_vec(), vec![]), "{name}");
    }
}

#[test]
fn old_summaries_print_names_left_of_their_label() {
    let draft = Draft::new()
        .left(160.0, 58.0, 17.19, "Consolidated Account Summary")
        .left(240.0, 72.0, 8.595, "As on 31-Mar-2022")
        .left(28.93, 239.0, 6.2, "Folio No.")
        .left(125.4, 239.0, 6.2, "Scheme Name")
        .right(380.3, 239.0, 6.2, "Unit Balance")
        .left(388.5, 239.0, 6.2, "NAV Date")
        .right(486.8, 239.0, 6.2, "NAV")
        .right(526.6, 235.0, 6.2, "Market")
        .right(526.6, 242.0, 6.2, "Value")
        .left(535.8, 239.0, 6.2, "Registrar")
        .left(28.93, 261.0, 6.4, "30642062 / 70")
        .left(75.3, 261.0, 6.4, "A501-Alpha Flexi Cap Fund - Direct Plan -")
        .left(75.3, 268.6, 6.4, "Growth")
        .right(380.3, 261.0, 6.4, "19.782")
        .left(388.5, 261.0, 6.4, "20-Dec-2022")
        .right(486.8, 261.0, 6.4, "761.759")
        .right(526.6, 261.0, 6.4, "15,069.12")
        .left(535.8, 261.0, 6.4, "CAMS");
    let expected = [
        "period 2022-03-31 2022-03-31",
        "folio 30642062 / 70 of -, holder -",
        "scheme A501|Alpha Flexi Cap Fund - Direct Plan - Growth|-|-|CAMS",
    ];
    assert_eq!(short(&read(&[draft.sheet()])), expected);
}

/// What matters of each record but the period, and the notes; no word may stay unclaimed.
fn table(draft: Draft) -> (Vec<String>, Vec<DiagnosticCode>) {
    let sheets = [draft.sheet()];
    let detection = detect(&Info::default(), &sheets).unwrap();
    let found = extract(&sheets, &detection).unwrap();
    assert_eq!(sheets[0].unclaimed().count(), 0);
    let lines = short(&found.value).split_off(1);
    (lines, found.notes.into_iter().map(|note| note.code).collect())
}

fn boxes(draft: Draft) -> Draft {
    draft
        .left(160.0, 58.0, 17.19, "Consolidated Account Summary")
        .left(240.0, 72.0, 8.595, "As on 31-Mar-2025")
        .left(34.7, 104.7, 8.595, "Email Id: test.person@example.com")
        .left(306.0, 103.8, 7.64, "The Consolidated Account Summary is brought to you as an")
        .left(306.0, 123.0, 7.64, "investor friendly initiative by CAMS and KFintech")
        .left(34.7, 123.6, 9.55, "TEST PERSON")
        .left(34.7, 144.3, 8.595, "SAMPLE TOWN - 999999")
}

fn rows(draft: Draft) -> Draft {
    balance(draft.left(28.93, 263.0, 7.2, "Beta Fund House"), 274.0, "70000001 / 1", "8,071.31")
        .left(28.93, 300.0, 6.2, "Total")
        .right(338.0, 300.0, 6.0, "8,071.31")
        .right(527.5, 300.0, 6.0, "8,908.61")
}

const ROWS: [&str; 4] = [
    "investor",
    "folio 70000001 / 1 of Beta Fund House, holder -",
    "scheme D110|DSP Fund - Regular Plan|INF179K01WN9|-|CAMS",
    "total Total",
];

/// Labels of the number columns: text, where it ends, and its baseline.
type Labels<'a> = &'a [(&'a str, f32, f32)];

#[test]
fn labels_that_stand_close_are_told_apart() {
    let cases: [(Labels<'_>, &str, f32); 4] = [
        // `Unit` and `NAV Date`, one blank apart.
        (
            &[
                ("Cost Value", 338.0, 238.6),
                ("Unit", 385.0, 238.6),
                ("Balance", 385.0, 245.0),
                ("Market Value", 527.5, 238.6),
            ],
            "NAV Date",
            484.0,
        ),
        (
            &[("Cost Value", 338.0, 238.6), ("Unit Balance", 385.0, 238.6), ("Market Value", 527.5, 238.6)],
            "Nav as on Dt",
            484.0,
        ),
        (
            &[
                ("Cost Value", 346.0, 238.6),
                ("Closing Unit", 386.0, 238.6),
                ("Balance", 386.0, 245.0),
                ("Market", 527.5, 235.0),
                ("Value", 527.5, 242.0),
            ],
            "NAV Date",
            484.0,
        ),
        // `Price` and `Market Value`.
        (
            &[("Cost Value", 338.0, 238.6), ("Unit Balance", 380.0, 238.6), ("Market Value", 527.5, 238.6)],
            "NAV Date",
            487.0,
        ),
    ];
    for (labels, nav_date, nav) in cases {
        let draft = boxes(Draft::new())
            .left(28.93, 238.6, 6.2, "Folio No.")
            .left(75.6, 238.6, 6.2, "ISIN")
            .left(125.8, 238.6, 6.2, "Scheme Name")
            .left(389.0, 238.6, 6.2, nav_date)
            .right(nav, 238.6, 6.2, "Price")
            .left(536.4, 238.6, 6.2, "Registrar");
        let draft = labels.iter().fold(draft, |draft, (text, x, y)| draft.right(*x, *y, 6.2, text));
        let draft = rows(draft);
        let detection = detect(&Info::default(), &[draft.clone().sheet()]).unwrap();
        assert_eq!((detection.generation, detection.open), (Some("G4"), false), "{labels:?}");
        assert_eq!(table(draft), (ROWS.map(str::to_owned).to_vec(), vec![]), "{labels:?}");
    }
}

#[test]
fn a_table_whose_header_is_not_known_is_told_and_is_nobody_s_address() {
    // Labels of one line, and labels of which some stand above `Folio No.`
    for stacked in [238.6, 233.4] {
        let draft = boxes(Draft::new())
            .left(28.93, 238.6, 6.2, "Folio No.")
            .left(75.6, stacked, 6.2, "Security")
            .left(125.8, 238.6, 6.2, "Wording")
            .right(380.0, 238.6, 6.2, "Holding");
        let sheets = [rows(draft).sheet()];
        let detection = detect(&Info::default(), &sheets).unwrap();
        let found = extract(&sheets, &detection).unwrap();
        assert_eq!(short(&found.value), ["period 2025-03-31 2025-03-31", "investor"]);
        let Record::Investor(investor) = &found.value[1].record else { unreachable!("an investor") };
        assert_eq!(investor.name.as_deref(), Some("TEST PERSON"));
        assert_eq!(investor.address, ["SAMPLE TOWN - 999999"]);
        let codes: Vec<_> = found.notes.into_iter().map(|note| note.code).collect();
        let missing = DiagnosticCode::Missing { part: "the table of balances" };
        assert_eq!(codes, [missing, DiagnosticCode::UnclaimedText { words: 28 }]);
    }
}

#[test]
fn the_isin_is_told_by_its_shape_wherever_the_folio_ends() {
    let rest = |draft: Draft, name: &str| {
        draft
            .left(150.0, 274.0, 6.0, name)
            .right(380.0, 274.0, 6.0, "163.949")
            .left(389.0, 274.0, 6.0, "28-Mar-2025")
            .right(484.0, 274.0, 6.0, "54.3377")
            .right(527.5, 274.0, 6.0, "8,908.61")
            .left(536.4, 274.0, 6.0, "CAMS")
    };
    let isin = "INF179K01WN9";
    type Cells<'a> = &'a [(f32, &'a str)];
    let cases: [(Cells<'_>, &str, &str); 8] = [
        // The end of the number stands over the ISIN.
        (&[(28.93, "910100000001"), (66.0, "/"), (75.6, isin), (84.0, "0")], "910100000001 / 0", isin),
        (&[(28.93, "910100000001"), (75.6, isin), (78.0, "/0")], "910100000001 /0", isin),
        (&[(28.93, "910100000001"), (66.0, "/0"), (72.6, isin)], "910100000001 /0", isin),
        (&[(28.93, "70000001"), (54.0, "/"), (58.0, "12"), (72.6, isin)], "70000001 / 12", isin),
        (&[(28.93, "910100000001"), (68.0, "/"), (74.6, "0INF179K01WN9")], "910100000001 / 0", isin),
        (&[(28.93, "70000001"), (75.6, "INF179K0"), (102.0, "1WN9")], "70000001", isin),
        (&[(28.93, "70000001"), (75.6, "UNCLAIMDISIN")], "70000001", "-"),
        // A name that begins left of its label.
        (&[(28.93, "70000001"), (75.6, isin), (120.0, "D110-DSP")], "70000001", isin),
    ];
    for (cells, folio, isin) in cases {
        let draft = cells.iter().fold(summary_page(), |draft, (x, text)| draft.left(*x, 274.0, 6.0, text));
        let has_code = cells.iter().any(|(_, text)| text.starts_with("D110"));
        let (lines, _) = table(rest(draft, if has_code { "Fund" } else { "D110-DSP Fund" }));
        let expected =
            [format!("folio {folio} of -, holder -"), format!("scheme D110|DSP Fund|{isin}|-|CAMS")];
        assert_eq!(lines, expected, "{cells:?}");
    }
}

#[test]
fn a_row_without_value_ends_the_row_above() {
    let zero = |draft: Draft, units: &str| {
        let draft = draft
            .left(28.93, 293.0, 6.0, "70000002")
            .left(75.6, 293.0, 6.0, "INF179K01WN9")
            .left(125.8, 293.0, 6.0, "A102-Alpha Fund")
            .left(125.8, 300.6, 6.0, "Growth")
            .left(536.4, 293.0, 6.0, "CAMS");
        if units.is_empty() { draft } else { draft.right(380.0, 293.0, 6.0, units) }
    };
    let expected = [
        "folio 70000001 / 1 of -, holder -",
        "scheme D110|DSP Fund - Regular Plan|INF179K01WN9|-|CAMS",
        "folio 70000002 of -, holder -",
        "scheme A102|Alpha Fund Growth|INF179K01WN9|-|CAMS",
    ];
    let first = || balance(summary_page(), 274.0, "70000001 / 1", "8,071.31");
    assert_eq!(table(zero(first(), "0.000")), (expected.map(str::to_owned).to_vec(), vec![]));
    // Units that are left have a value, which must have been read as something else.
    let unreadable = |field| DiagnosticCode::UnreadableValue { field };
    let of_value = ["NAV date", "NAV", "market value"].map(unreadable);
    assert_eq!(table(zero(first(), "1.000")), (expected.map(str::to_owned).to_vec(), of_value.to_vec()));
    let without_units = [&[unreadable("unit balance")][..], &of_value].concat();
    assert_eq!(table(zero(first(), "")), (expected.map(str::to_owned).to_vec(), without_units));
}

#[test]
fn a_heading_ends_the_row_above() {
    let draft = balance(summary_page(), 274.0, "70000001 / 1", "8,071.31")
        .left(28.93, 293.0, 7.2, "Beta Fund House")
        .left(125.8, 304.0, 6.0, "(continued)");
    let sheets = [balance(draft, 315.0, "70000002", "1.00").sheet()];
    let detection = detect(&Info::default(), &sheets).unwrap();
    let found = extract(&sheets, &detection).unwrap();
    let expected = [
        "folio 70000001 / 1 of -, holder -",
        "scheme D110|DSP Fund - Regular Plan|INF179K01WN9|-|CAMS",
        "folio 70000002 of Beta Fund House, holder -",
        "scheme D110|DSP Fund - Regular Plan|INF179K01WN9|-|CAMS",
    ];
    assert_eq!(short(&found.value)[1..], expected);
    let codes: Vec<_> = found.notes.into_iter().map(|note| note.code).collect();
    assert_eq!(codes, [DiagnosticCode::UnclaimedText { words: 1 }]);
}

#[test]
fn a_house_of_any_name_has_a_heading_above_its_rows() {
    for name in ["JioBlackRock", "Beta Mutual Fund (IDF)", "Alpha Infrastructure Debt Fund Scheme House"] {
        let draft = balance(summary_page(), 274.0, "70000001 / 1", "8,071.31").left(28.93, 293.0, 7.2, name);
        let expected = [
            "folio 70000001 / 1 of -, holder -".to_owned(),
            "scheme D110|DSP Fund - Regular Plan|INF179K01WN9|-|CAMS".to_owned(),
            format!("folio 70000002 of {name}, holder -"),
            "scheme D110|DSP Fund - Regular Plan|INF179K01WN9|-|CAMS".to_owned(),
        ];
        assert_eq!(table(balance(draft, 304.0, "70000002", "1.00")), (expected.to_vec(), vec![]));
    }
}
