//! Words that say nothing of a person: what statements are made of, and what the rules for wordings look for.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use cas_normalize::classify::{WordSense, sense};

/// Lower case, sorted, one a line.
const WORDS: &str = include_str!("vocabulary.txt");

/// Addresses and registration numbers that depositories were seen to print on every statement, one a line.
const REGISTRIES: &str = include_str!("registries.txt");

/// The whole phrases by which depositories and registrars are known.
pub(crate) fn registries() -> impl Iterator<Item = &'static str> {
    REGISTRIES.lines()
}

/// True for a word of the layout, of finance or of plain English; letter case aside.
pub(crate) fn is_common(word: &str) -> bool {
    is_listed(word) || sense(word) == WordSense::Word
}

/// True for a word made from one of the wordings (`SEGREGATED`, `BSEEPPAYIN`).
pub(crate) fn is_derived(word: &str) -> bool {
    sense(word) == WordSense::Derived
}

/// True for letters that the rules for wordings would make something of.
pub(crate) fn means_something(word: &str) -> bool {
    sense(word) != WordSense::None
}

fn is_listed(word: &str) -> bool {
    static LISTED: LazyLock<BTreeSet<&str>> = LazyLock::new(|| WORDS.lines().collect());
    LISTED.contains(word.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_known_and_names_are_not() {
        for word in ["Folio", "NOMINEE", "Registered", "purchase", "Systematic"] {
            assert!(is_common(word), "{word}");
        }
        for word in ["LATTU", "Parakhi", "gmail", "Mumbai"] {
            assert!(!is_common(word), "{word}");
        }
    }

    #[test]
    fn the_list_is_sorted_and_plain() {
        assert!(WORDS.lines().is_sorted());
        assert!(
            WORDS.lines().all(|word| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        );
    }
}
