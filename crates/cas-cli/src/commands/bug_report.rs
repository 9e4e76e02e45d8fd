//! `cas bug-report`: what is needed to mend a fault, in one archive without personal data.

use cas::{Options, Parsed, Twin, Verdict, With};
use serde_json::{Value, json};

use crate::archive::{self, Member};
use crate::args::RedactArgs;
use crate::commands::redact;
use crate::exit::{Exit, Failure};
use crate::source::Written;
use crate::{report, source};

/// What the archive says of itself.
const README: &str = "\
This archive was written by `cas bug-report`. It holds no personal data:

  twin.pdf     an unlocked copy of the statement in which every name, number and address was replaced; what could
               not be replaced soundly would have been refused
  report.json  versions, what the statement was taken for, remarks made while reading, and the outcome of the
               self-checks, of the original and of the twin; places are pages and JSON pointers, never values

Have a look at both before you send them: amounts stand in the twin unless it was made with --amounts. Describe in a
few words what is wrong in the output of `cas parse`.
";

pub(crate) fn run(args: &RedactArgs) -> Result<Exit, Failure> {
    source::refuse_overwriting(args.input.files(), Some(&args.output), Written::NoPdf)?;
    let with = With { checks: true, notes: true, ..With::default() };
    let twin = redact::make(&args.input, &args.manner, &Options { with, ..Options::default() })?;
    let described = format!("{:#}\n", describe(&twin, args.manner.amounts));
    let members = [
        Member { name: "README.txt", data: README.as_bytes() },
        Member { name: "report.json", data: described.as_bytes() },
        Member { name: "twin.pdf", data: &twin.pdf },
    ];
    let archive = archive::pack(&members).ok_or_else(|| Failure::Write {
        what: "the archive".to_owned(),
        source: std::io::ErrorKind::FileTooLarge.into(),
    })?;
    source::write(Some(&args.output), &archive)?;
    report::note("have a look at the archive before you send it; nothing was sent anywhere");
    Ok(Exit::Done)
}

fn describe(twin: &Twin, amounts: bool) -> Value {
    let detection = &twin.original.detection;
    let document = &twin.original.document;
    json!({
        "versions": { "cas": env!("CARGO_PKG_VERSION") },
        "statement": {
            "family": detection.family.code(),
            "variant": detection.variant.code(),
            "generation": detection.generation,
            "issuer": detection.issuer,
            "evidence": detection.evidence.iter().map(|mark| mark.mark).collect::<Vec<_>>(),
            "pages": document.pages,
            "encryption": document.encryption,
            "signed": document.signed,
        },
        "original": reading(&twin.original),
        "twin": {
            "amounts_changed": amounts,
            "reading": twin.parsed.as_ref().map(reading),
            "differences": twin.differences,
        },
    })
}

/// Notes and checks without a printed word or figure.
fn reading(parsed: &Parsed) -> Value {
    let notes: Vec<Value> = parsed
        .notes
        .iter()
        .map(|note| json!({ "code": note.code.code(), "page": note.at.page, "message": note.code.to_string() }))
        .collect();
    let count = |verdict| parsed.checks.iter().filter(|check| check.verdict == verdict).count();
    let failed = parsed.checks.iter().filter(|check| check.verdict == Verdict::Fail);
    let failed: Vec<Value> = failed.map(|check| json!({ "id": check.id, "scope": check.scope })).collect();
    json!({
        "notes": notes,
        "checks": {
            "passed": count(Verdict::Pass),
            "skipped": count(Verdict::Skipped),
            "failed": failed,
        },
    })
}
