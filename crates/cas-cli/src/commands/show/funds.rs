//! Mutual fund folios: the schemes of each, and their transactions when a folio or ISIN was asked for.

use cas::Statement;
use cas::model::statement::{MutualFundFolio, Scheme};
use cas::model::{Amount, Percent, Price, Units};

use super::grid::{Cell, Column, Fit, Line, Table};
use super::marks::Subject;
use super::screen::clean;
use super::{View, number, overview, transactions, words};

const SCHEMES: &[Column] = &[
    Column { title: "Scheme", fit: Fit::Name(16) },
    Column { title: "ISIN", fit: Fit::Code },
    Column { title: "Units", fit: Fit::Figure },
    Column { title: "NAV", fit: Fit::Figure },
    Column { title: "Value", fit: Fit::Figure },
    Column { title: "Cost", fit: Fit::Figure },
    Column { title: "Gain", fit: Fit::Figure },
    Column { title: "%", fit: Fit::Figure },
];

/// Draws the folios that are asked for.
pub(super) fn draw(view: &View<'_>, statement: &Statement, out: &mut String) {
    let mut table = Table::new("Mutual funds", SCHEMES);
    let mut ledgers = String::new();
    for (f, folio) in statement.mutual_funds.iter().enumerate() {
        if !view.selection.has_folio(folio) {
            continue;
        }
        let schemes = folio.schemes.iter().enumerate();
        let mut lines = Vec::new();
        for (s, scheme) in schemes.filter(|(_, scheme)| view.selection.has_isin(scheme.isin)) {
            let pointer = format!("/mutual_funds/{f}/schemes/{s}");
            lines.push(Line::Row(row(view, scheme, &pointer)));
            if !view.selection.is_everything() {
                let titles = [folio.folio_number.as_deref(), scheme.name.as_deref()];
                transactions::draw(view, &scheme.transactions, (&pointer, &titles), &mut ledgers);
            }
        }
        if lines.is_empty() {
            continue;
        }
        table.lines.push(Line::Group(heading(folio)));
        let several = lines.len() > 1 && lines.len() == folio.schemes.len();
        table.lines.extend(lines);
        if several {
            let of = format!("/mutual_funds/{f}");
            let mark = view.marks.total(&format!("{of}/value"), &[&of]);
            table.lines.push(sum("Folio", number(folio.value.map(Amount::value), mark)));
        }
    }
    if view.selection.is_everything() {
        let pointer = "/summary/accounts/mutual_funds/total_value";
        let mark = view.marks.total(pointer, overview::fund_scopes(statement));
        let value = statement.summary.accounts.mutual_funds.total_value.map(Amount::value);
        table.lines.push(sum("All folios", number(value, mark)));
    }
    if table.lines.iter().any(|line| matches!(line, Line::Row(_))) {
        out.push_str(&table.render(view.screen));
        out.push_str(&ledgers);
    }
}

/// A total under the values.
fn sum(of: &str, value: Cell) -> Line {
    let blank = Cell::default;
    Line::Total(vec![Cell::plain(of), blank(), blank(), blank(), value])
}

fn heading(folio: &MutualFundFolio) -> String {
    let number = folio.folio_number.as_ref().map(|number| format!("folio {number}"));
    // Some statements print `OK`, others `KYC OK`.
    let kyc = folio.additional_info.kyc.as_ref().map(|kyc| format!("KYC {}", kyc.trim_start_matches("KYC ")));
    let holders = folio.linked_holders.iter().filter_map(|holder| holder.name.clone());
    let parts =
        [folio.amc.clone(), number, folio.registrar.clone(), kyc].into_iter().flatten().chain(holders);
    parts.map(|part| clean(&part)).collect::<Vec<_>>().join(", ")
}

fn row(view: &View<'_>, scheme: &Scheme, pointer: &str) -> Vec<Cell> {
    let mark = |checks| view.marks.figure(Subject { pointer, checks });
    let name = Cell { mark: view.marks.anywhere(pointer), ..words(scheme.name.as_deref()) };
    let isin = scheme.isin.map(|isin| isin.to_string());
    vec![
        name,
        Cell { mark: mark(&["isin-check-digit"]), ..words(isin.as_deref()) },
        number(scheme.units.map(Units::value), mark(&["closing-balance"])),
        number(scheme.nav.map(Price::value), None),
        number(scheme.value.map(Amount::value), mark(&["market-value"])),
        number(scheme.cost.map(Amount::value), mark(&["cost", "average-cost"])),
        number(scheme.gain.absolute.map(Amount::value), mark(&["folio-gain"])),
        number(scheme.gain.percentage.map(Percent::value), None),
    ]
}
