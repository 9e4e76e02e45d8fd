//! Who pays: brokers print a purchase with a minus, with a plus, in brackets, or without any sign.

use cas_model::facts::Printed;
use cas_model::note_record::{ContractRecord, FillRecord, SecurityRecord};
use cas_model::{Amount, BrokerType};
use rust_decimal::Decimal;

/// Printed totals agree within this: each is rounded once.
const TOTALS: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

/// What a printed plus means.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Plus {
    /// The client receives.
    Receives,
    /// The client pays.
    Pays,
    /// Nothing: the side tells.
    Nothing,
}

/// The signs of rows of trades.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowSigns(Plus);

/// The rule of a broker (layout reference 4).
fn rule(broker: BrokerType) -> Option<Plus> {
    match broker {
        BrokerType::Zerodha | BrokerType::Groww => Some(Plus::Receives),
        BrokerType::Upstox => Some(Plus::Pays),
        BrokerType::Icici => Some(Plus::Nothing),
        BrokerType::Unknown => None,
    }
}

impl RowSigns {
    /// The signs of fills and of contracts: one table may print them and the other leave them to the side.
    pub(super) fn of(
        fills: &[Printed<Box<FillRecord>>],
        contracts: &[Printed<ContractRecord>],
        broker: BrokerType,
    ) -> (Self, Self) {
        let of_fills =
            Evidence::of(fills.iter().map(|fill| (fill.fact.side.as_deref(), fill.fact.net_total)));
        let of_contracts =
            Evidence::of(contracts.iter().map(|row| (row.fact.side.as_deref(), row.fact.net_total)));
        let own =
            |one: Evidence, other: Evidence| Self(if one.is_silent() { other } else { one }.plus(broker));
        (own(of_fills, of_contracts), own(of_contracts, of_fills))
    }

    /// A printed total with our sign: negative when the client pays.
    pub(super) fn apply(self, total: Option<Amount>, side: Option<&str>) -> Option<Amount> {
        let total = total?;
        Some(match (self.0, side) {
            (Plus::Pays, _) => -total,
            (Plus::Nothing, Some("B")) => -Amount(total.0.abs()),
            (Plus::Nothing, Some("S")) => Amount(total.0.abs()),
            _ => total,
        })
    }

    /// True when a printed plus means that the client pays.
    pub(super) fn flips(self) -> bool {
        self.0 != Plus::Receives
    }
}

/// Whether the nets of a summary are printed with plus for what the client pays, told by the two sides; `None` when
/// they do not tell.
pub(super) fn securities_flipped(securities: &[Printed<SecurityRecord>]) -> Option<bool> {
    let (mut natural, mut flipped) = (0, 0);
    for record in securities.iter().map(|printed| &printed.fact) {
        let Some(net) = record.net.filter(|net| !net.is_zero()) else { continue };
        let total = |total: Option<Amount>| total.map_or(Decimal::ZERO, |total| total.0.abs());
        let expected = total(record.sell.total).saturating_sub(total(record.buy.total));
        natural += u32::from(super::agree(net.0, expected, TOTALS));
        flipped += u32::from(super::agree(-net.0, expected, TOTALS));
    }
    (natural != flipped).then_some(flipped > natural)
}

/// How many purchases and sales are printed with plus and with minus.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    bought_plus: u32,
    bought_minus: u32,
    sold_plus: u32,
    sold_minus: u32,
}

impl Evidence {
    fn of<'a>(rows: impl Iterator<Item = (Option<&'a str>, Option<Amount>)>) -> Self {
        let mut found = Self::default();
        for (side, total) in rows {
            let Some(total) = total.filter(|total| !total.is_zero()) else { continue };
            let count = match (side, total.is_negative()) {
                (Some("B"), false) => &mut found.bought_plus,
                (Some("B"), true) => &mut found.bought_minus,
                (Some("S"), false) => &mut found.sold_plus,
                (Some("S"), true) => &mut found.sold_minus,
                _ => continue,
            };
            *count += 1;
        }
        found
    }

    fn is_silent(self) -> bool {
        self.bought_plus + self.bought_minus + self.sold_plus + self.sold_minus == 0
    }

    /// The rows tell: purchases cost, sales bring. Where they do not, the rule of the broker holds.
    fn plus(self, broker: BrokerType) -> Plus {
        let Self { bought_plus, bought_minus, sold_plus, sold_minus } = self;
        let (receives, pays) = (bought_minus + sold_plus, bought_plus + sold_minus);
        let unsigned = bought_minus + sold_minus == 0;
        if bought_plus > 0 && sold_plus > 0 && unsigned {
            return Plus::Nothing;
        }
        let rule = rule(broker);
        // One row proves little: a sale may cost more than it brings.
        let clear = receives.abs_diff(pays) > 1 || rule.is_none();
        match rule {
            Some(rule) if !clear || receives == pays => rule,
            Some(Plus::Nothing) if unsigned => Plus::Nothing,
            _ if pays > receives => Plus::Pays,
            _ => Plus::Receives,
        }
    }
}
