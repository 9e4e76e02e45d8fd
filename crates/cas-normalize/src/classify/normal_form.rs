//! The normal form of a wording, on which the rules are matched.

use unicode_normalization::UnicodeNormalization;

use super::matcher;

/// Shorter words of the rules (`in`, `to`) are not put together.
const SPACED_LENGTH: usize = 3;

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

/// True when `head` and `tail` together begin a word of the rules and `tail` alone does not: registrars print words with
/// their first letter (or all letters) spaced off (`S ystematic`, `D iv.`, `S T P`).
fn begins_spaced_word(head: &str, tail: &str) -> bool {
    let letters = tail.bytes().take_while(u8::is_ascii_alphabetic).count();
    let Some(tail) = tail.get(..letters).filter(|tail| !tail.is_empty()) else { return false };
    begins_word(&format!("{head}{tail}"), head.len()) && !begins_word(tail, 0)
}

/// True when `word` is one of the rules or begins with one, longer than `beyond`, that may go on.
fn begins_word(word: &str, beyond: usize) -> bool {
    let begins = |start: &&&str| start.len() > beyond.max(SPACED_LENGTH - 1) && word.starts_with(**start);
    word.len() >= SPACED_LENGTH && matcher::WORDS.binary_search(&word).is_ok()
        || matcher::STARTS.iter().any(|start| begins(&start))
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
            ("D iv. Reinvested @ Rs.0.25", "div. reinvested @ rs.0.25"),
            ("S ys. Investment (1/12)", "sys. investment (1/12)"),
            ("S tamp Duty", "stamp duty"),
            ("S TT Paid", "stt paid"),
            ("T DS on above", "tds on above"),
            ("G ifting of units", "gifting of units"),
            ("T ransmission - In", "transmission - in"),
            ("S egregated Units", "segregated units"),
            ("S TRIP", "strip"),
            ("S T P In", "stp in"),
            ("A In", "a in"),
            ("I SIP", "i sip"),
            ("Plan B Units to D Out", "plan b units to d out"),
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
