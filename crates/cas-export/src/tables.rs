//! The five tables: every column, what it holds, and the rows of one statement.

use crate::cell::{Cell, Row};
use crate::spec::{CellKind, ColumnSpec, TableSpec};

/// Amounts, units and prices. Statements print up to nine decimals; 28 digits before the point are left.
const NUMBER: CellKind = CellKind::Decimal { scale: 10 };
/// Figures of checks: products of two printed figures.
const PRODUCT: CellKind = CellKind::Decimal { scale: 18 };
const TEXT: CellKind = CellKind::Text;
const DATE: CellKind = CellKind::Date;
const INT: CellKind = CellKind::Int;
const BOOL: CellKind = CellKind::Bool;

/// Index of each table in [`TABLES`] and [`Tables::rows`].
pub(crate) const STATEMENTS: usize = 0;
pub(crate) const ACCOUNTS: usize = 1;
pub(crate) const HOLDINGS: usize = 2;
pub(crate) const TRANSACTIONS: usize = 3;
pub(crate) const CHECKS: usize = 4;

/// A table as a struct with a cell for each column, so that no row can be out of step with its columns.
macro_rules! table {
    ($name:ident, $table:literal, key $key:literal, $about:literal, { $($column:ident: $kind:ident = $doc:literal,)* }) => {
        #[doc = $about]
        #[derive(Default)]
        pub(crate) struct $name {
            $(pub(crate) $column: Cell,)*
        }

        impl $name {
            const SPEC: TableSpec = TableSpec {
                name: $table,
                doc: $about,
                key: $key,
                columns: &[$(ColumnSpec { name: stringify!($column), kind: $kind, doc: $doc },)*],
            };

            /// The cells in the order of the columns.
            pub(crate) fn row(self) -> Row {
                vec![$(self.$column,)*]
            }
        }
    };
}

table!(StatementRow, "statements", key 1, "One statement or contract note.", {
    statement_id: INT = "Number of the statement within the output, from 1, in the order of the input.",
    source: TEXT = "Name of the file.",
    sha256: TEXT = "SHA-256 of the file, hexadecimal: equal files are told by it.",
    mail_sender: TEXT = "Sender of the mail that the file came in.",
    mail_subject: TEXT = "Subject of that mail.",
    mail_date: TEXT = "Date of that mail.",
    kind: TEXT = "CAMS_KFINTECH, NSDL, CDSL or CONTRACT_NOTE.",
    variant: TEXT = "Kind within the family: detailed, summary, ...",
    generation: TEXT = "Generation of the layout, where it can be told.",
    period_from: DATE = "First day covered; the trade date of a contract note.",
    period_to: DATE = "Last day covered; the trade date of a contract note.",
    investor_name: TEXT = "Addressee; client of a contract note.",
    investor_pan: TEXT = "PAN of the first holder or of the client, masked where printed so.",
    investor_email: TEXT = "E-mail address.",
    investor_address: TEXT = "Address, lines joined by a blank.",
    investor_pincode: TEXT = "Postal code.",
    investor_mobile: TEXT = "Telephone.",
    cas_id: TEXT = "Number of a depository statement.",
    total_value: NUMBER = "Rupees: printed grand total, else the sum of the parts.",
    demat_count: INT = "Demat accounts.",
    demat_value: NUMBER = "Their value in rupees.",
    mutual_fund_count: INT = "Mutual-fund folios.",
    mutual_fund_value: NUMBER = "Their value in rupees.",
    insurance_count: INT = "Insurance policies.",
    insurance_value: NUMBER = "Their value in rupees: 0, as none is printed.",
    nps_count: INT = "Pension accounts.",
    nps_value: NUMBER = "Their value in rupees.",
    note_number: TEXT = "Number of a contract note.",
    settlement_number: TEXT = "Its settlement number.",
    settlement_date: DATE = "Its day of settlement.",
    broker_type: TEXT = "Broker of a contract note: zerodha, groww, upstox, icici, unknown.",
    broker_name: TEXT = "Its legal name.",
    broker_sebi_registration: TEXT = "Its SEBI registration.",
    pay_in_pay_out_obligation: NUMBER = "Rupees before levies; negative when the client pays.",
    net_amount: NUMBER = "Rupees after levies (net amount receivable or payable); negative when the client pays.",
    pages: INT = "Pages of the file.",
    notes: INT = "Remarks made while reading, of every severity.",
    warnings: INT = "Those among them that say that a value is missing or doubtful.",
    checks_passed: INT = "Self-checks that agree.",
    checks_skipped: INT = "Self-checks whose figures are not printed.",
    checks_failed: INT = "Self-checks that disagree.",
});

table!(AccountRow, "accounts", key 2, "One demat account, folio, pension account, policy, or client of a contract note.", {
    statement_id: INT = "The statement.",
    account_id: INT = "Number within the statement, from 1.",
    pointer: TEXT = "JSON pointer into the statement.",
    kind: TEXT = "DEMAT, FOLIO, NPS, INSURANCE or TRADING (the client of a contract note).",
    number: TEXT = "What names the account: DP and client id joined by a dash (NSDL), BO id (CDSL), folio, PRAN, policy, client code.",
    holders: TEXT = "Names of the holders, first holder first, joined by `; `.",
    holder_pans: TEXT = "Their PANs in the same order, joined by `; `; blank where none is printed.",
    value: NUMBER = "Rupees.",
    holdings: INT = "Rows of the account in `holdings`.",
    depository: TEXT = "NSDL or CDSL; of a demat account.",
    dp_id: TEXT = "Depository participant id.",
    dp_name: TEXT = "Depository participant.",
    client_id: TEXT = "Client id.",
    bo_id: TEXT = "BO id, of CDSL.",
    bo_status: TEXT = "BO status.",
    bo_sub_status: TEXT = "BO sub status.",
    bo_type: TEXT = "BO type.",
    bsda: TEXT = "Basic services demat account: YES or NO.",
    status: TEXT = "Status of a demat account or policy.",
    nominee: TEXT = "Nominee of a demat account.",
    email: TEXT = "E-mail address of a demat account.",
    linked_pans: TEXT = "PANs of an NSDL account, joined by `; `.",
    amc: TEXT = "Fund house of a folio.",
    registrar: TEXT = "Registrar of a folio.",
    pan: TEXT = "PAN of a folio or of the client of a contract note.",
    kyc: TEXT = "KYC status of a folio.",
    pankyc: TEXT = "Status of the PAN of a folio.",
    cra: TEXT = "Recordkeeping agency of a pension account.",
    provider: TEXT = "Insurer.",
    policy_name: TEXT = "Product of a policy.",
    life_assured: TEXT = "Person assured.",
    sum_assured: NUMBER = "Rupees.",
    premium_amount: NUMBER = "Rupees a premium.",
    premium_frequency: TEXT = "How often a premium is paid.",
    place_of_supply: TEXT = "Of the client of a contract note.",
    gst_state_code: TEXT = "Of the client of a contract note.",
    additional_info: TEXT = "Further printed labels of a policy or pension account, as a JSON object.",
});

table!(HoldingRow, "holdings", key 2, "One scheme, security or pension fund; or what a contract note trades, one security or contract.", {
    statement_id: INT = "The statement.",
    holding_id: INT = "Number within the statement, from 1.",
    account_id: INT = "The account.",
    pointer: TEXT = "JSON pointer into the statement.",
    section: TEXT = "equities, corporate_bonds, government_securities, aifs, demat_mutual_funds, mutual_funds, nps; \
                     traded_securities and traded_contracts of a contract note, which are no holdings.",
    class: TEXT = "Exact class of a security in a demat account.",
    isin: TEXT = "ISIN; null when not printed or not valid.",
    name: TEXT = "Name; of a scheme without its codes.",
    symbol: TEXT = "Symbol of a traded security.",
    scheme_type: TEXT = "Equity, Debt, Hybrid, Other; of a folio's scheme, told by its name.",
    units: NUMBER = "Units or shares held.",
    price: NUMBER = "Rupees a unit: NAV, or the printed market price of a security.",
    price_date: DATE = "Day of the NAV, where printed.",
    value: NUMBER = "Rupees.",
    cost: NUMBER = "Rupees paid, where printed.",
    gain: NUMBER = "Rupees: value less cost.",
    gain_percent: NUMBER = "Per cent of cost.",
    open_units: NUMBER = "Units at the start of the period.",
    close_units: NUMBER = "Units at the end of the period.",
    coupon_rate: TEXT = "Coupon of a bond, as printed.",
    maturity_date: DATE = "Day of maturity of a bond.",
    face_value: NUMBER = "Face value of a bond in rupees.",
    market_value: NUMBER = "Market price of a corporate bond in rupees.",
    rta_code: TEXT = "The registrar's scheme code.",
    advisor: TEXT = "ARN, RIA or broker code, or DIRECT.",
    amfi: TEXT = "AMFI code; never printed.",
    is_demat: BOOL = "Whether the units of a folio's scheme are in demat form.",
    nominees: TEXT = "Nominees of a scheme, joined by `; `.",
    tier: INT = "Tier of a pension fund.",
    manager: TEXT = "Manager of a pension fund.",
    buy_quantity: NUMBER = "Units bought, of a traded security.",
    buy_wap: NUMBER = "Average price of these.",
    buy_total_value: NUMBER = "Rupees paid for these, brokerage included.",
    sell_quantity: NUMBER = "Units sold, positive.",
    sell_wap: NUMBER = "Average price of these.",
    sell_total_value: NUMBER = "Rupees got for these, less brokerage.",
    net_obligation: NUMBER = "Rupees before levies; negative when the client pays.",
    buy_sell_bf_cf: TEXT = "B, S, BF or CF, of a traded contract.",
    quantity: NUMBER = "Units of a traded contract, positive.",
    wap_per_unit: NUMBER = "Average price of a traded contract.",
    brokerage_per_unit: NUMBER = "Brokerage a unit of a traded contract.",
    closing_rate_per_unit: NUMBER = "Closing rate of a traded contract.",
    net_total: NUMBER = "Rupees of a traded contract before levies; negative when the client pays.",
    transactions: INT = "Rows of the holding in `transactions`.",
});

table!(TransactionRow, "transactions", key 2, "One transaction of a holding, contribution to a pension account, fill of a contract note, or levy of one.", {
    statement_id: INT = "The statement.",
    transaction_id: INT = "Number within the statement, from 1, in printed order.",
    account_id: INT = "The account.",
    holding_id: INT = "The holding; null for contributions and levies, and for fills whose security the note does not tell.",
    pointer: TEXT = "JSON pointer into the statement; contributions point into `x_full`.",
    record: TEXT = "transaction, contribution, trade (a fill) or charge (a levy).",
    date: DATE = "Day; of fills and levies the trade date.",
    kind: TEXT = "Type of a transaction (PURCHASE, REDEMPTION, ...), BUY or SELL of a fill, name of the levy of a charge.",
    description: TEXT = "Wording as printed; security of a fill.",
    isin: TEXT = "ISIN of the holding.",
    name: TEXT = "Name of the holding; null when that is longer than 1,000 bytes.",
    amount: NUMBER = "Rupees; positive when the investor pays (purchases, fills bought, levies), negative when he gets (redemptions, dividends paid out); what is reinvested and tax withheld are positive; of contributions as printed.",
    units: NUMBER = "Units; negative when they leave.",
    price: NUMBER = "Rupees a unit: NAV, or net rate of a fill.",
    balance: NUMBER = "Units after the row.",
    dividend_rate: NUMBER = "Rupees of income a unit.",
    credit: NUMBER = "Credit column of a demat ledger.",
    debit: NUMBER = "Debit column of a demat ledger.",
    stamp_duty: NUMBER = "Rupees of stamp duty of this purchase.",
    order_no: TEXT = "Order or reference number.",
    price_column: NUMBER = "Price column beside the NAV column.",
    income_distribution: NUMBER = "Income distribution column.",
    capital_withdrawal: NUMBER = "Capital withdrawal column.",
    order_time: TEXT = "Order time of a fill.",
    trade_number: TEXT = "Trade number of a fill.",
    trade_time: TEXT = "Trade time of a fill.",
    buy_sell: TEXT = "B or S, of a fill; CR or DR as printed, of a contribution.",
    exchange: TEXT = "Exchange of a fill.",
    quantity: NUMBER = "Units of a fill as printed, positive.",
    brokerage: NUMBER = "Brokerage of a fill as its column prints it: a unit nearly everywhere.",
    closing_rate: NUMBER = "Closing rate of a derivative.",
    remarks: TEXT = "Remarks of a fill.",
});

table!(CheckRow, "checks", key 2, "One self-check: what the statement's own arithmetic says.", {
    statement_id: INT = "The statement.",
    check_id: INT = "Number within the statement, from 1.",
    name: TEXT = "Which check.",
    scope: TEXT = "JSON pointer to what was checked; blank for the whole file.",
    verdict: TEXT = "pass, skipped or fail.",
    expected: PRODUCT = "What the arithmetic gives.",
    found: PRODUCT = "What is printed.",
    tolerance: PRODUCT = "The largest difference that passes.",
});

/// Every table. The first column of each is the number of the statement, which the writer gives.
pub static TABLES: &[TableSpec] =
    &[StatementRow::SPEC, AccountRow::SPEC, HoldingRow::SPEC, TransactionRow::SPEC, CheckRow::SPEC];

/// The rows of one statement or contract note, table by table. The first cell of each row, the number of the statement,
/// is null: a [`crate::Sink`] numbers what it is given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tables {
    /// In the order of [`TABLES`].
    pub rows: [Vec<Row>; 5],
}

impl Tables {
    /// Every table with its rows.
    pub fn each(&self) -> impl Iterator<Item = (&'static TableSpec, &[Row])> {
        TABLES.iter().zip(self.rows.iter().map(Vec::as_slice))
    }
}

/// The place of a table in [`TABLES`].
///
/// # Errors
/// [`crate::ExportError::UnknownTable`] when there is none of this name.
pub fn table_index(name: &str) -> Result<usize, crate::ExportError> {
    TABLES
        .iter()
        .position(|table| table.name == name)
        .ok_or_else(|| crate::ExportError::UnknownTable { name: name.to_owned() })
}

/// The names of all tables, for messages.
pub(crate) fn known() -> String {
    TABLES.iter().map(|table| table.name).collect::<Vec<_>>().join(", ")
}
