//! Line breaks, where the registrar's engine makes them.

use crate::draw::Face;

/// Breaks at blanks; a line ends before it passes `width`. Blanks at breaks are dropped.
pub(super) fn words(face: Face, size: f64, text: &str, width: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else { break };
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if !line.is_empty() && face.width(&longer, size) > width {
            lines.push(word.to_owned());
        } else {
            *line = longer;
        }
    }
    lines
}

/// Breaks a scheme line: at blanks (which stay at the end of the line), before `(` and `-` but not inside an ARN code,
/// and after the `INF` of an ISIN.
pub(super) fn scheme(face: Face, size: f64, text: &str, width: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let longer = format!("{line}{piece}");
        if !line.is_empty() && face.width(longer.trim_end(), size) > width {
            lines.push(std::mem::take(&mut line));
            line += piece;
        } else {
            line = longer;
        }
    }
    lines.push(line);
    lines
}

fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for at in 1..bytes.len() {
        let before = &text.get(..at).unwrap_or("");
        let here = bytes[at];
        let breaks = (before.ends_with(' ') && here != b' ')
            || (here == b'(' && !before.ends_with(' '))
            || (here == b'-' && !before.ends_with(' ') && !before.ends_with("ARN"))
            || (before.ends_with("ISIN: INF"));
        if breaks && text.is_char_boundary(at) {
            out.push(&text[start..at]);
            start = at;
        }
    }
    out.push(&text[start..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Metrics;

    #[test]
    fn scheme_lines_break_where_the_engine_does() {
        assert_eq!(
            pieces("A1-X Fund (Non-Demat) - ISIN: INF900(Advisor: ARN-1)"),
            ["A1", "-X ", "Fund ", "(Non", "-Demat) ", "- ", "ISIN: ", "INF", "900", "(Advisor: ", "ARN-1)"]
        );
        let face = Face::new("x", Metrics::Mono);
        assert_eq!(scheme(face, 10.0, "AB (Non-Demat) - CD", 50.0), ["AB (Non", "-Demat) ", "- CD"]);
        assert_eq!(words(face, 10.0, "one two three", 48.0), ["one two", "three"]);
    }
}
