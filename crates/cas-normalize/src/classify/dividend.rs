//! The dividend rate in the wording of an income row (`@ Rs.0.0241 per unit`).

use cas_model::Price;

/// Words between `@` and the figure.
const CURRENCIES: [&str; 5] = ["rs", "re", "inr", "\u{20b9}", "rupees"];

/// Reads the figure after `@` of a normal form; any number of decimals. `None` when no rate is printed.
pub(super) fn rate(normal: &str) -> Option<Price> {
    let (_, rest) = normal.split_once('@')?;
    let mut rest = rest.trim_start();
    for currency in CURRENCIES {
        if let Some(after) = rest.strip_prefix(currency) {
            rest = after;
            break;
        }
    }
    // `Rs.0.5`, `Rs. 0.5`, `Rs 0.5`, and `Rs..5` for half a rupee
    let rest = rest.strip_prefix('.').unwrap_or(rest).trim_start();
    let end = rest.bytes().position(|byte| !(byte.is_ascii_digit() || byte == b'.')).unwrap_or(rest.len());
    let (figure, behind) = rest.split_at_checked(end)?;
    // A letter, or what a font shows for one, with digits behind it: the figure is another one.
    let tail = behind.split(' ').next().unwrap_or_default();
    let is_torn = tail.starts_with(|c: char| c.is_alphabetic() || !c.is_ascii())
        && tail.bytes().any(|byte| byte.is_ascii_digit());
    figure.trim_end_matches('.').parse().ok().filter(|_| !is_torn)
}

#[cfg(test)]
mod tests {
    use super::rate;

    #[test]
    fn figures_after_at() {
        let cases = [
            ("idcw paid @ rs.0.06 per unit", Some("0.06")),
            ("idcw paid @ rs 12 per unit", Some("12")),
            ("div. @ re.1 per unit", Some("1")),
            ("div. @ rs..5", Some("0.5")),
            ("dividend @ 0.25.", Some("0.25")),
            ("dividend @ 0.25/unit", Some("0.25")),
            ("dividend @ 0.25per unit", Some("0.25")),
            ("dividend @ 0.44x4 per unit", None),
            ("dividend @ 0.44\u{2022}4 per unit", None),
            ("idcw payout - neft", None),
            ("idcw @ nav", None),
        ];
        for (wording, expected) in cases {
            assert_eq!(rate(wording).map(|price| price.to_string()).as_deref(), expected, "{wording}");
        }
    }
}
