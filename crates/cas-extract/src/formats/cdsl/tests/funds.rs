//! Fund ledgers, fund balances, pension accounts.

use cas_model::record::Record;

use super::{FRAME, all_claimed, page, records, rows, schemes, shown};

#[test]
fn fund_ledger_blocks_with_wraps_taxes_and_no_closing_row() {
    let drawing = "
        120 | 211 MUTUAL FUND UNITS HELD WITH MF/RTA
        140 | 150 STATEMENT OF TRANSACTIONS FOR THE PERIOD FROM 01-04-2026 TO 30-04-2026
        160 | 27 Sample One Mutual Fund
        173 | 27 S1IX - Sample One Index Fund - Direct Plan - Growth
        185 | 26 Folio No : 70000001/33 | 150 Mode of Holding : Single KYC of Investor/s : KYC OK Nominee : Registered
        197 | 26 ISIN : INF0Z01K01A5 | 150 UCC : MFSONE0001
        212 | 39 Date | 90 Transaction Description | 260 Amount (`) | 320 NAV (`) | 370 Price (`) | 420 Units | 462 Stamp | 502 Income | 548 Capital
        219.5 | 462 Duty (`) | 502 Distribution | 548 Withdrawal
        227 | 502 (`) | 548 (`)
        240 | 77 Opening Balance | 400 75.000
        254 | 77 SIP Purchase - Instalment
        262 | 27 07-04-2026 | 77 42/62 - ARN-0000/E000000 | 260 1499.93 | 320 59.9972 | 370 59.9972 | 420 25.000 | 470 .07 | 510 0 | 548 0
        270 | 77 617000001
        283 | 77 STT | 260 0.68 | 320 -- | 370 -- | 420 -- | 470 -- | 510 -- | 548 --
        303 | 27 Sample Two Mutual Fund
        316 | 27 1191 - Sample Two Fund
        328 | 26 Folio No : 70000002 | 150 Mode of Holding : Single
        340 | 26 ISIN : INF0Z05K01E8 | 150 UCC : MFSTWO0001
        355 | 215 No Transaction during the period";
    let sheets = [page(1, drawing)];
    let found = records(&sheets);
    let heads: Vec<_> = schemes(&found)
        .iter()
        .map(|s| {
            let amc = s.amc.as_deref().unwrap_or("");
            (shown(s.isin), amc, s.printed_name.as_str(), s.folio_number.as_deref().unwrap_or(""))
        })
        .collect();
    let one = ("Sample One Mutual Fund", "Sample One Index Fund - Direct Plan - Growth", "70000001/33");
    let two = ("Sample Two Mutual Fund", "Sample Two Fund", "70000002");
    assert_eq!(
        heads,
        [("INF0Z01K01A5".to_owned(), one.0, one.1, one.2), ("INF0Z05K01E8".to_owned(), two.0, two.1, two.2),]
    );
    assert_eq!(shown(schemes(&found)[0].open_units), "75.000");
    let seen: Vec<_> = rows(&found)
        .iter()
        .map(|r| {
            let figures = [shown(r.amount), shown(r.units), shown(r.stamp_duty)].join(" ");
            (shown(r.date), r.description.as_str(), figures)
        })
        .collect();
    let wrapped = "SIP Purchase - Instalment 42/62 - ARN-0000/E000000 617000001";
    assert_eq!(
        seen,
        [
            ("2026-04-07".to_owned(), wrapped, "1499.93 25.000 0.07".to_owned()),
            ("-".to_owned(), "STT", "0.68 - -".to_owned()),
        ]
    );
    all_claimed(&sheets);
}

#[test]
fn fund_balances_in_nine_columns_with_wraps() {
    let drawing = "
        220 | 188 MUTUAL FUND UNITS HELD AS ON 30-04-2026
        236 | 22 Scheme Name | 112 ISIN | 190 Folio No. | 280 Closing | 330 NAV (`) | 400 Cumulative | 470 Valuation | 513 Unrealised | 558 Unrea\u{ad}lised
        243.5 | 280 Bal | 400 Amount | 470 (`) | 513 Profit/Loss | 558 Profit/
        251 | 280 (Units) | 400 Invested (in | 558 Loss(%)
        258.5 | 400 INR)
        275 | 22 S1IX - Sample One | 112 INF0Z01K01 | 190 91000000-
        283 | 22 Index Fund - Direct | 280 100.000 | 330 60.0000 | 400 5,500.00 | 470 6,000.00 | 520 500.00 | 560 9.09
        291 | 22 Plan - Growth | 112 A5 | 190 12345/0
        304 | 22 S4SC - Sample Four | 112 INF0Z04K01D3 | 190 70000001/33 | 280 .196 | 330 3500.1234 | 400 666.40 | 470 686.02 | 520 19.62 | 560 2.94
        317 | 22 Grand Total | 400 6,166.40 | 470 6,686.02
        337 | 22 * The NAV is that of the last business day";
    let sheets = [page(1, drawing)];
    let found = records(&sheets);
    let seen: Vec<_> = schemes(&found)
        .iter()
        .map(|s| {
            let figures = [
                shown(s.units),
                shown(s.nav),
                shown(s.cost),
                shown(s.value),
                shown(s.gain),
                shown(s.gain_percent),
            ];
            (
                shown(s.isin),
                s.folio_number.as_deref().unwrap_or(""),
                s.printed_name.as_str(),
                figures.join(" "),
            )
        })
        .collect();
    let row = |isin: &str, folio: &'static str, name: &'static str, figures: &str| {
        (isin.to_owned(), folio, name, figures.to_owned())
    };
    let name = "Sample One Index Fund - Direct Plan - Growth";
    assert_eq!(
        seen,
        [
            row("INF0Z01K01A5", "9100000012345/0", name, "100.000 60.0000 5500.00 6000.00 500.00 9.09"),
            row("INF0Z04K01D3", "70000001/33", "Sample Four", "0.196 3500.1234 666.40 686.02 19.62 2.94"),
        ]
    );
    all_claimed(&sheets);
}

#[test]
fn fund_balances_with_expense_ratios_and_a_reduced_row() {
    let drawing = "
        220 | 188 MUTUAL FUND UNITS HELD AS ON 31-07-2023
        236 | 21.5 Scheme Name | 112.3 ISIN | 167.2 Folio No. | 219 ARN | 260 Closing | 296 NAV (`) | 340 Cumulative | 392 Valuation | 450 Average Total | 535 Gross
        243.5 | 219 Code | 260 Bal | 340 Amount | 392 (`) | 450 Expense Ratio | 535 Commission
        251 | 260 (Units) | 340 Invested (in | 450 Regular | 483 Direct | 535 paid to
        258.5 | 340 INR) | 535 Distributors
        275 | 21.5 32Z - Sample Five | 112.3 INF0Z05K01E8 | 167.2 70000005 | 219 DIRECT | 260 20.000 | 296 55.0000 | 340 1,000.00 | 392 1,100.00 | 450 0 | 483 .31 | 560 0
        290 | 21.5 S4SC - Sample Four | 112.3 INF0Z04K01D3 | 167.2 70000006 | 219 DIR | 260 2.000 | 296 10.0000 | 392 20.00";
    let sheets = [page(1, drawing)];
    let found = records(&sheets);
    let seen: Vec<_> = schemes(&found)
        .iter()
        .map(|s| {
            let figures = [shown(s.units), shown(s.cost), shown(s.value), shown(s.gain_percent)].join(" ");
            (s.advisor.as_deref().unwrap_or(""), figures)
        })
        .collect();
    assert_eq!(
        seen,
        [("DIRECT", "20.000 1000.00 1100.00 -".to_owned()), ("DIR", "2.000 - 20.00 -".to_owned())]
    );
    let labels: Vec<_> = schemes(&found)[0].labels.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(labels, ["0", ".31", "0"]);
    all_claimed(&sheets);
}

#[test]
fn the_second_tier_of_a_pension_account_stands_below_the_first() {
    let drawing = "
        100 | 211 NPS PRAN HELD WITH CRA
        116 | 25 NPS-SP : PROT PRAN ID : 110000000011
        128 | 25 Tier Status : 1
        150 | 215 HOLDING STATEMENT AS ON 30-04-2026
        166 | 70 Scheme Name | 270 Fund Manager | 440 Units | 545 NAV
        180 | 22.3 SAMPLE SCHEME E | 222.3 Sample Pension Fund | 437.9 100.0000 | 545.7 50.0000
        195 | 25 Tier Status : 2
        210 | 215 HOLDING STATEMENT AS ON 30-04-2026
        226 | 70 Scheme Name | 270 Fund Manager | 440 Units | 545 NAV
        240 | 22.3 SAMPLE SCHEME C | 222.3 Sample Pension Fund | 437.9 200.0000 | 545.7 30.0000
        260 | 23 Portfolio Value ` 11,000.00 as on 30-04-2026";
    let sheets = [page(1, drawing)];
    let found = records(&sheets);
    let funds: Vec<_> = found
        .iter()
        .filter_map(|record| match record {
            Record::NpsFund(fund) => Some((fund.name.as_deref().unwrap_or(""), fund.tier)),
            _ => None,
        })
        .collect();
    assert_eq!(funds, [("SAMPLE SCHEME E", Some(1)), ("SAMPLE SCHEME C", Some(2))]);
    assert_eq!(found.iter().filter(|record| matches!(record, Record::Nps(_))).count(), 1);
    all_claimed(&sheets);
}

#[test]
fn two_pension_accounts_share_one_heading() {
    let drawing = "
        100 | 211 NPS PRAN HELD WITH CRA
        116 | 25 NPS-SP : PROT PRAN ID : 110000000011
        128 | 25 Tier Status : 1
        150 | 215 HOLDING STATEMENT AS ON 30-04-2026
        166 | 70 Scheme Name | 270 Fund Manager | 440 Units | 545 NAV
        180 | 22.3 SAMPLE SCHEME E | 222.3 Sample Pension Fund | 437.9 100.0000 | 545.7 50.0000
        195 | 23 Portfolio Value ` 5,000.00 as on 30-04-2026
        205 | 215 NPS Investment Summary
        220 | 25 NPS-SP : KFIN PRAN ID : 110000000022
        232 | 25 Tier Status : 2
        250 | 215 HOLDING STATEMENT AS ON 30-04-2026
        266 | 70 Scheme Name | 270 Fund Manager | 440 Units | 545 NAV
        280 | 22.3 SAMPLE SCHEME C | 222.3 Sample Pension Fund | 437.9 200.0000 | 545.7 30.0000
        295 | 23 Portfolio Value ` 6,000.00 as on 30-04-2026";
    let sheets = [page(1, drawing)];
    let found = records(&sheets);
    let seen: Vec<String> = found
        .iter()
        .filter_map(|record| match record {
            Record::Nps(nps) => Some(format!("{} {}", nps.pran.as_deref().unwrap_or("-"), shown(nps.value))),
            Record::NpsFund(fund) => Some(format!("{} {:?}", fund.name.as_deref().unwrap_or("-"), fund.tier)),
            _ => None,
        })
        .collect();
    assert_eq!(
        seen,
        [
            "110000000011 5000.00",
            "SAMPLE SCHEME E Some(1)",
            "110000000022 6000.00",
            "SAMPLE SCHEME C Some(2)"
        ]
    );
    all_claimed(&sheets);
}

#[test]
fn a_fund_ledger_goes_on_below_a_repeated_heading() {
    let head = "
        186 | 211 MUTUAL FUND UNITS HELD WITH MF/RTA
        198 | 150 STATEMENT OF TRANSACTIONS FOR THE PERIOD FROM 01-04-2026 TO 30-04-2026";
    let scheme = "
        210 | 27 Sample One Mutual Fund
        223 | 27 S1IX - Sample One Index Fund - Direct Plan - Growth
        235 | 26 Folio No : 70000001/33 | 150 Mode of Holding : Single
        247 | 26 ISIN : INF0Z01K01A5 | 150 UCC : MFSONE0001";
    let columns = "
        262 | 39 Date | 90 Transaction Description | 260 Amount (`) | 320 NAV (`) | 370 Price (`) | 420 Units | 470 Stamp Duty (`)";
    let first = "
        290 | 27 07-04-2026 | 77 Purchase | 260 100.00 | 320 50.0000 | 370 50.0000 | 420 2.000 | 470 .01";
    let second = "
        290 | 27 08-04-2026 | 77 Redemption | 260 -50.00 | 320 50.0000 | 370 50.0000 | 420 -1.000 | 470 0
        302 | 77 Closing Balance | 420 1.000";
    for (again, fits) in [(&[columns][..], true), (&[head, columns], true), (&[head, scheme, columns], false)]
    {
        let over = [&[FRAME], again, &[second]].concat().concat();
        let sheets = [page(1, &[FRAME, head, scheme, columns, first].concat()), page(2, &over)];
        let found = records(&sheets);
        assert_eq!(rows(&found).len(), 2, "{again:?}");
        assert_eq!(schemes(&found).len(), if fits { 1 } else { 2 }, "{again:?}");
        all_claimed(&sheets);
    }
}

#[test]
fn profit_and_percentage_may_touch() {
    let table = |row: &str| {
        let header = "
        220 | 188 MUTUAL FUND UNITS HELD AS ON 30-04-2026
        236 | 22 Scheme Name | 112 ISIN | 190 Folio No. | 280 Closing | 330 NAV (`) | 400 Cumulative | 470 Valuation | 513 Unrealised | 558 Unrealised
        243.5 | 280 Bal | 400 Amount | 470 (`) | 513 Profit/Loss | 558 Profit/
        251 | 280 (Units) | 400 Invested | 558 Loss(%)";
        let sheets = [page(
            1,
            &format!(
                "{header}\n275 | 22 S1IX - Sample One | 112 INF0Z01K01A5 | 190 70000001 | 280 1000.000 | 330 5818.0054 | {row}"
            ),
        )];
        let found = records(&sheets);
        let [scheme] = schemes(&found)[..] else { panic!("one scheme") };
        all_claimed(&sheets);
        [shown(scheme.cost), shown(scheme.value), shown(scheme.gain), shown(scheme.gain_percent)].join(" ")
    };
    // Two operations of 12 and 5 glyphs.
    let touching = "400 44,71,244.88 | 470 58,18,005.40 | 518 13,46,760.52 | 558.8 30.12";
    assert_eq!(table(touching), "4471244.88 5818005.40 1346760.52 30.12");
    let negative = "400 71,64,765.92 | 470 58,18,005.40 | 514 -13,46,760.52 | 558.2 -18.80";
    assert_eq!(table(negative), "7164765.92 5818005.40 -1346760.52 -18.80");
    // One operation.
    let one = "400 44,71,244.88 | 470 58,18,005.40 | 518 13,46,760.5230.12";
    assert_eq!(table(one), "4471244.88 5818005.40 1346760.52 30.12");
    let costs = "390 44,71,244.8858,18,005.40 | 514 13,46,760.52 | 560 30.12";
    assert_eq!(table(costs), "4471244.88 5818005.40 1346760.52 30.12");
}

#[test]
fn pension_names_survive_a_page_break() {
    let first = "
        220 | 211 NPS PRAN HELD WITH CRA
        236 | 25 NPS-SP : PROT PRAN ID : 110000000011
        248 | 25 Tier Status : 1
        270 | 215 HOLDING STATEMENT AS ON 30-04-2026
        286 | 70 Scheme Name | 270 Fund Manager | 440 Units | 545 NAV
        300 | 22.3 NPS TRUST- A/C SAMPLE PENSION FUND
        308 | 22.3 MANAGEMENT SCHEME E - TIER I | 222.3 Sample Pension Fund Management Ltd | 437.9 100.0000 | 545.7 50.0000";
    let second = "
        220 | 22.3 [GS/POP] POP
        236 | 22.3 NPS TRUST- A/C SAMPLE SCHEME C - TIER II | 222.3 Sample Pension Fund Management Ltd | 437.9 200.0000 | 545.7 30.0000
        260 | 23 Portfolio Value ` 11,000.00 as on 30-04-2026";
    let sheets = [page(1, &[FRAME, first].concat()), page(2, &[FRAME, second].concat())];
    let found = records(&sheets);
    let funds: Vec<_> = found
        .iter()
        .filter_map(|record| match record {
            Record::NpsFund(fund) => Some((fund.name.as_deref().unwrap_or(""), fund.tier, shown(fund.units))),
            _ => None,
        })
        .collect();
    let long = "NPS TRUST- A/C SAMPLE PENSION FUND MANAGEMENT SCHEME E - TIER I [GS/POP] POP";
    assert_eq!(
        funds,
        [
            (long, Some(1), "100.0000".to_owned()),
            ("NPS TRUST- A/C SAMPLE SCHEME C - TIER II", Some(2), "200.0000".to_owned()),
        ]
    );
    let account =
        found.iter().find_map(|record| if let Record::Nps(nps) = record { Some(&**nps) } else { None });
    let account = account.unwrap();
    assert_eq!((account.cra.as_deref(), account.pran.as_deref()), (Some("PROT"), Some("110000000011")));
    assert_eq!(shown(account.value), "11000.00");
    all_claimed(&sheets);
}
