//! The outcome of a self-check: what the statement's own arithmetic says about what was read.

use rust_decimal::Decimal;

/// How a check ended.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Verdict {
    /// Expected and found agree within the tolerance.
    Pass,
    /// The needed figures are not printed (or cannot be known), and why.
    Skipped,
    /// They disagree.
    Fail,
}

impl Verdict {
    /// Wire name: `pass`, `skipped`, `fail`.
    #[must_use]
    pub fn wire(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Skipped => "skipped",
            Self::Fail => "fail",
        }
    }
}

/// One check on one scope.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Stable kebab-case id of the check (a row of the `CHECKS` table).
    pub id: &'static str,
    /// JSON pointer into the statement, e.g. `/mutual_funds/0/schemes/1/transactions/12`.
    pub scope: String,
    /// What the arithmetic gives; `None` when skipped.
    pub expected: Option<Decimal>,
    /// What is printed; `None` when not printed.
    pub found: Option<Decimal>,
    /// The largest difference that still passes, derived from printed decimals.
    pub tolerance: Decimal,
    /// The outcome.
    pub verdict: Verdict,
}
