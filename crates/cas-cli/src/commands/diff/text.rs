//! Differences as lines for a person: causes, groups, examples.

use std::fmt::Write as _;

use cas_diff::{Change, Compared, Example, Group};

use crate::report;

/// Longer values are cut: the whole of a row says less than its beginning.
const LONGEST: usize = 160;

/// Every group under the heading of its cause.
pub(crate) fn differences(compared: &[Compared], examples: usize) -> String {
    let mut out = String::new();
    let mut heading = None;
    for group in cas_diff::group(compared, examples) {
        if heading.replace(group.cause) != Some(group.cause) {
            let _ = writeln!(out, "\n{}", group.cause.about());
        }
        let _ = writeln!(out, "  {}", title(&group));
        for example in &group.examples {
            let _ = writeln!(out, "      {}", one(*example));
        }
        let more = group.count - group.examples.len();
        if more > 0 && !group.examples.is_empty() {
            let _ = writeln!(out, "      and {more} more");
        }
    }
    out
}

/// `3 changed /mutual_funds/*/value (in 2 documents)`
fn title(group: &Group<'_>) -> String {
    let field = if group.field.is_empty() { "" } else { " " };
    let mut title = format!("{} {}{field}{}", group.count, group.change.wire(), group.field);
    if let Some(turned) = &group.turned {
        let _ = write!(title, ", {turned}");
    }
    if group.documents > 1 {
        let _ = write!(title, " (in {} documents)", group.documents);
    }
    report::sanitise(&title)
}

fn one(example: Example<'_>) -> String {
    let Example { name, difference } = example;
    let mut line = String::new();
    if !name.is_empty() {
        line.push_str(name);
        line.push_str(if difference.at().is_empty() { "" } else { " " });
    }
    match difference.change {
        // Of a document there is no more to say than its name.
        Change::Added | Change::Removed if difference.at().is_empty() => {}
        _ => line.push_str(&difference.to_string()),
    }
    let mut line = report::sanitise(&line);
    if let Some((end, _)) = line.char_indices().nth(LONGEST) {
        line.truncate(end);
        line.push('…');
    }
    line
}
