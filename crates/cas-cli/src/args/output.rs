//! Arguments about the form of the output, shared by the commands that write statements.

use cas_export::{FORMATS, TABLES};
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, ValueEnum};

/// Which form the output has.
#[derive(Debug, Args)]
#[command(next_help_heading = "Form of the output")]
pub(crate) struct FormArgs {
    /// Format [default: told by the extension of --output, else json]
    #[arg(long, value_name = "NAME", value_parser = formats())]
    pub(crate) format: Option<String>,
    /// Write this table only; of formats with tables. Without it, formats with one table a file write all of them:
    /// `-o out.csv` becomes out.statements.csv, out.accounts.csv and so on
    #[arg(long, value_name = "NAME", value_parser = tables())]
    pub(crate) table: Option<String>,
    /// Text of CSV cells that a spreadsheet would take for a formula
    #[arg(long, value_name = "HOW", default_value = "escape")]
    pub(crate) csv_text: CsvTextName,
    /// Whose JSON
    #[arg(long, value_name = "NAME", default_value = "unified")]
    pub(crate) shape: ShapeName,
}

/// A word of `--csv-text`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum CsvTextName {
    /// Put an apostrophe before it (and before text that starts with one)
    Escape,
    /// As it is, for programs
    Raw,
}

/// A word of `--shape`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum ShapeName {
    /// The unified response of the hosted CAS Parser API
    Unified,
    /// What the Python package casparser 1.4.1 writes (statements only)
    Casparser,
}

/// The names of the registry, with what they are.
fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|row| PossibleValue::new(row.name).help(row.about)))
}

fn tables() -> PossibleValuesParser {
    PossibleValuesParser::new(TABLES.iter().map(|table| PossibleValue::new(table.name).help(table.doc)))
}
