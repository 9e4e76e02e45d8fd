//! Rows drawn by hand: which cell a word stands in.

use std::borrow::Cow;

use cas_table::{Draft, Rules, Spelling, TightLabels, TightTable};

use super::cells::{Cells, Row};
use super::tables::{self, fills};

/// The header of a table of fills without rules, with one label that no table knows.
fn header() -> Draft {
    let labels = [
        (60.0, "Order No."),
        (130.0, "Order Time"),
        (200.0, "Trade No."),
        (270.0, "Trade Time"),
        (340.0, "Security"),
        (420.0, "B/S"),
        (460.0, "Quantity"),
        (510.0, "Net Rate"),
        (560.0, "Levies"),
        (620.0, "Net Total"),
    ];
    labels.iter().fold(Draft::new(), |draft, (middle, label)| {
        draft.left(middle - label.len() as f32 * 1.5, 100.0, 6.0, label)
    })
}

/// The header of a summary of securities.
pub(super) fn summary_header() -> Draft {
    let labels = [
        (60.0, "ISIN"),
        (160.0, "Security Name/Symbol"),
        (240.0, "Quantity"),
        (280.0, "WAP"),
        (330.0, "Total buy"),
        (390.0, "Quantity"),
        (430.0, "WAP"),
        (480.0, "Total sell"),
        (530.0, "Net Quantity"),
        (590.0, "Net Obligation"),
    ];
    labels.iter().fold(Draft::new(), |draft, (x, label)| draft.left(*x, 100.0, 6.0, label))
}

/// The cells of the row below the header.
fn row(draft: Draft, anchor: usize) -> Vec<Option<String>> {
    let sheet = draft.sheet();
    let (rules, lines) = (Rules::of(&sheet), 0..sheet.lines.len());
    let header = TightTable::new(&TightLabels::of(&tables::FILLS)).find(
        &sheet,
        &Spelling::of(&sheet),
        &rules,
        lines.clone(),
    );
    let cells = Cells::new(&rules, &header.unwrap(), fills::MARKS);
    let mut row = Row::default();
    cells.read(&sheet, 1..lines.end, anchor, &mut row);
    [fills::ORDER, fills::TRADE, fills::QUANTITY, fills::NET_RATE, fills::NET_TOTAL]
        .map(|column| row.code(&sheet, column).map(Cow::into_owned))
        .to_vec()
}

fn filled(draft: Draft) -> Draft {
    draft
        .left(40.0, 120.0, 6.0, "1300000000000001")
        .left(118.0, 120.0, 6.0, "09:20:11")
        .left(180.0, 120.0, 6.0, "500001")
        .left(258.0, 120.0, 6.0, "09:20:12")
        .left(320.0, 120.0, 6.0, "TEST PAINTS LTD")
        .left(418.5, 120.0, 6.0, "B")
}

#[test]
fn figures_without_rules_stand_flush_right() {
    // The quantity ends nearer to the label of the rate than to its own.
    let draft = filled(header()).right(489.0, 120.0, 6.0, "65").right(534.0, 120.0, 6.0, "64.61");
    let draft = draft.right(584.0, 120.0, 6.0, "1.25").right(648.0, 120.0, 6.0, "(4,199.65)");
    let expected = ["1300000000000001", "500001", "65", "64.61", "(4,199.65)"];
    assert_eq!(row(draft, 1), expected.map(|cell| Some(cell.to_owned())));
}

#[test]
fn wrapped_cells_without_rules_go_on_flush() {
    let draft = filled(header()).right(489.0, 120.0, 6.0, "65").right(534.0, 120.0, 6.0, "1719.551");
    let draft = draft.right(648.0, 120.0, 6.0, "(111,770.81)");
    let draft = draft.left(40.0, 127.2, 6.0, "77").left(180.0, 127.2, 6.0, "9").right(534.0, 127.2, 6.0, "4");
    let expected = ["130000000000000177", "5000019", "65", "1719.5514", "(111,770.81)"];
    assert_eq!(row(draft, 1), expected.map(|cell| Some(cell.to_owned())));
}

/// The number of the trade stands under its label, as far from the time of the order as a figure flush right would.
#[test]
fn short_numbers_of_trades_stand_flush_left() {
    let labels = [(40.0, "Order No."), (100.0, "Order Time"), (153.0, "Trade No."), (220.0, "Trade Time")];
    let rest =
        [(300.0, "Security"), (420.0, "B/S"), (460.0, "Quantity"), (510.0, "Net Rate"), (620.0, "Net Total")];
    let draft =
        labels.iter().chain(&rest).fold(Draft::new(), |draft, (x, label)| draft.left(*x, 100.0, 6.0, label));
    let draft = draft.left(40.0, 120.0, 6.0, "1300000000000001").left(100.0, 120.0, 6.0, "09:15:01");
    let draft = draft.left(140.0, 120.0, 6.0, "101").left(220.0, 120.0, 6.0, "09:15:01");
    let cells = row(draft.left(300.0, 120.0, 6.0, "TEST PAINTS LTD").left(420.0, 120.0, 6.0, "B"), 1);
    assert_eq!(cells.get(1).cloned().flatten().as_deref(), Some("101"));
}

/// The name is nearer to the label of the ISIN, and there is one already.
#[test]
fn a_short_name_is_no_part_of_its_isin() {
    let draft = summary_header()
        .left(40.0, 120.0, 6.0, "INE0ZA101016")
        .left(82.0, 120.0, 6.0, "TCS")
        .right(262.0, 120.0, 6.0, "5");
    let sheet = draft.sheet();
    let rules = Rules::of(&sheet);
    let labels = TightLabels::of(&tables::SECURITIES);
    let mut table = TightTable::new(&labels);
    let header = table.find(&sheet, &Spelling::of(&sheet), &rules, 0..sheet.lines.len()).unwrap();
    let mut row = Row::default();
    Cells::new(&rules, &header, tables::securities::MARKS).read(&sheet, 1..2, 1, &mut row);
    assert_eq!(row.code(&sheet, tables::securities::ISIN).as_deref(), Some("INE0ZA101016"));
    assert_eq!(row.text(&sheet, tables::securities::NAME).as_deref(), Some("TCS"));
}

#[test]
fn a_figure_may_begin_a_name() {
    let sheet = header().left(318.0, 120.0, 6.0, "20").left(326.0, 120.0, 6.0, "MICRONS").sheet();
    let (rules, lines) = (Rules::of(&sheet), 0..sheet.lines.len());
    let header = TightTable::new(&TightLabels::of(&tables::FILLS)).find(
        &sheet,
        &Spelling::of(&sheet),
        &rules,
        lines.clone(),
    );
    let mut row = Row::default();
    Cells::new(&rules, &header.unwrap(), fills::MARKS).read(&sheet, 1..lines.end, 1, &mut row);
    assert_eq!(row.text(&sheet, fills::TEXT).as_deref(), Some("20 MICRONS"));
}

#[test]
fn a_time_may_have_its_half_of_the_day() {
    let draft = header().left(112.0, 120.0, 6.0, "09:20:11 AM").left(256.0, 120.0, 6.0, "09:20:12 AM");
    let sheet = draft.left(320.0, 120.0, 6.0, "PM MOTORS").sheet();
    let (rules, lines) = (Rules::of(&sheet), 0..sheet.lines.len());
    let spelled = TightLabels::of(&tables::FILLS);
    let header = TightTable::new(&spelled).find(&sheet, &Spelling::of(&sheet), &rules, lines);
    let mut row = Row::default();
    Cells::new(&rules, &header.unwrap(), fills::MARKS).read(&sheet, 1..2, 1, &mut row);
    let cells = [fills::ORDER_TIME, fills::TRADE_TIME, fills::TEXT].map(|column| row.text(&sheet, column));
    assert_eq!(cells.map(Option::unwrap_or_default), ["09:20:11 AM", "09:20:12 AM", "PM MOTORS"]);
}

/// Flush left in a wide column, a short quantity stands nearer to the label of the sides.
#[test]
fn figures_stand_in_no_column_of_sides() {
    let draft = filled(header()).left(431.0, 120.0, 6.0, "65").right(534.0, 120.0, 6.0, "64.61");
    assert_eq!(row(draft, 1).get(2).cloned().flatten().as_deref(), Some("65"));
}
