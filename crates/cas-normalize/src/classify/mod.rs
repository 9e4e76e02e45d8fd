//! What the wording of a transaction means: normal form, rule table, dividend rate.
//!
//! The rules are data (`wordings.toml`); this module only applies them. Signs are settled before, by the running
//! balance (`assemble::ledger`): a rule never guesses whether units came or went.

mod dividend;
mod matcher;
mod normal_form;

use cas_model::{Price, TransactionKind};

use matcher::{DEMAT, DIRECTION, REGISTRAR, Shape};

/// Which vocabulary a ledger speaks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Vocabulary {
    /// Fund ledgers of registrar statements.
    Fund,
    /// Folio ledgers of NSDL statements: the wordings of registrars, a few of them in another sense.
    NsdlFund,
    /// Folio ledgers of CDSL statements, likewise.
    CdslFund,
    /// Demat ledgers of both depositories.
    Demat,
}

/// What moved in a row, as far as the rules ask.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Movement {
    /// Units with their settled sign: below, at or above zero; `None` when the row prints none.
    pub units: Option<std::cmp::Ordering>,
    /// True when the row prints an amount.
    pub amount: bool,
}

/// What a row means.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Meaning {
    /// Type of the published schema.
    pub kind: TransactionKind,
    /// Rupees of income per unit, printed after `@ Rs.` in the wording of an income row.
    pub dividend_rate: Option<Price>,
    /// False when only a last resort applied: the wording deserves a note.
    pub known: bool,
    /// True where units are marked and stay (a pledge): a running balance leaves them out.
    pub lien: bool,
}

/// Applies the rule table; keeps buffers, so that rows cost no allocation, and the last answers, as ledgers repeat
/// themselves.
#[derive(Debug, Default)]
pub struct Classifier {
    normal: String,
    scratch: String,
    answers: [Answer; 8],
    /// Where the next answer is kept.
    next: usize,
}

/// An answer given before.
#[derive(Debug, Default)]
struct Answer {
    wording: String,
    asked: Option<(Vocabulary, Movement)>,
    meaning: Meaning,
}

/// True when two wordings differ in the values of their digits only, which no rule looks at.
fn alike(one: &str, other: &str) -> bool {
    let same = |(a, b): (u8, u8)| a == b || (a.is_ascii_digit() && b.is_ascii_digit());
    one.len() == other.len() && one.bytes().zip(other.bytes()).all(same)
}

/// How much a word of a wording means to the rules.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum WordSense {
    /// No rule looks for anything like it.
    None,
    /// Some rule finds a few letters of it.
    Trace,
    /// It begins with a word of the rules, or holds one, of five letters at least.
    Derived,
    /// It is a word of the rules.
    Word,
}

/// What the rules see in a word (letters only, any letter case): words they look for say what a row means, not whose it
/// is.
///
/// ```
/// # use cas_normalize::classify::{WordSense, sense};
/// assert_eq!(sense("Purchase"), WordSense::Word);
/// assert_eq!(sense("segregated"), WordSense::Derived);
/// assert_eq!(sense("egregated"), WordSense::Derived);
/// assert_eq!(sense("soap"), WordSense::Trace);
/// assert_eq!(sense("Phantom"), WordSense::None);
/// ```
#[must_use]
pub fn sense(word: &str) -> WordSense {
    const LONG: usize = 5;
    let word = word.to_ascii_lowercase();
    // Letter-spaced wordings lose their first letter to a word of its own (`S ystematic`).
    let beheaded = || word.len() > 2 && matcher::WORDS.iter().any(|whole| whole.get(1..) == Some(&word));
    if matcher::WORDS.binary_search(&word.as_str()).is_ok() || beheaded() {
        return WordSense::Word;
    }
    let starts = matcher::STARTS.iter().filter(|start| word.starts_with(**start)).map(|start| start.len());
    // Starts of words lose it too (`S egregated`).
    let cut = matcher::STARTS.iter().filter_map(|start| start.get(1..)).filter(|rest| rest.len() >= LONG);
    let starts = starts.chain(cut.filter(|rest| word.starts_with(rest)).map(str::len));
    let inner = matcher::INNER.iter().filter(|inner| word.contains(**inner)).map(|inner| inner.len());
    match starts.chain(inner).max() {
        None => WordSense::None,
        Some(length) if length < LONG => WordSense::Trace,
        Some(_) => WordSense::Derived,
    }
}

/// Income rows print a rate.
fn pays(kind: TransactionKind) -> bool {
    matches!(kind, TransactionKind::DividendPayout | TransactionKind::DividendReinvest)
}

impl Classifier {
    /// What a row of this wording means.
    ///
    /// ```
    /// # use cas_normalize::classify::{Classifier, Movement, Vocabulary};
    /// # use cas_model::TransactionKind;
    /// let row = Movement { units: Some(std::cmp::Ordering::Greater), amount: true };
    /// let meaning = Classifier::default().classify(Vocabulary::Fund, "S ystematic Investment (3/12)", row);
    /// assert_eq!(meaning.kind, TransactionKind::PurchaseSip);
    /// ```
    pub fn classify(&mut self, vocabulary: Vocabulary, wording: &str, row: Movement) -> Meaning {
        let asked = Some((vocabulary, row));
        let given = self.answers.iter().find(|given| given.asked == asked && alike(&given.wording, wording));
        let given = given.map(|given| given.meaning);
        if let Some(meaning) = given.filter(|meaning| !pays(meaning.kind)) {
            return meaning;
        }
        let meaning = self.judge(vocabulary, wording, row);
        if given.is_none()
            && let Some(slot) = self.answers.get_mut(self.next % 8)
        {
            slot.wording.clear();
            slot.wording.push_str(wording);
            (slot.asked, slot.meaning) = (asked, meaning);
            self.next = self.next.wrapping_add(1);
        }
        meaning
    }

    fn judge(&mut self, vocabulary: Vocabulary, wording: &str, row: Movement) -> Meaning {
        normal_form::write(wording, &mut self.normal, &mut self.scratch);
        let section = match vocabulary {
            Vocabulary::Fund | Vocabulary::NsdlFund | Vocabulary::CdslFund => &REGISTRAR,
            Vocabulary::Demat => &DEMAT,
        };
        let rule = section
            .judge(&self.normal, Shape::of(vocabulary, row))
            .and_then(|index| section.rules.get(index));
        let (kind, known, lien) =
            rule.map_or((TransactionKind::Unknown, false, false), |rule| (rule.kind, rule.known, rule.lien));
        let dividend_rate = pays(kind).then(|| dividend::rate(&self.normal)).flatten();
        Meaning { kind, dividend_rate, known, lien }
    }

    /// True when units of a row with this wording leave, for fund ledgers that print units without a sign.
    ///
    /// ```
    /// # use cas_normalize::classify::Classifier;
    /// assert!(Classifier::default().leaves("Lateral Shift Out"));
    /// assert!(!Classifier::default().leaves("S T P In"));
    /// ```
    pub fn leaves(&mut self, wording: &str) -> bool {
        normal_form::write(wording, &mut self.normal, &mut self.scratch);
        let shape = Shape::of(Vocabulary::NsdlFund, Movement { units: None, amount: false });
        let rule = DIRECTION.judge(&self.normal, shape);
        rule.and_then(|index| DIRECTION.rules.get(index))
            .is_some_and(|rule| rule.kind == TransactionKind::Redemption)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Ordering;

    fn meaning(wording: &str, units: Option<Ordering>, amount: bool) -> Meaning {
        Classifier::default().classify(Vocabulary::Fund, wording, Movement { units, amount })
    }

    #[test]
    fn rates_come_with_income_rows_only() {
        let cases = [
            ("***IDCW Payout @ Rs.0.1417 per unit***", None, Some("0.1417")),
            ("***Dividend @ Rs.0.885409 per unit***", None, Some("0.885409")),
            ("IDCW Paid @ Rs. 1.7693 per unit", None, Some("1.7693")),
            ("Div. Reinvested @ Rs.0.0241 per unit", Some(Ordering::Greater), Some("0.0241")),
            ("Dividend Re-investment @ Rs.0.12 per unit", Some(Ordering::Greater), Some("0.12")),
            ("IDCW Reinvested @ Rs.1,000.50 per unit", Some(Ordering::Greater), Some("1000.50")),
            ("***IDCW Payout -  NEFT***", None, None),
            ("Purchase @ Rs.12.5", Some(Ordering::Greater), None),
        ];
        for (wording, units, rate) in cases {
            let found = meaning(wording, units, true).dividend_rate.map(|price| price.to_string());
            assert_eq!(found.as_deref(), rate, "{wording}");
        }
    }

    #[test]
    fn what_was_answered_before_changes_nothing() {
        let mut used = Classifier::default();
        let row = Movement { units: None, amount: true };
        for (wording, rate) in [
            ("***IDCW Payout @ Rs.0.1417 per unit***", Some("0.1417")),
            ("***IDCW Payout @ Rs.0.2518 per unit***", Some("0.2518")),
            ("***IDCW Payout @ Rs.0.2518 per unit***", Some("0.2518")),
            ("*** Stamp Duty ***", None),
            ("*** Stamp Duty ***", None),
        ] {
            let found = used.classify(Vocabulary::Fund, wording, row);
            assert_eq!(found, meaning(wording, None, true), "{wording}");
            assert_eq!(found.dividend_rate.map(|price| price.to_string()).as_deref(), rate, "{wording}");
        }
        let bought = Movement { units: Some(Ordering::Greater), amount: true };
        for wording in
            ["SIP Purchase - Instalment 1/60", "SIP Purchase - Instalment 7/60", "Sundry 1", "Sundry 2"]
        {
            assert_eq!(
                used.classify(Vocabulary::Fund, wording, bought),
                meaning(wording, bought.units, true)
            );
        }
    }

    #[test]
    fn an_unknown_wording_is_said_so() {
        assert!(!meaning("Sundry", Some(Ordering::Greater), true).known);
        assert!(meaning("Purchase", Some(Ordering::Greater), true).known);
    }
}
