//! Labels of the obligation block: what a line of it is, who pays, and whether a line goes on with the label above it.

use cas_model::note_record::{ChargeKind, Direction};

use super::charges::compact;
use super::notices::PLACES;

/// How a label begins (letters and digits, lower case), what else it must hold, and what it is. The first row that
/// fits counts: fees of the regulator come before turnover charges, sums before what they add up.
const LABELS: [(&str, &str, ChargeKind); 51] = [
    ("netamount", "bank", ChargeKind::Memo),
    ("netamount", "", ChargeKind::Net),
    ("netreceivable", "", ChargeKind::Net),
    ("netpayable", "", ChargeKind::Net),
    ("amountreceivable", "", ChargeKind::Net),
    ("amountpayable", "", ChargeKind::Net),
    ("payin", "", ChargeKind::Obligation),
    ("payout", "", ChargeKind::Obligation),
    ("totaltaxablevalue", "", ChargeKind::Memo),
    ("gsttaxable", "", ChargeKind::Memo),
    ("settlementn", "", ChargeKind::Memo),
    ("settlementd", "", ChargeKind::Memo),
    ("taxablevalue", "sebi", ChargeKind::Sebi),
    ("taxablevalue", "ipft", ChargeKind::Ipft),
    ("taxablevalue", "clearing", ChargeKind::Clearing),
    ("taxablevalue", "transaction", ChargeKind::Exchange),
    ("taxablevalue", "turnover", ChargeKind::Exchange),
    ("taxablevalue", "brok", ChargeKind::Brokerage),
    ("taxablevalue", "", ChargeKind::Memo),
    ("cgst", "", ChargeKind::Cgst),
    ("centralgst", "", ChargeKind::Cgst),
    ("sgst", "", ChargeKind::Sgst),
    ("stategst", "", ChargeKind::Sgst),
    ("utt", "", ChargeKind::Utt),
    ("utgst", "", ChargeKind::Utt),
    ("igst", "", ChargeKind::Igst),
    ("integratedgst", "", ChargeKind::Igst),
    ("stt", "", ChargeKind::Stt),
    ("securitiestransactiontax", "", ChargeKind::Stt),
    ("securitytransactiontax", "", ChargeKind::Stt),
    ("securitiestransactionstax", "", ChargeKind::Stt),
    ("securitiescommoditiestransactiontax", "", ChargeKind::Stt),
    // No field of the answer: a levy like any other for the arithmetic.
    ("commoditiestransactiontax", "", ChargeKind::Other),
    ("commoditytransactiontax", "", ChargeKind::Other),
    ("ctt", "", ChargeKind::Other),
    ("sebi", "", ChargeKind::Sebi),
    ("ipft", "", ChargeKind::Ipft),
    ("investorprotection", "", ChargeKind::Ipft),
    ("clearing", "charge", ChargeKind::Clearing),
    ("clearingch", "", ChargeKind::Clearing),
    ("clearingfee", "", ChargeKind::Clearing),
    ("exchange", "charge", ChargeKind::Exchange),
    ("turnoverch", "", ChargeKind::Exchange),
    ("transactioncharge", "", ChargeKind::Exchange),
    ("stampduty", "", ChargeKind::StampDuty),
    ("stampcharge", "", ChargeKind::StampDuty),
    ("brokerage", "", ChargeKind::Brokerage),
    ("totalbrokerage", "", ChargeKind::Brokerage),
    ("tds", "", ChargeKind::Memo),
    ("roundoff", "", ChargeKind::Other),
    ("rounding", "", ChargeKind::Other),
];

/// What an exchange or clearing house levies under its name (`NSE IPFT Charges`); its obligation or net amount is not that
/// of the note.
const LEVIED: [ChargeKind; 6] = [
    ChargeKind::Exchange,
    ChargeKind::Clearing,
    ChargeKind::Ipft,
    ChargeKind::Sebi,
    ChargeKind::StampDuty,
    ChargeKind::Stt,
];

/// A label of this many letters at most is an abbreviation.
const ABBREVIATION: usize = 5;

/// What a label is; `None` when it is none of the block.
pub(super) fn kind_of(label: &str) -> Option<ChargeKind> {
    // `a) Total brokerage`, `b) Clearing charges`: letters that only count the lines.
    let label = label.trim_start();
    let label = counted(label).unwrap_or(label).trim_start();
    plain_kind(label).or_else(|| {
        let (first, levy) = label.split_once(' ')?;
        PLACES.iter().find(|place| place.eq_ignore_ascii_case(first))?;
        plain_kind(levy).filter(|kind| LEVIED.contains(kind))
    })
}

/// What a label is that nothing stands before.
fn plain_kind(label: &str) -> Option<ChargeKind> {
    // Axis prints the rate above the name of the tax.
    let label = after_rate(label).unwrap_or(label);
    let compact = compact(label);
    let first = label.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| !word.is_empty()).unwrap_or("");
    // `UTT` and `STT` are words of their own; `UTTAM SUGAR MILLS` is none of them.
    let is_whole = |start: &str| {
        start.len() > ABBREVIATION || !first.as_bytes().get(start.len()).is_some_and(u8::is_ascii_alphabetic)
    };
    LABELS
        .iter()
        .find(|(start, within, _)| compact.starts_with(start) && compact.contains(within) && is_whole(start))
        .map(|(_, _, kind)| *kind)
}

/// Who pays, as far as the label alone says.
pub(super) fn direction_of(kind: ChargeKind, label: &str) -> Option<Direction> {
    let compact: String = label.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let says = |part: &str| compact.contains(part);
    match kind {
        ChargeKind::Net if says("(-)receivable") || says("(+)payable") => Some(Direction::PlusPays),
        ChargeKind::Net if says("(payable") || says("(-)payable") => Some(Direction::MinusPays),
        ChargeKind::Net => match (says("payable"), says("receivable")) {
            (true, false) => Some(Direction::Pays),
            (false, true) => Some(Direction::Receives),
            _ => None,
        },
        ChargeKind::Obligation if says("(payout)") => Some(Direction::PlusPays),
        ChargeKind::Obligation if says("(payin)") => Some(Direction::MinusPays),
        ChargeKind::Obligation => match (says("payin"), says("payout")) {
            (true, false) => Some(Direction::Pays),
            (false, true) => Some(Direction::Receives),
            _ => None,
        },
        _ => None,
    }
}

/// What follows the letter that only counts the line: `Total brokerage` of `a) Total brokerage`.
fn counted(label: &str) -> Option<&str> {
    let label = label.strip_prefix('(').unwrap_or(label);
    label.split_once(')').filter(|(mark, _)| mark.chars().count() == 1).map(|(_, rest)| rest)
}

/// What follows `Rate 9%`.
fn after_rate(label: &str) -> Option<&str> {
    let (rate, rest) = label.strip_prefix("Rate")?.split_once('%')?;
    let rate = rate.trim_matches([' ', ':', '@']);
    (!rate.is_empty() && rate.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')).then_some(rest)
}

/// `Rate 9%` above the name of a tax.
pub(super) fn is_rate(label: &str) -> bool {
    after_rate(label.trim()).is_some_and(str::is_empty)
}

/// True when a line goes on with the label above it: in brackets that are open, in its sentence, or with the words that
/// a label of the net amount ends with.
pub(super) fn continues(label: &str, text: &str) -> bool {
    const TAILS: [&str; 4] = ["byclient", "bytheclient", "payableby", "receivableby"];
    if text.is_empty() || counted(text).is_some() {
        return false;
    }
    let open =
        |opening: char, closing: char| label.rfind(opening).is_some_and(|at| Some(at) > label.rfind(closing));
    let small = |text: &str| text.starts_with(|c: char| c.is_ascii_lowercase());
    let compact = compact(text);
    open('(', ')')
        || open('[', ']')
        || label.ends_with(['/', '&', ','])
        || text.starts_with('(')
        || small(text) && !small(label)
        || TAILS.iter().any(|tail| compact.starts_with(tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A mutant of a note had `*)` as a label.
    #[test]
    fn marks_that_count_lines_are_no_part_of_a_label() {
        assert_eq!(kind_of("a) Total brokerage"), kind_of("Total brokerage"));
        for nothing in ["*)", ")", "*) ", "a)", ""] {
            assert_eq!(kind_of(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn labels_of_all_brokers() {
        let cases = [
            ("Pay in/Pay out obligation (Rs)", ChargeKind::Obligation),
            ("PAY IN / ( PAY OUT ) OBLIGATION", ChargeKind::Obligation),
            ("Taxable value of supply (Brokerage)3", ChargeKind::Brokerage),
            ("a) Total brokerage", ChargeKind::Brokerage),
            ("Taxable Value Of Supply (NSE Transaction Charges)", ChargeKind::Exchange),
            ("[TURNOVER CHG]", ChargeKind::Exchange),
            ("Taxable Value Of Supply (SEBI Fees)", ChargeKind::Sebi),
            ("c) SEBI Turnover Fees", ChargeKind::Sebi),
            ("Total Taxable value of supply (a+b+c)", ChargeKind::Memo),
            ("[IGST 18% On Brokerage]", ChargeKind::Igst),
            ("CGST (@9% of Brok, SEBI, Trans & Clearing Charges)", ChargeKind::Cgst),
            ("[STT-Round off]", ChargeKind::Stt),
            ("e) Securities Transaction Tax**", ChargeKind::Stt),
            ("Net Amount to be Credited in Bank", ChargeKind::Memo),
            ("Net amount receivable/(payable by client)", ChargeKind::Net),
            ("IPFT Charges", ChargeKind::Ipft),
            ("UTT", ChargeKind::Utt),
            ("IGST18%", ChargeKind::Igst),
            ("STT-SQUP", ChargeKind::Stt),
            ("Securities/Commodities Transaction Tax", ChargeKind::Stt),
            ("Commodities Transaction Tax", ChargeKind::Other),
            ("CTT", ChargeKind::Other),
            ("Stamp Charges", ChargeKind::StampDuty),
            ("Rounding Off (Rs.)", ChargeKind::Other),
            ("NSE IPFT Charges", ChargeKind::Ipft),
            ("b) BSE Transaction Charges", ChargeKind::Exchange),
            ("NCL Clearing Charges", ChargeKind::Clearing),
            ("[CLEARING CHG]", ChargeKind::Clearing),
            ("[CLEARING FEES]", ChargeKind::Clearing),
        ];
        for (label, kind) in cases {
            assert_eq!(kind_of(label), Some(kind), "{label}");
        }
        for label in [
            "UTTAM SUGAR MILLS LTD",
            "STTEEL 12",
            "Sebint Ltd",
            "Annexure A",
            "Equity",
            "Sir/Madam",
            "* Exchange-wise details of orders and trades",
            "NSE Net Amount",
            "BSE Pay in obligation",
            "NSE",
            "SAMPLE Clearing Charges",
        ] {
            assert_eq!(kind_of(label), None, "{label}");
        }
    }

    #[test]
    fn labels_say_who_pays() {
        let net = |label| direction_of(ChargeKind::Net, label);
        let plus = "Net amount (-) receivable by Client / (+) payable by Client (Rs.)";
        assert_eq!(net(plus), Some(Direction::PlusPays));
        assert_eq!(net("Net amount receivable/(payable by client)"), Some(Direction::MinusPays));
        assert_eq!(net("Net Amount Receivable / Payable By Client"), None);
        assert_eq!(net("Net amount payable by Client"), Some(Direction::Pays));
        let obligation = |label| direction_of(ChargeKind::Obligation, label);
        assert_eq!(obligation("Pay out Obligation"), Some(Direction::Receives));
        assert_eq!(obligation("Pay in/Pay out obligation"), None);
    }
}
