//! Sections that few statements have: contributions to pensions, insurance policies, labels of demat accounts
//! (reference 2.9 to 2.11). The insurance table and the labels are inventions: no public sample shows them.

use cas_model::Depository;

use crate::depository::flow::{Align, Column, Flow, column, grouped};
use crate::depository::model::{Book, Pension};
use crate::draw::Text;

use super::{BODY, BOLD, Traits, account_title, ids, look};

const ROWS: &[Column] = &[
    column(22.0, 84.0, Align::Left, &["Date"]),
    column(90.0, 300.0, Align::Left, &["Transaction Details"]),
    column(310.0, 380.0, Align::Right, &["Amount", "in `"]),
    column(400.0, 470.0, Align::Right, &["NAV", "in `"]),
    column(500.0, 572.0, Align::Right, &["No. of", "units"]),
];
const POLICIES: &[Column] = &[
    column(20.0, 74.0, Align::Left, &["Policy", "Number"]),
    column(78.0, 150.0, Align::Left, &["Insurance", "Company"]),
    column(154.0, 230.0, Align::Left, &["Policy Name"]),
    column(234.0, 280.0, Align::Left, &["Type of", "Policy"]),
    column(284.0, 346.0, Align::Left, &["Life Assured"]),
    column(350.0, 386.0, Align::Left, &["Status"]),
    column(392.0, 460.0, Align::Right, &["Sum Assured", "in `"]),
    column(466.0, 524.0, Align::Right, &["Premium", "in `"]),
    column(530.0, 576.0, Align::Left, &["Frequency"]),
];

pub(super) fn contributions(flow: &mut Flow<'_>, pension: &Pension, traits: &Traits) {
    if pension.rows.is_empty() {
        return;
    }
    flow.need(90.0);
    flow.y += 8.0;
    flow.line(BOLD, 9.0, 22.0, "National Pension System (NPS) Transaction Details", 14.0);
    let line = if traits.nps_account {
        format!("Your NPS Account in the name of {} (PRAN: {})", pension.holder.name, pension.pran)
    } else {
        format!("Investor Name: {} PRAN:{}", pension.holder.name, pension.pran)
    };
    flow.line(BODY, 8.0, 22.0, &line, 14.0);
    let look = look(traits);
    flow.head(ROWS, &look);
    let mut named = None;
    for row in &pension.rows {
        if let (true, Some(fund)) = (named != Some(row.fund), pension.funds.get(row.fund)) {
            named = Some(row.fund);
            flow.need(30.0);
            flow.line(BOLD, 6.5, 22.0, &fund.name, 11.0);
        }
        let cells = [
            row.date.format("%d-%b-%Y").to_string(),
            row.wording.to_owned(),
            grouped(row.amount),
            grouped(row.nav),
            grouped(row.units),
        ];
        flow.row(ROWS, &look, &cells);
    }
}

pub(super) fn policies(flow: &mut Flow<'_>, book: &Book, traits: &Traits) {
    if book.policies.is_empty() {
        return;
    }
    flow.page();
    flow.line(BOLD, 9.0, 22.0, "Life Insurance Policies", 14.0);
    let look = look(traits);
    flow.head(POLICIES, &look);
    for policy in &book.policies {
        let cells = [
            policy.number.clone(),
            policy.company.clone(),
            policy.name.clone(),
            policy.kind.to_owned(),
            policy.life.clone(),
            policy.status.to_owned(),
            grouped(policy.sum),
            grouped(policy.premium),
            policy.frequency.to_owned(),
        ];
        flow.row(POLICIES, &look, &cells);
    }
}

/// The heading of the last pages and, where they are printed, facts of the demat accounts.
pub(super) fn account_labels(flow: &mut Flow<'_>, book: &Book) {
    flow.line(BOLD, 10.0, 22.0, "Know more about your accounts", 18.0);
    if !book.labels {
        return;
    }
    for account in book.groups.iter().flat_map(|group| &group.accounts) {
        if account.depository != Depository::Nsdl {
            continue;
        }
        flow.need(70.0);
        flow.line(BOLD, 8.0, 22.0, account_title(account.depository), 11.0);
        flow.line(BODY, 8.0, 22.0, &account.dp_name, 11.0);
        flow.line(BODY, 8.0, 22.0, &ids(&account.dp_id, &account.client_id), 13.0);
        let y = flow.y;
        let details = &account.details;
        for (x, line, label, value) in [
            (22.0, 0.0, "Status", details.status.as_str()),
            (170.0, 0.0, "BSDA", &details.bsda),
            (300.0, 0.0, "Nominee", &details.nominee),
            (22.0, 11.0, "Email", &book.email),
            (300.0, 11.0, "SMS Facility", "YES"),
            (430.0, 11.0, "Bank", "NAMUNA BANK"),
        ] {
            flow.put(Text::new(BODY, 7.0, x, y + line, format!("{label} : {value}")));
        }
        flow.y += 30.0;
    }
}
