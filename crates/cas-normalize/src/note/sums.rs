//! What the fills add up to, for notes that print no summary (generation A).

use std::collections::{HashMap, HashSet};

use cas_model::contract_note::{ContractTrade, SecurityTrade, Trade};
use cas_model::facts::Printed;
use cas_model::note_record::{ContractRecord, FillRecord};
use cas_model::{Amount, Isin, Price, SmolStr, Units};
use rust_decimal::{Decimal, RoundingStrategy};

use super::signs::RowSigns;

/// Decimals of a reckoned average price.
const DECIMALS: u32 = 4;

/// One side of a security or contract being summed up. A sum is `None` once a fill lacks a part of it.
#[derive(Default)]
struct Side {
    quantity: Option<Units>,
    /// Quantity times rate before brokerage.
    gross: Option<Decimal>,
    /// Quantity times brokerage.
    brokerage: Option<Decimal>,
    total: Option<Amount>,
    count: u32,
}

impl Side {
    fn add(&mut self, fill: &FillRecord, trade: &Trade) {
        let weighted = |price: Option<Price>| trade.quantity?.0.checked_mul(price?.0);
        let first = self.count == 0;
        self.gross =
            and(first, self.gross, weighted(fill.gross_rate.or(fill.net_rate)), Decimal::checked_add);
        self.brokerage = and(first, self.brokerage, weighted(fill.brokerage), Decimal::checked_add);
        self.quantity = and(first, self.quantity, trade.quantity, |a, b| Some(a + b));
        let total = trade.net_total.map(|total| Amount(total.0.abs()));
        self.total = and(first, self.total, total, |a, b| Some(a + b));
        self.count += 1;
    }

    /// A fill may belong to this side or to the other one.
    fn lose(&mut self) {
        *self = Self { count: self.count + 1, ..Self::default() };
    }

    /// What was traded; nothing when there is no fill.
    fn quantity(&self) -> Option<Units> {
        if self.count == 0 { Some(Units::default()) } else { self.quantity }
    }

    fn average(&self, sum: Option<Decimal>) -> Option<Price> {
        let average = sum?.checked_div(self.quantity?.0)?;
        // Half up, as brokers print averages.
        let average = average.round_dp_with_strategy(DECIMALS, RoundingStrategy::MidpointAwayFromZero);
        Some(Price(average.normalize()))
    }
}

/// A sum and one part more: `None` once a part is.
fn and<T>(first: bool, sum: Option<T>, part: Option<T>, add: impl FnOnce(T, T) -> Option<T>) -> Option<T> {
    if first { part } else { add(sum?, part?) }
}

/// The fills of a note, and what is printed of contracts.
pub(super) struct Fills<'a> {
    pub(super) records: &'a [Printed<Box<FillRecord>>],
    pub(super) isins: &'a [Option<Isin>],
    pub(super) trades: &'a [Trade],
    pub(super) contracts: &'a [Printed<ContractRecord>],
}

impl<'a> Fills<'a> {
    /// Every fill with its trade.
    fn iter(&self) -> impl Iterator<Item = (&'a FillRecord, Option<Isin>, &'a Trade)> {
        let rows = self.records.iter().zip(self.isins).zip(self.trades);
        rows.map(|((fill, isin), trade)| (&*fill.fact, *isin, trade))
    }

    /// The contracts that the note prints, as [`compact`] text.
    fn printed_contracts(&self) -> HashSet<String> {
        let texts = self.contracts.iter().filter_map(|contract| contract.fact.description.as_deref());
        texts.map(compact).filter(|text| !text.is_empty()).collect()
    }
}

/// True for a fill of a contract that the note prints: the same text, with the exchange behind it or without.
fn is_printed(contracts: &HashSet<String>, fill: &FillRecord) -> bool {
    if contracts.is_empty() {
        return false;
    }
    let Some(text) = fill.description.as_deref().map(compact).filter(|text| !text.is_empty()) else {
        return false;
    };
    let mut exchanges = EXCHANGES.iter().map(|exchange| exchange.to_ascii_lowercase());
    contracts.contains(&text)
        || exchanges.any(|exchange| {
            contracts.contains(&format!("{text}{exchange}"))
                || text.strip_suffix(&exchange).is_some_and(|bare| contracts.contains(bare))
        })
}

/// Letters and digits, lower case.
fn compact(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Securities of the cash segment in order of their first fill.
pub(super) fn securities(fills: &Fills<'_>) -> Vec<SecurityTrade> {
    let mut found: Vec<(Key<'_>, &FillRecord, [Side; 2], Option<Amount>)> = Vec::new();
    let mut places: HashMap<Key<'_>, usize> = HashMap::new();
    let contracts = fills.printed_contracts();
    for (fill, isin, trade) in fills.iter() {
        if is_derivative(fill, isin) || isin.is_none() && is_printed(&contracts, fill) {
            continue;
        }
        let key = isin.map_or(Key::Text(fill.description.as_deref()), Key::Isin);
        let place = *places.entry(key).or_insert_with(|| {
            found.push((key, fill, Default::default(), Some(Amount::ZERO)));
            found.len() - 1
        });
        let Some((_, _, [buy, sell], net)) = found.get_mut(place) else { continue };
        match fill.side.as_deref() {
            Some("B") => buy.add(fill, trade),
            Some("S") => sell.add(fill, trade),
            _ => {
                buy.lose();
                sell.lose();
            }
        }
        *net = and(false, *net, trade.net_total, |a, b| Some(a + b));
    }
    found
        .into_iter()
        .map(|(key, fill, [buy, sell], net)| {
            let name = fill.description.as_deref().map(security_text);
            SecurityTrade {
                isin: match key {
                    Key::Isin(isin) => Some(isin),
                    Key::Text(_) => None,
                },
                security_name: name.clone(),
                security_symbol: name,
                buy_quantity: buy.quantity(),
                buy_wap: buy.average(buy.gross),
                buy_total_value: buy.total,
                sell_quantity: sell.quantity(),
                sell_wap: sell.average(sell.gross),
                sell_total_value: sell.total,
                net_obligation: net,
            }
        })
        .collect()
}

/// What makes fills belong together.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
enum Key<'a> {
    Isin(Isin),
    Text(Option<&'a str>),
}

/// Contracts and sides in order of their first fill, then the positions brought and carried forward.
pub(super) fn contracts(
    fills: &Fills<'_>,
    forwards: &[Printed<Box<FillRecord>>],
    signs: &RowSigns,
) -> (Vec<ContractTrade>, Vec<Option<Printed<ContractRecord>>>) {
    let mut found: Vec<(&FillRecord, Side, Option<Amount>)> = Vec::new();
    let mut places: HashMap<(Option<&str>, Option<&str>), usize> = HashMap::new();
    for (fill, isin, trade) in fills.iter() {
        if !is_derivative(fill, isin) {
            continue;
        }
        let key = (fill.description.as_deref(), fill.side.as_deref());
        let place = *places.entry(key).or_insert_with(|| {
            found.push((fill, Side::default(), Some(Amount::ZERO)));
            found.len() - 1
        });
        let Some((_, side, net)) = found.get_mut(place) else { continue };
        side.add(fill, trade);
        *net = and(false, *net, trade.net_total, |a, b| Some(a + b));
    }
    let mut contracts: Vec<ContractTrade> = found
        .into_iter()
        .map(|(fill, side, net)| ContractTrade {
            contract_description: fill.description.clone(),
            buy_sell_bf_cf: fill.side.clone(),
            quantity: side.quantity,
            wap_per_unit: side.average(side.gross),
            brokerage_per_unit: side.average(side.brokerage),
            closing_rate_per_unit: fill.closing,
            net_total: net,
        })
        .collect();
    let mut printed = vec![None; contracts.len()];
    for Printed { at, fact } in forwards {
        contracts.push(ContractTrade {
            contract_description: fact.description.clone(),
            buy_sell_bf_cf: Some(SmolStr::new_static(forward_side(fact))),
            quantity: super::size(fact.quantity),
            wap_per_unit: fact.gross_rate.or(fact.net_rate),
            brokerage_per_unit: fact.brokerage,
            closing_rate_per_unit: fact.closing,
            net_total: signs.apply(fact.net_total, None),
        });
        let record = ContractRecord {
            description: fact.description.clone(),
            side: fact.side.clone(),
            quantity: fact.quantity,
            wap: fact.gross_rate,
            brokerage: fact.brokerage,
            wap_after: fact.net_rate,
            closing: fact.closing,
            net_total: fact.net_total,
            remarks: fact.remarks.clone(),
        };
        printed.push(Some(Printed { at: *at, fact: record }));
    }
    (contracts, printed)
}

/// A forward line that is not marked as carried was brought.
fn forward_side(fill: &FillRecord) -> &'static str {
    let says = |text: &Option<SmolStr>| {
        text.as_deref().is_some_and(|text| text.to_ascii_lowercase().contains("carried"))
    };
    let carried = fill.side.as_deref() == Some("CF") || says(&fill.remarks) || says(&fill.description);
    if carried { "CF" } else { "BF" }
}

/// True for a fill of the derivatives segments: no security, and its own words, its segment or its closing rate say so.
pub(crate) fn is_derivative(fill: &FillRecord, isin: Option<Isin>) -> bool {
    const SEGMENTS: [&str; 10] = ["f&o", "fo", "fno", "deriv", "future", "cd", "cur", "com", "mcx", "ncdex"];
    const CASH: [&str; 4] = ["eq", "cash", "cm", "capital"];
    if isin.is_some() {
        return false;
    }
    let text = fill.description.as_deref().unwrap_or("").to_ascii_uppercase();
    let segment = fill.segment.as_deref().unwrap_or("").to_ascii_lowercase();
    let names = |parts: &[&str]| parts.iter().any(|part| segment.contains(part));
    if is_instrument(&text) || names(&SEGMENTS) {
        return true;
    }
    !names(&CASH) && (fill.closing.is_some_and(|closing| !closing.0.is_zero()) || is_contract(&text))
}

/// True for `OPTIDX NIFTY 21APR2026 24200 CE`, `FUTCUR USDINR 28APR2026`: the exchanges' names of instruments, with the
/// day that a contract ends. `FUTURE` and `OPTION` are words of names.
fn is_instrument(text: &str) -> bool {
    let first = text.split([' ', '-']).next().unwrap_or("");
    first.len() == 6
        && (first.starts_with("FUT") || first.starts_with("OPT"))
        && first.bytes().all(|byte| byte.is_ascii_uppercase())
        && !matches!(first, "FUTURE" | "OPTION")
        && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// True for `NIFTY2642124200CE`, `NIFTY 23350 CE 17 MAR 2026`, `SAMPLE26APRFUT`: a kind with a strike or a day. `ACE` and
/// `JUSTICE` are words of names.
fn is_contract(text: &str) -> bool {
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let mut before = "";
    text.split([' ', '-']).any(|word| {
        let above = std::mem::replace(&mut before, word);
        let option = word.ends_with("CE") || word.ends_with("PE");
        let strike = word.len() == 2 && above.bytes().last().is_some_and(|byte| byte.is_ascii_digit());
        option && (has_digit(word) || strike)
            || word.ends_with("FUT") && (has_digit(word) || word == "FUT" && has_digit(text))
    })
}

/// Fills without an ISIN belong to the security that they name: `SYMBOL-NAME` (Dhan), the name in other letters (Groww),
/// the name itself (ICICI). A name that two securities share names none.
pub(super) fn name_fills(securities: &[SecurityTrade], trades: &[Trade], isins: &mut [Option<Isin>]) {
    // By name what it names, while only one does.
    let mut names: HashMap<String, Option<Option<Isin>>> = HashMap::new();
    for security in securities {
        let name = security.security_name.as_deref().map(compact).filter(|name| !name.is_empty());
        let Some(name) = name else { continue };
        names.entry(name).and_modify(|known| *known = None).or_insert(Some(security.isin));
    }
    for (trade, isin) in trades.iter().zip(isins).filter(|(_, isin)| isin.is_none()) {
        let Some(text) = trade.security_description.as_deref() else { continue };
        let whole = compact(text);
        let symbol =
            text.split_once('-').map(|(symbol, _)| compact(symbol)).filter(|symbol| *symbol != whole);
        let named = [Some(whole), symbol].into_iter().flatten().filter_map(|name| names.get(&name));
        let mut named = named.copied();
        if let (Some(Some(found)), None) = (named.next(), named.next()) {
            *isin = found;
        }
    }
}

/// Exchanges as notes name them.
const EXCHANGES: [&str; 9] = ["NSE", "BSE", "MCX", "NCDEX", "MSEI", "NSEFO", "BSEFO", "NSE-FO", "BSE-FO"];

/// True for the name of an exchange.
pub(super) fn is_exchange(text: &str) -> bool {
    EXCHANGES.contains(&text)
}

/// The exchange of a fill without a column of its own: the segment's, unless the description ends with another one
/// (`FUTCOM GOLDPETAL 30Apr2026 - MCX` below `NSEFO`).
pub(super) fn exchange(fill: &FillRecord) -> Option<SmolStr> {
    let segment = fill.segment.as_deref().and_then(exchange_of);
    let tail = fill.description.as_deref().and_then(|text| Some(text.rsplit_once(" - ")?.1.trim()));
    match tail.filter(|tail| is_exchange(tail)) {
        Some(own) if !segment.as_deref().is_some_and(|segment| segment.starts_with(own)) => {
            Some(SmolStr::new(own))
        }
        _ => segment,
    }
}

/// The exchange that a segment line names: `NSE-EQ - Z`, `NCL-NSE-Equity-M`, `NSEFO`.
pub(super) fn exchange_of(segment: &str) -> Option<SmolStr> {
    let whole = segment.trim();
    if is_exchange(whole) && !whole.contains('-') {
        return Some(SmolStr::new(whole));
    }
    whole.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| is_exchange(word)).map(SmolStr::new)
}

/// The security within the text of a fill: `SYMBOL-EQ/INE...`, `NAME [INE...]`, `NAME - Cash - INE...` without series,
/// segment and ISIN.
pub(super) fn security_text(text: &str) -> String {
    let is_isin = |word: &str| Isin::looks_like(word.trim_matches(|c: char| !c.is_ascii_alphanumeric()));
    let slashed = text.rsplit_once('/').filter(|(_, tail)| is_isin(tail)).map(|(head, _)| head);
    if let Some(head) = slashed {
        let series = head.rsplit_once('-').filter(|(name, series)| {
            !name.is_empty() && series.len() <= 2 && series.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        return series.map_or(head, |(name, _)| name).to_owned();
    }
    let words: Vec<&str> = text.split(' ').filter(|word| !is_isin(word)).collect();
    let joined = words.join(" ");
    let bare = joined.trim_end_matches(['-', ' ', '/']);
    let bare = bare.strip_suffix("Cash").map_or(bare, |head| head.trim_end_matches([' ', '-']));
    bare.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_within_descriptions() {
        let isin = "INE0ZA101016";
        assert_eq!(security_text(&format!("SAMPLE-EQ/{isin}")), "SAMPLE");
        assert_eq!(security_text(&format!("SAMPLE WORKS [{isin}]")), "SAMPLE WORKS");
        assert_eq!(security_text(&format!("SAMPLE WORKS LTD-Cash- {isin}")), "SAMPLE WORKS LTD");
        assert_eq!(security_text(&format!("SAMPLE - Cash - {isin}")), "SAMPLE");
        assert_eq!(security_text("Sample Works Limited"), "Sample Works Limited");
    }

    #[test]
    fn fills_of_derivatives() {
        let is = |text: &str, segment: &str, closing: &str| {
            let fill = FillRecord {
                description: Some(text.into()),
                segment: (!segment.is_empty()).then(|| segment.into()),
                closing: closing.parse().ok(),
                ..FillRecord::default()
            };
            is_derivative(&fill, None)
        };
        for text in [
            "OPTIDX NIFTY 21Apr2026 24200 CE - NSE",
            "FUTCUR USDINR 28Apr2026 - NSE",
            "FUTCOM GOLDPETAL 30Apr2026",
            "NSE NIFTY 23350 CE 17 Mar 2026",
            "NIFTY 23350.00 PE",
            "NIFTY2642124200CE - NSE",
            "SAMPLESTEEL26APRFUT",
            "NIFTY 28APR2026 FUT",
        ] {
            assert!(is(text, "", ""), "{text}");
        }
        for text in [
            "ACE-ACTION TEST LTD",
            "SAMPLE JUSTICE",
            "FUTURE TEST 2 LTD",
            "OPTION TRADERS",
            "TEST FORCE",
            "TEST PE",
        ] {
            assert!(!is(text, "", ""), "{text}");
        }
        assert!(is("SAMPLE", "NSEFO", "") && is("SAMPLE", "", "12.50"));
        assert!(is("SAMPLE", "NSE - Futures & Options", "") && is("SAMPLE", "NSE-CUR", ""));
        assert!(!is("SAMPLE", "", "0.00") && !is("SAMPLE 5 CE", "Equity", "12.50"));
        assert!(!is("SAMPLE 5 CE", "NSE EQ", "") && !is("SAMPLE 5 CE", "BSE - Capital Market", ""));
    }

    #[test]
    fn exchanges_of_segments() {
        assert_eq!(exchange_of("NSE-EQ - Z").as_deref(), Some("NSE"));
        assert_eq!(exchange_of("NCL-NSE-Equity-M").as_deref(), Some("NSE"));
        assert_eq!(exchange_of("NSEFO").as_deref(), Some("NSEFO"));
        assert_eq!(exchange_of("Equity"), None);
        let of = |text: &str, segment: &str| {
            let (description, segment) = (Some(text.into()), Some(segment.into()));
            exchange(&FillRecord { description, segment, ..FillRecord::default() })
        };
        assert_eq!(of("FUTCOM GOLDPETAL 30Apr2026 - MCX", "NSEFO").as_deref(), Some("MCX"));
        assert_eq!(of("FUTSTK SAMPLE 28Apr2026 - NSE", "NSEFO").as_deref(), Some("NSEFO"));
        assert_eq!(of("SAMPLE - NSE", "Equity").as_deref(), Some("NSE"));
        assert_eq!(of("SAMPLE - WORKS", "MCX").as_deref(), Some("MCX"));
    }
}
