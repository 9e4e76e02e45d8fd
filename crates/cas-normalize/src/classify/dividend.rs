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
    let (figure, behind) = rest.split_at_checked(figure_length(rest.as_bytes()))?;
    // A letter, or what a font shows for one, with digits behind it: the figure is another one.
    let tail = behind.split(' ').next().unwrap_or_default();
    let is_torn = match tail.strip_prefix(',') {
        Some(rest) => rest.starts_with(|c: char| c.is_ascii_digit()),
        None => {
            tail.starts_with(|c: char| c.is_alphabetic() || !c.is_ascii())
                && tail.bytes().any(|byte| byte.is_ascii_digit())
        }
    };
    figure.trim_end_matches('.').parse().ok().filter(|_| !is_torn)
}

/// Bytes of the figure at the start of `text`; its whole part may be grouped (`1,000.50`).
fn figure_length(text: &[u8]) -> usize {
    let mut has_point = false;
    let goes_on = |(at, byte): (usize, &u8)| match byte {
        b'.' => {
            has_point = true;
            true
        }
        b',' => {
            let group = text.get(at + 1..at + 3).unwrap_or_default();
            at > 0 && !has_point && group.len() == 2 && group.iter().all(u8::is_ascii_digit)
        }
        byte => byte.is_ascii_digit(),
    };
    text.iter().enumerate().map(goes_on).position(|goes_on| !goes_on).unwrap_or(text.len())
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
            ("dividend @ rs.1,000.50 per unit", Some("1000.50")),
            ("dividend @ rs.1,00,000 per unit", Some("100000")),
            ("dividend @ 0.25,less tds", Some("0.25")),
            ("dividend @ 0.25, 12 units", Some("0.25")),
            ("dividend @ 0.25,12", None),
            ("dividend @ 1,5 per unit", None),
            ("idcw payout - neft", None),
            ("idcw @ nav", None),
        ];
        for (wording, expected) in cases {
            assert_eq!(rate(wording).map(|price| price.to_string()).as_deref(), expected, "{wording}");
        }
    }
}
