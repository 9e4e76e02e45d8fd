//! `mutants`: seeded mutants of the corpus, read by a release build; see `cas_tests::mutants`.

use crate::Outcome;
use crate::cargo::cargo;

/// Passes `--count`, `--truncations`, `--seed`, `--threads`, `--largest`, `--seconds` and `--structure` on.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let mut words = vec!["run", "--release", "--package", "cas-tests", "--bin", "mutants", "--"];
    // Release is what it always runs; the flag is accepted for those who say so.
    words.extend(arguments.iter().map(String::as_str).filter(|word| *word != "--release"));
    cargo(&words, &[])
}
