//! Registrar statements from hand-made records: ownership, signs, types, duties, sums, checks.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use cas_model::record::*;
use cas_model::statement::LinkedHolder;
use cas_model::{CasType, DiagnosticCode, Isin, Noted, Pan, Sourced, Statement, TransactionKind, Verdict};
use cas_normalize::{AssembleContext, Assembled, assemble, reconcile};
use cas_page::{Location, Rect};
use chrono::NaiveDate;

fn day(text: &str) -> Option<NaiveDate> {
    cas_model::date::parse_date(text)
}

fn folio(number: &str, amc: &str, pan: &str, holder: &str) -> Record {
    Record::Folio(Box::new(FolioRecord {
        folio_number: Some(number.into()),
        amc: Some(amc.into()),
        pan: Pan::parse(pan),
        holders: vec![LinkedHolder { name: Some(holder.into()), pan: None }],
        ..FolioRecord::default()
    }))
}

fn scheme(name: &str, code: &str, open: &str) -> Record {
    Record::Scheme(Box::new(SchemeRecord {
        printed_name: name.into(),
        rta_code: Some(code.into()),
        registrar: Some("CAMS".into()),
        isin: Isin::parse("INF000X01013"),
        open_units: open.parse().ok(),
        ..SchemeRecord::default()
    }))
}

/// A row of day, wording, amount, units, NAV, balance; empty text is a blank cell.
fn row(cells: [&str; 6]) -> Record {
    let [date, description, amount, units, nav, balance] = cells;
    Record::Row(Box::new(RowRecord {
        date: day(date),
        description: description.into(),
        amount: amount.parse().ok(),
        units: units.parse().ok(),
        nav: nav.parse().ok(),
        balance: balance.parse().ok(),
        ..RowRecord::default()
    }))
}

fn closing(units: &str, nav: &str, value: &str, cost: &str) -> Record {
    Record::Closing(Box::new(ClosingRecord {
        units: units.parse().ok(),
        nav: nav.parse().ok(),
        nav_date: day("30-Mar-2026"),
        value: value.parse().ok(),
        cost: cost.parse().ok(),
    }))
}

fn total(scope: TotalScope, value: &str, cost: &str) -> Record {
    Record::Total(Box::new(TotalRecord {
        scope,
        label: "Total".into(),
        count: None,
        value: value.parse().ok(),
        cost: cost.parse().ok(),
        change: None,
        percent: None,
    }))
}

fn fold(records: Vec<Record>) -> Noted<Assembled> {
    let at = Location::new(1, Rect::new(10.0, 20.0, 30.0, 40.0));
    let period = Record::Period { from: day("01-Apr-2025").unwrap(), to: day("31-Mar-2026").unwrap() };
    let records = std::iter::once(period).chain(records).map(|record| Sourced { at, record }).collect();
    assemble(records, &AssembleContext { cas_type: CasType::CamsKfintech, generated_at: None })
}

fn kinds(statement: &Statement) -> Vec<TransactionKind> {
    let schemes = statement.mutual_funds.iter().flat_map(|folio| &folio.schemes);
    schemes.flat_map(|scheme| &scheme.transactions).map(|row| row.kind).collect()
}

/// One scheme with a purchase, its duty, a reversed purchase with cosmetic brackets, and a redemption.
fn dense() -> Vec<Record> {
    vec![
        folio("123 / 45", "Alpha Mutual Fund", "ABCPT1234K", "ASHA TESTWALA"),
        scheme("Alpha Flexi Cap Fund - Growth (erstwhile Alpha Fund) (Non-Demat)", "A1G", "0.000"),
        row(["05-Apr-2025", "SIP Purchase - Instalment 1/12", "4,999.75", "100.000", "49.9975", "100.000"]),
        row(["05-Apr-2025", "*** Stamp Duty ***", "0.25", "", "", ""]),
        row([
            "06-May-2025",
            "SIP Purchase (Reversal) - Instalment No 2",
            "(999.95)",
            "(20.000)",
            "49.9975",
            "80.000",
        ]),
        row([
            "07-May-2025",
            "Payment - Units Extinguished-Reversed",
            "(999.95)",
            "(20.000)",
            "49.9975",
            "100.000",
        ]),
        row(["08-May-2025", "***Change of Bank Mandate***", "", "", "", ""]),
        row(["09-Jun-2025", "Redemption less STT", "(2,499.85)", "(50.000)", "50.0000", "50.000"]),
        row(["09-Jun-2025", "*** STT Paid ***", "0.15", "", "", ""]),
        closing("50.000", "60.0000", "3,000.00", "2,500.00"),
    ]
}

#[test]
fn rows_get_signs_types_and_duties() {
    use TransactionKind::*;
    let folded = fold(dense());
    let statement = &folded.value.statement;
    let expected = [PurchaseSip, StampDutyTax, Reversal, Reversal, Misc, Redemption, SttTax];
    assert_eq!(kinds(statement), expected);
    let scheme = &statement.mutual_funds[0].schemes[0];
    let rows = &scheme.transactions;
    assert_eq!(rows[0].additional_info.stamp_duty.map(|duty| duty.to_string()).as_deref(), Some("0.25"));
    assert_eq!(rows[3].units.map(|units| units.to_string()).as_deref(), Some("20.000"));
    assert_eq!(rows[3].amount.map(|amount| amount.to_string()).as_deref(), Some("999.95"));
    assert_eq!(scheme.name.as_deref(), Some("Alpha Flexi Cap Fund - Growth"));
    assert_eq!(scheme.gain.absolute.map(|gain| gain.to_string()).as_deref(), Some("500.00"));
    assert_eq!(scheme.gain.percentage.map(|gain| gain.to_string()).as_deref(), Some("20.00"));
    let codes: Vec<_> = folded.notes.iter().map(|note| note.code.clone()).collect();
    assert_eq!(codes, [DiagnosticCode::SignCorrected]);
}

#[test]
fn blocks_of_one_folio_become_one_element() {
    let block = |number: &str, amc: &str, value: &str| {
        vec![
            folio(number, amc, "ABCPT1234K", "ASHA TESTWALA"),
            scheme("Alpha Gilt Fund", "A2G", "0"),
            closing("1", "1", value, value),
        ]
    };
    let records = [
        block("123 / 45", "Alpha Mutual Fund", "10.00"),
        block("123 / 45", "Beta Mutual Fund", "20.00"),
        block("123/45", "ALPHA MUTUAL FUND", "30.00"),
    ];
    let folded = fold(records.into_iter().flatten().collect());
    let folios = &folded.value.statement.mutual_funds;
    let found: Vec<_> = folios.iter().map(|f| (f.schemes.len(), f.value.unwrap().to_string())).collect();
    assert_eq!(found, [(2, "40.00".to_owned()), (1, "20.00".to_owned())]);
    let summary = &folded.value.statement.summary;
    assert_eq!(summary.accounts.mutual_funds.count, 2);
    assert_eq!(summary.total_value.unwrap().to_string(), "60.00");
}

#[test]
fn the_addressee_has_the_pan_of_the_own_folio() {
    let mut records = vec![Record::Investor(Box::new(InvestorRecord {
        name: Some("VIKRAM TESTWALA".into()),
        address: vec!["12 SAMPLE STREET".into(), "TESTPUR".into()],
        ..InvestorRecord::default()
    }))];
    records.push(folio("1", "Alpha Mutual Fund", "ABCPT1234K", "Asha Testwala"));
    records.push(folio("2", "Alpha Mutual Fund", "ABCPT5678L", "Vikram  Testwala"));
    let folded = fold(records);
    let investor = &folded.value.statement.investor;
    assert_eq!(investor.pan.as_ref().map(Pan::as_str), Some("ABCPT5678L"));
    assert_eq!(investor.address.as_deref(), Some("12 SAMPLE STREET TESTPUR"));
    let holder = &folded.value.statement.mutual_funds[0].linked_holders[0];
    assert_eq!(holder.pan.as_ref().map(Pan::as_str), Some("ABCPT1234K"));
}

#[test]
fn what_belongs_to_nothing_is_noted() {
    let folded =
        fold(vec![row(["05-Apr-2025", "Purchase", "1", "1", "1", "1"]), closing("1", "1", "1", "1")]);
    let codes: Vec<_> = folded.notes.iter().map(|note| note.code.code()).collect();
    assert_eq!(codes, ["orphan", "orphan"]);
}

#[test]
fn sound_figures_pass_every_check() {
    let mut records = dense();
    records.push(total(TotalScope::Portfolio, "3,000.00", "2,500.00"));
    records.push(total(TotalScope::Amc("ALPHA Mutual Fund".into()), "3,000.00", "2,500.00"));
    let Assembled { statement, facts } = fold(records).value;
    let checks = reconcile(&statement, &facts);
    let failed: Vec<_> = checks.iter().filter(|check| check.verdict == Verdict::Fail).collect();
    assert!(failed.is_empty(), "{failed:?}");
    for id in [
        "running-balance",
        "amount",
        "stamp-duty",
        "closing-balance",
        "market-value",
        "summary-total",
        "amc-total",
    ] {
        assert!(checks.iter().any(|check| check.id == id && check.verdict == Verdict::Pass), "{id}");
    }
}

/// Two purchases with their duties and a redemption, all figures sound.
fn sound() -> Vec<Record> {
    vec![
        folio("123 / 45", "Alpha Mutual Fund", "ABCPT1234K", "ASHA TESTWALA"),
        scheme("Alpha Flexi Cap Fund - Growth", "A1G", "0.000"),
        row(["05-Apr-2025", "Purchase", "4,999.75", "100.000", "49.9975", "100.000"]),
        row(["05-Apr-2025", "*** Stamp Duty ***", "0.25", "", "", ""]),
        row(["06-May-2025", "Purchase", "999.95", "20.000", "49.9975", "120.000"]),
        row(["06-May-2025", "*** Stamp Duty ***", "0.05", "", "", ""]),
        row(["09-Jun-2025", "Redemption less STT", "(2,499.85)", "(50.000)", "50.0000", "70.000"]),
        row(["09-Jun-2025", "*** STT Paid ***", "0.15", "", "", ""]),
        closing("70.000", "60.0000", "4,200.00", "3,500.00"),
        total(TotalScope::Portfolio, "4,200.00", "3,500.00"),
    ]
}

#[test]
fn a_fault_fails_its_own_checks_once() {
    /// What is spoiled, how, and the checks that must fail.
    type Case = (&'static str, fn(&mut Vec<Record>), &'static [&'static str]);
    let cases: [Case; 10] = [
        ("nothing", |_| {}, &[]),
        ("a lost row", |r| drop(r.remove(4)), &["running-balance", "closing-balance", "cost"]),
        ("a lost duty", |r| drop(r.remove(3)), &["stamp-duty", "cost"]),
        (
            "a wrong amount",
            |r| r[2] = row(["05-Apr-2025", "Purchase", "4,899.75", "100.000", "49.9975", "100.000"]),
            &["amount", "cost"],
        ),
        (
            "a wrong duty",
            |r| r[3] = row(["05-Apr-2025", "*** Stamp Duty ***", "0.75", "", "", ""]),
            &["stamp-duty", "cost"],
        ),
        (
            "a wrong value",
            |r| r[8] = closing("70.000", "60.0000", "4,200.00", "3,000.00"),
            &["cost", "summary-cost"],
        ),
        (
            "a day outside",
            |r| r[7] = row(["09-Jun-2020", "*** STT Paid ***", "0.15", "", "", ""]),
            &["dates-in-period"],
        ),
        (
            "a wrong total",
            |r| r[9] = total(TotalScope::Portfolio, "4,201.00", "3,500.00"),
            &["summary-total"],
        ),
        (
            "a wrong row of a house",
            |r| r.push(total(TotalScope::Amc("Alpha Mutual Fund".into()), "4,201.00", "3,400.00")),
            &["amc-total", "amc-cost"],
        ),
        (
            "a right row of a house",
            |r| r.push(total(TotalScope::Amc("ALPHA MUTUAL FUND".into()), "4,200.00", "3,500.00")),
            &[],
        ),
    ];
    for (name, spoil, expected) in cases {
        let mut records = sound();
        spoil(&mut records);
        let Assembled { statement, facts } = fold(records).value;
        let checks = reconcile(&statement, &facts);
        let failed = checks.iter().filter(|check| check.verdict == Verdict::Fail).map(|check| check.id);
        assert_eq!(failed.collect::<Vec<_>>(), expected, "{name}");
    }
}

/// Two purchases of a day before their two duties, in either order of the duties.
#[test]
fn a_duty_goes_to_the_purchase_it_is_due_of() {
    let duty = |amount| row(["05-Apr-2025", "*** Stamp Duty ***", amount, "", "", ""]);
    // A duty of neither goes to the nearest purchase.
    for (duties, expected) in [
        (["0.25", "0.05"], ["0.25", "0.05"]),
        (["0.05", "0.25"], ["0.25", "0.05"]),
        (["0.99", "0.25"], ["0.25", "0.99"]),
    ] {
        let [first, second] = duties.map(duty);
        let records = vec![
            folio("123 / 45", "Alpha Mutual Fund", "ABCPT1234K", "ASHA TESTWALA"),
            scheme("Alpha Flexi Cap Fund - Growth", "A1G", "0.000"),
            row(["05-Apr-2025", "Purchase", "4,999.75", "100.000", "49.9975", "100.000"]),
            row(["05-Apr-2025", "Purchase", "999.95", "20.000", "49.9975", "120.000"]),
            first,
            second,
        ];
        let statement = fold(records).value.statement;
        let rows = &statement.mutual_funds[0].schemes[0].transactions;
        let found = [0, 1].map(|at: usize| rows[at].additional_info.stamp_duty.unwrap().to_string());
        assert_eq!(found, expected, "{duties:?}");
    }
}

/// Redemptions of non-residents are printed less the tax that a row below them names.
#[test]
fn tax_below_an_outflow_is_taken_off_it() {
    for (tax, verdict) in [("300.00", Verdict::Pass), ("30.00", Verdict::Fail)] {
        let records = vec![
            folio("123 / 45", "Alpha Mutual Fund", "ABCPT1234K", "ASHA TESTWALA"),
            scheme("Alpha Flexi Cap Fund - Growth", "A1G", "100.000"),
            row(["09-Jun-2025", "Redemption less TDS, STT", "(4,699.95)", "(100.000)", "50.0000", "0.000"]),
            row(["09-Jun-2025", "*** TDS on Above ***", tax, "", "", ""]),
            row(["09-Jun-2025", "*** STT Paid ***", "0.05", "", "", ""]),
        ];
        let Assembled { statement, facts } = fold(records).value;
        let checks = reconcile(&statement, &facts);
        assert!(checks.iter().any(|check| check.id == "amount" && check.verdict == verdict), "{tax}");
    }
}

/// Brackets stand at both figures or at one; what the balance says holds for both.
#[test]
fn amount_and_units_have_one_sign_where_the_balance_settles_it() {
    let records = vec![
        folio("123 / 45", "Alpha Mutual Fund", "ABCPT1234K", "ASHA TESTWALA"),
        scheme("Alpha Flexi Cap Fund - Growth", "A1G", "100.000"),
        row(["05-Apr-2025", "Redemption", "(1,000.00)", "10.000", "100.0000", "90.000"]),
        row(["06-Apr-2025", "Redemption", "1,000.00", "(10.000)", "100.0000", "80.000"]),
        row(["07-Apr-2025", "Purchase", "1,000.00", "(10.000)", "100.0000", "90.000"]),
        row(["08-Apr-2025", "Purchase", "(1,000.00)", "10.000", "100.0000", "100.000"]),
        // Nothing settles this one: it stays as it is printed.
        row(["09-Apr-2025", "Purchase", "(1,000.00)", "10.000", "100.0000", ""]),
    ];
    let folded = fold(records);
    let rows = &folded.value.statement.mutual_funds[0].schemes[0].transactions;
    let signs: Vec<_> = rows
        .iter()
        .map(|row| (row.amount.unwrap().is_negative(), row.units.unwrap().is_negative()))
        .collect();
    assert_eq!(signs, [(true, true), (true, true), (false, false), (false, false), (true, false)]);
    let codes: Vec<_> = folded.notes.iter().map(|note| note.code.clone()).collect();
    assert_eq!(
        codes,
        [DiagnosticCode::SignCorrected, DiagnosticCode::SignCorrected, DiagnosticCode::SignCorrected]
    );
}

/// Old summaries have no headings of fund houses.
#[test]
fn equal_numbers_at_two_registrars_are_two_folios() {
    let entry = |registrar: &str| {
        Record::Folio(Box::new(FolioRecord {
            folio_number: Some("12345678".into()),
            registrar: Some(registrar.into()),
            ..FolioRecord::default()
        }))
    };
    let records = vec![
        entry("CAMS"),
        scheme("Alpha Gilt Fund", "A2G", "0"),
        entry("KFINTECH"),
        scheme("Beta Gilt Fund", "B2G", "0"),
        entry("CAMS"),
        scheme("Alpha Liquid Fund", "A3G", "0"),
    ];
    let statement = fold(records).value.statement;
    let found: Vec<_> =
        statement.mutual_funds.iter().map(|f| (f.registrar.as_deref(), f.schemes.len())).collect();
    assert_eq!(found, [(Some("CAMS"), 2), (Some("KFINTECH"), 1)]);
}

#[test]
fn equal_numbers_of_two_houses_without_headings_are_two_folios() {
    let holding = |isin: &str, code: &str, name: &str| {
        let folio = FolioRecord {
            folio_number: Some("70000001 / 12".into()),
            registrar: Some("CAMS".into()),
            ..FolioRecord::default()
        };
        let scheme = SchemeRecord {
            printed_name: name.into(),
            rta_code: Some(code.into()),
            isin: Isin::parse(isin),
            ..SchemeRecord::default()
        };
        [Record::Folio(Box::new(folio)), Record::Scheme(Box::new(scheme))]
    };
    let folios = |schemes: &[[&str; 3]]| -> Vec<usize> {
        let records = schemes.iter().flat_map(|[isin, code, name]| holding(isin, code, name)).collect();
        let folios = fold(records).value.statement.mutual_funds;
        folios.iter().map(|folio| folio.schemes.len()).collect()
    };
    let alpha = ["INF179K01WN9", "L103G", "Alpha Small Cap Fund"];
    let beta = ["INF000X01013", "D101", "Beta Flexi Cap Fund"];
    assert_eq!(folios(&[alpha, beta, alpha]), [2, 1]);
    // Another prefix of the same house, and a scheme that kept its name.
    assert_eq!(folios(&[alpha, [beta[0], "L1", "Alpha Cash Fund"]]), [2]);
    assert_eq!(folios(&[alpha, [alpha[0], "L1", "Gamma Cash Fund"]]), [2]);
    // Without ISINs their codes tell, where they do.
    let bare = |[_, code, name]: [&'static str; 3]| ["", code, name];
    assert_eq!(folios(&[bare(alpha), bare(beta)]), [1, 1]);
    assert_eq!(folios(&[["", "128AA", "Alpha Fund"], ["", "129BB", "Beta Fund"]]), [1, 1]);
    assert_eq!(folios(&[["", "FTI1", "Alpha Fund"], ["", "FTI2", "Beta Fund"]]), [2]);
    assert_eq!(folios(&[["", "L1", "Alpha Fund"], ["", "D1", "Alpha Gold Fund"]]), [2]);
}
