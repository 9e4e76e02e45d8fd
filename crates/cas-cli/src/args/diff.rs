//! Arguments of `cas diff`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use super::PasswordArgs;
use crate::limit_args::LimitArgs;

/// What `cas diff --help` ends with.
pub(crate) const EXAMPLES: &str = "\
Examples:
  cas diff before.json after.json
  cas diff statement.json statement.pdf --password-file pan.txt
  cas diff march.pdf april.pdf --password-file pan.txt --ignore place,document
  cas diff answers-0.1 answers-0.2
  cas diff before.json after.json --json

Exit code 0 when they are equal, 7 when they differ. `meta.generated_at` is no difference; `x_` members are compared
where both have them.";

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// An answer (JSON), a statement (PDF, read now), a page dump, or many answers: a folder, or a file that `cas batch`
    /// wrote for all (.json, .jsonl)
    #[arg(value_name = "A")]
    pub(crate) before: PathBuf,
    /// Another one; of many, answers of the same name are compared (in one file: of the same `x_source`, else place)
    #[arg(value_name = "B")]
    pub(crate) after: PathBuf,
    /// Leave differences of these causes out
    #[arg(long, value_name = "CAUSE", value_delimiter = ',', value_parser = cause())]
    pub(crate) ignore: Vec<cas_diff::Cause>,
    /// Examples to show of each group
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) examples: usize,
    /// Write every difference as JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) passwords: PasswordArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

/// Reads a cause by its wire name.
fn cause() -> impl clap::builder::TypedValueParser<Value = cas_diff::Cause> {
    let names = PossibleValuesParser::new(cas_diff::Cause::all().map(|(name, _)| name));
    names.try_map(|name| {
        let known = cas_diff::Cause::all().find(|(wire, _)| *wire == name);
        known.map(|(_, cause)| cause).ok_or("there is no such cause")
    })
}
