//! The transactions of one scheme or security.

use cas::model::statement::Transaction;
use cas::model::{Amount, Price, Units};

use super::figures::day;
use super::grid::{Cell, Column, Fit, Line, Table};
use super::marks::Subject;
use super::screen::{Tone, clean};
use super::{View, number, words};

const COLUMNS: &[Column] = &[
    Column { title: "Date", fit: Fit::Code },
    Column { title: "Type", fit: Fit::Code },
    Column { title: "Wording", fit: Fit::Name(12) },
    Column { title: "Amount", fit: Fit::Figure },
    Column { title: "Units", fit: Fit::Figure },
    Column { title: "NAV", fit: Fit::Figure },
    Column { title: "Balance", fit: Fit::Figure },
];

/// Draws them below a line that names whose they are: JSON pointer of the scheme, and its names.
pub(super) fn draw(
    view: &View<'_>,
    rows: &[Transaction],
    (of, titles): (&str, &[Option<&str>]),
    out: &mut String,
) {
    let named: Vec<String> = titles.iter().copied().flatten().map(clean).collect();
    let mut table = Table::new("", COLUMNS);
    for (index, row) in rows.iter().enumerate() {
        let pointer = format!("{of}/transactions/{index}");
        let mark = |checks| view.marks.figure(Subject { pointer: &pointer, checks });
        table.lines.push(Line::Row(vec![
            Cell::marked(day(Some(row.date)), mark(&["dates-in-period"])),
            Cell::plain(row.kind.wire()),
            words(row.description.as_deref()),
            number(row.amount.map(Amount::value), mark(&["amount", "stamp-duty"])),
            number(row.units.map(Units::value), None),
            number(row.nav.map(Price::value), None),
            number(row.balance.map(Units::value), mark(&["running-balance", "ledger", "ledger-closing"])),
        ]));
    }
    let drawn = table.render(view.screen);
    out.push('\n');
    view.say(Tone::Strong, &format!("Transactions of {}", named.join(", ")), out);
    // The line above is the title.
    match drawn.strip_prefix("\n\n") {
        Some(rows) => out.push_str(rows),
        None => view.say(Tone::Faint, "none in the period", out),
    }
}
