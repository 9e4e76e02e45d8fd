//! Whole hand-made statements: the traps of the layout reference, one by one.

use cas_model::{DiagnosticCode, Record, Sourced};
use cas_table::{Draft, Sheet};

use crate::detect::{Detection, Info, Variant, detect};
use crate::registry::extract;

mod blocks;
mod heads;
mod reprints;
mod rows;
mod summary;

const ROW: f32 = 6.685;

/// A page with title, period and column header; rows start below y 121.
fn page(number: u32) -> Draft {
    let draft = Draft::new()
        .numbered(number)
        .left(160.0, 58.0, 17.19, "Consolidated Account Statement")
        .left(240.0, 72.0, 8.595, "01-Apr-2024 To 31-Mar-2025");
    column_header(draft, 101.6).left(520.0, 777.7, 7.64, &format!("Page {number} of 9"))
}

fn column_header(draft: Draft, y: f32) -> Draft {
    draft
        .left(28.93, y, 7.64, "Date")
        .left(74.3, y, 7.64, "Transaction")
        .right(373.5, y, 7.64, "Amount")
        .right(431.1, y, 7.64, "Units")
        .right(488.7, y, 7.64, "Price")
        .right(553.7, y, 7.64, "Unit")
        .right(373.5, y + 9.1, 7.64, "(INR)")
        .right(488.7, y + 9.1, 7.64, "(INR)")
        .right(566.5, y + 8.9, 7.64, "Balance")
}

fn house(draft: Draft, y: f32, name: &str) -> Draft {
    draft.left(28.93, y, 9.55, name)
}

fn folio(draft: Draft, y: f32, number: &str) -> Draft {
    draft.left(28.93, y, 7.64, &format!("Folio No: {number}")).left(347.6, y, 7.64, "PAN: ABCDE1234F").left(
        500.0,
        y,
        7.64,
        "KYC: NOT OK  PAN: OK",
    )
}

fn scheme(draft: Draft, y: f32, head: &str, registrar: &str) -> Draft {
    draft.left(28.93, y, 7.162, head).left(507.0, y - 0.88, 7.162, &format!("Registrar : {registrar}")).right(
        566.5,
        y + 22.0,
        ROW,
        "Opening Unit Balance: 0.000",
    )
}

fn row(draft: Draft, y: f32, cells: [&str; 6]) -> Draft {
    let [date, text, amount, units, price, balance] = cells;
    let edges = [372.83, 430.43, 488.75, 566.51];
    let mut draft = draft.left(28.93, y, ROW, date).left(74.29, y - 0.11, ROW, text);
    for (cell, edge) in [amount, units, price, balance].into_iter().zip(edges) {
        if !cell.is_empty() {
            draft = draft.right(edge, y, ROW, cell);
        }
    }
    draft
}

fn closing(draft: Draft, y: f32) -> Draft {
    draft
        .left(28.93, y, ROW, "Closing Unit Balance: 103.697")
        .left(164.0, y, ROW, "NAV on 28-Mar-2025: INR 54.3377")
        .left(291.0, y, ROW, "Total Cost Value: 4,999.75")
        .left(400.0, y - 0.67, ROW, "Market Value on 28-Mar-2025: INR 5,634.66")
}

/// Reads the sheets as a detailed statement; no word may stay unclaimed.
fn read(sheets: &[Sheet]) -> Vec<Sourced> {
    let detection = detect(&Info::default(), sheets).unwrap();
    let records = extract(sheets, &detection).unwrap().value;
    for sheet in sheets {
        let left: Vec<&str> = sheet.unclaimed().map(|word| sheet.text(word)).collect();
        assert!(left.is_empty(), "page {}: {left:?}", sheet.number);
    }
    records
}

/// What matters of each record, one line each.
fn short(records: &[Sourced]) -> Vec<String> {
    let text = |number: Option<String>| number.unwrap_or_else(|| "-".to_owned());
    records
        .iter()
        .map(|found| match &found.record {
            Record::Period { from, to } => format!("period {from} {to}"),
            Record::Folio(folio) => format!(
                "folio {} of {}, holder {}",
                text(folio.folio_number.clone()),
                text(folio.amc.clone()),
                text(folio.holders.first().and_then(|holder| holder.name.clone()))
            ),
            Record::Scheme(scheme) => format!(
                "scheme {}|{}|{}|{}|{}",
                text(scheme.rta_code.clone()),
                scheme.printed_name,
                text(scheme.isin.map(|isin| isin.to_string())),
                text(scheme.advisor.clone()),
                text(scheme.registrar.clone())
            ),
            Record::Row(row) => format!(
                "row {} {}|{}|{}|{}|{}",
                text(row.date.map(|date| date.to_string())),
                row.description,
                text(row.amount.map(|number| number.to_string())),
                text(row.units.map(|number| number.to_string())),
                text(row.nav.map(|number| number.to_string())),
                text(row.balance.map(|number| number.to_string()))
            ),
            Record::Closing(closing) => format!(
                "closing {} {} {} {}",
                text(closing.units.map(|number| number.to_string())),
                text(closing.nav.map(|number| number.to_string())),
                text(closing.cost.map(|number| number.to_string())),
                text(closing.value.map(|number| number.to_string()))
            ),
            Record::Remark(remark) => format!("{} {}", remark.kind, remark.text),
            Record::Total(total) => format!("total {}", total.label),
            Record::Investor(_) => "investor".to_owned(),
            _ => "other".to_owned(),
        })
        .collect()
}

const PURCHASE: [&str; 6] = ["08-Apr-2024", "Purchase", "4,999.75", "103.697", "48.2150", "103.697"];
const PURCHASE_ROW: &str = "row 2024-04-08 Purchase|4999.75|103.697|48.2150|103.697";
const HEAD: &str = "A101-Alpha Fund - Growth (Non-Demat) - ISIN: INF179K01WN9(Advisor: ARN-00001)";
const HEAD_RECORD: &str = "scheme A101|Alpha Fund - Growth|INF179K01WN9|ARN-00001|CAMS";

fn block(draft: Draft, y: f32) -> Draft {
    scheme(
        folio(draft, y, "70000001 / 12").left(28.93, y + 10.8, 7.64, "TEST PERSON"),
        y + 22.8,
        HEAD,
        "CAMS",
    )
}

#[test]
fn one_block_reads_in_document_order() {
    let mut draft =
        closing(row(block(house(page(1), 140.0, "ALPHA Mutual Fund"), 153.0), 210.0, PURCHASE), 220.0);
    draft = draft.left(28.93, 230.5, ROW, "15-Sep-2025: 1% if redeemed. Investment in Beta Mutual Fund");
    let found = read(&[draft.sheet()]);
    let expected = [
        "period 2024-04-01 2025-03-31",
        "folio 70000001 / 12 of ALPHA Mutual Fund, holder TEST PERSON",
        HEAD_RECORD,
        PURCHASE_ROW,
        "closing 103.697 54.3377 4999.75 5634.66",
        "load 15-Sep-2025: 1% if redeemed. Investment in Beta Mutual Fund",
    ];
    assert_eq!(short(&found), expected);
    let Record::Folio(folio) = &found[1].record else { unreachable!("a folio") };
    assert_eq!((folio.kyc.as_deref(), folio.pankyc.as_deref()), (Some("NOT OK"), Some("OK")));
    assert!(folio.pan.is_some());
}

#[test]
fn the_label_of_a_folio_has_its_spellings() {
    for label in ["Folio No:", "Folio No :", "Folio No.:", "Folio No. :", "FOLIO NO:", "Folio Number:"] {
        let draft = house(page(1), 140.0, "ALPHA Mutual Fund");
        let draft = draft.left(28.93, 153.0, 7.64, &format!("{label} 123 / 4"));
        let lines = short(&read(&[scheme(draft, 175.8, HEAD, "CAMS").sheet()]));
        let expected = "folio 123 / 4 of ALPHA Mutual Fund, holder -";
        assert!(lines.iter().any(|line| line == expected), "{label}: {lines:?}");
    }
    // In prose no number follows.
    let draft =
        closing(row(block(house(page(1), 140.0, "ALPHA Mutual Fund"), 153.0), 210.0, PURCHASE), 220.0);
    let lines = short(&read(&[draft.left(28.93, 230.5, ROW, "Folio No: as printed above").sheet()]));
    assert_eq!(lines.last().map(String::as_str), Some("load Folio No: as printed above"));
}

#[test]
fn state_survives_page_breaks_anywhere() {
    let first = row(block(house(page(1), 140.0, "ALPHA Mutual Fund"), 153.0), 210.0, PURCHASE);
    let second = row(page(2), 121.0, ["08-Apr-2024", "*** Stamp Duty ***", "0.25", "", "", ""]);
    let third = house(closing(page(3), 121.0), 140.0, "Beta Asset MF");
    let fourth = row(
        scheme(
            folio(page(4), 121.0, "9000"),
            133.0,
            "199BM-Beta Fund - IDCW# Payout(Advisor: DIRECT)",
            "KFINTECH",
        ),
        165.0,
        PURCHASE,
    );
    let found = read(&[first.sheet(), second.sheet(), third.sheet(), fourth.sheet()]);
    let expected = [
        "period 2024-04-01 2025-03-31",
        "folio 70000001 / 12 of ALPHA Mutual Fund, holder TEST PERSON",
        HEAD_RECORD,
        PURCHASE_ROW,
        "row 2024-04-08 *** Stamp Duty ***|0.25|-|-|-",
        "closing 103.697 54.3377 4999.75 5634.66",
        "folio 9000 of Beta Asset MF, holder -",
        "scheme 199BM|Beta Fund - IDCW# Payout|-|DIRECT|KFINTECH",
        PURCHASE_ROW,
    ];
    assert_eq!(short(&found), expected);
}

#[test]
fn rows_that_hold_a_period_are_rows_at_the_top_of_a_page_too() {
    let first = |period: &str| {
        let draft = block(house(front(period), 330.0, "ALPHA Mutual Fund"), 343.0);
        let draft = column_header(draft, 311.0);
        row(draft, 400.0, PURCHASE).sheet()
    };
    let second = |period: &str| {
        let mut draft = column_header(Draft::new().numbered(2), 101.6).left(240.0, 72.0, 8.595, period);
        draft = row(draft, 121.0, ["09-Apr-2024", "SIP Pause 01-Apr-2024 To 31-Mar-2025", "", "", "", ""]);
        draft = row(draft, 130.4, ["09-Apr-2024", "IDCW Paid as on 31-Mar-2024", "62.50", "", "", ""]);
        draft = row(draft, 139.8, ["10-Apr-2024", "- 31-Mar-2025", "1.00", "", "", ""]);
        row(draft, 149.2, ["10-Apr-2024", "IDCW paid", "62.50", "", "", ""])
            .left(74.29, 156.8, ROW, "As on 31-Mar-2024")
            .sheet()
    };
    let rows = [
        "row 2024-04-09 SIP Pause 01-Apr-2024 To 31-Mar-2025|-|-|-|-",
        "row 2024-04-09 IDCW Paid as on 31-Mar-2024|62.50|-|-|-",
        "row 2024-04-10 - 31-Mar-2025|1.00|-|-|-",
        "row 2024-04-10 IDCW paid As on 31-Mar-2024|62.50|-|-|-",
    ];
    let period = "01-Apr-2024 To 31-Mar-2025";
    let found = short(&read(&[first(period), second(period)]));
    assert_eq!(found[0], "period 2024-04-01 2025-03-31");
    assert_eq!(found[found.len() - 4..], rows);
    // Nor are they the period, when the page prints none that can be read.
    let sheets = [first("01-Apr-2024 To 3x-Mar-2025"), second("01-Apr-2024 To 3x-Mar-2025")];
    let detection = detect(&Info::default(), &sheets).unwrap();
    let found = extract(&sheets, &detection).unwrap();
    assert_eq!(short(&found.value)[0], "investor");
    assert_eq!(found.notes[0].code, DiagnosticCode::Missing { part: "statement period" });
}

#[test]
fn wrapped_rows_keep_their_tails_and_odd_shapes_their_columns() {
    let mut draft = block(house(page(1), 140.0, "ALPHA Mutual Fund"), 153.0);
    draft = row(
        draft,
        210.0,
        ["02-Dec-2024", "SIP Purchase (Reversal) - Instalment No", "(10.00)", "(1.000)", "10.00", "2.000"],
    );
    draft = draft.left(74.29, 217.5, ROW, "116").left(74.29, 225.0, ROW, "Folio No: 123 and 45.00");
    draft =
        row(draft, 233.6, ["03-Dec-2024", "Gifting of units-TO Folio No: 123", "", "(1.000)", "", "1.000"]);
    draft = row(draft, 243.0, ["04-Dec-2024", "Consolidation In", "", "", "", "1.000"]);
    draft = row(draft, 252.3, ["05-Dec-2024", "***SIP Registered***", "", "", "", ""]);
    let found = short(&read(&[draft.sheet()]));
    let expected = [
        "row 2024-12-02 SIP Purchase (Reversal) - Instalment No 116 Folio No: 123 and 45.00|-10.00|-1.000|10.00|2.000",
        "row 2024-12-03 Gifting of units-TO Folio No: 123|-|-1.000|-|1.000",
        "row 2024-12-04 Consolidation In|-|-|-|1.000",
        "row 2024-12-05 ***SIP Registered***|-|-|-|-",
    ];
    assert_eq!(found[3..], expected);
}

#[test]
fn kfintech_heads_wrap_their_registrar_and_may_lack_a_folio_line() {
    let mut draft = house(page(1), 140.0, "BETA Mutual Fund");
    draft = folio(draft, 153.0, "70000000001 / 0")
        .left(507.0, 163.0, 7.162, "Registrar :")
        .left(28.93, 165.0, 7.162, "117XX-Beta Hybrid Fund - Regular Plan - ISIN: INF")
        .left(506.0, 171.3, 7.162, "KFINTECH")
        .left(28.93, 173.4, 7.162, "179K01WN9(Advisor:")
        .left(28.93, 181.8, 7.162, "CAT-1 EOP -0009)")
        .right(566.5, 192.0, ROW, "Opening Unit Balance: 0.000");
    draft = closing(row(draft, 201.0, PURCHASE), 211.0).left(28.93, 221.5, ROW, "Entry Load - NIL.");
    draft = scheme(draft, 241.0, "127 CPGPG-Beta Liquid Fund(Advisor: )", "KFINTECH");
    draft = row(draft, 272.0, PURCHASE);
    let found = short(&read(&[draft.sheet()]));
    let expected = [
        "folio 70000000001 / 0 of BETA Mutual Fund, holder -",
        "scheme 117XX|Beta Hybrid Fund - Regular Plan|INF179K01WN9|CAT-1 EOP -0009|KFINTECH",
        PURCHASE_ROW,
        "closing 103.697 54.3377 4999.75 5634.66",
        "load Entry Load - NIL.",
        "scheme 127 CPGPG|Beta Liquid Fund|-|-|KFINTECH",
        PURCHASE_ROW,
    ];
    assert_eq!(found[1..], expected);
}

#[test]
fn no_transactions_and_dummy_isins() {
    let mut draft = folio(house(page(1), 140.0, "ALPHA Mutual Fund"), 153.0, "1");
    draft = scheme(
        draft,
        165.0,
        "L851-SBIMF - Unclaimed IDCW# > 3 Years (Non -Demat) - ISIN: UNCLAIMDISIN - Payout(Advisor: DIRECT)",
        "CAMS",
    );
    draft = draft.left(74.3, 197.0, ROW, "*** No transactions during this statement period ***");
    let sheets = [closing(draft, 207.0).sheet()];
    let detection = detect(&Info::default(), &sheets).unwrap();
    let noted = extract(&sheets, &detection).unwrap();
    let expected = [
        "folio 1 of ALPHA Mutual Fund, holder -",
        "scheme L851|SBIMF - Unclaimed IDCW# > 3 Years - Payout|-|DIRECT|CAMS",
        "closing 103.697 54.3377 4999.75 5634.66",
    ];
    assert_eq!(short(&noted.value)[1..], expected);
    assert_eq!(noted.notes.iter().map(|note| note.code.code()).collect::<Vec<_>>(), ["invalid-isin"]);
}

#[test]
fn a_pan_that_cannot_be_read_is_told() {
    for (state, expected) in
        [("KYC: OK  PAN: OK", &[][..]), ("KXC: OK  PAN: OK", &["unreadable-value"]), ("PAN: NOT OK", &[])]
    {
        let draft = house(page(1), 140.0, "ALPHA Mutual Fund");
        let draft = draft.left(28.93, 153.0, 7.64, "Folio No: 70000001 / 12").left(
            347.6,
            153.0,
            7.64,
            "PAN: ABCDE1234F",
        );
        let draft = scheme(draft.left(500.0, 153.0, 7.64, state), 175.8, HEAD, "CAMS");
        let sheets = [closing(row(draft, 207.0, PURCHASE), 217.0).sheet()];
        let detection = detect(&Info::default(), &sheets).unwrap();
        let noted = extract(&sheets, &detection).unwrap();
        let codes: Vec<&str> = noted.notes.iter().map(|note| note.code.code()).collect();
        assert_eq!(codes, expected, "{state}");
    }
}

#[test]
fn old_karvy_rows_join_two_baselines() {
    let mut draft = block(house(page(1), 140.0, "ALPHA Mutual Fund"), 153.0);
    draft = row(draft, 210.0, ["05-Mar-2018", "", "3000.00", "75.0000", "40.0000", "75.0000"]);
    draft = draft.left(74.3, 212.6, ROW, "Purchase- Systematic");
    draft = row(draft, 222.0, ["20-Mar-2018", "", "-1500", "-40.0000", "37.5", "35.0000"]);
    draft = draft.left(74.3, 219.2, ROW, "Redemption");
    let found = short(&read(&[draft.sheet()]));
    let expected = [
        "row 2018-03-05 Purchase- Systematic|3000.00|75.0000|40.0000|75.0000",
        "row 2018-03-20 Redemption|-1500|-40.0000|37.5|35.0000",
    ];
    assert_eq!(found[3..], expected);
    // The balance, or all figures, on the upper line; further apart where the dated line has no text of its own.
    for (gap, upper, lower) in [
        (3.0, ["", "", "", "50.0000"], ["500.00", "10.0000", "50.0000", ""]),
        (3.0, ["500.00", "10.0000", "50.0000", "50.0000"], ["", "", "", ""]),
        (5.5, ["", "", "", "50.0000"], ["500.00", "10.0000", "50.0000", ""]),
        (5.5, ["", "", "", ""], ["500.00", "10.0000", "50.0000", "50.0000"]),
    ] {
        let mut draft = block(house(page(1), 140.0, "ALPHA Mutual Fund"), 153.0);
        for (index, date) in ["05-Mar-2018", "20-Mar-2018"].into_iter().enumerate() {
            let y = 206.0 + index as f32 * (9.4 + gap);
            let [text, a, b, c, d] = ["Sys. Investment (1/1)", upper[0], upper[1], upper[2], upper[3]];
            draft = row(draft, y, ["", text, a, b, c, d]);
            draft = row(draft, y + gap, [date, "", lower[0], lower[1], lower[2], lower[3]]);
        }
        let found = short(&read(&[draft.sheet()]));
        let expected = ["2018-03-05", "2018-03-20"]
            .map(|date| format!("row {date} Sys. Investment (1/1)|500.00|10.0000|50.0000|50.0000"));
        assert_eq!(found[3..], expected, "{gap} {upper:?}");
    }
    // Above the first row of a scheme, near to the opening balance.
    let draft = block(house(page(1), 140.0, "ALPHA Mutual Fund"), 153.0).left(74.3, 202.8, ROW, "Redemption");
    let draft = row(draft, 206.8, ["20-Mar-2018", "Payment", "-1500", "-40.0000", "37.5", "35.0000"]);
    let found = short(&read(&[draft.sheet()]));
    assert_eq!(found[3..], ["row 2018-03-20 Redemption Payment|-1500|-40.0000|37.5|35.0000"]);
}

#[test]
fn nominees_are_names_and_wrap_below_their_label() {
    let draft = folio(house(page(1), 140.0, "ALPHA Mutual Fund"), 153.0, "1").left(28.93, 165.0, 7.162, HEAD);
    let draft = draft
        .left(31.0, 177.0, 7.64, "Nominee 1:")
        .left(82.0, 177.0, 7.64, "Multiple Nominee")
        .left(233.0, 177.0, 7.64, "Nominee 2:")
        .left(281.0, 177.0, 7.64, "A VERY LONG")
        .left(281.0, 185.0, 7.64, "NAME")
        .left(413.0, 177.0, 7.64, "Nominee 3:")
        .right(566.5, 196.0, ROW, "Opening Unit Balance: 12.500");
    let found = read(&[draft.sheet()]);
    let Record::Scheme(scheme) = &found[2].record else { unreachable!("a scheme") };
    assert_eq!(scheme.nominees, ["Multiple Nominee", "A VERY LONG NAME"]);
    assert_eq!(scheme.open_units.map(|units| units.to_string()).as_deref(), Some("12.500"));
    assert_eq!(scheme.is_demat, Some(false));
}

fn front(period: &str) -> Draft {
    Draft::new()
        .left(160.0, 58.0, 17.19, "Consolidated Account Statement")
        .left(240.0, 72.0, 8.595, period)
        .left(34.7, 104.7, 8.595, "Email Id: test.person@example.com")
        .left(306.0, 103.8, 7.64, "This Consolidated Account Statement is brought to you as an")
        .left(306.0, 123.0, 7.64, "investor friendly initiative by CAMS and KFintech")
        .left(34.7, 123.6, 9.55, "TEST PERSON")
        .left(34.7, 144.3, 8.595, "S/O: SAMPLE PERSON")
        .left(34.7, 154.2, 8.595, "SAMPLE TOWN - 999999")
        .left(34.7, 164.2, 8.595, "Phone Off: 000000")
        .left(34.7, 174.2, 8.595, "Mobile: +910000000000")
        .left(250.0, 240.0, 7.64, "PORTFOLIO SUMMARY")
        .left(100.0, 259.8, 7.64, "Mutual Fund")
        .left(280.0, 255.3, 7.64, "Cost Value")
        .left(289.0, 264.2, 7.64, "(INR)")
        .left(455.0, 255.3, 7.64, "Market Value")
        .left(468.0, 264.2, 7.64, "(INR)")
        .left(40.0, 277.4, ROW, "ALPHA Mutual Fund")
        .left(284.0, 277.4, ROW, "8,071.31")
        .left(464.0, 277.4, ROW, "8,908.61")
        .left(108.0, 291.8, 7.64, "Total")
        .left(284.0, 291.8, ROW, "8,071.31")
        .left(464.0, 291.8, ROW, "8,908.61")
}

#[test]
fn the_front_page_gives_investor_and_portfolio() {
    let found = read(&[front("01-Apr-2024 To 31-Mar-2025").sheet()]);
    assert_eq!(short(&found)[1..], ["investor", "total ALPHA Mutual Fund", "total Total"]);
    let Record::Investor(investor) = &found[1].record else { unreachable!("an investor") };
    assert_eq!(investor.name.as_deref(), Some("TEST PERSON"));
    assert_eq!(investor.email.as_deref(), Some("test.person@example.com"));
    assert_eq!(investor.address, ["S/O: SAMPLE PERSON", "SAMPLE TOWN - 999999"]);
    assert_eq!(investor.pincode.as_deref(), Some("999999"));
    assert_eq!(investor.mobile.as_deref(), Some("+910000000000"));
    assert_eq!(investor.phones, ["Phone Off: 000000"]);
}

#[test]
fn names_of_the_portfolio_wrap() {
    // Figures in the middle of the two lines, or beside the first.
    for (figures, tail) in [(285.1, 288.8), (281.4, 289.0)] {
        let draft = Draft::new()
            .left(160.0, 58.0, 17.19, "Consolidated Account Statement")
            .left(240.0, 72.0, 8.595, "01-Apr-2024 To 31-Mar-2025")
            .left(34.7, 123.6, 9.55, "TEST PERSON")
            .left(250.0, 240.0, 7.64, "PORTFOLIO SUMMARY")
            .left(100.0, 259.8, 7.64, "Mutual Fund")
            .left(280.0, 255.3, 7.64, "Cost Value")
            .left(289.0, 264.2, 7.64, "(INR)")
            .left(455.0, 255.3, 7.64, "Market Value")
            .left(468.0, 264.2, 7.64, "(INR)")
            .left(40.0, 281.4, ROW, "ALPHA Mutual Fund (Formerly Beta Mutual")
            .left(284.0, figures, ROW, "8,071.31")
            .left(464.0, figures, ROW, "8,908.61")
            .left(40.0, tail, ROW, "Fund)")
            .left(40.0, 299.5, ROW, "Zeta MF")
            .left(284.0, 299.5, ROW, "1.00")
            .left(464.0, 299.5, ROW, "1.00")
            .left(108.0, 313.9, 7.64, "Total")
            .left(284.0, 313.9, ROW, "8,072.31")
            .left(464.0, 313.9, ROW, "8,909.61");
        let draft = block(house(column_header(draft, 330.0), 360.0, "Zeta MF"), 373.0);
        let found = short(&read(&[row(draft, 430.0, PURCHASE).sheet()]));
        let expected =
            ["total ALPHA Mutual Fund (Formerly Beta Mutual Fund)", "total Zeta MF", "total Total"];
        assert_eq!(found[2..5], expected, "{figures}");
    }
}

#[test]
fn generations_are_told_by_header_and_blocks() {
    let describe = |sheets: &[Sheet]| -> Detection { detect(&Info::default(), sheets).unwrap() };
    let with_footer = closing(row(block(page(1), 153.0), 210.0, PURCHASE), 220.0).sheet();
    assert_eq!(describe(&[with_footer]).generation, Some("G4"));
    let plain = row(block(page(1), 153.0), 210.0, PURCHASE).sheet();
    let plain = describe(&[plain]);
    assert_eq!((plain.generation, plain.open), (Some("G2"), false));
    let without_header = Draft::new()
        .left(28.93, 30.0, 8.0, "Consolidated Account Statement")
        .left(28.93, 60.0, 6.4, "CAMSCASWS-100")
        .sheet();
    assert!(describe(&[without_header]).open);
    assert_eq!(
        describe(&[summary::balance(summary::summary_page(), 274.0, "1", "").sheet()]).generation,
        Some("G4")
    );
}
