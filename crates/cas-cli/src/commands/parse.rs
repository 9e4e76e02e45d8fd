//! `cas parse`: the statement as unified JSON.

use cas::{JsonOptions, Options, Verdict};

use crate::args::ParseArgs;
use crate::exit::{Exit, Failure};
use crate::{config, password, report, source};

pub(crate) fn run(args: &ParseArgs) -> Result<Exit, Failure> {
    let options = config::parse_options(args)?;
    let bytes = source::read(&args.input.file, args.input.limits.0.input_bytes)?;
    let mut parsed = password::with_passwords(&args.input, |passwords| {
        cas::parse(&bytes, &Options { passwords: passwords.to_vec(), ..options.clone() })
    })?;
    let failed = parsed.checks.iter().filter(|check| check.verdict == Verdict::Fail).count();
    let checks = parsed.checks.len();
    if !args.with.contains(&crate::args::Extra::Checks) {
        // `--strict` ran them without asking to see them.
        parsed.with.checks = false;
    }
    let json = JsonOptions { pretty: args.pretty, numbers: config::numbers(args.numbers) };
    source::write(args.output.as_deref(), &parsed.to_json(json))?;
    if args.strict && failed > 0 {
        report::note(&format!("{failed} of {checks} checks failed; `cas check` shows them"));
        return Ok(Exit::Different);
    }
    Ok(Exit::Done)
}
