//! Folio tables and the details of folios.

use cas_model::record::Record;
use cas_model::{Noted, Sourced};

use super::{extract, page, read, schemes, summary, text};

const FOLIO_HEADER: [(f32, &[(f32, &str)]); 3] = [
    (100.0, &[(22.0, "Mutual Fund Folios (F)")]),
    (
        116.0,
        &[
            (20.0, "ISIN"),
            (80.0, "ISIN Description"),
            (167.0, "Folio No."),
            (212.0, "No. of"),
            (266.0, "Average"),
            (320.0, "Total Cost"),
            (374.0, "Current NAV"),
            (428.0, "Current Value"),
            (485.0, "Unrealised"),
            (534.0, "Annualised"),
        ],
    ),
    (
        123.6,
        &[
            (20.0, "UCC"),
            (213.0, "Units"),
            (252.0, "Cost Per Units"),
            (382.0, "per unit"),
            (480.0, "Profit/(Loss)"),
            (535.0, "Return(%)"),
        ],
    ),
];

fn folios(rows: &[(f32, &[(f32, &'static str)])]) -> Noted<Vec<Sourced>> {
    let rows: Vec<_> = FOLIO_HEADER.iter().chain(rows).copied().collect();
    read(&[&rows])
}

#[test]
fn folios_with_wrapped_digits_and_a_value_painted_twice() {
    let found = folios(&[
        (
            136.0,
            &[
                (20.0, "INF179K01WN9"),
                (80.0, "Sample Four"),
                (-198.0, "91000000"),
                (-235.0, "89,935.20"),
                (-305.0, "20.0000"),
                (-360.0, "17,98,704.16"),
                (-418.0, "29.3146"),
                (-474.0, "26,36,414.65"),
                (-523.0, "8,37,710.49"),
                (-574.0, "11.42"),
            ],
        ),
        (143.3, &[(20.0, "MF/003/93/"), (80.0, "Cap Fund"), (-198.0, "12345/0"), (-235.0, "8")]),
        (150.6, &[(20.0, "6/30")]),
        (
            162.5,
            &[
                (20.0, "NOT AVAILABLE"),
                (80.0, "Sample Five"),
                (-198.0, "91000001"),
                (-235.0, ".196"),
                (-418.0, "3,500.1234"),
                (-474.0, "686.02"),
            ],
        ),
        (174.4, &[(22.0, "Total"), (-360.0, "26,37,100.67")]),
    ]);
    let [four, five] = schemes(&found)[..] else { panic!("two schemes") };
    assert_eq!(
        (text(four.units), four.folio_number.as_deref()),
        ("89935.208".into(), Some("9100000012345/0"))
    );
    assert_eq!(
        (four.ucc.as_deref(), four.printed_name.as_str()),
        (Some("MF/003/93/6/30"), "Sample Four Cap Fund")
    );
    assert_eq!((text(four.cost), text(four.gain)), ("1798704.16".into(), "837710.49".into()));
    assert_eq!((five.isin, five.printed_isin.as_deref()), (None, Some("NOT AVAILABLE")));
    assert_eq!((text(five.units), text(five.value), five.cost), ("0.196".into(), "686.02".into(), None));
    assert_eq!(five.group, Some(0));
}

#[test]
fn a_value_painted_twice_is_read_once() {
    let found = folios(&[(
        136.0,
        &[
            (20.0, "INF179K01WN9"),
            (80.0, "Sample Four"),
            (-198.0, "91000000"),
            (-235.0, "1,000.000"),
            (-418.0, "1,234.5670"),
            (-474.0, "12,34,567.00"),
            (-476.5, "34,567.00"),
        ],
    )]);
    let [four] = schemes(&found)[..] else { panic!("one scheme") };
    assert_eq!(text(four.value), "1234567.00");
}

#[test]
fn details_of_folios() {
    let found = extract(&[
        summary(),
        page(
            2,
            &[
                (40.0, &[(250.0, "***End of Statement***")]),
                (60.0, &[(22.0, "Know more about your accounts")]),
                (
                    80.0,
                    &[
                        (22.0, "Folio No."),
                        (170.0, "HOLDER DETAILS"),
                        (320.0, "KYC"),
                        (370.0, "MOBILE NO"),
                        (440.0, "EMAIL ID"),
                        (530.0, "RTA"),
                    ],
                ),
                (87.6, &[(22.0, "AMC NAME"), (170.0, "HOLDER(S) NAME(S)"), (320.0, "Status")]),
                (95.2, &[(170.0, "NOMINEE")]),
                (
                    108.0,
                    &[
                        (22.0, "91000000"),
                        (170.0, "Sole Holder"),
                        (320.0, "OK"),
                        (370.0, "XXXXXX0000"),
                        (440.0, "xXXXXXx"),
                        (530.0, "CAMS"),
                    ],
                ),
                (115.3, &[(22.0, "12345/0"), (170.0, "RIYA TESTCASE")]),
                (122.6, &[(22.0, "Sample Mutual Fund"), (170.0, "NOMINEE – Registered")]),
            ],
        ),
    ]);
    let folio = found.value.iter().find_map(|sourced| match &sourced.record {
        Record::Folio(folio) => Some(folio),
        _ => None,
    });
    let folio = folio.unwrap();
    assert_eq!(folio.folio_number.as_deref(), Some("9100000012345/0"));
    assert_eq!(
        (folio.amc.as_deref(), folio.registrar.as_deref()),
        (Some("Sample Mutual Fund"), Some("CAMS"))
    );
    assert_eq!((folio.kyc.as_deref(), folio.holders.len()), (Some("OK"), 1));
    assert!(folio.labels.contains(&("Nominee".to_owned(), "Registered".to_owned())));
}

#[test]
fn labels_of_the_expenses_tell_nothing_about_the_folios() {
    // No row has a return, so that the cells of all rows are gathered.
    let found = folios(&[
        (
            136.0,
            &[
                (20.0, "INF179K01WN9"),
                (80.0, "Sample Four"),
                (-198.0, "91000000"),
                (-235.0, "10.000"),
                (-305.0, "20.0000"),
                (-360.0, "200.00"),
                (-418.0, "30.0000"),
                (-474.0, "300.00"),
                (-523.0, "100.00"),
            ],
        ),
        (160.0, &[(22.0, "Total Expense Ratio & Commission Paid")]),
        (
            174.0,
            &[
                (20.0, "Scheme Name"),
                (240.0, "Gross Commission Paid"),
                (380.0, "Regular Plan"),
                (490.0, "Direct Plan"),
            ],
        ),
        (190.0, &[(20.0, "Sample Four Fund - Direct"), (270.0, "0.00"), (400.0, "1.05"), (510.0, "0.40")]),
    ]);
    let [four] = schemes(&found)[..] else { panic!("one scheme") };
    assert_eq!((four.printed_name.as_str(), text(four.isin)), ("Sample Four", "INF179K01WN9".into()));
    assert_eq!([text(four.cost), text(four.value), text(four.gain)], ["200.00", "300.00", "100.00"]);
}
