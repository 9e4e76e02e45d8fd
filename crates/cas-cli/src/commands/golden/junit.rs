//! The report that build servers read: one suite, one test case for each statement. Written in the form that both the
//! schema of Ant and that of Jenkins accept.

use std::fmt::Write as _;
use std::path::Path;

use super::check::{Case, State};
use crate::config;

/// The report; what is not as expected is a failure, what could not be read an error.
pub(super) fn report(cases: &[Case], folder: &Path) -> String {
    let suite =
        folder.file_name().map_or_else(|| "golden".to_owned(), |name| name.to_string_lossy().into_owned());
    let count = |error: bool| cases.iter().filter(|case| kind(case.state) == Some(error)).count();
    let seconds: f64 = cases.iter().map(|case| case.seconds).sum();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    let _ = writeln!(
        out,
        "  <testsuite id=\"0\" package=\"cas.golden\" name=\"{}\" hostname=\"localhost\" timestamp=\"{}\" \
         tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{seconds:.3}\">",
        escape(&suite),
        config::moment_without_zone(),
        cases.len(),
        count(false),
        count(true),
    );
    out.push_str("    <properties/>\n");
    for case in cases {
        let name = escape(&case.name);
        let _ = write!(
            out,
            "    <testcase classname=\"cas.golden\" name=\"{name}\" time=\"{:.3}\"",
            case.seconds
        );
        let Some(is_error) = kind(case.state) else {
            out.push_str("/>\n");
            continue;
        };
        let element = if is_error { "error" } else { "failure" };
        let _ = writeln!(
            out,
            ">\n      <{element} type=\"{}\" message=\"{}\">{}</{element}>\n    </testcase>",
            case.state.wire(),
            escape(&case.message),
            escape(&case.details)
        );
    }
    out.push_str("    <system-out/>\n    <system-err/>\n  </testsuite>\n</testsuites>\n");
    out
}

/// Whether a state is an error (true) or a failure (false); `None` when all is well.
fn kind(state: State) -> Option<bool> {
    match state {
        State::Same => None,
        State::Unread => Some(true),
        State::Different | State::Stale | State::Missing | State::Orphaned => Some(false),
    }
}

/// Text for XML 1.0, which has no control characters.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(character),
            _ if character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}') => {
                out.push('\u{fffd}');
            }
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_does_not_know_is_replaced() {
        assert_eq!(escape("a<b> & \"c\"\u{1b}\n"), "a&lt;b&gt; &amp; &quot;c&quot;\u{fffd}\n");
    }
}
