//! Demat accounts of a holder group: ledger, holdings, lock-in, bonds (reference 2.5 and 2.6).

use cas_model::{Depository, SecurityClass};
use rust_decimal::Decimal;

use crate::depository::flow::{Align, Column, Flow, column, grouped, wrap};
use crate::depository::generate::rescaled;
use crate::depository::model::{Account, Book, Figure, Group, Security};
use crate::draw::Text;

use super::{BODY, BOLD, Traits, broken, heading, joint_holders, look, numeric};

const LEDGER: &[Column] = &[
    column(22.0, 76.0, Align::Left, &["ISIN"]),
    column(80.0, 176.0, Align::Left, &["Security"]),
    column(180.0, 296.0, Align::Left, &["Transaction", "Particulars"]),
    column(301.0, 345.0, Align::Left, &["Date"]),
    column(350.0, 392.0, Align::Right, &["Op. Bal"]),
    column(398.0, 440.0, Align::Right, &["Credit"]),
    column(446.0, 488.0, Align::Right, &["Debit"]),
    column(494.0, 540.0, Align::Right, &["Cl. Bal"]),
    column(546.0, 576.0, Align::Right, &["Stamp", "Duty", "(`)"]),
];
const HOLDINGS: &[Column] = &[
    column(22.0, 98.0, Align::Left, &["ISIN"]),
    column(101.0, 246.0, Align::Left, &["Security"]),
    column(248.0, 300.0, Align::Right, &["Current", "Bal"]),
    column(304.0, 342.0, Align::Right, &["Frozen", "Bal"]),
    column(346.0, 384.0, Align::Right, &["Pledge", "Bal"]),
    column(388.0, 424.0, Align::Right, &["Pledge", "Setup", "Bal"]),
    column(428.0, 468.0, Align::Right, &["Free Bal"]),
    column(472.0, 516.0, Align::Right, &["Market", "Price /", "Face", "Value"]),
    column(520.0, 578.0, Align::Right, &["Value (`)"]),
];
const LOCKED: &[Column] = &[
    column(22.0, 98.0, Align::Left, &["ISIN"]),
    column(101.0, 246.0, Align::Left, &["Security"]),
    column(260.0, 310.0, Align::Left, &["Date"]),
    column(320.0, 400.0, Align::Left, &["Balance", "Description"]),
    column(405.0, 450.0, Align::Right, &["Lockin"]),
    column(460.0, 510.0, Align::Right, &["Pending", "Demat"]),
    column(520.0, 578.0, Align::Right, &["Pending", "Remat"]),
];
const BONDS: &[Column] = &[
    column(22.0, 86.0, Align::Left, &["ISIN"]),
    column(92.0, 210.0, Align::Left, &["ISIN Name"]),
    column(216.0, 290.0, Align::Left, &["Coupon/Rate/", "Frequency"]),
    column(296.0, 342.0, Align::Left, &["Maturity", "Date"]),
    column(348.0, 390.0, Align::Right, &["Quantity"]),
    column(396.0, 450.0, Align::Right, &["Face Value", "per Bond"]),
    column(456.0, 512.0, Align::Right, &["Market Value", "per Bond"]),
    column(518.0, 578.0, Align::Right, &["Value"]),
];
const PAIRS: &[Column] = &[
    column(22.0, 80.0, Align::Left, &["ISIN"]),
    column(84.0, 180.0, Align::Left, &["Security"]),
    column(184.0, 232.0, Align::Right, &["a) Current Bal", "b) Frozen Bal"]),
    column(236.0, 284.0, Align::Right, &["a) Locked In", "b) Pledged"]),
    column(288.0, 336.0, Align::Right, &["a) Pledge", "b) Setup"]),
    column(340.0, 384.0, Align::Right, &["a) Pending", "b) Confirmed"]),
    column(388.0, 432.0, Align::Right, &["a) Demat", "b) Remat"]),
    column(436.0, 480.0, Align::Right, &["a) Free Bal", "b) Transit"]),
    column(484.0, 522.0, Align::Right, &["Market", "Price /", "Face Value"]),
    column(526.0, 578.0, Align::Right, &["Value (`)"]),
];

pub(super) fn draw(flow: &mut Flow<'_>, book: &Book, group: &Group, traits: &Traits) {
    for (depository, title) in [
        (Depository::Cdsl, "DEMAT ACCOUNTS HELD WITH CDSL"),
        (Depository::Nsdl, "DEMAT ACCOUNTS HELD WITH NSDL"),
    ] {
        let accounts: Vec<&Account> = group
            .accounts
            .iter()
            .filter(|a| a.depository == depository && (traits.nil_holding || !a.holdings.is_empty()))
            .collect();
        if accounts.is_empty() {
            continue;
        }
        flow.running = joint_holders(group);
        flow.page();
        heading(flow, 211.0, title, traits);
        for account in accounts {
            account_section(flow, book, account, traits);
        }
    }
}

fn account_section(flow: &mut Flow<'_>, book: &Book, account: &Account, traits: &Traits) {
    account_line(flow, account, traits);
    ledger(flow, book, account, traits);
    match account.holdings.len() {
        0 => {
            let title = format!("HOLDING STATEMENT AS ON {}", numeric(book.to));
            heading(flow, 200.0, &title, traits);
            flow.line(BODY, 7.0, 260.0, "Nil Holding", 20.0);
        }
        count if count > 1 && traits.two_sections => {
            let (first, second) = account.holdings.split_at(count / 2);
            holdings(flow, book, account, first, traits);
            account_line(flow, account, traits);
            holdings(flow, book, account, second, traits);
        }
        _ => holdings(flow, book, account, &account.holdings, traits),
    }
}

/// The participant and the ids of an account.
fn account_line(flow: &mut Flow<'_>, account: &Account, traits: &Traits) {
    flow.need(120.0);
    let y = flow.y;
    flow.put(Text::new(BOLD, 7.5, 20.0, y, format!("DP Name : {}", account.dp_name)));
    let id = match account.depository {
        Depository::Cdsl if traits.doubled_bo_id => format!("BO ID : {}", doubled(&account.bo_id())),
        Depository::Cdsl => format!("BO ID : {}", account.bo_id()),
        Depository::Nsdl if traits.joined_dp_id => format!("DPID : {}", account.bo_id()),
        Depository::Nsdl => format!("DPID : {} CLIENT ID : {}", account.dp_id, account.client_id),
    };
    flow.put(Text::new(BOLD, 7.5, 390.0, y, id));
    flow.y += 18.0;
}

/// Every digit twice, as bold over-painting reaches the reader.
fn doubled(id: &str) -> String {
    id.chars().flat_map(|digit| [digit, digit]).collect()
}

fn isin(security: &Security, index: usize, traits: &Traits) -> String {
    let marker = if traits.markers { security.marker } else { "" };
    if traits.soft_hyphen && index.is_multiple_of(3) {
        return format!("{}\u{ad}{}{marker}", &security.isin[..9], &security.isin[9..]);
    }
    format!("{}{marker}", broken(&security.isin, traits))
}

fn ledger(flow: &mut Flow<'_>, book: &Book, account: &Account, traits: &Traits) {
    let period = format!(
        "STATEMENT OF TRANSACTIONS FOR THE PERIOD FROM {} TO {}",
        numeric(book.from),
        numeric(book.to)
    );
    heading(flow, 150.0, &period, traits);
    let moved: Vec<&Security> =
        account.holdings.iter().filter(|security| !security.moves.is_empty()).collect();
    if moved.is_empty() {
        flow.line(BODY, 7.0, 235.0, "No Transaction during the period", 20.0);
        return;
    }
    let look = look(traits);
    flow.head(LEDGER, &look);
    let nil = |units: Option<Decimal>| units.map_or_else(|| "--".to_owned(), grouped);
    for (index, security) in moved.into_iter().enumerate() {
        for (row, movement) in security.moves.iter().enumerate() {
            let first = row == 0;
            let opening =
                if traits.blank_opening && !first { String::new() } else { grouped(movement.opening) };
            let cells = [
                if first { isin(security, index, traits) } else { String::new() },
                if first { security.name.clone() } else { String::new() },
                movement.wording.clone(),
                numeric(movement.date),
                opening,
                nil(movement.credit),
                nil(movement.debit),
                grouped(movement.closing),
                duty(movement.stamp_duty),
            ];
            flow.row(LEDGER, &look, &cells);
        }
    }
    flow.y += 8.0;
}

/// `0`, `.25`, `1.20`.
fn duty(value: Decimal) -> String {
    if value.is_zero() {
        return "0".to_owned();
    }
    crate::depository::flow::without_zero(&rescaled(value, 2).to_string())
}

fn holdings(flow: &mut Flow<'_>, book: &Book, account: &Account, securities: &[Security], traits: &Traits) {
    let as_on = numeric(book.to);
    let in_bonds = |security: &&Security| {
        traits.bonds_table
            && account.depository == Depository::Cdsl
            && security.class == SecurityClass::CorporateBond
    };
    let (bonds, plain): (Vec<&Security>, Vec<&Security>) = securities.iter().partition(in_bonds);
    heading(flow, 200.0, &format!("HOLDING STATEMENT AS ON {as_on}"), traits);
    let columns = if account.depository == Depository::Cdsl { HOLDINGS } else { PAIRS };
    flow.head(columns, &look(traits));
    for (index, security) in plain.iter().enumerate() {
        if account.depository == Depository::Cdsl {
            holding(flow, index, security, traits);
        } else {
            pair(flow, security, traits);
        }
    }
    if traits.other_details && account.depository == Depository::Cdsl {
        other_details(flow, book, &plain, traits);
    }
    let value =
        |securities: &[&Security]| -> Decimal { securities.iter().map(|security| security.value).sum() };
    flow.need(14.0);
    let total = grouped(book.shown(Figure::AccountTotal, value(&plain)));
    let line = format!("Portfolio Value {} {total} as on {as_on}", traits.rupee);
    flow.line(BOLD, 7.5, 23.0, &line, 22.0);
    if !bonds.is_empty() {
        heading(flow, 190.0, &format!("HOLDING STATEMENT OF BONDS AS ON {as_on}"), traits);
        flow.head(BONDS, &look(traits));
        for bond in &bonds {
            bond_row(flow, bond, traits);
        }
        let line =
            format!("Portfolio Value for Bond {} {} as on {as_on}", traits.rupee, grouped(value(&bonds)));
        flow.line(BOLD, 7.5, 23.0, &line, 22.0);
    }
}

fn holding(flow: &mut Flow<'_>, index: usize, security: &Security, traits: &Traits) {
    let nil = || "--".to_owned();
    let pledged = rescaled(security.pledged, 3);
    let bracketed = |value: Decimal| if value.is_zero() { nil() } else { grouped(value) };
    let mut cells = vec![
        isin(security, index, traits),
        security.name.clone(),
        bracketed(security.units),
        nil(),
        bracketed(pledged),
        nil(),
        bracketed(security.units - pledged),
        grouped(security.price),
        grouped(security.value),
    ];
    let mut columns = HOLDINGS.to_vec();
    if traits.glued
        && let (Some(value), Some(price), Some(bounds)) = (cells.pop(), cells.last_mut(), columns.pop())
    {
        // The price runs up to the value without a gap.
        *price = format!("{price}{value}");
        if let Some(column) = columns.last_mut() {
            column.x1 = bounds.x1;
        }
    }
    flow.row(&columns, &look(traits), &cells);
}

fn pair(flow: &mut Flow<'_>, security: &Security, traits: &Traits) {
    let stacked = |a: String, b: &str| vec![a, b.to_owned()];
    let nil = || "--".to_owned();
    let units = security.units.normalize().to_string();
    let cells = vec![
        broken(&security.isin, traits).split('\n').map(str::to_owned).collect(),
        wrap(BODY, 6.2, 96.0, &security.name),
        stacked(units.clone(), "--"),
        stacked(nil(), "--"),
        stacked(nil(), "--"),
        stacked(nil(), "--"),
        stacked(nil(), "--"),
        stacked(units, "--"),
        vec![security.price.normalize().to_string()],
        vec![grouped(security.value)],
    ];
    flow.lines(PAIRS, &look(traits), &cells);
}

fn other_details(flow: &mut Flow<'_>, book: &Book, securities: &[&Security], traits: &Traits) {
    heading(flow, 180.0, &format!("HOLDING STATEMENT AS ON {} (Other Details)", numeric(book.to)), traits);
    flow.head(LOCKED, &look(traits));
    for security in securities.iter().take(1) {
        let cells = [
            security.isin.clone(),
            security.name.clone(),
            numeric(book.to + chrono::Days::new(330)),
            "LOCKIN".to_owned(),
            "1.000".to_owned(),
            "0.000".to_owned(),
            "0.000".to_owned(),
        ];
        flow.row(LOCKED, &look(traits), &cells);
    }
}

fn bond_row(flow: &mut Flow<'_>, bond: &Security, traits: &Traits) {
    let cells = [
        bond.isin.clone(),
        bond.name.clone(),
        format!("{}/YEARLY", bond.coupon.unwrap_or_default()),
        bond.maturity.map(|date| date.format("%d%m%Y").to_string()).unwrap_or_default(),
        grouped(bond.units),
        grouped(bond.face),
        grouped(bond.price),
        grouped(bond.value),
    ];
    flow.row(BONDS, &look(traits), &cells);
}
