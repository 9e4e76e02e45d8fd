//! Heads of notes drawn by hand: what is read of their lines.

use cas_model::Pan;
use cas_model::note_record::NoteRecord;
use cas_model::record::Record;
use cas_table::Rules;

use super::head::{Head, is_company};
use super::head_labels::{Field, split};
use crate::sink::Sink;

#[test]
fn labels_and_values() {
    assert_eq!(split("Name : ASHA TESTWALA"), [(Some(Field::Client), "ASHA TESTWALA")]);
    assert_eq!(
        split("UCC : ZZ0001 PAN : ABCPT1234K"),
        [(Some(Field::Ucc), "ZZ0001"), (Some(Field::Pan), "ABCPT1234K")]
    );
    assert_eq!(split("Contract Note No. NE26M/0000001"), [(Some(Field::Number), "NE26M/0000001")]);
    assert_eq!(split("CONTRACT NOTE CUM TAX INVOICE"), [(None, "CONTRACT NOTE CUM TAX INVOICE")]);
    assert_eq!(split("PAN OF CLIENT : ABCPT1234K"), [(Some(Field::Pan), "ABCPT1234K")]);
    assert_eq!(split("Address"), [(Some(Field::Address), "")]);
    assert_eq!(split("NAMELESS ROAD"), [(None, "NAMELESS ROAD")]);
    assert!(is_company("Sample Broking Limited") && !is_company("Address : X Limited"));
}

/// The note that some lines at x and y make.
fn read(lines: &[(f32, f32, &str)]) -> NoteRecord {
    let draft =
        lines.iter().fold(cas_table::Draft::new(), |draft, (x, y, text)| draft.left(*x, *y, 8.0, text));
    let (sheet, mut head, mut sink) = (draft.sheet(), Head::default(), Sink::default());
    head.read(&sheet, &Rules::default(), 0..sheet.lines.len());
    head.finish(&mut sink);
    let found = sink.finish().value.into_iter().next().map(|found| found.record);
    let Some(Record::Note(note)) = found else { unreachable!("a head") };
    *note
}

#[test]
fn the_broker_stands_above_the_client() {
    let note = read(&[
        (30.0, 50.0, "SAMPLE BROKING LIMITED"),
        (30.0, 62.0, "Address : 99 BROKER TOWER"),
        (30.0, 74.0, "State Code : 29"),
        (300.0, 74.0, "PAN : AAACS1111A"),
        (30.0, 86.0, "Compliance Officer Name : Mr SAMPLE OFFICER"),
        (300.0, 86.0, "Email : officer@example.com"),
        (450.0, 86.0, "UCC : ZZ0001"),
        (30.0, 98.0, "Contract Note No : 00000001"),
        (30.0, 110.0, "Client Name : ASHA TESTWALA"),
        (300.0, 110.0, "PAN : ABCPT1234K"),
        (30.0, 122.0, "Address : 12 TEST STREET"),
        (300.0, 122.0, "State Code : 27"),
    ]);
    assert_eq!(note.pan.as_ref().map(Pan::as_str), Some("ABCPT1234K"));
    assert_eq!((note.client.as_deref(), note.ucc.as_deref()), (Some("ASHA TESTWALA"), Some("ZZ0001")));
    assert_eq!((note.state_code.as_deref(), note.address.concat().as_str()), (Some("27"), "12 TEST STREET"));
}

#[test]
fn facts_above_everything_are_the_clients_where_no_others_follow() {
    let note = read(&[
        (30.0, 50.0, "PAN : ABCPT1234K"),
        (300.0, 50.0, "State Code : 27"),
        (30.0, 62.0, "UCC : ZZ0001"),
    ]);
    assert_eq!((note.pan.is_some(), note.state_code.as_deref()), (true, Some("27")));
}

#[test]
fn settlements_stand_below_their_labels() {
    let note = read(&[
        (30.0, 50.0, "Contract Note No : 00000001"),
        (30.0, 62.0, "Segment"),
        (120.0, 62.0, "Settlement No."),
        (240.0, 62.0, "Settlement Date"),
        (360.0, 62.0, "Clearing House"),
        (30.0, 74.0, "NSE-EQ"),
        (130.0, 74.0, "2026067"),
        (250.0, 74.0, "16/04/2026"),
        (380.0, 74.0, "NCL"),
        (30.0, 86.0, "BSE-EQ"),
        (130.0, 86.0, "2026070"),
        (250.0, 86.0, "17/04/2026"),
        (30.0, 98.0, "ASHA TESTWALA"),
        (30.0, 110.0, "UCC : ZZ0001"),
    ]);
    assert_eq!(note.settlement.as_deref(), Some("2026067"));
    assert_eq!(note.settlement_date.map(|day| day.to_string()).as_deref(), Some("2026-04-16"));
    assert_eq!(note.client.as_deref(), Some("ASHA TESTWALA"));
}

#[test]
fn the_number_of_the_page_is_no_date() {
    let lines = [(30.0, 50.0, "Contract Date : 15-04-2026"), (300.0, 50.0, "Page 1 of 2")];
    let draft =
        lines.iter().fold(cas_table::Draft::new(), |draft, (x, y, text)| draft.left(*x, *y, 8.0, text));
    let (sheet, mut head, mut sink) = (draft.sheet(), Head::default(), Sink::default());
    head.read(&sheet, &Rules::default(), 0..sheet.lines.len());
    head.finish(&mut sink);
    assert!(sink.finish().notes.is_empty());
}

#[test]
fn a_letter_begins_with_to() {
    for lines in [&["To,", "ASHA TESTWALA"][..], &["To, ASHA TESTWALA"], &["To", "ASHA TESTWALA"]] {
        let lines: Vec<_> =
            ["Contract Note No : 00000001"].iter().chain(lines).chain(&["12 TEST STREET"]).collect();
        let placed: Vec<_> =
            lines.iter().enumerate().map(|(at, text)| (30.0, 50.0 + 12.0 * at as f32, **text)).collect();
        let note = read(&placed);
        assert_eq!(
            (note.client.as_deref(), note.address.concat().as_str()),
            (Some("ASHA TESTWALA"), "12 TEST STREET")
        );
    }
}

/// The name of the client is labelled as well, here or on the last page.
#[test]
fn a_letter_may_repeat_the_name() {
    for (labelled, expected) in [("ASHA TESTWALA", "12 TEST STREET"), ("OTHER TESTWALA", "")] {
        let client = format!("Trading Client Name : {labelled}");
        let lines = ["Contract Note No : 00000001", "To, ASHA TESTWALA", "12 TEST STREET", &client];
        let placed: Vec<_> =
            lines.iter().enumerate().map(|(at, text)| (30.0, 50.0 + 12.0 * at as f32, *text)).collect();
        let note = read(&placed);
        assert_eq!((note.client.as_deref(), note.address.concat().as_str()), (Some(labelled), expected));
    }
}

#[test]
fn an_address_may_be_indented() {
    let note = read(&[
        (30.0, 50.0, "Name : ASHA TESTWALA"),
        (30.0, 62.0, "Address : 12 TEST STREET"),
        (84.0, 74.0, "NEAR CLOCK TOWER"),
        (84.0, 86.0, "TESTPUR"),
        (300.0, 86.0, "WHAT STANDS BESIDE IT"),
        (50.0, 98.0, "SAMPLE BROKING LIMITED"),
    ]);
    assert_eq!(note.address, ["12 TEST STREET", "NEAR CLOCK TOWER", "TESTPUR"]);
    assert_eq!(note.broker.as_deref(), Some("SAMPLE BROKING LIMITED"));
}

#[test]
fn a_company_may_be_the_client() {
    let lines = [
        "SAMPLE BROKING LIMITED",
        "Contract Note No. : 00000001",
        "TEST TRADERS PRIVATE LIMITED",
        "12 TEST STREET",
        "PAN of the Client : ABCPT1234K",
    ];
    let placed: Vec<_> =
        lines.iter().zip([60.0, 72.0, 84.0, 96.0, 108.0]).map(|(text, y)| (30.0, y, *text)).collect();
    let note = read(&placed);
    assert_eq!(note.broker.as_deref(), Some("SAMPLE BROKING LIMITED"));
    assert_eq!(note.client.as_deref(), Some("TEST TRADERS PRIVATE LIMITED"));
    assert_eq!((note.address.concat().as_str(), note.pan.is_some()), ("12 TEST STREET", true));
}

/// Whose label it is: words before `Name` or `Address` make it another's, unless a value ends with them.
#[test]
fn labels_of_others_are_not_the_clients() {
    for text in [
        "Branch Name : TESTPUR",
        "Nominee Name : RAVI TESTWALA",
        "Sub-Broker Name : SAMPLE ADVISORS",
        "Registered Office Address : 1 SAMPLE CROSS",
        "Auction Settlement No : 2026901",
        "Father's Name : RAVI TESTWALA",
        "Grievance Officer Name : RAVI TESTWALA",
        "Broker PAN : AAACS1111A",
        "Trading Member PAN : AAACS1111A",
    ] {
        let fields: Vec<_> = split(text).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [Some(Field::Other)], "{text}");
    }
    assert_eq!(split("Nominee Name"), [(Some(Field::Other), "")]);
    let client = (Some(Field::Client), "ASHA TESTWALA");
    assert_eq!(
        split("Name : ASHA TESTWALA Branch Name : TESTPUR"),
        [client, (Some(Field::Other), "TESTPUR")]
    );
    assert_eq!(
        split("Name : SAMPLE BANK Address : TESTPUR"),
        [(Some(Field::Client), "SAMPLE BANK"), (Some(Field::Address), "TESTPUR")]
    );
    assert_eq!(split("Trading Client Name : ASHA TESTWALA"), [client]);
}

/// A colon in a column of its own, or at the value.
#[test]
fn a_colon_may_stand_apart_from_its_label() {
    let labels = [("Name", "ASHA TESTWALA"), ("PAN", "ABCPT1234K"), ("Trade Date", "15/04/2026")];
    for glued in [false, true] {
        let values = labels.map(|(_, value)| if glued { format!(": {value}") } else { value.to_owned() });
        let mut lines = vec![(30.0, 50.0, "Contract Note No : 00000001"), (30.0, 98.0, "Address")];
        for ((at, (label, _)), value) in labels.iter().enumerate().zip(&values) {
            let y = 62.0 + 12.0 * at as f32;
            lines.push((30.0, y, label));
            lines.push((if glued { 120.0 } else { 140.0 }, y, value));
            lines.extend((!glued).then_some((120.0, y, ":")));
        }
        lines.extend([(120.0, 98.0, ":"), (140.0, 98.0, "12 TEST STREET"), (84.0, 110.0, "TESTPUR")]);
        let note = read(&lines);
        assert_eq!(note.client.as_deref(), Some("ASHA TESTWALA"));
        assert_eq!((note.pan.is_some(), note.trade_date.is_some()), (true, true));
        assert_eq!(note.address, ["12 TEST STREET", "TESTPUR"]);
    }
}

#[test]
fn a_label_of_its_own_ends_an_address() {
    for text in ["Branch Code : B01 Family Code : F01", "GSTIN of client : NA", "Tel :", "Client Type : A"] {
        let note =
            read(&[(30.0, 50.0, "Name : A B"), (30.0, 62.0, "Address : 12 TEST STREET"), (84.0, 74.0, text)]);
        assert_eq!(note.address, ["12 TEST STREET"], "{text}");
    }
    for text in ["C/O: RAVI TESTWALA", "Flat No : 12", "PIN : 400001", "ROOM 5 : BLOCK C"] {
        let note =
            read(&[(30.0, 50.0, "Name : A B"), (30.0, 62.0, "Address : 12 TEST STREET"), (84.0, 74.0, text)]);
        assert_eq!(note.address, ["12 TEST STREET", text]);
    }
}

#[test]
fn a_line_of_an_address_may_have_no_letters() {
    let note = read(&[
        (30.0, 50.0, "Contract Note No : 00000001"),
        (30.0, 62.0, "ASHA TESTWALA"),
        (30.0, 74.0, "#12"),
        (30.0, 86.0, "TESTPUR"),
        (30.0, 98.0, "400001"),
        (30.0, 150.0, "7"),
    ]);
    assert_eq!(note.client.as_deref(), Some("ASHA TESTWALA"));
    assert_eq!(note.address, ["#12", "TESTPUR", "400001"]);
}

/// Segments beside each other, or below each other.
#[test]
fn the_settlement_is_that_of_the_cash_segment() {
    let beside = [
        (30.0, 50.0, "Contract Note No : 00000001"),
        (150.0, 62.0, "NSE-FNO"),
        (300.0, 62.0, "NSE-EQ"),
        (30.0, 74.0, "Settlement No"),
        (150.0, 74.0, "2026029"),
        (300.0, 74.0, "2026022"),
    ];
    let below = [
        (30.0, 62.0, "Segment"),
        (150.0, 62.0, "Settlement No"),
        (300.0, 62.0, "Settlement Date"),
        (30.0, 74.0, "NSE-FNO"),
        (150.0, 74.0, "2026029"),
        (300.0, 74.0, "16/04/2026"),
        (30.0, 86.0, "NSE-EQ"),
        (150.0, 86.0, "2026022"),
        (300.0, 86.0, "16/04/2026"),
    ];
    assert_eq!(read(&beside).settlement.as_deref(), Some("2026022"));
    assert_eq!(read(&below).settlement.as_deref(), Some("2026022"));
    // Only derivatives have a number.
    let alone: Vec<_> = beside.into_iter().filter(|(_, _, text)| *text != "2026022").collect();
    assert_eq!(read(&alone).settlement.as_deref(), Some("2026029"));
}

/// Name and address of an officer or an office may be printed after the tables.
#[test]
fn late_labels_replace_nothing() {
    let lines = [
        (50.0, "Contract Note No : 00000001"),
        (62.0, "ASHA TESTWALA"),
        (74.0, "12 TEST STREET"),
        (200.0, "Name : SAMPLE OFFICER"),
        (212.0, "Address : 99 BROKER TOWER"),
        (224.0, "Client Address : 98 BROKER TOWER"),
        (236.0, "Name : ASHA TESTWALA"),
    ];
    let draft =
        lines.iter().fold(cas_table::Draft::new(), |draft, (y, text)| draft.left(30.0, *y, 8.0, text));
    let (sheet, mut head, mut sink) = (draft.sheet(), Head::default(), Sink::default());
    head.read(&sheet, &Rules::default(), 0..3);
    head.close(&sheet);
    let taken: Vec<bool> = sheet.lines.iter().skip(3).map(|line| head.late(&sheet, line)).collect();
    assert_eq!(taken, [false, false, true, true]);
    head.finish(&mut sink);
    let found = sink.finish().value.into_iter().next().map(|found| found.record);
    let Some(Record::Note(note)) = found else { unreachable!("a head") };
    assert_eq!(note.client.as_deref(), Some("ASHA TESTWALA"));
    assert_eq!(note.address, ["12 TEST STREET"]);
}
