//! The column headers of NSDL statements, as data. Holdings of every class and the folio tables of every year share
//! one vocabulary; which columns a table has is sensed from its header, never from the year or the class.

use cas_table::{Align, ColumnSpec, TableSpec};

const fn learn(labels: &'static [&'static str]) -> ColumnSpec {
    ColumnSpec::number(labels).optional().aligned(Align::Learn)
}

const fn text(labels: &'static [&'static str]) -> ColumnSpec {
    ColumnSpec::text(labels).optional()
}

/// Columns of [`HOLDINGS`].
pub(super) mod holding {
    pub(in super::super) const NAME: usize = 0;
    pub(in super::super) const ISIN: usize = 1;
    pub(in super::super) const FOLIO: usize = 2;
    pub(in super::super) const UCC: usize = 3;
    pub(in super::super) const COUPON: usize = 4;
    pub(in super::super) const MATURITY: usize = 5;
    pub(in super::super) const FACE: usize = 6;
    pub(in super::super) const AVERAGE: usize = 7;
    pub(in super::super) const COST: usize = 8;
    pub(in super::super) const PRICE: usize = 9;
    pub(in super::super) const UNITS: usize = 10;
    pub(in super::super) const VALUE: usize = 11;
    pub(in super::super) const GAIN: usize = 12;
    pub(in super::super) const RETURN: usize = 13;
    /// First of the balance columns of CDSL accounts, which stack up to three balances each or stand alone.
    pub(in super::super) const CURRENT: usize = 14;
    /// Last of the balance columns.
    pub(in super::super) const LIEN: usize = 23;
}

/// Holdings of demat accounts of either depository, and mutual-fund folios with 6, 9 or 10 columns.
pub(super) const HOLDINGS: TableSpec = TableSpec { name: "nsdl.holdings", columns: &HOLDING_COLUMNS };

/// The same where one cell holds the name and the ISIN below it (preference shares).
pub(super) const STACKED_HOLDINGS: TableSpec =
    TableSpec { name: "nsdl.stacked-holdings", columns: &STACKED_COLUMNS };

const HOLDING_COLUMNS: [ColumnSpec; 24] = [
    text(&[
        "ISIN Description…",
        "Company Name…",
        "Issuer Name…",
        "Security…",
        "Scheme Name…",
        "Name of…",
        "Description…",
    ]),
    ColumnSpec::text(&["ISIN…"]),
    text(&["Folio…"]),
    text(&["UCC…"]),
    text(&["Coupon…", "Frequency…", "Rate of Interest…", "Interest…"]),
    text(&["Maturity…"]),
    learn(&["Face Value…"]),
    learn(&["Average…", "Avg…"]),
    learn(&["Total Cost…", "Cost…"]),
    learn(&["Market Price…", "Current NAV…", "NAV…", "Price…", "Closing Price…", "Rate…"]),
    learn(&["No. of…", "Number of…", "Units…", "Quantity…"]),
    learn(&["Value…", "Current Value…", "Market Value…", "Valuation…"]),
    learn(&["Unrealised…", "Unrealized…", "Profit…"]),
    learn(&["Annualised…", "Annualized…", "Return…"]),
    learn(&["Current Bal…"]),
    learn(&["Free Bal…"]),
    learn(&["Lent Bal…"]),
    learn(&["Safekeep Bal…"]),
    learn(&["Locked In Bal…"]),
    learn(&["Pledge Setup Bal…"]),
    learn(&["Pledged Bal…"]),
    learn(&["Earmarked Bal…"]),
    learn(&["Pledgee Bal…"]),
    learn(&["Lien Bal…"]),
];

const STACKED_COLUMNS: [ColumnSpec; 24] = {
    let mut columns = HOLDING_COLUMNS;
    columns[holding::ISIN].required = false;
    columns[holding::NAME].required = true;
    columns[holding::UNITS].required = true;
    columns[holding::VALUE].required = true;
    columns
};

/// Columns of [`LEDGER`].
pub(super) mod ledger {
    pub(in super::super) const DATE: usize = 0;
    pub(in super::super) const ORDER: usize = 1;
    pub(in super::super) const DETAILS: usize = 2;
    pub(in super::super) const INSTRUCTION: usize = 3;
    pub(in super::super) const OPENING: usize = 4;
    pub(in super::super) const DEBIT: usize = 5;
    pub(in super::super) const CREDIT: usize = 6;
    pub(in super::super) const CLOSING: usize = 7;
    pub(in super::super) const AMOUNT: usize = 8;
    pub(in super::super) const STAMP: usize = 9;
    pub(in super::super) const NAV: usize = 10;
    pub(in super::super) const PRICE: usize = 11;
    pub(in super::super) const UNITS: usize = 12;
    pub(in super::super) const INCOME: usize = 13;
    pub(in super::super) const WITHDRAWAL: usize = 14;
}

/// Movements of demat accounts (8 columns NSDL, 5 columns CDSL), of folios and of pension accounts.
pub(super) const LEDGER: TableSpec = TableSpec {
    name: "nsdl.ledger",
    columns: &[
        ColumnSpec::text(&["Date", "Transaction Date"]),
        text(&["Order…"]),
        ColumnSpec::text(&[
            "Transaction Particulars…",
            "Transaction Details…",
            "Transaction Description…",
            "Description…",
            "Particulars…",
        ]),
        text(&["Instruction…"]),
        learn(&["Opening…"]),
        learn(&["Debit…"]),
        learn(&["Credit…"]),
        learn(&["Closing…", "Current…", "Balance…"]),
        learn(&["Amount…"]),
        learn(&["Stamp…"]),
        learn(&["NAV…"]),
        learn(&["Price…"]),
        learn(&["Units…", "No. of Units…"]),
        learn(&["Income…"]),
        learn(&["Capital…"]),
    ],
};

/// Columns of [`FOLIO_DETAILS`].
pub(super) mod details {
    pub(in super::super) const FOLIO: usize = 0;
    pub(in super::super) const HOLDERS: usize = 1;
    pub(in super::super) const KYC: usize = 2;
    pub(in super::super) const MOBILE: usize = 3;
    pub(in super::super) const EMAIL: usize = 4;
    pub(in super::super) const RTA: usize = 5;
}

/// Who holds a folio, on the `Know more about your accounts` pages. Contact data are masked.
pub(super) const FOLIO_DETAILS: TableSpec = TableSpec {
    name: "nsdl.folio-details",
    columns: &[
        ColumnSpec::text(&["Folio No…"]),
        ColumnSpec::text(&["Holder…"]),
        text(&["KYC…"]),
        text(&["Mobile…"]),
        text(&["Email…", "E-mail…"]),
        text(&["RTA…", "Registrar…"]),
    ],
};

/// Columns of [`EXPENSES`].
pub(super) mod expenses {
    pub(in super::super) const SCHEME: usize = 0;
    pub(in super::super) const COMMISSION: usize = 1;
    pub(in super::super) const REGULAR: usize = 2;
    pub(in super::super) const DIRECT: usize = 3;
}

/// Expense ratios and commission, below the folio table since 2017.
pub(super) const EXPENSES: TableSpec = TableSpec {
    name: "nsdl.expenses",
    columns: &[
        ColumnSpec::text(&["Scheme…"]),
        learn(&["Gross Commission…", "Commission…"]),
        learn(&["TER Regular…", "Regular…", "Total Expense Ratio…"]),
        learn(&["TER Direct…", "Direct…"]),
    ],
};

/// Columns of [`PENSION`].
pub(super) mod pension {
    pub(in super::super) const SCHEME: usize = 0;
    pub(in super::super) const UNITS: usize = 1;
    pub(in super::super) const NAV: usize = 2;
    pub(in super::super) const VALUE: usize = 3;
}

/// Holdings of a pension account.
pub(super) const PENSION: TableSpec = TableSpec {
    name: "nsdl.pension",
    columns: &[
        ColumnSpec::text(&["PFM-Scheme Name…", "PFM Scheme…", "Scheme…", "Fund…"]),
        learn(&["No. of…", "Units…"]),
        learn(&["Current NAV…", "NAV…"]),
        learn(&["Current Value…", "Value…", "Total Value…"]),
    ],
};

/// Columns of [`POLICIES`].
pub(super) mod policy {
    pub(in super::super) const NUMBER: usize = 0;
    pub(in super::super) const KIND: usize = 1;
    pub(in super::super) const NAME: usize = 2;
    pub(in super::super) const COMPANY: usize = 3;
    pub(in super::super) const LIFE: usize = 4;
    pub(in super::super) const FREQUENCY: usize = 5;
    pub(in super::super) const STATUS: usize = 6;
    pub(in super::super) const SUM: usize = 7;
    pub(in super::super) const PREMIUM: usize = 8;
}

/// Life insurance policies of a linked e-insurance account. No public sample shows the section: any order and any
/// subset of these labels is read.
pub(super) const POLICIES: TableSpec = TableSpec {
    name: "nsdl.policies",
    columns: &[
        ColumnSpec::text(&["Policy No…", "Policy Number…"]),
        text(&["Type of Policy…", "Policy Type…"]),
        text(&["Policy Name…", "Plan Name…", "Name of Policy…"]),
        text(&["Insurance Company…", "Insurer…", "Company…", "Name of Insurance…"]),
        text(&["Life Assured…", "Name of Life Assured…"]),
        text(&["Premium Frequency…", "Frequency…", "Mode of Payment…"]),
        text(&["Policy Status…", "Status…"]),
        learn(&["Sum Assured…"]),
        learn(&["Premium…"]),
    ],
};
