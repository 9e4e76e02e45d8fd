//! Holding tables: one test per kind of table and per trap.

use cas_model::record::{Record, TotalScope};
use cas_model::{Noted, SecurityClass, Sourced};

use super::{Row, holdings, read, text};

const EQUITY_HEADER: [(f32, &[(f32, &str)]); 4] = [
    (100.0, &[(22.0, "Equities (E)")]),
    (112.0, &[(22.0, "Equity Shares")]),
    (
        126.0,
        &[
            (21.0, "ISIN"),
            (90.0, "Company Name"),
            (242.0, "Face Value"),
            (319.0, "No. of"),
            (399.0, "Market"),
            (500.0, "Value in `"),
        ],
    ),
    (133.6, &[(21.0, "Stock Symbol"), (254.0, "in `"), (317.0, "Shares"), (395.0, "Price in `")]),
];

fn equities(rows: &[Row<'_>]) -> Noted<Vec<Sourced>> {
    let rows: Vec<_> = EQUITY_HEADER.iter().chain(rows).copied().collect();
    read(&[&rows])
}

#[test]
fn equities_with_symbol_wrapped_name_and_totals() {
    let found = equities(&[
        (
            146.0,
            &[
                (21.0, "INE0ZA101016"),
                (90.0, "SAMPLE HOUSING FINANCE 24 LIMITED"),
                (-278.0, "1.00"),
                (-354.0, "10"),
                (-440.0, "1,250.50*"),
                (-556.0, "12,505.00"),
            ],
        ),
        (153.3, &[(21.0, "SMPALPHA.NSE"), (90.0, "OF INDIA")]),
        (
            165.2,
            &[
                (21.0, "INE0ZB101015"),
                (90.0, "SAMPLE BETA"),
                (-278.0, "10.00"),
                (-354.0, "200"),
                (400.0, "See Note"),
                (-556.0, "2,000.00"),
            ],
        ),
        (172.5, &[(21.0, "NOT LISTED")]),
        (186.0, &[(22.0, "Sub Total"), (-556.0, "14,505.00")]),
        (210.0, &[(22.0, "Total"), (-556.0, "14,505.00")]),
        (226.0, &[(22.0, "* The price marked with an asterisk is the highest price.")]),
    ]);
    let [alpha, beta] = holdings(&found)[..] else { panic!("two holdings") };
    assert_eq!(alpha.name.as_deref(), Some("SAMPLE HOUSING FINANCE 24 LIMITED OF INDIA"));
    assert_eq!((alpha.section, alpha.symbol.as_deref()), (Some(SecurityClass::Equity), Some("SMPALPHA.NSE")));
    assert_eq!(
        (text(alpha.units), text(alpha.price), text(alpha.face_value)),
        ("10".into(), "1250.50".into(), "1.00".into())
    );
    assert_eq!(alpha.markers, ["*"]);
    assert_eq!((beta.price, text(beta.units), text(beta.value)), (None, "200".into(), "2000.00".into()));
    assert_eq!(beta.symbol.as_deref(), Some("NOT LISTED"));
    let totals = found.value.iter().filter_map(|sourced| match &sourced.record {
        Record::Total(total) => Some(&total.scope),
        _ => None,
    });
    let own = totals.filter(|scope| {
        matches!(scope, TotalScope::AccountClass(_, SecurityClass::Equity) | TotalScope::Account(_))
    });
    assert_eq!(own.count(), 2);
    assert!(matches!(&found.value.last().map(|sourced| &sourced.record), Some(Record::Remark(_))));
}

#[test]
fn pledged_parts_stand_below_the_count() {
    let found = equities(&[
        (
            146.0,
            &[
                (21.0, "INE0ZA101016"),
                (90.0, "SAMPLE ALPHA LIMITED"),
                (-278.0, "1.00"),
                (-354.0, "1,000"),
                (-440.0, "51.23"),
                (-556.0, "51,230.00"),
            ],
        ),
        (153.3, &[(90.0, "of which Pledged"), (-354.0, "400")]),
        (160.6, &[(90.0, "/ Unconfirmed Pledge")]),
    ]);
    let [alpha] = holdings(&found)[..] else { panic!("one holding") };
    assert_eq!((alpha.name.as_deref(), text(alpha.units)), (Some("SAMPLE ALPHA LIMITED"), "1000".into()));
    let [(label, units)] = &alpha.balances[..] else { panic!("one part") };
    assert_eq!(
        (label.as_str(), units.to_string().as_str()),
        ("of which Pledged / Unconfirmed Pledge", "400")
    );
}

#[test]
fn labels_of_parts_may_begin_on_the_line_of_the_name() {
    for (first, second) in [
        ("SAMPLE ALPHA LIMITED of which Pledged /", "Unconfirmed Pledge"),
        ("SAMPLE ALPHA LIMITED of which", "Pledged / Unconfirmed Pledge"),
    ] {
        let row = [
            (21.0, "INE0ZA101016"),
            (90.0, first),
            (-278.0, "1.00"),
            (-354.0, "1,000"),
            (-440.0, "51.23"),
            (-556.0, "51,230.00"),
        ];
        let found = equities(&[(146.0, &row), (153.3, &[(90.0, second), (-354.0, "400")])]);
        let [alpha] = holdings(&found)[..] else { panic!("one holding") };
        assert_eq!(alpha.name.as_deref(), Some("SAMPLE ALPHA LIMITED"), "{first}");
        let [(label, units)] = &alpha.balances[..] else { panic!("one part") };
        assert_eq!(label, "of which Pledged / Unconfirmed Pledge");
        assert_eq!(units.to_string(), "400");
    }
}

#[test]
fn the_last_holding_before_the_transactions_needs_no_total() {
    let row: [(f32, &str); 6] = [
        (21.0, "INE0ZA101016"),
        (90.0, "SAMPLE ALPHA"),
        (-278.0, "1.00"),
        (-354.0, "10"),
        (-440.0, "5.00"),
        (-556.0, "50.00"),
    ];
    let note: Row<'_> = (180.0, &[(22.0, "* The price marked with an asterisk is the highest price.")]);
    let period: Row<'_> = (60.0, &[(22.0, "for the period from 01-Mar-2026 to 31-Mar-2026")]);
    for notes in [&[][..], &[note]] {
        let holdings_page: Vec<_> =
            EQUITY_HEADER.iter().chain(&[(146.0, &row[..])]).chain(notes).copied().collect();
        let found = read(&[&holdings_page, &[period]]);
        assert_eq!(holdings(&found).len(), 1);
        assert_eq!(found.notes.len(), 0);
    }
}

#[test]
fn unknown_sections_and_isins_below_the_name() {
    let found = read(&[&[
        (100.0, &[(22.0, "Municipal Papers (MP)")]),
        (
            126.0,
            &[
                (21.0, "ISIN"),
                (90.0, "Company Name"),
                (319.0, "No. of"),
                (399.0, "Market Price"),
                (500.0, "Value in `"),
            ],
        ),
        (133.6, &[(317.0, "Shares"), (395.0, "Per Unit")]),
        (146.0, &[(90.0, "SAMPLE GAMMA 8%"), (-354.0, "5"), (-440.0, "10.00"), (-556.0, "50.00")]),
        (153.3, &[(90.0, "INE0ZB101015")]),
        (160.6, &[(90.0, "SUSPENDED")]),
    ]]);
    let [gamma] = holdings(&found)[..] else { panic!("one holding") };
    assert_eq!(gamma.section, Some(SecurityClass::Other));
    assert_eq!((text(gamma.isin), gamma.name.as_deref()), ("INE0ZB101015".into(), Some("SAMPLE GAMMA 8%")));
    assert_eq!((gamma.symbol.as_deref(), text(gamma.value)), (Some("SUSPENDED"), "50.00".into()));
}

#[test]
fn bonds_with_and_without_market_price_and_a_page_break() {
    let found = read(&[
        &[
            (100.0, &[(22.0, "Corporate Bonds (C)")]),
            (
                126.0,
                &[
                    (21.0, "ISIN"),
                    (90.0, "Company Name"),
                    (164.0, "Coupon Rate/"),
                    (235.0, "Maturity"),
                    (298.0, "No. of"),
                    (357.0, "Face Value"),
                    (431.0, "Market Price"),
                    (518.0, "Value in `"),
                ],
            ),
            (
                133.6,
                &[
                    (169.0, "Frequency"),
                    (241.0, "Date"),
                    (297.0, "Bonds"),
                    (359.0, "Per Bond"),
                    (437.0, "Per Bond"),
                ],
            ),
            (
                146.0,
                &[
                    (21.0, "INE0ZE107019"),
                    (90.0, "SAMPLE EPSILON"),
                    (178.0, "8.10"),
                    (225.0, "05-Mar-2029"),
                    (-320.0, "5"),
                    (-408.0, "1,000.00"),
                    (437.0, "Not Available"),
                    (-556.0, "5,000.00"),
                ],
            ),
            (153.3, &[(90.0, "8.1% NCD"), (165.0, "Once a year")]),
        ],
        &[(
            60.0,
            &[
                (21.0, "INE0ZB101015"),
                (90.0, "SAMPLE ZETA"),
                (178.0, "9.00"),
                (225.0, "06-Mar-2029"),
                (-320.0, "2"),
                (-408.0, "100.00"),
                (-478.0, "101.50"),
                (-556.0, "203.00"),
            ],
        )],
    ]);
    let [epsilon, zeta] = holdings(&found)[..] else { panic!("two holdings") };
    assert_eq!(epsilon.name.as_deref(), Some("SAMPLE EPSILON 8.1% NCD"));
    assert_eq!(
        (epsilon.coupon_rate.as_deref(), epsilon.coupon_frequency.as_deref()),
        (Some("8.10"), Some("Once a year"))
    );
    assert_eq!(
        (text(epsilon.maturity_date), text(epsilon.face_value)),
        ("2029-03-05".into(), "1000.00".into())
    );
    assert_eq!(
        (epsilon.price, text(epsilon.units), text(epsilon.value)),
        (None, "5".into(), "5000.00".into())
    );
    assert_eq!((text(zeta.price), zeta.section), ("101.50".into(), Some(SecurityClass::CorporateBond)));
}

#[test]
fn stacked_balances_of_a_cdsl_account() {
    let found = read(&[&[
        (100.0, &[(22.0, "Equities (E)")]),
        (
            126.0,
            &[
                (21.0, "ISIN"),
                (82.0, "SECURITY"),
                (219.0, "Current Bal."),
                (291.0, "Safekeep Bal."),
                (375.0, "Pledged Bal."),
                (448.0, "Market Price"),
                (532.0, "Value"),
            ],
        ),
        (
            133.6,
            &[
                (225.0, "Free Bal."),
                (287.0, "Locked In Bal."),
                (371.0, "Earmarked Bal."),
                (468.0, "/"),
                (535.0, "in `"),
            ],
        ),
        (
            141.2,
            &[
                (225.0, "Lent Bal."),
                (282.0, "Pledge Setup Bal."),
                (375.0, "Pledgee Bal."),
                (451.0, "Face Value"),
            ],
        ),
        (
            154.0,
            &[
                (21.0, "INE0ZA101016"),
                (82.0, "SAMPLE LIMITED#SHARES"),
                (-263.0, "20.000"),
                (-344.0, "0.000"),
                (-429.0, "5.000"),
                (-494.0, "100.00"),
                (-578.0, "2,000.00"),
            ],
        ),
        (161.3, &[(82.0, "OF RS. 2/-"), (-263.0, "15.000"), (-344.0, "0.000"), (-429.0, "0.000")]),
        (168.6, &[(-263.0, "0.000"), (-344.0, "0.000"), (-429.0, "0.000")]),
    ]]);
    let [gamma] = holdings(&found)[..] else { panic!("one holding") };
    assert_eq!(
        (gamma.name.as_deref(), text(gamma.units)),
        (Some("SAMPLE LIMITED#SHARES OF RS. 2/-"), "20.000".into())
    );
    let labels: Vec<_> = gamma.balances.iter().map(|(label, units)| format!("{label} {units}")).collect();
    assert_eq!(
        labels,
        [
            "Current Bal. 20.000",
            "Free Bal. 15.000",
            "Lent Bal. 0.000",
            "Safekeep Bal. 0.000",
            "Locked In Bal. 0.000",
            "Pledge Setup Bal. 0.000",
            "Pledged Bal. 5.000",
            "Earmarked Bal. 0.000",
            "Pledgee Bal. 0.000"
        ]
    );
}

/// A bond table whose labels have one to three lines, drawn top-, middle- or bottom-aligned.
fn bonds_under(lift: f32) -> Noted<Vec<Sourced>> {
    let labels: [(f32, &[&str]); 6] = [
        (20.0, &["ISIN"]),
        (90.0, &["Company Name"]),
        (164.0, &["Coupon Rate/", "Frequency"]),
        (235.0, &["Maturity", "Date"]),
        (298.0, &["No. of", "Bonds"]),
        (356.0, &["Face Value", "Per Bond", "in `"]),
    ];
    let mut cells: Vec<(f32, f32, &str)> = vec![(114.0 + 2.0 * lift * 7.6, 518.0, "Value in `")];
    for (x, lines) in labels {
        let off = lift * 7.6 * (3 - lines.len()) as f32;
        cells.extend(lines.iter().enumerate().map(|(at, text)| (114.0 + off + 7.6 * at as f32, x, *text)));
    }
    cells.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut header: Vec<(f32, Vec<(f32, &str)>)> = Vec::new();
    for (y, x, text) in cells {
        match header.last_mut().filter(|(last, _)| (y - last).abs() < 0.5) {
            Some((_, row)) => row.push((x, text)),
            None => header.push((y, vec![(x, text)])),
        }
    }
    let mut rows: Vec<(f32, &[(f32, &str)])> = vec![(96.0, &[(22.0, "Corporate Bonds (C)")])];
    rows.extend(header.iter().map(|(y, row)| (*y, row.as_slice())));
    rows.push((
        144.0,
        &[
            (20.0, "INE0ZE107019"),
            (90.0, "SAMPLE EPSILON"),
            (178.0, "8.10"),
            (225.0, "05-Mar-2029"),
            (-320.0, "5"),
            (-408.0, "1,000.00"),
            (-556.0, "5,000.00"),
        ],
    ));
    rows.push((151.3, &[(90.0, "FINANCE"), (165.0, "Once a year")]));
    read(&[&rows])
}

#[test]
fn labels_stand_at_the_top_in_the_middle_or_at_the_bottom() {
    for lift in [0.0, 0.5, 1.0] {
        let found = bonds_under(lift);
        let [bond] = holdings(&found)[..] else { panic!("one bond, {lift}") };
        assert_eq!(bond.name.as_deref(), Some("SAMPLE EPSILON FINANCE"), "{lift}");
        assert_eq!(bond.coupon_frequency.as_deref(), Some("Once a year"), "{lift}");
        assert_eq!(
            [text(bond.units), text(bond.face_value), text(bond.value)],
            ["5", "1000.00", "5000.00"],
            "{lift}"
        );
    }
}

#[test]
fn a_wording_wider_than_its_column_stays_in_it() {
    // `Four` is nearer to the names than to the rates, its phrase stands around the rate.
    let table = |maturity: &'static str| {
        read(&[&[
            (100.0, &[(22.0, "Corporate Bonds (C)")]),
            (
                126.0,
                &[
                    (21.0, "ISIN"),
                    (90.0, "Company Name"),
                    (164.0, "Coupon Rate/"),
                    (235.0, "Maturity"),
                    (298.0, "No. of"),
                    (357.0, "Face Value"),
                    (431.0, "Market Price"),
                    (518.0, "Value in `"),
                ],
            ),
            (
                133.6,
                &[
                    (169.0, "Frequency"),
                    (241.0, "Date"),
                    (297.0, "Bonds"),
                    (359.0, "Per Bond"),
                    (437.0, "Per Bond"),
                ],
            ),
            (
                146.0,
                &[
                    (21.0, "INE0ZE107019"),
                    (90.0, "SAMPLE EPSILON HOMES"),
                    (178.0, "5.71"),
                    (225.0, maturity),
                    (-320.0, "5"),
                    (-408.0, "1,000.00"),
                    (-478.0, "1,001.00"),
                    (-556.0, "5,005.00"),
                ],
            ),
            (153.3, &[(90.0, "FINANCE"), (157.8, "Four times a year")]),
        ]])
    };
    for (maturity, date) in [("05-Mar-2029", "2029-03-05"), ("Perpetual", "")] {
        let found = table(maturity);
        let [bond] = holdings(&found)[..] else { panic!("one bond") };
        assert_eq!(bond.name.as_deref(), Some("SAMPLE EPSILON HOMES FINANCE"));
        assert_eq!(bond.coupon_rate.as_deref(), Some("5.71"));
        assert_eq!(bond.coupon_frequency.as_deref(), Some("Four times a year"));
        assert_eq!(text(bond.maturity_date), date);
        assert_eq!(found.notes.len(), 0);
    }
}

#[test]
fn sentences_between_tables_open_no_other_part() {
    let row: (f32, &[(f32, &str)]) = (
        146.0,
        &[
            (21.0, "INE0ZA101016"),
            (90.0, "SAMPLE ALPHA"),
            (-278.0, "1.00"),
            (-354.0, "10"),
            (-440.0, "5.00"),
            (-556.0, "50.00"),
        ],
    );
    for sentence in [
        "Transactions for the period from 01-Apr-2026 will be sent in May.",
        "Know more about your accounts on the last page.",
        "Mutual Funds Transaction Statement of folios is printed below.",
        "Life Insurance Policies can now be held in electronic form.",
    ] {
        let one: Vec<_> = EQUITY_HEADER.iter().chain(&[row]).copied().collect();
        let cells: &[(f32, &str)] = &[(22.0, sentence)];
        let lower = |(y, cells): &(f32, &'static [(f32, &'static str)])| (y + 100.0, *cells);
        let two: Vec<_> = one.iter().map(lower).collect();
        let all: Vec<_> = one.iter().copied().chain([(180.0, cells)]).chain(two).collect();
        assert_eq!(holdings(&read(&[&all])).len(), 2, "{sentence}");
    }
}
