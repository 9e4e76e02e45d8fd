//! Folio tables, pensions and the pages about the accounts (reference 2.7, 2.9, 2.10).

use rust_decimal::Decimal;

use crate::depository::flow::{Align, Column, Flow, column, grouped, without_zero, wrap};
use crate::depository::generate::{rescaled, rupees};
use crate::depository::model::{Book, Figure, FolioHolding, Group, Pension};
use crate::draw::Text;

use super::{BODY, BOLD, Generation, Traits, look};

const SIX: &[Column] = &[
    column(20.0, 84.0, Align::Left, &["ISIN", "UCC"]),
    column(90.0, 230.0, Align::Left, &["ISIN Description"]),
    column(240.0, 300.0, Align::Left, &["Folio No."]),
    column(330.0, 395.0, Align::Right, &["No. of Units"]),
    column(420.0, 480.0, Align::Right, &["NAV in `"]),
    column(500.0, 572.0, Align::Right, &["Value in `"]),
];
const TEN: &[Column] = &[
    column(20.0, 78.0, Align::Left, &["ISIN", "UCC"]),
    column(80.0, 146.0, Align::Left, &["ISIN Description"]),
    column(165.0, 198.0, Align::Right, &["Folio No."]),
    column(202.0, 235.0, Align::Right, &["No. of", "Units"]),
    column(258.0, 306.0, Align::Right, &["Average", "Cost Per Units", "`"]),
    column(312.0, 361.0, Align::Right, &["Total Cost", "`"]),
    column(372.0, 418.0, Align::Right, &["Current NAV", "per unit", "in `"]),
    column(424.0, 473.0, Align::Right, &["Current Value", "in `"]),
    column(478.0, 522.0, Align::Right, &["Unrealised", "Profit/(Loss)", "`"]),
    column(530.0, 574.0, Align::Right, &["Annualised", "Return(%)"]),
];
const NINE: &[Column] = &[
    column(20.0, 78.0, Align::Left, &["ISIN", "UCC"]),
    column(82.0, 156.0, Align::Left, &["ISIN Description"]),
    column(160.0, 206.0, Align::Centre, &["Folio No."]),
    column(222.0, 268.0, Align::Right, &["No. of", "Units"]),
    column(282.0, 338.0, Align::Right, &["Average", "Cost Per Units", "`"]),
    column(346.0, 402.0, Align::Right, &["Total Cost", "`"]),
    column(410.0, 466.0, Align::Right, &["Current NAV", "per unit", "in `"]),
    column(472.0, 524.0, Align::Right, &["Current Value", "in `"]),
    column(530.0, 580.0, Align::Right, &["Unrealised", "Profit/(Loss)", "`"]),
];

/// What stands below folio tables: no rows, though there are numbers in it.
const NOTES: [&str; 3] = [
    "Note: Average cost is worked out since 01-Apr-2012; returns of less than 1 year are not annualised.",
    "* Highest traded price of the last 30 days is taken where no price was available.",
    "Investors may write to their participant within 15 days of the receipt of this statement.",
];

fn columns(generation: Generation) -> &'static [Column] {
    match generation {
        Generation::A => SIX,
        Generation::B | Generation::D9 => NINE,
        Generation::C | Generation::D => TEN,
    }
}

pub(super) fn table(flow: &mut Flow<'_>, book: &Book, group: &Group, traits: &Traits) {
    if group.folios.is_empty() {
        return;
    }
    let columns = columns(traits.generation);
    let look = look(traits);
    flow.need(90.0);
    flow.line(BOLD, 8.0, 22.0, "Mutual Fund Folios (F)", 12.0);
    flow.head(columns, &look);
    for (index, folio) in group.folios.iter().enumerate() {
        row(flow, book, columns, (index, folio), traits);
    }
    flow.need(30.0);
    let y = flow.y;
    flow.put(Text::new(BOLD, 7.0, 22.0, y, "Total"));
    let right = if columns.len() == 6 { 572.0 } else { columns.get(7).map_or(572.0, |column| column.x1) };
    flow.put(Text::new(BOLD, 6.0, 0.0, y, grouped(group.folio_value())).ending(right));
    flow.y += 18.0;
    if traits.notes {
        for note in NOTES {
            flow.line(BODY, 6.0, 22.0, note, 8.0);
        }
        flow.y += 8.0;
    }
    if traits.generation == Generation::B {
        flow.line(BOLD, 8.0, 22.0, "Total Expense Ratio & Commission Paid", 12.0);
        for folio in &group.folios {
            flow.line(BODY, 6.0, 22.0, &format!("{} 1.05 0.00", folio.name), 9.0);
        }
        flow.y += 8.0;
    }
}

fn row(
    flow: &mut Flow<'_>,
    book: &Book,
    columns: &[Column],
    (index, folio): (usize, &FolioHolding),
    traits: &Traits,
) {
    let missing = "NOT AVAILABLE".to_owned();
    let isin = match &folio.isin {
        Some(isin) if traits.soft_hyphen => format!("{}\u{ad}{}", &isin[..9], &isin[9..]),
        Some(isin) => isin.clone(),
        None => missing.clone(),
    };
    let ucc = if traits.not_available && index == 1 { missing } else { folio.ucc.clone() };
    let width = columns.get(1).map_or(60.0, |column| column.x1 - column.x0);
    let units = grouped(folio.units);
    let units = if traits.leading_dot { without_zero(&units) } else { units };
    let broken = |text: String, column: usize| match columns.get(column) {
        Some(column) if traits.broken_cells => by_character(&text, column.x1 - column.x0),
        _ => vec![text],
    };
    let mut cells = vec![
        vec![isin, ucc],
        wrap(BODY, 6.0, width, &folio.name),
        broken(folio.folio.clone(), 2),
        broken(units, 3),
    ];
    let value = grouped(folio.value);
    if columns.len() == 6 {
        cells.extend([vec![grouped(folio.nav)], vec![value.clone()]]);
    } else {
        let average = if folio.units.is_zero() { Decimal::ZERO } else { folio.cost / folio.units };
        cells.extend([
            vec![grouped(rescaled(book.shown(Figure::FolioAverage, average).round_dp(4), 4))],
            vec![grouped(folio.cost)],
            vec![grouped(folio.nav)],
            vec![value.clone()],
            vec![grouped(book.shown(Figure::FolioGain, folio.value - folio.cost))],
        ]);
        if columns.len() == 10 {
            let annual = if index % 3 == 2 {
                "NA".to_owned()
            } else {
                rupees(Decimal::new(1142, 2), Decimal::ONE).to_string()
            };
            cells.push(vec![annual]);
        }
    }
    let y = flow.y;
    let mut placed = columns.to_vec();
    if let (true, [_, _, folio, units, ..]) = (traits.touching, placed.as_mut_slice()) {
        // The units start where the folio number ends.
        folio.align = Align::Right;
        (units.align, units.x0) = (Align::Left, folio.x1 + 0.2);
    }
    flow.lines(&placed, &look(traits), &cells);
    // The truncated twin stands on the very line of the value.
    if let (true, Some(column), Some((_, tail))) =
        (traits.doubled_value, columns.get(7), value.split_once(','))
        && flow.y > y
    {
        flow.put(Text::new(BODY, 6.0, 0.0, y, tail).ending(column.x1));
    }
}

/// Breaks a text by character at a width, as narrow cells do.
fn by_character(text: &str, width: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for character in text.chars() {
        let longer = lines.last().map_or_else(String::new, |line| format!("{line}{character}"));
        match lines.last_mut() {
            Some(line) if line.is_empty() || BODY.width(&longer, 6.0) <= width => *line = longer,
            _ => lines.push(character.to_string()),
        }
    }
    lines
}

pub(super) fn pension(flow: &mut Flow<'_>, book: &Book, pension: &Pension, traits: &Traits) {
    flow.page();
    if traits.nps_account {
        flow.line(BOLD, 9.0, 22.0, "National Pension System (NPS) Holding Details", 14.0);
        let line =
            format!("Your NPS Account in the name of {} (PRAN: {})", pension.holder.name, pension.pran);
        flow.line(BODY, 8.0, 22.0, &line, 14.0);
    } else {
        flow.line(BOLD, 9.0, 22.0, "National Pension System (NPS) Holding Details", 14.0);
        let line = format!("Investor Name: {} PRAN:{}", pension.holder.name, pension.pran);
        flow.line(BODY, 8.0, 22.0, &line, 14.0);
    }
    const COLUMNS: &[Column] = &[
        column(22.0, 300.0, Align::Left, &["PFM-Scheme Name"]),
        column(320.0, 390.0, Align::Right, &["No. of units"]),
        column(400.0, 490.0, Align::Right, &["Current NAV per Unit"]),
        column(500.0, 572.0, Align::Right, &["Current Value"]),
    ];
    let look = look(traits);
    flow.head(COLUMNS, &look);
    for tier in [1u8, 2] {
        let funds: Vec<_> = pension.funds.iter().filter(|fund| fund.tier == tier).collect();
        if funds.is_empty() {
            continue;
        }
        let roman = if tier == 1 { "I" } else { "II" };
        flow.line(BOLD, 7.0, 22.0, &format!("TIER {roman}"), 11.0);
        for fund in &funds {
            let cells = [fund.name.clone(), grouped(fund.units), grouped(fund.nav), grouped(fund.value)];
            flow.row(COLUMNS, &look, &cells);
        }
        let label = if tier == 1 { "Tier I Total" } else { "Tier II Total" };
        let value = funds.iter().map(|fund| fund.value).sum();
        total(flow, label, book.shown(Figure::PensionTier, value));
    }
    total(flow, "Total", book.shown(Figure::PensionTotal, pension.value()));
}

fn total(flow: &mut Flow<'_>, label: &str, value: Decimal) {
    let y = flow.y;
    flow.put(Text::new(BOLD, 6.0, 22.0, y, label));
    flow.put(Text::new(BOLD, 6.0, 0.0, y, grouped(value)).ending(572.0));
    flow.y += 13.0;
}

pub(super) fn details(flow: &mut Flow<'_>, book: &Book) {
    for (x, lines) in [
        (22.0, &["Folio No.", "AMC NAME"][..]),
        (170.0, &["HOLDER DETAILS", "HOLDER(S) NAME(S)", "NOMINEE"]),
        (330.0, &["KYC", "Status"]),
        (385.0, &["MOBILE NO"]),
        (455.0, &["EMAIL ID"]),
        (530.0, &["RTA"]),
    ] {
        for (index, line) in lines.iter().enumerate() {
            flow.put(Text::new(BOLD, 6.0, x, flow.y + 7.0 * index as f64, *line));
        }
    }
    flow.y += 28.0;
    for group in &book.groups {
        let mut seen: Vec<(&str, &str)> = Vec::new();
        for folio in &group.folios {
            let key = (folio.amc.as_str(), folio.folio.as_str());
            if !seen.contains(&key) {
                seen.push(key);
                folio_details(flow, group, folio);
            }
        }
    }
}

fn folio_details(flow: &mut Flow<'_>, group: &Group, folio: &FolioHolding) {
    let mut holders = vec![if group.holders.len() > 1 { "Joint Holders" } else { "Sole Holder" }.to_owned()];
    holders.extend(group.holders.iter().map(|holder| holder.name.clone()));
    holders.push("NOMINEE \u{2013} Registered".to_owned());
    flow.need(7.0 * holders.len() as f64 + 8.0);
    let y = flow.y;
    for (x, lines) in [
        (22.0, vec![folio.folio.clone(), folio.amc.clone()]),
        (170.0, holders.clone()),
        (330.0, vec!["OK".to_owned()]),
        (385.0, vec!["XXXXXX0000".to_owned()]),
        (455.0, vec!["xXXXXXx".to_owned()]),
        (530.0, vec![folio.registrar.clone()]),
    ] {
        for (index, line) in lines.into_iter().enumerate() {
            flow.put(Text::new(BODY, 6.0, x, y + 7.0 * index as f64, line));
        }
    }
    flow.y = y + 7.0 * holders.len() as f64 + 8.0;
}
