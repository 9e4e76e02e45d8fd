//! The transactions part: ledgers of demat accounts of both depositories and of fund folios.
//!
//! A ledger is opened by an anchor line, `ISIN : ... - NAME` in accounts and `ISIN: ... Scheme Name: ... Folio No - ...`
//! in folios. The header tells which columns it has; anchors and balances survive page breaks.

use std::ops::Range;

use cas_model::date::parse_date;
use cas_model::record::{AccountKey, LedgerRow, MovementRecord, Record, RowRecord, SchemeRecord};
use cas_model::{Amount, DiagnosticCode, Isin, Price, Units};
use cas_table::{Furniture, Line, Sheet, Word};

use super::Context;
use super::holdings::{header_lines, lines_to};
use super::overrun;
use super::sides::{self, Sides};
use super::tables::LEDGER;
use super::tables::ledger::{
    AMOUNT, CLOSING, CREDIT, DATE, DEBIT, DETAILS, INCOME, INSTRUCTION, NAV, OPENING, ORDER, PRICE, STAMP,
    UNITS, WITHDRAWAL,
};
use crate::depository::cell;
use crate::depository::draft::{RowDraft, push_wrapped};
use crate::depository::grid::{Grid, Placed};
use crate::sink::Sink;
use crate::value;

/// Which kind of ledger a header belongs to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Kind {
    #[default]
    Nsdl,
    Cdsl,
    Folio,
}

/// State of the transactions part.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    kind: Kind,
    grid: Grid,
    isin: Option<Isin>,
    name: Option<String>,
    balance_type: Option<String>,
    running: Option<Units>,
    scheme: Option<usize>,
    /// What the first words of the open row make it.
    opened: Option<LedgerRow>,
    row: RowDraft,
    placed: Placed,
    sides: Sides,
}

/// The rows that frame a ledger.
const FRAME_ROWS: [(&str, LedgerRow); 4] = [
    ("Opening Balance", LedgerRow::Opening),
    ("Closing Balance", LedgerRow::Closing),
    ("Opening Unit Balance", LedgerRow::Opening),
    ("Closing Unit Balance", LedgerRow::Closing),
];

impl Ledger {
    /// An account or the folio part begins: anchors before it are over.
    pub(super) fn close(&mut self, context: &Context, out: &mut Sink) {
        self.settle(context, out);
        *self = Self {
            row: std::mem::take(&mut self.row),
            grid: std::mem::take(&mut self.grid),
            sides: std::mem::take(&mut self.sides),
            ..Self::default()
        };
    }

    /// `Mutual Funds Transaction Statement for the Period ...`.
    pub(super) fn open_folios(&mut self, context: &Context, out: &mut Sink) {
        self.close(context, out);
        self.kind = Kind::Folio;
    }

    /// Reads a line; returns the number of lines used up, 0 when it is none of this part.
    pub(super) fn line(&mut self, context: &Context, sheet: &Sheet, at: usize, out: &mut Sink) -> usize {
        let Some(line) = sheet.lines.get(at) else { return 0 };
        if sheet.starts_with(line, "ISIN:") {
            return self.anchor(context, sheet, at, out);
        }
        let used = self.header(context, sheet, at, out);
        if used > 0 {
            return used;
        }
        usize::from(self.caption(context, sheet, line, out) || self.row_line(context, sheet, line, out))
    }

    fn header(&mut self, context: &Context, sheet: &Sheet, at: usize, out: &mut Sink) -> usize {
        // `Opening`, `Closing` and `Current` stand a line above `Date` where headers are flush at the bottom.
        let is_start = lines_to(sheet, at, names_date).is_some();
        let found = is_start.then(|| LEDGER.find(sheet, header_lines(sheet, at))).flatten();
        let Some(header) = found.filter(|header| header.lines.start == at) else { return 0 };
        // A header repeated after a page break may stand between two lines of one row.
        if self.row.at().page == sheet.number {
            self.settle(context, out);
        }
        header.claim(sheet);
        self.grid.renew(&header.columns);
        self.kind = match (self.grid.has(AMOUNT), self.grid.has(OPENING)) {
            (true, _) => Kind::Folio,
            (_, true) => Kind::Nsdl,
            _ => Kind::Cdsl,
        };
        header.lines.end - at
    }

    /// `MUTUAL FUND FOLIOS (F)` above the ledgers of folios.
    fn caption(&mut self, context: &Context, sheet: &Sheet, line: &Line, out: &mut Sink) -> bool {
        if !sheet.starts_with(line, "MUTUAL FUND FOLIOS") || line.range().len() > 4 {
            return false;
        }
        self.open_folios(context, out);
        sheet.claims.furniture(line.range(), Furniture::Heading);
        true
    }

    /// The anchor and its wrapped lines.
    fn anchor(&mut self, context: &Context, sheet: &Sheet, at: usize, out: &mut Sink) -> usize {
        self.settle(context, out);
        let Some(first) = sheet.lines.get(at) else { return 0 };
        let mut text = sheet.line_text(first);
        let mut end = at + 1;
        let mut last = first.baseline;
        while let Some(line) = sheet.lines.get(end) {
            let near = line.baseline - last <= 1.45 * line.size;
            if !near || self.starts_row(sheet, line).is_some() || sheet.starts_with(line, "Date") {
                break;
            }
            push_wrapped(&mut text, &sheet.line_text(line));
            last = line.baseline;
            end += 1;
        }
        for line in sheet.lines.get(at..end).unwrap_or(&[]) {
            sheet.claims.data(line.range());
        }
        (self.balance_type, self.running, self.scheme) = (None, None, None);
        let location = sheet.location(first);
        let body = text.split_once(':').map_or("", |(_, body)| body).trim();
        if self.kind == Kind::Folio || body.contains("Scheme Name") {
            self.kind = Kind::Folio;
            self.scheme = Some(out.push(location, Record::Scheme(Box::new(folio_anchor(body)))));
            return end - at;
        }
        let (code, name) = body.split_once(" - ").unwrap_or((body, ""));
        let (isin, _) = cell::isin(code);
        if isin.is_none() {
            out.note(location, DiagnosticCode::InvalidIsin);
        }
        self.isin = isin;
        self.name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        end - at
    }

    /// The kind of row that a line starts: it begins with a date, or says opening or closing balance.
    fn starts_row(&self, sheet: &Sheet, line: &Line) -> Option<LedgerRow> {
        let words = line.range();
        let first = sheet.words.get(words.start)?;
        let dated = parse_date(sheet.text(first)).is_some() || self.is_torn_day(sheet, first);
        let text = words.start + usize::from(dated)..words.end;
        let frame = FRAME_ROWS.iter().find(|(label, _)| sheet.prefix(text.clone(), label).is_some());
        frame.map(|(_, row)| *row).or(dated.then_some(LedgerRow::Movement))
    }

    /// A date with a character that is none: under its title, as wordings have such words too.
    fn is_torn_day(&self, sheet: &Sheet, word: &Word) -> bool {
        value::is_torn_day(sheet.text(word))
            && self.grid.left_of(DATE).is_some_and(|left| (word.area.x0 - left).abs() <= 2.0 * word.size)
    }

    /// A row of a folio without a date: taxes print an amount below the row that they belong to.
    fn undated_row(&mut self, sheet: &Sheet, line: &Line) -> Option<LedgerRow> {
        let continues = self.row.reaches(sheet, line) && self.row.is_blank(AMOUNT);
        if self.kind != Kind::Folio || self.scheme.is_none() || continues {
            return None;
        }
        let last = sheet.words_of(line).last()?;
        if !cell::is_number(sheet.text(last)) {
            return None;
        }
        self.grid.place(sheet, line.range(), &mut self.placed);
        let mut columns = self.placed.words().map(|(column, _)| column);
        let worded = columns.next() == Some(DETAILS);
        let rest = columns.skip_while(|column| *column == DETAILS);
        (worded && rest.eq([AMOUNT])).then_some(LedgerRow::Movement)
    }

    fn row_line(&mut self, context: &Context, sheet: &Sheet, line: &Line, out: &mut Sink) -> bool {
        if self.isin.is_none() && self.name.is_none() && self.scheme.is_none() {
            return false;
        }
        let started = self.starts_row(sheet, line).or_else(|| self.undated_row(sheet, line));
        if let Some(kind) = started {
            self.settle(context, out);
            self.opened = Some(kind);
            self.add(sheet, line);
            return true;
        }
        if self.row.reaches(sheet, line) {
            self.add(sheet, line);
            return true;
        }
        self.other_line(context, sheet, line, out)
    }

    fn add(&mut self, sheet: &Sheet, line: &Line) {
        self.grid.place(sheet, line.range(), &mut self.placed);
        self.row.add(sheet, line, &self.placed);
    }

    /// A balance type (`Beneficiary`), or the rest of a row whose first lines stand on the page before.
    fn other_line(&mut self, context: &Context, sheet: &Sheet, line: &Line, out: &mut Sink) -> bool {
        let words = sheet.words_of(line);
        let Some(first) = words.first() else { return false };
        let at_margin = (first.area.x0 - sheet.margin).abs() <= 2.0 * first.size;
        if self.kind == Kind::Nsdl && at_margin && words.len() <= 5 && self.is_balance_type(sheet, line) {
            self.settle(context, out);
            sheet.claims.data(line.range());
            self.balance_type = Some(sheet.line_text(line));
            return true;
        }
        let runs_over = !self.row.is_empty() && self.row.at().page + 1 == sheet.number && !at_margin;
        if runs_over {
            self.add(sheet, line);
        }
        runs_over
    }

    /// Words without digits, or with some (`Lock-in upto 29-Mar-2027`) that stand under no column of numbers.
    fn is_balance_type(&mut self, sheet: &Sheet, line: &Line) -> bool {
        let has_digits = |word: &Word| sheet.text(word).bytes().any(|byte| byte.is_ascii_digit());
        let words = sheet.words_of(line);
        if !words.iter().any(has_digits) {
            return true;
        }
        let named = words.first().is_some_and(|word| {
            !has_digits(word) && sheet.text(word).starts_with(|first: char| first.is_alphabetic())
        });
        self.grid.look_up(sheet, line.range(), &mut self.placed);
        let is_number = |column| [OPENING, DEBIT, CREDIT, CLOSING].contains(&column);
        named && !self.placed.words().any(|(column, _)| is_number(column))
    }

    /// Emits the open row.
    pub(super) fn settle(&mut self, context: &Context, out: &mut Sink) {
        if self.row.is_empty() {
            return;
        }
        if self.kind == Kind::Folio {
            self.emit_folio_row(out);
        } else {
            self.emit_movement(context.account.as_ref(), out);
        }
        self.row.clear();
    }

    fn emit_movement(&mut self, account: Option<&AccountKey>, out: &mut Sink) {
        let at = self.row.at();
        let Some(account) = account else {
            out.note(at, DiagnosticCode::Orphan { record: "movement" });
            return;
        };
        let (kind, description) = self.wording();
        let units = |column: usize| self.row.filled(column).find_map(cell::units);
        if kind != LedgerRow::Movement {
            // The only number of such a row is the balance, wherever it stands.
            let balance = [CLOSING, DEBIT, CREDIT, OPENING].into_iter().find_map(units);
            return self.emit_frame(account.clone(), kind, description, balance, out);
        }
        let mut record = MovementRecord {
            account: account.clone(),
            isin: self.isin,
            name: self.name.clone(),
            row: kind,
            date: value::day(self.row.first(DATE), at, out),
            order_no: self.row.code(ORDER),
            description,
            opening: units(OPENING),
            credit: units(CREDIT),
            debit: units(DEBIT),
            closing: units(CLOSING),
            stamp_duty: None,
            balance_type: self.balance_type.clone(),
        };
        self.take_balance(&mut record);
        let placed = sides::seen(&record);
        let before = record.opening.or(self.running);
        self.check_direction(&mut record);
        if self.kind == Kind::Cdsl {
            overrun::split(&self.row, before, &mut record);
        }
        self.running = record.closing.or(self.running);
        if record.closing.is_none() {
            out.note(at, DiagnosticCode::UnreadableValue { field: "balance" });
        } else if self.lacks_quantity(&record, before) {
            out.note(at, DiagnosticCode::UnreadableValue { field: "units" });
        }
        let (credit, closing) = (record.credit.is_some(), record.closing);
        let index = out.push(at, Record::Movement(Box::new(record)));
        self.sides.learn(placed, credit, (before, closing), index);
    }

    /// Rows of NSDL print credit and debit, one of them as zero; those of CDSL print one of them where the balance moves.
    fn lacks_quantity(&self, record: &MovementRecord, before: Option<Units>) -> bool {
        let (credit, debit) = (record.credit.is_none(), record.debit.is_none());
        match self.kind {
            Kind::Nsdl => credit || debit,
            _ => credit && debit && before.is_some() && before != record.closing,
        }
    }

    /// The end of the statement: all rows have told what they can.
    pub(super) fn finish(&mut self, context: &Context, out: &mut Sink) {
        self.settle(context, out);
        self.sides.settle(out);
    }

    fn emit_frame(
        &mut self,
        account: AccountKey,
        kind: LedgerRow,
        description: Option<String>,
        balance: Option<Units>,
        out: &mut Sink,
    ) {
        let at = self.row.at();
        self.running = balance.or(self.running);
        if balance.is_none() {
            out.note(at, DiagnosticCode::UnreadableValue { field: "balance" });
        }
        let record = MovementRecord {
            account,
            isin: self.isin,
            name: self.name.clone(),
            row: kind,
            date: value::day(self.row.first(DATE), at, out),
            order_no: None,
            description,
            opening: None,
            credit: None,
            debit: None,
            closing: balance,
            stamp_duty: None,
            balance_type: self.balance_type.clone(),
        };
        out.push(at, Record::Movement(Box::new(record)));
    }

    /// The last number of a row is its balance, also where it seems to stand under another label.
    fn take_balance(&self, record: &mut MovementRecord) {
        if self.kind != Kind::Cdsl || record.closing.is_some() {
            return;
        }
        // Where nothing was learned about the debit column, its quantity stands in the cell of the balance.
        let mut last = self.row.first(CLOSING).split(' ').filter_map(cell::units);
        if let (Some(moved), Some(balance), None) = (last.next(), last.next(), last.next()) {
            (record.credit, record.closing) = (record.credit.or(Some(moved)), Some(balance));
        } else {
            record.closing = record.debit.take();
        }
        let (Some(before), Some(after), Some(moved)) = (self.running, record.closing, record.credit) else {
            return;
        };
        if (before - moved - after).is_zero() {
            (record.credit, record.debit) = (None, Some(moved));
        }
    }

    /// The balances decide where credit and debit stand in each other's column (a wide wording shifts them).
    fn check_direction(&self, record: &mut MovementRecord) {
        let before = record.opening.or(self.running);
        let (Some(before), Some(after)) = (before, record.closing) else { return };
        let zero = Units::ZERO;
        let (credit, debit) = (record.credit.unwrap_or(zero), record.debit.unwrap_or(zero));
        let fits = |credit: Units, debit: Units| (before + credit - debit - after).is_zero();
        if !fits(credit, debit) && fits(debit, credit) {
            std::mem::swap(&mut record.credit, &mut record.debit);
        }
    }

    /// The wording of a row, or which frame row it is. NSDL prints wording and instruction in two columns.
    fn wording(&self) -> (LedgerRow, Option<String>) {
        let mut text = self.row.text(DETAILS);
        if let Some(instruction) = self.row.text(INSTRUCTION) {
            push_wrapped(text.get_or_insert_default(), &instruction);
        }
        (self.opened.unwrap_or(LedgerRow::Movement), text)
    }

    fn emit_folio_row(&mut self, out: &mut Sink) {
        let at = self.row.at();
        let (kind, description) = self.wording();
        let number = |column: usize| self.row.filled(column).find_map(cell::decimal);
        let units = number(UNITS).map(Units);
        if kind != LedgerRow::Movement {
            let units = units.or_else(|| [PRICE, NAV, STAMP, AMOUNT].into_iter().find_map(number).map(Units));
            if units.is_none() {
                out.note(at, DiagnosticCode::UnreadableValue { field: "balance" });
            }
            if let Some(Record::Scheme(scheme)) = self.scheme.and_then(|index| out.amend(index)) {
                let balance =
                    if kind == LedgerRow::Opening { &mut scheme.open_units } else { &mut scheme.close_units };
                *balance = units;
            }
            return;
        }
        let (amount, stamp) = match (number(AMOUNT), number(STAMP)) {
            // No duty is paid on nothing: titles set apart from their numbers, and no row to learn from.
            (None, stamp) if units.is_none() && number(NAV).is_none() => (stamp, None),
            both => both,
        };
        let record = RowRecord {
            date: value::day(self.row.first(DATE), at, out),
            description: description.unwrap_or_default(),
            amount: amount.map(Amount),
            units,
            nav: number(NAV).map(Price),
            price: number(PRICE).map(Price),
            balance: None,
            stamp_duty: stamp.map(Amount),
            income_distribution: number(INCOME).map(Amount),
            capital_withdrawal: number(WITHDRAWAL).map(Amount),
        };
        out.push(at, Record::Row(Box::new(record)));
    }
}

/// True for a line that starts with the label of the first column.
fn names_date(sheet: &Sheet, line: &Line) -> bool {
    sheet.words_of(line).first().is_some_and(|word| sheet.text(word).eq_ignore_ascii_case("Date"))
}

/// `INF0Z01K01A5 - Sample One Mutual Fund - Scheme Name: S1GD - Sample One Flexi Cap Fund Folio No - 70000001`.
fn folio_anchor(body: &str) -> SchemeRecord {
    let (head, folio) = split_at_label(body, "Folio No").unwrap_or((body, ""));
    let (head, scheme) = split_at_label(head, "Scheme Name").unwrap_or((head, ""));
    let (code, amc) = head.split_once(" - ").unwrap_or((head, ""));
    let amc = amc.trim().trim_end_matches('-').trim();
    let (isin, printed_isin) = cell::isin(code);
    let scheme = scheme.trim_start_matches([':', ' ']).trim();
    let (rta_code, name) = match scheme.split_once(" - ") {
        Some((code, name)) if !code.contains(' ') && code.len() <= 12 => (Some(code.to_owned()), name),
        _ => (None, scheme),
    };
    let folio: String = folio
        .trim_start_matches(['.', ':', '-', ' '])
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{ad}')
        .collect();
    SchemeRecord {
        folio_number: (!folio.is_empty()).then_some(folio),
        amc: (!amc.is_empty()).then(|| amc.to_owned()),
        isin,
        printed_isin,
        printed_name: name.trim().to_owned(),
        rta_code,
        ..SchemeRecord::default()
    }
}

/// Splits at the last occurrence of a label that starts a word; the label itself is dropped.
fn split_at_label<'t>(text: &'t str, label: &str) -> Option<(&'t str, &'t str)> {
    let at = text.rfind(label)?;
    let before: Range<usize> = 0..at;
    Some((text.get(before)?.trim(), text.get(at + label.len()..)?.trim()))
}
