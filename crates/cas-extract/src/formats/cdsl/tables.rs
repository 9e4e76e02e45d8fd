//! The tables of a CDSL statement, as data: labels of the columns in printed order, words of the headers.
//!
//! Text columns come first in every table and are flush left; see `middle.rs` for how rows are read.

use cas_table::{ColumnSpec, TableSpec};

use super::middle::{Anchor, MiddleSpec, Wraps};

/// Columns of the ledger of a demat account.
pub(crate) mod movement {
    pub(crate) const ISIN: usize = 0;
    pub(crate) const SECURITY: usize = 1;
    pub(crate) const PARTICULARS: usize = 2;
    pub(crate) const DATE: usize = 3;
    pub(crate) const OPENING: usize = 4;
    pub(crate) const CREDIT: usize = 5;
    pub(crate) const DEBIT: usize = 6;
    pub(crate) const CLOSING: usize = 7;
    pub(crate) const STAMP: usize = 8;
}

/// Ledger of a demat account of either depository.
pub(crate) const MOVEMENTS: MiddleSpec = MiddleSpec {
    header: &TableSpec {
        name: "cdsl.movements",
        columns: &[
            ColumnSpec::text(&["ISIN"]),
            ColumnSpec::text(&["Security", "Security Name"]),
            ColumnSpec::text(&["Transaction Particulars", "Particulars"]),
            ColumnSpec::text(&["Date", "Transaction Date"]),
            ColumnSpec::number(&["Op. Bal", "Opening Bal", "Opening Balance"]).optional(),
            ColumnSpec::number(&["Credit"]),
            ColumnSpec::number(&["Debit"]),
            ColumnSpec::number(&["Cl. Bal", "Closing Bal", "Closing Balance"]),
            ColumnSpec::number(&["Stamp Duty"]).optional(),
        ],
    },
    texts: 4,
    decimals: &[],
    halves: None,
    vocabulary: &[
        "ISIN",
        "Security",
        "Name",
        "Transaction",
        "Particulars",
        "Date",
        "Op",
        "Opening",
        "Bal",
        "Balance",
        "Credit",
        "Debit",
        "Cl",
        "Closing",
        "Stamp",
        "Duty",
    ],
    wraps: Wraps::Around,
    anchor: Anchor::Date(movement::DATE),
};

/// Columns of the holding tables of a demat account.
pub(crate) mod holding {
    pub(crate) const ISIN: usize = 0;
    pub(crate) const SECURITY: usize = 1;
    pub(crate) const CURRENT: usize = 2;
    pub(crate) const FROZEN: usize = 3;
    pub(crate) const PLEDGE: usize = 4;
    pub(crate) const SETUP: usize = 5;
    /// Only in the stacked tables of accounts held with NSDL.
    pub(crate) const TRANSIT: usize = 6;
    pub(crate) const FREE: usize = 7;
    pub(crate) const PRICE: usize = 8;
    pub(crate) const VALUE: usize = 9;
}

/// Holdings of an account held with CDSL: all classes in one table.
pub(crate) const HOLDINGS: MiddleSpec = MiddleSpec {
    header: &TableSpec {
        name: "cdsl.holdings",
        columns: &[
            ColumnSpec::text(&["ISIN"]),
            ColumnSpec::text(&["Security", "Security Name"]),
            ColumnSpec::number(&["Current Bal", "Current Balance", "Balance", "Quantity"]),
            ColumnSpec::number(&["Frozen Bal", "Frozen Balance", "Frozen"]).optional(),
            ColumnSpec::number(&["Pledge Bal", "Pledge Balance", "Pledge"]).optional(),
            ColumnSpec::number(&["Pledge Setup Bal", "Pledge Setup Balance", "Pledge Setup"]).optional(),
            ColumnSpec::number(&["Transit Bal", "Transit"]).optional(),
            ColumnSpec::number(&["Free Bal", "Free Balance"]).optional(),
            ColumnSpec::number(&["Market Price / Face Value", "Market Price", "Mkt. Price", "Face Value"]),
            ColumnSpec::number(&["Value", "Valuation", "Market Value"]),
        ],
    },
    texts: 2,
    decimals: &[],
    halves: None,
    vocabulary: HOLDING_WORDS,
    wraps: Wraps::Around,
    anchor: Anchor::Numbers(3),
};

/// Holdings of an account held with NSDL: balances stacked as `a)` over `b)`.
pub(crate) const STACKED_HOLDINGS: MiddleSpec = MiddleSpec {
    header: &TableSpec {
        name: "cdsl.stacked-holdings",
        columns: &[
            ColumnSpec::text(&["ISIN"]),
            ColumnSpec::text(&["Security", "Security Name"]),
            ColumnSpec::number(&["a) Current Bal b) Locked In", "a) Current Bal b) Locked In Bal"]),
            ColumnSpec::number(&["a) Frozen b) Pending Demat", "a) Frozen Bal b) Pending Demat"]).optional(),
            ColumnSpec::number(&["a) Pledge b) Pending Remat", "a) Pledge Bal b) Pending Remat"]).optional(),
            ColumnSpec::number(&[
                "a) Pledge Setup b) Pledged Confirmed",
                "a) Pledge Setup b) Pledged",
                "a) Setup b) Pledged",
            ])
            .optional(),
            ColumnSpec::number(&["a) Transit b) Pending Confirmed", "a) In Transit b) Pending Confirmed"])
                .optional(),
            ColumnSpec::number(&["a) Free Bal", "Free Bal"]),
            ColumnSpec::number(&["Market Price / Face Value", "Market Price", "Face Value"]),
            ColumnSpec::number(&["Value"]),
        ],
    },
    texts: 2,
    decimals: &[],
    halves: None,
    vocabulary: HOLDING_WORDS,
    wraps: Wraps::Told,
    anchor: Anchor::LastColumn,
};

const HOLDING_WORDS: &[&str] = &[
    "ISIN",
    "Security",
    "Name",
    "Current",
    "Bal",
    "Balance",
    "Frozen",
    "Pledge",
    "Pledged",
    "Setup",
    "Free",
    "Market",
    "Price",
    "Face",
    "Value",
    "a",
    "b",
    "Locked",
    "In",
    "Lockin",
    "Pending",
    "Confirmed",
    "Demat",
    "Remat",
    "Transit",
];

/// What the second line of a stacked balance says, by column of [`STACKED_HOLDINGS`], where the header does not tell.
pub(crate) const SECOND_BALANCES: [(usize, &str); 5] = [
    (holding::CURRENT, "Locked In"),
    (holding::FROZEN, "Pending Demat"),
    (holding::PLEDGE, "Pending Remat"),
    (holding::SETUP, "Pledged Confirmed"),
    (holding::TRANSIT, "Pending Confirmed"),
];

/// What the first line of a balance says.
pub(crate) const FIRST_BALANCES: [(usize, &str); 6] = [
    (holding::CURRENT, "Current Bal"),
    (holding::FROZEN, "Frozen"),
    (holding::PLEDGE, "Pledge"),
    (holding::SETUP, "Pledge Setup"),
    (holding::TRANSIT, "Transit"),
    (holding::FREE, "Free Bal"),
];

/// Columns of the lock-in table.
pub(crate) mod lock_in {
    pub(crate) const ISIN: usize = 0;
    pub(crate) const SECURITY: usize = 1;
    pub(crate) const DATE: usize = 2;
    pub(crate) const DESCRIPTION: usize = 3;
    pub(crate) const LOCKED: usize = 4;
    pub(crate) const DEMAT: usize = 5;
    pub(crate) const REMAT: usize = 6;
}

/// `(Other Details)`: lock-ins and pending requests of securities that the holding table lists too.
pub(crate) const LOCK_INS: MiddleSpec = MiddleSpec {
    header: &TableSpec {
        name: "cdsl.lock-ins",
        columns: &[
            ColumnSpec::text(&["ISIN"]),
            ColumnSpec::text(&["Security", "Security Name"]),
            ColumnSpec::text(&["Date", "Lockin Date"]),
            ColumnSpec::text(&["Balance Description"]),
            ColumnSpec::number(&["Lockin", "Lock-in", "Lockin Bal"]),
            ColumnSpec::number(&["Pending Demat"]).optional(),
            ColumnSpec::number(&["Pending Remat"]).optional(),
        ],
    },
    texts: 4,
    decimals: &[],
    halves: None,
    vocabulary: &[
        "ISIN",
        "Security",
        "Name",
        "Date",
        "Balance",
        "Description",
        "Lockin",
        "Lock-in",
        "Lock",
        "in",
        "Release",
        "Pending",
        "Demat",
        "Remat",
        "Bal",
    ],
    wraps: Wraps::Around,
    anchor: Anchor::Numbers(2),
};

/// Columns of the bonds table.
pub(crate) mod bond {
    pub(crate) const ISIN: usize = 0;
    pub(crate) const NAME: usize = 1;
    pub(crate) const COUPON: usize = 2;
    pub(crate) const MATURITY: usize = 3;
    pub(crate) const QUANTITY: usize = 4;
    pub(crate) const FACE_VALUE: usize = 5;
    pub(crate) const MARKET_VALUE: usize = 6;
    pub(crate) const VALUE: usize = 7;
}

/// Bonds of an account, after its portfolio value.
pub(crate) const BONDS: MiddleSpec = MiddleSpec {
    header: &TableSpec {
        name: "cdsl.bonds",
        columns: &[
            ColumnSpec::text(&["ISIN"]),
            ColumnSpec::text(&["ISIN Name", "Security", "Security Name"]),
            ColumnSpec::text(&["Coupon/Rate/Frequency", "Coupon Rate/Frequency"]),
            ColumnSpec::text(&["Maturity Date"]),
            ColumnSpec::number(&["Quantity", "Qty", "No. of Bonds"]),
            ColumnSpec::number(&["Face Value per Bond"]),
            ColumnSpec::number(&["Market Value per Bond", "Market Price per Bond"]),
            ColumnSpec::number(&["Value"]),
        ],
    },
    texts: 4,
    decimals: &[],
    halves: None,
    vocabulary: &[
        "ISIN",
        "Name",
        "Security",
        "Coupon/Rate",
        "Coupon",
        "Rate",
        "Rate/Frequency",
        "Coupon/Rate/Frequency",
        "Frequency",
        "Maturity",
        "Date",
        "Quantity",
        "No",
        "of",
        "Bonds",
        "Face",
        "Value",
        "Market",
        "Price",
        "per",
        "Bond",
    ],
    wraps: Wraps::Around,
    anchor: Anchor::Numbers(3),
};

/// Columns of a fund ledger.
pub(crate) mod ledger {
    pub(crate) const DATE: usize = 0;
    pub(crate) const DESCRIPTION: usize = 1;
    pub(crate) const AMOUNT: usize = 2;
    pub(crate) const NAV: usize = 3;
    pub(crate) const PRICE: usize = 4;
    pub(crate) const UNITS: usize = 5;
    pub(crate) const STAMP: usize = 6;
    pub(crate) const INCOME: usize = 7;
    pub(crate) const CAPITAL: usize = 8;
}

/// Ledger of one scheme of a folio.
pub(crate) const FUND_LEDGER: MiddleSpec = MiddleSpec {
    header: &TableSpec {
        name: "cdsl.fund-ledger",
        columns: &[
            ColumnSpec::text(&["Date"]),
            ColumnSpec::text(&["Transaction Description", "Description", "Transaction Details"]),
            ColumnSpec::number(&["Amount"]),
            ColumnSpec::number(&["NAV"]),
            ColumnSpec::number(&["Price"]).optional(),
            ColumnSpec::number(&["Units"]),
            ColumnSpec::number(&["Stamp Duty"]).optional(),
            ColumnSpec::number(&["Income Distribution"]).optional(),
            ColumnSpec::number(&["Capital Withdrawal"]).optional(),
        ],
    },
    texts: 2,
    decimals: &[(ledger::AMOUNT, 2), (ledger::NAV, 4), (ledger::PRICE, 4), (ledger::UNITS, 3)],
    halves: None,
    vocabulary: &[
        "Date",
        "Transaction",
        "Description",
        "Details",
        "Amount",
        "NAV",
        "Price",
        "Units",
        "Stamp",
        "Duty",
        "Income",
        "Distribution",
        "Capital",
        "Withdrawal",
    ],
    wraps: Wraps::Around,
    anchor: Anchor::DateOrNumber(ledger::DATE),
};

/// Columns of the fund balance table.
pub(crate) mod balance {
    pub(crate) const NAME: usize = 0;
    pub(crate) const ISIN: usize = 1;
    pub(crate) const FOLIO: usize = 2;
    pub(crate) const ADVISOR: usize = 3;
    pub(crate) const UNITS: usize = 4;
    pub(crate) const NAV: usize = 5;
    pub(crate) const INVESTED: usize = 6;
    pub(crate) const VALUATION: usize = 7;
    pub(crate) const TER_REGULAR: usize = 8;
    pub(crate) const TER_DIRECT: usize = 9;
    pub(crate) const COMMISSION: usize = 10;
    pub(crate) const GAIN: usize = 11;
    pub(crate) const GAIN_PERCENT: usize = 12;
}

/// Balances of all schemes of a holder group, in 7 (2021), 11 (2023), 13 (2024) and 9 columns (2026).
pub(crate) const FUND_BALANCES: MiddleSpec = MiddleSpec {
    header: &TableSpec {
        name: "cdsl.fund-balances",
        columns: &[
            ColumnSpec::text(&["Scheme Name", "Scheme"]),
            ColumnSpec::text(&["ISIN"]),
            ColumnSpec::text(&["Folio No.", "Folio Number"]),
            ColumnSpec::text(&["ARN Code", "ARN"]).optional(),
            ColumnSpec::number(&["Closing Bal (Units)", "Closing Balance (Units)", "Closing Bal", "Balance"]),
            ColumnSpec::number(&["NAV"]),
            ColumnSpec::number(&["Cumulative…", "Amount Invested", "Cost Value"]).optional(),
            ColumnSpec::number(&["Valuation", "Current Value", "Market Value"]),
            ColumnSpec::number(&[
                "Average Total Expense Ratio Regular Direct",
                "Average Total Expense Ratio Regular",
                "Average Total Expense Ratio",
            ])
            .optional(),
            ColumnSpec::number(&["Direct"]).optional(),
            ColumnSpec::number(&["Gross Commission paid to Distributors"]).optional(),
            ColumnSpec::number(&["Unrealised Profit/Loss"]).optional(),
            ColumnSpec::number(&["Unrealised Profit/Loss(%)"]).optional(),
        ],
    },
    texts: 4,
    decimals: &[
        (balance::UNITS, 3),
        (balance::NAV, 4),
        (balance::INVESTED, 2),
        (balance::VALUATION, 2),
        (balance::GAIN, 2),
    ],
    halves: Some((balance::TER_REGULAR, balance::TER_DIRECT)),
    vocabulary: &[
        "Scheme",
        "Name",
        "ISIN",
        "Folio",
        "No",
        "Number",
        "ARN",
        "Code",
        "Closing",
        "Bal",
        "Balance",
        "Units",
        "NAV",
        "Cumulative",
        "Amount",
        "Invested",
        "in",
        "INR",
        "Valuation",
        "Average",
        "Total",
        "Expense",
        "Ratio",
        "Regular",
        "Direct",
        "Gross",
        "Commission",
        "paid",
        "to",
        "Distributors",
        "Unrealised",
        "Profit/Loss",
        "Profit",
        "Loss",
    ],
    wraps: Wraps::Around,
    anchor: Anchor::Numbers(3),
};
