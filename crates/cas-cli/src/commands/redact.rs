//! `cas redact`: an unlocked twin of a statement in which nobody can be recognised.

use cas::{Key, Options, RedactOptions, Twin};

use crate::args::{Input, RedactArgs, RedactManner};
use crate::exit::{Exit, Failure};
use crate::source::Written;
use crate::{password, report, source};

pub(crate) fn run(args: &RedactArgs) -> Result<Exit, Failure> {
    source::refuse_overwriting(args.input.files(), Some(&args.output), Written::Pdf)?;
    let twin = make(&args.input, &args.manner, &Options::default())?;
    source::write(Some(&args.output), &twin.pdf)?;
    if !twin.differences.is_empty() {
        let count = twin.differences.len();
        report::note(&format!("the twin reads differently from the original in {count} places"));
    }
    Ok(Exit::Done)
}

/// The twin of the statement that the arguments name.
pub(crate) fn make(input: &Input, manner: &RedactManner, options: &Options) -> Result<Twin, Failure> {
    let bytes = source::read(&input.file, input.limits.0.input_bytes)?;
    let key = match manner.seed {
        Some(seed) => Key::seeded(seed),
        None => Key::secret(secret()?),
    };
    let redaction = RedactOptions { key, amounts: manner.amounts };
    password::with_passwords(input, |passwords| {
        let limits = input.limits.0.clone();
        let options = Options { passwords: passwords.to_vec(), limits, ..options.clone() };
        cas::redact(&bytes, &options, &redaction)
    })
}

/// A secret of this run, kept nowhere.
pub(crate) fn secret() -> Result<[u8; 32], Failure> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|_| Failure::NoSecret)?;
    Ok(secret)
}
