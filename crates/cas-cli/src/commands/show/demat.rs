//! Demat accounts: the securities of each, and their movements when an account or ISIN was asked for.

use cas::Statement;
use cas::model::facts::HoldingList;
use cas::model::statement::{DematAccount, Holding};
use cas::model::{Amount, Price, Units};

use super::grid::{Cell, Column, Fit, Line, Table};
use super::marks::Subject;
use super::screen::clean;
use super::{View, number, transactions, words};

const HOLDINGS: &[Column] = &[
    Column { title: "Security", fit: Fit::Name(16) },
    Column { title: "ISIN", fit: Fit::Code },
    Column { title: "Units", fit: Fit::Figure },
    Column { title: "Price", fit: Fit::Figure },
    Column { title: "Value", fit: Fit::Figure },
];

/// The number that an account goes by.
pub(super) fn id_of(account: &DematAccount) -> String {
    let number = match (&account.bo_id, &account.dp_id, &account.client_id) {
        (Some(bo), ..) => bo.clone(),
        (None, Some(dp), Some(client)) => format!("{dp} {client}"),
        (None, dp, client) => client.clone().or_else(|| dp.clone()).unwrap_or_default(),
    };
    clean(&number)
}

/// Words for the lists of an account.
fn class(list: HoldingList) -> &'static str {
    match list {
        HoldingList::Equities => "Shares",
        HoldingList::CorporateBonds => "Corporate bonds",
        HoldingList::GovernmentSecurities => "Government securities",
        HoldingList::Aifs => "Alternative investment funds",
        HoldingList::DematMutualFunds => "Mutual funds in demat form",
    }
}

/// Draws the accounts that are asked for.
pub(super) fn draw(view: &View<'_>, statement: &Statement, out: &mut String) {
    let mut table = Table::new("Demat accounts", HOLDINGS);
    let mut ledgers = String::new();
    for (a, account) in statement.demat_accounts.iter().enumerate() {
        if view.selection.has_account(account) {
            table.lines.extend(account_lines(view, (a, account), &mut ledgers));
        }
    }
    if table.lines.iter().any(|line| matches!(line, Line::Row(_))) {
        out.push_str(&table.render(view.screen));
        out.push_str(&ledgers);
    }
}

fn account_lines(view: &View<'_>, (a, account): (usize, &DematAccount), ledgers: &mut String) -> Vec<Line> {
    let mut lines = vec![Line::Group(heading(account))];
    for list in HoldingList::ALL {
        let holdings = list.of(&account.holdings).iter().enumerate();
        let mut first = true;
        for (h, holding) in holdings.filter(|(_, holding)| view.selection.has_isin(holding.isin)) {
            if std::mem::take(&mut first) {
                lines.push(Line::Group(format!("  {}", class(list))));
            }
            let pointer = format!("/demat_accounts/{a}/holdings/{}/{h}", list.key());
            lines.push(Line::Row(row(view, holding, (&pointer, price(view, (a, list, h))))));
            // Of a whole account, only what moved.
            if !view.selection.is_everything() && !holding.transactions.is_empty() {
                let titles = [Some(id_of(account)), holding.name.clone()];
                let titles: Vec<Option<&str>> = titles.iter().map(Option::as_deref).collect();
                transactions::draw(view, &holding.transactions, (&pointer, &titles), ledgers);
            }
        }
    }
    if lines.len() == 1 {
        return Vec::new();
    }
    if view.selection.has_isin(None) {
        let pointer = format!("/demat_accounts/{a}/value");
        let mark = view.marks.total(&pointer, &[&pointer, &format!("/demat_accounts/{a}/holdings")]);
        let blank = Cell::default;
        let value = number(account.value.map(Amount::value), mark);
        lines.push(Line::Total(vec![Cell::plain("Account"), blank(), blank(), blank(), value]));
    }
    lines
}

fn heading(account: &DematAccount) -> String {
    let name = account.dp_name.as_deref().map(clean);
    let status = account.additional_info.status.as_deref().map(clean);
    let holders = account.linked_holders.iter().filter_map(|holder| holder.name.as_deref()).map(clean);
    let parts = [name, Some(id_of(account)), status].into_iter().flatten().chain(holders);
    parts.collect::<Vec<_>>().join(", ")
}

/// The printed price of a holding.
fn price(view: &View<'_>, (account, list, holding): (usize, HoldingList, usize)) -> Option<Price> {
    let facts = view.parsed.facts()?.accounts.get(account)?;
    facts.holdings.get(list.index())?.get(holding)?.price
}

fn row(view: &View<'_>, holding: &Holding, (pointer, price): (&str, Option<Price>)) -> Vec<Cell> {
    let mark = |checks| view.marks.figure(Subject { pointer, checks });
    let isin = holding.isin.map(|isin| isin.to_string());
    vec![
        Cell { mark: view.marks.anywhere(pointer), ..words(holding.name.as_deref()) },
        words(isin.as_deref()),
        number(holding.units.map(Units::value), mark(&["ledger-closing"])),
        number(price.map(Price::value), None),
        number(holding.value.map(Amount::value), mark(&["units-price"])),
    ]
}
