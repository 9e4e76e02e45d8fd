//! What a broker prints and how, and the traps that a note shows.

use super::figures::Figures;
use super::model::{Contract, Fill, Security, State};
use super::outline::{Fee, Gst};
use super::press::{Footer, Lie};
use super::sheet::{Basis, Carry, Division, Sheet, Terms};
use super::table::Ruling;
use crate::depository::flow::Stand;
use crate::draw::Canvas;

/// Generation of the form.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Generation {
    /// A line per fill, no summary.
    A,
    /// A summary per ISIN and an annexure.
    C,
}

/// Two ways in which the same generation is printed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Form {
    /// The first.
    Early,
    /// The second: see each broker.
    Late,
}

/// In which order the fills stand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum FillOrder {
    /// Cash segment, derivatives.
    Segment,
    /// As [`Self::Segment`], each exchange by itself (Dhan); derivatives stand under `NSEFO`, `BSEFO`.
    SegmentThenExchange,
    /// Each exchange with both segments (Zerodha, segment lines).
    ExchangeThenSegment,
}

/// The side of a security on which nothing was dealt.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Empty {
    /// Nothing.
    Blank,
    /// Zeros.
    Zeros,
    /// Dashes.
    Dashes,
}

/// What stands under `Name / Symbol`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Label {
    /// The symbol.
    Symbol,
    /// The name in capitals.
    Name,
    /// Nothing that tells them: generation A.
    Neither,
}

/// Which settlement is printed when only derivatives were dealt in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Settlement {
    /// None.
    OfCash,
    /// One of its own.
    OfAll,
}

/// Who prints.
#[derive(Debug)]
pub struct Identity {
    /// `broker_type`.
    pub kind: &'static str,
    /// Legal name; `None` when nothing in the text tells it.
    pub name: Option<&'static str>,
    /// Registration as printed; `None` when it is not.
    pub registration: Option<&'static str>,
    /// Pattern of note numbers.
    pub number: &'static str,
    /// Pattern of client codes.
    pub ucc: &'static str,
    /// Home state.
    pub home: State,
    /// Brokerage.
    pub fee: Fee,
    /// Name in the signature dictionary.
    pub signature: Option<&'static str>,
}

/// Members of the answer that the layout prints.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// Name or symbol of a security.
    pub label: Label,
    /// Weighted prices of securities.
    pub wap: bool,
    /// Brokerage column of the fills.
    pub fill_brokerage: bool,
    /// Closing column of the fills.
    pub fill_closing: bool,
    /// Brokerage column of derivatives is filled.
    pub contract_brokerage: bool,
    /// Place of supply and its code.
    pub place: bool,
    /// Address.
    pub address: bool,
    /// All tax lines, the unused ones with zeros.
    pub every_tax: bool,
    /// Settlement.
    pub settlement: Settlement,
    /// Order of the fills.
    pub order: FillOrder,
}

/// Everything about the layout of one note.
#[derive(Clone, Debug)]
pub struct Traits {
    /// As `case.toml` names broker and generation.
    pub variant: &'static str,
    /// Who prints.
    pub identity: &'static Identity,
    /// Draws the pages.
    pub pages: fn(&Sheet, &Traits) -> Vec<Canvas>,
    /// Generation.
    pub generation: Generation,
    /// Form.
    pub form: Form,
    /// Numbers.
    pub figures: Figures,
    /// How brokerage runs through the note.
    pub basis: Basis,
    /// Positions held over the day.
    pub carry: Carry,
    /// Columns of the charges.
    pub division: Division,
    /// The investor protection fund has a line.
    pub ipft: bool,
    /// Clearing charges are taken.
    pub clearing: bool,
    /// Text of a fill.
    pub security: fn(&Security, &Fill) -> String,
    /// Text of a contract.
    pub contract: fn(&Contract) -> String,
    /// What is printed.
    pub shown: Shown,
    /// Untraded sides.
    pub empty: Empty,
    /// How cells stand.
    pub stand: Stand,
    /// Lines of tables.
    pub ruling: Ruling,
    /// Foot of pages.
    pub footer: Footer,
    /// Page format.
    pub lie: Lie,
    /// The charges run over to the next page after so many lines.
    pub split: Option<usize>,
    /// A table of registrations, a second note, charges of the depository: what the layout has besides.
    pub extra: bool,
}

impl Traits {
    /// What the arithmetic needs to know.
    #[must_use]
    pub fn terms(&self, gst: Gst) -> Terms {
        Terms {
            basis: self.basis,
            carry: self.carry,
            division: self.division,
            gst,
            ipft: self.ipft,
            clearing: self.clearing,
            security: self.security,
            contract: self.contract,
        }
    }
}
