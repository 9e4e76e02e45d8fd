//! Tests of headers, columns, rows and sections on hand-made sheets.

use crate::{
    Align, ColumnSpec, Columns, Draft, Heading, RowAlign, RowLines, TableSpec, fold_rows, split_sections,
};

const LEDGER: TableSpec = TableSpec {
    name: "ledger",
    columns: &[
        ColumnSpec::text(&["Date"]),
        ColumnSpec::text(&["Transaction"]),
        ColumnSpec::number(&["Amount"]),
        ColumnSpec::number(&["Units"]),
        ColumnSpec::number(&["Price", "NAV"]).optional(),
        ColumnSpec::number(&["Unit Balance"]),
    ],
};

/// The header of the KFintech engine: labels of one row on four baselines.
fn four_line_header() -> Draft {
    Draft::new()
        .right(373.0, 100.0, 7.6, "Amount")
        .right(489.0, 100.0, 7.6, "Price")
        .right(566.0, 103.5, 7.6, "Unit")
        .left(29.0, 107.0, 7.6, "Date")
        .left(74.0, 107.0, 7.6, "Transaction")
        .right(431.0, 107.0, 7.6, "Units")
        .right(373.0, 111.0, 7.6, "(INR)")
        .right(489.0, 111.0, 7.6, "(INR)")
        .right(566.0, 111.0, 7.6, "Balance")
}

#[test]
fn a_header_on_four_lines_is_found() {
    let sheet = four_line_header().left(29.0, 125.0, 9.5, "Alpha Mutual Fund").sheet();
    let header = LEDGER.find(&sheet, 0..sheet.lines.len()).unwrap();
    assert_eq!(header.lines, 0..4);
    assert_eq!(header.columns.count(), 6);
    header.claim(&sheet);
    assert_eq!(sheet.unclaimed().count(), 3);
}

#[test]
fn a_missing_required_column_is_no_header() {
    let sheet = Draft::new().left(29.0, 107.0, 7.6, "Date").left(74.0, 107.0, 7.6, "Transaction").sheet();
    assert!(LEDGER.find(&sheet, 0..sheet.lines.len()).is_none());
}

#[test]
fn values_find_their_columns_by_alignment() {
    let sheet = four_line_header()
        .left(29.0, 130.0, 6.7, "08-Apr-2024")
        .left(74.0, 130.0, 6.7, "Redemption of 12,345 units at 372 and more text")
        .right(372.6, 130.0, 6.7, "(12,34,56,789.90)")
        .right(566.0, 130.0, 6.7, "1,03,456.697")
        .sheet();
    let header = LEDGER.find(&sheet, 0..4).unwrap();
    let row = header.columns.row(&sheet, 4);
    assert_eq!(row.first(&sheet, 0), Some("08-Apr-2024"));
    assert_eq!(row.text(&sheet, 1), "Redemption of 12,345 units at 372 and more text");
    assert_eq!(row.first(&sheet, 2), Some("(12,34,56,789.90)"));
    assert!(row.is_blank(3) && row.is_blank(4));
    assert_eq!(row.first(&sheet, 5), Some("1,03,456.697"));
}

#[test]
fn glued_numbers_are_cut_at_the_column_bound() {
    let sheet = four_line_header()
        .left(29.0, 130.0, 6.0, "08-Apr-2024")
        .right(431.0, 130.0, 6.0, "12.517")
        .left(431.0, 130.0, 6.0, "12399.361")
        .sheet();
    let sheet_words = sheet.words.len();
    let header = LEDGER.find(&sheet, 0..4).unwrap();
    let row = header.columns.row(&sheet, 4);
    assert_eq!(sheet_words, sheet.words.len());
    assert_eq!(row.first(&sheet, 3), Some("12.517"));
    assert_eq!(row.first(&sheet, 4), Some("12399.361"));
}

#[test]
fn glued_text_is_cut_where_the_next_column_starts() {
    const TABLE: TableSpec = TableSpec {
        name: "balances",
        columns: &[
            ColumnSpec::text(&["Folio No."]),
            ColumnSpec::text(&["ISIN"]),
            ColumnSpec::number(&["Unit Balance"]),
        ],
    };
    let sheet = Draft::new()
        .left(28.0, 100.0, 6.0, "Folio No.")
        .left(76.0, 100.0, 6.0, "ISIN")
        .right(380.0, 100.0, 6.0, "Unit Balance")
        .right(76.0, 120.0, 6.0, "910000000001/0")
        .left(76.0, 120.0, 6.0, "INF900A01AB0")
        .right(380.0, 120.0, 6.0, "196.858")
        .sheet();
    assert_eq!(sheet.words.len(), 4 + 1 + 2);
    let header = TABLE.find(&sheet, 0..1).unwrap();
    let row = header.columns.row(&sheet, 1);
    assert_eq!(row.first(&sheet, 0), Some("910000000001/0"));
    assert_eq!(row.first(&sheet, 1), Some("INF900A01AB0"));
    assert_eq!(row.first(&sheet, 2), Some("196.858"));
}

#[test]
fn alignment_is_learnt_from_rows() {
    const TABLE: TableSpec = TableSpec {
        name: "folios",
        columns: &[
            ColumnSpec::text(&["ISIN UCC"]),
            ColumnSpec::number(&["No. of Units"]).aligned(Align::Learn),
            ColumnSpec::number(&["Current NAV per unit in R"]).aligned(Align::Learn),
        ],
    };
    let sheet = Draft::new()
        .left(20.0, 100.0, 7.0, "ISIN")
        .left(20.0, 107.0, 7.0, "UCC")
        .left(215.0, 100.0, 7.0, "No. of")
        .left(217.0, 107.0, 7.0, "Units")
        .left(370.0, 100.0, 7.0, "Current NAV")
        .left(374.0, 107.0, 7.0, "per unit")
        .left(380.0, 114.0, 7.0, "in `")
        .left(20.0, 130.0, 7.0, "INF0Z01K01A5")
        .right(240.0, 130.0, 7.0, "1,00,025.000")
        .right(418.0, 130.0, 7.0, "31.5081")
        .left(20.0, 150.0, 7.0, "INF0Z01K01B3")
        .right(240.0, 150.0, 7.0, "5.000")
        .right(418.0, 150.0, 7.0, "1,131.50")
        .sheet();
    let mut columns = TABLE.find(&sheet, 0..sheet.lines.len()).unwrap().columns;
    assert_eq!(columns.count(), 3);
    columns.refine(&sheet, 3..5);
    assert!(columns.bands().iter().skip(1).all(|band| band.align == Align::Right));
    let row = columns.row(&sheet, 4);
    assert_eq!(row.first(&sheet, 1), Some("5.000"));
    assert_eq!(row.first(&sheet, 2), Some("1,131.50"));
}

#[test]
fn labels_may_stand_in_the_middle_of_cells_whose_values_end_right_of_them() {
    let row = |draft: Draft, y: f32, cells: [&str; 4]| {
        let ends = [385.0, 443.0, 501.0, 578.0];
        let draft = draft.left(29.0, y, 6.7, "08-Apr-2024").left(74.0, y, 6.7, "Purchase");
        cells.iter().zip(ends).fold(draft, |draft, (cell, end)| draft.right(end, y, 6.7, cell))
    };
    let draft = row(four_line_header(), 130.0, ["(12,34,56,789.90)", "12.345", "9.8765", "103.697"]);
    let sheet = row(draft, 140.0, ["1.00", "1,234.567", "1,234.5678", "1,338.264"]).sheet();
    let mut columns = LEDGER.find(&sheet, 0..4).unwrap().columns;
    let read = |columns: &Columns, line: usize| -> Vec<String> {
        let row = columns.row(&sheet, line);
        (2..6).map(|column| row.text(&sheet, column)).collect()
    };
    for settled in [false, true] {
        assert_eq!(read(&columns, 4), ["(12,34,56,789.90)", "12.345", "9.8765", "103.697"], "{settled}");
        assert_eq!(read(&columns, 5), ["1.00", "1,234.567", "1,234.5678", "1,338.264"], "{settled}");
        assert_eq!(columns.row(&sheet, 5).parts.iter().skip(2).all(|part| part.anchored), settled);
        assert!(settled || columns.settle(&sheet, 4..6));
    }
    assert!(columns.same_places(&LEDGER.find(&sheet, 0..4).unwrap().columns));
}

#[test]
fn middle_aligned_rows_take_the_nearest_lines() {
    let sheet = Draft::new()
        .left(100.0, 100.0, 6.0, "NAME ABOVE")
        .left(20.0, 104.0, 6.0, "INE0ZA101016")
        .left(100.0, 108.0, 6.0, "NAME BELOW")
        .left(100.0, 116.0, 6.0, "SECOND ABOVE")
        .left(20.0, 120.0, 6.0, "INE0ZA101024")
        .left(20.0, 131.0, 6.0, "INE0ZA101032")
        .sheet();
    let anchors = [1, 4, 5];
    let rows = fold_rows(&sheet, 0..6, RowAlign::Middle, |line| anchors.contains(&line));
    let expected = [(1, 0..3), (4, 3..5), (5, 5..6)].map(|(anchor, lines)| RowLines { anchor, lines });
    assert_eq!(rows, expected);
    let rows = fold_rows(&sheet, 0..6, RowAlign::Top, |line| anchors.contains(&line));
    assert_eq!(rows[0], RowLines { anchor: 1, lines: 1..4 });
}

#[test]
fn stacked_cells_read_line_by_line() {
    let sheet = four_line_header()
        .left(74.0, 130.0, 6.0, "first soft\u{ad}")
        .left(74.0, 137.0, 6.0, "ware")
        .right(566.0, 130.0, 6.0, "5.000")
        .right(566.0, 137.0, 6.0, "0.000")
        .sheet();
    let columns = LEDGER.find(&sheet, 0..4).unwrap().columns;
    let row = columns.rows(&sheet, 4..6);
    assert_eq!(row.stacked(&sheet, 5), ["5.000", "0.000"]);
    assert_eq!(row.text(&sheet, 1), "first software");
}

#[test]
fn sections_run_over_pages() {
    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Part {
        Holdings,
        Notes,
    }
    let page = |number, first: &str, second: &str| {
        Draft::new().numbered(number).left(20.0, 50.0, 8.0, first).left(20.0, 70.0, 8.0, second).sheet()
    };
    let sheets =
        [page(1, "intro", "HOLDING STATEMENT AS ON 1"), page(2, "row", "row"), page(3, "row", "Notes")];
    let headings = [
        (Heading::StartsWith("Holding Statement as on"), Part::Holdings),
        (Heading::Is("Notes"), Part::Notes),
    ];
    let sections = split_sections(&sheets, &headings);
    let kinds: Vec<Option<Part>> = sections.iter().map(|section| section.kind).collect();
    assert_eq!(kinds, [None, Some(Part::Holdings), Some(Part::Notes)]);
    let spans: Vec<_> = sections[1].spans(&sheets).collect();
    assert_eq!(spans, [(0, 1..2), (1, 0..2), (2, 0..1)]);
}
