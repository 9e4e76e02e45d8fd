//! Page 2: investor, roster of each holder group, trend (reference 2.2).

use crate::depository::flow::{Flow, grouped, wrap};
use crate::depository::model::{Account, Book, Figure, Group};
use crate::draw::Text;

use super::{BODY, BOLD, Generation, Traits, account_title};

const TYPE: f64 = 22.0;
const DETAILS: f64 = 160.0;
const COUNT: f64 = 410.0;
const VALUE: f64 = 575.0;

pub(super) fn draw(flow: &mut Flow<'_>, book: &Book, traits: &Traits) {
    investor(flow, book, traits);
    let from = flow.y;
    let period = format!("Statement for the period from {} to {}", day(book.from), day(book.to));
    flow.put(Text::new(BODY, 8.0, 250.0, 104.0, period));
    let total = grouped(super::portfolio(book));
    let headline = format!("YOUR CONSOLIDATED PORTFOLIO VALUE {} {total}", traits.rupee);
    flow.struck(Text::new(BOLD, 9.0, 250.0, 122.0, headline), traits.strike);
    flow.y = from + 14.0;
    flow.line(BOLD, 9.0, TYPE, "Your Demat Account and Mutual Fund Folios", 16.0);
    for group in &book.groups {
        roster(flow, book, group, traits);
    }
    flow.put(Text::new(BOLD, 7.0, 370.0, flow.y, "Grand Total"));
    let grand = grouped(book.shown(Figure::GrandTotal, super::portfolio(book)));
    flow.put(Text::new(BOLD, 7.0, 0.0, flow.y, grand).ending(VALUE));
    flow.y += 22.0;
    trend(flow, book);
}

fn day(date: chrono::NaiveDate) -> String {
    date.format("%d-%b-%Y").to_string()
}

fn investor(flow: &mut Flow<'_>, book: &Book, traits: &Traits) {
    match traits.generation {
        Generation::A if traits.id_alone => {
            flow.line(BODY, 8.0, TYPE, &format!("CAS ID: {}", book.cas_id), 11.0);
            flow.line(BOLD, 8.0, TYPE, &book.investor.name, 11.0);
        }
        Generation::A => {
            let y = flow.y;
            flow.line(BODY, 8.0, TYPE, &format!("name : {}", book.investor.name), 11.0);
            flow.put(Text::new(BODY, 8.0, 420.0, y, format!("CAS ID : {}", book.cas_id)));
        }
        generation => {
            let label = if generation >= Generation::D { "NSDL ID" } else { "CAS ID" };
            flow.line(BODY, 8.0, TYPE, &format!("{label}: {}", book.cas_id), 11.0);
            flow.line(BOLD, 8.0, TYPE, &book.investor.name, 11.0);
        }
    }
    for line in &book.address {
        flow.line(BODY, 8.0, TYPE, line, 10.0);
    }
    flow.line(BODY, 8.0, TYPE, &format!("PINCODE: {}", book.pincode), 12.0);
}

fn roster(flow: &mut Flow<'_>, book: &Book, group: &Group, traits: &Traits) {
    flow.need(80.0 + 28.0 * group.accounts.len() as f64);
    let heading = if group.holders.len() > 1 { "In the joint Names of" } else { "In the Single Name of" };
    flow.line(BODY, 8.0, TYPE, heading, 11.0);
    for holder in &group.holders {
        flow.line(BOLD, 8.0, TYPE, &format!("{} (PAN:{})", holder.name, holder.pan), 11.0);
    }
    let y = flow.y + 4.0;
    for (x, title) in
        [(TYPE, "Account Type"), (DETAILS, "Account Details"), (395.0, "No. of ISINs / Schemes")]
    {
        flow.struck(Text::new(BOLD, 7.0, x, y, title), traits.strike);
    }
    let value = Text::new(BOLD, 7.0, 0.0, y, format!("Value in {}", traits.rupee)).ending(VALUE);
    flow.struck(value, traits.strike);
    flow.y = y + 16.0;
    for account in &group.accounts {
        account_row(flow, book, account, traits);
    }
    if !group.folios.is_empty() {
        let details = format!("{} Folios", book.counted(Figure::FolioCount, group.folio_count()));
        let value = grouped(book.shown(Figure::FolioTotal, group.folio_value()));
        row(flow, "Mutual Fund Folios", &details, &group.folios.len().to_string(), &value);
        flow.y += 16.0;
    }
    let total = book.shown(Figure::GroupTotal, group.value());
    flow.put(Text::new(BOLD, 7.0, 395.0, flow.y, "Total"));
    flow.put(Text::new(BOLD, 7.0, 0.0, flow.y, grouped(total)).ending(VALUE));
    flow.y += 18.0;
}

/// Middle-aligned: the participant above, the ids below the line of type, count and value.
fn account_row(flow: &mut Flow<'_>, book: &Book, account: &Account, traits: &Traits) {
    let ids = format!("DP ID:{} Client ID:{}", account.dp_id, account.client_id);
    let width = if traits.wrapped_names { 90.0 } else { 400.0 };
    let lines = wrap(BODY, 7.0, width, &account.dp_name);
    let shift = 8.6 * (lines.len() as f64 - 1.0);
    for (index, line) in lines.iter().enumerate() {
        flow.put(Text::new(BODY, 7.0, DETAILS, flow.y + 8.6 * index as f64, line.as_str()));
    }
    flow.put(Text::new(BODY, 7.0, DETAILS, flow.y + shift + 8.6, ids));
    let value = book.shown(Figure::RosterValue, account.value());
    let value = if account.holdings.is_empty() { "0.00".to_owned() } else { grouped(value) };
    let count = book.counted(Figure::RosterCount, account.holdings.len()).to_string();
    flow.y += 4.3 + shift / 2.0;
    row(flow, account_title(account.depository), "", &count, &value);
    flow.y += 21.0 + shift / 2.0;
}

fn row(flow: &mut Flow<'_>, kind: &str, details: &str, count: &str, value: &str) {
    let y = flow.y;
    flow.put(Text::new(BODY, 7.0, TYPE, y, kind));
    if !details.is_empty() {
        flow.put(Text::new(BODY, 7.0, DETAILS, y, details));
    }
    flow.put(Text::new(BODY, 7.0, COUNT, y, count));
    flow.put(Text::new(BODY, 7.0, 0.0, y, value).ending(VALUE));
}

fn trend(flow: &mut Flow<'_>, book: &Book) {
    flow.need(40.0 + 11.0 * book.trend.len() as f64);
    flow.line(BOLD, 8.0, TYPE, "Portfolio Value Trend", 12.0);
    flow.line(BODY, 7.0, TYPE, "Monthly movement of your Consolidated Portfolio Value", 12.0);
    let y = flow.y;
    for (x, title) in [(TYPE, "Month"), (120.0, "Portfolio Value"), (240.0, "Change"), (330.0, "Change (%)")]
    {
        flow.put(Text::new(BOLD, 7.0, x, y, title));
    }
    flow.y += 12.0;
    let mut before: Option<rust_decimal::Decimal> = None;
    for (year, month, value) in &book.trend {
        let Some(first) = chrono::NaiveDate::from_ymd_opt(*year, *month, 1) else { continue };
        let y = flow.y;
        let value = *value;
        let (change, percent) = match before {
            None => ("NA".to_owned(), "NA".to_owned()),
            Some(before) => (
                signed(book.shown(Figure::TrendChange, value - before)),
                signed(((value - before) * rust_decimal::Decimal::ONE_HUNDRED / before).round_dp(2)),
            ),
        };
        for (x, text) in [
            (TYPE, first.format("%b %Y").to_string().to_uppercase()),
            (120.0, grouped(value)),
            (240.0, change),
            (330.0, percent),
        ] {
            flow.put(Text::new(BODY, 7.0, x, y, text));
        }
        flow.y += 11.0;
        before = Some(value);
    }
}

/// An explicit sign and no digit groups.
fn signed(value: rust_decimal::Decimal) -> String {
    if value.is_sign_negative() { value.to_string() } else { format!("+{value}") }
}
