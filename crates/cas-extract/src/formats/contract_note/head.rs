//! The head of a note: who trades with whom, which note, which settlement.
//!
//! Labels and values stand on one line (`UCC : ZZ0001`), in neighbouring cells of a ruled table, or above each other in
//! columns of segments; name and address may follow without any label. Whatever the form, a line or a ruled row is a
//! list of pieces; a piece is a label with its value, or a value of the label before it.

use std::ops::Range;

use cas_model::note_record::NoteRecord;
use cas_model::record::Record;
use cas_model::{DiagnosticCode, Pan};
use cas_page::Location;
use cas_table::{Furniture, Line, Rules, Sheet};

use super::head_client::{Beside, Early, Pans, names_client};
use super::head_flat::{Flat, Segments, is_other_segment};
use super::head_labels::{Field, is_labelled, split};
use super::head_pieces::{Claim, Piece, band, claim, pieces};
use super::{figures, notices};
use crate::sink::Sink;
use crate::value;

/// The head while it is being read.
#[derive(Default)]
pub(super) struct Head {
    found: NoteRecord,
    early: Early,
    pans: Pans,
    at: Option<Location>,
    /// Lines without label after the number of the note: name and address of the client.
    loose: Vec<Loose>,
    address: Option<Address>,
    /// Labels in a row of their own, with their values below.
    flat: Option<Flat>,
    segments: Segments,
    /// Numbers and days of settlements of other segments than cash.
    settlements: Vec<(Field, String)>,
    done: bool,
    /// A date is printed and is none.
    is_torn: bool,
    /// The line below names the directors.
    directors: bool,
    /// The head of the first page is over: the client's facts do not come any more.
    closed: bool,
}

/// A line without label, and its words on their page.
struct Loose {
    text: String,
    page: u32,
    words: Vec<usize>,
}

/// An address whose further lines may follow.
struct Address {
    /// Left edges of its label and its first line.
    left: [f32; 2],
    /// Right edge of its first line.
    right: f32,
    /// Baseline of its last line.
    baseline: f32,
    is_early: bool,
    /// Its label with a colon, and nothing yet behind it.
    is_label: bool,
}

impl Head {
    /// Number of the note, when known.
    pub(super) fn number(&self) -> Option<&str> {
        self.found.number.as_deref()
    }

    /// No facts of the client follow, except labelled ones that are still missing. Lines without label are nobody's where
    /// another one names the client.
    pub(super) fn close(&mut self, sheet: &Sheet) {
        if !std::mem::replace(&mut self.closed, true) && !self.names_client() {
            let mine = self.loose.drain(..).filter(|line| line.page == sheet.number);
            for word in mine.flat_map(|line| line.words) {
                sheet.claims.mark(word..word + 1, cas_table::Claim::Unclaimed);
            }
        }
        self.address = None;
    }

    /// True when the first line without label is the client's name, as far as is known.
    fn names_client(&self) -> bool {
        let first = self.loose.first().map_or("", |line| &line.text);
        self.found.client.as_deref().is_none_or(|client| client.eq_ignore_ascii_case(first))
    }

    /// Reads lines before the first table.
    pub(super) fn read(&mut self, sheet: &Sheet, rules: &Rules, lines: Range<usize>) {
        let mut at = lines.start;
        while at < lines.end {
            let band = band(sheet, rules, at..lines.end);
            self.take(sheet, rules, band.clone());
            at = band.end.max(at + 1);
        }
    }

    /// Takes a line, or the lines of one ruled row.
    pub(super) fn take(&mut self, sheet: &Sheet, rules: &Rules, band: Range<usize>) {
        let Some(first) = sheet.lines.get(band.start) else { return };
        self.at = self.at.or(Some(sheet.location(first)));
        let registered = self.registration(sheet, band.clone());
        let whole = sheet.line_text(first);
        if let Some(name) = notices::addressee(&whole) {
            fill(&mut self.found.client, Some(name.to_owned()).filter(|name| !name.is_empty()));
            sheet.claims.data(first.range());
            self.address = None;
            self.done = true;
            return;
        }
        if notices::ends_head(&whole) {
            sheet.claims.furniture(first.range(), Furniture::Notice);
            self.address = None;
            self.done = true;
            return;
        }
        let pieces = pieces(sheet, rules, band.clone());
        let values = self.flat.as_mut().and_then(|flat| flat.values(sheet, &pieces));
        if let Some(values) = values {
            let of_cash = pieces.first().is_none_or(|piece| !is_other_segment(&piece.text));
            for (field, text) in values {
                self.settle(field, text, of_cash);
            }
            return;
        }
        self.segments.read(sheet, &pieces);
        self.flat = Flat::of(sheet, &pieces);
        if self.flat.is_some() {
            self.done |= !self.loose.is_empty();
            return;
        }
        let mut label: Option<Field> = None;
        let mut labelled = false;
        let (mut officer, mut strange) = (false, false);
        for (index, piece) in pieces.iter().enumerate() {
            let names = notices::is_of_the_officer(&piece.text);
            officer |= names;
            let parts = split(&piece.text);
            for (field, value) in parts {
                // Name, telephone and mail behind the officer's title are his.
                let is_his = field.map_or(label.is_none(), Field::is_personal);
                if names || officer && is_his {
                    label = None;
                    claim(sheet, piece, Claim::Notice);
                    continue;
                }
                if let Some(field) = field {
                    labelled = true;
                    strange = false;
                    label = Some(field);
                    claim(sheet, piece, Claim::Data);
                    self.set(field, value, Some(&piece.text));
                    self.expect(sheet, field, piece, value);
                    continue;
                }
                match label {
                    // `Contract Date : 15-04-2026 ... Page 1 of 2`.
                    _ if index > 0 && notices::is_page_number(&super::charges::compact(value)) => {
                        claim(sheet, piece, Claim::Notice);
                    }
                    // A label that nobody knows, and its value in the next cell.
                    _ if index > 0 && !registered && value.ends_with(':') => (label, strange) = (None, true),
                    _ if strange => {}
                    Some(field) if index > 0 => {
                        claim(sheet, piece, Claim::Data);
                        self.settle(field, value, !self.segments.is_other(sheet, piece));
                        self.expect(sheet, field, piece, value);
                    }
                    // What shares the line of the registration is the broker's address.
                    _ if registered => claim(sheet, piece, Claim::Notice),
                    _ => self.unlabelled(sheet, piece, value, index),
                }
            }
        }
        if labelled && !self.loose.is_empty() {
            self.done = true;
        }
    }

    /// A piece without a label: the name of the broker, a line of name or address, the name of a segment.
    fn unlabelled(&mut self, sheet: &Sheet, piece: &Piece, text: &str, index: usize) {
        let director = index == 0 && std::mem::take(&mut self.directors);
        if director || notices::is_known(text) || notices::is_segment(text) {
            self.directors |= notices::names_follow(text);
            return claim(sheet, piece, Claim::Notice);
        }
        let is_labelled = is_labelled(text);
        if self.goes_on(sheet, piece, text) {
            // A line with a label of its own is no part of the address above, and ends it.
            if is_labelled {
                self.address = None;
                return;
            }
            let is_early = self.address.as_ref().is_some_and(|address| address.is_early);
            let address = if is_early { &mut self.early.address } else { &mut self.found.address };
            address.push(text.to_owned());
            return claim(sheet, piece, Claim::Data);
        }
        // A further company after the number is the client, or one of those that have a part in every note.
        let further = self.found.broker.as_deref().is_some_and(|broker| !broker.eq_ignore_ascii_case(text));
        let named = further && self.found.number.is_some() && !notices::is_institution(text);
        if is_company(text) && self.loose.is_empty() && !self.closed && !named {
            fill(&mut self.found.broker, Some(text.to_owned()));
            return claim(sheet, piece, Claim::Data);
        }
        let after_number = self.found.number.is_some() && !self.done && !self.closed;
        let is_text =
            text.chars().any(|c| c.is_ascii_alphabetic()) || self.is_below_loose(sheet, piece, text);
        if after_number && index == 0 && is_text && !is_labelled {
            // `To, ASHA TESTWALA`.
            let text = text.strip_prefix("To,").or_else(|| text.strip_prefix("To:")).unwrap_or(text);
            let (text, words) = (text.trim().to_owned(), piece.words.clone());
            self.loose.push(Loose { text, page: sheet.number, words });
            claim(sheet, piece, Claim::Data);
        }
    }

    /// True for a line of an address that has no letters (`12/3`, `400001`): below a line without label, flush with it.
    fn is_below_loose(&self, sheet: &Sheet, piece: &Piece, text: &str) -> bool {
        let first = |words: &[usize]| words.first().and_then(|&word| sheet.words.get(word));
        let above = self.loose.last().filter(|line| line.page == sheet.number);
        let Some((above, word)) = above.and_then(|line| first(&line.words)).zip(first(&piece.words)) else {
            return false;
        };
        let below = word.baseline - above.baseline;
        text.bytes().any(|byte| byte.is_ascii_digit())
            && (0.0..=2.2 * word.size).contains(&below)
            && (word.area.x0 - above.area.x0).abs() <= word.size
            && value::note_date(text).is_none()
    }

    /// After an address its further lines may follow, flush with its first one or with the label, or below it.
    fn expect(&mut self, sheet: &Sheet, field: Field, piece: &Piece, value: &str) {
        let words = value.split_whitespace().count().max(1);
        let starts = piece.words.iter().rev().nth(words - 1);
        let word = starts.and_then(|&index| sheet.words.get(index));
        if let Some(word) = word.filter(|_| field == Field::Address && !self.closed) {
            let label = piece.words.first().and_then(|&word| sheet.words.get(word)).unwrap_or(word);
            let begun =
                self.address.as_ref().filter(|above| above.is_label && above.baseline == word.baseline);
            let left = [begun.map_or(label.area.x0, |above| above.left[0]), word.area.x0];
            let is_label = value.is_empty() && piece.text.ends_with(':');
            let last = piece.words.last().and_then(|&word| sheet.words.get(word)).unwrap_or(word);
            let is_early = !self.is_begun();
            self.address =
                Some(Address { left, right: last.area.x1, baseline: word.baseline, is_early, is_label });
        }
    }

    /// True for a line that continues the address above it.
    fn goes_on(&mut self, sheet: &Sheet, piece: &Piece, text: &str) -> bool {
        let first = piece.words.first().and_then(|&word| sheet.words.get(word));
        let (Some(word), Some(address)) = (first, &mut self.address) else { return false };
        let below = word.baseline - address.baseline;
        let flush = address.left.iter().any(|left| (word.area.x0 - left).abs() <= word.size);
        let within = (address.left[0]..=address.right).contains(&word.area.x0) && !is_company(text);
        let near = below > 0.0 && below <= 2.2 * word.size && (flush || within);
        if near {
            address.baseline = word.baseline;
        }
        near
    }

    /// True behind the number of the note, the code or the name of the client: what precedes them may be the broker's.
    fn is_begun(&self) -> bool {
        let NoteRecord { number, ucc, client, .. } = &self.found;
        number.is_some() || ucc.is_some() || client.is_some()
    }

    /// Notes a value of a segment: number and day of the settlement are those of the cash segment, and another one's only
    /// where it has none.
    fn settle(&mut self, field: Field, text: &str, of_cash: bool) {
        if of_cash || !field.is_of_the_settlement() {
            self.set(field, text, None);
        } else {
            self.settlements.push((field, text.to_owned()));
        }
    }

    /// Notes a value; the first one of a field stays.
    fn set(&mut self, field: Field, text: &str, label: Option<&str>) {
        let text = text.trim();
        if value::is_blank(text) {
            return;
        }
        let owned = || Some(text.to_owned());
        let is_begun = self.is_begun();
        let (found, early) = (&mut self.found, &mut self.early);
        match field {
            Field::Number => fill(&mut found.number, owned()),
            Field::TradeDate | Field::SettlementDate => {
                let day = value::note_date(text);
                self.is_torn |= day.is_none();
                let is_trade = field == Field::TradeDate;
                fill(if is_trade { &mut found.trade_date } else { &mut found.settlement_date }, day);
            }
            Field::Settlement => fill(&mut found.settlement, owned()),
            Field::Client => fill(&mut found.client, owned()),
            Field::Ucc => fill(&mut found.ucc, owned()),
            Field::Pan if !self.closed => {
                let before = label.and_then(|piece| piece.split(text).next()).unwrap_or("");
                let beside = match (names_client(before), is_begun) {
                    (true, _) => Beside::Label,
                    (false, true) => Beside::Client,
                    (false, false) => Beside::Nothing,
                };
                if let Some(pan) = Pan::parse(text) {
                    self.pans.push(beside, pan);
                }
            }
            Field::Place if !is_begun => fill(&mut early.place_of_supply, owned()),
            Field::Place => fill(&mut found.place_of_supply, owned()),
            Field::State if !is_begun => fill(&mut early.state_code, owned()),
            Field::State => fill(&mut found.state_code, owned()),
            Field::Address if !is_begun && early.address.is_empty() => early.address.push(text.to_owned()),
            Field::Address if is_begun && found.address.is_empty() => found.address.push(text.to_owned()),
            Field::Other => {
                let label = label.and_then(|piece| piece.split(text).next()).unwrap_or("");
                found.labels.push((label.trim_matches([' ', ':', '.']).to_owned(), text.to_owned()));
            }
            _ => {}
        }
    }

    /// `INZ` and nine digits, wherever it stands; true when the line has it.
    fn registration(&mut self, sheet: &Sheet, band: Range<usize>) -> bool {
        let mut met = false;
        for line in sheet.lines.get(band).unwrap_or(&[]) {
            for (index, word) in line.range().zip(sheet.words_of(line)) {
                let text = sheet.text(word);
                let found = text.find("INZ").and_then(|at| text.get(at..at + 12));
                if let Some(found) = found.filter(|found| figures::is_registration(found)) {
                    fill(&mut self.found.sebi_registration, Some(found.to_owned()));
                    sheet.claims.data(index..index + 1);
                    met = true;
                }
            }
        }
        met
    }

    /// A line after the first tables that still says something about the note: the annexures repeat the client.
    pub(super) fn late(&mut self, sheet: &Sheet, line: &Line) -> bool {
        let text = sheet.line_text(line);
        if let Some(name) = text.strip_prefix("For ").filter(|name| is_company(name)) {
            fill(&mut self.found.broker, Some(name.trim().to_owned()));
            sheet.claims.data(line.range());
            return true;
        }
        let parts = split(&text);
        let is_own = |(field, value): &(Option<Field>, &str)| match field {
            Some(Field::Client | Field::Address) => self.is_of_the_client(&text, value),
            _ => true,
        };
        if parts.first().is_none_or(|(field, _)| field.is_none()) || !parts.iter().all(is_own) {
            return false;
        }
        for (field, value) in parts {
            // The lines below the name may be the address already.
            if let Some(field) = field.filter(|field| *field != Field::Address || self.loose.len() < 2) {
                self.set(field, value, None);
            }
        }
        sheet.claims.data(line.range());
        true
    }

    /// True for a name or an address after the first tables that is the client's: its label says so, or the head printed
    /// the same. Others are those of an officer or an office of the broker.
    fn is_of_the_client(&self, text: &str, value: &str) -> bool {
        let before = text.rfind(value).and_then(|at| text.get(..at)).unwrap_or("");
        let label = before.trim_end_matches([':', '-', '.', ' ']).rsplit(':').next().unwrap_or("");
        let known = self.found.client.iter().chain(self.loose.iter().map(|line| &line.text));
        label.split(' ').any(|word| word.eq_ignore_ascii_case("client"))
            || known.chain(&self.found.address).any(|known| known.eq_ignore_ascii_case(value))
    }

    /// Emits what was found.
    pub(super) fn finish(mut self, sink: &mut Sink) {
        for (field, text) in std::mem::take(&mut self.settlements) {
            self.set(field, &text, None);
        }
        if self.names_client() {
            let mut loose = std::mem::take(&mut self.loose).into_iter().map(|line| line.text);
            fill(&mut self.found.client, loose.next());
            if self.found.address.is_empty() {
                self.found.address = loose.collect();
            }
        }
        let early = self.early;
        fill(&mut self.found.place_of_supply, early.place_of_supply);
        fill(&mut self.found.state_code, early.state_code);
        if self.found.address.is_empty() {
            self.found.address = early.address;
        }
        let at = self.at.unwrap_or_default();
        let (pan, is_doubtful) = self.pans.client();
        self.found.pan = pan;
        if is_doubtful {
            sink.note(at, DiagnosticCode::Orphan { record: "second PAN" });
        }
        if self.is_torn && (self.found.trade_date.is_none() || self.found.settlement_date.is_none()) {
            sink.note(at, DiagnosticCode::UnreadableValue { field: "date" });
        }
        sink.push(at, Record::Note(Box::new(self.found)));
    }
}

fn fill<T>(slot: &mut Option<T>, value: Option<T>) {
    if slot.is_none() {
        *slot = value;
    }
}

/// True for a legal name: `... Limited`, `... Private Ltd.`, `... LLP`.
pub(super) fn is_company(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("").trim_end_matches(['.', ',', '*']);
    let ends = ["Limited", "Ltd", "LLP", "Pvt"].iter().any(|end| end.eq_ignore_ascii_case(last));
    ends && text.contains(' ') && !text.contains(':') && !text.bytes().any(|byte| byte.is_ascii_digit())
}
