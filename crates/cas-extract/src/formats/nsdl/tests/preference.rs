//! Preference shares in five cells, where the ISIN stands below the name.

use cas_model::record::HoldingRecord;

use super::{Row, holdings, read, text};

const MARKER: Row<'_> = (100.0, &[(22.0, "Preference Shares (P)")]);

/// Labels of the figures on the two lines of the header.
const FIGURES: [(f32, &str); 5] = [
    (242.0, "Face Value"),
    (319.0, "No. of"),
    (394.0, "Market Price"),
    (534.0, "Value in `"),
    (316.0, "Shares"),
];

fn fields(holding: &HoldingRecord) -> [String; 4] {
    let owned = |text: &Option<String>| text.clone().unwrap_or_default();
    [text(holding.isin), owned(&holding.name), owned(&holding.symbol), text(holding.units)]
}

#[test]
fn an_isin_below_the_name_in_its_own_column() {
    let [face, count, price, value, shares] = FIGURES;
    let row = |name: &'static str| {
        [(20.7, name), (-280.0, "10.00"), (-355.0, "100"), (-440.0, "10.00"), (-555.0, "1,000.00")]
    };
    let (one, two) = (row("SAMPLE PREF"), row("SAMPLE ALPHA LIMITED SERIES B"));
    let found = read(&[&[
        MARKER,
        (126.0, &[(20.7, "ISIN"), (90.5, "Company Name"), face, count, price, value]),
        (133.6, &[(254.0, "in `"), shares, (401.0, "Per Unit")]),
        (146.0, &one),
        (153.3, &[(20.7, "LTD 6% NCRPS")]),
        (160.6, &[(20.7, "INE0ZA104036")]),
        (167.9, &[(20.7, "SUSPENDED")]),
        (179.8, &two),
        (187.1, &[(20.7, "INE0ZA104044")]),
        (200.0, &[(22.0, "Sub Total"), (-555.0, "2,000.00")]),
    ]]);
    let [one, two] = holdings(&found)[..] else { panic!("two holdings") };
    assert_eq!(fields(one), ["INE0ZA104036", "SAMPLE PREF LTD 6% NCRPS", "SUSPENDED", "100"]);
    assert_eq!(fields(two), ["INE0ZA104044", "SAMPLE ALPHA LIMITED SERIES B", "", "100"]);
    assert_eq!(found.notes.len(), 0);
}

#[test]
fn one_cell_for_name_and_isin() {
    let [face, count, price, value, shares] = FIGURES;
    let row = [
        (20.7, "SAMPLE PREF LIMITED 6% NCRPS"),
        (-280.0, "10.00"),
        (-355.0, "100"),
        (-440.0, "10.00"),
        (-555.0, "1,000.00"),
    ];
    let found = read(&[&[
        MARKER,
        (126.0, &[(20.7, "Company Name"), face, count, price, value]),
        (133.6, &[(20.7, "ISIN"), (254.0, "in `"), shares, (401.0, "Per Unit")]),
        (146.0, &row),
        (153.3, &[(20.7, "INE0ZA104036")]),
        (160.6, &[(20.7, "SUSPENDED")]),
        (172.5, &row),
        (179.8, &[(20.7, "INE0ZA104044")]),
        (187.1, &[(20.7, "SUSPENDED")]),
        (200.0, &[(22.0, "Sub Total"), (-555.0, "2,000.00")]),
    ]]);
    let [one, two] = holdings(&found)[..] else { panic!("two holdings") };
    assert_eq!(fields(one), ["INE0ZA104036", "SAMPLE PREF LIMITED 6% NCRPS", "SUSPENDED", "100"]);
    assert_eq!(fields(two), ["INE0ZA104044", "SAMPLE PREF LIMITED 6% NCRPS", "SUSPENDED", "100"]);
}
