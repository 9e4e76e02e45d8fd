//! The pages before the accounts: summary of investments, roster, trend, asset classes (reference 2.1 to 2.3).

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::depository::flow::{Flow, grouped, wrap};
use crate::depository::model::{Book, Figure, Group};
use crate::draw::Text;

use super::{BODY, BOLD, Traits, depository, heading, named, portfolio};

pub(super) fn first_page(flow: &mut Flow<'_>, book: &Book, traits: &Traits) {
    heading(flow, 25.0, "Summary of Investments", traits);
    flow.line(BODY, 7.0, 25.0, "(On the basis of PAN of first holder)", 16.0);
    let y = flow.y;
    for (x, title) in
        [(25.0, "Name/Joint Name (s)"), (200.0, "Portfolio Valuation"), (480.0, "View Statement")]
    {
        flow.put(Text::new(BOLD, 7.0, x, y, title));
    }
    flow.y += 16.0;
    let one = book.groups.len() == 1;
    for group in &book.groups {
        for (index, holder) in group.holders.iter().enumerate() {
            flow.put(Text::new(BODY, 7.0, 25.0, flow.y + 10.0 * index as f64, holder.name.clone()));
        }
        let of = |depository| -> Option<Decimal> {
            let accounts: Vec<_> =
                group.accounts.iter().filter(|account| account.depository == depository).collect();
            (!accounts.is_empty()).then(|| accounts.iter().map(|account| account.value()).sum())
        };
        let printed = |value: Option<Decimal>| value.map_or_else(|| "N.A.".to_owned(), grouped);
        let mut rows = vec![
            ("CDSL Demat Accounts", printed(of(cas_model::Depository::Cdsl))),
            ("NSDL Demat Accounts *", printed(of(cas_model::Depository::Nsdl))),
            ("Mutual Fund Folios", grouped(group.folio_value())),
        ];
        let mut total = group.value();
        if one && !book.pensions.is_empty() {
            rows.push(("NPS", grouped(book.pension_value())));
            total += book.pension_value();
        }
        rows.push(("Total Portfolio Value", grouped(total)));
        for (label, value) in rows {
            flow.put(Text::new(BODY, 7.0, 200.0, flow.y, label));
            flow.put(Text::new(BODY, 7.0, 0.0, flow.y, value).ending(430.0));
            flow.y += 10.0;
        }
        flow.put(Text::new(BODY, 7.0, 485.0, flow.y - 10.0, "Click Here"));
        flow.y += 10.0;
    }
    if !one {
        let total = format!("Total Portfolio Value across investments {}", grouped(portfolio(book)));
        flow.line(BOLD, 7.0, 200.0, &total, 14.0);
    }
}

pub(super) fn roster_page(flow: &mut Flow<'_>, book: &Book, traits: &Traits) {
    let y = flow.y;
    flow.line(BODY, 8.0, 25.0, &format!("CAS ID: {}", book.cas_id), 11.0);
    flow.line(BOLD, 8.0, 25.0, &book.investor.name, 11.0);
    for line in &book.address {
        flow.line(BODY, 8.0, 25.0, line, 10.0);
    }
    flow.line(BODY, 8.0, 25.0, &format!("PINCODE: {}", book.pincode), 16.0);
    let period = format!("Statement for the period from {} to {}", named(book.from), named(book.to));
    flow.put(Text::new(BODY, 8.0, 260.0, y, period));
    let total = grouped(portfolio(book));
    let value = format!("YOUR CONSOLIDATED PORTFOLIO VALUE {} {total}", traits.rupee);
    flow.struck(Text::new(BOLD, 8.5, 260.0, y + 18.0, value), traits.strike);
    heading(flow, 25.0, "Your Demat Account and Mutual Fund Folios", traits);
    for group in &book.groups {
        roster(flow, book, group, traits);
    }
    let y = flow.y;
    flow.put(Text::new(BOLD, 7.0, 395.0, y, "Grand Total"));
    let grand = grouped(book.shown(Figure::GrandTotal, portfolio(book)));
    flow.put(Text::new(BOLD, 7.0, 0.0, y, grand).ending(570.0));
    flow.y += 24.0;
    trend(flow, book, traits);
    classes(flow, book, traits);
}

fn roster(flow: &mut Flow<'_>, book: &Book, group: &Group, traits: &Traits) {
    flow.need(90.0 + 24.0 * group.accounts.len() as f64);
    let heading = if group.holders.len() > 1 { "In the joint name(s) of" } else { "In the single name of" };
    flow.line(BODY, 7.5, 25.0, heading, 11.0);
    for holder in &group.holders {
        flow.line(BOLD, 7.5, 25.0, &format!("{} ( PAN :{} )", holder.name, holder.pan), 11.0);
    }
    let y = flow.y + 4.0;
    for (x, line, title) in [
        (25.0, 0.0, "Account Type"),
        (160.0, 0.0, "Account Details"),
        (395.0, 0.0, "No. of ISINs/"),
        (395.0, 8.0, "Schemes"),
    ] {
        flow.struck(Text::new(BOLD, 7.0, x, y + line, title), traits.strike);
    }
    flow.put(Text::new(BOLD, 7.0, 0.0, y, format!("Value in {}", traits.rupee)).ending(570.0));
    flow.y = y + 24.0;
    for account in &group.accounts {
        let y = flow.y;
        let width = if traits.wrapped_names { 90.0 } else { 400.0 };
        let lines = wrap(BODY, 7.0, width, &account.dp_name);
        let shift = 9.0 * (lines.len() as f64 - 1.0) / 2.0;
        let y = y + shift;
        for (index, line) in lines.iter().enumerate() {
            flow.put(Text::new(BODY, 7.0, 160.0, y - shift - 4.5 + 9.0 * index as f64, line.as_str()));
        }
        let ids = format!("DP Id: {} Client Id : {}", account.dp_id, account.client_id);
        flow.put(Text::new(BODY, 7.0, 160.0, y + shift + 4.5, ids));
        flow.y = y;
        let value = book.shown(Figure::RosterValue, account.value());
        let value = if account.holdings.is_empty() { "0.00".to_owned() } else { grouped(value) };
        let count = book.counted(Figure::RosterCount, account.holdings.len());
        let kind = format!("{} Demat Account", depository(account.depository));
        roster_row(flow, &kind, "", count, &value);
        flow.y += 24.0 + shift;
    }
    if !group.folios.is_empty() {
        let folios = format!("{} Folios", book.counted(Figure::FolioCount, group.folio_count()));
        let value = grouped(book.shown(Figure::FolioTotal, group.folio_value()));
        roster_row(flow, "Mutual Fund Folios", &folios, group.folios.len(), &value);
        flow.y += 16.0;
    }
    let y = flow.y;
    let total = book.shown(Figure::GroupTotal, group.value());
    flow.put(Text::new(BOLD, 7.0, 395.0, y, "Total"));
    flow.put(Text::new(BOLD, 7.0, 0.0, y, grouped(total)).ending(570.0));
    flow.y += 18.0;
}

fn roster_row(flow: &mut Flow<'_>, kind: &str, details: &str, count: usize, value: &str) {
    let y = flow.y;
    flow.put(Text::new(BODY, 7.0, 25.0, y, kind));
    if !details.is_empty() {
        flow.put(Text::new(BODY, 7.0, 160.0, y, details));
    }
    flow.put(Text::new(BODY, 7.0, 405.0, y, count.to_string()));
    flow.put(Text::new(BODY, 7.0, 0.0, y, value).ending(570.0));
}

fn trend(flow: &mut Flow<'_>, book: &Book, traits: &Traits) {
    flow.need(30.0 + 11.0 * book.trend.len() as f64);
    heading(flow, 25.0, "Consolidated Portfolio Valuation for Year", traits);
    let mut before: Option<Decimal> = None;
    for (year, month, value) in &book.trend {
        let Some(first) = NaiveDate::from_ymd_opt(*year, *month, 1) else { continue };
        let y = flow.y;
        let mut cells = vec![(25.0, first.format("%b %Y").to_string()), (140.0, grouped(*value))];
        if let Some(before) = before {
            cells.push((260.0, book.shown(Figure::TrendChange, *value - before).to_string()));
            cells.push((340.0, ((*value - before) * Decimal::ONE_HUNDRED / before).round_dp(2).to_string()));
        }
        for (x, text) in cells {
            flow.put(Text::new(BODY, 7.0, x, y, text));
        }
        flow.y += 11.0;
        before = Some(*value);
    }
    flow.y += 10.0;
}

/// The class that the asset-class table counts a security under.
fn asset_class(class: cas_model::SecurityClass) -> &'static str {
    use cas_model::SecurityClass as Class;
    match class {
        Class::MutualFund | Class::Etf | Class::SpecializedFund => "Mutual Funds Held in Demat Form",
        Class::Preference => "Preference Shares",
        Class::GovernmentSecurity | Class::SovereignGoldBond | Class::TreasuryBill => "Government Securities",
        Class::CorporateBond
        | Class::CommercialPaper
        | Class::CertificateOfDeposit
        | Class::MoneyMarket
        | Class::Securitised => "Debts",
        Class::Reit | Class::InvIt | Class::Aif => "Others",
        _ => "Equity",
    }
}

fn classes(flow: &mut Flow<'_>, book: &Book, traits: &Traits) {
    const LABELS: [&str; 8] = [
        "Equity",
        "Debts",
        "Mutual Funds Held in Demat Form",
        "Mutual Fund Folios",
        "Preference Shares",
        "Government Securities",
        "Others",
        "NPS",
    ];
    flow.need(30.0 + 10.0 * LABELS.len() as f64);
    heading(flow, 25.0, "Consolidated Portfolio for Accounts for the Month", traits);
    let y = flow.y;
    flow.put(Text::new(BOLD, 7.0, 25.0, y, "Asset Class"));
    flow.put(Text::new(BOLD, 7.0, 0.0, y, "Value").ending(260.0));
    flow.put(Text::new(BOLD, 7.0, 0.0, y, "Percentage").ending(340.0));
    flow.y += 12.0;
    let total = portfolio(book);
    for label in LABELS {
        let value = match label {
            "Mutual Fund Folios" => book.groups.iter().map(Group::folio_value).sum(),
            "NPS" => book.pension_value(),
            _ => book
                .groups
                .iter()
                .flat_map(|group| &group.accounts)
                .flat_map(|account| &account.holdings)
                .filter(|security| asset_class(security.class) == label)
                .map(|security| security.value)
                .sum::<Decimal>(),
        };
        let value = if label == "Equity" { book.shown(Figure::Composition, value) } else { value };
        if !value.is_zero() {
            class_row(flow, label, value, (value * Decimal::ONE_HUNDRED / total).round_dp(2));
        }
    }
    class_row(flow, "Total", total, Decimal::new(10_000, 2));
}

fn class_row(flow: &mut Flow<'_>, label: &str, value: Decimal, percent: Decimal) {
    let y = flow.y;
    flow.put(Text::new(BODY, 7.0, 25.0, y, label));
    flow.put(Text::new(BODY, 7.0, 0.0, y, grouped(value)).ending(260.0));
    flow.put(Text::new(BODY, 7.0, 0.0, y, percent.to_string()).ending(340.0));
    flow.y += 10.0;
}
