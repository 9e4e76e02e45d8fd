//! The arguments as typed. What they mean together is decided in `config.rs`.

mod batch;
pub(crate) mod diff;
pub(crate) mod golden;
pub(crate) mod output;
pub(crate) mod show;

use std::iter;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

use self::output::FormArgs;
use crate::limit_args::LimitArgs;
use crate::source;

pub(crate) use batch::{BatchArgs, PasswordArgs, ProgressName};

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  a fault of cas itself
  2  wrong usage
  3  the password is missing or wrong
  4  not a statement that cas reads
  5  damaged or unreadable PDF, or no text in it
  6  a limit was reached
  7  a check failed (check, parse --strict), or answers differ (diff, golden check)
  8  a file cannot be read or written
  9  not everything could be done: a statement that cannot be redacted soundly, or some files of a batch failed

Everything happens on this machine: cas has no network code, and writes nothing but what is named with --output, --html,
--junit and --report, the journal of a batch beside its output and what --watch moves, the goldens and twins of `golden`.";

const PARSE_EXAMPLES: &str = "\
Examples:
  cas parse statement.pdf --password ABCDE1234F --pretty
  cas parse statement.pdf --password-file pan.txt -o statement.json
  cas parse - --password ABCDE1234F < statement.pdf
  cas parse unlocked.pdf --password '' --with checks,notes
  cas parse statement.pdf --password ABCDE1234F --generated-at none --numbers string
  cas parse statement.pdf --password ABCDE1234F -o statement.xlsx
  cas parse statement.pdf --password ABCDE1234F --format csv --table transactions
  cas parse contract-note.pdf --password ABCDE1234F --broker groww";

const DETECT_EXAMPLES: &str = "\
Examples:
  cas detect statement.pdf --password ABCDE1234F
  cas detect - --password ABCDE1234F < statement.pdf";

const CHECK_EXAMPLES: &str = "\
Examples:
  cas check statement.pdf --password ABCDE1234F
  cas check statement.pdf --password ABCDE1234F --json";

const TRACE_EXAMPLES: &str = "\
Examples:
  cas trace statement.pdf --password ABCDE1234F --stage lines --page 1
  cas trace statement.pdf --password ABCDE1234F --stage unclaimed
  cas trace statement.pdf --password ABCDE1234F --html pages.html";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  cas explain statement.pdf /mutual_funds/0/schemes/0/units --password ABCDE1234F
  cas explain statement.pdf /investor/pan --password ABCDE1234F";

const REDACT_EXAMPLES: &str = "\
Examples:
  cas redact statement.pdf -o twin.pdf --password ABCDE1234F
  cas redact statement.pdf -o twin.pdf --password-file pan.txt --amounts
  cas redact statement.pdf -o twin.pdf --password ABCDE1234F --seed 7";

const BUG_REPORT_EXAMPLES: &str = "\
Examples:
  cas bug-report statement.pdf -o report.zip --password ABCDE1234F
  cas bug-report statement.pdf -o report.zip --password-file pan.txt --amounts";

/// Reads Indian Consolidated Account Statements (CAMS, KFintech, NSDL, CDSL) and contract notes into exact JSON, offline
#[derive(Debug, Parser)]
#[command(name = "cas", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the statement as unified JSON, or as tables: CSV, XLSX, SQLite, Parquet, Arrow
    #[command(after_help = PARSE_EXAMPLES)]
    Parse(ParseArgs),
    /// Tell which statement a file is, as JSON
    #[command(after_help = DETECT_EXAMPLES)]
    Detect(DetectArgs),
    /// Show holders, accounts, holdings and totals as tables; transactions of one folio, account or ISIN
    #[command(after_help = show::EXAMPLES)]
    Show(show::ShowArgs),
    /// Compare two answers, statements or archives field by field
    #[command(after_help = diff::EXAMPLES)]
    Diff(diff::DiffArgs),
    /// Keep answers beside statements, and tell when an answer changes
    #[command(after_help = golden::EXAMPLES)]
    Golden(golden::GoldenArgs),
    /// Write the statements of whole archives: folders, ZIPs, mailboxes
    #[command(after_help = batch::EXAMPLES)]
    Batch(BatchArgs),
    /// Verify the statement's own arithmetic
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs),
    /// Tell where a value of the answer is printed, and the checks it takes part in
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Write an unlocked twin of the statement in which nobody can be recognised
    #[command(after_help = REDACT_EXAMPLES)]
    Redact(RedactArgs),
    /// Write what we need to mend a fault, without personal data: twin, notes and checks in one archive
    #[command(after_help = BUG_REPORT_EXAMPLES)]
    BugReport(RedactArgs),
    /// Print what a stage of the engine saw
    #[command(after_help = TRACE_EXAMPLES)]
    Trace(TraceArgs),
}

/// The file and how it opens; the same for every command.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// The PDF; `-` reads it from standard input
    #[arg(value_name = "FILE|-")]
    pub(crate) file: PathBuf,
    /// Password to try (may be given several times; '' for an unlocked file). Other users of this machine can see it
    /// in the list of processes: prefer the other ways there. Without any: $CAS_PASSWORD, then a prompt on a terminal
    #[arg(long, value_name = "PASSWORD", allow_hyphen_values = true, help_heading = "Password")]
    pub(crate) password: Vec<String>,
    /// Read passwords to try from standard input, one a line
    #[arg(long, help_heading = "Password")]
    pub(crate) password_stdin: bool,
    /// Read passwords to try from a file, one a line
    #[arg(long, value_name = "PATH", help_heading = "Password")]
    pub(crate) password_file: Option<PathBuf>,
    /// Broker of a contract note, where the file does not tell
    #[arg(long, value_name = "BROKER")]
    pub(crate) broker: Option<BrokerName>,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

impl ParseArgs {
    /// The file to write; `None` for standard output, which `-` names too.
    pub(crate) fn output(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| !source::is_dash(path))
    }
}

impl Input {
    /// The files that are read.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        iter::once(&self.file).chain(&self.password_file).map(PathBuf::as_path)
    }
}

/// What the JSON holds and how it is written; the same for one statement and for many.
#[derive(Debug, Args)]
pub(crate) struct AnswerArgs {
    /// Add what the unified schema has no place for: `checks`, `notes` (with `x_document`), `full`, `provenance`
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub(crate) with: Vec<Extra>,
    /// How to write amounts and units: exact JSON numbers, or strings
    #[arg(long, value_name = "FORM", default_value = "number")]
    pub(crate) numbers: NumberForm,
    /// Indent the JSON
    #[arg(long)]
    pub(crate) pretty: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ParseArgs {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
    /// Write to a file instead of standard output (`-`); its extension tells the format
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) form: FormArgs,
    /// Value of `meta.generated_at`: an RFC 3339 time, or `none` for null [default: $SOURCE_DATE_EPOCH, else now]
    #[arg(long, value_name = "TIME|none")]
    pub(crate) generated_at: Option<String>,
    /// Exit with 7 when a check fails; the JSON is written all the same
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DetectArgs {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Indent the JSON
    #[arg(long)]
    pub(crate) pretty: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Write every check as JSON instead of the table
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) input: Input,
    /// JSON pointer into the answer, as `cas check` prints them
    #[arg(value_name = "POINTER")]
    pub(crate) pointer: String,
}

#[derive(Debug, Args)]
pub(crate) struct RedactArgs {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Where to write: whole or not at all, readable for you alone
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) manner: RedactManner,
}

/// How originals are replaced.
#[derive(Debug, Args)]
pub(crate) struct RedactManner {
    /// Change amounts and units as well, all by one factor: totals still add up, prices and shares stay
    #[arg(long)]
    pub(crate) amounts: bool,
    /// Draw replacements from this number instead of a secret: reproducible, and as guessable as the number
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct TraceArgs {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Which stage to print
    #[arg(long, value_name = "STAGE", required_unless_present = "html")]
    pub(crate) stage: Option<StageName>,
    /// Draw every page into one HTML file: words coloured by what became of them, field names on hover
    #[arg(long, value_name = "PATH", conflicts_with_all = ["stage", "page"])]
    pub(crate) html: Option<PathBuf>,
    /// Only this page, from 1
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) page: Option<u32>,
}

/// A word of `--with`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Extra {
    /// `x_checks` and `x_words`: the self-checks, and how many words were read
    Checks,
    /// `x_notes` and `x_document`: remarks, and facts about the file
    Notes,
    /// `x_full`: printed facts that the schema has no place for
    Full,
    /// `x_provenance`: page and box of every value
    Provenance,
}

/// A word of `--broker`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum BrokerName {
    /// Zerodha Broking Limited
    Zerodha,
    /// Groww Invest Tech Private Limited
    Groww,
    /// Upstox Securities Private Limited
    Upstox,
    /// ICICI Securities Limited
    Icici,
}

/// A word of `--numbers`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum NumberForm {
    /// JSON numbers with the printed decimals
    Number,
    /// Strings with the printed decimals
    String,
}

/// A word of `--stage`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum StageName {
    /// Text runs as painted, with boxes, clips and glyph edges
    Runs,
    /// Words after cleaning, and what was set aside
    Words,
    /// Lines of words, top to bottom
    Lines,
    /// Lines with what became of them: data, column header, heading, label, notice
    Tables,
    /// Records that the extractor made
    Records,
    /// Words that belong to no known part of the layout
    Unclaimed,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_definition_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
