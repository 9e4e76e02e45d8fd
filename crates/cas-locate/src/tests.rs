//! Values on a hand-made page.

use cas_page::{Location, Rect};
use cas_table::{Draft, Sheet};
use serde_json::json;

use crate::{Anchor, Origin, Reach, html, locate};

fn sheet() -> Sheet {
    let sheet = Draft::new()
        .left(30.0, 100.0, 8.0, "Folio")
        .left(80.0, 100.0, 8.0, "12345/67")
        .left(30.0, 120.0, 8.0, "05-Mar-2026")
        .left(100.0, 120.0, 8.0, "Purchase")
        .right(300.0, 120.0, 8.0, "10.000")
        .right(400.0, 120.0, 8.0, "(1,250.00)")
        .left(30.0, 132.0, 8.0, "06-Mar-2026")
        .left(100.0, 132.0, 8.0, "<b>")
        .right(300.0, 132.0, 8.0, "20.000")
        .right(400.0, 132.0, 8.0, "20.000")
        .sheet();
    sheet.claims.data(0..sheet.words.len());
    sheet
}

fn anchors(sheet: &Sheet) -> Vec<Anchor> {
    let row = |line: usize, index: usize| Anchor {
        pointer: format!("/rows/{index}"),
        at: sheet.location(&sheet.lines[line]),
        reach: Reach::Row,
    };
    vec![
        Anchor {
            pointer: "/folio".into(),
            at: Location::new(1, Rect::new(0.0, 90.0, 500.0, 102.0)),
            reach: Reach::Block,
        },
        row(1, 0),
        row(2, 1),
    ]
}

#[test]
fn values_are_found_where_they_are_printed() {
    let sheet = sheet();
    let body = json!({
        "folio": { "number": "12345/67", "total": 99 },
        "rows": [
            { "date": "2026-03-05", "units": 10.0, "amount": -1250.0, "type": "PURCHASE" },
            { "date": "2026-03-06", "units": 20.0, "amount": 20.0 },
        ]
    });
    let found = locate(&body, &anchors(&sheet), std::slice::from_ref(&sheet));
    let place = |pointer: &str| {
        let value = found.iter().find(|value| value.pointer == pointer).unwrap();
        match &value.origin {
            Origin::Printed { area, words, .. } => Some((area.x1 as i32, words.clone())),
            Origin::Derived => None,
        }
    };
    assert_eq!(place("/folio/number").map(|(_, words)| words), Some(vec![1]));
    assert_eq!(place("/folio/total"), None, "printed nowhere");
    assert_eq!(place("/rows/0/amount").map(|(x, _)| x), Some(400));
    // Twice the same figure in a row: the other row tells which column is which.
    assert_eq!(place("/rows/1/units").map(|(x, _)| x), Some(300));
    assert_eq!(place("/rows/1/amount").map(|(x, _)| x), Some(400));
    assert!(found.iter().all(|value| value.pointer != "/rows/0/type"));
}

#[test]
fn the_drawing_shows_fields_and_escapes_text() {
    let sheet = sheet();
    let body = json!({ "rows": [{ "units": 10.0 }] });
    let anchors = anchors(&sheet);
    let found = locate(&body, &anchors, std::slice::from_ref(&sheet));
    let page = html(std::slice::from_ref(&sheet), &anchors, &found);
    assert!(page.contains("title=\"/rows/0/units\""), "{page}");
    assert!(page.contains("&lt;b&gt;") && !page.contains("<b>"), "{page}");
    assert!(!page.contains("http://") && !page.contains("src="));
}

/// Where each pointer is printed: words, or `None`.
fn words_of(
    body: &serde_json::Value,
    anchors: &[Anchor],
    sheet: &Sheet,
) -> impl Fn(&str) -> Option<Vec<u32>> {
    let found = locate(body, anchors, std::slice::from_ref(sheet));
    move |pointer| match found.iter().find(|value| value.pointer == pointer).map(|value| &value.origin) {
        Some(Origin::Printed { words, .. }) => Some(words.clone()),
        _ => None,
    }
}

fn at(sheet: &Sheet, line: usize, pointer: &str, reach: Reach) -> Anchor {
    Anchor { pointer: pointer.to_owned(), at: sheet.location(&sheet.lines[line]), reach }
}

#[test]
fn a_row_keeps_to_its_own_line_and_its_own_words() {
    let sheet = Draft::new()
        .left(30.0, 100.0, 8.0, "27-May-2021")
        .right(300.0, 100.0, 8.0, "999.96")
        .left(31.0, 112.0, 8.0, "27-May-2021")
        .right(301.0, 112.0, 8.0, "-999.96")
        .left(30.0, 124.0, 8.0, "27-May-2021")
        .right(301.0, 124.0, 8.0, "-5.00")
        .sheet();
    sheet.claims.data(0..sheet.words.len());
    let anchors: Vec<Anchor> =
        (0..3).map(|line| at(&sheet, line, &format!("/rows/{line}"), Reach::Row)).collect();
    let body = json!({ "rows": [
        { "date": "2021-05-27", "amount": 999.96 },
        { "date": "2021-05-27", "amount": -999.96 },
        { "date": "2021-05-27", "amount": -5.0 },
    ] });
    let words = words_of(&body, &anchors, &sheet);
    for (row, first) in [(0, 0), (1, 2), (2, 4)] {
        assert_eq!(words(&format!("/rows/{row}/date")), Some(vec![first]), "row {row}");
        assert_eq!(words(&format!("/rows/{row}/amount")), Some(vec![first + 1]), "row {row}");
    }
}

#[test]
fn names_begin_at_their_own_row_and_totals_end_no_block() {
    let mut draft = Draft::new().left(30.0, 90.0, 8.0, "PRAN:1100");
    for (line, (name, units)) in
        [("G", "10.5"), ("A", "20.5"), ("Total", "31.0"), ("E", "40.5")].iter().enumerate()
    {
        let y = 100.0 + 12.0 * line as f32;
        for (index, word) in ["Zorbela", "Pension", "Scheme", name].iter().enumerate() {
            draft = draft.left(30.0 + 40.0 * index as f32, y, 8.0, word);
        }
        draft = draft.right(400.0, y, 8.0, units);
    }
    let sheet = draft.sheet();
    sheet.claims.data(0..sheet.words.len());
    let anchors = [at(&sheet, 0, "/nps/0", Reach::Block), at(&sheet, 3, "/summary", Reach::Total)];
    let fund =
        |name: &str, units: f64| json!({ "name": format!("Zorbela Pension Scheme {name}"), "units": units });
    let body =
        json!({ "nps": [{ "pran": "1100", "funds": [fund("G", 10.5), fund("A", 20.5), fund("E", 40.5)] }] });
    let words = words_of(&body, &anchors, &sheet);
    for (fund, first) in [(0, 1), (1, 6), (2, 16)] {
        let name = words(&format!("/nps/0/funds/{fund}/name"));
        assert_eq!(name, Some((first..first + 4).collect()), "fund {fund}");
        assert_eq!(words(&format!("/nps/0/funds/{fund}/units")), Some(vec![first + 4]), "fund {fund}");
    }
}

#[test]
fn values_stand_within_words_and_in_pieces() {
    let sheet = Draft::new()
        .left(30.0, 100.0, 8.0, "ISIN:INF03VN")
        .left(100.0, 100.0, 8.0, "7.43/MONTHLY")
        .left(30.0, 110.0, 8.0, "NL9X9(Advisor:ARN-1)")
        .left(30.0, 122.0, 8.0, "ID:12043285")
        .left(100.0, 122.0, 8.0, "ID:29311546")
        .left(30.0, 134.0, 8.0, "PP980Z-Parag")
        .left(100.0, 134.0, 8.0, "Flexi")
        .left(140.0, 134.0, 8.0, "Fund")
        .left(30.0, 146.0, 8.0, "IDCW")
        .left(100.0, 146.0, 8.0, "Rs.0.168")
        .sheet();
    sheet.claims.data(0..sheet.words.len());
    let anchors = [at(&sheet, 0, "/account", Reach::Block)];
    let body = json!({ "account": {
        "isin": "INF03VNNL9X9", "coupon_rate": "7.43", "bo_id": "1204328529311546", "name": "Parag Flexi Fund",
        "dividend_rate": 0.168,
    } });
    let words = words_of(&body, &anchors, &sheet);
    assert_eq!(words("/account/isin"), Some(vec![0, 2]));
    assert_eq!(words("/account/coupon_rate"), Some(vec![1]));
    assert_eq!(words("/account/bo_id"), Some(vec![3, 4]));
    assert_eq!(words("/account/name"), Some(vec![5, 6, 7]));
    assert_eq!(words("/account/dividend_rate"), Some(vec![9]));
}

#[test]
fn a_ledger_opens_above_its_first_row() {
    let sheet = Draft::new()
        .left(30.0, 100.0, 8.0, "Sample")
        .right(400.0, 100.0, 8.0, "12.820")
        .left(30.0, 300.0, 8.0, "Opening")
        .right(400.0, 300.0, 8.0, "1946.249")
        .left(30.0, 312.0, 8.0, "05-Mar-2026")
        .right(400.0, 312.0, 8.0, "10.000")
        .sheet();
    sheet.claims.data(0..sheet.words.len());
    let anchors =
        [at(&sheet, 0, "/schemes/0", Reach::Row), at(&sheet, 2, "/schemes/0/transactions/0", Reach::Row)];
    let body = json!({ "schemes": [{ "open_units": 1946.249, "transactions": [{ "units": 10.0 }] }] });
    let words = words_of(&body, &anchors, &sheet);
    assert_eq!(words("/schemes/0/open_units"), Some(vec![3]));
    assert_eq!(words("/schemes/0/transactions/0/units"), Some(vec![5]));
}
