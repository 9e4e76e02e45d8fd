//! The obligation block: labels with one figure per segment and a total, in any of the forms that brokers print.
//!
//! The figures stand after their label (most brokers), before it (ICICI), on the line below (GST of ICICI), or in the
//! middle of a label of two lines. The total is what stands under `NET TOTAL`, or the only figure.

use cas_model::Amount;
use cas_model::note_record::{ChargeKind, ChargeRecord, Direction};
use cas_model::record::Record;
use cas_page::{Location, Rect};
use cas_table::{Furniture, Line, Sheet};

use super::figures;
use crate::sink::Sink;
use crate::value;

/// Kinds of the columns of [`super::tables::TRANSPOSED`] from the second on.
pub(super) const TRANSPOSED: [ChargeKind; 12] = [
    ChargeKind::Obligation,
    ChargeKind::Brokerage,
    ChargeKind::Exchange,
    ChargeKind::Cgst,
    ChargeKind::Sgst,
    ChargeKind::Igst,
    ChargeKind::Stt,
    ChargeKind::Sebi,
    ChargeKind::StampDuty,
    ChargeKind::Net,
    ChargeKind::Clearing,
    ChargeKind::Ipft,
];

/// How a label begins (letters and digits, lower case), what else it must hold, and what it is. The first row that
/// fits counts: fees of the regulator come before turnover charges, sums before what they add up.
const LABELS: [(&str, &str, ChargeKind); 43] = [
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
    ("sebi", "", ChargeKind::Sebi),
    ("ipft", "", ChargeKind::Ipft),
    ("investorprotection", "", ChargeKind::Ipft),
    ("clearing", "charge", ChargeKind::Clearing),
    ("exchange", "charge", ChargeKind::Exchange),
    ("turnoverch", "", ChargeKind::Exchange),
    ("transactioncharge", "", ChargeKind::Exchange),
    ("stampduty", "", ChargeKind::StampDuty),
    ("brokerage", "", ChargeKind::Brokerage),
    ("totalbrokerage", "", ChargeKind::Brokerage),
    ("tds", "", ChargeKind::Memo),
    ("roundoff", "", ChargeKind::Other),
];

/// A label of this many letters at most is an abbreviation.
const ABBREVIATION: usize = 5;

/// What a label is; `None` when it is none of the block.
pub(super) fn kind_of(label: &str) -> Option<ChargeKind> {
    // `a) Total brokerage`, `b) Clearing charges`: letters that only count the lines.
    let label = label.trim_start();
    let counted = label.split_once(')').filter(|(mark, _)| mark.chars().count() == 1);
    let label = counted.map_or(label, |(_, rest)| rest);
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
fn direction_of(kind: ChargeKind, label: &str) -> Option<Direction> {
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

/// A figure of a line and its place.
#[derive(Clone, Copy)]
struct Figure {
    amount: Amount,
    area: Rect,
}

/// A line of the block: text and figures.
struct Parts {
    label: String,
    figures: Vec<Figure>,
}

/// A label whose figures are not complete yet.
struct Pending {
    at: Location,
    kind: ChargeKind,
    label: String,
    figures: Vec<Figure>,
}

/// The block while it is being read; it may run over page breaks.
#[derive(Default)]
pub(super) struct Charges {
    /// Left edges of the labels of the figure columns, left to right; the last is the total.
    columns: Vec<Rect>,
    pending: Option<Pending>,
    open: bool,
    done: bool,
    last: Option<(f32, f32)>,
}

impl Charges {
    /// True while lines of the block may follow.
    pub(super) fn is_open(&self) -> bool {
        self.open && !self.done
    }

    /// True when the net amount was read.
    pub(super) fn is_complete(&self) -> bool {
        self.done
    }

    /// A new page: nothing is near what was above.
    pub(super) fn turn_page(&mut self) {
        self.last = None;
    }

    /// Takes a line of the block; false when it is none.
    pub(super) fn take(&mut self, sheet: &Sheet, index: usize, sink: &mut Sink) -> bool {
        let Some(line) = sheet.lines.get(index) else { return false };
        if self.take_header(sheet, index) {
            return true;
        }
        let parts = parts(sheet, line);
        let kind = kind_of(&parts.label);
        let near = self.last.is_some_and(|(y, size)| line.baseline - y <= 1.6 * size.max(line.size));
        let taken = match kind {
            Some(ChargeKind::Obligation) if !self.done && (self.open || !parts.figures.is_empty()) => {
                self.open = true;
                true
            }
            Some(ChargeKind::Memo) => self.open && (!self.done || !parts.figures.is_empty()),
            Some(_) => self.is_open(),
            None if self.is_open() && is_rate(&parts) => {
                sheet.claims.furniture(line.range(), Furniture::Label);
                true
            }
            None => return self.is_open() && self.go_on(sheet, line, &parts, near),
        };
        let Some(kind) = kind.filter(|_| taken) else { return taken };
        self.flush(sink);
        let at = sheet.location(line);
        sheet.claims.data(line.range());
        self.pending = Some(Pending { at, kind, label: parts.label, figures: parts.figures });
        self.last = Some((line.baseline, line.size));
        if kind == ChargeKind::Net && self.pending.as_ref().is_some_and(|pending| !pending.figures.is_empty())
        {
            self.done = true;
            self.flush(sink);
        }
        true
    }

    /// The head of the figure columns: names of segments and a total.
    fn take_header(&mut self, sheet: &Sheet, index: usize) -> bool {
        let Some(line) = sheet.lines.get(index).filter(|_| !self.done) else { return false };
        let text = |words: std::ops::Range<usize>| compact(&sheet.joined(words));
        let is_total = |text: &str| {
            matches!(text, "nettotal" | "totalnet" | "totalnetrs" | "total" | "totalrs" | "nettotalrs")
        };
        let has_digits = sheet.words_of(line).iter().any(|word| {
            sheet.text(word).bytes().any(|b| b.is_ascii_digit()) && !sheet.text(word).contains("T+")
        });
        let count = sheet.phrases(line.range()).count();
        if has_digits
            || count < 2
            || !sheet.phrases(line.range()).last().is_some_and(|last| is_total(&text(last)))
        {
            return false;
        }
        let mut columns: Vec<Rect> = Vec::new();
        for phrase in sheet.phrases(line.range()) {
            let words = sheet.words.get(phrase).unwrap_or(&[]);
            if let Some(area) = words.iter().map(|word| word.area).reduce(|all, area| all.union(&area)) {
                columns.push(area);
            }
        }
        // Names of segments that wrap stand above and below this line.
        for other in [index.checked_sub(1), Some(index + 1)].into_iter().flatten() {
            let Some(next) = sheet.lines.get(other) else { continue };
            let near = (next.baseline - line.baseline).abs() <= 1.3 * line.size;
            let figures =
                sheet.words_of(next).iter().any(|word| sheet.text(word).bytes().any(|b| b.is_ascii_digit()));
            if near && !figures && kind_of(&sheet.line_text(next)).is_none() {
                for phrase in sheet.phrases(next.range()) {
                    let words = sheet.words.get(phrase).unwrap_or(&[]);
                    let Some(area) = words.iter().map(|word| word.area).reduce(|all, area| all.union(&area))
                    else {
                        continue;
                    };
                    match columns.iter_mut().find(|column| column.x_overlap(&area) > 0.0) {
                        Some(column) => *column = column.union(&area),
                        None => columns.push(area),
                    }
                }
                sheet.claims.furniture(next.range(), Furniture::ColumnHeader);
            }
        }
        columns.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        sheet.claims.furniture(line.range(), Furniture::ColumnHeader);
        self.columns = columns;
        self.open = true;
        self.last = Some((line.baseline, line.size));
        true
    }

    /// A line without a label of its own: figures of the label above, or the rest of its text.
    fn go_on(&mut self, sheet: &Sheet, line: &Line, parts: &Parts, near: bool) -> bool {
        let Some(pending) = &mut self.pending else { return false };
        let fits = pending.figures.is_empty() || parts.figures.is_empty();
        // Figures alone belong to the label without figures above them, over a page break too.
        let alone = parts.label.is_empty() && pending.figures.is_empty();
        if !(near || alone) || !fits {
            return false;
        }
        if !parts.label.is_empty() {
            pending.label.push(' ');
            pending.label.push_str(&parts.label);
        }
        pending.figures.extend(&parts.figures);
        sheet.claims.data(line.range());
        self.last = Some((line.baseline, line.size));
        true
    }

    /// Ends the line that was read last.
    pub(super) fn flush(&mut self, sink: &mut Sink) {
        let Some(pending) = self.pending.take() else { return };
        let Pending { at, kind, label, figures } = pending;
        let (segments, total) = self.place(&figures);
        let direction = direction_of(kind, &label);
        self.done |= kind == ChargeKind::Net && total.is_some();
        sink.push(at, Record::Charge(Box::new(ChargeRecord { kind, label, direction, segments, total })));
    }

    /// Figures by column: those of the segments and the total.
    fn place(&self, figures: &[Figure]) -> (Vec<Option<Amount>>, Option<Amount>) {
        let Some(total) = self.columns.last().filter(|_| figures.len() <= self.columns.len()) else {
            let (last, rest) = match figures.split_last() {
                Some((last, rest)) => (Some(last.amount), rest),
                None => (None, figures),
            };
            return (rest.iter().map(|figure| Some(figure.amount)).collect(), last);
        };
        let mut segments: Vec<Option<Amount>> = vec![None; self.columns.len() - 1];
        let mut sum = None;
        for figure in figures {
            if figure.area.x1 >= total.x0 {
                sum = Some(figure.amount);
                continue;
            }
            let home = self.columns.iter().rposition(|column| figure.area.x1 >= column.x0);
            if let Some(slot) = home.and_then(|home| segments.get_mut(home)) {
                *slot = Some(figure.amount);
            }
        }
        // The label of the labels themselves (`Description`) has no figures.
        if self.columns.len() > figures.len() && segments.first().is_some_and(Option::is_none) {
            segments.remove(0);
        }
        (segments, sum)
    }
}

/// `Rate 9%` above the name of a tax.
fn is_rate(parts: &Parts) -> bool {
    let text = parts.label.trim();
    parts.figures.is_empty() && text.len() < 16 && text.starts_with("Rate") && text.ends_with('%')
}

/// Letters and digits, lower case.
pub(super) fn compact(text: &str) -> String {
    compacted(text).map(char::from).collect()
}

/// The bytes of [`compact`].
pub(super) fn compacted(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
}

/// Splits a line into its text and the figures at its end, or at its start.
fn parts(sheet: &Sheet, line: &Line) -> Parts {
    let words: Vec<(&str, Rect)> =
        sheet.words_of(line).iter().map(|word| (sheet.text(word), word.area)).collect();
    let is_figure = |text: &str| {
        value::is_rupee(text)
            || figures::suffix(text).is_some()
            || matches!(text, "(" | ")" | "-")
            || figures::amount(text).is_ok()
    };
    let tail = words.iter().rev().take_while(|(text, _)| is_figure(text)).count();
    let (head, figures) = words.split_at(words.len() - tail);
    let found = read(figures);
    if !found.is_empty() || tail > 0 && head.is_empty() {
        return Parts { label: join(head), figures: found };
    }
    let lead = words.iter().take_while(|(text, _)| is_figure(text)).count();
    let (figures, rest) = words.split_at(lead);
    Parts { label: join(if lead > 0 { rest } else { &words }), figures: read(figures) }
}

fn join(words: &[(&str, Rect)]) -> String {
    words.iter().map(|(text, _)| *text).collect::<Vec<_>>().join(" ")
}

/// Words to figures: brackets that stand apart and suffixes are joined to their number.
fn read(words: &[(&str, Rect)]) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut bracket = false;
    for (text, area) in words {
        match *text {
            "(" => bracket = true,
            ")" | "-" => {}
            text if value::is_rupee(text) => {}
            text => match (figures::amount(text), figures::suffix(text)) {
                (Ok(amount), _) => {
                    let amount = if bracket { -Amount(amount.0.abs()) } else { amount };
                    figures.push(Figure { amount, area: *area });
                    bracket = false;
                }
                (Err(_), Some(pays)) => {
                    if let Some(last) = figures.last_mut() {
                        let size = Amount(last.amount.0.abs());
                        last.amount = if pays { -size } else { size };
                    }
                }
                _ => {}
            },
        }
    }
    figures
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
