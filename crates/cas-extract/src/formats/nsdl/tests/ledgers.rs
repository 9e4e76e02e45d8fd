//! Ledgers of accounts and folios.

use cas_model::record::LedgerRow;

use super::{BOX, Row, extract, movements, page, rows, schemes, summary, text};

#[test]
fn nsdl_ledger_over_a_page_break() {
    let header: [(f32, &[(f32, &str)]); 2] = [
        (
            100.0,
            &[
                (22.0, "Date"),
                (75.0, "Order No"),
                (145.0, "Description"),
                (275.0, "Instruction"),
                (388.0, "Opening"),
                (442.0, "Debit"),
                (489.0, "Credit"),
                (539.0, "Closing"),
            ],
        ),
        (107.6, &[(275.0, "Details"), (388.0, "Balance"), (539.0, "Balance")]),
    ];
    let start: [(f32, &[(f32, &str)]); 2] = [
        (40.0, &[(22.0, "Transactions")]),
        (50.0, &[(22.0, "for the period from 01-Mar-2026 to 31-Mar-2026")]),
    ];
    let first: [(f32, &[(f32, &str)]); 4] = [
        (120.0, &[(22.0, "ISIN : INE0ZA101016 - SAMPLE ALPHA LIMITED")]),
        (132.0, &[(22.0, "Beneficiary")]),
        (
            144.0,
            &[
                (22.0, "05-Mar-2026"),
                (75.0, "81000000000001"),
                (145.0, "By CM SAMPLE BROKING"),
                (275.0, "Standing Instruction"),
                (-424.0, "5"),
                (-469.0, "0"),
                (-520.0, "5"),
                (-575.0, "10"),
            ],
        ),
        (151.3, &[(145.0, "T+1 NORMAL / 2026043"), (275.0, "to receive credit")]),
    ];
    let second: [(f32, &[(f32, &str)]); 1] = [(
        60.0,
        &[
            (22.0, "06-Mar-2026"),
            (75.0, "81000000000002"),
            (145.0, "To CM SAMPLE BROKING"),
            (-424.0, "10"),
            (-469.0, "4"),
            (-520.0, "0"),
            (-575.0, "6"),
        ],
    )];
    let all: Vec<_> = start.iter().chain(&BOX).chain(&header).chain(&first).copied().collect();
    let found = extract(&[summary(), page(2, &all), page(3, &second)]);
    let [buy, sell] = movements(&found)[..] else { panic!("two movements") };
    assert_eq!(
        buy.description.as_deref(),
        Some("By CM SAMPLE BROKING T+1 NORMAL / 2026043 Standing Instruction to receive credit")
    );
    assert_eq!(
        (buy.order_no.as_deref(), buy.balance_type.as_deref()),
        (Some("81000000000001"), Some("Beneficiary"))
    );
    assert_eq!((text(buy.credit), text(buy.closing)), ("5".into(), "10".into()));
    assert_eq!((text(sell.debit), text(sell.isin)), ("4".into(), "INE0ZA101016".into()));
}

#[test]
fn cdsl_ledger_takes_the_direction_from_the_balance() {
    let rows: [(f32, &[(f32, &str)]); 8] = [
        (40.0, &[(22.0, "for the period from 01-Mar-2026 to 31-Mar-2026")]),
        (50.0, &[(22.0, "CDSL Demat Account"), (306.0, "Summary of Transactions of")]),
        (60.0, &[(22.0, "DP ID:12000011 Client ID:20000001"), (306.0, "RIYA TESTCASE")]),
        (
            100.0,
            &[
                (22.0, "Date"),
                (90.0, "Transaction Particulars"),
                (433.0, "Credit"),
                (491.0, "Debit"),
                (541.0, "Current"),
            ],
        ),
        (107.6, &[(541.0, "Balance")]),
        (120.0, &[(22.0, "ISIN : INE0ZA101016 - SAMPLE#SHARES")]),
        (132.0, &[(22.0, "01-Mar-2026"), (90.0, "Opening Balance"), (-575.0, "25.000")]),
        (
            144.0,
            &[(22.0, "04-Mar-2026"), (90.0, "NSEDR SE:1200000000002"), (-465.0, "5.000"), (-575.0, "20.000")],
        ),
    ];
    let found = extract(&[summary(), page(2, &rows)]);
    let [opening, debit] = movements(&found)[..] else { panic!("two rows") };
    assert_eq!((opening.row, text(opening.closing)), (LedgerRow::Opening, "25.000".into()));
    assert_eq!((debit.credit, text(debit.debit)), (None, "5.000".into()));
    assert_eq!(debit.account.client_id, "20000001");
}

#[test]
fn particulars_that_reach_the_quantity_swallow_none() {
    // Half an em a letter: the first wording ends 1 pt before its credit, the second runs over it, the third ends 3 pt
    // before its debit.
    let wording =
        |head: &str, letters: usize| format!("{head} EXID {}", "1".repeat(letters - head.len() - 6));
    let near = wording("PAYOUT-CR CM M00001", 109);
    let over = wording("PAYOUT-CR CM M00001", 111);
    let debit = wording("NSEDR SE:1200000000002 CM:M00001", 127);
    let rows: [Row<'_>; 10] = [
        (40.0, &[(22.0, "for the period from 01-Mar-2026 to 31-Mar-2026")]),
        (50.0, &[(22.0, "CDSL Demat Account"), (306.0, "Summary of Transactions of")]),
        (60.0, &[(22.0, "DP ID:12000011 Client ID:20000001"), (306.0, "RIYA TESTCASE")]),
        (
            100.0,
            &[
                (22.0, "Date"),
                (90.0, "Transaction Particulars"),
                (-465.0, "Credit"),
                (-525.0, "Debit"),
                (-575.0, "Current"),
            ],
        ),
        (120.0, &[(22.0, "ISIN : INE0ZA101016 - SAMPLE#SHARES")]),
        (132.0, &[(22.0, "01-Mar-2026"), (90.0, "Opening Balance"), (-575.0, "10.000")]),
        (144.0, &[(22.0, "04-Mar-2026"), (90.0, &near), (-465.0, "15.000"), (-575.0, "25.000")]),
        (151.3, &[(90.0, "CTBO 12")]),
        (163.0, &[(22.0, "05-Mar-2026"), (90.0, &over), (-465.0, "5.000"), (-575.0, "30.000")]),
        (175.0, &[(22.0, "06-Mar-2026"), (90.0, &debit), (-525.0, "20.000"), (-575.0, "10.000")]),
    ];
    let found = extract(&[summary(), page(2, &rows)]);
    let found: Vec<_> = movements(&found).into_iter().skip(1).collect();
    let read: Vec<_> = found.iter().map(|row| (text(row.credit), text(row.debit))).collect();
    let expected = [("15.000", ""), ("5.000", ""), ("", "20.000")];
    assert_eq!(read, expected.map(|(credit, debit)| (credit.to_owned(), debit.to_owned())));
    let wordings: Vec<_> = found.iter().map(|row| row.description.clone().unwrap_or_default()).collect();
    assert_eq!(wordings, [format!("{near} CTBO 12"), over, debit]);
}

#[test]
fn folio_ledger_with_wrapped_anchor() {
    let pages: [(f32, &[(f32, &str)]); 8] = [
        (40.0, &[(22.0, "MUTUAL FUND FOLIOS (F)")]),
        (
            52.0,
            &[(22.0, "Mutual Funds Transaction Statement for the Period from 01-Mar-2026 to 31-Mar-2026")],
        ),
        (
            70.0,
            &[
                (22.0, "Date"),
                (90.0, "Transaction Details"),
                (303.0, "Amount"),
                (350.0, "Stamp Duty"),
                (421.0, "NAV"),
                (480.0, "Price"),
                (541.0, "Units"),
            ],
        ),
        (
            84.0,
            &[(
                22.0,
                "ISIN: INF179K01WN9 - Sample Three Mutual Fund - Scheme Name: S3IX - Sample Three - Direct",
            )],
        ),
        (91.3, &[(22.0, "Growth Folio No - 70000002")]),
        (103.0, &[(90.0, "Opening Balance"), (-575.0, "75.000")]),
        (
            115.0,
            &[
                (22.0, "17-MAR-2026"),
                (90.0, "SIP Purchase Instalment 5/60"),
                (-342.0, "999.95"),
                (-396.0, "0.05"),
                (-452.0, "39.9980"),
                (-516.0, "39.9980"),
                (-575.0, "25.000"),
            ],
        ),
        (127.0, &[(90.0, "Closing Balance"), (-575.0, "100.000")]),
    ];
    let start: [(f32, &[(f32, &str)]); 1] =
        [(30.0, &[(22.0, "for the period from 01-Mar-2026 to 31-Mar-2026")])];
    let all: Vec<_> = start.iter().chain(&pages).copied().collect();
    let found = extract(&[summary(), page(2, &all)]);
    let [scheme] = schemes(&found)[..] else { panic!("one scheme") };
    assert_eq!(scheme.printed_name, "Sample Three - Direct Growth");
    assert_eq!(
        (scheme.rta_code.as_deref(), scheme.amc.as_deref()),
        (Some("S3IX"), Some("Sample Three Mutual Fund"))
    );
    assert_eq!(
        (scheme.folio_number.as_deref(), text(scheme.open_units)),
        (Some("70000002"), "75.000".into())
    );
    assert_eq!(text(scheme.close_units), "100.000");
    let [row] = rows(&found)[..] else { panic!("one row") };
    assert_eq!(
        (row.description.as_str(), text(row.stamp_duty)),
        ("SIP Purchase Instalment 5/60", "0.05".into())
    );
    assert_eq!(
        (text(row.amount), text(row.units), text(row.price)),
        ("999.95".into(), "25.000".into(), "39.9980".into())
    );
}

/// The ledger of a folio up to its opening balance.
const FOLIO_LEDGER: [(f32, &[(f32, &str)]); 5] = [
    (30.0, &[(22.0, "for the period from 01-Mar-2026 to 31-Mar-2026")]),
    (52.0, &[(22.0, "Mutual Funds Transaction Statement for the Period from 01-Mar-2026 to 31-Mar-2026")]),
    (
        70.0,
        &[(22.0, "ISIN: INF179K01WN9 - Sample Mutual Fund - Scheme Name: S3IX - Sample Folio No - 70000002")],
    ),
    (
        84.0,
        &[
            (22.0, "DATE"),
            (90.0, "TRANSACTION DETAILS"),
            (-342.0, "AMOUNT"),
            (-396.0, "STAMP DUTY"),
            (-452.0, "NAV"),
            (-516.0, "PRICE"),
            (-575.0, "UNITS"),
        ],
    ),
    (96.0, &[(90.0, "Opening Balance"), (-575.0, "100.000")]),
];

#[test]
fn a_footer_with_a_second_script_is_no_row_that_teaches_columns() {
    let rest: [(f32, &[(f32, &str)]); 4] = [
        (108.0, &[(22.0, "02-MAR-2026"), (90.0, "IDCW Payout @ Rs.0.703 per unit"), (-342.0, "70.30")]),
        (120.0, &[(22.0, "16-MAR-2026"), (90.0, "IDCW Payout @ Rs.0.272 per unit"), (-342.0, "27.20")]),
        (132.0, &[(90.0, "Closing Balance"), (-575.0, "100.000")]),
        (825.0, &[(22.0, "National Securities Depository Limited"), (165.0, "????? ???"), (-572.0, "4")]),
    ];
    let all: Vec<_> = FOLIO_LEDGER.iter().chain(&rest).copied().collect();
    let found = extract(&[summary(), page(2, &all)]);
    let [first, _] = rows(&found)[..] else { panic!("two rows") };
    assert_eq!(first.description, "IDCW Payout @ Rs.0.703 per unit");
    assert_eq!(
        (text(first.date), text(first.amount), first.units),
        ("2026-03-02".into(), "70.30".into(), None)
    );
}

#[test]
fn taxes_below_a_redemption_are_rows_without_a_date() {
    let rest: [(f32, &[(f32, &str)]); 4] = [
        (
            108.0,
            &[
                (22.0, "02-MAR-2026"),
                (90.0, "Redemption less STT"),
                (-342.0, "1,000.00"),
                (-452.0, "100.0000"),
                (-516.0, "100.0000"),
                (-575.0, "10.000"),
            ],
        ),
        (115.3, &[(90.0, "- ELECTRONIC PAYMENT 2026")]),
        (127.0, &[(90.0, "STT Paid"), (-342.0, "0.02")]),
        (139.0, &[(90.0, "Closing Balance"), (-575.0, "90.000")]),
    ];
    let all: Vec<_> = FOLIO_LEDGER.iter().chain(&rest).copied().collect();
    let found = extract(&[summary(), page(2, &all)]);
    let [redeemed, tax] = rows(&found)[..] else { panic!("two rows") };
    assert_eq!(redeemed.description, "Redemption less STT - ELECTRONIC PAYMENT 2026");
    assert_eq!((tax.description.as_str(), tax.date, text(tax.amount)), ("STT Paid", None, "0.02".into()));
}

#[test]
fn the_date_may_stand_below_the_first_labels() {
    let top: [(f32, &[(f32, &str)]); 2] = [
        (40.0, &[(22.0, "Transactions")]),
        (50.0, &[(22.0, "for the period from 01-Mar-2026 to 31-Mar-2026")]),
    ];
    let rows_below: [(f32, &[(f32, &str)]); 5] = [
        (100.0, &[(275.0, "Instruction"), (388.0, "Opening"), (539.0, "Closing")]),
        (
            103.8,
            &[
                (22.0, "Date"),
                (75.0, "Order No"),
                (145.0, "Description"),
                (442.0, "Debit"),
                (489.0, "Credit"),
            ],
        ),
        (107.6, &[(275.0, "Details"), (388.0, "Balance"), (539.0, "Balance")]),
        (120.0, &[(22.0, "ISIN : INE0ZA101016 - SAMPLE ALPHA LIMITED")]),
        (
            144.0,
            &[
                (22.0, "05-Mar-2026"),
                (75.0, "81000000000001"),
                (145.0, "By CM SAMPLE"),
                (275.0, "Standing Instruction"),
                (-424.0, "5"),
                (-469.0, "0"),
                (-520.0, "15"),
                (-575.0, "20"),
            ],
        ),
    ];
    let all: Vec<_> = top.iter().chain(&BOX).chain(&rows_below).copied().collect();
    let found = extract(&[summary(), page(2, &all)]);
    let [row] = movements(&found)[..] else { panic!("one movement") };
    assert_eq!(
        [text(row.opening), text(row.debit), text(row.credit), text(row.closing)],
        ["5", "0", "15", "20"]
    );
    assert_eq!(row.order_no.as_deref(), Some("81000000000001"));
}

const TOP: [(f32, &[(f32, &str)]); 1] = [(40.0, &[(22.0, "for the period from 01-Mar-2026 to 31-Mar-2026")])];

const NSDL_LEDGER: [(f32, &[(f32, &str)]); 3] = [
    (
        100.0,
        &[
            (22.0, "Date"),
            (75.0, "Order No"),
            (145.0, "Description"),
            (275.0, "Instruction"),
            (388.0, "Opening"),
            (442.0, "Debit"),
            (489.0, "Credit"),
            (539.0, "Closing"),
        ],
    ),
    (107.6, &[(275.0, "Details"), (388.0, "Balance"), (539.0, "Balance")]),
    (120.0, &[(22.0, "ISIN : INE0ZA101016 - SAMPLE ALPHA LIMITED")]),
];

#[test]
fn labels_of_the_next_account_tell_nothing_about_this_ledger() {
    // No row has an instruction, so that the cells of all rows are gathered.
    let rows: [(f32, &[(f32, &str)]); 8] = [
        (
            144.0,
            &[
                (22.0, "05-Mar-2026"),
                (75.0, "81000000000001"),
                (145.0, "INITIAL PUBLIC OFFERING CREDIT"),
                (-424.0, "5"),
                (-469.0, "0"),
                (-520.0, "15"),
                (-575.0, "20"),
            ],
        ),
        (180.0, &[(22.0, "CDSL Demat Account"), (306.0, "Summary of Transactions of")]),
        (190.0, &[(22.0, "DP ID:12000011 Client ID:20000001"), (306.0, "RIYA TESTCASE")]),
        (
            220.0,
            &[
                (22.0, "Date"),
                (90.0, "Transaction Particulars"),
                (433.0, "Credit"),
                (491.0, "Debit"),
                (541.0, "Current"),
            ],
        ),
        (227.6, &[(541.0, "Balance")]),
        (240.0, &[(22.0, "ISIN : INE0ZB101015 - SAMPLE#SHARES")]),
        (252.0, &[(22.0, "01-Mar-2026"), (90.0, "Opening Balance"), (-575.0, "25.000")]),
        (
            264.0,
            &[(22.0, "04-Mar-2026"), (90.0, "NSEDR SE:1200000000002"), (-518.0, "5.000"), (-575.0, "20.000")],
        ),
    ];
    let all: Vec<_> = TOP.iter().chain(&BOX).chain(&NSDL_LEDGER).chain(&rows).copied().collect();
    let found = extract(&[summary(), page(2, &all)]);
    let [offer, _, debit] = movements(&found)[..] else { panic!("three rows") };
    assert_eq!(offer.order_no.as_deref(), Some("81000000000001"));
    assert_eq!(offer.description.as_deref(), Some("INITIAL PUBLIC OFFERING CREDIT"));
    assert_eq!((text(offer.opening), text(offer.credit)), ("5".into(), "15".into()));
    assert_eq!((debit.credit, text(debit.debit)), (None, "5.000".into()));
}

#[test]
fn a_balance_type_may_name_a_date() {
    let row = |y: f32| -> (f32, &'static [(f32, &'static str)]) {
        let cells: &[(f32, &str)] = &[
            (22.0, "05-Mar-2026"),
            (75.0, "81000000000001"),
            (145.0, "By CM SAMPLE"),
            (275.0, "Standing Instruction"),
            (-424.0, "5"),
            (-469.0, "0"),
            (-520.0, "15"),
            (-575.0, "20"),
        ];
        (y, cells)
    };
    for name in ["Lock-in upto 29-Mar-2027", "Lockin (Released on 29-03-2027)"] {
        let beneficiary: &[(f32, &str)] = &[(22.0, "Beneficiary")];
        let locked: &[(f32, &str)] = &[(22.0, name)];
        let rows = [(132.0, beneficiary), row(144.0), (156.0, locked), row(168.0)];
        let all: Vec<_> = TOP.iter().chain(&BOX).chain(&NSDL_LEDGER).chain(&rows).copied().collect();
        let found = extract(&[summary(), page(2, &all)]);
        let types: Vec<_> = movements(&found).iter().map(|row| row.balance_type.as_deref()).collect();
        assert_eq!(types, [Some("Beneficiary"), Some(name)]);
    }
}
