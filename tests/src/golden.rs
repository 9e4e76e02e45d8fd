//! Golden files: compared by default, written when the environment variable `UPDATE` is set. Read the difference
//! before committing it.

use std::path::Path;

/// True when goldens are to be written.
#[must_use]
pub fn blessing() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// Compares `text` with a golden file, or writes it. An empty text is an absent file. The answer tells what is wrong:
/// `None` when all is well.
#[must_use]
pub fn settle(path: &Path, text: &str) -> Option<String> {
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    if kept == text {
        return None;
    }
    if blessing() {
        let outcome = if text.is_empty() { std::fs::remove_file(path) } else { std::fs::write(path, text) };
        return outcome.err().map(|error| format!("{}: {error}", path.display()));
    }
    Some(format!("{} is stale at {}", path.display(), first_difference(&kept, text)))
}

/// The first line that differs, both sides.
fn first_difference(kept: &str, text: &str) -> String {
    let (mut old, mut new) = (kept.lines(), text.lines());
    for number in 1.. {
        match (old.next(), new.next()) {
            (None, None) => break,
            (old, new) if old != new => {
                let short =
                    |line: Option<&str>| line.unwrap_or("(end)").chars().take(300).collect::<String>();
                return format!("line {number}\n  kept: {}\n  now:  {}", short(old), short(new));
            }
            _ => {}
        }
    }
    "its line ends".to_owned()
}

/// Compact JSON with every object that is an element of a list on a line of its own: small, and a difference shows
/// the row it is in.
#[must_use]
pub fn by_rows(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 64);
    let (mut quoted, mut escaped, mut last) = (false, false, ' ');
    for character in json.chars() {
        if character == '{' && !quoted && matches!(last, '[' | ',') {
            out.push('\n');
        }
        out.push(character);
        quoted ^= character == '"' && !escaped;
        escaped = quoted && character == '\\' && !escaped;
        last = character;
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn rows_stand_on_lines() {
        let json = r#"{"a":{"b":1},"c":[{"d":"[{\",{"},{"e":[]}]}"#;
        let expected = "{\"a\":{\"b\":1},\"c\":[\n{\"d\":\"[{\\\",{\"},\n{\"e\":[]}]}";
        assert_eq!(super::by_rows(json), expected);
    }
}
