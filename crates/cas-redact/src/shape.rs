//! Tokens of printed text (runs of letters and digits) and what their shape tells: numbers, masks, ISINs, PANs.

use std::ops::Range;

use cas_model::Isin;

/// Tokens of a text in order: runs of letters and digits.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let start = loop {
            let (at, character) = characters.next()?;
            if character.is_alphanumeric() {
                break at;
            }
        };
        while characters.next_if(|(_, character)| character.is_alphanumeric()).is_some() {}
        let end = characters.peek().map_or(text.len(), |(at, _)| *at);
        Some(start..end)
    })
}

/// The form under which tokens are compared: ASCII capitals.
pub(crate) fn folded(token: &str) -> String {
    token.to_ascii_uppercase()
}

/// Parts of a text that are numbers with separators (`8,499.57`, `01.04.2026`, `.50`): what they hold is no token.
pub(crate) fn numbers(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let glued = before.is_some_and(char::is_alphanumeric);
        // The point of `Rs.` belongs to the letters before it.
        let point = byte == b'.' && !glued && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        let starts = byte.is_ascii_digit() || point;
        if !starts {
            at += 1;
            continue;
        }
        let start = at;
        let mut separated = byte == b'.';
        at += 1;
        while let Some(&byte) = bytes.get(at) {
            let separator = matches!(byte, b',' | b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
            if !byte.is_ascii_digit() && !separator {
                break;
            }
            separated |= separator;
            at += 1;
        }
        let ends = bytes.get(at).is_none_or(|after| !after.is_ascii_alphabetic() || separated);
        if separated && !(glued && byte != b'.') && ends {
            found.push(start..at);
        }
    }
    found
}

/// True for a time of day: `12:34`, `09:15:00`.
pub(crate) fn is_clock(word: &str) -> bool {
    let parts = || word.split(':');
    (2..=3).contains(&parts().count()) && parts().all(|part| part.len() == 2 && is_digits(part))
}

/// True for digits only.
pub(crate) fn is_digits(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit())
}

/// True for letters only, of whatever script.
pub(crate) fn is_letters(token: &str) -> bool {
    !token.is_empty() && token.chars().all(|character| !character.is_ascii_digit())
}

/// True for text in the shape of an ISIN: with a letter behind `INE` and its like, which tells it from the numbers of
/// advisers (`INA` and nine digits).
pub(crate) fn is_isin(token: &str) -> bool {
    let mut rest = token.bytes().skip(2);
    Isin::looks_like(token)
        && (rest.next().is_some_and(|byte| byte.is_ascii_digit())
            || rest.any(|byte| byte.is_ascii_uppercase()))
}

/// True for five letters, four digits, a letter; letter case aside.
pub(crate) fn is_pan(token: &str) -> bool {
    token.len() == 10
        && token.bytes().enumerate().all(|(index, byte)| match index {
            5..=8 => byte.is_ascii_digit(),
            _ => byte.is_ascii_alphabetic(),
        })
}

/// Which characters of a token are a mask: three or more `X` in a row, of either case.
pub(crate) fn mask(token: &str) -> Vec<bool> {
    let letters: Vec<char> = token.chars().collect();
    let mut masked = vec![false; letters.len()];
    let mut start = 0;
    while start < letters.len() {
        let rest = letters.get(start..).unwrap_or_default();
        let run = rest.iter().take_while(|letter| matches!(letter, 'X' | 'x')).count();
        if run >= 3 {
            masked.iter_mut().skip(start).take(run).for_each(|slot| *slot = true);
        }
        start += run.max(1);
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        tokens(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn tokens_are_runs_of_letters_and_digits() {
        assert_eq!(of("PAN:ABCDE1234F, 34182338 / 11"), ["PAN", "ABCDE1234F", "34182338", "11"]);
        assert_eq!(of("a.b@c.in"), ["a", "b", "c", "in"]);
        assert_eq!(of("--"), Vec::<&str>::new());
        assert_eq!(of("\u{928}\u{93e}\u{92e}: x"), ["\u{928}\u{93e}\u{92e}", "x"]);
    }

    #[test]
    fn numbers_have_separators() {
        let of = |text: &'static str| -> Vec<&str> {
            numbers(text).into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(of("(8,499.57)"), ["8,499.57"]);
        assert_eq!(of("`54,41,107.71"), ["54,41,107.71"]);
        assert_eq!(of(".09"), [".09"]);
        assert_eq!(of("\u{2212}538887.5000"), ["538887.5000"]);
        assert_eq!(of("\u{20b9}1,200"), ["1,200"]);
        assert_eq!(of("34182338"), Vec::<&str>::new());
        assert_eq!(of("a95.1"), Vec::<&str>::new());
        assert_eq!(of("Rs.0.0100"), ["0.0100"]);
    }

    #[test]
    fn isins_are_no_registrations() {
        assert!(is_isin("INE002A01018") && is_isin("IN0020200146") && is_isin("INF204KN0344"));
        assert!(!is_isin("INA646670113") && !is_isin("IN300513"));
    }

    #[test]
    fn masks_are_runs_of_three() {
        assert_eq!(mask("ABXXXX4F").iter().filter(|masked| **masked).count(), 4);
        assert_eq!(mask("AXXB").iter().filter(|masked| **masked).count(), 0);
    }
}
