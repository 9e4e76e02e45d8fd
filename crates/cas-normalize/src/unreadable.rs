//! Figures with a wrong character. No column of numbers takes them, so that they end in the wording, the name or the label
//! of their row, where nobody would look for the figure that the answer lacks.

use cas_model::record::Record;
use cas_model::{Diagnostic, DiagnosticCode, Sourced};

/// So many digits make a word with one other character a figure.
const DIGITS: usize = 2;

/// Notes on records whose texts hold what cannot be read.
pub(crate) fn notes(records: &[Sourced]) -> Vec<Diagnostic> {
    let code = |field| DiagnosticCode::UnreadableValue { field };
    let told = |found: &Sourced| Some(Diagnostic { code: code(unreadable(&found.record)?), at: found.at });
    records.iter().filter_map(told).collect()
}

/// What cannot be read in a record.
fn unreadable(record: &Record) -> Option<&'static str> {
    let is_torn = |text: Option<&str>| text.is_some_and(holds_torn_figure);
    let folio = |number: &Option<String>| number.as_deref().filter(is_no_folio).map(|_| "folio number");
    let found = match record {
        Record::Row(row) => holds_torn_figure(&row.description),
        Record::Movement(row) => is_torn(row.description.as_deref()),
        Record::Holding(holding) => is_torn(holding.name.as_deref()),
        Record::Scheme(scheme) if folio(&scheme.folio_number).is_some() => {
            return folio(&scheme.folio_number);
        }
        Record::Scheme(scheme) => holds_torn_figure(&scheme.printed_name),
        Record::Account(account) => is_torn(account.dp_name.as_deref()),
        Record::NpsFund(fund) => is_torn(fund.name.as_deref()),
        Record::NpsRow(row) => holds_torn_figure(&row.description),
        Record::Charge(charge) => holds_torn_figure(&charge.label),
        Record::Fill(fill) => is_torn(fill.remarks.as_deref()),
        Record::Folio(record) => return folio(&record.folio_number),
        _ => false,
    };
    found.then_some("figure")
}

/// Folio numbers are figures, capitals, blanks, strokes and hyphens.
fn is_no_folio(number: &&str) -> bool {
    let is_usual =
        |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase() || matches!(byte, b'/' | b'-' | b' ');
    !number.bytes().all(is_usual)
}

/// True when a word of `wording` is a figure but for one letter or one character that its font does not tell: `24,99x.75`.
fn holds_torn_figure(wording: &str) -> bool {
    // Most wordings have no figure.
    wording.bytes().any(|byte| matches!(byte, b'.' | b',')) && wording.split(' ').any(is_torn_figure)
}

/// What may stand before a figure in its word.
const SIGNS: [&str; 5] = ["@", "Rs.", "Rs", "INR", "\u{20b9}"];

fn is_torn_figure(word: &str) -> bool {
    let word = SIGNS.iter().fold(word, |word, sign| word.strip_prefix(sign).unwrap_or(word));
    if !word.bytes().any(|byte| matches!(byte, b'.' | b',')) {
        return false;
    }
    let (mut digits, mut others) = (0, 0);
    for character in word.chars() {
        match character {
            '0'..='9' => digits += 1,
            '.' | ',' | '(' | ')' | '-' => {}
            _ if character.is_alphabetic() || !character.is_ascii() => others += 1,
            _ => return false,
        }
    }
    // What is left of a figure has its point or comma between digits, or beside the wrong character.
    let is_part = |part: &str| part.bytes().any(|byte| byte.is_ascii_digit()) || part.chars().count() == 1;
    let parted = word.split(['.', ',']).all(is_part);
    digits >= DIGITS && others == 1 && parted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_character_in_a_figure_is_told() {
        for word in [
            "24,99x.75",
            "(2x4,913.16)",
            "x7.3116",
            "36,250.3\u{fffd}",
            "1x.27",
            "x,499.87",
            "0.0x",
            "@Rs.2x.544",
        ] {
            assert!(holds_torn_figure(&format!("Purchase {word} - 3/60")), "{word}");
        }
    }

    #[test]
    fn wordings_are_not_figures() {
        for wording in [
            "IDCW Paid @ Rs.0.4484 per unit",
            "Purchase - Instalment 12/240 - ARN-109314/E224755",
            "By CM SAMPLE BROKING, T+1 NORMAL / 2026043",
            "Exit load of 1.00% w.e.f. 01-Apr-2024",
            "SIP (1,2), No.123 Rs.500",
            "",
        ] {
            assert!(!holds_torn_figure(wording), "{wording}");
        }
    }
}
