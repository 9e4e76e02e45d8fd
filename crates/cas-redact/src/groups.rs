//! Numbers that are printed in groups: `98123 45678`, `2345-6789-0123`. Each group says little, all of them together are
//! a phone, an account or a card. Dates and years in the same dress are none.

use cas_model::date::parse_date;

use crate::shape::is_digits;

/// Digits from which a number leads to somebody.
pub(crate) const DIGITS: usize = 6;

/// A token as a part of a number in groups.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group<'t> {
    /// The token.
    pub(crate) text: &'t str,
    /// It may be a group: digits that are known to be nothing else.
    pub(crate) is_open: bool,
    /// Nothing but what parts groups stands between it and the token before.
    pub(crate) is_joined: bool,
}

/// Which of the tokens belong to a number in groups.
pub(crate) fn grouped(tokens: &[Group<'_>]) -> Vec<bool> {
    let mut found = vec![false; tokens.len()];
    let mut start = 0;
    while start < tokens.len() {
        let count = run(tokens.get(start..).unwrap_or_default());
        for (from, length) in numbers(tokens.get(start..start + count).unwrap_or_default()) {
            found.iter_mut().skip(start + from).take(length).for_each(|slot| *slot = true);
        }
        start += count.max(1);
    }
    found
}

/// How many groups stand side by side from the first token on.
fn run(tokens: &[Group<'_>]) -> usize {
    let is_group = |token: &Group<'_>| token.is_open && is_digits(token.text);
    if !tokens.first().is_some_and(is_group) {
        return 0;
    }
    1 + tokens.iter().skip(1).take_while(|token| is_group(token) && token.is_joined).count()
}

/// Start and length of the numbers in a run of groups: what is left of it without its dates.
fn numbers(run: &[Group<'_>]) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < run.len() {
        if run.get(at..at + 3).is_some_and(is_date) {
            parts.push((start, at - start));
            at += 3;
            start = at;
        } else {
            at += 1;
        }
    }
    parts.push((start, run.len() - start));
    parts.retain(|(from, length)| is_number(run.get(*from..from + length).unwrap_or_default()));
    parts
}

fn is_number(groups: &[Group<'_>]) -> bool {
    let digits: usize = groups.iter().map(|group| group.text.len()).sum();
    groups.len() > 1 && digits >= DIGITS && !is_period(groups)
}

/// `31 03 2026`
fn is_date(groups: &[Group<'_>]) -> bool {
    let parts: Vec<&str> = groups.iter().map(|group| group.text).collect();
    parse_date(&parts.join("-")).is_some()
}

/// What is left of `March 31 2026` and of `April 2025 - March 2026`, and nothing else.
fn is_period(groups: &[Group<'_>]) -> bool {
    match groups {
        [one, two] => is_year(two.text) && (one.text.len() <= 2 || is_year(one.text)),
        _ => false,
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
}

/// True for a word that is a date, or a year of accounts (`2025-26`).
pub(crate) fn is_dated(word: &str) -> bool {
    let word = word.trim_matches(|character: char| !character.is_alphanumeric());
    let years = || {
        let (one, two) = word.split_once('-')?;
        let next = one.parse::<u16>().ok()?.checked_add(1)?.to_string();
        Some(is_year(one) && (next == two || next.get(2..) == Some(two)))
    };
    parse_date(word).is_some() || years() == Some(true)
}

/// True for what may stand between the groups of one number, in one word or with a blank.
pub(crate) fn parts_groups(between: &str) -> bool {
    between.chars().all(|character| !matches!(character, ',' | ';' | ':' | '|' | '%'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let tokens: Vec<Group<'_>> =
            text.split([' ', '-']).map(|text| Group { text, is_open: true, is_joined: true }).collect();
        let marks = grouped(&tokens);
        tokens.iter().zip(marks).filter(|(_, marked)| *marked).map(|(token, _)| token.text).collect()
    }

    #[test]
    fn groups_make_numbers() {
        assert_eq!(found("98123 45678"), ["98123", "45678"]);
        assert_eq!(found("Aadhaar 2345 6789 0123 of"), ["2345", "6789", "0123"]);
        assert_eq!(found("020-24211234"), ["020", "24211234"]);
        assert_eq!(found("12 of 60"), Vec::<&str>::new());
        assert_eq!(found("123 45"), Vec::<&str>::new());
    }

    #[test]
    fn dates_are_no_numbers() {
        assert_eq!(found("01-04-2025 31-03-2026"), Vec::<&str>::new());
        assert_eq!(found("31 2026"), Vec::<&str>::new());
        assert_eq!(found("2025 2026"), Vec::<&str>::new());
        assert_eq!(found("31-03-2026 98123 45678"), ["98123", "45678"]);
        assert!(is_dated("(31-03-2026)") && is_dated("2025-26") && is_dated("2025-2026"));
        assert!(!is_dated("98123-45678") && !is_dated("2025-99"));
    }
}
