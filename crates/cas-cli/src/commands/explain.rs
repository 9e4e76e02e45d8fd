//! `cas explain`: where a value is printed, and the checks it takes part in.

use std::fmt::Write as _;

use cas::{Explained, Options, Origin};

use crate::args::ExplainArgs;
use crate::exit::{Exit, Failure};
use crate::{config, password, source};

pub(crate) fn run(args: &ExplainArgs) -> Result<Exit, Failure> {
    let bytes = source::read(&args.input.file, args.input.limits.0.input_bytes)?;
    let explained = password::with_passwords(&args.input, |passwords| {
        let options = Options { passwords: passwords.to_vec(), ..config::options(&args.input) };
        cas::explain(&bytes, &options, &args.pointer)
    })?;
    source::write(None, describe(&explained).as_bytes())?;
    Ok(Exit::Done)
}

/// Lines for a person: the value, its place, its checks.
fn describe(explained: &Explained) -> String {
    let mut out = format!("{} = {}\n", explained.pointer, explained.value);
    match (&explained.origin, &explained.printed) {
        (Origin::Printed { page, area, .. }, printed) => {
            let box_of = [area.x0, area.y0, area.x1, area.y1].map(|edge| format!("{edge:.1}")).join(" ");
            let printed = printed.as_deref().unwrap_or("");
            let _ = writeln!(out, "printed on page {page}, box {box_of}, as: {printed}");
        }
        (Origin::Derived, _) if explained.value.is_object() || explained.value.is_array() => {
            out.push_str("several values; ask for one of them\n");
        }
        (Origin::Derived, _) if explained.value.is_null() => {
            out.push_str("no value: the statement does not tell it\n");
        }
        (Origin::Derived, _) => {
            out.push_str("printed nowhere: reckoned from other values, or named by cas\n");
        }
    }
    if explained.checks.is_empty() {
        out.push_str("no check looks at it\n");
    }
    for check in &explained.checks {
        let figure =
            |value: Option<cas::Decimal>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
        let _ = writeln!(
            out,
            "{:7} {} at {}: expected {}, found {}",
            check.verdict.wire(),
            check.id,
            check.scope,
            figure(check.expected),
            figure(check.found)
        );
    }
    out
}
