//! Printed scheme names to published ones: codes, former names, demat suffixes and footnote marks go, plan and option
//! stay.

/// Openings of brackets that hold no part of the name.
const FORMER: [&str; 4] = ["formerly", "erstwhile", "previously", "earlier known"];
/// Brackets that say how the units are held, without blanks and hyphens.
const HELD: [&str; 3] = ["demat", "nondemat", "nonedemat"];

/// The name in a registrar's scheme head, after the code: former names, demat suffix, `#` and dangling punctuation
/// are removed, blanks are folded.
///
/// ```
/// # use cas_normalize::scheme_name;
/// let printed = "Alpha Gilt Fund - Growth IDCW# (erstwhile Alpha (Long) Fund ) (Non -Demat) -";
/// assert_eq!(scheme_name::registrar(printed), "Alpha Gilt Fund - Growth IDCW");
/// ```
#[must_use]
pub fn registrar(printed: &str) -> String {
    without_brackets(printed, |inside| is_former(inside) || is_held(inside) || is_tail(inside))
}

/// The name cell of a depository statement: a leading `CODE - ` equal to the registrar's code and the demat suffix go,
/// blanks are folded; former names stay, as the depository prints them as part of the name.
#[must_use]
pub fn depository(printed: &str, rta_code: Option<&str>) -> String {
    let without_code = rta_code
        .and_then(|code| printed.trim_start().strip_prefix(code))
        .and_then(|rest| rest.trim_start().strip_prefix('-'))
        .or_else(|| leading_code(printed).map(|(_, name)| name))
        .unwrap_or(printed);
    without_brackets(without_code, is_held)
}

/// Registrars' codes have at most so many characters.
const CODE_LENGTH: usize = 8;

/// The registrar's code in front of a name and the name behind it: capitals and digits, some of both, and a hyphen
/// between blanks. Names begin with words, with figures (`360 ONE`) or with both in other shapes (`3-6 Month`).
///
/// ```
/// # use cas_normalize::scheme_name;
/// assert_eq!(scheme_name::leading_code("118T - Alpha Fund - Growth"), Some(("118T", "Alpha Fund - Growth")));
/// assert_eq!(scheme_name::leading_code("360 ONE Alpha Fund - Growth"), None);
/// ```
#[must_use]
pub fn leading_code(printed: &str) -> Option<(&str, &str)> {
    let (code, name) = printed.trim_start().split_once(" - ")?;
    let is_code = (2..=CODE_LENGTH).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && code.bytes().any(|byte| byte.is_ascii_digit())
        && code.bytes().any(|byte| byte.is_ascii_uppercase());
    let name = name.trim_start();
    (is_code && name.contains(' ')).then_some((code, name))
}

/// The name without the brackets whose inside `drops` names, and without footnote marks and dangling punctuation.
fn without_brackets(printed: &str, drops: fn(&str) -> bool) -> String {
    let mut name = String::with_capacity(printed.len());
    let mut rest = printed;
    while let Some(at) = rest.find(['(', '[']) {
        let (before, bracket) = rest.split_at(at);
        fold_into(before, &mut name);
        let (inside, after) = split_bracket(bracket);
        if !drops(inside) {
            let text = bracket.get(..bracket.len() - after.len()).unwrap_or(bracket);
            fold_into(text, &mut name);
        }
        rest = after;
    }
    fold_into(rest, &mut name);
    trim(&mut name);
    name
}

/// Splits at the bracket that closes the first one; a dangling bracket reaches to the end.
fn split_bracket(text: &str) -> (&str, &str) {
    let mut depth = 0usize;
    for (at, character) in text.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth -= 1;
                if depth == 0 {
                    let inside = text.get(1..at).unwrap_or("");
                    return (inside, text.get(at + 1..).unwrap_or(""));
                }
            }
            _ => {}
        }
    }
    (text.get(1..).unwrap_or(""), "")
}

fn is_former(inside: &str) -> bool {
    let inside = inside.trim_start();
    FORMER.iter().any(|word| inside.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)))
}

fn is_held(inside: &str) -> bool {
    let bare: String =
        inside.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    HELD.contains(&bare.as_str())
}

/// `(Advisor: ...)`, should a head come with it.
fn is_tail(inside: &str) -> bool {
    inside.trim_start().get(..7).is_some_and(|head| head.eq_ignore_ascii_case("advisor"))
}

/// Appends text with blanks folded and footnote marks dropped.
fn fold_into(text: &str, name: &mut String) {
    for character in text.chars() {
        match character {
            '#' | '\u{ad}' => {}
            blank if blank.is_whitespace() => {
                if !name.is_empty() && !name.ends_with(' ') {
                    name.push(' ');
                }
            }
            other => name.push(other),
        }
    }
}

fn trim(name: &mut String) {
    let kept = name.trim_end_matches(['-', ',', ' ']).len();
    name.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registrar_names() {
        let cases = [
            ("Alpha Fund - Direct Growth (Formerly Known as Beta Fund)", "Alpha Fund - Direct Growth"),
            ("Alpha Fund (formerly Alpha Hybrid-Equity Fund ) - Regular Plan", "Alpha Fund - Regular Plan"),
            (
                "Alpha Fund - Growth (Regular Plan) (erstwhile Beta Fund) (Non-Demat)",
                "Alpha Fund - Growth (Regular Plan)",
            ),
            ("Alpha Fund IDCW# Payout Option (Non-Demat) - Payout", "Alpha Fund IDCW Payout Option - Payout"),
            (
                "Alpha Fund IDCW # & Redemption Scheme > 3 Years (Non Demat)",
                "Alpha Fund IDCW & Redemption Scheme > 3 Years",
            ),
            ("Alpha Fund (Demat)", "Alpha Fund"),
            ("Alpha  Fund -Growth-Regular Plan ", "Alpha Fund -Growth-Regular Plan"),
            ("Alpha Fund - Direct Plan - Growth (Erstwhile Alpha", "Alpha Fund - Direct Plan - Growth"),
            ("360 ONE Alpha Fund - Growth -", "360 ONE Alpha Fund - Growth"),
            ("Alpha Fund (G) [formerly Beta]", "Alpha Fund (G)"),
            ("Alpha Fund ) odd", "Alpha Fund ) odd"),
            ("", ""),
        ];
        for (printed, expected) in cases {
            assert_eq!(registrar(printed), expected, "{printed}");
        }
    }

    #[test]
    fn depository_names() {
        let cases = [
            (
                "A12 - Alpha Fund (formerly Beta)  - Growth",
                Some("A12"),
                "Alpha Fund (formerly Beta) - Growth",
            ),
            ("Alpha Fund - Growth", None, "Alpha Fund - Growth"),
            ("Alpha Fund - Growth (Non-Demat)", None, "Alpha Fund - Growth"),
            ("A12X Fund - Growth", Some("A12"), "A12X Fund - Growth"),
            ("118T - Alpha Flexi Cap Fund - Growth", None, "Alpha Flexi Cap Fund - Growth"),
            ("118T - Alpha Flexi Cap Fund - Growth", Some("A1"), "Alpha Flexi Cap Fund - Growth"),
            ("360 ONE Alpha Fund - Growth", None, "360 ONE Alpha Fund - Growth"),
            ("2030 - 100 Days Fund", None, "2030 - 100 Days Fund"),
            ("GOLD - Alpha Fund", None, "GOLD - Alpha Fund"),
            ("NIFTY50 - Growth", None, "NIFTY50 - Growth"),
        ];
        for (printed, code, expected) in cases {
            assert_eq!(depository(printed, code), expected, "{printed}");
        }
    }
}
