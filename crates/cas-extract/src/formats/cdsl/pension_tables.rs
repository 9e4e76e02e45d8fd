//! The tables of a pension account, as data; those of demat accounts and folios are in `tables.rs`.

use cas_table::{ColumnSpec, TableSpec};

use super::middle::{Anchor, MiddleSpec, Wraps};

/// Columns of the pension tables.
pub(crate) mod pension {
    pub(crate) const SCHEME: usize = 0;
    pub(crate) const MANAGER: usize = 1;
    pub(crate) const UNITS: usize = 2;
    pub(crate) const NAV: usize = 3;
    pub(crate) const VALUE: usize = 4;

    pub(crate) const DATE: usize = 0;
    pub(crate) const DESCRIPTION: usize = 1;
    pub(crate) const DIRECTION: usize = 2;
    pub(crate) const AMOUNT: usize = 3;
    pub(crate) const ROW_NAV: usize = 4;
    pub(crate) const ROW_UNITS: usize = 5;
}

/// Schemes of a pension account.
pub(crate) const PENSION_FUNDS: MiddleSpec = MiddleSpec {
    header: &TableSpec {
        name: "cdsl.pension-funds",
        columns: &[
            ColumnSpec::text(&["Scheme Name", "Scheme"]),
            ColumnSpec::text(&["Fund Manager", "Fund Manager Name", "Pension Fund Manager"]),
            ColumnSpec::number(&["Units", "Total Units"]),
            ColumnSpec::number(&["NAV"]),
            ColumnSpec::number(&["Value", "Valuation", "Amount"]).optional(),
        ],
    },
    texts: 2,
    decimals: &[(pension::UNITS, 4), (pension::NAV, 4)],
    halves: None,
    vocabulary: &[
        "Scheme",
        "Name",
        "Fund",
        "Manager",
        "Pension",
        "Units",
        "Total",
        "NAV",
        "Value",
        "Valuation",
        "Amount",
    ],
    wraps: Wraps::Around,
    anchor: Anchor::Numbers(2),
};

/// Contributions and charges of a pension account.
pub(crate) const PENSION_ROWS: MiddleSpec = MiddleSpec {
    header: &TableSpec {
        name: "cdsl.pension-rows",
        columns: &[
            ColumnSpec::text(&["Date", "Transaction Date"]),
            ColumnSpec::text(&["Scheme Name", "Scheme", "Particulars", "Transaction Particulars"]),
            ColumnSpec::text(&["CR/DR", "CR / DR", "Cr/Dr"]),
            ColumnSpec::number(&["Amount"]),
            ColumnSpec::number(&["NAV"]).optional(),
            ColumnSpec::number(&["Units"]).optional(),
        ],
    },
    texts: 3,
    decimals: &[(pension::AMOUNT, 2), (pension::ROW_NAV, 4)],
    halves: None,
    vocabulary: &[
        "Date",
        "Transaction",
        "Scheme",
        "Name",
        "Particulars",
        "CR/DR",
        "CR",
        "DR",
        "Cr/Dr",
        "Amount",
        "NAV",
        "Units",
    ],
    wraps: Wraps::Around,
    anchor: Anchor::Date(pension::DATE),
};
