//! `cas diff`: two answers, statements or archives, field by field.

mod sides;
mod text;

use cas_diff::{Compared, Difference};
use serde_json::{Value, json};

use crate::args::diff::DiffArgs;
use crate::exit::{Exit, Failure};
use crate::source;

pub(crate) use text::differences;

pub(crate) fn run(args: &DiffArgs) -> Result<Exit, Failure> {
    let mut compared = sides::compare(args)?;
    for pair in &mut compared {
        pair.differences.retain(|difference| !args.ignore.contains(&difference.cause));
    }
    let text = if args.json { report(&compared) } else { words(args, &compared) };
    source::write(None, text.as_bytes())?;
    let equal = compared.iter().all(|pair| pair.differences.is_empty());
    Ok(if equal { Exit::Done } else { Exit::Different })
}

/// For a person: what differs, by cause.
fn words(args: &DiffArgs, compared: &[Compared]) -> String {
    let count: usize = compared.iter().map(|pair| pair.differences.len()).sum();
    let differing = compared.iter().filter(|pair| !pair.differences.is_empty()).count();
    let archive = compared.iter().any(|pair| !pair.name.is_empty());
    if count == 0 {
        return if archive { format!("equal: {} documents\n", compared.len()) } else { "equal\n".to_owned() };
    }
    let mut out = match archive {
        true => format!("{count} differences in {differing} of {} documents\n", compared.len()),
        false => format!("{count} {}\n", if count == 1 { "difference" } else { "differences" }),
    };
    out.push_str(&differences(compared, args.examples));
    out
}

/// For machines: every difference, document by document, and the groups.
fn report(compared: &[Compared]) -> String {
    let groups: Vec<Value> = cas_diff::group(compared, 0)
        .iter()
        .map(|group| {
            json!({
                "cause": group.cause.wire(),
                "change": group.change.wire(),
                "field": group.field,
                "turned": group.turned,
                "count": group.count,
                "documents": group.documents,
            })
        })
        .collect();
    let documents: Vec<Value> = compared
        .iter()
        .map(|pair| {
            let differences: Vec<Value> = pair.differences.iter().map(line).collect();
            json!({ "name": pair.name, "differences": differences })
        })
        .collect();
    let equal = compared.iter().all(|pair| pair.differences.is_empty());
    format!("{:#}\n", json!({ "equal": equal, "groups": groups, "documents": documents }))
}

fn line(difference: &Difference) -> Value {
    json!({
        "cause": difference.cause.wire(),
        "change": difference.change.wire(),
        "before_at": difference.before_at,
        "after_at": difference.after_at,
        "before": difference.before,
        "after": difference.after,
    })
}
