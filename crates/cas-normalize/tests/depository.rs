//! Depository statements from hand-made records: what is merged by key, what is joined by ISIN, what is summed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use cas_model::facts::HoldingList;
use cas_model::record::*;
use cas_model::statement::{DematInfo, LinkedHolder};
use cas_model::{CasType, Depository, Isin, Pan, SecurityClass, TransactionKind, Verdict};
use cas_normalize::{Assembled, reconcile};
use support::{FUND, fold, ledger_head};

fn holder(name: &str, pan: &str) -> LinkedHolder {
    LinkedHolder { name: Some(name.into()), pan: Pan::parse(pan) }
}

fn key(depository: Depository) -> AccountKey {
    let (dp_id, client_id) = match depository {
        Depository::Nsdl => ("IN300000", "10000001"),
        Depository::Cdsl => ("12000000", "20000002"),
    };
    AccountKey { depository, dp_id: dp_id.into(), client_id: client_id.into() }
}

fn account(depository: Depository, value: &str) -> AccountRecord {
    AccountRecord {
        key: key(depository),
        dp_name: None,
        group: None,
        value: value.parse().ok(),
        isin_count: None,
        holders: Vec::new(),
        info: DematInfo::default(),
        labels: Vec::new(),
    }
}

fn holding(depository: Depository, isin: &str, section: Option<SecurityClass>, figures: [&str; 3]) -> Record {
    let [units, price, value] = figures;
    Record::Holding(Box::new(HoldingRecord {
        account: key(depository),
        section,
        isin: Isin::parse(isin),
        name: Some("ALPHA LIMITED".into()),
        units: units.parse().ok(),
        price: price.parse().ok(),
        value: value.parse().ok(),
        face_value: "10".parse().ok(),
        coupon_rate: None,
        coupon_frequency: None,
        maturity_date: None,
        symbol: None,
        balances: Vec::new(),
        markers: Vec::new(),
    }))
}

/// A movement of opening, credit, debit, closing.
fn movement(depository: Depository, isin: &str, wording: &str, figures: [&str; 4]) -> Record {
    let [opening, credit, debit, closing] = figures;
    Record::Movement(Box::new(MovementRecord {
        account: key(depository),
        isin: Isin::parse(isin),
        name: Some("ALPHA LIMITED".into()),
        row: LedgerRow::Movement,
        date: cas_model::date::parse_date("05-Mar-2026"),
        order_no: None,
        description: Some(wording.into()),
        opening: opening.parse().ok(),
        credit: credit.parse().ok(),
        debit: debit.parse().ok(),
        closing: closing.parse().ok(),
        stamp_duty: None,
        balance_type: None,
    }))
}

const SHARE: &str = "INE000X01014";
const BOND: &str = "INE000X07011";

#[test]
fn facts_about_an_account_are_merged() {
    let mut details = account(Depository::Cdsl, "");
    details.info.bo_status = Some("ACTIVE".into());
    details.info.email = Some("a***@example.test".into());
    details.dp_name = Some("ALPHA SECURITIES".into());
    let mut roster = account(Depository::Cdsl, "100.00");
    roster.group = Some(1);
    roster.isin_count = Some(1);
    let records = vec![
        Record::Holders { group: 0, holders: vec![holder("ASHA TESTWALA", "ABXXXXXX4K")] },
        Record::Holders {
            group: 1,
            holders: vec![holder("VIKRAM TESTWALA", "ABCPT5678L"), holder("ASHA TESTWALA", "ABCPT1234K")],
        },
        Record::Account(Box::new(roster)),
        Record::Account(Box::new(details)),
        holding(Depository::Cdsl, SHARE, None, ["10.000", "10.00", "100.00"]),
        Record::Account(Box::new(account(Depository::Nsdl, "0.00"))),
    ];
    let Assembled { statement, facts } = fold(CasType::Cdsl, records).value;
    let [first, second] = statement.demat_accounts.as_slice() else { panic!("two accounts") };
    assert_eq!(first.client_id.as_deref(), Some("1200000020000002"));
    assert_eq!(first.bo_id, first.client_id);
    assert_eq!(first.dp_name.as_deref(), Some("ALPHA SECURITIES"));
    assert_eq!(first.additional_info.bo_status.as_deref(), Some("ACTIVE"));
    assert_eq!(first.linked_holders.len(), 2);
    assert!(first.additional_info.linked_pans.is_empty());
    assert_eq!((second.client_id.as_deref(), second.bo_id.as_deref()), (Some("10000001"), None));
    assert_eq!(statement.investor.email.as_deref(), Some("a***@example.test"));
    assert_eq!(statement.investor.name.as_deref(), Some("ASHA TESTWALA"));
    assert_eq!(facts.accounts[0].isin_count, Some(1));
    assert_eq!(statement.summary.accounts.demat.count, 2);
}

#[test]
fn ledgers_join_their_holdings() {
    let records = vec![
        Record::Account(Box::new(account(Depository::Nsdl, "300.00"))),
        holding(Depository::Nsdl, SHARE, Some(SecurityClass::Equity), ["10", "10.00", "100.00"]),
        holding(Depository::Nsdl, BOND, Some(SecurityClass::CorporateBond), ["2", "100.00", "200.00"]),
        movement(Depository::Nsdl, SHARE, "By CM ALPHA BROKING NORMAL / 1", ["5", "5", "0", "10"]),
        movement(Depository::Nsdl, FUND, "To CM ALPHA BROKING NORMAL / 1", ["7", "0", "7", "0"]),
    ];
    let Assembled { statement, facts } = fold(CasType::Nsdl, records).value;
    let holdings = &statement.demat_accounts[0].holdings;
    let share = &holdings.equities[0];
    assert_eq!(share.transactions[0].kind, TransactionKind::Purchase);
    assert_eq!(share.additional_info.open_units.unwrap().to_string(), "5");
    assert_eq!(share.additional_info.close_units.unwrap().to_string(), "10");
    assert_eq!(share.additional_info.face_value, None);
    let bond = &holdings.corporate_bonds[0];
    assert_eq!(bond.additional_info.face_value.unwrap().to_string(), "10");
    assert_eq!(bond.additional_info.market_value.unwrap().to_string(), "100.00");
    assert_eq!(bond.additional_info.open_units, None);
    let sold = &holdings.demat_mutual_funds[0];
    assert_eq!((sold.units.unwrap().to_string().as_str(), sold.value), ("0", None));
    assert_eq!(sold.transactions[0].kind, TransactionKind::Redemption);
    assert!(!facts.accounts[0].holdings[HoldingList::DematMutualFunds.index()][0].listed);
    let failed: Vec<_> =
        reconcile(&statement, &facts).into_iter().filter(|c| c.verdict == Verdict::Fail).collect();
    assert!(failed.is_empty(), "{failed:?}");
}

fn balance_row(folio: &str, isin: &str, name: &str, value: &str) -> Record {
    Record::Scheme(Box::new(SchemeRecord {
        folio_number: Some(folio.into()),
        isin: Isin::parse(isin),
        printed_name: name.into(),
        units: "10.000".parse().ok(),
        nav: "10.00".parse().ok(),
        value: value.parse().ok(),
        cost: "80.00".parse().ok(),
        ..SchemeRecord::default()
    }))
}

fn details(folio: &str, amc: &str) -> Record {
    Record::Folio(Box::new(FolioRecord {
        folio_number: Some(folio.into()),
        amc: Some(amc.into()),
        registrar: Some("CAMS".into()),
        kyc: Some("OK".into()),
        ..FolioRecord::default()
    }))
}

fn unsigned_row(wording: &str, units: &str) -> Record {
    Record::Row(Box::new(RowRecord {
        date: cas_model::date::parse_date("05-Mar-2026"),
        description: wording.into(),
        amount: "50.00".parse().ok(),
        units: units.parse().ok(),
        nav: "10.00".parse().ok(),
        ..RowRecord::default()
    }))
}

#[test]
fn balance_row_ledger_and_details_are_one_scheme() {
    for folio in [Some("123/45"), None] {
        let records = vec![
            Record::Holders { group: 0, holders: vec![holder("ASHA TESTWALA", "ABCPT1234K")] },
            balance_row("123/45", FUND, "Alpha Gilt Fund - Growth", "100.00"),
            ledger_head(folio, FUND),
            unsigned_row("Redemption", "5.000"),
            details("123 / 45", "Alpha Mutual Fund"),
        ];
        let Assembled { statement, facts } = fold(CasType::Nsdl, records).value;
        let [folio] = statement.mutual_funds.as_slice() else { panic!("one folio") };
        assert_eq!(folio.amc.as_deref(), Some("Alpha Mutual Fund"));
        assert_eq!(folio.additional_info.kyc.as_deref(), Some("OK"));
        assert_eq!(folio.linked_holders.len(), 1);
        let [scheme] = folio.schemes.as_slice() else { panic!("one scheme") };
        assert_eq!(scheme.additional_info.rta_code.as_deref(), Some("A1G"));
        assert_eq!(scheme.gain.absolute.unwrap().to_string(), "20.00");
        assert_eq!(scheme.transactions[0].units.unwrap().to_string(), "-5.000");
        assert_eq!(scheme.transactions[0].amount.unwrap().to_string(), "-50.00");
        assert_eq!(scheme.transactions[0].kind, TransactionKind::Redemption);
        let failed: Vec<_> =
            reconcile(&statement, &facts).into_iter().filter(|c| c.verdict == Verdict::Fail).collect();
        assert!(failed.is_empty(), "{failed:?}");
    }
}

#[test]
fn a_ledger_without_folio_is_that_of_the_only_folio_with_its_isin() {
    let head = |folio: Option<&str>| {
        let mut record = ledger_head(folio, FUND);
        if let Record::Scheme(scheme) = &mut record {
            (scheme.open_units, scheme.close_units) = (None, None);
        }
        record
    };
    let row = balance_row("123/45", FUND, "Alpha Gilt Fund - Growth", "100.00");
    let own = details("123/45", "Alpha Mutual Fund");
    let records = vec![own, head(Some("123/45")), Record::Folio(Box::default()), head(None), row];
    let folios = fold(CasType::Cdsl, records).value.statement.mutual_funds;
    assert_eq!(folios.iter().map(|f| f.folio_number.as_deref()).collect::<Vec<_>>(), [Some("123/45")]);
}

#[test]
fn a_percentage_of_another_gain_fails() {
    for (gain, percent, verdict) in [
        ("20.00", Some("25.00"), Verdict::Pass),
        ("20.00", Some("25.01"), Verdict::Pass),
        ("20.00", None, Verdict::Pass),
        ("20.00", Some("5.00"), Verdict::Fail),
        ("20.00", Some("-25.00"), Verdict::Fail),
        ("30.00", Some("25.00"), Verdict::Fail),
    ] {
        let mut record = balance_row("123/45", FUND, "Alpha Gilt Fund - Growth", "100.00");
        if let Record::Scheme(scheme) = &mut record {
            scheme.gain = gain.parse().ok();
            scheme.gain_percent = percent.and_then(|percent| percent.parse().ok());
        }
        let Assembled { statement, facts } = fold(CasType::Cdsl, vec![record]).value;
        let checks = reconcile(&statement, &facts);
        let found = checks.iter().find(|check| check.id == "folio-gain").map(|check| check.verdict);
        assert_eq!(found, Some(verdict), "{gain} {percent:?}");
    }
}

#[test]
fn totals_of_sections_may_count_on() {
    for (first, second, verdict) in [
        ("60.00", "40.00", Verdict::Pass),
        ("60.00", "100.00", Verdict::Pass),
        ("100.00", "40.00", Verdict::Pass),
        ("60.00", "90.00", Verdict::Fail),
    ] {
        let total = |value: &str| {
            Record::Total(Box::new(TotalRecord {
                scope: TotalScope::Account(key(Depository::Cdsl)),
                label: "Portfolio Value".into(),
                count: None,
                value: value.parse().ok(),
                cost: None,
                change: None,
                percent: None,
            }))
        };
        let records = vec![
            Record::Account(Box::new(account(Depository::Cdsl, "100.00"))),
            holding(Depository::Cdsl, SHARE, None, ["10.000", "10.00", "100.00"]),
            total(first),
            total(second),
        ];
        let Assembled { statement, facts } = fold(CasType::Cdsl, records).value;
        let checks = reconcile(&statement, &facts);
        let found = checks.iter().find(|check| check.id == "account-total").map(|check| check.verdict);
        assert_eq!(found, Some(verdict), "{first} {second}");
    }
}

#[test]
fn two_fund_houses_may_share_a_folio_number() {
    let records = vec![
        balance_row("123", FUND, "Alpha Gilt Fund - Growth", "100.00"),
        balance_row("123", "INF000X22019", "Beta Liquid Fund - Growth", "100.00"),
        details("123", "Beta Mutual Fund"),
        details("123", "Alpha Mutual Fund"),
    ];
    let statement = fold(CasType::Cdsl, records).value.statement;
    let found: Vec<_> = statement.mutual_funds.iter().map(|f| (f.amc.as_deref(), f.schemes.len())).collect();
    assert_eq!(found, [(Some("Alpha Mutual Fund"), 1), (Some("Beta Mutual Fund"), 1)]);
}

#[test]
fn pensions_are_valued_by_what_is_printed() {
    let fund = |value: &str| {
        Record::NpsFund(Box::new(NpsFundRecord {
            name: Some("ALPHA PENSION FUND SCHEME E - TIER I".into()),
            tier: Some(1),
            units: "1.5000".parse().ok(),
            nav: "10.1111".parse().ok(),
            value: value.parse().ok(),
            ..NpsFundRecord::default()
        }))
    };
    let pension = |value: &str| {
        Record::Nps(Box::new(NpsRecord {
            pran: Some("110000000001".into()),
            value: value.parse().ok(),
            ..NpsRecord::default()
        }))
    };
    for (account, funds, expected) in
        [("40.00", ["", ""], "40.00"), ("", ["", ""], "30.34"), ("", ["1.00", "2.00"], "3.00")]
    {
        let records = vec![pension(account), fund(funds[0]), fund(funds[1])];
        let statement = fold(CasType::Cdsl, records).value.statement;
        assert_eq!(statement.nps[0].value.unwrap().to_string(), expected);
        assert_eq!(statement.summary.accounts.nps.count, 1);
    }
}

/// One total a tier is printed; the account is worth both.
#[test]
fn a_pension_of_two_tiers_is_checked_against_both() {
    let pran = "110000000001";
    let part = |tier: u8, value: &str| {
        let fund = NpsFundRecord { tier: Some(tier), value: value.parse().ok(), ..NpsFundRecord::default() };
        let printed = TotalRecord {
            scope: TotalScope::Nps(pran.into()),
            label: "Portfolio Value".into(),
            count: None,
            value: value.parse().ok(),
            cost: None,
            change: None,
            percent: None,
        };
        [Record::NpsFund(Box::new(fund)), Record::Total(Box::new(printed))]
    };
    let account = NpsRecord { pran: Some(pran.into()), value: "30.00".parse().ok(), ..NpsRecord::default() };
    let records =
        [Record::Nps(Box::new(account))].into_iter().chain(part(1, "10.00")).chain(part(2, "20.00"));
    let Assembled { statement, facts } = fold(CasType::Cdsl, records.collect()).value;
    let checks = reconcile(&statement, &facts);
    let value: Vec<_> =
        checks.iter().filter(|check| check.id == "nps-value").map(|check| check.verdict).collect();
    assert_eq!(value, [Verdict::Pass]);
}

#[test]
fn a_section_that_the_isin_contradicts_is_noted() {
    let records = vec![holding(Depository::Nsdl, SHARE, Some(SecurityClass::Aif), ["1", "1", "1"])];
    let folded = fold(CasType::Nsdl, records);
    assert_eq!(folded.value.statement.demat_accounts[0].holdings.aifs.len(), 1);
    assert_eq!(folded.notes.iter().map(|note| note.code.code()).collect::<Vec<_>>(), ["class-disagrees"]);
}

#[test]
fn a_fault_fails_its_own_check() {
    /// What is spoiled, how, and the checks that must fail.
    type Case = (&'static str, fn(&mut Vec<Record>), &'static [&'static str]);
    let sound = || {
        let mut roster = account(Depository::Cdsl, "100.00");
        roster.isin_count = Some(1);
        vec![
            Record::Account(Box::new(roster)),
            holding(Depository::Cdsl, SHARE, None, ["10.000", "10.00", "100.00"]),
            movement(Depository::Cdsl, SHARE, "ON-CR TD:1", ["4.000", "6.000", "", "10.000"]),
            Record::Total(Box::new(TotalRecord {
                scope: TotalScope::Portfolio,
                label: "Grand Total".into(),
                count: None,
                value: "100.00".parse().ok(),
                cost: None,
                change: None,
                percent: None,
            })),
        ]
    };
    let cases: [Case; 6] = [
        ("nothing", |_| {}, &[]),
        ("a lost holding", |r| drop(r.remove(1)), &["holdings-value", "isin-count"]),
        (
            "a wrong value",
            |r| r[1] = holding(Depository::Cdsl, SHARE, None, ["10.000", "10.00", "110.00"]),
            &["units-price", "holdings-value"],
        ),
        (
            "wrong units",
            |r| r[1] = holding(Depository::Cdsl, SHARE, None, ["1.000", "100.00", "100.00"]),
            &["ledger-closing"],
        ),
        (
            "a wrong credit",
            |r| r[2] = movement(Depository::Cdsl, SHARE, "ON-CR TD:1", ["4.000", "5.000", "", "10.000"]),
            &["ledger"],
        ),
        (
            "another account value",
            |r| r[0] = Record::Account(Box::new(account(Depository::Cdsl, "90.00"))),
            &["holdings-value", "portfolio-total"],
        ),
    ];
    for (name, spoil, expected) in cases {
        let mut records = sound();
        spoil(&mut records);
        let Assembled { statement, facts } = fold(CasType::Cdsl, records).value;
        let checks = reconcile(&statement, &facts);
        let failed = checks.iter().filter(|check| check.verdict == Verdict::Fail).map(|check| check.id);
        assert_eq!(failed.collect::<Vec<_>>(), expected, "{name}");
    }
}

#[test]
fn figures_beyond_any_statement_fail_checks_and_nothing_else() {
    const HUGE: &str = "9999999999999999999999999999";
    let total = |scope: TotalScope| {
        Record::Total(Box::new(TotalRecord {
            scope,
            label: "Total".into(),
            count: None,
            value: HUGE.parse().ok(),
            cost: None,
            change: None,
            percent: None,
        }))
    };
    let mut records = vec![
        Record::Account(Box::new(account(Depository::Cdsl, HUGE))),
        Record::Account(Box::new(account(Depository::Nsdl, HUGE))),
        holding(Depository::Cdsl, SHARE, None, [HUGE, HUGE, HUGE]),
        total(TotalScope::Portfolio),
        total(TotalScope::Group(0)),
        total(TotalScope::AccountBonds(key(Depository::Cdsl))),
    ];
    records.extend((0..12).map(|_| total(TotalScope::Account(key(Depository::Cdsl)))));
    let names = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa"];
    records.extend(names.map(|name| balance_row(name, FUND, name, HUGE)));
    let Assembled { statement, facts } = fold(CasType::Cdsl, records).value;
    let checks = reconcile(&statement, &facts);
    assert!(checks.iter().any(|check| check.id == "account-total" && check.verdict == Verdict::Fail));
}
