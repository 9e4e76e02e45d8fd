//! What stands above, below and between the parts of a table, and headers that are hard to part.

use cas_model::record::Record;
use cas_table::Sheet;

use super::{all_claimed, holdings, page, records, schemes, shown};

/// The last line of the frame of a page.
const TABS: &str = "
    146 | 25 Summary of Investments CDSL Demat Account Details MF Details Notes About CDSL
";

/// A section with the header of its holdings; rows start at 320.
const OPENED: &str = "
    190 | 211 DEMAT ACCOUNTS HELD WITH CDSL
    206 | 20 DP Name : FIRST SAMPLE BROKING LIMITED | 400 BO ID : 1234567811111111
    230 | 215 HOLDING STATEMENT AS ON 30-04-2026
    246 | 51 ISIN | 152 Security | 262 Current | 318 Free Bal | 489 Market | 533 Value (`)
    253.5 | 262 Bal | 489 Price
";

/// The same header at the top of a page.
const REPEATED: &str = "
    216 | 51 ISIN | 152 Security | 262 Current | 318 Free Bal | 489 Market | 533 Value (`)
    223.5 | 262 Bal | 489 Price
";

const BALANCES: &str = "
    190 | 188 MUTUAL FUND UNITS HELD AS ON 30-04-2026
";

/// ISIN, name, units and value of every holding.
fn held(sheets: &[Sheet]) -> Vec<(String, String, String)> {
    let found = records(sheets);
    let row = |isin, name: Option<&str>, figures: [String; 2]| {
        (shown(isin), name.unwrap_or("").to_owned(), figures.join(" "))
    };
    holdings(&found)
        .iter()
        .map(|h| row(h.isin, h.name.as_deref(), [shown(h.units), shown(h.value)]))
        .collect()
}

fn is(isin: &str, name: &str, figures: &str) -> (String, String, String) {
    (isin.to_owned(), name.to_owned(), figures.to_owned())
}

fn unclaimed(sheets: &[Sheet]) -> String {
    let words: Vec<&str> =
        sheets.iter().flat_map(|sheet| sheet.unclaimed().map(|word| sheet.text(word))).collect();
    words.join(" ")
}

fn funds(drawing: &str) -> Vec<[String; 6]> {
    let sheets = [page(1, &[BALANCES, drawing].concat())];
    let found = records(&sheets);
    all_claimed(&sheets);
    schemes(&found)
        .iter()
        .map(|s| {
            [
                shown(s.units),
                shown(s.nav),
                shown(s.cost),
                shown(s.value),
                shown(s.gain),
                shown(s.gain_percent),
            ]
        })
        .collect()
}

const FUND_ROW: [&str; 6] = ["100.000", "60.0000", "5500.00", "6000.00", "500.00", "9.09"];

#[test]
fn labels_that_nearly_touch_are_told_by_their_first_words() {
    // The last two labels are 0.6 em apart, less than the words of one label may be elsewhere.
    let drawing = "
        206 | 21.5 Scheme Name | 112.3 ISIN | 167.2 Folio No. | 230 Closing | 280 NAV (`) | 340 Cumulative | 400 Valuation | 460 Unrealised | 497.8 Unrealised
        213.5 | 230 Bal | 340 Amount | 400 (`) | 460 Profit/ | 497.8 Profit/
        221 | 230 (Units) | 340 Invested | 460 Loss | 497.8 Loss(%)
        240 | 21.5 S1IX - Sample One | 112.3 INF0Z01K01A5 | 167.2 70000001 | 230 100.000 | 280 60.0000 | 340 5,500.00 | 400 6,000.00 | 460 500.00 | 497.8 9.09";
    assert_eq!(funds(drawing), [FUND_ROW]);
}

#[test]
fn header_words_may_wrap_at_a_hyphen() {
    for hyphen in ["-", "\u{ad}"] {
        let drawing = "
            206 | 21.5 Scheme Name | 112.3 ISIN | 167.2 Folio No. | 230 Closing | 280 NAV (`) | 340 Cumulative | 400 Valuation | 460 Unreali~ | 520 Unreali~
            213.5 | 460 sed | 520 sed
            221 | 230 Bal | 340 Amount | 400 (`) | 460 Profit/ | 520 Profit/
            228.5 | 230 (Units) | 340 Invested | 460 Loss | 520 Loss(%)
            247 | 21.5 S1IX - Sample One | 112.3 INF0Z01K01A5 | 167.2 70000001 | 230 100.000 | 280 60.0000 | 340 5,500.00 | 400 6,000.00 | 460 500.00 | 520 9.09";
        assert_eq!(funds(&drawing.replace('~', hyphen)), [FUND_ROW], "{hyphen:?}");
    }
}

#[test]
fn cells_with_lines_as_far_apart_as_rows_keep_them() {
    // 1.7 em: on the last page, and where the first row of a page stands below the rows of another.
    let first = "
        280 | 21.5 INE0ZA101016 | 101.5 SAMPLE ALPHA LTD | 262 8.000 | 318 8.000 | 489 125.000 | 540 1,000.00
        300 | 101.5 SAMPLE
        311.5 | 21.5 INE0ZB101015 | 101.5 BETA | 262 5.000 | 318 5.000 | 489 400.000 | 540 2,000.00
        323 | 101.5 LIMITED";
    let second = "
        240 | 101.5 SAMPLE
        251.5 | 21.5 INE0ZC101014 | 101.5 GAMMA | 262 1.000 | 318 1.000 | 489 10.000 | 553 10.00
        263 | 101.5 LIMITED
        283 | 101.5 SAMPLE DELTA
        288.8 | 21.5 INE0ZD101013 | 262 1.000 | 318 1.000 | 489 10.000 | 553 10.00
        294.6 | 101.5 LIMITED";
    let sheets = [page(1, &[OPENED, first].concat()), page(2, &[TABS, REPEATED, second].concat())];
    assert_eq!(
        held(&sheets),
        [
            is("INE0ZA101016", "SAMPLE ALPHA LTD", "8.000 1000.00"),
            is("INE0ZB101015", "SAMPLE BETA LIMITED", "5.000 2000.00"),
            is("INE0ZC101014", "SAMPLE GAMMA LIMITED", "1.000 10.00"),
            is("INE0ZD101013", "SAMPLE DELTA LIMITED", "1.000 10.00"),
        ]
    );
    all_claimed(&sheets);
}

#[test]
fn text_far_below_the_rows_belongs_to_none() {
    let first = "
        280 | 21.5 INE0ZA101016 | 101.5 SAMPLE ALPHA LTD | 262 8.000 | 318 8.000 | 489 125.000 | 540 1,000.00
        291 | 101.5 SAMPLE
        780 | 101.5 Please see the notes";
    let second = "
        240 | 21.5 INE0ZB101015 | 101.5 BETA LTD | 262 5.000 | 318 5.000 | 489 400.000 | 540 2,000.00
        265 | 101.5 IMPORTANT: UNITS UNDER LIEN";
    let sheets = [page(1, &[OPENED, first].concat()), page(2, second)];
    assert_eq!(
        held(&sheets),
        [
            is("INE0ZA101016", "SAMPLE ALPHA LTD", "8.000 1000.00"),
            is("INE0ZB101015", "SAMPLE BETA LTD", "5.000 2000.00"),
        ]
    );
    assert_eq!(unclaimed(&sheets), "Please see the notes IMPORTANT: UNITS UNDER LIEN");
}

#[test]
fn a_footer_close_below_a_full_page_is_no_part_of_a_row() {
    let first = "
        780 | 21.5 INE0ZA101016 | 101.5 SAMPLE ALPHA LTD | 262 8.000 | 318 8.000 | 489 125.000 | 540 1,000.00";
    let second = "
        240 | 21.5 INE0ZB101015 | 101.5 BETA LTD | 262 5.000 | 318 5.000 | 489 400.000 | 540 2,000.00";
    let footer = "
        795 | 101.5 Please see the notes
        817 | 524 Page 1 of 3";
    let third = "
        240 | 25 NOTES TO CAS";
    let sheets = [
        page(1, &[OPENED, first, footer].concat()),
        page(2, &[second, footer].concat()),
        page(3, &[third, footer].concat()),
    ];
    assert_eq!(
        held(&sheets),
        [
            is("INE0ZA101016", "SAMPLE ALPHA LTD", "8.000 1000.00"),
            is("INE0ZB101015", "BETA LTD", "5.000 2000.00"),
        ]
    );
    assert_eq!(unclaimed(&sheets), [(); 3].map(|()| "Please see the notes").join(" "));
}

#[test]
fn text_that_no_row_follows_is_not_claimed() {
    let sheets = [page(1, &[OPENED, "280 | 101.5 SAMPLE ALPHA"].concat())];
    assert_eq!(held(&sheets), []);
    assert_eq!(unclaimed(&sheets), "SAMPLE ALPHA");
}

#[test]
fn unknown_lines_above_a_repeated_header_are_no_part_of_a_row() {
    let first = "
        280 | 21.5 INE0ZA101016 | 101.5 SAMPLE ALPHA LTD | 262 8.000 | 318 8.000 | 489 125.000 | 540 1,000.00";
    let second = "
        205 | 101.5 (Continued)";
    let row = "
        240 | 21.5 INE0ZB101015 | 101.5 SAMPLE BETA LTD | 262 5.000 | 318 5.000 | 489 400.000 | 540 2,000.00";
    let sheets = [page(1, &[OPENED, first].concat()), page(2, &[TABS, second, REPEATED, row].concat())];
    assert_eq!(
        held(&sheets),
        [
            is("INE0ZA101016", "SAMPLE ALPHA LTD", "8.000 1000.00"),
            is("INE0ZB101015", "SAMPLE BETA LTD", "5.000 2000.00"),
        ]
    );
    assert_eq!(unclaimed(&sheets), "(Continued)");
}

#[test]
fn a_page_may_say_again_whose_table_goes_on() {
    let first = "
        280 | 21.5 INE0ZA101016 | 101.5 SAMPLE ALPHA LTD | 262 8.000 | 318 8.000 | 489 125.000 | 540 1,000.00";
    let section = "
        180 | 211 DEMAT ACCOUNTS HELD WITH CDSL";
    let bare = "
        196 | 20 DP Name : FIRST SAMPLE BROKING LIMITED";
    let whole = "
        196 | 20 DP Name : FIRST SAMPLE BROKING LIMITED | 400 BO ID : 1234567811111111";
    let row = "
        240 | 21.5 INE0ZB101015 | 101.5 SAMPLE BETA LTD | 262 5.000 | 318 5.000 | 489 400.000 | 540 2,000.00";
    let other = whole.replace("11111111", "22222222");
    for (heads, fits) in
        [(&[bare][..], true), (&[whole], true), (&[section, whole], true), (&[section, &other], false)]
    {
        let second = [&[TABS], heads, &[REPEATED, row]].concat().concat();
        let sheets = [page(1, &[OPENED, first].concat()), page(2, &second)];
        let found = held(&sheets);
        assert_eq!(found.len(), if fits { 2 } else { 1 }, "{heads:?}");
        if fits {
            all_claimed(&sheets);
        } else {
            // The rows below another account without a heading are told.
            assert!(unclaimed(&sheets).contains("INE0ZB101015"), "{}", unclaimed(&sheets));
        }
    }
}

#[test]
fn a_table_goes_on_behind_the_legend_at_the_foot_of_its_page() {
    let first = "
        280 | 21.5 INE0ZA101016 | 101.5 SAMPLE ALPHA LTD | 262 8.000 | 318 8.000 | 489 125.000 | 540 1,000.00
        780 | 25 Note:
        790 | 25 !! Unlisted security";
    let second = "
        240 | 21.5 INE0ZB101015 | 101.5 SAMPLE BETA LTD | 262 5.000 | 318 5.000 | 489 400.000 | 540 2,000.00
        260 | 23 Portfolio Value ` 3,000.00 as on 30-04-2026";
    for header in [REPEATED, ""] {
        let over = [TABS, header, second].concat();
        let sheets = [page(1, &[OPENED, first].concat()), page(2, &over)];
        assert_eq!(held(&sheets).len(), 2, "{header}");
        let totals = records(&sheets).iter().filter(|record| matches!(record, Record::Total(_))).count();
        assert_eq!(totals, 1);
        all_claimed(&sheets);
    }
}

#[test]
fn rows_among_notes_and_above_the_tab_bar_are_not_claimed() {
    let row = "21.5 INE0ZA101016 | 101.5 SAMPLE ALPHA LTD | 262 8.000 | 489 125.000 | 540 1,000.00";
    let above = format!("{TABS}\n136 | {row}");
    let below = format!(
        "{TABS}\n200 | 25 NOTES TO CAS\n212 | 25 The price of 125.000 is that of the last day.\n224 | {row}"
    );
    for drawing in [above, below] {
        let sheets = [page(1, &drawing)];
        let found = records(&sheets);
        assert!(!found.iter().any(|record| matches!(record, Record::Holding(_))));
        assert_eq!(unclaimed(&sheets), "INE0ZA101016 SAMPLE ALPHA LTD 8.000 125.000 1,000.00");
    }
}
