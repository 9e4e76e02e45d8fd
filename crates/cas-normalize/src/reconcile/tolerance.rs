//! How far two figures may differ and still agree, each with its reason.

use rust_decimal::Decimal;

/// Sums of printed units are exact; registrars keep one more decimal than they print in a few old rows.
pub(super) const UNITS: Decimal = Decimal::from_parts(1, 0, 0, false, 3);

/// Sums of printed rupees are exact to the paisa.
pub(super) const PAISA: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// Rounding of one figure to the paisa.
pub(super) const HALF_PAISA: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

/// First-in-first-out costs divide lots; 77 of 79 measured schemes lie within (layout reference, section 6).
pub(super) const COST: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// Printed gains are computed from unrounded figures (0.01 to 0.05 seen).
pub(super) const GAIN: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// Printed percentages of the cost have two decimals (layout reference of the CDSL statement, section 6).
pub(super) const PERCENT: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// Stamp duty is rounded to the paisa from a rate of 0.005 %; some houses cut instead of rounding.
pub(crate) const DUTY: Decimal = Decimal::from_parts(10, 0, 0, false, 3);

/// Rate of the stamp duty on purchases since July 2020: 0.005 %.
pub(crate) const DUTY_RATE: Decimal = Decimal::from_parts(5, 0, 0, false, 5);

/// Largest share of an outflow that tax and exit load may take: loads of 3 % existed.
pub(super) const OUTFLOW_CHARGES: Decimal = Decimal::from_parts(31, 0, 0, false, 3);

/// Half a unit of the last printed decimal.
pub(super) fn half_step(value: Decimal) -> Decimal {
    Decimal::try_from_i128_with_scale(5, value.scale() + 1).unwrap_or(Decimal::ZERO)
}

/// What rounding of two printed factors and their printed product can add up to, and a paisa.
pub(super) fn of_product(one: Decimal, other: Decimal, result: Decimal) -> Decimal {
    let share = |value: Decimal, step: Decimal| value.abs().checked_mul(step).unwrap_or(Decimal::ZERO);
    let rounding = share(one, half_step(other)).saturating_add(share(other, half_step(one)));
    rounding.saturating_add(half_step(result)).max(PAISA)
}

/// As [`of_product`] where the units are exact and only price and value are rounded.
pub(super) fn of_valuation(units: Decimal, price: Decimal, value: Decimal) -> Decimal {
    let rounding = units.abs().checked_mul(half_step(price)).unwrap_or(Decimal::ZERO);
    rounding.saturating_add(half_step(value)).max(PAISA)
}

/// Nets of securities and contracts are rounded line by line: a paisa for each, a rupee together (layout reference,
/// section 7).
pub(super) fn of_nets(lines: usize) -> Decimal {
    let lines = Decimal::from(u64::try_from(lines).unwrap_or(u64::MAX));
    PAISA.saturating_mul(lines).clamp(PAISA, Decimal::ONE)
}

/// Rate of GST on broker's services: 18 %.
pub(super) const GST_RATE: Decimal = Decimal::from_parts(18, 0, 0, false, 2);

/// GST is rounded per segment column and per line: up to five paise together (layout reference, correction 7).
pub(super) const GST: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paisa_for_every_net_and_a_rupee_for_all() {
        let of = |lines| of_nets(lines).to_string();
        assert_eq!([of(0), of(1), of(7), of(100), of(usize::MAX)], ["0.01", "0.01", "0.07", "1.00", "1"]);
    }
}
