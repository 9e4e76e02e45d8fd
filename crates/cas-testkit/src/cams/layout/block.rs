//! The head and the foot of a scheme's block (2.5, 2.6).

use super::wrap::{scheme, words};
use super::{At, FLUSH, INDENT, LEFT, RIGHT, Sheet};
use crate::cams::model::{Block, Fault, printed, printed_date};
use crate::draw::{Area, Setting, Text};
use rust_decimal::Decimal;

/// Size of scheme lines, and of the raised `#` in them.
const SCHEME: f64 = 7.162;
const RAISED: f64 = 4.775;
/// Right edge where scheme lines wrap.
const WRAP: f64 = 488.0;

impl Sheet<'_> {
    /// Heading of a fund house and the bar below it.
    pub(super) fn heading(&mut self, name: &str, pitch: f64) {
        let at = self.next(pitch, 0.0);
        let text = Text::new(self.faces.bold, 9.55, INDENT, at.y, name);
        self.put_at(at, text.within(Area::new(LEFT, at.y - 9.6, RIGHT, at.y + 3.2)));
        self.fill_at(at, Area::new(LEFT, at.y + 3.0, RIGHT, at.y + 5.2), 0.1);
    }

    /// Folio line to `Opening Unit Balance`, shown in the order of 1.4: PAN, KYC, scheme, registrar, folio, holder,
    /// nominees, opening.
    pub(super) fn block_head(&mut self, index: usize, block: &Block, pitch: f64) {
        let folio = block.folio_line.then(|| self.gray(pitch));
        let holder = (self.look.holder && block.folio_line).then(|| self.gray(10.8));
        let isin_fault = self.statement.faults.contains(&Fault::IsinDigit(index));
        let line = match &block.isin {
            Some(isin) if isin_fault => {
                let wrong =
                    isin.chars().last().and_then(|last| last.to_digit(10)).map_or(0, |last| (last + 1) % 10);
                let mut twisted = block.clone();
                twisted.isin = Some(format!("{}{wrong}", &isin[..isin.len() - 1]));
                twisted.scheme_line(self.look)
            }
            _ => block.scheme_line(self.look),
        };
        let lines = scheme(self.faces.body, SCHEME, &line, WRAP - INDENT);
        let first = if lines.len() > 1 { 10.58 } else { 12.02 };
        let at: Vec<At> =
            (0..lines.len()).map(|line| self.gray(if line == 0 { first } else { 8.36 })).collect();
        if let Some(folio) = folio {
            self.identity(folio, block);
        }
        for (line, at) in lines.iter().zip(&at) {
            self.scheme_line(*at, line);
        }
        let split = at.first().is_some_and(|at| self.registrar(*at, block.amc.registrar, lines.len()));
        if let Some(folio) = folio {
            let text = format!("Folio No: {}", block.folio);
            let text = Text::new(self.faces.bold, 7.64, INDENT, folio.y, text);
            self.put_at(folio, text.within(Area::new(LEFT, folio.y - 9.0, 215.28, folio.y + 2.6)));
        }
        if let Some(holder) = holder {
            let text = Text::new(self.faces.bold, 7.64, INDENT, holder.y, block.holder.clone());
            self.put_at(holder, text.within(Area::new(LEFT, holder.y - 9.0, 345.0, holder.y + 2.6)));
        }
        let mut opening = 11.17;
        if self.look.nominees {
            let pitch = match (lines.len(), split) {
                (1, true) => 18.7,
                (1, false) => 11.5,
                _ => 11.78,
            };
            let at = self.gray(pitch);
            self.nominees(at, &block.nominees);
        } else if split && lines.len() == 1 {
            opening = 18.0;
        }
        let at = self.next(opening, 0.0);
        let text = format!(" Opening Unit Balance: {}", printed(block.opening, self.look.places, self.look));
        self.put_at(at, Text::new(self.faces.bold, 6.685, 0.0, at.y, text).ending(FLUSH));
    }

    /// The next baseline on a grey strip of its own height.
    fn gray(&mut self, pitch: f64) -> At {
        let at = self.next(pitch, 0.0);
        let top = at.y - pitch.min(12.0) + 3.2;
        self.fill_at(at, Area::new(LEFT, top, RIGHT, at.y + 3.2), 0.88);
        at
    }

    /// PAN and KYC cells of the folio line.
    fn identity(&mut self, at: At, block: &Block) {
        let body = self.faces.body;
        let (top, bottom) = (at.y - 9.0, at.y + 2.6);
        if let Some(pan) = &block.pan {
            let text = Text::new(body, 7.64, 347.59, at.y, format!("PAN: {pan}"));
            self.put_at(at, text.within(Area::new(346.7, top, 450.0, bottom)));
        }
        let status = |label: &str, value: Option<&str>| value.map(|value| format!("{label}: {value}"));
        let parts = [status("KYC", block.kyc), status("PAN", block.pan_kyc)];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join("  ");
        if !text.is_empty() {
            let text = Text::new(body, 7.64, 0.0, at.y, text).ending(FLUSH);
            self.put_at(at, text.within(Area::new(452.0, top, RIGHT, bottom)));
        }
    }

    /// Shaped text; each `#` is a small raised run of its own, the blank after it belongs to its neighbour.
    fn scheme_line(&mut self, at: At, line: &str) {
        let body = self.faces.body;
        let cell = Area::new(LEFT, at.y - 9.0, 502.56, at.y + 2.6);
        let mut x = INDENT;
        for (index, part) in line.split('#').enumerate() {
            if index > 0 {
                let raised = Text::new(body, RAISED, x, at.y - 2.2, "#").within(cell);
                x += raised.width();
                self.put_at(at, raised);
            }
            if part.is_empty() {
                continue;
            }
            let mut text = Text::new(body, SCHEME, x, at.y, part).within(cell);
            text.setting = Setting::Shaped;
            x += text.width();
            self.put_at(at, text);
        }
    }

    /// `Registrar : CAMS` on one line; KFINTECH falls to a line of its own. True when it did.
    fn registrar(&mut self, at: At, name: &str, lines: usize) -> bool {
        let body = self.faces.body;
        let cell = Area::new(495.0, at.y - 10.0, RIGHT, at.y + 8.5);
        let mut put = |y: f64, text: String| {
            self.put_at(at, Text::new(body, SCHEME, 0.0, y, text).ending(FLUSH).within(cell));
        };
        if name == "KFINTECH" {
            put(at.y - 1.99, "Registrar : ".to_owned());
            put(at.y + 6.3, name.to_owned());
            return true;
        }
        put(if lines > 1 { at.y + 0.56 } else { at.y - 0.88 }, format!("Registrar : {name}"));
        false
    }

    fn nominees(&mut self, at: At, names: &[String; 3]) {
        let body = self.faces.body;
        let places = [(INDENT, 82.21, 229.68), (230.53, 280.93, 409.68), (410.53, 461.0, RIGHT)];
        for (index, ((label, value, end), name)) in places.into_iter().zip(names).enumerate() {
            let (top, bottom) = (at.y - 9.0, at.y + 2.6);
            let text = Text::new(body, 7.64, label, at.y, format!(" Nominee {}:", index + 1));
            self.put_at(at, text.within(Area::new(label - 0.85, top, value - 0.85, bottom)));
            if !name.is_empty() {
                let text = Text::new(body, 7.64, value, at.y, name.clone());
                self.put_at(at, text.within(Area::new(value - 0.85, top, end, bottom)));
            }
        }
    }

    /// Closing line and load text; shown as NAV, market value, loads, closing, cost.
    pub(super) fn block_foot(&mut self, index: usize, block: &Block) {
        let at = self.next(10.03, 0.0);
        self.fill_at(at, Area::new(LEFT, at.y - 7.0, RIGHT, at.y + 2.6), 0.95);
        let (cost, value) = self.printed_worth(index, block);
        let look = self.look;
        let date = printed_date(block.nav_date);
        let nav = format!("NAV on {date}: INR {}", printed(block.nav, block.nav.scale(), look));
        let nav = Text::new(self.faces.bold, 6.685, 163.57, at.y, nav);
        self.put_at(at, nav.within(Area::new(162.72, at.y - 7.6, 290.16, at.y + 2.2)));
        let text = format!("{} {date}: INR {}", look.valuation, printed(value, 2, look));
        let text = Text::new(self.faces.bold, 6.685, 0.0, at.y - 0.67, text).ending(FLUSH);
        let left = if look.cost { 395.28 } else { 300.0 };
        self.put_at(at, text.within(Area::new(left, at.y - 8.3, RIGHT, at.y + 1.6)));
        self.loads(&block.loads);
        let extra =
            if self.statement.faults.contains(&Fault::Closing(index)) { Decimal::ONE } else { Decimal::ZERO };
        let text = format!("Closing Unit Balance: {}", printed(block.closing + extra, look.places, look));
        let text = Text::new(self.faces.bold, 6.685, INDENT, at.y, text);
        self.put_at(at, text.within(Area::new(LEFT, at.y - 7.6, 162.72, at.y + 2.2)));
        if look.cost {
            let text = format!("Total Cost Value: {}", printed(cost, 2, look));
            let text = Text::new(self.faces.bold, 6.685, 291.0, at.y, text);
            self.put_at(at, text.within(Area::new(290.16, at.y - 7.6, 395.28, at.y + 2.2)));
        }
    }

    fn loads(&mut self, paragraphs: &[String]) {
        let face = self.faces.body;
        let mut count = 0;
        for paragraph in paragraphs {
            for line in words(face, SCHEME, paragraph, FLUSH - INDENT) {
                let at = self.next(if count == 0 { 10.6 } else { 8.31 }, 0.0);
                let text = Text::new(face, SCHEME, INDENT, at.y, line);
                self.put_at(at, text.within(Area::new(LEFT, at.y - 7.0, RIGHT, at.y + 2.4)));
                count += 1;
            }
        }
    }
}
