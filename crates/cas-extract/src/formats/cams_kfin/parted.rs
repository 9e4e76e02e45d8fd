//! Labels within a text whose letters a copy printed with other fonts parts: `Clos ing Unit Balance`, `I SIN:`.

use std::ops::Range;

/// Where `label` stands in `text`, blanks and letter case aside: from its first byte to behind its last.
pub(super) fn places<'t>(
    text: &'t str,
    label: &'t str,
) -> impl DoubleEndedIterator<Item = Range<usize>> + 't {
    text.char_indices().filter_map(move |(at, first)| {
        let rest = text.get(at..).filter(|_| !first.is_whitespace())?;
        Some(at..at + length(rest, label)?)
    })
}

/// Bytes of `text` that `label` takes at its very start.
fn length(text: &str, label: &str) -> Option<usize> {
    let mut printed = text.char_indices().filter(|(_, character)| !character.is_whitespace());
    let mut end = 0;
    for wanted in label.chars().filter(|character| !character.is_whitespace()) {
        let (at, _) = printed.next().filter(|(_, character)| character.eq_ignore_ascii_case(&wanted))?;
        end = at + wanted.len_utf8();
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_with_and_without_blanks() {
        let find = |text: &str, label| places(text, label).next_back().map(|found| text[found].to_owned());
        assert_eq!(
            find("x Clos ing UnitBalance: 1", "Closing Unit Balance").as_deref(),
            Some("Clos ing UnitBalance")
        );
        assert_eq!(find("ISIN: a - I SIN : b", "ISIN:").as_deref(), Some("I SIN :"));
        assert_eq!(find("\u{20b9} (Adv isor: \u{fffd})", "(Advisor").as_deref(), Some("(Adv isor"));
        assert_eq!(find("ISI", "ISIN"), None);
    }
}
