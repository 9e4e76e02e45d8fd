//! The normal form of a wording, on which the rules are matched.

use unicode_normalization::UnicodeNormalization;

/// Words that registrars print with their first letter (or all letters) spaced off: `S ystematic`, `I DCW`, `S T P`.
const SPACED_WORDS: [&str; 16] = [
    "systematic",
    "idcw",
    "dividend",
    "redemption",
    "purchase",
    "switch",
    "lateral",
    "instalment",
    "installment",
    "investment",
    "sip",
    "stp",
    "swp",
    "reversal",
    "rejection",
    "reinvest",
];

/// Writes the normal form of `wording`: compatibility forms folded (NFKC), lower case, `*` and control characters as
/// blanks, blanks collapsed, dashes as `-`, letter-spaced words joined.
pub(super) fn write(wording: &str, normal: &mut String, scratch: &mut String) {
    normal.clear();
    if wording.is_ascii() {
        fold(wording.chars(), normal);
    } else {
        fold(wording.nfkc(), normal);
    }
    if has_spaced_letters(normal.as_bytes()) {
        join_spaced_letters(normal, scratch);
        std::mem::swap(normal, scratch);
    }
}

fn fold(characters: impl Iterator<Item = char>, normal: &mut String) {
    let mut blank = false;
    for character in characters {
        let folded = match character {
            '\u{ad}' => continue,
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '*' | '\u{fffd}' | '\u{fffe}' => ' ',
            plain if plain.is_ascii() => plain.to_ascii_lowercase(),
            other if other.is_whitespace() => ' ',
            other => other.to_lowercase().next().unwrap_or(other),
        };
        if folded == ' ' || folded.is_control() {
            blank = !normal.is_empty();
        } else {
            if blank {
                normal.push(' ');
                blank = false;
            }
            normal.push(folded);
        }
    }
}

/// True when a single letter stands before a blank and another letter: cheap, and false for nearly every wording.
fn has_spaced_letters(bytes: &[u8]) -> bool {
    bytes.windows(3).enumerate().any(|(at, window)| match window {
        [letter, b' ', next] if letter.is_ascii_lowercase() && next.is_ascii_lowercase() => {
            at == 0 || bytes.get(at - 1).is_some_and(|before| *before == b' ')
        }
        _ => false,
    })
}

fn join_spaced_letters(normal: &str, joined: &mut String) {
    joined.clear();
    let mut tokens = normal.split(' ').peekable();
    while let Some(token) = tokens.next() {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(token);
        if !is_letter(token) {
            continue;
        }
        let start = joined.len() - token.len();
        while let Some(next) = tokens.peek() {
            let glued = is_letter(next) || begins_spaced_word(joined.get(start..).unwrap_or(""), next);
            if !glued {
                break;
            }
            joined.push_str(next);
            tokens.next();
        }
    }
}

fn is_letter(token: &str) -> bool {
    matches!(token.as_bytes(), [letter] if letter.is_ascii_lowercase())
}

/// True when `head` and `tail` together begin with a spaced word that `tail` alone does not hold.
fn begins_spaced_word(head: &str, tail: &str) -> bool {
    SPACED_WORDS
        .iter()
        .any(|word| word.strip_prefix(head).is_some_and(|rest| !rest.is_empty() && tail.starts_with(rest)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn normal_forms() {
        let cases = [
            ("***Stamp   Duty***", "stamp duty"),
            ("S T P In", "stp in"),
            ("S T P Out (To LF (DP) F.No:1)", "stp out (to lf (dp) f.no:1)"),
            ("S ystematic Investment (4)", "systematic investment (4)"),
            ("I DCW Reinvestment", "idcw reinvestment"),
            ("SIP Purchase (Reversal - Code I - Cheque)", "sip purchase (reversal - code i - cheque)"),
            ("Purchase \u{2013} \u{fb01}rst", "purchase - first"),
            ("Change of A Bank", "change of a bank"),
            ("  \u{a0}Redemption \u{fffe}", "redemption"),
            ("", ""),
            ("***", ""),
        ];
        for (wording, expected) in cases {
            let (mut normal, mut scratch) = (String::new(), String::new());
            super::write(wording, &mut normal, &mut scratch);
            assert_eq!(normal, expected, "{wording}");
        }
    }
}
