//! What the black-box tests and the fuzz targets share: one run of the engine over the corpus, goldens, and the
//! properties that hold for any input.

#![expect(clippy::disallowed_methods, reason = "tests read the corpus, write goldens and look at UPDATE")]

pub mod golden;
pub mod mutants;
pub mod pages;
pub mod property;
pub mod remains;
pub mod run;
pub mod scorecard;
pub mod twins;
