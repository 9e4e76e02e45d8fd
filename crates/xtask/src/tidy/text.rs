//! Rules for the text of one file: module docs, size, name, white space, things that must not be published.

use std::path::Path;

use super::Finding;

/// Above this a Rust file needs a line in its `//!` that begins with `Length:` and says why.
const LONGEST: usize = 500;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 6] = ["utils.rs", "util.rs", "common.rs", "misc.rs", "helpers.rs", "helper.rs"];

/// File types that are text of ours; fixtures and lock files keep what they hold.
const OURS: [&str; 9] = ["rs", "md", "toml", "py", "sh", "yml", "yaml", "txt", "run"];

/// Texts that must not be published: paths of a developer's machine and the hosts of package registries. They are
/// written in halves so that this file does not contain what it looks for.
const UNPUBLISHED: [(&str, &str); 12] = [
    ("/ro", "ot/"),
    ("/ho", "me/"),
    ("/Us", "ers/"),
    ("/wo", "rk/"),
    ("/tm", "p/"),
    ("/fa", "rm/"),
    ("crates", ".io/"),
    ("index.crates", ".io"),
    ("static.crates", ".io"),
    ("registry.np", "mjs"),
    ("files.python", "hosted"),
    ("deb.deb", "ian"),
];

/// Marks of unfinished work and switched-off tests, in halves as well.
const UNFINISHED: [(&str, &str); 4] = [("TO", "DO"), ("FIX", "ME"), ("#[ig", "nore"), ("#[should_", "panic")];

/// All findings in one file.
pub(super) fn check(path: &Path, content: &str) -> Vec<Finding> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
    if !OURS.contains(&extension) && !path.starts_with(".ci") {
        return Vec::new();
    }
    let mut findings = line_findings(path, content);
    if extension == "rs" {
        if EMPTY_NAMES.contains(&name) {
            findings.push(Finding::new(path, 1, "name the file after its subject"));
        }
        findings.extend(rust_findings(path, content));
    }
    findings
}

fn line_findings(path: &Path, content: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, text) in (1..).zip(content.lines()) {
        if text.ends_with([' ', '\t']) {
            findings.push(Finding::new(path, line, "white space at the end of the line"));
        }
        for (rule, list) in
            [("must not be published", &UNPUBLISHED[..]), ("unfinished work", &UNFINISHED[..])]
        {
            for (first, second) in list {
                let found =
                    text.match_indices(first).any(|(at, _)| text[at + first.len()..].starts_with(second));
                if found {
                    findings.push(Finding::new(path, line, format!("`{first}{second}`: {rule}")));
                }
            }
        }
    }
    if !content.is_empty() && !content.ends_with('\n') {
        findings.push(Finding::new(path, content.lines().count(), "no line end at the end of the file"));
    }
    findings
}

fn rust_findings(path: &Path, content: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let docs: Vec<&str> = content.lines().take_while(|line| line.starts_with("//!")).collect();
    if docs.is_empty() {
        findings.push(Finding::new(path, 1, "the file does not open with `//!`"));
    }
    let lines = content.lines().count();
    if lines > LONGEST && !docs.iter().any(|line| line.contains("Length:")) {
        let problem = format!("{lines} lines; split it, or say why after `Length:` in its `//!`");
        findings.push(Finding::new(path, 1, problem));
    }
    // A module that several test binaries share is used in part by each of them: no `expect` holds there.
    let shared = path.iter().any(|part| part == "tests");
    let marks = [concat!("#[all", "ow("), concat!("#![all", "ow(")];
    for (line, text) in (1..).zip(content.lines()) {
        if !shared && marks.iter().any(|mark| text.contains(mark)) {
            findings.push(Finding::new(path, line, "use `#[expect(.., reason = \"..\")]`"));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(name: &str, content: &str) -> usize {
        check(Path::new(name), content).len()
    }

    #[test]
    fn rules_hold_for_text() {
        assert_eq!(problems("a.rs", "//! A subject.\n"), 0);
        assert_eq!(problems("a.rs", "fn f() {}\n"), 1, "no module docs");
        assert_eq!(problems("utils.rs", "//! Everything.\n"), 1, "empty name");
        assert_eq!(problems("a.md", "trailing \n"), 1);
        assert_eq!(problems("a.md", "no line end"), 1);
        assert_eq!(problems("a.json", "trailing \n"), 0, "not our text");
        assert_eq!(problems("a.md", concat!("see /ro", "ot/notes\n")), 1);
        let switched_off = concat!("//! A subject.\n#[all", "ow(dead_code)]\n");
        assert_eq!(problems("src/a.rs", switched_off), 1);
        assert_eq!(problems("tests/shared/mod.rs", switched_off), 0);
        let long = format!("//! A subject.\n{}", "\n".repeat(LONGEST));
        assert_eq!(problems("a.rs", &long), 1);
        let reasoned = format!("//! A subject.\n//! Length: one table.\n{}", "\n".repeat(LONGEST));
        assert_eq!(problems("a.rs", &reasoned), 0);
    }
}
