//! Boxes of demat accounts that the end of a page cuts.

use cas_model::record::Record;
use cas_model::{DiagnosticCode, Noted, Sourced};
use cas_table::Sheet;

use super::{Row, extract, movements, page, summary};

const LEDGERS: [Row<'_>; 2] =
    [(40.0, &[(22.0, "Transactions")]), (50.0, &[(22.0, "for the period from 01-Mar-2026 to 31-Mar-2026")])];

const FOOTER: Row<'_> = (815.0, &[(22.0, "National Securities Depository Limited"), (560.0, "7")]);

const ROWS: [Row<'_>; 3] = [
    (
        180.0,
        &[
            (22.0, "Date"),
            (90.0, "Transaction Particulars"),
            (400.0, "Credit"),
            (470.0, "Debit"),
            (530.0, "Balance"),
        ],
    ),
    (195.0, &[(22.0, "ISIN : INE0ZA101016 - SAMPLE ALPHA LIMITED")]),
    (207.0, &[(22.0, "04-Mar-2026"), (90.0, "PAYOUT-CR CM"), (-424.0, "5"), (-560.0, "10")]),
];

fn box_of(
    kind: &'static str,
    right: &'static str,
    client: &'static str,
) -> [(f32, Vec<(f32, &'static str)>); 3] {
    [
        (770.0, vec![(22.0, kind), (306.0, right)]),
        (780.0, vec![(22.0, "SECOND SAMPLE LIMITED"), (306.0, "RIYA TESTCASE (PAN:ABCDE1234F)")]),
        (790.0, vec![(22.0, client)]),
    ]
}

/// Two pages with a box that is cut after so many lines, between what stands above it and what stands below.
fn cut(
    above: &[Row<'_>],
    lines: &[(f32, Vec<(f32, &'static str)>)],
    after: usize,
    below: &[Row<'_>],
) -> [Sheet; 2] {
    let upper = lines.iter().take(after).map(|(y, cells)| (*y, cells.as_slice()));
    let lower = lines.iter().skip(after).map(|(y, cells)| (y - 700.0, cells.as_slice()));
    let first: Vec<Row<'_>> = above.iter().copied().chain(upper).chain([FOOTER]).collect();
    let second: Vec<Row<'_>> = lower.chain(below.iter().copied()).chain([FOOTER]).collect();
    [page(2, &first), page(3, &second)]
}

fn clients(found: &Noted<Vec<Sourced>>) -> Vec<(String, Option<String>)> {
    let records = found.value.iter().map(|sourced| &sourced.record);
    records
        .filter_map(|record| match record {
            Record::Account(account) => Some((account.key.client_id.clone(), account.dp_name.clone())),
            _ => None,
        })
        .collect()
}

#[test]
fn a_ledger_below_a_cut_box_is_that_of_its_account() {
    let account =
        box_of("CDSL Demat Account", "Summary of Transactions of", "DP ID:12000011 Client ID:20000001");
    for after in [1, 2] {
        let [first, second] = cut(&LEDGERS, &account, after, &ROWS);
        let sheets = [summary(), first, second];
        let found = extract(&sheets);
        let owners: Vec<_> = movements(&found).iter().map(|row| row.account.client_id.as_str()).collect();
        assert_eq!(owners, ["20000001"], "cut after {after}");
        let named = clients(&found);
        assert!(
            named.contains(&("20000001".to_owned(), Some("SECOND SAMPLE LIMITED".to_owned()))),
            "{named:?}"
        );
        assert_eq!(sheets.iter().flat_map(Sheet::unclaimed).count(), 0);
    }
}

#[test]
fn rows_below_a_box_without_ids_are_of_no_account() {
    let account = box_of("CDSL Demat Account", "Summary of Transactions of", "Client ID not printed");
    let [first, second] = cut(&LEDGERS, &account, 2, &ROWS);
    let found = extract(&[summary(), first, second]);
    assert!(movements(&found).is_empty());
    let has = |code: DiagnosticCode| found.notes.iter().any(|note| note.code == code);
    assert!(has(DiagnosticCode::UnreadableValue { field: "account" }));
    assert!(has(DiagnosticCode::Orphan { record: "movement" }));
}

#[test]
fn no_ledger_is_of_the_account_whose_holdings_were_read_last() {
    let sheets = [summary(), page(2, &super::BOX), page(3, &[&LEDGERS[..], &ROWS].concat())];
    let found = extract(&sheets);
    assert!(movements(&found).is_empty());
}
