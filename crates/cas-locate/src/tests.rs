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
