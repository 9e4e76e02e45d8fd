//! Holdings of a holder group: composition and one block per account (reference 2.3 to 2.6).

use cas_model::{Depository, SecurityClass};
use rust_decimal::Decimal;

use crate::depository::flow::{Align, Column, Flow, column, grouped, without_zero, wrap};
use crate::depository::generate::rescaled;
use crate::depository::model::{Account, Book, Figure, Group, Security};
use crate::draw::Text;

use super::{BODY, BOLD, Generation, Traits, account_title, ids, look};

/// Section markers in printed order.
const CLASSES: [(SecurityClass, &str); 13] = [
    (SecurityClass::Equity, "Equities (E)"),
    (SecurityClass::Preference, "Preference Shares (P)"),
    (SecurityClass::MutualFund, "Mutual Funds (M)"),
    (SecurityClass::SpecializedFund, "Specialized Fund (SD)"),
    (SecurityClass::CorporateBond, "Corporate Bonds (C)"),
    (SecurityClass::MoneyMarket, "Money Market Instruments (I)"),
    (SecurityClass::Securitised, "Securitised Instruments (S)"),
    (SecurityClass::GovernmentSecurity, "Government Securities (G)"),
    (SecurityClass::SovereignGoldBond, "Sovereign Gold Bonds (SGB)"),
    (SecurityClass::Aif, "Alternate Investment Fund (A)"),
    (SecurityClass::PostalSaving, "Postal Saving Scheme (O)"),
    (SecurityClass::ZeroCouponZeroPrincipal, "Zero Coupon Zero Principal(Z)"),
    (SecurityClass::Reit, "Real Estate Investment Trust (R)"),
];

/// ETFs are printed under mutual funds, warrants and rights under equities.
fn section(class: SecurityClass) -> SecurityClass {
    match class {
        SecurityClass::Etf => SecurityClass::MutualFund,
        SecurityClass::Warrant | SecurityClass::RightsEntitlement => SecurityClass::Equity,
        SecurityClass::InvIt => SecurityClass::Reit,
        SecurityClass::TreasuryBill => SecurityClass::GovernmentSecurity,
        SecurityClass::CommercialPaper | SecurityClass::CertificateOfDeposit => SecurityClass::MoneyMarket,
        other => other,
    }
}

const EQUITIES: &[Column] = &[
    column(22.0, 86.0, Align::Left, &["ISIN", "Stock Symbol"]),
    column(92.0, 226.0, Align::Left, &["Company Name"]),
    column(230.0, 282.0, Align::Right, &["Face Value", "in `"]),
    column(305.0, 356.0, Align::Right, &["No. of", "Shares"]),
    column(390.0, 442.0, Align::Right, &["Market", "Price in `"]),
    column(490.0, 572.0, Align::Right, &["Value in `"]),
];
const FUNDS: &[Column] = &[
    column(22.0, 86.0, Align::Left, &["ISIN"]),
    column(92.0, 240.0, Align::Left, &["ISIN Description"]),
    column(265.0, 318.0, Align::Right, &["No. of", "Units"]),
    column(370.0, 422.0, Align::Right, &["NAV", "in `"]),
    column(490.0, 572.0, Align::Right, &["Value", "in `"]),
];
const BONDS: &[Column] = &[
    column(20.0, 80.0, Align::Left, &["ISIN"]),
    column(93.0, 175.0, Align::Left, &["Company Name"]),
    column(182.0, 240.0, Align::Centre, &["Coupon Rate/", "Frequency"]),
    column(248.0, 300.0, Align::Left, &["Maturity", "Date"]),
    column(335.0, 366.0, Align::Right, &["No. of", "Bonds"]),
    column(405.0, 470.0, Align::Right, &["Face Value", "Per Bond in `"]),
    column(510.0, 575.0, Align::Right, &["Value in `"]),
];
const PRICED_BONDS: &[Column] = &[
    column(20.0, 80.0, Align::Left, &["ISIN"]),
    column(88.0, 152.0, Align::Left, &["Company Name"]),
    column(157.0, 213.0, Align::Centre, &["Coupon Rate/", "Frequency"]),
    column(222.0, 268.0, Align::Left, &["Maturity", "Date"]),
    column(285.0, 320.0, Align::Right, &["No. of", "Bonds"]),
    column(345.0, 410.0, Align::Right, &["Face Value", "Per Bond in `"]),
    column(418.0, 482.0, Align::Right, &["Market Price", "Per Bond in `"]),
    column(508.0, 575.0, Align::Right, &["Value in `"]),
];
const GOLD: &[Column] = &[
    column(20.0, 80.0, Align::Left, &["ISIN"]),
    column(88.0, 152.0, Align::Left, &["Issuer Name"]),
    column(157.0, 213.0, Align::Centre, &["Coupon Rate/", "Frequency"]),
    column(222.0, 268.0, Align::Left, &["Maturity", "Date"]),
    column(285.0, 320.0, Align::Right, &["No. of", "Units"]),
    column(345.0, 410.0, Align::Right, &["Face Value", "Per Unit in `"]),
    column(418.0, 482.0, Align::Right, &["Market Price", "Per Unit in `"]),
    column(508.0, 575.0, Align::Right, &["Value in `"]),
];
const STACKED: &[Column] = &[
    column(20.0, 80.0, Align::Left, &["ISIN"]),
    column(86.0, 205.0, Align::Left, &["SECURITY"]),
    column(210.0, 268.0, Align::Right, &["Current Bal.", "Free Bal.", "Lent Bal."]),
    column(280.0, 348.0, Align::Right, &["Safekeep Bal.", "Locked In Bal.", "Pledge Setup Bal."]),
    column(362.0, 432.0, Align::Right, &["Pledged Bal.", "Earmarked Bal.", "Pledgee Bal."]),
    column(440.0, 500.0, Align::Right, &["Market Price", "/ Face Value", "in `"]),
    column(515.0, 580.0, Align::Right, &["Value in `"]),
];
const SEPARATE: &[Column] = &[
    column(18.0, 72.0, Align::Left, &["ISIN"]),
    column(76.0, 140.0, Align::Left, &["SECURITY"]),
    column(142.0, 176.0, Align::Right, &["Current", "Bal."]),
    column(178.0, 212.0, Align::Right, &["Free", "Bal."]),
    column(214.0, 248.0, Align::Right, &["Lent", "Bal."]),
    column(250.0, 284.0, Align::Right, &["Safekeep", "Bal."]),
    column(286.0, 320.0, Align::Right, &["Locked In", "Bal."]),
    column(322.0, 356.0, Align::Right, &["Pledge", "Setup Bal."]),
    column(358.0, 392.0, Align::Right, &["Pledged", "Bal."]),
    column(394.0, 430.0, Align::Right, &["Earmarked", "Bal."]),
    column(432.0, 466.0, Align::Right, &["Pledgee", "Bal."]),
    column(468.0, 520.0, Align::Right, &["Market Price /", "Face Value", "in `"]),
    column(524.0, 580.0, Align::Right, &["Value in `"]),
];

pub(super) fn group(flow: &mut Flow<'_>, book: &Book, group: &Group, traits: &Traits) {
    let first = group.holders.first().map_or("", |holder| holder.name.as_str());
    let headline = format!("{first} {} {} Holdings", traits.rupee, grouped(group.value()));
    flow.line(BOLD, 9.0, 22.0, &headline, 12.0);
    for holder in group.holders.iter().skip(1) {
        flow.line(BOLD, 9.0, 22.0, &holder.name, 12.0);
    }
    if !traits.no_as_on {
        flow.line(BODY, 8.0, 22.0, &format!("as on {}", book.to.format("%d-%b-%Y")), 14.0);
    }
    composition(flow, book, group, traits);
    for account in group.accounts.iter().filter(|account| !account.holdings.is_empty()) {
        block(flow, book, group, account, traits);
    }
}

fn composition(flow: &mut Flow<'_>, book: &Book, group: &Group, traits: &Traits) {
    let title = if traits.generation == Generation::A {
        "SUMMARY OF VALUE OF HOLDINGS"
    } else {
        "PORTFOLIO COMPOSITION"
    };
    flow.line(BOLD, 8.0, 22.0, title, 13.0);
    let y = flow.y;
    flow.put(Text::new(BOLD, 7.0, 22.0, y, "ASSET CLASS"));
    flow.put(Text::new(BOLD, 7.0, 0.0, y, format!("Value in {}", traits.rupee)).ending(260.0));
    flow.put(Text::new(BOLD, 7.0, 0.0, y, "%").ending(320.0));
    flow.y += 12.0;
    let total = group.value();
    let mut rows: Vec<(&str, Decimal)> = CLASSES
        .iter()
        .filter(|(class, _)| *class != SecurityClass::Reit)
        .map(|(class, label)| (*label, section_value(group, *class)))
        .collect();
    if let Some((_, value)) = rows.iter_mut().find(|(_, value)| !value.is_zero()) {
        *value = book.shown(Figure::Composition, *value);
    }
    rows.push(("Mutual Fund Folios (F)", group.folio_value()));
    for (label, value) in rows {
        let percent =
            if total.is_zero() { Decimal::ZERO } else { (value * Decimal::ONE_HUNDRED / total).round_dp(2) };
        let y = flow.y;
        flow.put(Text::new(BODY, 7.0, 22.0, y, label));
        flow.put(Text::new(BODY, 7.0, 0.0, y, grouped(rescaled(value, 2))).ending(260.0));
        flow.put(Text::new(BODY, 7.0, 0.0, y, format!("{}%", rescaled(percent, 2))).ending(320.0));
        flow.y += 10.0;
    }
    let y = flow.y;
    flow.put(Text::new(
        BOLD,
        7.0,
        22.0,
        y,
        if traits.generation == Generation::A { "Total" } else { "TOTAL" },
    ));
    flow.put(Text::new(BOLD, 7.0, 0.0, y, grouped(total)).ending(260.0));
    flow.y += 22.0;
}

fn section_value(group: &Group, class: SecurityClass) -> Decimal {
    let securities = group.accounts.iter().flat_map(|account| &account.holdings);
    securities.filter(|security| section(security.class) == class).map(|security| security.value).sum()
}

fn block(flow: &mut Flow<'_>, book: &Book, group: &Group, account: &Account, traits: &Traits) {
    flow.need(110.0);
    let y = flow.y;
    flow.put(Text::new(BOLD, 8.0, 22.0, y, account_title(account.depository)));
    let holders = if group.holders.len() > 1 { "ACCOUNT HOLDERS" } else { "ACCOUNT HOLDER" };
    flow.put(Text::new(BOLD, 8.0, 305.0, y, holders));
    flow.put(Text::new(BODY, 8.0, 22.0, y + 11.0, account.dp_name.clone()));
    flow.put(Text::new(BODY, 8.0, 22.0, y + 22.0, ids(&account.dp_id, &account.client_id)));
    for (index, holder) in group.holders.iter().enumerate() {
        let text = format!("{} (PAN:{})", holder.name, holder.pan);
        flow.put(Text::new(BODY, 8.0, 305.0, y + 11.0 * (index as f64 + 1.0), text));
    }
    flow.y = y + 22.0 + 11.0 * group.holders.len().saturating_sub(2) as f64 + 18.0;
    let mut total = Decimal::ZERO;
    for (class, marker) in CLASSES {
        let securities: Vec<&Security> =
            account.holdings.iter().filter(|security| section(security.class) == class).collect();
        if securities.is_empty() {
            continue;
        }
        flow.need(70.0);
        flow.line(BOLD, 8.0, 22.0, marker, 12.0);
        let value: Decimal = securities.iter().map(|security| security.value).sum();
        if account.depository == Depository::Cdsl {
            balances(flow, &securities, traits);
        } else {
            table(flow, class, &securities, traits);
        }
        total_line(flow, "Sub Total", book.shown(Figure::ClassTotal, value));
        total += value;
    }
    total_line(flow, "Total", book.shown(Figure::AccountTotal, total));
    flow.y += 8.0;
}

fn total_line(flow: &mut Flow<'_>, label: &str, value: Decimal) {
    flow.need(12.0);
    let y = flow.y;
    flow.put(Text::new(BOLD, 7.0, 22.0, y, label));
    flow.put(Text::new(BOLD, 7.0, 0.0, y, grouped(value)).ending(572.0));
    flow.y += 16.0;
}

fn table(flow: &mut Flow<'_>, class: SecurityClass, securities: &[&Security], traits: &Traits) {
    let look = look(traits);
    let priced = traits.generation >= Generation::D;
    match class {
        SecurityClass::MutualFund | SecurityClass::SpecializedFund | SecurityClass::Aif => {
            flow.head(FUNDS, &look);
            for security in securities {
                fund(flow, security, traits);
            }
        }
        SecurityClass::SovereignGoldBond => {
            flow.head(GOLD, &look);
            for security in securities {
                let price = grouped(security.price);
                debt(flow, GOLD, security, Some(&price), traits);
            }
        }
        SecurityClass::CorporateBond
        | SecurityClass::GovernmentSecurity
        | SecurityClass::Securitised
        | SecurityClass::MoneyMarket
        | SecurityClass::ZeroCouponZeroPrincipal
        | SecurityClass::PostalSaving => {
            let columns = if priced { PRICED_BONDS } else { BONDS };
            flow.head(columns, &look);
            for security in securities {
                let price = grouped(security.price);
                debt(flow, columns, security, priced.then_some(price.as_str()), traits);
            }
        }
        _ => {
            if class == SecurityClass::Equity {
                flow.line(BODY, 7.0, 22.0, "Equity Shares", 12.0);
            }
            flow.head(EQUITIES, &look);
            for (index, security) in securities.iter().enumerate() {
                let see_note = traits.see_note && index == 0;
                share(flow, security, see_note, traits);
            }
        }
    }
}

fn share(flow: &mut Flow<'_>, security: &Security, see_note: bool, traits: &Traits) {
    let mut name = wrap(BODY, 6.0, 134.0, &security.name);
    let mut units = vec![grouped(security.units)];
    pledge(&mut name, &mut units, security, traits);
    let price = if see_note { "See Note".to_owned() } else { grouped(security.price) };
    let cells = [
        vec![security.isin.clone(), security.symbol.clone()],
        name,
        vec![grouped(security.face)],
        units,
        vec![price],
        vec![grouped(security.value)],
    ];
    flow.lines(EQUITIES, &look(traits), &cells);
}

/// `of which Pledged / Unconfirmed Pledge` below the name, the quantity below the units.
fn pledge(name: &mut Vec<String>, units: &mut Vec<String>, security: &Security, traits: &Traits) {
    if !traits.pledged || security.pledged.is_zero() {
        return;
    }
    while units.len() < name.len() {
        units.push(String::new());
    }
    name.extend(["of which Pledged".to_owned(), "/ Unconfirmed Pledge".to_owned()]);
    units.push(grouped(security.pledged));
}

fn fund(flow: &mut Flow<'_>, security: &Security, traits: &Traits) {
    let mut name = wrap(BODY, 6.0, 148.0, &security.name);
    let printed = grouped(security.units);
    let mut units = vec![if traits.leading_dot { without_zero(&printed) } else { printed }];
    pledge(&mut name, &mut units, security, traits);
    let cells = [
        vec![security.isin.clone()],
        name,
        units,
        vec![grouped(security.price)],
        vec![grouped(security.value)],
    ];
    flow.lines(FUNDS, &look(traits), &cells);
}

fn debt(flow: &mut Flow<'_>, columns: &[Column], security: &Security, price: Option<&str>, traits: &Traits) {
    let width = columns.get(1).map_or(60.0, |column| column.x1 - column.x0);
    let coupon = security.coupon.map(|coupon| coupon.to_string()).unwrap_or_default();
    let mut cells = vec![
        vec![security.isin.clone()],
        wrap(BODY, 6.0, width, &security.name),
        vec![coupon, security.frequency.to_owned()],
        vec![security.maturity.map_or_else(|| "NA".to_owned(), |date| date.format("%d-%b-%Y").to_string())],
        vec![grouped(security.units)],
        vec![grouped(security.face)],
    ];
    cells.extend(price.map(|price| vec![price.to_owned()]));
    cells.push(vec![grouped(security.value)]);
    flow.lines(columns, &look(traits), &cells);
}

fn balances(flow: &mut Flow<'_>, securities: &[&Security], traits: &Traits) {
    let columns = if traits.separate_cells { SEPARATE } else { STACKED };
    let look = look(traits);
    flow.head(columns, &look);
    for security in securities {
        let zero = grouped(rescaled(Decimal::ZERO, 3));
        let pledged = rescaled(security.pledged, 3);
        let (current, free, pledged) =
            (grouped(security.units), grouped(security.units - pledged), grouped(pledged));
        let width = columns.get(1).map_or(60.0, |column| column.x1 - column.x0);
        let name = wrap(BODY, 6.0, width, &security.name);
        let (price, value) = (vec![grouped(security.price)], vec![grouped(security.value)]);
        let cells = if traits.separate_cells {
            let mut cells = vec![vec![security.isin.clone()], name, vec![current], vec![free]];
            cells.extend(std::iter::repeat_n(vec![zero.clone()], 4));
            cells.extend([vec![pledged], vec![zero.clone()], vec![zero], price, value]);
            cells
        } else {
            vec![
                vec![security.isin.clone()],
                name,
                vec![current, free, zero.clone()],
                vec![zero.clone(), zero.clone(), zero.clone()],
                vec![pledged, zero.clone(), zero],
                price,
                value,
            ]
        };
        flow.lines(columns, &look, &cells);
    }
}
