//! Notes drawn by hand, through the walk: what rows and tables become of lines.

use cas_model::note_record::{ChargeKind, FillRecord, SubTotalRecord};
use cas_model::record::Record;
use cas_model::{DiagnosticCode, Noted, Sourced};
use cas_page::{Rect, Ruling};
use cas_table::{Draft, Sheet};

use super::cells_tests::summary_header;
use super::walk::Walk;

/// The header of a table of fills.
fn header(number: u32) -> Draft {
    let labels = [
        (60.0, "Order No."),
        (130.0, "Order Time"),
        (200.0, "Trade No."),
        (270.0, "Trade Time"),
        (340.0, "Security / Contract Description"),
        (450.0, "B/S"),
        (490.0, "Quantity"),
        (540.0, "Net Rate"),
        (620.0, "Net Total"),
    ];
    let draft = Draft::new().numbered(number);
    labels.iter().fold(draft, |draft, (middle, label)| {
        draft.left(middle - label.len() as f32 * 1.5, 100.0, 6.0, label)
    })
}

fn fill(draft: Draft, y: f32, name: &str) -> Draft {
    let cells = [
        (40.0, "1300000000000001"),
        (118.0, "09:20:11"),
        (180.0, "500001"),
        (258.0, "09:20:12"),
        (294.0, name),
        (448.5, "B"),
        (480.0, "65"),
        (530.0, "10.00"),
        (610.0, "(650.00)"),
    ];
    cells.iter().fold(draft, |draft, (x, text)| draft.left(*x, y, 6.0, text))
}

/// The page with rules across it.
fn ruled(draft: Draft, rules: &[f32]) -> Sheet {
    let mut page = draft.page();
    let rule = |&y: &f32| Ruling { area: Rect::new(30.0, y, 650.0, y + 0.2), filled: false };
    page.rulings = rules.iter().map(rule).collect();
    Sheet::from_page(page)
}

fn read(sheets: &[Sheet]) -> Noted<Vec<Sourced>> {
    let mut walk = Walk::new();
    for sheet in sheets {
        walk.page(sheet);
    }
    walk.finish().1.finish()
}

fn records(sheets: &[Sheet]) -> Vec<Record> {
    read(sheets).value.into_iter().map(|found| found.record).collect()
}

fn notes(sheet: Sheet) -> Vec<DiagnosticCode> {
    read(&[sheet]).notes.into_iter().map(|note| note.code).collect()
}

fn fills<'r>(records: &'r [Record]) -> Vec<&'r FillRecord> {
    let fill = |record: &'r Record| if let Record::Fill(fill) = record { Some(fill.as_ref()) } else { None };
    records.iter().filter_map(fill).collect()
}

fn sub_totals<'r>(records: &'r [Record]) -> Vec<&'r SubTotalRecord> {
    let total =
        |record: &'r Record| if let Record::SubTotal(total) = record { Some(total.as_ref()) } else { None };
    records.iter().filter_map(total).collect()
}

#[test]
fn a_row_goes_on_below_the_header_of_the_next_page() {
    let first = fill(header(1), 120.0, "SAMPLE STEEL WORKS OF");
    let second = header(2).left(40.0, 120.0, 6.0, "99").left(294.0, 120.0, 6.0, "INDIA LIMITED -");
    let second = fill(second.left(294.0, 128.0, 6.0, "INE0ZA101016"), 150.0, "TEST PAINTS LIMITED");
    let records = records(&[ruled(first, &[110.0, 125.0]), ruled(second, &[110.0, 135.0, 160.0])]);
    let [first, second] = fills(&records)[..] else { panic!("two fills") };
    assert_eq!(first.description.as_deref(), Some("SAMPLE STEEL WORKS OF INDIA LIMITED -"));
    assert_eq!(first.order_number.as_deref(), Some("130000000000000199"));
    assert_eq!(second.description.as_deref(), Some("TEST PAINTS LIMITED"));
    // No description of this note has an ISIN: one that stands alone names the fills above.
    assert_eq!(sub_totals(&records).len(), 1);
}

#[test]
fn an_isin_below_the_fills_names_them() {
    for (text, expected) in [("ISIN : INE0ZA101016", 1), ("INE0ZA101016", 1), ("LIMITED INE0ZA101016", 0)] {
        let draft = fill(header(1), 120.0, "SAMPLE WORKS").left(294.0, 140.0, 6.0, text);
        let records = records(&[ruled(draft, &[110.0, 130.0, 150.0])]);
        assert_eq!(fills(&records).len(), 1, "{text}");
        assert_eq!(sub_totals(&records).len(), expected, "{text}");
        assert!(sub_totals(&records).iter().all(|total| total.isin.is_some() && total.quantity.is_none()));
    }
    // A description that ends with its ISIN.
    let draft = fill(header(1), 120.0, "SAMPLE WORKS -").left(294.0, 128.0, 6.0, "INE0ZA101016");
    let records = records(&[ruled(draft, &[110.0, 150.0])]);
    assert!(sub_totals(&records).is_empty());
    assert_eq!(fills(&records).iter().filter(|fill| fill.isin.is_some()).count(), 1);
}

#[test]
fn what_is_no_time_is_told() {
    let draft = header(1).left(40.0, 120.0, 6.0, "1300000000000001").left(118.0, 120.0, 6.0, "09:20:1101");
    let draft = draft.left(180.0, 120.0, 6.0, "500001").left(258.0, 120.0, 6.0, "09:20:12");
    let sheet = draft.left(448.5, 120.0, 6.0, "B").left(610.0, 120.0, 6.0, "(650.00)").sheet();
    assert_eq!(notes(sheet), [DiagnosticCode::UnreadableValue { field: "time of a fill" }]);
}

#[test]
fn a_security_without_figures_is_told() {
    let draft =
        summary_header().left(60.0, 120.0, 6.0, "INE0ZA101016").left(160.0, 120.0, 6.0, "SAMPLE STEEL WORKS");
    assert_eq!(notes(draft.sheet()), [DiagnosticCode::Orphan { record: "summary row" }]);
}

/// The obligation of two exchanges, with a row of totals and without.
#[test]
fn the_last_exchange_is_no_total() {
    let labels = [
        (30.0, "Exchange"),
        (100.0, "Pay In/Pay Out Obligation"),
        (200.0, "Taxable Value (Brokerage)"),
        (300.0, "Exch.Txn Charges"),
        (380.0, "Securities Transaction Tax"),
        (480.0, "SEBI Fees"),
        (540.0, "Stamp Duty"),
        (600.0, "Net Amount Receivable/ Payable By Client"),
    ];
    let table = |rows: &[(&str, &str)]| {
        let draft = labels.iter().fold(Draft::new(), |draft, (x, label)| draft.left(*x, 100.0, 6.0, label));
        let draft = rows.iter().enumerate().fold(draft, |draft, (at, (name, figure))| {
            let y = 112.0 + 12.0 * at as f32;
            let draft = draft.left(30.0, y, 6.0, name);
            labels.iter().skip(1).fold(draft, |draft, (x, _)| draft.left(*x, y, 6.0, figure))
        });
        let found = records(&[draft.sheet()]).into_iter().find_map(|record| match record {
            Record::Charge(charge) if charge.kind == ChargeKind::Net => Some(charge),
            _ => None,
        });
        let charge = found.unwrap();
        (charge.segments.len(), charge.total.map(|total| total.to_string()))
    };
    assert_eq!(table(&[("NSE CASH", "1.00"), ("BSE CASH", "2.00")]), (2, None));
    assert_eq!(table(&[("NSE CASH", "1.00"), ("TOTAL(NET)", "1.00")]), (1, Some("1.00".to_owned())));
    assert_eq!(table(&[("NSE CASH", "1.00")]), (0, Some("1.00".to_owned())));
}

/// The line of a name may be the label of a charge (`UTTAM SUGAR MILLS`, `BROKERAGE SOLUTIONS`): a charge has its figure.
#[test]
fn the_label_of_a_charge_ends_a_table_with_its_figure_only() {
    let ends = |text: &str| {
        let sheet = Draft::new().left(30.0, 100.0, 6.0, text).sheet();
        Walk::new().ends(&sheet, 0)
    };
    for text in ["BROKERAGE SOLUTIONS LTD", "UTTAM SUGAR MILLS", "STAMP DUTY", "TEST PAINTS LTD 12.50"] {
        assert!(!ends(text), "{text}");
    }
    for text in [
        "Taxable value of supply (Brokerage) 12.50",
        "STT 1,250.00",
        "Pay in / Pay out obligation",
        "25005.00 Pay in Obligation",
        "0.78 b) Exchange Transaction Charges",
    ] {
        assert!(ends(text), "{text}");
    }
}

/// The name of a segment first below a repeated header, or close between rows, is no part of a row.
#[test]
fn segments_stand_apart_from_rows() {
    let turned = [
        fill(header(1), 120.0, "SAMPLE WORKS").sheet(),
        fill(header(2).left(40.0, 120.0, 6.0, "BSE-FO"), 140.0, "TEST26APRFUT").sheet(),
    ];
    let tight = fill(header(1), 120.0, "SAMPLE WORKS").left(40.0, 128.0, 6.0, "BSE - FO");
    let tight = [fill(tight, 136.0, "TEST26APRFUT").sheet()];
    for sheets in [&turned[..], &tight] {
        let records = records(sheets);
        let [first, second] = fills(&records)[..] else { panic!("two fills") };
        assert_eq!((first.segment.as_deref(), second.segment.is_some()), (None, true));
        for fill in [first, second] {
            assert_eq!(fill.order_number.as_deref(), Some("1300000000000001"));
        }
    }
    // The rest of a name, which stands below it.
    let draft = fill(header(1), 120.0, "SAMPLE PRIVATE").left(294.0, 128.0, 6.0, "EQUITY");
    let records = records(&[fill(draft, 150.0, "TEST WORKS").sheet()]);
    let texts: Vec<_> = fills(&records).iter().map(|fill| fill.description.as_deref()).collect();
    assert_eq!(texts, [Some("SAMPLE PRIVATE EQUITY"), Some("TEST WORKS")]);
}

#[test]
fn what_is_no_rest_of_a_number_is_left_alone() {
    for (rest, expected) in [("99", "130000000000000199"), ("F-2", "1300000000000001")] {
        let first = fill(header(1), 120.0, "SAMPLE WORKS").sheet();
        let second = fill(header(2).left(40.0, 120.0, 6.0, rest), 140.0, "TEST WORKS").sheet();
        let records = records(&[first, second]);
        assert_eq!(fills(&records).first().unwrap().order_number.as_deref(), Some(expected));
    }
}

/// A heading of an exchange that nobody knows: the segment above it does not go on.
#[test]
fn an_unknown_segment_is_told() {
    let draft = fill(header(1).left(40.0, 110.0, 6.0, "NSE-EQ"), 125.0, "SAMPLE WORKS");
    let draft = fill(draft.left(40.0, 140.0, 6.0, "BSE - Odd Lots"), 155.0, "TEST WORKS");
    let noted = read(&[draft.sheet()]);
    let codes: Vec<_> = noted.notes.into_iter().map(|note| note.code).collect();
    assert_eq!(codes, [DiagnosticCode::UnreadableValue { field: "segment of fills" }]);
    let records: Vec<_> = noted.value.into_iter().map(|found| found.record).collect();
    let segments: Vec<_> = fills(&records).iter().map(|fill| fill.segment.as_deref()).collect();
    assert_eq!(segments, [Some("NSE-EQ"), None]);
}

/// An ISIN that wraps, and a heading close below the last row.
#[test]
fn the_isin_of_a_security_may_have_lines_below_it() {
    for (first, second) in
        [("INE0ZA1010", "16"), ("INE0ZA101016", "FUTURES & OPTIONS"), ("INE0ZA101016", "OTHERS")]
    {
        let draft = summary_header().left(60.0, 120.0, 6.0, first).left(160.0, 120.0, 6.0, "SAMPLE WORKS");
        let draft = draft.right(262.0, 120.0, 6.0, "5").right(640.0, 120.0, 6.0, "-100.00");
        let records = records(&[draft.left(60.0, 128.0, 6.0, second).sheet()]);
        let [Record::Security(security), ..] = &records[..] else { panic!("a security: {second}") };
        assert_eq!(security.isin.map(|isin| isin.to_string()).as_deref(), Some("INE0ZA101016"), "{second}");
        assert_eq!(security.net.map(|net| net.to_string()).as_deref(), Some("-100.00"));
    }
}

/// A side that nobody knows is told, and its row is kept.
#[test]
fn a_contract_of_an_unknown_side_is_a_contract() {
    let labels = [
        (30.0, "Contract Description"),
        (120.0, "Buy(B) / Sell(S)"),
        (200.0, "Quantity"),
        (260.0, "WAP"),
        (320.0, "Net Total"),
    ];
    for (side, expected, told) in [("BF*", Some("BF"), 0), ("EX", None, 1)] {
        let draft = labels.iter().fold(Draft::new(), |draft, (x, label)| draft.left(*x, 100.0, 6.0, label));
        let cells =
            [(30.0, "TEST26APRFUT"), (130.0, side), (206.0, "65"), (260.0, "10.00"), (320.0, "650.00")];
        let draft = cells.iter().fold(draft, |draft, (x, text)| draft.left(*x, 112.0, 6.0, text));
        let noted = read(&[draft.sheet()]);
        assert_eq!(noted.notes.len(), told, "{side}");
        let contract = noted.value.into_iter().find_map(|found| match found.record {
            Record::Contract(contract) => Some(contract),
            _ => None,
        });
        let contract = contract.unwrap();
        assert_eq!((contract.side.as_deref(), contract.quantity.is_some()), (expected, true));
    }
}

#[test]
fn the_obligation_ends_the_tax_annexure() {
    let labels = [
        (30.0, "ISIN"),
        (100.0, "Security"),
        (200.0, "Transaction"),
        (280.0, "Quantity"),
        (340.0, "Taxable value"),
        (440.0, "STT"),
    ];
    let draft = labels.iter().fold(Draft::new(), |draft, (x, label)| draft.left(*x, 100.0, 6.0, label));
    let cells = [
        (30.0, 112.0, "INE0ZA101016"),
        (100.0, 112.0, "SAMPLE WORKS"),
        (200.0, 112.0, "Sell"),
        (440.0, 112.0, "1.00"),
        (30.0, 130.0, "Pay in / Pay out obligation"),
        (440.0, 130.0, "100.00"),
    ];
    let draft = cells.iter().fold(draft, |draft, (x, y, text)| draft.left(*x, *y, 6.0, text));
    let records = records(&[draft.sheet()]);
    let taxes = records.iter().filter(|record| matches!(record, Record::Tax(_))).count();
    let charges = records.iter().filter(|record| matches!(record, Record::Charge(_))).count();
    assert_eq!((taxes, charges), (1, 1));
}

/// The last word of a name begins as an ISIN does.
#[test]
fn a_name_above_its_isin_is_no_part_of_it() {
    for (name, isin) in [("SAMPLE INDIA", "[INE0ZA101016]"), ("SAMPLE IT", "(INE0ZA101016)")] {
        let draft = fill(header(1), 120.0, name).left(294.0, 128.0, 6.0, isin);
        let records = records(&[ruled(draft, &[110.0, 150.0])]);
        let [fill] = fills(&records)[..] else { panic!("a fill") };
        assert_eq!(fill.description.as_deref(), Some([name, " ", isin].concat().as_str()));
        assert!(fill.isin.is_some());
    }
}

/// The exchange of a contract may be the name of a segment.
#[test]
fn a_contract_ends_with_its_exchange() {
    let labels = [
        (30.0, "Contract Description"),
        (120.0, "Buy(B) / Sell(S)"),
        (200.0, "Quantity"),
        (260.0, "WAP"),
        (320.0, "Net Total"),
    ];
    let row = |draft: Draft, y: f32, name: &str| {
        let cells = [(30.0, name), (130.0, "B"), (206.0, "65"), (260.0, "10.00"), (320.0, "650.00")];
        cells.iter().fold(draft, |draft, (x, text)| draft.left(*x, y, 6.0, text))
    };
    let read = |upper: &str, lower: &str, rules: &[f32]| -> Vec<String> {
        let draft = labels.iter().fold(Draft::new(), |draft, (x, label)| draft.left(*x, 100.0, 6.0, label));
        let draft = row(draft, 112.0, upper).left(30.0, 120.0, 6.0, lower);
        let records = records(&[ruled(row(draft, 136.0, "TEST26APRFUT"), rules)]);
        let text = |record: &Record| match record {
            Record::Contract(contract) => contract.description.as_deref().map(str::to_owned),
            _ => None,
        };
        records.iter().filter_map(text).collect()
    };
    for (upper, lower) in [("TEST 13 Dec 2026 PE -", "MCX"), ("TEST 13 Dec 2026 PE", "- NSEFO")] {
        assert_eq!(read(upper, lower, &[]), [[upper, " ", lower].concat().as_str(), "TEST26APRFUT"]);
    }
    // Below a rule, and below a text that is whole, it is a heading.
    for (upper, rules) in [("TEST 13 Dec 2026 PE -", &[116.0][..]), ("TEST 13 Dec 2026 PE - MCX", &[])] {
        assert_eq!(read(upper, "MCX", rules), [upper, "TEST26APRFUT"]);
    }
}

/// A row that closes a security may have its quantities in columns of purchases and sales.
#[test]
fn quantities_apart_close_a_security() {
    let labels = [(660.0, "Bought Qty"), (720.0, "Sold Qty")];
    let draft = labels.iter().fold(header(1), |draft, (x, label)| draft.left(*x, 100.0, 6.0, label));
    let draft = fill(draft, 120.0, "SAMPLE WORKS").left(294.0, 135.0, 6.0, "INE0ZA101016");
    let draft = draft.right(690.0, 135.0, 6.0, "65").right(744.0, 135.0, 6.0, "5");
    let records = records(&[draft.sheet()]);
    let [total] = sub_totals(&records)[..] else { panic!("a row that closes") };
    assert!(total.isin.is_some());
    assert_eq!(total.quantity.map(|quantity| quantity.to_string()).as_deref(), Some("60"));
}

/// The heading of an annexure stands as close above the labels of the client as the lines of a notice do.
#[test]
fn labels_of_the_client_are_no_notice() {
    let draft = fill(header(1), 120.0, "SAMPLE WORKS");
    let draft = draft.left(40.0, 150.0, 6.0, "Annexure Statement of Securities Transaction Tax");
    let draft = draft.left(40.0, 158.0, 6.0, "Trading Client Code : ZZ0001");
    let draft = draft.left(40.0, 166.0, 6.0, "Trading Client Name : ASHA TESTWALA");
    let note = records(&[draft.sheet()]).into_iter().find_map(|record| match record {
        Record::Note(note) => Some(note),
        _ => None,
    });
    let note = note.unwrap();
    assert_eq!((note.ucc.as_deref(), note.client.as_deref()), (Some("ZZ0001"), Some("ASHA TESTWALA")));
}
