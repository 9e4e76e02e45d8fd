//! A contract note as it was dealt, before any figure is reckoned: who, which securities and contracts, which fills.

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Which way a fill goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Side {
    /// The client pays.
    Buy,
    /// The client receives.
    Sell,
}

impl Side {
    /// The letter that notes print.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::Buy => "B",
            Self::Sell => "S",
        }
    }

    /// An amount as the client feels it: negative when he pays.
    #[must_use]
    pub fn felt(self, amount: Decimal) -> Decimal {
        match self {
            Self::Buy => -amount,
            Self::Sell => amount,
        }
    }

    /// A quantity that grows by purchases.
    #[must_use]
    pub fn held(self, quantity: i64) -> i64 {
        match self {
            Self::Buy => quantity,
            Self::Sell => -quantity,
        }
    }
}

/// Where a fill was made.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Exchange {
    /// National Stock Exchange.
    Nse,
    /// BSE: order numbers of nineteen digits.
    Bse,
}

impl Exchange {
    /// Its abbreviation.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nse => "NSE",
            Self::Bse => "BSE",
        }
    }
}

/// One fill.
#[derive(Clone, Debug)]
pub struct Fill {
    /// 16 digits, or 19 on BSE.
    pub order: String,
    /// When the order came.
    pub order_time: String,
    /// Trade number.
    pub trade: String,
    /// When it was filled.
    pub trade_time: String,
    /// Direction.
    pub side: Side,
    /// Where.
    pub exchange: Exchange,
    /// Units, positive.
    pub quantity: i64,
    /// Traded price, two decimals.
    pub price: Decimal,
    /// Brokerage per unit, four decimals.
    pub unit: Decimal,
    /// Brokerage of the fill, two decimals.
    pub fee: Decimal,
    /// Remarks column; empty for none.
    pub remark: &'static str,
}

impl Fill {
    /// Quantity times traded price.
    #[must_use]
    pub fn value(&self) -> Decimal {
        Decimal::from(self.quantity) * self.price
    }
}

/// A security that was dealt in.
#[derive(Clone, Debug)]
pub struct Security {
    /// `INEZ...`.
    pub isin: String,
    /// In capitals.
    pub name: String,
    /// Trading symbol.
    pub symbol: String,
    /// What stands after the name: `*`, `(RE)`; empty for nothing.
    pub mark: &'static str,
    /// In printing order.
    pub fills: Vec<Fill>,
}

/// A derivative that was dealt in or held over the day.
#[derive(Clone, Debug)]
pub struct Contract {
    /// `NIFTY` or the symbol of a company.
    pub underlying: String,
    /// The underlying is an index.
    pub index: bool,
    /// Last day.
    pub expiry: NaiveDate,
    /// Strike and `CE` or `PE`; `None` for a future.
    pub option: Option<(i64, &'static str)>,
    /// Where it is traded.
    pub exchange: Exchange,
    /// Price at the end of the day.
    pub closing: Decimal,
    /// Units brought forward, negative when short.
    pub brought: i64,
    /// Closing price of the day before.
    pub before: Decimal,
    /// In printing order.
    pub fills: Vec<Fill>,
}

/// Place of supply.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct State {
    /// In capitals.
    pub name: &'static str,
    /// Two digits.
    pub code: &'static str,
}

/// Who the note is for.
#[derive(Clone, Debug)]
pub struct Client {
    /// Name as printed.
    pub name: String,
    /// One to four lines.
    pub address: Vec<String>,
    /// Also the password.
    pub pan: String,
    /// Client code.
    pub ucc: String,
    /// Place of supply.
    pub state: State,
}

/// One note.
#[derive(Clone, Debug)]
pub struct Book {
    /// Contract note number.
    pub number: String,
    /// Trade date.
    pub date: NaiveDate,
    /// Settlement number of the cash segment.
    pub settlement: String,
    /// Next working day.
    pub settled: NaiveDate,
    /// Client.
    pub client: Client,
    /// Cash segment.
    pub securities: Vec<Security>,
    /// Derivatives.
    pub contracts: Vec<Contract>,
}
