//! `cas golden record`: goldens where there are none, of statements or of their twins.

use cas::{Key, RedactOptions};

use super::suite::{self, Kind, Reader, Unanswered};
use crate::args::golden::RecordArgs;
use crate::commands::redact;
use crate::exit::{Exit, Failure};
use crate::folder::File;
use crate::{report, source};

/// What became of a statement.
enum Recorded {
    Written,
    /// It has a golden already.
    Kept,
}

pub(super) fn run(args: &RecordArgs) -> Result<Exit, Failure> {
    let reader = Reader::of(&args.suite)?;
    let found = suite::find(&args.suite)?;
    if found.inputs.is_empty() {
        return Err(Failure::Usage(
            "the folder holds no statements (*.pdf) and no page dumps (*.page)".to_owned(),
        ));
    }
    let (mut written, mut kept) = (0, 0);
    let mut worst = Exit::Done;
    for file in &found.inputs {
        let outcome = match suite::kind(&file.name) {
            Kind::Statement { .. } if args.redact => twin(&reader, file, args),
            // Whoever asks for twins does not want a golden that names somebody.
            Kind::Dump if args.redact && !suite::golden_of(&file.path).exists() => {
                Err(Failure::Usage("a page dump cannot be redacted: dump the pages of a twin".to_owned()))
            }
            _ => plain(&reader, file),
        };
        match outcome {
            Ok(Recorded::Written) => written += 1,
            Ok(Recorded::Kept) => kept += 1,
            Err(failure) => {
                report::say(format_args!("{}:", report::sanitise(&file.name)));
                report::failure(&failure);
                if worst == Exit::Done {
                    worst = Exit::from(&failure);
                }
            }
        }
    }
    report::say(format_args!("{written} goldens written, {kept} kept as they are"));
    if written == 0 && kept > 0 && worst == Exit::Done {
        let problem = "every statement has a golden: `cas golden accept` writes changed ones anew";
        return Err(Failure::Usage(problem.to_owned()));
    }
    Ok(worst)
}

fn plain(reader: &Reader<'_>, file: &File) -> Result<Recorded, Failure> {
    let golden = suite::golden_of(&file.path);
    if golden.exists() {
        return Ok(Recorded::Kept);
    }
    source::write(Some(&golden), &reader.answer(file)?)?;
    Ok(Recorded::Written)
}

/// Writes the twin of a statement beside it, and the golden of the twin.
fn twin(reader: &Reader<'_>, file: &File, args: &RecordArgs) -> Result<Recorded, Failure> {
    let path = file.path.with_extension("twin.pdf");
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let golden = suite::golden_of(&path);
    if path.exists() || golden.exists() {
        return Ok(Recorded::Kept);
    }
    let key = match args.manner.seed {
        Some(seed) => Key::seeded(seed),
        None => Key::secret(redact::secret()?),
    };
    let redaction = RedactOptions { key, amounts: args.manner.amounts };
    let bytes = reader.bytes(&file.path)?;
    let made = cas::redact(&bytes, &reader.options(&file.name), &redaction)?;
    let answer = reader.answer_to(&made.pdf, &name)?;
    source::write(Some(&path), &made.pdf)?;
    source::write(Some(&golden), &answer)?;
    if !made.differences.is_empty() {
        let count = made.differences.len();
        let name = report::sanitise(&file.name);
        report::note(&format!("{name}: the twin reads differently from the original in {count} places"));
    }
    Ok(Recorded::Written)
}

impl From<Unanswered> for Failure {
    fn from(unanswered: Unanswered) -> Self {
        match unanswered {
            Unanswered::Locked { source } => Self::Parse(source),
            Unanswered::Failed(failure) => failure,
        }
    }
}
