//! What the arguments mean: options of the library, made from flags, environment and clock.

use cas::output::Numbers;
use cas::{BrokerType, Options, Stage, With};
use chrono::{DateTime, SecondsFormat, Utc};

use crate::args::{BrokerName, Extra, Input, NumberForm, ParseArgs, StageName};
use crate::exit::Failure;

/// The environment variable that fixes the time of reproducible builds: seconds since 1970.
const EPOCH_VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// Whether the form of the output needs the checks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Checks {
    Run,
    AsAsked,
}

/// Options for `parse`, without passwords.
pub(crate) fn parse_options(args: &ParseArgs, checks: Checks) -> Result<Options, Failure> {
    let mut with = with(&args.answer.with);
    with.checks |= args.strict || checks == Checks::Run;
    let generated_at = generated_at(args.generated_at.as_deref())?;
    Ok(Options { generated_at, with, ..options(&args.input) })
}

/// Options that every command takes, without passwords.
pub(crate) fn options(input: &Input) -> Options {
    Options {
        broker: input.broker.map(broker),
        limits: input.limits.0.clone(),
        // One file at a time: a large one may have every processor.
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        ..Options::default()
    }
}

/// The additions of the library behind the words of `--with`.
pub(crate) fn with(words: &[Extra]) -> With {
    With {
        checks: words.contains(&Extra::Checks),
        notes: words.contains(&Extra::Notes),
        full: words.contains(&Extra::Full),
        provenance: words.contains(&Extra::Provenance),
    }
}

/// The broker of the library behind a word of `--broker`.
pub(crate) fn broker(name: BrokerName) -> BrokerType {
    match name {
        BrokerName::Zerodha => BrokerType::Zerodha,
        BrokerName::Groww => BrokerType::Groww,
        BrokerName::Upstox => BrokerType::Upstox,
        BrokerName::Icici => BrokerType::Icici,
    }
}

/// Which number form the writer uses.
pub(crate) fn numbers(form: NumberForm) -> Numbers {
    match form {
        NumberForm::Number => Numbers::Number,
        NumberForm::String => Numbers::String,
    }
}

/// The stage of the library behind a word of `--stage`.
pub(crate) fn stage(name: StageName) -> Stage {
    match name {
        StageName::Runs => Stage::Runs,
        StageName::Words => Stage::Words,
        StageName::Lines => Stage::Lines,
        StageName::Tables => Stage::Tables,
        StageName::Records => Stage::Records,
        StageName::Unclaimed => Stage::Unclaimed,
    }
}

/// `meta.generated_at`: as typed, else the fixed time of the environment, else now.
pub(crate) fn generated_at(typed: Option<&str>) -> Result<Option<String>, Failure> {
    match typed {
        Some("none") => Ok(None),
        Some(text) => match DateTime::parse_from_rfc3339(text) {
            Ok(_) => Ok(Some(text.to_owned())),
            Err(_) => Err(Failure::Usage(
                "--generated-at takes a time such as 2026-03-31T18:30:00Z, or none".to_owned(),
            )),
        },
        None => match std::env::var(EPOCH_VARIABLE) {
            Ok(seconds) => epoch(&seconds).map(Some),
            Err(_) => Ok(Some(rfc3339(DateTime::<Utc>::from(std::time::SystemTime::now())))),
        },
    }
}

fn epoch(seconds: &str) -> Result<String, Failure> {
    let time = seconds.trim().parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    time.map(rfc3339)
        .ok_or_else(|| Failure::Usage(format!("${EPOCH_VARIABLE} is not a number of seconds since 1970")))
}

/// The time of a report, in UTC and without a zone: that of the environment where it is fixed, else now.
pub(crate) fn moment_without_zone() -> String {
    let fixed = std::env::var(EPOCH_VARIABLE).ok().and_then(|seconds| epoch(&seconds).ok());
    let moment = fixed.unwrap_or_else(|| rfc3339(DateTime::<Utc>::from(std::time::SystemTime::now())));
    moment.trim_end_matches('Z').to_owned()
}

fn rfc3339(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_time_wins_and_must_be_one() {
        assert_eq!(generated_at(Some("none")).unwrap(), None);
        let typed = "2026-03-31T18:30:00+05:30";
        assert_eq!(generated_at(Some(typed)).unwrap().as_deref(), Some(typed));
        assert!(generated_at(Some("yesterday")).is_err());
    }

    #[test]
    fn the_epoch_variable_is_seconds() {
        assert_eq!(epoch("0").unwrap(), "1970-01-01T00:00:00Z");
        assert_eq!(epoch("1774981800\n").unwrap(), "2026-03-31T18:30:00Z");
        assert!(epoch("soon").is_err());
        assert!(epoch("99999999999999999").is_err());
    }
}
