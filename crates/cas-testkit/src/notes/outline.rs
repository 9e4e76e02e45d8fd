//! What a note is to hold, before anything is invented: how each security and contract is dealt in, fees, taxes, client.

use chrono::NaiveDate;

use super::model::{Exchange, State};
use super::sheet::Figure;

/// Exchanges of the fills of one security.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Venue {
    /// All on one.
    One(Exchange),
    /// Orders on both.
    Both,
}

/// Length of a name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Naming {
    /// Company and legal form.
    Usual,
    /// So long that it wraps over three lines.
    Long,
}

/// How a security is dealt in.
#[derive(Clone, Copy, Debug)]
pub struct Dealt {
    /// Fills on the buying side.
    pub bought: usize,
    /// Fills on the selling side.
    pub sold: usize,
    /// Both sides have the same quantity.
    pub square: bool,
    /// Exchanges.
    pub venue: Venue,
    /// Name.
    pub naming: Naming,
    /// After the name.
    pub mark: &'static str,
    /// Remark of the first fill.
    pub remark: &'static str,
    /// Prices and quantities whose products have seven digits and more.
    pub large: bool,
}

impl Dealt {
    const PLAIN: Self = Self {
        bought: 0,
        sold: 0,
        square: false,
        venue: Venue::One(Exchange::Nse),
        naming: Naming::Usual,
        mark: "",
        remark: "",
        large: false,
    };

    /// Bought and sold in equal quantity.
    #[must_use]
    pub const fn round_trip(bought: usize, sold: usize) -> Self {
        Self { bought, sold, square: true, ..Self::PLAIN }
    }

    /// Bought only.
    #[must_use]
    pub const fn bought(fills: usize) -> Self {
        Self { bought: fills, ..Self::PLAIN }
    }

    /// Sold only.
    #[must_use]
    pub const fn sold(fills: usize) -> Self {
        Self { sold: fills, ..Self::PLAIN }
    }

    /// Bought and sold in different quantities.
    #[must_use]
    pub const fn both(bought: usize, sold: usize) -> Self {
        Self { bought, sold, ..Self::PLAIN }
    }

    /// The same on other exchanges.
    #[must_use]
    pub const fn on(self, venue: Venue) -> Self {
        Self { venue, ..self }
    }

    /// The same with a long name.
    #[must_use]
    pub const fn long(self) -> Self {
        Self { naming: Naming::Long, ..self }
    }
}

/// What is held over the day.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Held {
    /// Nothing: what is open ends with the fills.
    Nothing,
    /// Lots brought forward, negative when short.
    Brought(i64),
}

/// A derivative position.
#[derive(Clone, Copy, Debug)]
pub struct Position {
    /// An option; else a future.
    pub option: bool,
    /// Of an index; else of a company.
    pub index: bool,
    /// Exchange.
    pub exchange: Exchange,
    /// Fills on the buying side.
    pub bought: usize,
    /// Fills on the selling side.
    pub sold: usize,
    /// Both sides have the same quantity.
    pub square: bool,
    /// Position of the day before.
    pub held: Held,
}

impl Position {
    /// An index option, bought and sold in equal quantity.
    #[must_use]
    pub const fn option(bought: usize, sold: usize) -> Self {
        Self {
            option: true,
            index: true,
            exchange: Exchange::Nse,
            bought,
            sold,
            square: bought > 0 && sold > 0,
            held: Held::Nothing,
        }
    }

    /// A future of a company.
    #[must_use]
    pub const fn future(bought: usize, sold: usize) -> Self {
        Self { option: false, index: false, ..Self::option(bought, sold) }
    }

    /// A future that is only brought forward.
    #[must_use]
    pub const fn carried(lots: i64) -> Self {
        Self { held: Held::Brought(lots), ..Self::future(0, 0) }
    }

    /// The same on an index.
    #[must_use]
    pub const fn of_index(self, index: bool) -> Self {
        Self { index, ..self }
    }

    /// The same on the other exchange.
    #[must_use]
    pub const fn on_bse(self) -> Self {
        Self { exchange: Exchange::Bse, ..self }
    }
}

/// Which goods and services tax is due.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Gst {
    /// Client in another state: IGST.
    Integrated,
    /// Client in the broker's state: CGST and SGST.
    State,
    /// Client in the broker's union territory: CGST and UTT.
    Union,
}

/// What the broker takes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fee {
    /// So much per unit.
    PerUnit,
    /// Twenty rupees per order.
    PerOrder,
    /// Nothing in the cash segment, twenty rupees per order in derivatives.
    FreeCash,
}

/// Who the client is.
#[derive(Clone, Copy, Debug)]
pub struct ClientOutline {
    /// A name that is odd; `None` invents a usual one.
    pub name: Option<&'static str>,
    /// Lines of the address, 1 to 4.
    pub lines: usize,
    /// Place of supply; `None` takes one that fits the tax.
    pub state: Option<State>,
}

/// What to draw.
#[derive(Clone, Debug)]
pub struct Outline {
    /// Seed.
    pub seed: u64,
    /// Trade date.
    pub date: NaiveDate,
    /// Pattern of the note number: `#` is a digit, `yy` and `zz` the years of the financial year.
    pub number: &'static str,
    /// Pattern of the client code: `@` is a capital, `#` a digit.
    pub ucc: &'static str,
    /// Cash segment.
    pub securities: Vec<Dealt>,
    /// Derivatives.
    pub contracts: Vec<Position>,
    /// Tax.
    pub gst: Gst,
    /// Home state of the broker.
    pub home: State,
    /// Brokerage.
    pub fee: Fee,
    /// Client.
    pub client: ClientOutline,
    /// A second note for the same client follows in the same file.
    pub second: bool,
    /// The figure that is printed wrong.
    pub fault: Option<Figure>,
}
