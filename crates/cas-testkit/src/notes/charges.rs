//! Obligation, brokerage, levies and taxes of a note, by segment.

use rust_decimal::Decimal;

use super::figures::rounded;
use super::model::{Book, Exchange, Fill, Side};
use super::outline::Gst;
use super::sheet::{Brokerage, Division, Terms};

/// A column of the charges.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Segment {
    /// Derivatives; else cash.
    pub derivatives: bool,
    /// The exchange, when columns are divided by exchange.
    pub exchange: Option<Exchange>,
}

/// The figures of one column: levies positive, the first and the last negative when the client pays.
#[derive(Clone, Copy, Debug, Default)]
pub struct Levies {
    /// Pay in or pay out.
    pub obligation: Decimal,
    /// Brokerage.
    pub brokerage: Decimal,
    /// Exchange transaction charges.
    pub exchange: Decimal,
    /// Clearing charges.
    pub clearing: Decimal,
    /// Investor protection fund.
    pub ipft: Decimal,
    /// SEBI turnover fees.
    pub sebi: Decimal,
    /// Central tax.
    pub cgst: Decimal,
    /// State tax.
    pub sgst: Decimal,
    /// Tax of a union territory.
    pub utt: Decimal,
    /// Integrated tax.
    pub igst: Decimal,
    /// Securities transaction tax, whole rupees.
    pub stt: Decimal,
    /// The same before rounding.
    pub stt_exact: Decimal,
    /// Stamp duty.
    pub stamp: Decimal,
    /// What the client receives.
    pub net: Decimal,
}

/// The charges of a note.
#[derive(Clone, Debug)]
pub struct Charges {
    /// Columns.
    pub columns: Vec<(Segment, Levies)>,
    /// Their sum.
    pub total: Levies,
}

impl Levies {
    /// What the taxes are reckoned on.
    #[must_use]
    pub fn taxable(&self) -> Decimal {
        self.brokerage + self.exchange + self.clearing + self.ipft + self.sebi
    }

    /// Goods and services taxes.
    #[must_use]
    pub fn taxes(&self) -> Decimal {
        self.cgst + self.sgst + self.utt + self.igst
    }

    fn figures(&mut self) -> [&mut Decimal; 14] {
        [
            &mut self.obligation,
            &mut self.brokerage,
            &mut self.exchange,
            &mut self.clearing,
            &mut self.ipft,
            &mut self.sebi,
            &mut self.cgst,
            &mut self.sgst,
            &mut self.utt,
            &mut self.igst,
            &mut self.stt,
            &mut self.stt_exact,
            &mut self.stamp,
            &mut self.net,
        ]
    }

    fn add(&mut self, mut other: Self) {
        for (sum, figure) in self.figures().into_iter().zip(other.figures()) {
            *sum += *figure;
        }
    }
}

/// Rates of one segment: exchange, tax on purchases, tax on sales, stamp duty on purchases, in millionths.
struct Rates {
    exchange: i64,
    bought: i64,
    sold: i64,
    stamp: i64,
}

const CASH: Rates = Rates { exchange: 30, bought: 1000, sold: 1000, stamp: 150 };
const FUTURE: Rates = Rates { exchange: 17, bought: 0, sold: 200, stamp: 20 };
const OPTION: Rates = Rates { exchange: 350, bought: 0, sold: 1000, stamp: 30 };

fn part(value: Decimal, millionths: i64) -> Decimal {
    value * Decimal::new(millionths, 6)
}

/// Reckons every column; segments without a deal are there with zeros when columns are divided by kind.
pub(super) fn reckon(book: &Book, terms: &Terms) -> Charges {
    let mut columns: Vec<(Segment, Levies)> = Vec::new();
    if terms.division == Division::Kind {
        let column = |derivatives| (Segment { derivatives, exchange: None }, Levies::default());
        columns.extend([column(false), column(true)]);
    }
    for security in &book.securities {
        for fill in &security.fills {
            let exchange = (terms.division == Division::Exchange).then_some(fill.exchange);
            let segment = Segment { derivatives: false, exchange };
            charge(column(&mut columns, segment), fill, &CASH);
        }
    }
    for contract in &book.contracts {
        let exchange = (terms.division != Division::Kind).then_some(contract.exchange);
        let segment = Segment { derivatives: true, exchange };
        let levies = column(&mut columns, segment);
        let rates = if contract.option.is_some() { &OPTION } else { &FUTURE };
        for fill in &contract.fills {
            charge(levies, fill, rates);
        }
        if contract.option.is_none() {
            let traded: i64 = contract.fills.iter().map(|fill| fill.side.held(fill.quantity)).sum();
            let after = Decimal::from(contract.brought + traded);
            levies.obligation += after * contract.closing - Decimal::from(contract.brought) * contract.before;
        }
    }
    columns.sort_by_key(|(segment, _)| *segment);
    let mut total = Levies::default();
    for (_, levies) in &mut columns {
        finish(levies, terms);
        total.add(*levies);
    }
    Charges { columns, total }
}

fn column(columns: &mut Vec<(Segment, Levies)>, segment: Segment) -> &mut Levies {
    let index = columns.iter().position(|(known, _)| *known == segment).unwrap_or_else(|| {
        columns.push((segment, Levies::default()));
        columns.len() - 1
    });
    &mut columns[index].1
}

/// Adds what one fill costs, not yet rounded.
fn charge(levies: &mut Levies, fill: &Fill, rates: &Rates) {
    let value = fill.value();
    levies.obligation += fill.side.felt(value);
    levies.brokerage += fill.fee;
    levies.exchange += part(value, rates.exchange);
    levies.ipft += part(value, 1);
    levies.sebi += part(value, 1);
    match fill.side {
        Side::Buy => {
            levies.stt_exact += part(value, rates.bought);
            levies.stamp += part(value, rates.stamp);
        }
        Side::Sell => levies.stt_exact += part(value, rates.sold),
    }
}

fn finish(levies: &mut Levies, terms: &Terms) {
    for figure in [&mut levies.exchange, &mut levies.ipft, &mut levies.sebi, &mut levies.stt_exact] {
        *figure = rounded(*figure, 2);
    }
    if !terms.ipft {
        levies.exchange += levies.ipft;
        levies.ipft = Decimal::ZERO;
    }
    if terms.clearing {
        levies.clearing = rounded(levies.exchange / Decimal::from(10), 2);
    }
    levies.stt = rounded(levies.stt_exact, 0);
    levies.stamp = rounded(levies.stamp, 0);
    let half = rounded(levies.taxable() * Decimal::new(9, 2), 2);
    match terms.gst {
        Gst::Integrated => levies.igst = rounded(levies.taxable() * Decimal::new(18, 2), 2),
        Gst::State => (levies.cgst, levies.sgst) = (half, half),
        Gst::Union => (levies.cgst, levies.utt) = (half, half),
    }
    let due = levies.taxable() + levies.taxes() + levies.stt + levies.stamp;
    levies.net = levies.obligation - due;
    if terms.basis.obligation == Brokerage::Within {
        levies.obligation -= levies.brokerage;
    }
}
