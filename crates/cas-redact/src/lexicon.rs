//! What is known of the words of one statement: which are personal, which are public, and what to do with a token.

use std::collections::BTreeSet;

use cas_table::Claim;
use serde_json::Value;

use crate::Said;
use crate::groups::DIGITS;
use crate::role::{Role, each_string};
use crate::shape::{folded, is_digits, is_isin, is_letters, mask, tokens};
use crate::vocabulary::{is_common, is_derived, registries};

/// Shortest tokens that are replaced wherever they stand. Shorter ones say little and mean many things; they are
/// replaced where they stand in a whole name, address or number.
const LETTERS: usize = 3;
const MIXED: usize = 4;
/// Digits of numbers that are known to lead to a person.
const OWN_DIGITS: usize = 5;

/// The words of one statement.
#[derive(Default)]
pub(crate) struct Lexicon {
    /// Strings that are personal as a whole, sorted.
    pub(crate) phrases: BTreeSet<String>,
    /// Their tokens, folded.
    personal: BTreeSet<String>,
    /// Codes: personal but for common words.
    pub(crate) codes: BTreeSet<String>,
    /// Names and ISINs that are public as a whole, sorted.
    pub(crate) names: BTreeSet<String>,
    /// Their tokens, folded.
    public: BTreeSet<String>,
    /// Whole numbers that the statement counts or measures with.
    values: BTreeSet<String>,
    /// The file is a contract note.
    is_note: bool,
}

/// What the reader took a word for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Place {
    /// Part of a record.
    Data,
    /// Text of the layout, or nothing that it knows: readers claim letters and notices by where they stand, so that
    /// what is printed there may be anything.
    Elsewhere,
}

impl Place {
    /// The place of a word with this claim.
    pub(crate) fn of(claim: Claim) -> Self {
        if claim == Claim::Data { Self::Data } else { Self::Elsewhere }
    }
}

impl Lexicon {
    /// Reads what a file says.
    pub(crate) fn of(said: &Said<'_>) -> Self {
        let mut lexicon = Self { names: registries().map(joined).collect(), ..Self::default() };
        let mut answer = said.answer();
        lexicon.read_values(&answer);
        each_string(&mut answer, &mut |role, text| lexicon.read(role, text));
        match said {
            Said::Statement(_, facts) => lexicon.read_facts(facts),
            Said::Note(note, facts) => {
                lexicon.is_note = true;
                // The exchange numbers its settlements: the number leads to a day, not to a person.
                note.contract_note_info
                    .settlement_number
                    .iter()
                    .for_each(|number| lexicon.read_value(number));
                lexicon.read_note_facts(facts);
            }
        }
        lexicon
    }

    pub(crate) fn read(&mut self, role: Role, text: &str) {
        match role {
            Role::Personal => self.read_personal(text),
            Role::Flag if tokens(text).all(|token| is_flag(text.get(token).unwrap_or_default())) => {}
            Role::Flag => self.read_personal(text),
            Role::Code => {
                let own = tokens(text).filter_map(|token| text.get(token)).filter(|token| !is_common(token));
                self.personal.extend(own.map(folded));
                self.codes.insert(joined(text));
            }
            Role::Short(label) => {
                self.codes.insert(format!("{label} {}", joined(text)));
            }
            Role::Public => {
                self.public.extend(tokens(text).filter_map(|token| text.get(token)).map(folded));
                self.names.insert(joined(text));
            }
            Role::Fixed => {
                if is_isin(text) {
                    self.names.insert(text.to_owned());
                }
                if let [year, month, day] = text.split('-').collect::<Vec<_>>().as_slice() {
                    // Some tables print days without separators.
                    self.values.extend([format!("{day}{month}{year}"), format!("{year}{month}{day}")]);
                }
            }
            Role::Text => {}
        }
    }

    fn read_personal(&mut self, text: &str) {
        self.phrases.insert(joined(text));
        self.personal.extend(tokens(text).filter_map(|token| text.get(token)).map(folded));
    }

    fn read_values(&mut self, value: &Value) {
        match value {
            Value::Number(number) => self.read_value(&number.to_string()),
            Value::Array(items) => items.iter().for_each(|item| self.read_values(item)),
            Value::Object(members) => members.values().for_each(|member| self.read_values(member)),
            _ => {}
        }
    }

    pub(crate) fn read_value(&mut self, number: &str) {
        let number = number.trim_start_matches('-');
        if is_digits(number) {
            self.values.insert(number.to_owned());
        }
    }

    /// True for the words of a contract note.
    pub(crate) fn is_note(&self) -> bool {
        self.is_note
    }

    /// True when the word belongs to the layout, the language or a public name.
    fn is_known(&self, folded: &str) -> bool {
        self.public.contains(folded) || is_common(folded)
    }

    /// True for a token of a name, an address or a number that leads to a person.
    pub(crate) fn is_personal(&self, folded: &str) -> bool {
        self.personal.contains(folded)
    }

    /// True for a personal token that is replaced wherever it stands: none of them may be left.
    pub(crate) fn is_telling(&self, token: &str) -> bool {
        let folded = folded(token);
        if !self.is_personal(&folded) || is_isin(&folded) || mask(&folded).iter().all(|masked| *masked) {
            return false;
        }
        if is_digits(&folded) {
            let nothing = folded.bytes().all(|digit| digit == b'0');
            !nothing && folded.len() >= OWN_DIGITS && !self.values.contains(&folded)
        } else if is_letters(&folded) {
            folded.chars().count() >= LETTERS && !self.is_known(&folded)
        } else {
            folded.len() >= MIXED && !self.public.contains(&folded)
        }
    }

    /// The personal tokens that may not be left anywhere.
    pub(crate) fn telling(&self) -> impl Iterator<Item = &str> {
        self.personal.iter().map(String::as_str).filter(|token| self.is_telling(token))
    }

    /// True for whole numbers that the statement counts or measures with.
    pub(crate) fn is_value(&self, token: &str) -> bool {
        self.values.contains(token)
    }

    /// True when a token that stands in no whole personal phrase has to go, wherever it stands.
    pub(crate) fn replaces(&self, token: &str) -> bool {
        if self.is_telling(token) {
            return true;
        }
        let folded = folded(token);
        if self.is_personal(&folded) || is_isin(&folded) || mask(&folded).iter().all(|masked| *masked) {
            return false;
        }
        if is_digits(&folded) {
            folded.len() >= DIGITS && !self.values.contains(&folded)
        } else if is_letters(&folded) {
            folded.chars().count() >= LETTERS && !self.is_known(&folded) && !is_derived(&folded)
        } else {
            folded.len() >= MIXED && !self.public.contains(&folded) && !is_ordinal(&folded)
        }
    }
}

/// The tokens of a text with one blank in between.
fn joined(text: &str) -> String {
    tokens(text).filter_map(|token| text.get(token)).collect::<Vec<_>>().join(" ")
}

/// `25TH`
fn is_ordinal(folded: &str) -> bool {
    let digits = folded.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    is_digits(digits) && ["ST", "ND", "RD", "TH"].iter().any(|end| folded.strip_prefix(digits) == Some(end))
}

/// A word of the layout, or one that is too short to be a name.
pub(crate) fn is_flag(token: &str) -> bool {
    is_letters(token) && (token.len() < 2 || is_common(token))
}
