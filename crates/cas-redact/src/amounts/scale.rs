//! What a statement says when its amounts are multiplied.

use rust_decimal::Decimal;
use serde_json::Value;

/// A whole factor from 2 to 9.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Factor(u32);

/// Members whose numbers do not grow: prices, shares, counts.
const STAY: [&str; 16] = [
    "nav",
    "price",
    "dividend_rate",
    "percentage",
    "face_value",
    "market_value",
    "coupon_rate",
    "count",
    "tier",
    "brokerage",
    "brokerage_per_unit",
    "buy_wap",
    "closing_rate_per_unit",
    "net_rate_per_unit",
    "sell_wap",
    "wap_per_unit",
];

impl Factor {
    /// All factors, in an order that depends on the key.
    #[must_use]
    pub fn all(key: &crate::Key) -> Vec<Self> {
        let mut left: Vec<u32> = (2..=9).collect();
        let mut choices = key.choices("factor", 0);
        let mut all = Vec::new();
        while !left.is_empty() {
            all.push(Self(left.remove(choices.below(left.len()))));
        }
        all
    }

    /// The number.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }

    /// Multiplies the amounts and units in the JSON of a statement.
    pub fn apply(self, statement: &mut Value) {
        match statement {
            Value::Array(items) => items.iter_mut().for_each(|item| self.apply(item)),
            Value::Object(members) => {
                for (key, member) in members.iter_mut().filter(|(key, _)| !STAY.contains(&key.as_str())) {
                    match member {
                        Value::Number(number) => {
                            if let Some(product) = self.times(&number.to_string()) {
                                *member = product;
                            }
                        }
                        // The coupon, printed as text, is no amount; dates and names are none either.
                        other if key != "meta" => self.apply(other),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn times(self, number: &str) -> Option<Value> {
        let number = number.parse::<Decimal>().ok()?;
        let mut product = number.checked_mul(Decimal::from(self.0))?;
        // Nothing times anything has the decimals it was printed with.
        product.rescale(number.scale());
        serde_json::from_str(&product.to_string()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_and_counts_stay() {
        let mut value =
            serde_json::json!({"units": 2, "nav": 5, "count": 3, "gain": {"absolute": -4, "percentage": 9}});
        Factor(3).apply(&mut value);
        assert_eq!(
            value.to_string(),
            r#"{"count":3,"gain":{"absolute":-12,"percentage":9},"nav":5,"units":6}"#
        );
    }

    #[test]
    fn every_factor_comes_once() {
        let mut all: Vec<u32> = Factor::all(&crate::Key::seeded(1)).into_iter().map(Factor::number).collect();
        all.sort_unstable();
        assert_eq!(all, [2, 3, 4, 5, 6, 7, 8, 9]);
    }
}
