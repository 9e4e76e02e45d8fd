//! The statement's own arithmetic: what is printed twice, or follows from other figures, must agree.
//!
//! Every check is a row of [`CHECKS`]: a stable id and a function from [`Subject`] to outcomes. A failing check names
//! its scope by JSON pointer; nothing is corrected here. Missing figures make a check skipped or leave it out, never
//! failed. After a failing row a chain goes on from the printed figure, so that one lost row gives one failure.

mod asset_class;
mod demat;
mod fund_cost;
mod fund_rows;
mod fund_schemes;
mod pension;
mod portfolio;
mod tolerance;

use cas_model::{Check, Facts, Statement, Verdict};
use rust_decimal::Decimal;

/// What a check looks at.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// What is printed beside it.
    pub facts: &'a Facts,
}

/// A named check.
pub struct CheckRule {
    /// Stable kebab-case id.
    pub id: &'static str,
    /// What must hold.
    pub about: &'static str,
    run: fn(Subject<'_>, &mut Outcomes),
}

/// Every check, in the order of the outcomes.
pub const CHECKS: &[CheckRule] = &[
    CheckRule {
        id: "running-balance",
        about: "balance before a row + its units = the balance that it prints",
        run: fund_rows::running_balance,
    },
    CheckRule {
        id: "amount",
        about: "units x price of a row = its amount, outflows less charges",
        run: fund_rows::amount,
    },
    CheckRule {
        id: "stamp-duty",
        about: "0.005 % of amount and duty of a purchase = its stamp duty",
        run: fund_rows::stamp_duty,
    },
    CheckRule {
        id: "dates-in-period",
        about: "rows lie within the statement period, NAV days not after it",
        run: fund_rows::dates_in_period,
    },
    CheckRule {
        id: "closing-balance",
        about: "opening units + all units moved = closing units of a scheme",
        run: fund_schemes::closing_balance,
    },
    CheckRule {
        id: "market-value",
        about: "closing units x NAV = value of a scheme",
        run: fund_schemes::market_value,
    },
    CheckRule {
        id: "cost",
        about: "first-in-first-out cost of the remaining units, stamp duty included = printed cost",
        run: fund_cost::cost,
    },
    CheckRule {
        id: "average-cost",
        about: "units x average cost of one unit = cost of a scheme",
        run: fund_schemes::average_cost,
    },
    CheckRule { id: "folio-gain", about: "value - cost = printed gain of a scheme", run: fund_schemes::gain },
    CheckRule {
        id: "isin-check-digit",
        about: "the last digit of a printed ISIN proves the others",
        run: fund_schemes::isin_check_digit,
    },
    CheckRule {
        id: "summary-total",
        about: "values of all schemes = printed total of the fund summary",
        run: portfolio::summary_total,
    },
    CheckRule {
        id: "summary-cost",
        about: "costs of all schemes = printed cost total of the fund summary",
        run: portfolio::summary_cost,
    },
    CheckRule {
        id: "amc-total",
        about: "values of a fund house's schemes = its summary row",
        run: portfolio::amc_total,
    },
    CheckRule { id: "units-price", about: "units x price of a holding = its value", run: demat::units_price },
    CheckRule {
        id: "holdings-value",
        about: "values of the holdings of an account = its printed value",
        run: demat::holdings_value,
    },
    CheckRule {
        id: "account-total",
        about: "values of the holdings of an account = the total under its tables",
        run: demat::account_total,
    },
    CheckRule {
        id: "class-total",
        about: "values of the holdings of a class = the sub-total under them",
        run: demat::class_total,
    },
    CheckRule {
        id: "asset-class",
        about: "what is held of a class = its row of the composition table",
        run: asset_class::asset_class,
    },
    CheckRule {
        id: "isin-count",
        about: "securities of an account = printed number of ISINs",
        run: demat::isin_count,
    },
    CheckRule {
        id: "ledger",
        about: "balance before a row + credit - debit = balance after it",
        run: demat::ledger,
    },
    CheckRule {
        id: "ledger-closing",
        about: "last balance of a ledger = units of the holding",
        run: demat::ledger_closing,
    },
    CheckRule {
        id: "folios-total",
        about: "values of the folios of a group = their roster row",
        run: portfolio::folios_total,
    },
    CheckRule { id: "folio-count", about: "folios of a group = printed number", run: portfolio::folio_count },
    CheckRule {
        id: "group-total",
        about: "accounts and folios of a group = its total",
        run: portfolio::group_total,
    },
    CheckRule {
        id: "portfolio-total",
        about: "accounts, folios and pensions = printed portfolio value",
        run: portfolio::portfolio_total,
    },
    CheckRule {
        id: "trend",
        about: "the last month of the trend = the portfolio value",
        run: portfolio::trend,
    },
    CheckRule {
        id: "trend-change",
        about: "a month of the trend less the month before = its printed change",
        run: portfolio::trend_change,
    },
    CheckRule { id: "nps-fund", about: "units x NAV of a pension fund = its value", run: pension::fund },
    CheckRule {
        id: "nps-value",
        about: "values of pension funds = printed value of the account",
        run: pension::value,
    },
    CheckRule {
        id: "nps-tier",
        about: "values of the funds of a tier = its printed total",
        run: pension::tier,
    },
];

/// Runs every check.
#[must_use]
pub fn reconcile(statement: &Statement, facts: &Facts) -> Vec<Check> {
    let mut outcomes = Outcomes { id: "", list: Vec::new() };
    for rule in CHECKS {
        outcomes.id = rule.id;
        (rule.run)(Subject { statement, facts }, &mut outcomes);
    }
    outcomes.list
}

/// Collects the outcomes of the rule that runs.
pub struct Outcomes {
    id: &'static str,
    list: Vec<Check>,
}

impl Outcomes {
    /// Compares; skipped when either side is missing.
    fn compare(
        &mut self,
        scope: String,
        expected: Option<Decimal>,
        found: Option<Decimal>,
        tolerance: Decimal,
    ) {
        let verdict = match (expected, found) {
            (Some(expected), Some(found)) if differs(expected, found, tolerance) => Verdict::Fail,
            (Some(_), Some(_)) => Verdict::Pass,
            _ => Verdict::Skipped,
        };
        self.list.push(Check { id: self.id, scope, expected, found, tolerance, verdict });
    }

    /// A check without figures.
    fn say(&mut self, scope: String, verdict: Verdict) {
        let check =
            Check { id: self.id, scope, expected: None, found: None, tolerance: Decimal::ZERO, verdict };
        self.list.push(check);
    }
}

/// Overflow counts as a difference.
fn differs(expected: Decimal, found: Decimal, tolerance: Decimal) -> bool {
    expected.checked_sub(found).is_none_or(|gap| gap.abs() > tolerance)
}

/// Exact product; `None` on overflow.
fn product(one: Decimal, other: Decimal) -> Option<Decimal> {
    one.checked_mul(other)
}

/// Sum of what is printed; `None` when nothing is, or on overflow.
fn total(values: impl Iterator<Item = Option<Decimal>>) -> Option<Decimal> {
    let mut sum = None;
    for value in values.flatten() {
        sum = Some(sum.unwrap_or(Decimal::ZERO).checked_add(value)?);
    }
    sum
}

fn scheme_scope(folio: usize, scheme: usize) -> String {
    format!("/mutual_funds/{folio}/schemes/{scheme}")
}

fn row_scope(folio: usize, scheme: usize, row: usize) -> String {
    format!("/mutual_funds/{folio}/schemes/{scheme}/transactions/{row}")
}
