//! From the name of an input to the path of its JSON below the output folder.
//!
//! Names come from archives and mails of strangers. The path has the shape of the name, and:
//! - stays below the folder: `..`, roots, drives and back-slashes are letters like any other, written `%2E%2E`, `%5C`;
//! - is one path for one name: what is written as `%XX` or marked with `~` cannot stand in a name unescaped;
//! - can be made on any system: no control characters, no reserved ends, no part longer than a file system takes.

use std::path::PathBuf;

use sha2::{Digest as _, Sha256};

/// Longest part of a path, in bytes; file systems take 255, drafts and ends need some.
const LONGEST_PART: usize = 180;

/// Longest path below the folder, in bytes.
const LONGEST: usize = 900;

/// Where the JSON of an input of this name lies, below the output folder.
pub(crate) fn place(name: &str) -> PathBuf {
    let mut parts: Vec<String> = name.split('/').filter(|part| !part.is_empty()).map(escaped).collect();
    let last = parts.pop().unwrap_or_default();
    // A folder must not take the place of a file: `a.json/` beside `a.json`.
    for part in &mut parts {
        if part.len() >= 5 && part.get(part.len() - 5..).is_some_and(|end| end.eq_ignore_ascii_case(".json"))
        {
            part.push('~');
        }
    }
    parts.push(match last.strip_suffix(".pdf") {
        Some(stem) if !stem.is_empty() => format!("{stem}.json"),
        _ => format!("{last}~.json"),
    });
    let whole = parts.join("/");
    if whole.len() > LONGEST {
        return PathBuf::from(format!("{}~.json", digest(name)));
    }
    PathBuf::from(whole)
}

/// True for what Windows takes for a device, whatever ends the name: `nul.pdf`, `COM1`.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_ascii_uppercase();
    let numbered = || {
        let number = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
        number.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered()
}

/// A part of a path in which only harmless characters stand.
fn escaped(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    let dots = part.chars().all(|letter| letter == '.');
    let device = is_device(part);
    let trimmed = part.trim_end_matches(['.', ' ']).len();
    for (at, letter) in part.char_indices() {
        let reserved = matches!(letter, '%' | '~' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
        let first = at == 0 && (letter == '.' || device);
        if reserved || dots || first || at >= trimmed || letter.is_control() {
            let mut bytes = [0; 4];
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else {
            out.push(letter);
        }
    }
    if out.len() <= LONGEST_PART {
        return out;
    }
    let end = if out.ends_with(".pdf") { ".pdf" } else { "" };
    let mut cut = LONGEST_PART - 40;
    while !out.is_char_boundary(cut) {
        cut -= 1;
    }
    out.truncate(cut);
    format!("{out}~{}{end}", digest(part))
}

/// Enough of a digest that no two names share it.
fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::path::Component;

    use super::*;

    fn shown(name: &str) -> String {
        place(name).to_string_lossy().into_owned()
    }

    #[test]
    fn the_shape_of_the_name_is_kept() {
        for (name, path) in [
            ("a/b.pdf", "a/b.json"),
            ("in.zip!/x/b.pdf", "in.zip!/x/b.json"),
            ("b.PDF", "b.PDF~.json"),
            ("b", "b~.json"),
            (".pdf", "%2Epdf~.json"),
            ("x.json/b.pdf", "x.json~/b.json"),
            ("a#2.pdf", "a#2.json"),
            ("nul.pdf", "%6Eul.json"),
            ("a.zip!/COM1", "a.zip!/%43OM1~.json"),
            ("COM10.pdf", "COM10.json"),
            ("console.pdf", "console.json"),
        ] {
            assert_eq!(shown(name), path);
        }
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        for name in [
            "../../etc/passwd.pdf",
            "/etc/x.pdf",
            "a/../../b.pdf",
            "..\\..\\x.pdf",
            "C:\\x.pdf",
            "...",
            "",
            "//",
        ] {
            let path = place(name);
            assert!(
                path.components().all(|part| matches!(part, Component::Normal(_))),
                "{name} {}",
                path.display()
            );
            assert!(!path.to_string_lossy().contains(['\\', ':']));
        }
        assert_eq!(shown("a/../b.pdf"), "a/%2E%2E/b.json");
    }

    #[test]
    fn no_two_names_share_a_path() {
        let long = "x".repeat(300);
        let mut seen: HashMap<String, String> = HashMap::new();
        let mut names: Vec<String> =
            vec![format!("{long}.pdf"), format!("{long}y.pdf"), long.clone(), format!("{long}/{long}")];
        let parts = [
            "a",
            "a.pdf",
            "a.json",
            "a~",
            "a~.pdf",
            "a%7E",
            "a.json.pdf",
            "A.pdf",
            "a.",
            "a ",
            "a.PDF",
            ".a",
            "..",
            "%2E%2E",
        ];
        for first in parts {
            names.push(first.to_owned());
            names.extend(parts.iter().map(|second| format!("{first}/{second}")));
        }
        for name in names {
            let path = shown(&name);
            assert!(path.split('/').all(|part| part.len() < 250), "{path}");
            assert_eq!(seen.insert(path.clone(), name.clone()), None, "{name} shares {path}");
        }
        let files: Vec<&String> = seen.keys().collect();
        for file in &files {
            assert!(
                !files.iter().any(|other| other.starts_with(&format!("{file}/"))),
                "{file} is a folder as well"
            );
        }
    }
}
