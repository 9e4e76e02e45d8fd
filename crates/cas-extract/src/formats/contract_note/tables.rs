//! The tables of contract notes: every wording of every column (layout reference 3.2, 3.3, 5). Order matters where two
//! columns share a wording: the left one comes first.

use cas_table::{ColumnSpec, TableSpec};

use super::cells::Marks;

const QUANTITY: &[&str] = &["Quantity", "Qty", "Qty.", "Quantity (Nos.)"];
const SIDE: &[&str] = &[
    "Buy(B) / Sell(S)",
    "Buy(B)/ Sell(S)",
    "Buy(B)/Sell(S)",
    "Buy Sell (B/S)",
    "Buy / Sell",
    "Buy/Sell",
    "B/S",
    "Buy(B) / Sell(S) / BF / CF",
    "Buy(B)/ Sell(S)/ BF/ CF",
    "Buy(B)/Sell(S)/BF/CF",
    "Buy (B) / Sell (S)",
    "Buy (B) / Sell (S) / BF / CF",
];
const CLOSING: &[&str] = &[
    "Closing Rate per Unit (only for Derivatives)",
    "Closing Rate per Unit only for Derivatives",
    "Closing Rate per Unit",
    "Closing Rate",
    "Closing",
];
const NET_TOTAL: &[&str] =
    &["Net Total (Before Levies)", "Net Total", "Net Total Before Levies", "Net Total (Before Levies) (Net)"];
const BROKERAGE: &[&str] = &[
    "Brokerage per Unit",
    "Brokerage per share",
    "Brokerage",
    "Brok. / unit",
    "Brok. /unit",
    "Brok",
    "Brokerage per Unit / Share",
    "Brokerage per unit/share",
];
const WAP: &[&str] = &[
    "WAP (across exchanges)",
    "WAP across exchanges",
    "WAP per Share",
    "WAP per Unit",
    "WAP",
    "WAP (Weighted Average Price) Per Unit",
    "WAP (Weighted Average Price)",
    "Weighted Average Price",
    "WAP (across exchanges) per share",
];
const WAP_AFTER: &[&str] = &[
    "WAP after brokerage",
    "WAP per Share after brokerage",
    "WAP Per Unit after brokerage",
    "WAP (across exchanges) after brokerage",
    "WAP (across exchanges) after brokerage per share",
    "WAP aft. brokerage",
    "WAP aft.",
];
const REMARKS: &[&str] = &["Remarks", "Remark"];

/// Fills: the main table of generation A, Annexure A later.
pub(super) static FILLS: TableSpec = TableSpec {
    name: "fills",
    columns: &[
        ColumnSpec::number(&["Order No.", "Order Number"]),
        ColumnSpec::number(&["Order Time"]).optional(),
        ColumnSpec::number(&["Trade No.", "Trade Number"]),
        ColumnSpec::number(&["Trade Time"]).optional(),
        ColumnSpec::text(&[
            "Security / Contract Description",
            "Security/Contract description",
            "Security / Contract",
            "Security Description",
            "Security / Contract Description / ISIN",
            "Contract Description",
            "Security Name",
            "Security",
            "Scrip Name",
        ]),
        ColumnSpec::text(SIDE).optional(),
        ColumnSpec::number(QUANTITY).optional(),
        ColumnSpec::text(&["Exchange", "Exch", "Exch."]).optional(),
        ColumnSpec::number(&[
            "Gross Rate / Trade Price Per Unit",
            "Gross Rate/ Trade Price Per unit",
            "Gross Rate /Trade Price per Unit",
            "Gross Rate/Trade Price per Unit",
            "Gross Rate per Unit",
            "Gross Rate",
            "Trade Price per Unit",
            "Trade Price",
            "Gross Rate / Trade Price",
        ])
        .optional(),
        ColumnSpec::number(BROKERAGE).optional(),
        ColumnSpec::number(&["Net Rate per Unit", "Net Rate"]),
        ColumnSpec::number(CLOSING).optional(),
        ColumnSpec::number(NET_TOTAL),
        ColumnSpec::text(REMARKS).optional(),
        ColumnSpec::text(&["ISIN"]).optional(),
        ColumnSpec::number(&["Bought Qty", "Bought Quantity", "Buy Qty", "Buy Quantity"]).optional(),
        ColumnSpec::number(&["Sold Qty", "Sold Quantity", "Sell Qty", "Sell Quantity"]).optional(),
    ],
};

/// Columns of [`FILLS`].
pub(super) mod fills {
    use super::Marks;

    pub(crate) const ORDER: usize = 0;
    pub(crate) const ORDER_TIME: usize = 1;
    pub(crate) const TRADE: usize = 2;
    pub(crate) const TRADE_TIME: usize = 3;
    pub(crate) const TEXT: usize = 4;
    pub(crate) const SIDE: usize = 5;
    pub(crate) const QUANTITY: usize = 6;
    pub(crate) const EXCHANGE: usize = 7;
    pub(crate) const GROSS: usize = 8;
    pub(crate) const BROKERAGE: usize = 9;
    pub(crate) const NET_RATE: usize = 10;
    pub(crate) const CLOSING: usize = 11;
    pub(crate) const NET_TOTAL: usize = 12;
    pub(crate) const REMARKS: usize = 13;
    pub(crate) const ISIN: usize = 14;
    pub(crate) const BOUGHT: usize = 15;
    pub(crate) const SOLD: usize = 16;
    pub(crate) const MARKS: Marks =
        Marks { codes: &[ORDER, ORDER_TIME, TRADE, TRADE_TIME], isin: Some(ISIN), side: Some(SIDE) };
}

const TOTAL_SIDE: &[&str] = &[
    "Total BUY value after brokerage",
    "Total SELL value after brokerage",
    "Total Value after brokerage",
    "Total buy",
    "Total sell",
    "Total BUY value",
    "Total SELL value",
];

/// Cash segment per ISIN, both sides in one row.
pub(super) static SECURITIES: TableSpec = TableSpec {
    name: "securities",
    columns: &[
        ColumnSpec::text(&["ISIN"]),
        ColumnSpec::text(&[
            "Security Name / Symbol",
            "Security Name/ Symbol",
            "Security Name/Symbol",
            "Name/Symbol",
            "Name / Symbol",
            "Security Name",
            "Scrip Name",
            "Symbol",
        ]),
        ColumnSpec::number(QUANTITY),
        ColumnSpec::number(WAP),
        ColumnSpec::number(BROKERAGE).optional(),
        ColumnSpec::number(WAP_AFTER).optional(),
        ColumnSpec::number(TOTAL_SIDE),
        ColumnSpec::number(QUANTITY),
        ColumnSpec::number(WAP),
        ColumnSpec::number(BROKERAGE).optional(),
        ColumnSpec::number(WAP_AFTER).optional(),
        ColumnSpec::number(TOTAL_SIDE),
        ColumnSpec::number(&["Net Quantity", "Net qty"]),
        ColumnSpec::number(&[
            "Net Obligation for ISIN",
            "Net Obligation per ISIN",
            "Net Obligation",
            "Net Amount",
            "Net",
            "Net Obligation for ISIN (before levies)",
        ]),
    ],
};

/// Columns of [`SECURITIES`]; those of the sell side lie five further.
pub(super) mod securities {
    use super::Marks;

    pub(crate) const ISIN: usize = 0;
    pub(crate) const NAME: usize = 1;
    pub(crate) const QUANTITY: usize = 2;
    pub(crate) const WAP: usize = 3;
    pub(crate) const BROKERAGE: usize = 4;
    pub(crate) const WAP_AFTER: usize = 5;
    pub(crate) const TOTAL: usize = 6;
    pub(crate) const SELL: usize = 5;
    pub(crate) const NET_QUANTITY: usize = 12;
    pub(crate) const NET: usize = 13;
    pub(crate) const MARKS: Marks = Marks { codes: &[], isin: Some(ISIN), side: None };
}

/// Axis: the cash segment in nine figures, after brokerage throughout. The columns are those of [`SECURITIES`] where
/// they mean the same.
pub(super) static SCRIPS: TableSpec = TableSpec {
    name: "scrip wise summary",
    columns: &[
        ColumnSpec::text(&["ISIN"]),
        ColumnSpec::text(&["Scrip Name", "Security Name", "Scrip"]),
        ColumnSpec::number(&["Buy Quantity", "Bought Quantity", "Buy Qty"]),
        ColumnSpec::number(&["Buy Average Net Rate", "Buy Avg Net Rate", "Buy Net Rate"]),
        ColumnSpec::number(&["Total Buy Value", "Buy Value"]),
        ColumnSpec::number(&["Sell Quantity", "Sold Quantity", "Sell Qty"]),
        ColumnSpec::number(&["Sell Average Net Rate", "Sell Avg Net Rate", "Sell Net Rate"]),
        ColumnSpec::number(&["Total Sell Value", "Sell Value"]),
        ColumnSpec::number(&["Net Quantity", "Net Qty"]),
        ColumnSpec::number(&["Net Average Rate", "Net Avg Rate"]).optional(),
        ColumnSpec::number(&["Net Obligation", "Net Amount", "Net Value"]),
    ],
};

/// Columns of [`SCRIPS`]; those of the sell side lie three further.
pub(super) mod scrips {
    use super::Marks;

    pub(crate) const ISIN: usize = 0;
    pub(crate) const NAME: usize = 1;
    pub(crate) const QUANTITY: usize = 2;
    pub(crate) const RATE: usize = 3;
    pub(crate) const TOTAL: usize = 4;
    pub(crate) const SELL: usize = 3;
    pub(crate) const NET_QUANTITY: usize = 8;
    pub(crate) const NET: usize = 10;
    pub(crate) const MARKS: Marks = Marks { codes: &[], isin: Some(ISIN), side: None };
}

/// Derivatives per contract and side.
pub(super) static CONTRACTS: TableSpec = TableSpec {
    name: "contracts",
    columns: &[
        ColumnSpec::text(&["Contract Description", "Contract", "Security / Contract Description"]),
        ColumnSpec::text(SIDE),
        ColumnSpec::number(QUANTITY),
        ColumnSpec::number(WAP),
        ColumnSpec::number(BROKERAGE).optional(),
        ColumnSpec::number(WAP_AFTER).optional(),
        ColumnSpec::number(CLOSING).optional(),
        ColumnSpec::number(NET_TOTAL),
        ColumnSpec::text(REMARKS).optional(),
    ],
};

/// Columns of [`CONTRACTS`].
pub(super) mod contracts {
    use super::Marks;

    pub(crate) const TEXT: usize = 0;
    pub(crate) const SIDE: usize = 1;
    pub(crate) const QUANTITY: usize = 2;
    pub(crate) const WAP: usize = 3;
    pub(crate) const BROKERAGE: usize = 4;
    pub(crate) const WAP_AFTER: usize = 5;
    pub(crate) const CLOSING: usize = 6;
    pub(crate) const NET_TOTAL: usize = 7;
    pub(crate) const REMARKS: usize = 8;
    pub(crate) const MARKS: Marks = Marks { codes: &[], isin: None, side: Some(SIDE) };
}

/// ICICI: three rows per security, levies included.
pub(super) static STATUTORY: TableSpec = TableSpec {
    name: "summary including statutory levies",
    columns: &[
        ColumnSpec::number(&["Quantity", "Qty"]).optional(),
        ColumnSpec::number(WAP),
        ColumnSpec::number(&["Brokerage Per Share", "Brokerage"]),
        ColumnSpec::number(WAP_AFTER),
        ColumnSpec::number(&[
            "Total Trade Value After Brokerage",
            "Total Trade Value",
            "Total Value After Brokerage",
        ]),
        ColumnSpec::number(&["Exchange Transaction Charges", "Exchange Charges"]).optional(),
        ColumnSpec::number(&["SEBI Turnover Charges", "SEBI Turnover Fees", "SEBI Fees"]).optional(),
        ColumnSpec::number(&["Total GST", "GST"]).optional(),
        ColumnSpec::number(&["Stamp Duty"]).optional(),
        ColumnSpec::number(&["Securities Transaction Tax", "STT"]).optional(),
        ColumnSpec::number(&[
            "Net Payable/ Receivable",
            "Net Payable/Receivable",
            "Net Payable / Receivable",
            "Net",
        ]),
        ColumnSpec::number(&["Bought Qty", "Bought Quantity"]).optional(),
        ColumnSpec::number(&["Sold Qty", "Sold Quantity"]).optional(),
    ],
};

/// Columns of [`STATUTORY`].
pub(super) mod statutory {
    pub(crate) const QUANTITY: usize = 0;
    pub(crate) const WAP: usize = 1;
    pub(crate) const BROKERAGE: usize = 2;
    pub(crate) const WAP_AFTER: usize = 3;
    pub(crate) const TOTAL: usize = 4;
    pub(crate) const NET: usize = 10;
    pub(crate) const BOUGHT: usize = 11;
    pub(crate) const SOLD: usize = 12;
}

/// ICICI: the annexure of the securities transaction tax.
pub(super) static TAXES: TableSpec = TableSpec {
    name: "securities transaction tax",
    columns: &[
        ColumnSpec::text(&["ISIN"]).optional(),
        ColumnSpec::text(&["Security", "Security Name"]),
        ColumnSpec::text(&["Transaction", "Buy/Sell", "Buy / Sell"]),
        ColumnSpec::number(QUANTITY),
        ColumnSpec::number(&["Taxable value", "Value"]),
        ColumnSpec::number(&["STT", "Securities Transaction Tax"]),
    ],
};

/// Columns of [`TAXES`].
pub(super) mod taxes {
    use super::Marks;

    pub(crate) const ISIN: usize = 0;
    pub(crate) const NAME: usize = 1;
    pub(crate) const SIDE: usize = 2;
    pub(crate) const QUANTITY: usize = 3;
    pub(crate) const VALUE: usize = 4;
    pub(crate) const TAX: usize = 5;
    pub(crate) const MARKS: Marks = Marks { codes: &[], isin: Some(ISIN), side: None };
}

/// Groww: charges of the depository participant, which are no part of the obligation.
pub(super) static DEMAT: TableSpec = TableSpec {
    name: "charges of the depository participant",
    columns: &[
        ColumnSpec::number(&["Sl no.", "Sr no.", "S no."]).optional(),
        ColumnSpec::text(&["ISIN"]).optional(),
        ColumnSpec::text(&["Transaction", "Transaction description", "Transaction Description"]),
        ColumnSpec::number(&["Amount"]).optional(),
        ColumnSpec::number(&["GST"]).optional(),
        ColumnSpec::number(&["Total amount", "Total Amount"]),
    ],
};

/// Columns of [`DEMAT`].
pub(super) mod demat {
    use super::Marks;

    pub(crate) const NUMBER: usize = 0;
    pub(crate) const ISIN: usize = 1;
    pub(crate) const TEXT: usize = 2;
    pub(crate) const AMOUNT: usize = 3;
    pub(crate) const GST: usize = 4;
    pub(crate) const TOTAL: usize = 5;
    pub(crate) const MARKS: Marks = Marks { codes: &[], isin: Some(ISIN), side: None };
}

/// Angel One: the obligation block lying down, one row per exchange. The columns from the second on are in the order
/// of [`super::charges::TRANSPOSED`].
pub(super) static TRANSPOSED: TableSpec = TableSpec {
    name: "obligation by exchange",
    columns: &[
        ColumnSpec::text(&["Exchange", "Segment"]),
        ColumnSpec::number(&[
            "Pay In/Pay Out Obligation",
            "Pay In / Pay Out Obligation",
            "Pay In/ Pay Out Obligation",
            "Pay in/Pay out obligation",
        ]),
        ColumnSpec::number(&["Taxable Value (Brokerage)", "Taxable Value of Supply (Brokerage)"]),
        ColumnSpec::number(&["Exch.Txn Charges", "Exch. Txn Charges", "Exchange Transaction Charges"]),
        ColumnSpec::number(&["CGST"]).optional(),
        ColumnSpec::number(&["SGST"]).optional(),
        ColumnSpec::number(&["IGST"]).optional(),
        ColumnSpec::number(&["Securities Transaction Tax", "STT"]),
        ColumnSpec::number(&["SEBI Fees", "SEBI Turnover Fees"]),
        ColumnSpec::number(&["Stamp Duty"]),
        ColumnSpec::number(&[
            "Net Amount Receivable/ Payable By Client",
            "Net Amount Receivable/Payable By Client",
            "Net Amount Receivable / Payable By Client",
        ]),
        ColumnSpec::number(&["Clearing Charges"]).optional(),
        ColumnSpec::number(&["IPFT Charges", "IPFT"]).optional(),
    ],
};
