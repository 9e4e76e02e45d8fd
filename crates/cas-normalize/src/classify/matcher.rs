//! The compiled rule table and how it is applied: one pass finds the phrases, then the first fitting rule wins.

use std::cmp::Ordering;

use cas_model::TransactionKind;

use super::{Movement, Vocabulary};

/// A set of phrases, one bit each.
type Mask = [u128; 2];

/// A phrase of the table, without its markers.
pub(crate) struct Phrase {
    /// Lower case ASCII; `#` stands for any digit.
    text: &'static [u8],
    /// `^`: only at the start of the wording.
    first: bool,
    /// `>`: only at the end of a word.
    word_end: bool,
}

/// A rule of the table.
pub(crate) struct Rule {
    /// The answer.
    pub(crate) kind: TransactionKind,
    /// Bits of [`Shape::units`] that fit.
    units: u8,
    /// Bits of [`Shape::amount`] that fit.
    amount: u8,
    /// Bits of [`Shape::ledger`] that fit.
    ledger: u8,
    /// False for the last resorts.
    pub(crate) known: bool,
    /// True where units are marked and stay.
    pub(crate) lien: bool,
    /// Of each mask at least one phrase must be there.
    needs: &'static [Mask],
    /// None of these may be there.
    without: Mask,
}

/// One vocabulary.
pub(crate) struct Section {
    /// Sorted by first byte; those that may stand anywhere come before those that start words.
    phrases: &'static [Phrase],
    /// For each ASCII byte the index of its first phrase and of its first phrase that starts words; one entry more.
    buckets: &'static [u16],
    /// First match wins.
    pub(crate) rules: &'static [Rule],
}

include!(concat!(env!("OUT_DIR"), "/wordings.rs"));

/// The shape of a row as bits, so that a rule tests it with one `&`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// 1 in, 2 out, 4 none, 8 zero.
    units: u8,
    /// 1 printed, 2 not printed.
    amount: u8,
    /// 1 registrar, 2 NSDL, 4 CDSL; all of them where a section knows one vocabulary only.
    ledger: u8,
}

impl Shape {
    pub(crate) fn of(vocabulary: Vocabulary, row: Movement) -> Self {
        let units = match row.units {
            Some(Ordering::Greater) => 1,
            Some(Ordering::Less) => 2,
            None => 4,
            Some(Ordering::Equal) => 8,
        };
        let ledger = match vocabulary {
            Vocabulary::Fund => 1,
            Vocabulary::NsdlFund => 2,
            Vocabulary::CdslFund => 4,
            Vocabulary::Demat => 7,
        };
        Self { units, amount: if row.amount { 1 } else { 2 }, ledger }
    }
}

impl Section {
    /// Index of the first rule that fits the normal form and the shape.
    pub(crate) fn judge(&self, normal: &str, shape: Shape) -> Option<usize> {
        let found = self.phrases_in(normal.as_bytes());
        self.rules.iter().position(|rule| {
            rule.units & shape.units != 0
                && rule.amount & shape.amount != 0
                && rule.ledger & shape.ledger != 0
                && !meets(&found, &rule.without)
                && rule.needs.iter().all(|mask| meets(&found, mask))
        })
    }

    fn phrases_in(&self, text: &[u8]) -> Mask {
        let mut found = [0u128; 2];
        let mut in_word = false;
        for (at, &byte) in text.iter().enumerate() {
            let word_start = !in_word;
            in_word = byte.is_ascii_alphanumeric();
            let bucket = 2 * usize::from(byte);
            let end = bucket + if word_start { 2 } else { 1 };
            let (Some(&from), Some(&to)) = (self.buckets.get(bucket), self.buckets.get(end)) else {
                continue;
            };
            for index in usize::from(from)..usize::from(to) {
                let Some(phrase) = self.phrases.get(index) else { continue };
                if phrase.stands_at(text, at)
                    && let Some(half) = found.get_mut(index / 128)
                {
                    *half |= 1 << (index % 128);
                }
            }
        }
        found
    }
}

impl Phrase {
    fn stands_at(&self, text: &[u8], at: usize) -> bool {
        if self.first && at != 0 {
            return false;
        }
        // The first byte stands here already; the second one turns most phrases away.
        if let Some(&second) = self.text.get(1).filter(|&&second| second != b'#')
            && text.get(at + 1) != Some(&second)
        {
            return false;
        }
        let Some(window) = text.get(at..at + self.text.len()) else { return false };
        let same = window
            .iter()
            .zip(self.text)
            .all(|(&byte, &wanted)| byte == wanted || (wanted == b'#' && byte.is_ascii_digit()));
        same && !(self.word_end && text.get(at + self.text.len()).is_some_and(u8::is_ascii_alphanumeric))
    }
}

fn meets(found: &Mask, mask: &Mask) -> bool {
    found.iter().zip(mask).any(|(a, b)| a & b != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row of a shape that the rule accepts: the first bit set of each.
    fn shape_of(rule: &Rule) -> Shape {
        let first_bit = |bits: u8| bits & bits.wrapping_neg();
        let [units, amount, ledger] = [rule.units, rule.amount, rule.ledger].map(first_bit);
        Shape { units, amount, ledger }
    }

    fn prove(section: &Section, proofs: &[(&[&str], &[&str])]) {
        let (mut normal, mut scratch) = (String::new(), String::new());
        let mut failures = Vec::new();
        for (index, (rule, (examples, counters))) in section.rules.iter().zip(proofs).enumerate() {
            for example in *examples {
                super::super::normal_form::write(example, &mut normal, &mut scratch);
                let found = section.judge(&normal, shape_of(rule));
                if found != Some(index) {
                    failures
                        .push(format!("rule {index} ({}): {example:?} comes to {found:?}", rule.kind.wire()));
                }
            }
            for counter in *counters {
                super::super::normal_form::write(counter, &mut normal, &mut scratch);
                if section.judge(&normal, shape_of(rule)) == Some(index) {
                    failures.push(format!("rule {index} ({}): {counter:?} must not fit", rule.kind.wire()));
                }
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn every_fund_rule_proves_itself() {
        prove(&REGISTRAR, REGISTRAR_EXAMPLES);
    }

    #[test]
    fn every_direction_rule_proves_itself() {
        prove(&DIRECTION, DIRECTION_EXAMPLES);
    }

    #[test]
    fn every_demat_rule_proves_itself() {
        prove(&DEMAT, DEMAT_EXAMPLES);
    }
}
