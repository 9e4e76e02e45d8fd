//! Rows of the fund ledgers of depository statements: what they mean and what they move.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use cas_model::record::{Record, RowRecord};
use cas_model::{CasType, DiagnosticCode, Verdict};
use cas_normalize::{Assembled, reconcile};
use support::{FUND, fold, ledger_head};

/// Depositories print no balance behind the rows of fund ledgers, and zeros where a row has nothing to say.
#[test]
fn fund_rows_of_depositories_count_and_mean_what_they_say() {
    let row = |wording: &str, amount: &str, units: &str, income: &str| {
        Record::Row(Box::new(RowRecord {
            date: cas_model::date::parse_date("05-Mar-2026"),
            description: wording.into(),
            amount: amount.parse().ok(),
            units: units.parse().ok(),
            income_distribution: income.parse().ok(),
            ..RowRecord::default()
        }))
    };
    let records = vec![
        ledger_head(Some("123/45"), FUND),
        row("SIP Purchase", "100.00", "10.000", "0.00"),
        row("Demat Transfer Out", "0.00", "-15.000", "0.00"),
        row("Pledged to BANK", "0.00", "5.000", "0.00"),
        row("Change of Bank Mandate", "0", "0.000", "0"),
        row("Total Tax", "12.50", "0.000", "0"),
        row("IDCW Payout @ Rs. 0.50 per unit", "", "", "5.00"),
        row("Purchase", "0.00", "0.000", "0.00"),
    ];
    let folded = fold(CasType::Cdsl, records);
    let Assembled { statement, facts } = &folded.value;
    let rows = &statement.mutual_funds[0].schemes[0].transactions;
    let kinds: Vec<_> = rows.iter().map(|row| row.kind.wire()).collect();
    assert_eq!(kinds, ["PURCHASE_SIP", "MISC", "MISC", "MISC", "MISC", "DIVIDEND_PAYOUT", "UNKNOWN"]);
    assert_eq!(rows[5].dividend_rate.map(|rate| rate.to_string()).as_deref(), Some("0.50"));
    let codes: Vec<_> = folded.notes.iter().map(|note| note.code.clone()).collect();
    assert_eq!(codes, [DiagnosticCode::UnknownWording], "a purchase of nothing");
    let failed: Vec<_> = reconcile(statement, facts)
        .into_iter()
        .filter(|check| check.id == "closing-balance" && check.verdict != Verdict::Pass)
        .collect();
    assert!(failed.is_empty(), "{failed:?}");
}

/// What a row without units means depends on whose ledger prints it.
#[test]
fn taxes_and_rejections_without_units() {
    let row = |wording: &str, units: &str| {
        Record::Row(Box::new(RowRecord {
            date: cas_model::date::parse_date("05-Mar-2026"),
            description: wording.into(),
            amount: "500.00".parse().ok(),
            units: units.parse().ok(),
            ..RowRecord::default()
        }))
    };
    for (cas_type, expected) in [
        (CasType::Nsdl, ["STT_TAX", "REVERSAL", "REVERSAL", "MISC"]),
        (CasType::Cdsl, ["MISC", "REVERSAL", "REVERSAL", "MISC"]),
    ] {
        let records = vec![
            ledger_head(Some("123/45"), FUND),
            row("Total Tax", ""),
            row("SIP Rejection - Insufficient Balance", ""),
            row("Purchase - Cheque Dishonoured", "0.000"),
            row("***Refund Rejected***", ""),
        ];
        let folded = fold(cas_type, records);
        let rows = &folded.value.statement.mutual_funds[0].schemes[0].transactions;
        let kinds: Vec<_> = rows.iter().map(|row| row.kind.wire()).collect();
        assert_eq!(kinds, expected, "{cas_type:?}");
        assert_eq!(folded.notes.len(), 0);
    }
}
