//! Rows that page breaks cut, names around their figures, and rows that stand as near as the lines of one.

use cas_model::record::Record;
use cas_model::{Noted, Sourced};

use super::{Row, extract, page, read, schemes, summary, text};

const FUND_HEADER: Row<'_> =
    (130.0, &[(21.0, "Scheme Name"), (316.0, "No. of Units"), (420.0, "NAV"), (540.0, "Value")]);

const POLICY_HEADER: Row<'_> = (
    120.0,
    &[
        (22.0, "Policy Number"),
        (90.0, "Insurance Company"),
        (190.0, "Policy Name"),
        (290.0, "Type of Policy"),
        (380.0, "Sum Assured"),
        (450.0, "Premium Amount"),
    ],
);

const PENSION: [Row<'_>; 2] = [
    (100.0, &[(22.0, "National Pension System (NPS) Holding Details")]),
    (112.0, &[(22.0, "Investor Name: RIYA TESTCASE PRAN:110000000011")]),
];

const FOLIOS: [Row<'_>; 2] = [
    (100.0, &[(22.0, "Mutual Fund Folios (F)")]),
    (
        116.0,
        &[
            (20.0, "ISIN"),
            (80.0, "ISIN Description"),
            (167.0, "Folio No."),
            (212.0, "No. of Units"),
            (374.0, "Current NAV"),
            (428.0, "Current Value"),
        ],
    ),
];

fn pension_funds(found: &Noted<Vec<Sourced>>) -> Vec<(String, String)> {
    let records = found.value.iter().map(|sourced| &sourced.record);
    records
        .filter_map(|record| match record {
            Record::NpsFund(fund) => Some((text(fund.name.as_deref()), text(fund.value))),
            _ => None,
        })
        .collect()
}

fn fund(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn folios(found: &Noted<Vec<Sourced>>) -> Vec<(String, String, String, String)> {
    let row = |isin, folio: Option<&str>, units, value| (text(isin), text(folio), text(units), text(value));
    schemes(found).iter().map(|s| row(s.isin, s.folio_number.as_deref(), s.units, s.value)).collect()
}

fn folio(isin: &str, number: &str, units: &str, value: &str) -> (String, String, String, String) {
    (isin.to_owned(), number.to_owned(), units.to_owned(), value.to_owned())
}

#[test]
fn pension_names_cut_by_a_page_break_or_around_their_figures() {
    let first: Row<'_> =
        (150.0, &[(21.0, "SAMPLE FUND"), (-352.0, "1,000.0000"), (-452.0, "50.2500"), (-575.0, "50,250.00")]);
    let rest: Row<'_> = (150.0, &[(21.0, "SCHEME E - TIER I")]);
    let around: [Row<'_>; 3] = [
        (164.0, &[(21.0, "SAMPLE FUND")]),
        (167.5, &[(-352.0, "500.0000"), (-452.0, "30.0000"), (-575.0, "15,000.00")]),
        (171.0, &[(21.0, "SCHEME G - TIER I")]),
    ];
    let funds = [
        fund("SAMPLE FUND SCHEME E - TIER I", "50250.00"),
        fund("SAMPLE FUND SCHEME G - TIER I", "15000.00"),
    ];
    for header in [&[][..], &[FUND_HEADER]] {
        let one = [&PENSION[..], &[FUND_HEADER, first]].concat();
        let two = [header, &[rest], &around].concat();
        assert_eq!(pension_funds(&read(&[&one, &two])), funds, "{header:?}");
    }
}

#[test]
fn pension_rows_as_near_as_lines() {
    let rows: [Row<'_>; 3] = [
        (150.0, &[(21.0, "SCHEME E"), (-352.0, "10.0000"), (-452.0, "5.0000"), (-575.0, "50.00")]),
        (158.0, &[(21.0, "SCHEME G"), (-352.0, "20.0000"), (-452.0, "4.0000"), (-575.0, "80.00")]),
        (165.0, &[(21.0, "DIRECT")]),
    ];
    let found = read(&[&[&PENSION[..], &[FUND_HEADER], &rows].concat()]);
    assert_eq!(pension_funds(&found), [fund("SCHEME E", "50.00"), fund("SCHEME G DIRECT", "80.00")]);
}

#[test]
fn policies_cut_by_a_page_break() {
    let heading: Row<'_> = (100.0, &[(22.0, "Life Insurance Policies")]);
    let first: Row<'_> = (
        133.0,
        &[
            (22.0, "PN000001"),
            (90.0, "SAMPLE LIFE"),
            (190.0, "Sample"),
            (290.0, "Traditional"),
            (-425.0, "5,00,000.00"),
            (-500.0, "12,000.00"),
        ],
    );
    let rest: Row<'_> = (133.0, &[(90.0, "COMPANY LIMITED"), (190.0, "Endowment")]);
    let found = read(&[&[heading, POLICY_HEADER, first], &[POLICY_HEADER, rest]]);
    let policies: Vec<_> = found
        .value
        .iter()
        .filter_map(|sourced| match &sourced.record {
            Record::Policy(policy) => {
                Some((text(policy.provider.as_deref()), text(policy.policy_name.as_deref())))
            }
            _ => None,
        })
        .collect();
    assert_eq!(policies, [("SAMPLE LIFE COMPANY LIMITED".to_owned(), "Sample Endowment".to_owned())]);
}

#[test]
fn folio_rows_without_isin_as_near_as_lines() {
    let rows: [Row<'_>; 4] = [
        (
            136.0,
            &[
                (20.0, "INF179K01WN9"),
                (80.0, "Sample Four"),
                (-198.0, "70000001"),
                (-250.0, "10.000"),
                (-418.0, "5.0000"),
                (-474.0, "50.00"),
            ],
        ),
        (143.0, &[(20.0, "MFSFOU0001"), (80.0, "Small Cap")]),
        (
            152.0,
            &[
                (20.0, "NOT AVAILABLE"),
                (80.0, "Sample Five"),
                (-198.0, "70000002"),
                (-250.0, "20.000"),
                (-418.0, "4.0000"),
                (-474.0, "80.00"),
            ],
        ),
        (159.0, &[(80.0, "Growth")]),
    ];
    let found = read(&[&[&FOLIOS[..], &rows].concat()]);
    assert_eq!(
        folios(&found),
        [folio("INF179K01WN9", "70000001", "10.000", "50.00"), folio("", "70000002", "20.000", "80.00")]
    );
}

#[test]
fn figures_that_wrap_over_a_page_break_are_no_row() {
    let first: Row<'_> = (
        136.0,
        &[
            (20.0, "INF179K01WN9"),
            (80.0, "Sample Four"),
            (-198.0, "91000000"),
            (-250.0, "89,935.20"),
            (-418.0, "29.3146"),
            (-474.0, "26,36,414.6"),
        ],
    );
    let rest: Row<'_> = (136.0, &[(80.0, "Small Cap"), (-198.0, "12345/0"), (-250.0, "8"), (-474.0, "5")]);
    let found = read(&[&[&FOLIOS[..], &[first]].concat(), &[FOLIOS[1], rest]]);
    assert_eq!(folios(&found), [folio("INF179K01WN9", "9100000012345/0", "89935.208", "2636414.65")]);
}

#[test]
fn details_of_folios_as_near_as_lines() {
    let header: [Row<'_>; 2] = [
        (60.0, &[(22.0, "Know more about your accounts")]),
        (
            80.0,
            &[
                (22.0, "Folio No."),
                (170.0, "HOLDER DETAILS"),
                (320.0, "KYC"),
                (370.0, "MOBILE NO"),
                (530.0, "RTA"),
            ],
        ),
    ];
    let rows: [Row<'_>; 4] = [
        (
            100.0,
            &[
                (22.0, "70000001"),
                (170.0, "Sole Holder"),
                (320.0, "OK"),
                (370.0, "XXXXXX0000"),
                (530.0, "CAMS"),
            ],
        ),
        (107.0, &[(22.0, "Sample 360 Mutual Fund"), (170.0, "RIYA TESTCASE")]),
        (116.0, &[(22.0, "70000002"), (170.0, "Sole Holder"), (320.0, "OK"), (530.0, "CAMS")]),
        (123.0, &[(22.0, "Other Mutual Fund"), (170.0, "RIYA TESTCASE")]),
    ];
    let sheets = [summary(), page(2, &[&header[..], &rows].concat())];
    let found = extract(&sheets);
    let details: Vec<_> = found
        .value
        .iter()
        .filter_map(|sourced| match &sourced.record {
            Record::Folio(folio) => Some((text(folio.folio_number.as_deref()), text(folio.amc.as_deref()))),
            _ => None,
        })
        .collect();
    assert_eq!(details, [fund("70000001", "Sample 360 Mutual Fund"), fund("70000002", "Other Mutual Fund")]);
}

#[test]
fn a_row_on_the_cover_is_not_claimed() {
    let cover = page(
        1,
        &[
            (100.0, &[(22.0, "National Securities Depository Limited")]),
            (120.0, &[(22.0, "Dear Investor, 2 accounts of 2026 follow.")]),
            (
                140.0,
                &[
                    (22.0, "INE0ZA101016"),
                    (90.0, "SAMPLE ALPHA LIMITED"),
                    (300.0, "10"),
                    (400.0, "12,505.00"),
                ],
            ),
        ],
    );
    let sheets = [cover];
    extract(&sheets);
    assert_eq!(sheets[0].unclaimed().count(), 6);
}

#[test]
fn a_tier_may_end_a_wrapped_name() {
    let rows: [Row<'_>; 5] = [
        (150.0, &[(21.0, "TIER I")]),
        (162.0, &[(21.0, "SAMPLE E -"), (-352.0, "10.0000"), (-452.0, "5.0000"), (-575.0, "50.00")]),
        (169.3, &[(21.0, "TIER I")]),
        (182.0, &[(21.0, "TIER II")]),
        (194.0, &[(21.0, "SAMPLE G"), (-352.0, "20.0000"), (-452.0, "4.0000"), (-575.0, "80.00")]),
    ];
    let found = read(&[&[&PENSION[..], &[FUND_HEADER], &rows].concat()]);
    assert_eq!(pension_funds(&found), [fund("SAMPLE E - TIER I", "50.00"), fund("SAMPLE G", "80.00")]);
    let tiers = found.value.iter().filter_map(|sourced| match &sourced.record {
        Record::NpsFund(fund) => Some(fund.tier),
        _ => None,
    });
    assert_eq!(tiers.collect::<Vec<_>>(), [Some(1), Some(2)]);
}
