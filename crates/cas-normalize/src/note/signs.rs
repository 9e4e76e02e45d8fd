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
    /// The rows tell: purchases cost, sales bring. Where they do not, the rule of the broker holds.
    pub(super) fn learn(
        fills: &[Printed<FillRecord>],
        contracts: &[Printed<ContractRecord>],
        broker: BrokerType,
    ) -> Self {
        let of_fills = fills.iter().map(|fill| (fill.fact.side.as_deref(), fill.fact.net_total));
        let of_contracts = contracts.iter().map(|row| (row.fact.side.as_deref(), row.fact.net_total));
        let (mut bought, mut sold) = ([0u32; 2], [0u32; 2]);
        for (side, total) in of_fills.chain(of_contracts) {
            let Some(total) = total.filter(|total| !total.is_zero()) else { continue };
            let slot = usize::from(total.is_negative());
            let counts = match side {
                Some("B") => &mut bought,
                Some("S") => &mut sold,
                _ => continue,
            };
            if let Some(count) = counts.get_mut(slot) {
                *count += 1;
            }
        }
        let ([bought_plus, bought_minus], [sold_plus, sold_minus]) = (bought, sold);
        let (receives, pays) = (bought_minus + sold_plus, bought_plus + sold_minus);
        if bought_plus > 0 && sold_plus > 0 && bought_minus + sold_minus == 0 {
            return Self(Plus::Nothing);
        }
        let rule = rule(broker);
        // One row proves little: a sale may cost more than it brings.
        let clear = receives.abs_diff(pays) > 1 || rule.is_none();
        Self(match rule {
            Some(rule) if !clear || receives == pays => rule,
            Some(Plus::Nothing) if bought_minus + sold_minus == 0 => Plus::Nothing,
            _ if pays > receives => Plus::Pays,
            _ => Plus::Receives,
        })
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
