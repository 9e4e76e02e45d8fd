//! From bytes to an answer: passwords, engine, JSON or tables. Whatever happens in here concerns one input only.

use std::panic::{AssertUnwindSafe, catch_unwind};

use cas::{Options, ParseError, Parsed, Verdict};
use cas_export::{Needs, Source, flatten};

use crate::entry::Facts;
use crate::input::Mail;
use crate::settings::{Settings, Shape};
use crate::{InputError, Outcome};

/// What an input gives.
pub(crate) struct Answer {
    pub(crate) facts: Facts,
    /// JSON, or tables as the spool has them.
    pub(crate) bytes: Vec<u8>,
}

/// Where an input comes from.
pub(crate) struct Origin<'a> {
    pub(crate) name: &'a str,
    pub(crate) sha256: &'a str,
    pub(crate) mail: Option<&'a Mail>,
}

/// Reads a statement. A panic of the engine, which would be a fault of ours, ends here.
pub(crate) fn read(bytes: &[u8], origin: &Origin<'_>, settings: &Settings) -> Result<Answer, InputError> {
    catch_unwind(AssertUnwindSafe(|| attempt(bytes, origin, settings))).unwrap_or(Err(InputError::Internal))
}

fn attempt(bytes: &[u8], origin: &Origin<'_>, settings: &Settings) -> Result<Answer, InputError> {
    let mut parsed = parse(bytes, origin.name, settings)?;
    let count = |verdict| parsed.checks.iter().filter(|check| check.verdict == verdict).count() as u32;
    let facts = Facts {
        family: parsed.detection.family.code().to_owned(),
        variant: parsed.detection.variant.code().to_owned(),
        issuer: parsed.detection.issuer.map(str::to_owned),
        pages: parsed.document.pages,
        checks_passed: count(Verdict::Pass),
        checks_failed: count(Verdict::Fail),
        notes: parsed.notes.len() as u32,
    };
    let bytes = match settings.needs() {
        Needs::Tables => flatten(&parsed, &source(origin)).to_spool(),
        Needs::Json => {
            // Checks ran for the report; they are shown only where they were asked for.
            parsed.with.checks = settings.options.with.checks;
            match settings.shape {
                Shape::Unified => parsed.to_json(settings.json),
                Shape::Casparser => parsed.to_casparser(settings.json).ok_or(InputError::NoShape)?,
            }
        }
    };
    Ok(Answer { facts, bytes })
}

/// A source as the writers know it.
pub(crate) fn source<'a>(origin: &Origin<'a>) -> Source<'a> {
    let mail = origin.mail.map(|mail| cas_export::Mail {
        sender: mail.sender.as_deref(),
        subject: mail.subject.as_deref(),
        date: mail.date.as_deref(),
    });
    Source { name: origin.name, sha256: origin.sha256, mail }
}

/// Tries a short list of passwords first, and all of them when none of those opens the file.
fn parse(bytes: &[u8], name: &str, settings: &Settings) -> Result<Parsed, ParseError> {
    let book = &settings.passwords;
    let mut options = Options { passwords: Vec::new(), ..settings.options.clone() };
    options.with.checks = true;
    if let Some(guess) = book.first_guess(name) {
        options.passwords = guess;
        match (settings.engine)(bytes, &options) {
            Err(ParseError::WrongPassword { .. }) => {}
            outcome => return outcome,
        }
    }
    options.passwords = book.for_name(name);
    let outcome = (settings.engine)(bytes, &options);
    if let Ok(parsed) = &outcome
        && let Some(password) = parsed.document.password.and_then(|index| options.passwords.get(index))
    {
        book.opened(password);
    }
    outcome
}

impl Answer {
    /// What an input with an answer counts as.
    pub(crate) const OUTCOME: Outcome = Outcome::Read;
}
