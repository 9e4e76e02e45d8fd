//! A row of a holding table, or of a folio table, to its record.
//!
//! Cells may hold more numbers than one: pledged parts below the count, a value painted twice, a last digit wrapped
//! to the next line. The reading with units x price nearest to the value is taken; nothing is computed.

use cas_model::date::parse_date;
use cas_model::record::{AccountKey, HoldingRecord, Record, SchemeRecord};
use cas_model::{Amount, DiagnosticCode, Isin, Percent, Price, SecurityClass, Units};
use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::tables::holding::{
    AVERAGE, COST, COUPON, CURRENT, FACE, FOLIO, GAIN, ISIN, LIEN, MATURITY, NAME, PRICE, RETURN, UCC, UNITS,
    VALUE,
};
use crate::depository::cell;
use crate::depository::draft::{RowDraft, push_wrapped};
use crate::sink::Sink;
use crate::value;

/// How sub-lines of a name cell start whose number stands below the count.
const SUB_LINES: [&str; 3] = [PART, "BLOCKED", "PLEDGED"];

/// How a sub-line starts that may stand behind the name on its line.
const PART: &str = "of which";

/// Balance columns with the balances that each stacks, top to bottom, as the header prints them.
pub(super) type Stacks = Vec<(usize, Vec<String>)>;

/// Emits a holding of `account`.
pub(super) fn emit_holding(
    row: &RowDraft,
    account: Option<&AccountKey>,
    section: Option<SecurityClass>,
    stacks: &Stacks,
    out: &mut Sink,
) {
    let at = row.at();
    let Some(account) = account else {
        out.note(at, DiagnosticCode::Orphan { record: "holding" });
        return;
    };
    let identity = identity(row);
    if identity.isin.is_none() {
        out.note(at, DiagnosticCode::InvalidIsin);
    }
    let (name, sub_lines) = name_and_sub_lines(&identity.name_lines);
    let mut record = HoldingRecord {
        account: account.clone(),
        section,
        isin: identity.isin,
        name,
        units: None,
        price: None,
        value: None,
        face_value: number(row, FACE).map(Price),
        coupon_rate: None,
        coupon_frequency: None,
        maturity_date: maturity(row),
        symbol: identity.below,
        balances: Vec::new(),
        markers: markers(row),
    };
    if stacks.is_empty() {
        plain_units(row, sub_lines, &mut record);
    } else {
        stacked_units(row, stacks, &mut record);
    }
    (record.coupon_rate, record.coupon_frequency) = coupon(row);
    let dated = !value::is_blank(row.first(MATURITY)) && !is_perpetual(row.first(MATURITY));
    if record.maturity_date.is_none() && dated {
        out.note(at, DiagnosticCode::UnreadableValue { field: "maturity date" });
    }
    let unread = |column| row.filled(column).any(|line| line.bytes().any(|byte| byte.is_ascii_digit()));
    if record.face_value.is_none() && unread(FACE) {
        out.note(at, DiagnosticCode::UnreadableValue { field: "face value" });
    }
    if record.price.is_none() && unread(PRICE) {
        out.note(at, DiagnosticCode::UnreadableValue { field: "price" });
    }
    if record.units.is_none() || record.value.is_none() {
        let field = if record.units.is_none() { "units" } else { "value" };
        out.note(at, DiagnosticCode::UnreadableValue { field });
    }
    out.push(at, Record::Holding(Box::new(record)));
}

/// Emits a row of a folio table.
pub(super) fn emit_folio(row: &RowDraft, group: Option<u32>, out: &mut Sink) {
    let at = row.at();
    let identity = identity(row);
    let (name, sub_lines) = name_and_sub_lines(&identity.name_lines);
    let mut found = read_triple(row, UNITS, PRICE, VALUE);
    let mut folio_number = row.code(FOLIO);
    if (folio_number.is_none() || found.units.is_none())
        && let Some((folio, units)) = touching(row, &found)
    {
        (folio_number, found.units) = (Some(folio), Some(units));
    }
    let cost = cost(row, found.units);
    let gain = whole(row, GAIN).map(Amount);
    let annualised = whole(row, RETURN).map(Percent);
    let record = SchemeRecord {
        folio_number,
        group,
        isin: identity.isin,
        printed_isin: identity.printed_isin,
        printed_name: name.unwrap_or_default(),
        ucc: row.code(UCC).or(identity.below),
        units: found.units.map(Units),
        nav: found.price.map(Price),
        value: found.value.map(Amount),
        average_cost: cost.price.map(Price),
        cost: cost.value.map(Amount),
        gain,
        // A placeholder `0.000` stands where the return is not known; with no gain it is a return.
        annualised_return: annualised.filter(|rate| !rate.is_zero() || gain.is_none_or(Amount::is_zero)),
        labels: sub_lines.into_iter().map(|label| (label, second_units(row))).collect(),
        ..SchemeRecord::default()
    };
    // `NOT AVAILABLE` stands where a scheme has none.
    let has_figures = |isin: &str| isin.bytes().any(|byte| byte.is_ascii_digit());
    if record.isin.is_none() && record.printed_isin.as_deref().is_some_and(has_figures) {
        out.note(at, DiagnosticCode::InvalidIsin);
    }
    if record.folio_number.is_none() || record.units.is_none() || record.value.is_none() {
        out.note(at, DiagnosticCode::UnreadableValue { field: "folio row" });
    }
    out.push(at, Record::Scheme(Box::new(record)));
}

/// Folio number and units that touch and read as one word: the parting at which units x NAV is the value.
fn touching(row: &RowDraft, found: &Triple) -> Option<(String, Decimal)> {
    let text = row.code(FOLIO).or_else(|| row.code(UNITS))?;
    let fits = |(at, first): (usize, char)| {
        let (folio, tail) = text.split_at_checked(at)?;
        let folio = folio.trim_end();
        let plain = first != '0' || tail.starts_with("0.") || tail == "0";
        let bare = first == '.' && !folio.ends_with('0');
        let starts = bare || first.is_ascii_digit() && plain;
        let units =
            cell::decimal(tail).filter(|_| starts && folio.ends_with(|c: char| c.is_ascii_digit()))?;
        let reading = Triple { units: Some(units), ..*found };
        reading.closes().then(|| (folio.to_owned(), units))
    };
    text.char_indices().skip(1).filter(|(_, first)| first.is_ascii()).find_map(fits)
}

/// Average and total cost; the units are those of the row.
fn cost(row: &RowDraft, units: Option<Decimal>) -> Triple {
    let units: Vec<Decimal> = units.into_iter().collect();
    nearest(&units, &readings(row, AVERAGE), &readings(row, COST))
}

/// A number that may be wrapped over the lines of its cell.
fn whole(row: &RowDraft, column: usize) -> Option<Decimal> {
    match row.only(column) {
        Some(line) => cell::decimal(line),
        None => cell::decimal(&row.code(column)?).or_else(|| number(row, column)),
    }
}

/// A date that may be wrapped over the lines of its cell.
fn maturity(row: &RowDraft) -> Option<NaiveDate> {
    match row.only(MATURITY) {
        Some(line) => parse_date(line),
        None => parse_date(&row.code(MATURITY)?).or_else(|| parse_date(row.first(MATURITY))),
    }
}

/// True where a bond says that it never matures.
fn is_perpetual(text: &str) -> bool {
    text.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("perp"))
}

/// Number below the units of a folio row that has a sub-line.
fn second_units(row: &RowDraft) -> String {
    row.filled(UNITS).nth(1).unwrap_or("").to_owned()
}

struct Identity<'r> {
    isin: Option<Isin>,
    printed_isin: Option<String>,
    /// What stands below the ISIN: symbol, UCC, `NOT LISTED`.
    below: Option<String>,
    name_lines: Vec<&'r str>,
}

/// The ISIN, what stands below it, and the lines of the name.
///
/// The ISIN may be wrapped over several lines; in preference tables it stands below the name.
fn identity(row: &RowDraft) -> Identity<'_> {
    let lines: Vec<&str> = row.filled(ISIN).collect();
    let mut name_lines: Vec<&str> = row.filled(NAME).collect();
    let mut isin = lines.first().and_then(|line| Isin::parse(line));
    let mut used = usize::from(isin.is_some());
    if isin.is_none() {
        for taken in 2..=lines.len().min(3) {
            isin = lines.get(..taken).and_then(|parts| Isin::parse(&spliced(parts)));
            if isin.is_some() {
                used = taken;
                break;
            }
        }
    }
    let mut printed_isin = None;
    let mut below: Vec<&str> = lines.get(used..).unwrap_or(&[]).to_vec();
    if isin.is_none() {
        // The name may stand in its own column, or in that of the ISIN with nothing in its own.
        let stacked = if name_lines.is_empty() { &mut below } else { &mut name_lines };
        if let Some(at) = stacked.iter().position(|line| Isin::parse(line).is_some()) {
            let tail = stacked.split_off(at);
            if name_lines.is_empty() {
                name_lines = std::mem::take(&mut below);
            }
            isin = tail.first().and_then(|line| Isin::parse(line));
            below.extend(tail.get(1..).unwrap_or(&[]));
        } else if !below.is_empty() {
            printed_isin = Some(below.remove(0).to_owned());
        }
    }
    Identity { isin, printed_isin, below: join_codes(&below), name_lines }
}

/// Lines of a wrapped code or number without the hyphens of the wraps: a soft hyphen is extracted as a plain one under
/// some encodings.
fn spliced(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim_end_matches(['-', '\u{ad}'])).collect()
}

/// Codes wrap without a blank (`MF/003/93/` `6/30`), wordings with one (`NOT` `AVAILABLE`).
fn join_codes(lines: &[&str]) -> Option<String> {
    let wording = |line: &&str| line.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ');
    let joined = lines.join(if lines.iter().all(wording) { " " } else { "" });
    (!joined.is_empty()).then_some(joined)
}

/// The name without its sub-lines, and the labels of the sub-lines (`of which Pledged / Unconfirmed Pledge`).
fn name_and_sub_lines(lines: &[&str]) -> (Option<String>, Vec<String>) {
    let (mut name, mut labels): (String, Vec<String>) = (String::new(), Vec::new());
    for line in lines {
        let begins = sub_line(line).filter(|at| *at > 0 || !name.is_empty());
        let open = labels.last_mut().filter(|label| begins.is_none() || label.ends_with(PART));
        if let Some(label) = open {
            push_wrapped(label, line);
            continue;
        }
        let (of_name, label) = line.split_at_checked(begins.unwrap_or(line.len())).unwrap_or((line, ""));
        let of_name = of_name.trim_end();
        if !of_name.is_empty() {
            push_wrapped(&mut name, of_name);
        }
        if !label.is_empty() {
            labels.push(label.to_owned());
        }
    }
    ((!name.is_empty()).then_some(name), labels)
}

/// Where a sub-line begins in a line of a name cell: at its start, or behind the last words of the name.
fn sub_line(line: &str) -> Option<usize> {
    let head = |start: &str| line.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    if SUB_LINES.iter().any(|start| head(start)) {
        return Some(0);
    }
    let at = line.find(PART)?;
    let before = line.get(..at)?;
    let whole = line.get(at + PART.len()..)?.starts_with([' ', '/']) || line.ends_with(PART);
    (whole && (before.is_empty() || before.ends_with([' ', '(']))).then(|| before.trim_end_matches('(').len())
}

/// The first number in a cell.
fn number(row: &RowDraft, column: usize) -> Option<Decimal> {
    row.filled(column).find_map(|line| {
        if line.contains(' ') { line.split(' ').find_map(cell::decimal) } else { cell::decimal(line) }
    })
}

/// All numbers in a cell, line by line.
fn numbers(row: &RowDraft, column: usize) -> Vec<Decimal> {
    row.filled(column).flat_map(|line| line.split(' ')).filter_map(cell::decimal).collect()
}

/// Every way to read a cell: each number, and the first with the digits of the following lines appended.
fn readings(row: &RowDraft, column: usize) -> Vec<Decimal> {
    let mut out = numbers(row, column);
    if row.only(column).is_some() {
        return out;
    }
    let mut joined = String::new();
    for (count, line) in row.filled(column).enumerate() {
        joined.push_str(&spliced(&[line]));
        if count > 0 {
            out.extend(cell::decimal(&joined));
        }
    }
    out
}

/// Units, price and value as they are read.
#[derive(Clone, Copy, Debug, Default)]
struct Triple {
    units: Option<Decimal>,
    price: Option<Decimal>,
    value: Option<Decimal>,
}

impl Triple {
    /// True when units x price is the value, within the printed digits.
    fn closes(&self) -> bool {
        let (Some(units), Some(price), Some(value)) = (self.units, self.price, self.value) else {
            return false;
        };
        cell::closes(Units(units), Price(price), Amount(value))
    }
}

/// The reading of three cells with units x price nearest to the value; the first number of each where there is only
/// one reading or nothing to compare.
fn read_triple(row: &RowDraft, units: usize, price: usize, value: usize) -> Triple {
    let plain = [units, price, value]
        .into_iter()
        .all(|column| row.is_blank(column) || row.only(column).is_some_and(|line| !line.contains(' ')));
    if plain {
        return Triple { units: number(row, units), price: number(row, price), value: number(row, value) };
    }
    nearest(&readings(row, units), &readings(row, price), &readings(row, value))
}

/// The combination whose product is nearest to the value, earlier readings first.
fn nearest(units: &[Decimal], prices: &[Decimal], values: &[Decimal]) -> Triple {
    let mut best = Triple {
        units: units.first().copied(),
        price: prices.first().copied(),
        value: values.first().copied(),
    };
    let mut least: Option<Decimal> = None;
    for &unit in units {
        for &price in prices {
            for &value in values {
                let error = unit.saturating_mul(price).saturating_sub(value).abs();
                if least.is_none_or(|least| error < least) {
                    least = Some(error);
                    best = Triple { units: Some(unit), price: Some(price), value: Some(value) };
                }
            }
        }
    }
    best
}

/// One count, with pledged or blocked parts below it.
fn plain_units(row: &RowDraft, sub_lines: Vec<String>, record: &mut HoldingRecord) {
    let printed_price = number(row, PRICE).is_some();
    // Without a market price the value is the face value of all units.
    let found = read_triple(row, UNITS, if printed_price { PRICE } else { FACE }, VALUE);
    record.units = found.units.map(Units);
    record.price = found.price.filter(|_| printed_price).map(Price);
    record.value = found.value.map(Amount);
    if !sub_lines.is_empty() && !found.closes() {
        // Nothing to tell them by: the whole is the largest.
        record.units = numbers(row, UNITS).into_iter().max().map(Units);
    }
    if sub_lines.is_empty() {
        return;
    }
    let chosen = record.units.map(Units::value);
    let mut rest = numbers(row, UNITS);
    if let Some(at) = rest.iter().position(|number| Some(*number) == chosen) {
        rest.remove(at);
    }
    record.balances.extend(sub_lines.into_iter().zip(rest.into_iter().map(Units)));
}

/// Balances by printed label; the first line of the first column is the current balance.
fn stacked_units(row: &RowDraft, stacks: &Stacks, record: &mut HoldingRecord) {
    for (column, labels) in stacks {
        let lines = row.filled(*column).flat_map(|line| line.split(' ')).map(cell::units);
        let known = labels.iter().zip(lines).filter_map(|(label, units)| Some((label.clone(), units?)));
        record.balances.extend(known);
    }
    record.units = row.filled(CURRENT).next().and_then(cell::units);
    record.price = number(row, PRICE).map(Price);
    let prices: Vec<Decimal> = record.price.map(Price::value).into_iter().collect();
    let units: Vec<Decimal> = record.units.map(Units::value).into_iter().collect();
    record.value = nearest(&units, &prices, &readings(row, VALUE)).value.map(Amount);
}

/// Rate and frequency share a cell, in either order: `8.10` above or below `Once a year`.
fn coupon(row: &RowDraft) -> (Option<String>, Option<String>) {
    let (mut rate, mut frequency): (Option<String>, Option<String>) = (None, None);
    for line in row.filled(COUPON) {
        if rate.is_none()
            && line.trim_end_matches('%').trim().bytes().all(|b| b.is_ascii_digit() || b == b'.')
        {
            rate = Some(line.to_owned());
        } else {
            push_wrapped(frequency.get_or_insert_default(), line);
        }
    }
    (rate, frequency)
}

/// Signs beside the price that point at a footnote: `*` for the highest traded price, `See Note`.
fn markers(row: &RowDraft) -> Vec<String> {
    let price = row.first(PRICE);
    let mut out = Vec::new();
    if price.ends_with('*') || price.starts_with('*') {
        out.push("*".to_owned());
    } else if price.eq_ignore_ascii_case("See Note") {
        out.push(price.to_owned());
    }
    out
}

/// The balance columns of a CDSL account, from first to last.
pub(super) fn balance_columns() -> std::ops::RangeInclusive<usize> {
    CURRENT..=LIEN
}
