//! The views of a database: numbers as floats, and the usual questions.

use crate::{CellKind, TableSpec};

/// A view of a table with its numbers as floats, for sums and charts; `holdings` becomes `holdings_real`.
pub(super) fn real_view(table: &TableSpec) -> String {
    let column = |column: &crate::ColumnSpec| match column.kind {
        CellKind::Decimal { .. } => format!("CAST({0} AS REAL) AS {0}", column.name),
        _ => column.name.to_owned(),
    };
    let columns: Vec<String> = table.columns.iter().map(column).collect();
    format!("CREATE VIEW {0}_real AS SELECT {1} FROM {0}", table.name, columns.join(", "))
}

/// What is held, with names of accounts and dates of statements, over all statements.
const PORTFOLIO: &str = "
  SELECT s.statement_id, s.source, s.kind AS statement, s.period_to AS as_on, s.investor_name,
         a.account_id, a.kind AS account_kind, a.number AS account, a.holders,
         h.holding_id, h.section, h.isin, h.name, h.units, h.price, h.value, h.cost, h.gain
  FROM holdings_real h
  JOIN accounts a USING (statement_id, account_id)
  JOIN statements s USING (statement_id)
  WHERE h.section NOT IN ('traded_securities', 'traded_contracts')";

/// The same, of each account the newest statement only. Registrars print folios as `12345678 / 90`, some without what
/// stands behind the stroke, depositories without the blanks: one folio is one account wherever it is printed.
const LATEST_PORTFOLIO: &str = "
  WITH known AS (
    SELECT statement_id, kind, REPLACE(CASE WHEN kind = 'FOLIO' AND INSTR(number, '/') > 0
      THEN SUBSTR(number, 1, INSTR(number, '/') - 1) ELSE number END, ' ', '') AS key, account_id
    FROM accounts)
  SELECT p.* FROM portfolio p JOIN known k USING (statement_id, account_id)
  WHERE NOT EXISTS (
    SELECT 1 FROM known a JOIN statements s USING (statement_id)
    WHERE a.kind = k.kind AND a.key = k.key
      AND (s.period_to > p.as_on OR (s.period_to = p.as_on AND s.statement_id > p.statement_id)))";

const VALUE_BY_ACCOUNT: &str = "
  SELECT statement_id, account_kind, account, holders, as_on, COUNT(*) AS holdings, ROUND(SUM(value), 2) AS value
  FROM portfolio GROUP BY statement_id, account_id";

/// Transactions of statements with the accounts they are of.
const LEDGER: &str = "
  SELECT t.statement_id, t.transaction_id, t.date, a.kind AS account_kind, a.number AS account, t.isin, t.name,
         t.record, t.kind, t.description, t.amount, t.units, t.price, t.balance
  FROM transactions_real t JOIN accounts a USING (statement_id, account_id)
  WHERE t.record IN ('transaction', 'contribution')";

/// Fills of contract notes.
const TRADES: &str = "
  SELECT t.statement_id, t.transaction_id, t.date, s.broker_name AS broker, s.note_number, a.number AS client_code,
         t.kind, t.isin, t.description, t.exchange, t.quantity, t.price, t.brokerage, t.amount,
         t.order_no, t.order_time, t.trade_number, t.trade_time
  FROM transactions_real t
  JOIN statements s USING (statement_id) JOIN accounts a USING (statement_id, account_id)
  WHERE t.record = 'trade'";

/// Levies of contract notes.
const CHARGES: &str = "
  SELECT t.statement_id, t.date, s.broker_name AS broker, s.note_number, t.kind AS levy, t.amount
  FROM transactions_real t JOIN statements s USING (statement_id)
  WHERE t.record = 'charge'";

const FAILED_CHECKS: &str = "
  SELECT s.source, c.* FROM checks_real c JOIN statements s USING (statement_id) WHERE c.verdict = 'fail'";

/// Files with the same bytes that were given more than once.
const DUPLICATES: &str = "
  SELECT sha256, COUNT(*) AS times, MIN(statement_id) AS first_statement, GROUP_CONCAT(source, '; ') AS sources
  FROM statements GROUP BY sha256 HAVING COUNT(*) > 1";

/// Every view with its query.
pub(super) const VIEWS: [(&str, &str); 8] = [
    ("portfolio", PORTFOLIO),
    ("latest_portfolio", LATEST_PORTFOLIO),
    ("value_by_account", VALUE_BY_ACCOUNT),
    ("ledger", LEDGER),
    ("trades", TRADES),
    ("charges", CHARGES),
    ("failed_checks", FAILED_CHECKS),
    ("duplicates", DUPLICATES),
];
