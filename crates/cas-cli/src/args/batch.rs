//! The arguments of `cas batch`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::output::FormArgs;
use super::{AnswerArgs, BrokerName};
use crate::limit_args::LimitArgs;

pub(super) const EXAMPLES: &str = "\
Examples:
  cas batch statements -o json --password-map passwords.toml
  cas batch statements mail.mbox archive.zip -o all.jsonl --password-file passwords.txt --report report.json
  cas batch Maildir -o json --people people.txt --password-pattern '{PAN}' --password-pattern '{pan}{dob:ddmmyyyy}'
  cas batch --files-from list.txt -o all.jsonl --password-file passwords.txt --jobs 2 --progress none
  cas batch inbox -o json --password-file passwords.txt --watch --done done --quarantine quarantine

Inputs are PDFs, ZIP archives, mails (.eml), mailboxes (.mbox, Maildir), folders with all of these, and globs. A statement
inside an archive or a mail is called `archive.zip!/inner/a.pdf`.

Passwords, in the order in which they are tried: lines of the map whose glob fits; what the patterns make of people whose
glob fits; --password; lists of candidates. The map is TOML (`\"GLOB\" = \"PASSWORD\"`, or a list of them) where its name ends in
.toml, else `GLOB<TAB>PASSWORD` lines; people are `PAN<TAB>YYYY-MM-DD<TAB>GLOB` lines, date and glob optional. A glob without
`/` is compared with the name of the file, any other with the end of its path.

A run that was cut off goes on where it was when it is started again. Unchanged inputs are passed over.
Exit codes: 9 when some inputs have no answer (the others have theirs), else those of `cas --help`.";

#[derive(Debug, Args)]
pub(crate) struct BatchArgs {
    /// Files, folders, archives, mailboxes, globs
    #[arg(value_name = "INPUT", required_unless_present = "files_from")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Read the names of inputs from a file or standard input, one a line
    #[arg(long, value_name = "FILE|-")]
    pub(crate) files_from: Option<PathBuf>,
    /// A folder for one JSON each, or the file of a combined output: its end says the format
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) form: FormArgs,
    /// Add `x_source` (name, digest, mail) to each statement of a combined JSON or JSON Lines output
    #[arg(long)]
    pub(crate) source: bool,
    /// Files to read at the same time [default: as many as the machine has processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    #[command(flatten)]
    pub(crate) passwords: PasswordArgs,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
    /// Value of `meta.generated_at`: an RFC 3339 time, or `none` for null, so that equal inputs give equal bytes
    #[arg(long, value_name = "TIME|none", default_value = "none")]
    pub(crate) generated_at: String,
    /// Broker of the contract notes, where the files do not tell
    #[arg(long, value_name = "BROKER")]
    pub(crate) broker: Option<BrokerName>,
    /// What to show on standard error while it runs
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub(crate) progress: ProgressName,
    /// Write what became of every input as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Tell in the report how long each input took
    #[arg(long, requires = "report")]
    pub(crate) timing: bool,
    /// Try inputs again that an earlier run could not read
    #[arg(long, conflicts_with = "restart")]
    pub(crate) retry_failed: bool,
    /// Forget what earlier runs finished
    #[arg(long)]
    pub(crate) restart: bool,
    #[command(flatten)]
    pub(crate) watch: WatchArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

/// Where the passwords of many files come from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Passwords")]
pub(crate) struct PasswordArgs {
    /// Read passwords to try on every file, one a line
    #[arg(long, value_name = "PATH|-")]
    pub(crate) password_file: Vec<PathBuf>,
    /// Read which password is for which files
    #[arg(long, value_name = "PATH|-")]
    pub(crate) password_map: Vec<PathBuf>,
    /// Read people: PAN, date of birth and glob, with tabs between
    #[arg(long, value_name = "PATH|-")]
    pub(crate) people: Vec<PathBuf>,
    /// How passwords are made of people: `{PAN}`, `{pan}`, `{PAN:5}`, `{PAN:-4}`, `{dob:ddmmyyyy}` [default: the PAN, the date,
    /// and both]
    #[arg(long, value_name = "PATTERN", requires = "people")]
    pub(crate) password_pattern: Vec<String>,
    /// Read passwords from standard input, one a line
    #[arg(long)]
    pub(crate) password_stdin: bool,
    /// Password to try (may be given several times). Other users of this machine can see it in the list of processes:
    /// prefer the other ways there. Without any password: $CAS_PASSWORD
    #[arg(long, value_name = "PASSWORD", allow_hyphen_values = true)]
    pub(crate) password: Vec<String>,
}

impl PasswordArgs {
    /// The files that are read.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.password_file.iter().chain(&self.password_map).chain(&self.people).map(PathBuf::as_path)
    }
}

/// How a folder is followed.
#[derive(Debug, Args)]
#[command(next_help_heading = "Watch")]
pub(crate) struct WatchArgs {
    /// Follow the folder: read what arrives, until SIGINT or SIGTERM
    #[arg(long)]
    pub(crate) watch: bool,
    /// Seconds between two looks
    #[arg(long, value_name = "SECONDS", default_value = "2", requires = "watch")]
    pub(crate) watch_interval: f64,
    /// Move files there that were read
    #[arg(long, value_name = "DIR", requires = "watch")]
    pub(crate) done: Option<PathBuf>,
    /// Move files there that could not be read
    #[arg(long, value_name = "DIR", requires = "watch")]
    pub(crate) quarantine: Option<PathBuf>,
}

/// A word of `--progress`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum ProgressName {
    /// A bar on a terminal, else nothing
    Auto,
    /// One JSON object a line, twice a second, and one at the end
    Json,
    /// Nothing
    None,
}
