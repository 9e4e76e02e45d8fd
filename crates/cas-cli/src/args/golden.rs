//! Arguments of `cas golden`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{PasswordArgs, RedactManner};
use crate::limit_args::LimitArgs;

/// What `cas golden --help` ends with.
pub(crate) const EXAMPLES: &str = "\
Examples:
  cas golden record statements --password-map passwords.tsv
  cas golden record statements --password-map passwords.tsv --redact
  cas golden check statements --password-map passwords.tsv --junit report.xml
  cas golden accept statements march.pdf --password-map passwords.tsv

The golden of `march.pdf` is `march.pdf.golden.json`: the answer with its checks, notes and everything printed beside
it, or the code of the error that refuses the file. Page dumps (`cas trace --stage runs`, named `.page`) are read like
statements. With --redact the golden is of `march.twin.pdf`, an unlocked twin without persons, which then stands for
the statement beside it: twins and goldens can be kept where the statements must not be.";

#[derive(Debug, Args)]
pub(crate) struct GoldenArgs {
    #[command(subcommand)]
    pub(crate) task: GoldenTask,
}

#[derive(Debug, Subcommand)]
pub(crate) enum GoldenTask {
    /// Write the goldens that are missing; those that exist are never overwritten
    Record(RecordArgs),
    /// Compare every answer with its golden; exit code 7 when one differs, is missing or has no statement
    Check(CheckGoldenArgs),
    /// Write the goldens of changed answers anew, and remove those whose statement is gone
    Accept(AcceptArgs),
}

/// Which statements, and how they are read.
#[derive(Debug, Args)]
pub(crate) struct Suite {
    /// Folder of statements (`.pdf`) and page dumps (`.page`), with all folders in it
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) passwords: PasswordArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

#[derive(Debug, Args)]
pub(crate) struct RecordArgs {
    #[command(flatten)]
    pub(crate) suite: Suite,
    /// Write a twin without persons beside each statement, and record the golden of the twin
    #[arg(long)]
    pub(crate) redact: bool,
    #[command(flatten)]
    pub(crate) manner: RedactManner,
}

#[derive(Debug, Args)]
pub(crate) struct CheckGoldenArgs {
    #[command(flatten)]
    pub(crate) suite: Suite,
    /// Write a report in the form of JUnit
    #[arg(long, value_name = "PATH")]
    pub(crate) junit: Option<PathBuf>,
    /// Write each answer that differs beside its golden, as `NAME.actual.json`
    #[arg(long)]
    pub(crate) actual: bool,
    /// Examples to show of each group of differences
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) examples: usize,
}

#[derive(Debug, Args)]
pub(crate) struct AcceptArgs {
    #[command(flatten)]
    pub(crate) suite: Suite,
    /// Only these statements, by their path within the folder [default: all]
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
}
