//! Where the passwords of many files come from.

use std::path::PathBuf;

use clap::Args;

/// Sources of passwords; which of them is for which file is told by `cas-batch`.
#[derive(Debug, Default, Args)]
pub(crate) struct KeyringArgs {
    /// Password to try on every file (may be given several times). Other users of this machine can see it in the list
    /// of processes: prefer the other ways there. Without any source: $CAS_PASSWORD
    #[arg(long, value_name = "PASSWORD", allow_hyphen_values = true, help_heading = "Passwords")]
    pub(crate) password: Vec<String>,
    /// File of passwords to try on every file, one a line; `-` for standard input
    #[arg(long, value_name = "PATH", help_heading = "Passwords")]
    pub(crate) password_file: Vec<PathBuf>,
    /// Map from file names to passwords: `GLOB<TAB>PASSWORD` lines, or TOML
    #[arg(long, value_name = "PATH", help_heading = "Passwords")]
    pub(crate) password_map: Vec<PathBuf>,
    /// People whose PAN and birth date make passwords: `PAN<TAB>YYYY-MM-DD` lines
    #[arg(long, value_name = "PATH", help_heading = "Passwords")]
    pub(crate) people: Vec<PathBuf>,
    /// Pattern for the passwords of people: `{PAN}`, `{pan}{dob:ddmmyyyy}` (may be given several times)
    #[arg(long, value_name = "PATTERN", requires = "people", help_heading = "Passwords")]
    pub(crate) pattern: Vec<String>,
}
