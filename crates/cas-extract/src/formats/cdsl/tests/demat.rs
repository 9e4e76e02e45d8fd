//! Tables of demat accounts.

use cas_model::record::{Record, TotalScope};

use super::{all_claimed, holdings, movements, page, records, shown};

/// Heading of the section and line of the account.
const ACCOUNT: &str = "
    220 | 211 DEMAT ACCOUNTS HELD WITH CDSL
    236 | 20 DP Name : FIRST SAMPLE BROKING LIMITED | 400 BO ID : 1234567811111111
";

/// Heading and header of the holding table.
const HOLDINGS: &str = "
    260 | 215 HOLDING STATEMENT AS ON 30-04-2026
    276 | 51 ISIN | 152 Security | 262 Current | 318 Frozen | 352 Pledge | 387 Pledge | 432 Free Bal | 489 Market | 533 Value (`)
    283.5 | 262 Bal | 318 Bal | 352 Bal | 387 Setup | 489 Price /
    291 | 387 Bal | 489 Face
    298.5 | 489 Value
";

/// Heading and header of the ledger.
const MOVEMENTS: &str = "
    250 | 150 STATEMENT OF TRANSACTIONS FOR THE PERIOD FROM 01-04-2026
    258 | 150 TO 30-04-2026
    273 | 35 ISIN | 105 Security | 200 Transaction | 308 Date | 352 Op. Bal | 400 Credit | 448 Debit | 496 Cl. Bal | 544 Stamp
    280.5 | 200 Particulars | 544 Duty (`)
";

const BONDS: &str = "
    420 | 195 HOLDING STATEMENT OF BONDS AS ON 30-04-2026
    436 | 40 ISIN | 125 ISIN Name | 216 Coupon/Rate/ | 300 Maturity | 352 Quantity | 405 Face Value | 468 Market Value | 545 Value
    443.5 | 216 Frequency | 300 Date | 405 per Bond | 468 per Bond
    460 | 21.5 INE0ZE107019 | 101.5 SAMPLE EPSILON | 216 8.10/YEARLY | 300 05032029 | 360 2 | 413.5 1,000.00 | 488.5 1,010.50 | 549.7 2,021.00
    480 | 23 Portfolio Value for Bond ` 2,021.00 as on 30-04-2026
";

#[test]
fn holdings_with_wrapped_names_markers_and_nil_balances() {
    let rows = "
        312 | 101.5 SAMPLE ALPHA
        320 | 21.5 INE0ZA101016 | 101.5 LIMITED # EQUITY | 262 8.000 | 327 -- | 362 2.000 | 405 -- | 442 6.000 | 489 125.000 | 540 1,000.00
        328 | 101.5 SHARES
        341 | 21.5 INE0ZB101015!! | 101.5 SAMPLE BETA LTD RS 10 | 262 5.000 | 327 -- | 362 -- | 405 -- | 442 5.000 | 489 400.000 | 540 2,000.00
        354 | 101.5 SAMPLE ALPHA
        358 | 21.5 INE0ZA120016 | 80 @ | 262 -- | 327 -- | 362 -- | 405 -- | 442 -- | 489 6.2900 | 566 0.00
        362 | 101.5 LTD-RE
        375 | 23 Portfolio Value ` 3,000.00 as on 30-04-2026";
    let sheets = [page(1, &[ACCOUNT, HOLDINGS, rows].concat())];
    let found = records(&sheets);
    let seen: Vec<_> = holdings(&found)
        .iter()
        .map(|h| {
            let figures = [shown(h.units), shown(h.price), shown(h.value)].join(" ");
            (shown(h.isin), h.name.as_deref().unwrap_or(""), h.markers.join(" "), figures)
        })
        .collect();
    let row = |isin: &str, name: &'static str, markers: &str, figures: &str| {
        (isin.to_owned(), name, markers.to_owned(), figures.to_owned())
    };
    assert_eq!(
        seen,
        [
            row("INE0ZA101016", "SAMPLE ALPHA LIMITED # EQUITY SHARES", "", "8.000 125.000 1000.00"),
            row("INE0ZB101015", "SAMPLE BETA LTD RS 10", "!!", "5.000 400.000 2000.00"),
            row("INE0ZA120016", "SAMPLE ALPHA LTD-RE", "@", "0 6.2900 0.00"),
        ]
    );
    let split = &holdings(&found)[0].balances;
    let split: Vec<_> = split.iter().map(|(label, units)| format!("{label} {units}")).collect();
    assert_eq!(split, ["Pledge 2.000", "Free Bal 6.000"]);
    assert!(found.iter().any(|record| matches!(record, Record::Total(total)
        if matches!(total.scope, TotalScope::Account(_)) && shown(total.value) == "3000.00")));
    all_claimed(&sheets);
}

#[test]
fn a_row_with_blank_balances_is_a_row() {
    let rows = "
        320 | 21.5 INE0ZA101016 | 101.5 SAMPLE ALPHA LTD | 262 8.000 | 442 8.000 | 489 125.000 | 540 1,000.00
        335 | 21.5 INE0ZA120016 | 101.5 SAMPLE ALPHA LTD-RE | 489 6.2900 | 566 0.00";
    let sheets = [page(1, &[ACCOUNT, HOLDINGS, rows].concat())];
    let found = records(&sheets);
    let seen: Vec<_> = holdings(&found)
        .iter()
        .map(|h| (shown(h.isin), h.name.as_deref().unwrap_or(""), shown(h.units), shown(h.value)))
        .collect();
    let row = |isin: &str, name: &'static str, units: &str, value: &str| {
        (isin.to_owned(), name, units.to_owned(), value.to_owned())
    };
    assert_eq!(
        seen,
        [
            row("INE0ZA101016", "SAMPLE ALPHA LTD", "8.000", "1000.00"),
            row("INE0ZA120016", "SAMPLE ALPHA LTD-RE", "-", "0.00"),
        ]
    );
    all_claimed(&sheets);
}

#[test]
fn holdings_over_a_page_break_without_a_header() {
    let first = "
        320 | 21.5 INE0ZA101016 | 101.5 SAMPLE ALPHA LTD | 262 8.000 | 327 -- | 362 -- | 405 -- | 442 8.000 | 489 125.000 | 540 1,000.00
        333 | 101.5 SAMPLE BETA
        341 | 21.5 INE0ZB101015 | 101.5 LIMITED | 262 5.000 | 327 -- | 362 -- | 405 -- | 442 5.000 | 489 112.500011,25,000.00";
    let second = "
        220 | 101.5 EQUITY
        236 | 21.5 INE0ZC101014 | 101.5 SAMPLE GAMMA | 262 1.000 | 327 -- | 362 -- | 405 -- | 442 1.000 | 489 10.000 | 553 10.00";
    let sheets = [page(1, &[ACCOUNT, HOLDINGS, first].concat()), page(2, second)];
    let found = records(&sheets);
    let seen: Vec<_> = holdings(&found)
        .iter()
        .map(|h| {
            let figures = [shown(h.units), shown(h.price), shown(h.value)].join(" ");
            (h.name.as_deref().unwrap_or(""), figures)
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("SAMPLE ALPHA LTD", "8.000 125.000 1000.00".to_owned()),
            ("SAMPLE BETA LIMITED EQUITY", "5.000 112.5000 1125000.00".to_owned()),
            ("SAMPLE GAMMA", "1.000 10.000 10.00".to_owned()),
        ]
    );
    all_claimed(&sheets);
}

#[test]
fn lock_ins_are_kept_with_their_holding_and_bonds_are_holdings() {
    let rows = "
        320 | 21.5 INE0ZA101016 | 101.5 SAMPLE ALPHA LIMITED | 262 8.000 | 327 -- | 362 -- | 405 -- | 442 8.000 | 489 125.000 | 540 1,000.00
        340 | 180 HOLDING STATEMENT AS ON 30-04-2026 (Other Details)
        356 | 45 ISIN | 140 Security | 262 Date | 320 Balance | 400 Lockin | 455 Pending | 515 Pending
        363.5 | 320 Description | 455 Demat | 515 Remat
        380 | 21.5 INE0ZA101016 | 101.5 SAMPLE ALPHA LIMITED | 262 29-03-2027 | 325 LOCKIN | 400 1.000 | 455 0.000 | 515 0.000
        400 | 23 Portfolio Value ` 1,000.00 as on 30-04-2026";
    let sheets = [page(1, &[ACCOUNT, HOLDINGS, rows, BONDS].concat())];
    let found = records(&sheets);
    let [share, bond] = holdings(&found)[..] else { panic!("two holdings") };
    let locked = share.balances.iter().find(|(label, _)| label == "Lockin LOCKIN 29-03-2027");
    assert_eq!(shown(locked.map(|(_, units)| *units)), "1.000");
    assert_eq!([shown(bond.units), shown(bond.face_value), shown(bond.value)], ["2", "1000.00", "2021.00"]);
    assert_eq!(bond.maturity_date, chrono::NaiveDate::from_ymd_opt(2029, 3, 5));
    assert_eq!(bond.coupon_rate.as_deref(), Some("8.10"));
    assert_eq!(bond.coupon_frequency.as_deref(), Some("YEARLY"));
    let is_bond_total = |record: &Record| matches!(record, Record::Total(total) if matches!(total.scope, TotalScope::AccountBonds(_)));
    assert!(found.iter().any(is_bond_total));
    all_claimed(&sheets);
}

#[test]
fn bonds_that_both_tables_print_are_counted_once() {
    let roster = "
        100 | 25 In the single name of
        112 | 25 RIYA TESTCASE ( PAN :ABCDE1234F )
        124 | 25 Account Type | 150 Account Details
        140 | 150 FIRST SAMPLE BROKING LIMITED
        144 | 25 CDSL Demat Account | 410 1 | 514 2,021.00
        148 | 150 DP Id: 12345678 Client Id : 11111111";
    let row = "
        320 | 21.5 INE0ZE107019 | 101.5 SAMPLE EPSILON | 262 2.000 | 327 -- | 362 -- | 405 -- | 442 2.000 | 489 1,010.50 | 540 2,021.00";
    let found = records(&[page(1, &[roster, ACCOUNT, HOLDINGS, row, BONDS].concat())]);
    let [bond] = holdings(&found)[..] else { panic!("one holding") };
    assert_eq!([shown(bond.units), shown(bond.face_value)], ["2.000", "1000.00"]);
}

#[test]
fn stacked_balances_of_an_account_held_with_nsdl() {
    let drawing = "
        220 | 211 DEMAT ACCOUNTS HELD WITH NSDL
        236 | 20 DP Name : SECOND SAMPLE BROKING LTD | 400 DPID : IN300000 CLIENT ID : 12345678
        260 | 215 HOLDING STATEMENT AS ON 30-04-2026
        276 | 45 ISIN | 135 Security | 250 a) Current Bal | 301 a) Frozen | 337 a) Pledge | 374 a) Pledge | 415 a) Transit | 457 a) Free | 497 Market | 545 Value (`)
        283.5 | 250 b) Locked In | 301 b) Pending | 337 b) Pending | 374 Setup | 415 b) Pending | 457 Bal | 497 Price /
        291 | 301 Demat | 337 Remat | 374 b) Pledged | 415 Confirmed | 497 Face Value
        298.5 | 374 Confirmed
        312 | 21.5 INE0ZF107018 | 101.5 SAMPLE ZETA LTD | 280 5 | 325 1 | 363 -- | 402 -- | 442 -- | 470 4 | 510 10100 | 541 50,500.00
        320 | 101.5 11.35 NCD RD 29-07-2028 | 285 -- | 325 2 | 363 -- | 402 -- | 442 --
        328 | 101.5 FV 10000";
    let sheets = [page(1, drawing)];
    let found = records(&sheets);
    let [holding] = holdings(&found)[..] else { panic!("one holding") };
    assert_eq!(holding.account.dp_id, "IN300000");
    assert_eq!(holding.account.client_id, "12345678");
    assert_eq!(holding.name.as_deref(), Some("SAMPLE ZETA LTD 11.35 NCD RD 29-07-2028 FV 10000"));
    assert_eq!(
        [shown(holding.units), shown(holding.price), shown(holding.value)],
        ["5", "10100", "50500.00"]
    );
    let split: Vec<_> = holding.balances.iter().map(|(label, units)| format!("{label} {units}")).collect();
    assert_eq!(split, ["Frozen 1", "Free Bal 4", "Pending Demat 2"]);
    all_claimed(&sheets);
}

#[test]
fn stacked_balances_under_labels_in_other_words() {
    let top = "
        220 | 211 DEMAT ACCOUNTS HELD WITH NSDL
        236 | 20 DP Name : SECOND SAMPLE BROKING LTD | 400 DPID : IN30000012345678
        260 | 215 HOLDING STATEMENT AS ON 30-04-2026";
    let row = "
        312 | 21.5 INE0ZF107018 | 101.5 SAMPLE ZETA LTD | 286 5 | 325 1 | 363 -- | 402 -- | 442 -- | 482 4 | 510 10100 | 541 50,500.00
        320 | 101.5 11.35 NCD | 285 -- | 325 2 | 363 -- | 402 -- | 442 --";
    let glued = "
        276 | 45 ISIN | 135 Security | 250 a)Current | 297 a)Frozen | 335 a)Pledge | 372 a)Pledge | 415 a)Transit | 457 a)Free | 497 Market | 545 Value (`)
        283.5 | 250 Bal | 297 b)Pending | 335 b)Pending | 372 Setup | 415 b)Pending | 457 Bal | 497 Price
        291 | 250 b)Locked | 297 Demat | 335 Remat | 372 b)Pledged | 415 Confirmed
        298.5 | 250 In | 372 Confirmed";
    let unknown = "
        276 | 45 ISIN | 135 Security | 250 a) Current Bal | 302 a) Pledged | 340 a) Pending | 378 a) Earmark | 415 a) Lent | 457 Free Bal | 497 Market | 545 Value (`)
        283.5 | 250 b) Locked In | 297 b) Setup | 335 b) Remat | 372 b) Transit | 415 b) Other | 497 Price";
    for (header, balances) in
        [(glued, vec!["Frozen 1", "Free Bal 4", "Pending Demat 2"]), (unknown, vec!["Free Bal 4"])]
    {
        let sheets = [page(1, &[top, header, row].concat())];
        let found = records(&sheets);
        let [holding] = holdings(&found)[..] else { panic!("one holding") };
        assert_eq!(holding.name.as_deref(), Some("SAMPLE ZETA LTD 11.35 NCD"));
        assert_eq!(
            [shown(holding.units), shown(holding.price), shown(holding.value)],
            ["5", "10100", "50500.00"]
        );
        let split: Vec<_> =
            holding.balances.iter().map(|(label, units)| format!("{label} {units}")).collect();
        assert_eq!(split, balances);
        all_claimed(&sheets);
    }
}

#[test]
fn titles_in_the_middle_of_their_cells() {
    let middle = "
        300 | 215 HOLDING STATEMENT AS ON 30-04-2026
        312 | 489 Market
        315.75 | 387 Pledge
        319.5 | 262 Current | 318 Frozen | 352 Pledge | 489 Price /
        323.25 | 51 ISIN | 152 Security | 387 Setup | 432 Free Bal | 533 Value (`)
        327 | 262 Bal | 318 Bal | 352 Bal | 489 Face
        330.75 | 387 Bal
        334.5 | 489 Value
        348 | 21.5 INE0ZA101016 | 101.5 SAMPLE ALPHA LIMITED | 262 8.000 | 327 -- | 362 2.000 | 405 -- | 442 6.000 | 489 125.000 | 540 1,000.00";
    let sheets = [page(1, &[ACCOUNT, middle].concat())];
    let found = records(&sheets);
    let [holding] = holdings(&found)[..] else { panic!("one holding") };
    assert_eq!(holding.name.as_deref(), Some("SAMPLE ALPHA LIMITED"));
    assert_eq!(
        [shown(holding.units), shown(holding.price), shown(holding.value)],
        ["8.000", "125.000", "1000.00"]
    );
    let split: Vec<_> = holding.balances.iter().map(|(label, units)| format!("{label} {units}")).collect();
    assert_eq!(split, ["Pledge 2.000", "Free Bal 6.000"]);
    all_claimed(&sheets);
}

#[test]
fn movements_keep_their_security_over_blanks_and_pages() {
    let first = "
        300 | 80 SAMPLE ALPHA
        304 | 180 PAYOUT-CR CM
        308 | 22 INE0ZA101016 | 80 LIMITED # EQUITY | 301 02-04-2026 | 352 0.000 | 400 10.000 | 448 -- | 496 10.000 | 544 0
        312 | 180 M99001 SETT
        316 | 80 SHARES";
    let second = "
        215 | 35 ISIN | 105 Security | 200 Transaction | 308 Date | 352 Op. Bal | 400 Credit | 448 Debit | 496 Cl. Bal | 544 Stamp
        222.5 | 200 Particulars | 544 Duty (`)
        236 | 180 EP-DR Txn:55501234
        240 | 301 09-04-2026 | 400 -- | 448 2.000 | 496 8.000 | 544 .05
        244 | 180 CtBo:1208340000099999";
    let sheets = [page(1, &[ACCOUNT, MOVEMENTS, first].concat()), page(2, second)];
    let found = records(&sheets);
    let seen: Vec<_> = movements(&found)
        .iter()
        .map(|m| {
            let balances = [m.opening, m.credit, m.debit, m.closing].map(shown).join(" ");
            (shown(m.isin), m.description.as_deref().unwrap_or(""), balances, shown(m.stamp_duty))
        })
        .collect();
    let row = |text: &'static str, balances: &str, stamp: &str| {
        ("INE0ZA101016".to_owned(), text, balances.to_owned(), stamp.to_owned())
    };
    assert_eq!(
        seen,
        [
            row("PAYOUT-CR CM M99001 SETT", "0.000 10.000 - 10.000", "0"),
            row("EP-DR Txn:55501234 CtBo:1208340000099999", "- - 2.000 8.000", "0.05"),
        ]
    );
    for movement in movements(&found) {
        assert_eq!(movement.name.as_deref(), Some("SAMPLE ALPHA LIMITED # EQUITY SHARES"));
    }
    assert_eq!(movements(&found)[1].order_no.as_deref(), Some("55501234"));
    all_claimed(&sheets);
}

#[test]
fn particulars_that_touch_the_date_are_cut_there() {
    // The particulars of the last row end where its date starts: 36 glyphs of 3.375 pt from 179.5 to 301.
    let rows = "
        300 | 22 INE0ZA101016 | 80 SAMPLE ALPHA LTD | 180 BSECH-CR | 301 02-04-2026 | 352 0.000 | 400 10.000 | 448 -- | 496 10.000 | 544 0
        320 | 22 INE0ZB101015 | 80 SAMPLE BETA LTD | 180 BSECH-CR | 301 02-04-2026 | 352 0.000 | 400 10.000 | 448 -- | 496 10.000 | 544 0
        340 | 22 INE0ZC101014 | 80 SAMPLE GAMMA LTD | 179.5 NSEDR-SE:12345678901234567890/123456 | 301 02-04-2026 | 352 0.000 | 400 10.000 | 448 -- | 496 10.000 | 544 0";
    let found = records(&[page(1, &[ACCOUNT, MOVEMENTS, rows].concat())]);
    let seen: Vec<_> = movements(&found)
        .iter()
        .map(|m| (m.description.as_deref().unwrap_or(""), m.date.is_some()))
        .collect();
    let long = "NSEDR-SE:12345678901234567890/123456";
    assert_eq!(seen, [("BSECH-CR", true), ("BSECH-CR", true), (long, true)]);
}

#[test]
fn numbers_under_unknown_labels_stand_in_columns_of_their_own() {
    let unknown = "
        300 | 215 HOLDING STATEMENT AS ON 30-04-2026
        312 | 51 ISIN | 152 Security | 262 Current | 318 Frozen | 352 Pledge | 387 Margin | 432 Free Bal | 489 Market | 533 Value (`)
        319.5 | 262 Bal | 318 Bal | 352 Bal | 387 Held | 489 Price
        336 | 21.5 INE0ZA101016 | 101.5 SAMPLE ALPHA LIMITED | 262 8.000 | 327 1.000 | 362 2.000 | 405 -- | 442 5.000 | 489 125.000 | 540 1,000.00";
    let sheets = [page(1, &[ACCOUNT, unknown].concat())];
    let found = records(&sheets);
    let [holding] = holdings(&found)[..] else { panic!("one holding") };
    assert_eq!(holding.name.as_deref(), Some("SAMPLE ALPHA LIMITED"));
    assert_eq!([shown(holding.units), shown(holding.value)], ["8.000", "1000.00"]);
    let split: Vec<_> = holding.balances.iter().map(|(label, units)| format!("{label} {units}")).collect();
    assert_eq!(split, ["Frozen 1.000", "Pledge 2.000", "Free Bal 5.000"]);
    all_claimed(&sheets);
}

#[test]
fn an_account_may_follow_notes() {
    let next = ACCOUNT.replace("220 | 211 DEMAT ACCOUNTS HELD WITH CDSL", "").replace("11111111", "22222222");
    let first = "
        320 | 21.5 INE0ZA101016 | 101.5 SAMPLE ALPHA LTD | 262 8.000 | 327 -- | 362 -- | 405 -- | 442 8.000 | 489 125.000 | 540 1,000.00
        340 | 23 Portfolio Value ` 1,000.00 as on 30-04-2026";
    let second = first.replace("INE0ZA101016", "INE0ZB101015");
    for notes in [
        "360 | 25 Note: !! Unlisted security ## Under Liquidation",
        "360 | 25 Load Structures",
        "360 | 25 Notes\n372 | 25 1. Valuation is done at closing price.",
        "360 | 25 Your Demat Account is a Basic Services Demat Account below Rs. 10 lakh.",
        "360 | 25 NPS PRAN held with CRA is shown on consent.",
        "360 | 25 * Market price is the closing price of 30-04-2026\n368 | 25 on NSE or BSE.",
    ] {
        let lower = |drawing: &str| -> String {
            let moved = |line: &str| {
                let (y, rest) = line.trim().split_once(" | ").unwrap();
                format!("{} | {rest}\n", y.trim().parse::<f32>().unwrap() + 200.0)
            };
            drawing.lines().filter(|line| !line.trim().is_empty()).map(moved).collect()
        };
        let drawing = [ACCOUNT, HOLDINGS, first, "\n", notes, "\n", &lower(&next), &lower(HOLDINGS)].concat();
        let sheets = [page(1, &[drawing, lower(&second)].concat())];
        let found = records(&sheets);
        let owners: Vec<_> = holdings(&found).iter().map(|own| own.account.client_id.as_str()).collect();
        assert_eq!(owners, ["11111111", "22222222"], "{notes}");
        all_claimed(&sheets);
    }
}

#[test]
fn a_name_may_end_with_the_word_notes() {
    let rows = "
        312 | 101.5 SAMPLE FINANCE
        320 | 21.5 INE0ZA107015 | 101.5 LIMITED PERPETUAL | 262 8.000 | 327 -- | 362 -- | 405 -- | 442 8.000 | 489 125.000 | 540 1,000.00
        328 | 101.5 NOTES
        341 | 21.5 INE0ZB101015 | 101.5 SAMPLE BETA LTD | 262 5.000 | 327 -- | 362 -- | 405 -- | 442 5.000 | 489 400.000 | 540 2,000.00
        380 | 25 NOTES
        392 | 25 1. Valuation is done at closing price.";
    let sheets = [page(1, &[ACCOUNT, HOLDINGS, rows].concat())];
    let found = records(&sheets);
    let names: Vec<_> = holdings(&found).iter().filter_map(|own| own.name.as_deref()).collect();
    assert_eq!(names, ["SAMPLE FINANCE LIMITED PERPETUAL NOTES", "SAMPLE BETA LTD"]);
    all_claimed(&sheets);
}

#[test]
fn a_title_that_a_page_repeats_keeps_the_security() {
    let first = "
        304 | 22 INE0ZA101016 | 80 SAMPLE ALPHA LTD | 180 ON-CR TD:1 | 301 02-04-2026 | 352 -- | 400 10.000 | 448 -- | 496 10.000 | 544 0";
    let second = "
        300 | 180 ON-DR TD:2 | 301 09-04-2026 | 352 10.000 | 400 -- | 448 10.000 | 496 -- | 544 .05";
    let sheets = [page(1, &[ACCOUNT, MOVEMENTS, first].concat()), page(2, &[MOVEMENTS, second].concat())];
    let found = records(&sheets);
    let seen: Vec<_> =
        movements(&found).iter().map(|m| format!("{} {}", shown(m.isin), shown(m.closing))).collect();
    // The nil mark of the last balance is nothing.
    assert_eq!(seen, ["INE0ZA101016 10.000", "INE0ZA101016 0"]);
    all_claimed(&sheets);
}
