//! ICICI's summary including statutory levies: buy, sell and total of a security, below its ISIN and name or beside them.

use cas_model::note_record::{SecurityRecord, SideRecord};
use cas_model::record::Record;
use cas_model::{DiagnosticCode, Isin};
use cas_page::Location;
use cas_table::{Furniture, Sheet};

use super::cells::Row;
use super::figures;
use super::tables::statutory as columns;
use super::walk::Role;
use crate::sink::Sink;

/// The rows of a security.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Leg {
    Buy,
    Sell,
    Total,
}

/// What the words left of the figures say.
#[derive(Debug, Default)]
struct Words {
    isin: Option<String>,
    /// The name, or a line of it.
    name: String,
    leg: Option<Leg>,
}

impl Words {
    fn of(sheet: &Sheet, line: usize) -> Self {
        let Some(found) = sheet.lines.get(line) else { return Self::default() };
        let texts: Vec<&str> = sheet.words_of(found).iter().map(|word| sheet.text(word)).collect();
        let isin = texts.first().filter(|text| Isin::looks_like(text) && !figures::is_registration(text));
        let after = |at: usize| texts.get(at + 1).copied();
        let leg_at = |at: usize, text: &str| {
            let bare = after(at).is_none_or(|next| figures::amount(next).is_ok());
            let payable = |next: &str| {
                let next = next.to_ascii_lowercase();
                next.starts_with("payable") || next.starts_with("receivable")
            };
            // `Total Taxable value of supply` is a line of the obligation block.
            match () {
                () if text.eq_ignore_ascii_case("Buy") && (bare || at == 0) => Some(Leg::Buy),
                () if text.eq_ignore_ascii_case("Sell") && (bare || at == 0) => Some(Leg::Sell),
                () if text.eq_ignore_ascii_case("Total") && after(at).is_some_and(payable) => {
                    Some(Leg::Total)
                }
                () => None,
            }
        };
        let found = texts.iter().enumerate().find_map(|(at, text)| Some((at, leg_at(at, text)?)));
        let name =
            texts.iter().take(found.map_or(texts.len(), |(at, _)| at)).skip(usize::from(isin.is_some()));
        Self {
            isin: isin.map(|isin| (*isin).to_owned()),
            name: name.copied().collect::<Vec<_>>().join(" "),
            leg: found.map(|(_, leg)| leg),
        }
    }
}

/// The summary while it is being read.
#[derive(Debug, Default)]
pub(super) struct Statutory {
    open: Option<(Location, SecurityRecord)>,
    /// The open security was begun by its purchases: ISIN and name stand in the middle of its rows.
    nameless: bool,
}

impl Statutory {
    /// What a line is: `INE... NAME`, `Buy`, `Sell`, `Total Payable/Receivable`.
    pub(super) fn role(sheet: &Sheet, line: usize) -> Role {
        let words = Words::of(sheet, line);
        if words.isin.is_some() || words.leg.is_some() { Role::Row } else { Role::Other }
    }

    /// Reads a row; the words left of the first column do not belong to it.
    pub(super) fn read(&mut self, sheet: &Sheet, line: usize, row: &Row, at: Location, sink: &mut Sink) {
        let Some(found) = sheet.lines.get(line) else { return };
        sheet.claims.data(found.range());
        row.claim(sheet);
        let Words { isin, name, leg } = Words::of(sheet, line);
        if let Some(isin) = isin {
            self.begin(&isin, at, sink);
        } else if leg == Some(Leg::Buy) && self.open.is_none() {
            self.open = Some((at, SecurityRecord::default()));
            self.nameless = true;
        }
        if let Some((_, record)) = self.open.as_mut().filter(|_| !name.is_empty()) {
            add_name(record, &name);
        }
        let Some(leg) = leg else { return };
        let net = figures::money(sheet, row, columns::NET, "net payable", at, sink);
        let own = if leg == Leg::Buy { columns::BOUGHT } else { columns::SOLD };
        let quantity = figures::cell(sheet, row, columns::QUANTITY, "quantity", at, sink);
        let side = SideRecord {
            quantity: quantity.or_else(|| figures::cell(sheet, row, own, "quantity", at, sink)),
            wap: figures::cell(sheet, row, columns::WAP, "average price", at, sink),
            brokerage: figures::cell(sheet, row, columns::BROKERAGE, "brokerage", at, sink),
            wap_after: figures::cell(
                sheet,
                row,
                columns::WAP_AFTER,
                "average price after brokerage",
                at,
                sink,
            ),
            total: figures::money(sheet, row, columns::TOTAL, "total value", at, sink),
            after_levies: net,
        };
        let Some((_, record)) = &mut self.open else {
            sink.note(at, DiagnosticCode::Orphan { record: "summary row" });
            return;
        };
        match leg {
            Leg::Buy => record.buy = side,
            Leg::Sell => record.sell = side,
            Leg::Total => {
                record.net_after_levies = net;
                self.flush(sink);
            }
        }
    }

    /// A security by its ISIN, which may stand beside a later row than its first.
    fn begin(&mut self, isin: &str, at: Location, sink: &mut Sink) {
        let parsed = Isin::parse(isin);
        if parsed.is_none() {
            sink.note(at, DiagnosticCode::InvalidIsin);
        }
        if let Some((_, record)) = self.open.as_mut().filter(|_| self.nameless) {
            record.isin = parsed;
        } else {
            self.flush(sink);
            self.open = Some((at, SecurityRecord { isin: parsed, ..SecurityRecord::default() }));
        }
        self.nameless = false;
    }

    /// A name that goes on below its line, the second line of the words of the total.
    pub(super) fn go_on(&mut self, sheet: &Sheet, line: usize) -> bool {
        let Some(found) = sheet.lines.get(line) else { return false };
        let text = sheet.line_text(found);
        if matches!(super::charges::compact(&text).as_str(), "receivable" | "payable") {
            sheet.claims.furniture(found.range(), Furniture::Label);
            return true;
        }
        let Some((_, record)) = &mut self.open else { return false };
        let untouched = record.buy == SideRecord::default() && record.sell == SideRecord::default();
        let plain = !sheet.words_of(found).iter().any(|word| figures::amount(sheet.text(word)).is_ok());
        if !(untouched && plain && record.name.is_some()) {
            return false;
        }
        add_name(record, &text);
        sheet.claims.data(found.range());
        true
    }

    /// Emits the open security.
    pub(super) fn flush(&mut self, sink: &mut Sink) {
        if let Some((at, record)) = self.open.take() {
            if std::mem::take(&mut self.nameless) {
                sink.note(at, DiagnosticCode::Orphan { record: "summary row" });
                return;
            }
            sink.push(at, Record::Security(Box::new(record)));
        }
    }
}

fn add_name(record: &mut SecurityRecord, text: &str) {
    let name = record.name.get_or_insert_default();
    if !name.is_empty() {
        name.push(' ');
    }
    name.push_str(text);
}

#[cfg(test)]
mod tests {
    use cas_table::Draft;

    use super::*;

    /// ICICI's obligation block may follow its summary without a heading.
    #[test]
    fn a_total_of_the_summary_is_payable_or_receivable() {
        let role = |text: &str| Statutory::role(&Draft::new().left(30.0, 100.0, 6.0, text).sheet(), 0);
        for text in [
            "Total Payable/Receivable 25004.00",
            "Total Payable / Receivable",
            "TOTAL RECEIVABLE",
            "Buy 100",
            "Sell",
            "INE0ZA101016 SAMPLE WORKS",
            "LIMITED Sell 0",
        ] {
            assert_eq!(role(text), Role::Row, "{text}");
        }
        for text in
            ["Total Taxable value of supply (a+b+c) 75.41", "Total", "Total brokerage 5.00", "20 BUY LIMITED"]
        {
            assert_eq!(role(text), Role::Other, "{text}");
        }
    }

    /// ISIN and name above the three rows, beside the first, or beside the second.
    #[test]
    fn the_rows_of_a_security_stand_below_its_name_or_beside_it() {
        let cases: [&[&str]; 4] = [
            &["INE0ZA101016 20 BUY LIMITED", "Buy 100", "Sell 5", "Total Payable/ Receivable"],
            &["INE0ZA101016 20 BUY LIMITED Buy 100", "Sell 5", "Total Payable/ Receivable"],
            &["INE0ZA101016 20 BUY Buy 100", "LIMITED Sell 5", "Total Payable/ Receivable"],
            &["Buy 100", "INE0ZA101016 20 BUY LIMITED Sell 5", "Total Payable/ Receivable"],
        ];
        for lines in cases {
            let draft = lines.iter().enumerate().fold(Draft::new(), |draft, (at, text)| {
                draft.left(30.0, 100.0 + 12.0 * at as f32, 6.0, text)
            });
            let (sheet, mut sink) = (draft.sheet(), Sink::default());
            let mut statutory = Statutory::default();
            for line in 0..lines.len() {
                statutory.read(&sheet, line, &Row::default(), Location::default(), &mut sink);
            }
            let noted = sink.finish();
            assert!(noted.notes.is_empty(), "{lines:?}");
            let [found] = noted.value.as_slice() else { panic!("one security: {lines:?}") };
            let Record::Security(security) = &found.record else { panic!("a security: {lines:?}") };
            assert_eq!(security.name.as_deref(), Some("20 BUY LIMITED"));
            assert!(security.isin.is_some());
        }
    }
}
