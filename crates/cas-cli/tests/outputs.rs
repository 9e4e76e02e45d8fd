//! `cas parse` with tables: which file appears where, what is refused, and what goes to standard output.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "the tests of an edge: files and processes are the subject")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const TABLES: [&str; 5] = ["accounts", "checks", "holdings", "statements", "transactions"];

struct Desk {
    folder: PathBuf,
    password: String,
    note_password: String,
}

impl Desk {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("outputs").join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let (pdf, password) = cas_testkit::bench_statement(2);
        std::fs::write(folder.join("statement.pdf"), pdf).unwrap();
        let (pdf, note_password) = cas_testkit::bench_contract_note(1);
        std::fs::write(folder.join("note.pdf"), pdf).unwrap();
        Self { folder, password, note_password }
    }

    /// Exit code, standard output, standard error.
    fn run(&self, words: &[&str]) -> (i32, String, String) {
        let passwords = ["--password", &self.password, "--password", &self.note_password];
        let output = Command::new(env!("CARGO_BIN_EXE_cas"))
            .arg("parse")
            .args(words)
            .args(passwords)
            .args(["--generated-at", "none"])
            .current_dir(&self.folder)
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    }

    /// What is in the folder besides the input.
    fn made(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| name != "statement.pdf" && name != "note.pdf");
        names.sort();
        names
    }
}

#[test]
fn the_extension_tells_the_format_and_the_files() {
    for input in ["statement.pdf", "note.pdf"] {
        for extension in ["xlsx", "sqlite", "db", "jsonl", "json"] {
            let desk = Desk::new("one-file");
            let target = format!("out.{extension}");
            let (code, data, words) = desk.run(&[input, "-o", &target]);
            assert_eq!((code, data.as_str(), words.as_str()), (0, "", ""), "{target}");
            assert_eq!(desk.made(), [target]);
        }
        for extension in ["csv", "parquet", "arrow", "feather"] {
            let desk = Desk::new("file-per-table");
            let (code, data, words) = desk.run(&[input, "-o", &format!("out.{extension}")]);
            assert_eq!((code, data.as_str()), (0, ""), "{words}");
            assert_eq!(desk.made(), TABLES.map(|table| format!("out.{table}.{extension}")));
            assert!(
                TABLES.iter().all(|table| words.contains(&format!("out.{table}.{extension}"))),
                "{words}"
            );
        }
    }
}

#[test]
fn one_table_is_one_file_at_the_path_itself() {
    for extension in ["csv", "parquet", "arrow", "xlsx", "sqlite"] {
        let desk = Desk::new("one-table");
        let target = format!("mine.{extension}");
        let (code, _, words) = desk.run(&["statement.pdf", "-o", &target, "--table", "transactions"]);
        assert_eq!((code, words.as_str()), (0, ""));
        assert_eq!(desk.made(), [target]);
    }
    // A name wins over the extension.
    let desk = Desk::new("named");
    let words = ["statement.pdf", "-o", "rows.txt", "--format", "csv", "--table", "checks"];
    assert_eq!(desk.run(&words).0, 0);
    let rows = std::fs::read_to_string(desk.folder.join("rows.txt")).unwrap();
    assert!(rows.starts_with("statement_id,check_id,name,"), "{rows}");
}

#[test]
fn standard_output_takes_json_json_lines_and_one_table() {
    let desk = Desk::new("stdout");
    let json = desk.run(&["statement.pdf"]).1;
    assert_eq!(desk.run(&["statement.pdf", "--format", "jsonl"]).1, json);
    let (code, rows, _) = desk.run(&["statement.pdf", "--format", "csv", "--table", "statements"]);
    assert_eq!((code, rows.lines().count()), (0, 2));
    assert!(!json.contains("x_checks"), "tables asked for checks, JSON did not");
    for words in [
        &["statement.pdf", "--format", "csv"][..],
        &["statement.pdf", "--format", "xlsx"],
        &["statement.pdf", "--format", "parquet", "--table", "checks"],
        &["statement.pdf", "--table", "checks"],
        &["statement.pdf", "--format", "nonsense"],
        &["statement.pdf", "-o", "out.csv", "--table", "nonsense"],
        &["statement.pdf", "-o", "out.xls"],
        &["statement.pdf", "-o", "out.txt"],
        &["statement.pdf", "-o", "out.xlsx", "--with", "full"],
        &["statement.pdf", "-o", "out.jsonl", "--pretty"],
        &["statement.pdf", "-o", "out.csv", "--shape", "casparser"],
        &["statement.pdf", "-o", "statement.pdf"],
        &["note.pdf", "--shape", "casparser"],
    ] {
        let (code, data, said) = desk.run(words);
        assert_eq!((code, data.as_str()), (2, ""), "{words:?}: {said}");
        assert!(desk.made().is_empty(), "{words:?}: {:?}", desk.made());
    }
    let (code, _, said) = desk.run(&["statement.pdf", "-o", "no/such/folder.xlsx"]);
    assert_eq!(code, 8, "{said}");
}

#[test]
fn the_escape_of_csv_can_be_switched_off() {
    let desk = Desk::new("escape");
    // The telephone number of the drawn statement starts with a plus.
    let words = ["statement.pdf", "--format", "csv", "--table", "statements"];
    let escaped = desk.run(&words).1;
    let raw = desk.run(&[&words[..], &["--csv-text", "raw"]].concat()).1;
    assert!(raw.contains(",+91") && !raw.contains(",'+91"), "{raw}");
    assert_eq!(escaped, raw.replace(",+91", ",'+91"));
}

#[test]
fn the_casparser_shape_is_json_with_numbers_as_strings() {
    let desk = Desk::new("casparser");
    let (code, data, _) = desk.run(&["statement.pdf", "--shape", "casparser", "--pretty"]);
    assert_eq!(code, 0);
    let answer: Value = serde_json::from_str(&data).unwrap();
    assert_eq!(
        (&answer["cas_type"], &answer["parse_warnings"]),
        (&"DETAILED".into(), &Value::Array(Vec::new()))
    );
    let scheme = answer.pointer("/folios/0/schemes/0").unwrap();
    for member in ["open", "close", "close_calculated"] {
        assert!(scheme[member].is_string(), "{member}: {}", scheme[member]);
    }
    assert!(scheme.pointer("/transactions/0/amount").unwrap().is_string());
}
