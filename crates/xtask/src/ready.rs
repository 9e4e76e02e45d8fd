//! `ready`, everything that a change must pass; and the tasks that write committed files anew by way of the tests
//! that check them.

use crate::cargo::cargo;
use crate::{Outcome, cookbook, guard, peers, python, tidy};

/// What the continuous integration runs, and the fuzz build.
pub(crate) fn run(_: &[String]) -> Outcome {
    cargo(&["fmt", "--all", "--check"], &[])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], &[])?;
    cargo(&["doc", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")])?;
    tidy::run(&[])?;
    guard::run(&[])?;
    cargo(&["check", "--manifest-path", "fuzz/Cargo.toml"], &[])?;
    peers::tracer(&[])?;
    python::readers(&[])?;
    cookbook::run_all(&[])?;
    cargo(&["test", "--workspace"], &[])
}

/// Goldens and scorecard: the tests write instead of compare when `UPDATE` is set.
pub(crate) fn bless(_: &[String]) -> Outcome {
    cargo(&["test", "--package", "cas-tests"], &[("UPDATE", "1")])
}

/// The scorecard alone.
pub(crate) fn scorecard(_: &[String]) -> Outcome {
    cargo(&["test", "--package", "cas-tests", "--test", "corpus", "scorecard"], &[("UPDATE", "1")])
}

/// The published schema.
pub(crate) fn schema(_: &[String]) -> Outcome {
    cargo(&["test", "--package", "cas-output"], &[("UPDATE", "1")])
}
