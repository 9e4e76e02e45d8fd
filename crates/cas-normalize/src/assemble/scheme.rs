//! A scheme record to a published scheme: cleaned name, derived type, gain.

use cas_model::record::{ClosingRecord, SchemeRecord};
use cas_model::statement::{Gain, Scheme, SchemeInfo};
use cas_model::{Amount, Percent};
use cas_page::Location;
use rust_decimal::{Decimal, RoundingStrategy};

use super::draft::fill;
use crate::{scheme_name, scheme_type};
use cas_model::facts::SchemeFacts;

/// Decimals of a computed percentage.
const PERCENT_DECIMALS: u32 = 2;

/// Who printed the name: registrars name former names too, depositories print the name that they keep.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum NamePolicy {
    /// Head of a registrar block, without its code.
    Registrar,
    /// Name cell of a depository statement.
    Depository,
}

/// A scheme without transactions, and the facts beside it.
pub(super) fn open(at: Location, record: SchemeRecord, policy: NamePolicy) -> (Scheme, SchemeFacts) {
    let name = match policy {
        NamePolicy::Registrar => scheme_name::registrar(&record.printed_name),
        NamePolicy::Depository => scheme_name::depository(&record.printed_name, record.rta_code.as_deref()),
    };
    let printed_code = match policy {
        NamePolicy::Registrar => None,
        NamePolicy::Depository => scheme_name::leading_code(&record.printed_name).map(|(code, _)| code),
    };
    let rta_code = record.rta_code.or_else(|| printed_code.map(str::to_owned));
    let kind = scheme_type::of(&name);
    let units = record.units.or(record.close_units);
    let gain = Gain { absolute: record.gain, percentage: record.gain_percent };
    let scheme = Scheme {
        isin: record.isin,
        name: (!name.is_empty()).then_some(name),
        kind,
        units,
        nav: record.nav,
        value: record.value,
        cost: record.cost,
        gain,
        transactions: Vec::new(),
        nominees: record.nominees,
        additional_info: SchemeInfo {
            advisor: record.advisor,
            amfi: None,
            rta_code,
            is_demat: record.is_demat,
            open_units: record.open_units,
            close_units: record.close_units.or(match policy {
                NamePolicy::Registrar => record.units,
                NamePolicy::Depository => None,
            }),
        },
    };
    let facts = SchemeFacts {
        at,
        printed_name: record.printed_name,
        printed_isin: record.printed_isin,
        nav_date: record.nav_date,
        average_cost: record.average_cost,
        ucc: record.ucc,
        annualised_return: record.annualised_return,
        printed_gain: record.gain,
        labels: record.labels,
        rows: Vec::new(),
    };
    (scheme, facts)
}

/// The footer of a registrar block.
pub(super) fn close(scheme: &mut Scheme, facts: &mut SchemeFacts, closing: &ClosingRecord) {
    scheme.units = closing.units.or(scheme.units);
    fill(&mut scheme.additional_info.close_units, closing.units);
    fill(&mut scheme.nav, closing.nav);
    fill(&mut scheme.value, closing.value);
    fill(&mut scheme.cost, closing.cost);
    fill(&mut facts.nav_date, closing.nav_date);
}

/// Fills what the statement does not print: value less cost, and its share of the cost.
pub(super) fn complete_gain(scheme: &mut Scheme) {
    let (Some(value), Some(cost)) = (scheme.value, scheme.cost) else { return };
    let absolute = *scheme.gain.absolute.get_or_insert(value - cost);
    if scheme.gain.percentage.is_none() {
        scheme.gain.percentage = percentage(absolute, cost);
    }
}

/// Share of the cost in per cent, two decimals, halves away from zero; `None` for a cost of zero.
fn percentage(absolute: Amount, cost: Amount) -> Option<Percent> {
    let share = absolute.value().checked_mul(Decimal::ONE_HUNDRED)?.checked_div(cost.value())?;
    let mut rounded = share.round_dp_with_strategy(PERCENT_DECIMALS, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(PERCENT_DECIMALS);
    if rounded.is_zero() {
        rounded.set_sign_positive(true);
    }
    Some(Percent(rounded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_round_half_away_from_zero() {
        let cases = [
            ("961.00", "6200.00", Some("15.50")),
            ("5.25", "2205.00", Some("0.24")),
            ("-1.25", "1000", Some("-0.13")),
            ("1.25", "1000", Some("0.13")),
            ("-0.01", "100000", Some("0.00")),
            ("10", "0.00", None),
        ];
        for (absolute, cost, expected) in cases {
            let found = percentage(absolute.parse().unwrap(), cost.parse().unwrap());
            assert_eq!(found.map(|percent| percent.to_string()).as_deref(), expected, "{absolute} of {cost}");
        }
    }
}
