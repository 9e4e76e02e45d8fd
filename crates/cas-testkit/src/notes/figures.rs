//! How a broker prints amounts, rates and quantities.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::depository::flow::grouped;

/// How a payment of the client is told from a receipt.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sign {
    /// `(12.00)`
    Brackets,
    /// `-12.00`
    Minus,
    /// U+2212 as the minus.
    TrueMinus,
    /// `12.00 DR` against `12.00 CR`
    Suffix,
    /// Not at all.
    Unsigned,
}

/// Everything about printed numbers.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    /// Negative amounts.
    pub sign: Sign,
    /// A plus is what the client pays.
    pub plus_pays: bool,
    /// Indian digit groups.
    pub grouped: bool,
    /// Decimals of rates.
    pub rates: u32,
    /// Decimals of traded prices.
    pub gross: u32,
    /// Levies bear the sign of what the client pays.
    pub signed_levies: bool,
    /// A levy of nothing is a blank.
    pub blank_zeros: bool,
    /// Quantities of sells are negative.
    pub signed_quantity: bool,
}

impl Figures {
    /// Two decimals, brackets, no groups.
    pub const PLAIN: Self = Self {
        sign: Sign::Brackets,
        plus_pays: false,
        grouped: false,
        rates: 4,
        gross: 2,
        signed_levies: false,
        blank_zeros: false,
        signed_quantity: false,
    };

    /// An amount, negative when the client pays.
    #[must_use]
    pub fn amount(self, amount: Decimal) -> String {
        self.signed(if self.plus_pays { -amount } else { amount }, 2)
    }

    /// The same with other decimals.
    #[must_use]
    pub fn signed(self, amount: Decimal, places: u32) -> String {
        let digits = self.digits(amount.abs(), places);
        match (self.sign, amount.is_sign_negative()) {
            _ if amount.is_zero() => digits,
            (Sign::Brackets, true) => format!("({digits})"),
            (Sign::Minus, true) => format!("-{digits}"),
            (Sign::TrueMinus, true) => format!("\u{2212}{digits}"),
            (Sign::Suffix, true) => format!("{digits} DR"),
            (Sign::Suffix, false) => format!("{digits} CR"),
            _ => digits,
        }
    }

    /// A positive number.
    #[must_use]
    pub fn digits(self, value: Decimal, places: u32) -> String {
        let value = rounded(value, places);
        if self.grouped { grouped(value) } else { value.to_string() }
    }

    /// A levy, given positive.
    #[must_use]
    pub fn levy(self, levy: Decimal) -> String {
        if levy.is_zero() && self.blank_zeros {
            String::new()
        } else if self.signed_levies {
            self.signed(-levy, 2)
        } else {
            // Rounding differences can be negative.
            Self { sign: Sign::Minus, ..self }.signed(levy, 2)
        }
    }

    /// A rate.
    #[must_use]
    pub fn rate(self, value: Decimal) -> String {
        self.digits(value, self.rates)
    }

    /// A quantity that is negative for sells.
    #[must_use]
    pub fn quantity(self, held: i64) -> String {
        let shown = if self.signed_quantity { held } else { held.abs() };
        if self.grouped { grouped(Decimal::from(shown)) } else { shown.to_string() }
    }
}

/// Rounded half away from zero, with exactly so many decimals.
#[must_use]
pub fn rounded(value: Decimal, places: u32) -> Decimal {
    let mut value = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    value.rescale(places);
    value
}

/// At least two decimals, at most four, no zeros after the second.
#[must_use]
pub fn shortened(value: Decimal) -> String {
    let value = rounded(value, 4).normalize();
    rounded(value, value.scale().max(2)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign() {
        let amount = Decimal::new(-1_234_567, 2);
        let printed = |sign, grouped| Figures { sign, grouped, ..Figures::PLAIN }.amount(amount);
        assert_eq!(printed(Sign::Brackets, true), "(12,345.67)");
        assert_eq!(printed(Sign::Minus, false), "-12345.67");
        assert_eq!(printed(Sign::Suffix, false), "12345.67 DR");
        assert_eq!(Figures { plus_pays: true, ..Figures::PLAIN }.amount(amount), "12345.67");
        assert_eq!(Figures::PLAIN.amount(Decimal::ZERO), "0.00");
        assert_eq!(shortened(Decimal::new(1150, 4)), "0.115");
        assert_eq!(shortened(Decimal::new(2, 1)), "0.20");
    }
}
