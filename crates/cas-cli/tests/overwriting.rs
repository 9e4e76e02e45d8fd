//! What a command reads, and any statement, is never written over; pipes and devices stay what they are.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "the tests of an edge: files and processes are the subject")]

use std::path::{Path, PathBuf};
use std::process::Command;

struct Desk {
    folder: PathBuf,
    kept: Vec<(&'static str, Vec<u8>)>,
}

impl Desk {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("overwriting").join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let (pdf, password) = cas_testkit::bench_statement(1);
        let kept = vec![
            ("in.pdf", pdf.clone()),
            ("other.pdf", pdf),
            ("pw.txt", password.into_bytes()),
            ("list.txt", b"in.pdf\n".to_vec()),
        ];
        for (name, bytes) in &kept {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
        Self { folder, kept }
    }

    /// Exit code, standard output, standard error.
    fn run(&self, words: &[&str]) -> (Option<i32>, Vec<u8>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cas"));
        let output = command.args(words).current_dir(&self.folder).output().unwrap();
        (output.status.code(), output.stdout, String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

#[test]
fn nothing_that_is_read_and_no_other_statement_is_written_over() {
    let desk = Desk::new("refused");
    let with_password = [
        "parse in.pdf -o in.pdf --format json",
        "parse in.pdf -o ./in.pdf --format xlsx",
        "parse in.pdf -o pw.txt --format json",
        "parse in.pdf -o other.pdf --format json",
        "show in.pdf -o in.pdf",
        "show in.pdf -o other.pdf",
        "trace in.pdf --html in.pdf",
        "redact in.pdf -o in.pdf",
        "redact in.pdf -o pw.txt",
        "bug-report in.pdf -o other.pdf",
        "batch in.pdf -o in.pdf --format jsonl",
        "batch in.pdf -o other.pdf --format xlsx",
        "batch in.pdf -o all.jsonl --report in.pdf",
        "batch in.pdf -o pw.txt --format csv",
        "batch --files-from list.txt -o list.txt --format jsonl",
        "batch in.pdf -o -",
        "golden check . --junit in.pdf",
        "golden check . --junit pw.txt",
    ];
    for words in with_password {
        let words: Vec<&str> = words.split(' ').chain(["--password-file", "pw.txt"]).collect();
        let (code, data, said) = desk.run(&words);
        assert_eq!((code, data.as_slice()), (Some(2), &b""[..]), "{words:?}: {said}");
        for (name, bytes) in &desk.kept {
            assert!(std::fs::read(desk.folder.join(name)).unwrap() == *bytes, "{words:?} changed {name}");
        }
        let count = std::fs::read_dir(&desk.folder).unwrap().count();
        assert_eq!(count, desk.kept.len(), "{words:?} left something behind");
    }
    // A twin may take the place of an earlier one.
    let (code, _, said) = desk.run(&["redact", "in.pdf", "-o", "other.pdf", "--password-file", "pw.txt"]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_dash_is_standard_output() {
    let desk = Desk::new("dash");
    for words in ["parse in.pdf -o -", "show in.pdf -o -", "redact in.pdf -o -", "trace in.pdf --html -"] {
        let words: Vec<&str> = words.split(' ').chain(["--password-file", "pw.txt"]).collect();
        let (code, data, said) = desk.run(&words);
        assert_eq!((code, data.len() > 500), (Some(0), true), "{words:?}: {said}");
        assert!(!desk.folder.join("-").exists(), "{words:?}");
    }
}

#[cfg(unix)]
#[test]
fn pipes_stay_pipes() {
    use std::os::unix::fs::FileTypeExt as _;
    let desk = Desk::new("pipes");
    let pipe = desk.folder.join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for words in [
        "parse in.pdf -o pipe --format xlsx",
        "parse in.pdf -o pipe --format sqlite",
        "parse in.pdf -o pipe --format parquet --table holdings",
        "parse in.pdf -o pipe --format csv",
        "batch in.pdf -o pipe --format jsonl",
        "batch in.pdf -o pipe --format csv --table holdings",
    ] {
        let words: Vec<&str> = words.split(' ').chain(["--password-file", "pw.txt"]).collect();
        let (code, _, said) = desk.run(&words);
        assert!(matches!(code, Some(2 | 8)), "{words:?}: {code:?} {said}");
        assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo(), "{words:?}");
    }
    let plain =
        desk.run(&["parse", "in.pdf", "--password-file", "pw.txt", "--format", "csv", "--table", "holdings"]);
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read(pipe).unwrap()
    });
    let words = "parse in.pdf -o pipe --format csv --table holdings --password-file pw.txt";
    let (code, _, said) = desk.run(&words.split(' ').collect::<Vec<_>>());
    assert_eq!(code, Some(0), "{said}");
    assert!(reader.join().unwrap() == plain.1, "the pipe carries what standard output would");
}

#[test]
fn a_list_of_passwords_is_read_whole_or_refused() {
    let desk = Desk::new("long");
    std::fs::write(desk.folder.join("long.txt"), "PASSWORD\n".repeat(200_000)).unwrap();
    let (code, _, said) = desk.run(&["parse", "in.pdf", "--password-file", "long.txt"]);
    assert_eq!(code, Some(8), "{said}");
    assert!(said.contains("larger than 1 MiB"), "{said}");
}
