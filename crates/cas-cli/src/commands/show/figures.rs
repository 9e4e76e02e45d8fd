//! Numbers and dates as people in India write them.

use cas::Decimal;
use chrono::NaiveDate;

/// What stands where nothing is printed.
pub(super) const NOTHING: &str = "-";

/// A number with all its decimals, digits grouped by thousands, then by hundreds: `12,34,567.89`.
pub(super) fn grouped(value: Decimal) -> String {
    let plain = value.abs().to_string();
    let (whole, decimals) = plain.split_once('.').map_or((plain.as_str(), None), |(w, d)| (w, Some(d)));
    let mut out = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    let count = whole.len();
    for (index, digit) in whole.chars().enumerate() {
        let left = count - index;
        // A comma before the last three digits, and before each two digits above them.
        if index > 0 && left >= 3 && left % 2 == 1 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(decimals) = decimals {
        out.push('.');
        out.push_str(decimals);
    }
    out
}

/// The number of a newtype, or [`NOTHING`].
pub(super) fn figure(value: Option<Decimal>) -> String {
    value.map_or_else(|| NOTHING.to_owned(), grouped)
}

/// `31-Mar-2025`, the form that statements print.
pub(super) fn day(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| NOTHING.to_owned(), |date| date.format("%d-%b-%Y").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_the_indian_way() {
        let cases = [
            ("0", "0"),
            ("0.000", "0.000"),
            ("12.5", "12.5"),
            ("123", "123"),
            ("1234.50", "1,234.50"),
            ("99999", "99,999"),
            ("123456", "1,23,456"),
            ("1234567.89", "12,34,567.89"),
            ("-12345678.9", "-1,23,45,678.9"),
            ("1000000000", "1,00,00,00,000"),
            ("-0.00", "0.00"),
        ];
        for (plain, expected) in cases {
            assert_eq!(grouped(plain.parse().unwrap()), expected, "{plain}");
        }
    }
}
