//! `cas golden check`: every answer against its golden. Nothing is written but what was asked for.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Instant;

use cas_diff::Compared;

use super::junit;
use super::suite::{self, Reader, Unanswered};
use crate::args::golden::CheckGoldenArgs;
use crate::commands::diff;
use crate::exit::{Exit, Failure};
use crate::folder::File;
use crate::source::Written;
use crate::{report, source};

/// How a golden and its statement stand to each other.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum State {
    /// The answer is as expected.
    Same,
    /// The answer is another one.
    Different,
    /// The answer says the same in other bytes: the golden was edited, or written in another form.
    Stale,
    /// There is no golden.
    Missing,
    /// There is a golden, but nothing that it is of.
    Orphaned,
    /// The statement or the golden cannot be read, or no password opens it.
    Unread,
}

impl State {
    /// Wire name, for reports.
    pub(super) fn wire(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Stale => "stale",
            Self::Missing => "missing",
            Self::Orphaned => "orphaned",
            Self::Unread => "unread",
        }
    }
}

/// What became of one statement.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) state: State,
    /// A line about it; empty when all is well.
    pub(super) message: String,
    /// Every difference, grouped.
    pub(super) details: String,
    pub(super) seconds: f64,
    locked: bool,
}

pub(super) fn run(args: &CheckGoldenArgs) -> Result<Exit, Failure> {
    let reader = Reader::of(&args.suite)?;
    let found = suite::find(&args.suite)?;
    let goldens = found.inputs.iter().map(|file| suite::golden_of(&file.path)).collect::<Vec<_>>();
    let read = args.suite.passwords.files().chain(found.inputs.iter().map(|file| file.path.as_path()));
    let read = read.chain(goldens.iter().map(PathBuf::as_path));
    source::refuse_overwriting(read, args.junit.as_deref(), Written::NoPdf)?;
    if found.inputs.is_empty() && found.orphans.is_empty() {
        return Err(Failure::Usage("the folder holds nothing to check".to_owned()));
    }
    let mut cases = Vec::new();
    for file in &found.inputs {
        let start = Instant::now();
        let case = check(&reader, file, args)?;
        cases.push(Case { seconds: start.elapsed().as_secs_f64(), ..case });
    }
    let orphans = found.orphans.iter().map(|file| {
        let message = "there is nothing that this golden is of; `cas golden accept` removes it";
        Case::of(&file.name, State::Orphaned, message)
    });
    cases.extend(orphans);
    source::write(None, summary(&cases).as_bytes())?;
    if let Some(path) = &args.junit {
        source::write(Some(path), junit::report(&cases, &args.suite.folder).as_bytes())?;
    }
    let failing: Vec<&Case> = cases.iter().filter(|case| case.state != State::Same).collect();
    Ok(match failing.as_slice() {
        [] => Exit::Done,
        // Nothing is known to be wrong yet.
        all if all.iter().all(|case| case.locked) => Exit::Password,
        _ => Exit::Different,
    })
}

impl Case {
    fn of(name: &str, state: State, message: impl Into<String>) -> Self {
        let (name, message) = (report::sanitise(name), report::sanitise(&message.into()));
        Self { name, state, message, details: String::new(), seconds: 0.0, locked: false }
    }
}

fn check(reader: &Reader<'_>, file: &File, args: &CheckGoldenArgs) -> Result<Case, Failure> {
    let path = suite::golden_of(&file.path);
    let golden = match std::fs::read(&path) {
        Ok(golden) => golden,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let message = "there is no golden; `cas golden record` writes it";
            return Ok(Case::of(&file.name, State::Missing, message));
        }
        Err(error) => {
            return Ok(Case::of(&file.name, State::Unread, format!("the golden cannot be read: {error}")));
        }
    };
    let answer = match reader.answer(file) {
        Ok(answer) => answer,
        Err(unanswered) => {
            let locked = matches!(unanswered, Unanswered::Locked { .. });
            return Ok(Case { locked, ..Case::of(&file.name, State::Unread, unanswered.to_string()) });
        }
    };
    if golden == answer {
        return Ok(Case::of(&file.name, State::Same, ""));
    }
    if args.actual {
        source::write(Some(&suite::beside(&file.path, suite::ACTUAL)), &answer)?;
    }
    let read = |bytes: &[u8]| serde_json::from_slice(bytes);
    let (Ok(expected), Ok(found)) = (read(&golden), read(&answer)) else {
        return Ok(Case::of(&file.name, State::Unread, "the golden is no JSON"));
    };
    let differences = cas_diff::compare(&expected, &found);
    if differences.is_empty() {
        let message = "the golden says the same in another form; `cas golden accept` writes it anew";
        return Ok(Case::of(&file.name, State::Stale, message));
    }
    let message = format!("{} fields differ from the golden", differences.len());
    let details = diff::differences(&[Compared { name: String::new(), differences }], args.examples);
    Ok(Case { details, ..Case::of(&file.name, State::Different, message) })
}

/// For a person: what is not as expected, and the sum.
fn summary(cases: &[Case]) -> String {
    let mut out = String::new();
    for case in cases.iter().filter(|case| case.state != State::Same) {
        let _ = writeln!(out, "{}: {}", case.name, case.message);
        for line in case.details.lines() {
            let _ = writeln!(out, "  {line}");
        }
        if !case.details.is_empty() {
            out.push('\n');
        }
    }
    let count = |state| cases.iter().filter(|case| case.state == state).count();
    let _ = write!(out, "{} of {} as expected", count(State::Same), cases.len());
    for state in [State::Different, State::Stale, State::Missing, State::Orphaned, State::Unread] {
        if count(state) > 0 {
            let _ = write!(out, ", {} {}", count(state), state.wire());
        }
    }
    out.push('\n');
    out
}
