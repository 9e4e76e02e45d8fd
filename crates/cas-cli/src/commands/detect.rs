//! `cas detect`: which statement a file is, as JSON.

use cas::{Detected, Options};
use serde_json::{Value, json};

use crate::args::DetectArgs;
use crate::exit::{Exit, Failure};
use crate::{config, password, source};

pub(crate) fn run(args: &DetectArgs) -> Result<Exit, Failure> {
    let bytes = source::read(&args.input.file, args.input.limits.0.input_bytes)?;
    let detected = password::with_passwords(&args.input, |passwords| {
        cas::detect(&bytes, &Options { passwords: passwords.to_vec(), ..config::options(&args.input) })
    })?;
    let value = describe(&detected);
    let mut text = if args.pretty { format!("{value:#}") } else { value.to_string() };
    text.push('\n');
    source::write(None, text.as_bytes())?;
    Ok(Exit::Done)
}

fn describe(detected: &Detected) -> Value {
    let Detected { detection, document, .. } = detected;
    json!({
        "family": detection.family.code(),
        "variant": detection.variant.code(),
        "generation": detection.generation,
        "issuer": detection.issuer,
        "broker": detected.broker().map(cas::BrokerType::wire),
        "confidence": detection.confidence,
        "pages": document.pages,
        "encryption": document.encryption,
        "signed": document.signed,
        "evidence": detected.evidence(),
    })
}
