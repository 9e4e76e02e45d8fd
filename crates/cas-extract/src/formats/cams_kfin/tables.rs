//! The three tables of registrar statements.

use std::ops::Range;
use std::sync::LazyLock;

use cas_table::{
    Align, ColumnSpec, Header, Line, Rules, Sheet, Spelling, TableSpec, TightLabels, TightTable,
};

/// A table that fills a page: what its rows mean hangs on its header.
pub(super) struct Table {
    spec: &'static TableSpec,
    labels: LazyLock<TightLabels>,
}

impl Table {
    const fn new(spec: &'static TableSpec, labels: fn() -> TightLabels) -> Self {
        Self { spec, labels: LazyLock::new(labels) }
    }

    /// The header of the table on a page. Where labels stand closer than words of one label may, they are told apart by
    /// what they say.
    pub(super) fn find(&self, sheet: &Sheet) -> Option<Header> {
        let lines = 0..sheet.lines.len();
        self.spec.find(sheet, lines.clone()).or_else(|| {
            let mut tight = TightTable::new(&self.labels);
            tight.find(sheet, &Spelling::of(sheet), &Rules::of(sheet), lines)
        })
    }

    /// How many phrases of a line are labels of the table.
    pub(super) fn labels_on(&self, sheet: &Sheet, line: &Line) -> usize {
        let is_label = |phrase: &Range<usize>| {
            let text = sheet.joined(phrase.clone());
            let labels = self.spec.columns.iter().flat_map(|column| column.labels);
            labels.into_iter().any(|label| label.eq_ignore_ascii_case(&text))
        };
        sheet.phrases(line.range()).filter(is_label).count()
    }
}

/// The transaction table of a detailed statement.
pub(super) static LEDGER: Table = Table::new(&LEDGER_COLUMNS, || TightLabels::of(&LEDGER_COLUMNS));

/// The table of a summary statement.
pub(super) static BALANCES: Table = Table::new(&BALANCES_COLUMNS, || TightLabels::of(&BALANCES_COLUMNS));

/// Columns of [`LEDGER`].
pub(super) mod ledger {
    pub(crate) const DATE: usize = 0;
    pub(crate) const TEXT: usize = 1;
    pub(crate) const AMOUNT: usize = 2;
    pub(crate) const UNITS: usize = 3;
    pub(crate) const PRICE: usize = 4;
    pub(crate) const BALANCE: usize = 5;
}

/// `NAV` in `V3.4 Live-1014`, `Price` before and after; some statements of before 2020 have
/// neither. KFintech prints the header on four lines.
const LEDGER_COLUMNS: TableSpec = TableSpec {
    name: "ledger",
    columns: &[
        ColumnSpec::text(&["Date"]),
        ColumnSpec::text(&["Transaction", "Transaction Description", "Transaction Type"]),
        ColumnSpec::number(&["Amount"]),
        ColumnSpec::number(&["Units"]),
        ColumnSpec::number(&["NAV", "Price", "NAV / Price", "Price Per Unit"]).optional(),
        ColumnSpec::number(&["Unit Balance", "Balance Units", "Units Balance", "Balance"]),
    ],
};

/// Columns of [`PORTFOLIO`].
pub(super) mod portfolio {
    pub(crate) const NAME: usize = 0;
    pub(crate) const COST: usize = 1;
    pub(crate) const VALUE: usize = 2;
}

/// The portfolio summary (since September 2023): centred numbers.
pub(super) const PORTFOLIO: TableSpec = TableSpec {
    name: "portfolio summary",
    columns: &[
        ColumnSpec::text(&["Mutual Fund", "Mutual Fund Name"]).aligned(Align::Centre),
        ColumnSpec::number(&["Cost Value"]).aligned(Align::Centre).optional(),
        ColumnSpec::number(&["Market Value", "Valuation"]).aligned(Align::Centre),
    ],
};

/// Columns of [`BALANCES`].
pub(super) mod balances {
    pub(crate) const FOLIO: usize = 0;
    pub(crate) const ISIN: usize = 1;
    pub(crate) const NAME: usize = 2;
    pub(crate) const COST: usize = 3;
    pub(crate) const UNITS: usize = 4;
    pub(crate) const NAV_DATE: usize = 5;
    pub(crate) const NAV: usize = 6;
    pub(crate) const VALUE: usize = 7;
    pub(crate) const REGISTRAR: usize = 8;
}

/// CAMS and KFintech titles; ISIN and cost since 2023.
const BALANCES_COLUMNS: TableSpec = TableSpec {
    name: "balances",
    columns: &[
        ColumnSpec::text(&["Folio No.", "Folio", "Folio Number"]),
        ColumnSpec::text(&["ISIN"]).optional(),
        ColumnSpec::text(&["Scheme Name", "Scheme Details", "Scheme"]),
        ColumnSpec::number(&["Cost Value"]).optional(),
        ColumnSpec::number(&["Unit Balance", "Closing Unit Balance", "Units Balance", "Balance Units"]),
        ColumnSpec::text(&["NAV Date", "NAV as on Date", "NAV as on Dt", "NAV as on"]),
        ColumnSpec::number(&["NAV", "Price"]),
        ColumnSpec::number(&["Market Value", "Valuation", "Current Value"]),
        ColumnSpec::text(&["Registrar"]).optional(),
    ],
};
