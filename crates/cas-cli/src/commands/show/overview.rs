//! The head of a statement, its holders, what there is of each kind, and every account.

use cas::Statement;
use cas::model::facts::HoldingList;
use cas::model::statement::{CountAndValue, LinkedHolder};
use cas::model::{Amount, CasType, Depository};

use super::figures::day;
use super::grid::{Cell, Column, Fit, Line, Table};
use super::screen::{Tone, clean};
use super::{View, count, number, words};

const HOLDERS: &[Column] = &[
    Column { title: "Name", fit: Fit::Name(10) },
    Column { title: "PAN", fit: Fit::Code },
    Column { title: "Accounts", fit: Fit::Figure },
];

const KINDS: &[Column] = &[
    Column { title: "Kind", fit: Fit::Name(10) },
    Column { title: "Number", fit: Fit::Figure },
    Column { title: "Value", fit: Fit::Figure },
];

const ACCOUNTS: &[Column] = &[
    Column { title: "Account", fit: Fit::Code },
    Column { title: "With", fit: Fit::Name(10) },
    Column { title: "By", fit: Fit::Name(4) },
    Column { title: "Holdings", fit: Fit::Figure },
    Column { title: "Value", fit: Fit::Figure },
];

/// Draws what stands before the holdings.
pub(super) fn draw(view: &View<'_>, statement: &Statement, out: &mut String) {
    head(view, statement, out);
    if view.selection.is_everything() {
        out.push_str(&holders(statement).render(view.screen));
        out.push_str(&kinds(view, statement).render(view.screen));
        out.push_str(&accounts(view, statement).render(view.screen));
    }
}

fn head(view: &View<'_>, statement: &Statement, out: &mut String) {
    let issuer = match statement.meta.cas_type {
        CasType::CamsKfintech => "CAMS and KFintech",
        CasType::Nsdl => "NSDL",
        CasType::Cdsl => "CDSL",
    };
    let period = statement.meta.statement_period;
    let days = if period.from == period.to {
        format!("as on {}", day(period.to))
    } else {
        format!("{} to {}", day(period.from), day(period.to))
    };
    let variant = view.parsed.detection.variant.code();
    view.say(Tone::Strong, &format!("{issuer}, {variant} statement, {days}"), out);
    let investor = &statement.investor;
    let pan = investor.pan.as_ref().map(|pan| format!("PAN {}", pan.as_str()));
    let number = investor.cas_id.as_ref().map(|number| format!("statement {number}"));
    let parts = [investor.name.clone(), pan, number, investor.email.clone(), investor.mobile.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().map(|part| clean(&part)).collect();
    if !parts.is_empty() {
        view.say(Tone::Plain, &parts.join(", "), out);
    }
}

/// Everybody who holds something, in the order in which they are printed.
fn holders(statement: &Statement) -> Table {
    let demat = statement.demat_accounts.iter().map(|account| &account.linked_holders);
    let funds = statement.mutual_funds.iter().map(|folio| &folio.linked_holders);
    let nps = statement.nps.iter().map(|account| &account.linked_holders);
    let mut known: Vec<(&LinkedHolder, usize)> = Vec::new();
    for holder in demat.chain(funds).chain(nps).flatten() {
        match known.iter_mut().find(|(other, _)| *other == holder) {
            Some((_, accounts)) => *accounts += 1,
            None => known.push((holder, 1)),
        }
    }
    let mut table = Table::new("Holders", HOLDERS);
    table.lines = known
        .into_iter()
        .map(|(holder, accounts)| {
            let pan = holder.pan.as_ref().map(cas::model::Pan::as_str);
            Line::Row(vec![words(holder.name.as_deref()), words(pan), count(accounts)])
        })
        .collect();
    table
}

/// What a check must be on to contradict the value of all folios. Registrars print one total, which is that of the folios.
pub(super) fn fund_scopes(statement: &Statement) -> &'static [&'static str] {
    match statement.meta.cas_type {
        CasType::CamsKfintech => &["/mutual_funds", "/mutual_funds/*", "/summary/total_value"],
        CasType::Nsdl | CasType::Cdsl => &["/mutual_funds", "/mutual_funds/*"],
    }
}

/// Counts and values by kind, and the total.
fn kinds(view: &View<'_>, statement: &Statement) -> Table {
    let summary = &statement.summary;
    let rows: [(&str, CountAndValue, &str, &[&str]); 4] = [
        (
            "Demat accounts",
            summary.accounts.demat,
            "/summary/accounts/demat/total_value",
            &["/demat_accounts", "/demat_accounts/*/value", "/demat_accounts/*/holdings"],
        ),
        (
            "Mutual fund folios",
            summary.accounts.mutual_funds,
            "/summary/accounts/mutual_funds/total_value",
            fund_scopes(statement),
        ),
        (
            "Pension accounts",
            summary.accounts.nps,
            "/summary/accounts/nps/total_value",
            &["/nps", "/nps/*/value", "/nps/*/funds"],
        ),
        ("Insurance policies", summary.accounts.insurance, "/summary/accounts/insurance/total_value", &[]),
    ];
    let mut table = Table::new("Summary", KINDS);
    for (kind, of, pointer, scopes) in rows.into_iter().filter(|(_, of, ..)| of.count > 0) {
        let value = of.total_value.map(Amount::value).filter(|value| !value.is_zero());
        let mark = view.marks.total(pointer, scopes);
        table.lines.push(Line::Row(vec![Cell::plain(kind), count(of.count as usize), number(value, mark)]));
    }
    let pointer = "/summary/total_value";
    let mark = view.marks.total(pointer, &["/summary", pointer]);
    let total = number(summary.total_value.map(Amount::value), mark);
    table.lines.push(Line::Total(vec![Cell::plain("Total"), Cell::default(), total]));
    table
}

/// Every account, folio and policy with its value.
fn accounts(view: &View<'_>, statement: &Statement) -> Table {
    let mut table = Table::new("Accounts", ACCOUNTS);
    for (index, account) in statement.demat_accounts.iter().enumerate() {
        let of = format!("/demat_accounts/{index}");
        let pointer = format!("{of}/value");
        let mark = view.marks.total(&pointer, &[&pointer, &format!("{of}/holdings")]);
        let held = HoldingList::ALL.iter().map(|list| list.of(&account.holdings).len()).sum();
        let by = match account.demat_type {
            Depository::Nsdl => "NSDL",
            Depository::Cdsl => "CDSL",
        };
        table.lines.push(Line::Row(vec![
            Cell::plain(super::demat::id_of(account)),
            words(account.dp_name.as_deref()),
            Cell::plain(by),
            count(held),
            number(account.value.map(Amount::value), mark),
        ]));
    }
    for (index, folio) in statement.mutual_funds.iter().enumerate() {
        let of = format!("/mutual_funds/{index}");
        let mark = view.marks.total(&format!("{of}/value"), &[&of]);
        table.lines.push(Line::Row(vec![
            words(folio.folio_number.as_deref()),
            words(folio.amc.as_deref()),
            words(folio.registrar.as_deref()),
            count(folio.schemes.len()),
            number(folio.value.map(Amount::value), mark),
        ]));
    }
    for (index, account) in statement.nps.iter().enumerate() {
        let pointer = format!("/nps/{index}/value");
        let mark = view.marks.total(&pointer, &[&pointer, &format!("/nps/{index}/funds")]);
        table.lines.push(Line::Row(vec![
            words(account.pran.as_deref()),
            Cell::plain("National Pension System"),
            words(account.cra.as_deref()),
            count(account.funds.len()),
            number(account.value.map(Amount::value), mark),
        ]));
    }
    table
}
