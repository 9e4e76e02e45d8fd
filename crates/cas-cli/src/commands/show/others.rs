//! Pension accounts and insurance policies.

use cas::Statement;
use cas::model::{Amount, Price, Units};

use super::grid::{Cell, Column, Fit, Line, Table};
use super::marks::Subject;
use super::screen::clean;
use super::{View, number, words};

const FUNDS: &[Column] = &[
    Column { title: "Pension fund", fit: Fit::Name(16) },
    Column { title: "Tier", fit: Fit::Figure },
    Column { title: "Units", fit: Fit::Figure },
    Column { title: "NAV", fit: Fit::Figure },
    Column { title: "Value", fit: Fit::Figure },
];

const POLICIES: &[Column] = &[
    Column { title: "Policy", fit: Fit::Code },
    Column { title: "Name", fit: Fit::Name(10) },
    Column { title: "With", fit: Fit::Name(10) },
    Column { title: "Status", fit: Fit::Name(6) },
    Column { title: "Sum assured", fit: Fit::Figure },
    Column { title: "Premium", fit: Fit::Figure },
    Column { title: "Paid", fit: Fit::Name(6) },
];

/// Draws those that are asked for.
pub(super) fn draw(view: &View<'_>, statement: &Statement, out: &mut String) {
    out.push_str(&pensions(view, statement).render(view.screen));
    if view.selection.is_everything() {
        out.push_str(&policies(statement).render(view.screen));
    }
}

fn pensions(view: &View<'_>, statement: &Statement) -> Table {
    let mut table = Table::new("National Pension System", FUNDS);
    for (n, account) in statement.nps.iter().enumerate() {
        if !view.selection.has_pension(account) {
            continue;
        }
        let parts = [account.pran.as_deref(), account.cra.as_deref()];
        let holders = account.linked_holders.iter().map(|holder| holder.name.as_deref());
        let parts: Vec<String> = parts.into_iter().chain(holders).flatten().map(clean).collect();
        table.lines.push(Line::Group(parts.join(", ")));
        for (f, fund) in account.funds.iter().enumerate() {
            let pointer = format!("/nps/{n}/funds/{f}");
            let mark = view.marks.figure(Subject { pointer: &pointer, checks: &["nps-fund"] });
            let tier = fund.additional_info.tier.map(|tier| tier.to_string());
            table.lines.push(Line::Row(vec![
                words(fund.name.as_deref()),
                words(tier.as_deref()),
                number(fund.units.map(Units::value), None),
                number(fund.nav.map(Price::value), None),
                number(fund.value.map(Amount::value), mark),
            ]));
        }
        let pointer = format!("/nps/{n}/value");
        let mark = view.marks.total(&pointer, &[&pointer, &format!("/nps/{n}/funds")]);
        let blank = Cell::default;
        let value = number(account.value.map(Amount::value), mark);
        table.lines.push(Line::Total(vec![Cell::plain("Account"), blank(), blank(), blank(), value]));
    }
    table
}

fn policies(statement: &Statement) -> Table {
    let mut table = Table::new("Life insurance", POLICIES);
    for policy in &statement.insurance.life_insurance_policies {
        table.lines.push(Line::Row(vec![
            words(policy.policy_number.as_deref()),
            words(policy.policy_name.as_deref()),
            words(policy.provider.as_deref()),
            words(policy.status.as_deref()),
            number(policy.sum_assured.map(Amount::value), None),
            number(policy.premium_amount.map(Amount::value), None),
            words(policy.premium_frequency.as_deref()),
        ]));
    }
    table
}
