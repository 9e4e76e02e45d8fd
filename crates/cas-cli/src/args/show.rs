//! Arguments of `cas show`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Input;

/// What `cas show --help` ends with.
pub(crate) const EXAMPLES: &str = "\
Examples:
  cas show statement.pdf --password ABCDE1234F
  cas show statement.pdf --password-file pan.txt --folio '34182338 / 11'
  cas show statement.pdf --password-file pan.txt --isin INF904DO2RG1
  cas show demat.pdf --password-file pan.txt --account 1201589265102189 --width 120
  cas show contract-note.pdf --password ABCDE1234F";

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Only this folio, with its transactions; blanks do not matter, and the part before the slash is enough
    #[arg(long, value_name = "FOLIO", conflicts_with = "account", help_heading = "What to show")]
    pub(crate) folio: Option<String>,
    /// Only this demat account (client or BO id) or pension account (PRAN), with its transactions
    #[arg(long, value_name = "ID", help_heading = "What to show")]
    pub(crate) account: Option<String>,
    /// Only this security or scheme, with its transactions
    #[arg(long, value_name = "ISIN", help_heading = "What to show")]
    pub(crate) isin: Option<String>,
    /// Colours: `auto` for terminals unless $NO_COLOR is set
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "How to show it")]
    pub(crate) color: ColourWhen,
    /// Columns of text to keep within [default: those of the terminal; no bound for files and pipes]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..), help_heading = "How to show it")]
    pub(crate) width: Option<u16>,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
}

/// A word of `--color`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum ColourWhen {
    /// On a terminal, unless $NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
