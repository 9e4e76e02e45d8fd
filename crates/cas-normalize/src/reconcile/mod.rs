//! The statement's own arithmetic: what is printed twice, or follows from other figures, must agree.
//!
//! Every check is a row of [`CHECKS`]: a stable id and a function from a statement or a note to outcomes. A failing check names
//! its scope by JSON pointer; nothing is corrected here. Missing figures make a check skipped or leave it out, never
//! failed. After a failing row a chain goes on from the printed figure, so that one lost row gives one failure.

mod asset_class;
mod demat;
mod fund_cost;
mod fund_rows;
mod fund_schemes;
mod note;
mod pension;
mod portfolio;
pub(crate) mod tolerance;

use cas_model::{Check, ContractNote, Facts, NoteFacts, Statement, Verdict};
use note::NoteSubject;
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
    run: Run,
}

/// The function of a check, by what it looks at.
#[derive(Clone, Copy)]
enum Run {
    Statement(fn(Subject<'_>, &mut Outcomes)),
    Note(fn(NoteSubject<'_>, &mut Outcomes)),
}

/// Every check, in the order of the outcomes.
pub const CHECKS: &[CheckRule] = &[
    CheckRule {
        id: "running-balance",
        about: "balance before a row + its units = the balance that it prints",
        run: Run::Statement(fund_rows::running_balance),
    },
    CheckRule {
        id: "amount",
        about: "units x price of a row = its amount, outflows less charges",
        run: Run::Statement(fund_rows::amount),
    },
    CheckRule {
        id: "stamp-duty",
        about: "0.005 % of amount and duty of a purchase = its stamp duty",
        run: Run::Statement(fund_rows::stamp_duty),
    },
    CheckRule {
        id: "dates-in-period",
        about: "rows lie within the statement period, NAV days not after it",
        run: Run::Statement(fund_rows::dates_in_period),
    },
    CheckRule {
        id: "closing-balance",
        about: "opening units + all units moved = closing units of a scheme",
        run: Run::Statement(fund_schemes::closing_balance),
    },
    CheckRule {
        id: "market-value",
        about: "closing units x NAV = value of a scheme",
        run: Run::Statement(fund_schemes::market_value),
    },
    CheckRule {
        id: "cost",
        about: "first-in-first-out cost of the remaining units, stamp duty included = printed cost",
        run: Run::Statement(fund_cost::cost),
    },
    CheckRule {
        id: "average-cost",
        about: "units x average cost of one unit = cost of a scheme",
        run: Run::Statement(fund_schemes::average_cost),
    },
    CheckRule {
        id: "folio-gain",
        about: "value - cost = printed gain of a scheme, and the printed percentage is that of the cost",
        run: Run::Statement(fund_schemes::gain),
    },
    CheckRule {
        id: "isin-check-digit",
        about: "the last digit of a printed ISIN proves the others",
        run: Run::Statement(fund_schemes::isin_check_digit),
    },
    CheckRule {
        id: "summary-total",
        about: "values of all schemes = printed total of the fund summary",
        run: Run::Statement(portfolio::summary_total),
    },
    CheckRule {
        id: "summary-cost",
        about: "costs of all schemes = printed cost total of the fund summary",
        run: Run::Statement(portfolio::summary_cost),
    },
    CheckRule {
        id: "amc-total",
        about: "values of a fund house's schemes = its summary row",
        run: Run::Statement(portfolio::amc_total),
    },
    CheckRule {
        id: "amc-cost",
        about: "costs of a fund house's schemes = its summary row",
        run: Run::Statement(portfolio::amc_cost),
    },
    CheckRule {
        id: "units-price",
        about: "units x price of a holding = its value",
        run: Run::Statement(demat::units_price),
    },
    CheckRule {
        id: "holdings-value",
        about: "values of the holdings of an account = its printed value",
        run: Run::Statement(demat::holdings_value),
    },
    CheckRule {
        id: "account-total",
        about: "values of the holdings of an account = the total under its tables",
        run: Run::Statement(demat::account_total),
    },
    CheckRule {
        id: "class-total",
        about: "values of the holdings of a class = the sub-total under them",
        run: Run::Statement(demat::class_total),
    },
    CheckRule {
        id: "asset-class",
        about: "what is held of a class = its row of the composition table",
        run: Run::Statement(asset_class::asset_class),
    },
    CheckRule {
        id: "isin-count",
        about: "securities of an account = printed number of ISINs",
        run: Run::Statement(demat::isin_count),
    },
    CheckRule {
        id: "ledger",
        about: "balance before a row + credit - debit = balance after it, where the next row begins",
        run: Run::Statement(demat::ledger),
    },
    CheckRule {
        id: "ledger-closing",
        about: "last balance of a ledger = units of the holding",
        run: Run::Statement(demat::ledger_closing),
    },
    CheckRule {
        id: "folios-total",
        about: "values of the folios of a group = their roster row",
        run: Run::Statement(portfolio::folios_total),
    },
    CheckRule {
        id: "folio-count",
        about: "folios of a group = printed number",
        run: Run::Statement(portfolio::folio_count),
    },
    CheckRule {
        id: "group-total",
        about: "accounts and folios of a group = its total",
        run: Run::Statement(portfolio::group_total),
    },
    CheckRule {
        id: "portfolio-total",
        about: "accounts, folios and pensions = printed portfolio value",
        run: Run::Statement(portfolio::portfolio_total),
    },
    CheckRule {
        id: "trend",
        about: "the last month of the trend = the portfolio value",
        run: Run::Statement(portfolio::trend),
    },
    CheckRule {
        id: "trend-change",
        about: "a month of the trend less the month before = its printed change",
        run: Run::Statement(portfolio::trend_change),
    },
    CheckRule {
        id: "nps-fund",
        about: "units x NAV of a pension fund = its value",
        run: Run::Statement(pension::fund),
    },
    CheckRule {
        id: "nps-value",
        about: "values of pension funds = printed value of the account",
        run: Run::Statement(pension::value),
    },
    CheckRule {
        id: "nps-tier",
        about: "values of the funds of a tier = its printed total",
        run: Run::Statement(pension::tier),
    },
    CheckRule {
        id: "fill-value",
        about: "quantity x net rate of a fill = its net total",
        run: Run::Note(note::fill_value),
    },
    CheckRule {
        id: "security-value",
        about: "quantity x average price after brokerage = value of a side of a security",
        run: Run::Note(note::security_value),
    },
    CheckRule {
        id: "security-net",
        about: "value sold - value bought of a security = its net obligation",
        run: Run::Note(note::security_net),
    },
    CheckRule {
        id: "security-trades",
        about: "fills of a security and side = its quantity in the summary",
        run: Run::Note(note::security_trades),
    },
    CheckRule {
        id: "contract-value",
        about: "quantity x average price after brokerage = net total of a contract",
        run: Run::Note(note::contract_value),
    },
    CheckRule {
        id: "contract-trades",
        about: "fills of a contract and side = its quantity in the summary",
        run: Run::Note(note::contract_trades),
    },
    CheckRule {
        id: "sub-total",
        about: "fills above a sub total = its quantity and net total",
        run: Run::Note(note::sub_total),
    },
    CheckRule {
        id: "obligation",
        about: "nets of securities and contracts, with or without brokerage = obligation",
        run: Run::Note(note::obligation),
    },
    CheckRule {
        id: "net-amount",
        about: "obligation - brokerage - levies = net amount",
        run: Run::Note(note::net_amount),
    },
    CheckRule { id: "gst", about: "18 % of brokerage, charges and fees = GST", run: Run::Note(note::gst) },
    CheckRule {
        id: "segments",
        about: "segment columns of a line of the obligation block = its total",
        run: Run::Note(note::segments),
    },
    CheckRule {
        id: "stt",
        about: "rows of the tax annexure = securities transaction tax",
        run: Run::Note(note::stt),
    },
    CheckRule {
        id: "demat-charges",
        about: "charge + GST of the participant = total, and rows = sum",
        run: Run::Note(note::demat_charges),
    },
];

/// Runs every check on a statement.
#[must_use]
pub fn reconcile(statement: &Statement, facts: &Facts) -> Vec<Check> {
    run_all(|run, outcomes| {
        if let Run::Statement(run) = run {
            run(Subject { statement, facts }, outcomes);
        }
    })
}

/// Runs every check on a contract note.
#[must_use]
pub fn reconcile_note(note: &ContractNote, facts: &NoteFacts) -> Vec<Check> {
    run_all(|run, outcomes| {
        if let Run::Note(run) = run {
            run(NoteSubject { note, facts }, outcomes);
        }
    })
}

fn run_all(mut run: impl FnMut(Run, &mut Outcomes)) -> Vec<Check> {
    let mut outcomes = Outcomes { id: "", list: Vec::new() };
    for rule in CHECKS {
        outcomes.id = rule.id;
        run(rule.run, &mut outcomes);
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
