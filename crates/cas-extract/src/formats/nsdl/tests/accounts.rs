//! Pension accounts, insurance, and how holder groups are told.

use cas_model::record::{Record, TotalScope};

use super::{read, text};

#[test]
fn pension_accounts_in_both_wordings() {
    let pension = |subscriber: &'static str, scheme: &'static str| {
        read(&[&[
            (100.0, &[(22.0, "National Pension System (NPS) Holding Details")]),
            (112.0, &[(22.0, subscriber)]),
            (
                130.0,
                &[
                    (21.0, "PFM-Scheme Name"),
                    (316.0, "No. of units"),
                    (399.0, "Current NAV"),
                    (501.0, "Current Value"),
                ],
            ),
            (137.6, &[(407.0, "per Unit")]),
            (150.0, &[(21.0, "TIER I")]),
            (162.0, &[(21.0, scheme), (-352.0, "1,000.0000"), (-452.0, "50.2500"), (-575.0, "50,250.00")]),
            (174.0, &[(21.0, "Tier I Total"), (-575.0, "50,250.00")]),
            (186.0, &[(21.0, "Total"), (-575.0, "50,250.00")]),
            (210.0, &[(22.0, "National Pension System (NPS) Transaction Details")]),
            (
                225.0,
                &[(21.0, "Date"), (75.0, "Particulars"), (357.0, "Amount"), (445.0, "NAV"), (528.0, "Units")],
            ),
            (238.0, &[(21.0, scheme)]),
            (
                250.0,
                &[
                    (21.0, "03-Mar-2026"),
                    (75.0, "By Contribution"),
                    (-400.0, "600.00"),
                    (-485.0, "30.6560"),
                    (-575.0, "19.5720"),
                ],
            ),
        ]])
    };
    for (subscriber, scheme, manager) in [
        (
            "Investor Name: RIYA TESTCASE PRAN:110000000011",
            "SAMPLE PENSION FUND SCHEME E - TIER I",
            "SAMPLE PENSION FUND",
        ),
        (
            "Your NPS Account in the name of RIYA TESTCASE (PRAN: 110000000011)",
            "NPS TRUST A/C SAMPLE FUND SCHEME E - TIER I",
            "SAMPLE FUND",
        ),
    ] {
        let found = pension(subscriber, scheme);
        let count =
            |test: fn(&Record) -> bool| found.value.iter().filter(|sourced| test(&sourced.record)).count();
        assert_eq!(count(|record| matches!(record, Record::NpsFund(_))), 1);
        assert_eq!(count(|record| matches!(record, Record::NpsRow(_))), 1);
        for sourced in &found.value {
            match &sourced.record {
                Record::Nps(account) => {
                    assert_eq!(
                        (account.pran.as_deref(), text(account.value)),
                        (Some("110000000011"), "50250.00".into())
                    );
                    assert_eq!(
                        account.holder.as_ref().and_then(|holder| holder.name.as_deref()),
                        Some("RIYA TESTCASE")
                    );
                }
                Record::NpsFund(fund) => {
                    assert_eq!((fund.name.as_deref(), fund.tier), (Some(scheme), Some(1)));
                    assert_eq!(
                        (fund.manager.as_deref(), text(fund.units)),
                        (Some(manager), "1000.0000".into())
                    );
                }
                _ => {}
            }
        }
    }
}

#[test]
fn insurance_policies() {
    let found = read(&[&[
        (100.0, &[(22.0, "Life Insurance Policies")]),
        (
            120.0,
            &[
                (22.0, "Policy Number"),
                (90.0, "Insurance Company"),
                (190.0, "Policy Name"),
                (290.0, "Type of Policy"),
                (380.0, "Sum Assured"),
                (450.0, "Premium Amount"),
                (530.0, "Status"),
            ],
        ),
        (
            133.0,
            &[
                (22.0, "PN000001"),
                (90.0, "SAMPLE LIFE"),
                (190.0, "Sample Endowment"),
                (290.0, "Traditional"),
                (380.0, "5,00,000.00"),
                (450.0, "12,000.00"),
                (530.0, "In Force"),
            ],
        ),
    ]]);
    let policy = found.value.iter().find_map(|sourced| match &sourced.record {
        Record::Policy(policy) => Some(policy),
        _ => None,
    });
    let policy = policy.unwrap();
    assert_eq!(
        (policy.policy_number.as_deref(), policy.provider.as_deref()),
        (Some("PN000001"), Some("SAMPLE LIFE"))
    );
    assert_eq!((text(policy.sum_assured), policy.status.as_deref()), ("500000.00".into(), Some("In Force")));
}

#[test]
fn the_opening_of_a_group_is_known_without_its_headings() {
    let found = read(&[
        &[],
        &[
            (60.0, &[(22.0, "RIYA TESTCASE"), (120.0, "` 1,53,825.45"), (540.0, "Holdings")]),
            (72.0, &[(22.0, "as on 31-Mar-2026")]),
            (90.0, &[(22.0, "PORTFOLIO COMPOSITION")]),
            (104.0, &[(22.0, "ASSET CLASS"), (213.0, "Value in `"), (291.0, "%")]),
            (
                116.0,
                &[
                    (22.0, "Equities (E)"),
                    (-262.0, "1,53,825.45"),
                    (-312.0, "100.00%"),
                    (350.0, "Equities (E)"),
                ],
            ),
            (128.0, &[(22.0, "TOTAL"), (-262.0, "1,53,825.45")]),
        ],
    ]);
    let scopes = found.value.iter().filter_map(|sourced| match &sourced.record {
        Record::Total(total) => Some(total.scope.clone()),
        _ => None,
    });
    let scopes: Vec<_> = scopes.collect();
    assert!(scopes.contains(&TotalScope::AssetClass(Some(0), "Equities (E)".to_owned())));
    assert_eq!(scopes.iter().filter(|scope| **scope == TotalScope::Group(0)).count(), 3);
}
