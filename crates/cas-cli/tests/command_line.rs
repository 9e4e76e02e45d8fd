//! The real binary: exit codes, what goes to which stream, where passwords come from, and that the examples of the
//! help run as printed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "the tests of an edge: files and processes are the subject")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A statement drawn by the statement writer and a folder of its own to run in.
struct Desk {
    folder: PathBuf,
    password: String,
}

impl Desk {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let (pdf, password) = cas_testkit::bench_statement(2);
        std::fs::write(folder.join("statement.pdf"), pdf).unwrap();
        Self { folder, password }
    }

    /// Puts a contract note of Zerodha beside the statement; gives its password.
    fn contract_note(&self) -> String {
        let (pdf, password) = cas_testkit::bench_contract_note(1);
        self.write("contract-note.pdf", pdf);
        password
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.folder.join(name), bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder.join(name)).unwrap()
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cas"));
        command
            .args(words)
            .current_dir(&self.folder)
            .env_remove("CAS_PASSWORD")
            .env_remove("SOURCE_DATE_EPOCH");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, words: &[&str]) -> Answer {
        Answer::of(&self.command(words).output().unwrap())
    }

    /// With bytes on standard input.
    fn feed(&self, words: &[&str], input: &[u8]) -> Answer {
        let mut child = self.command(words).stdin(Stdio::piped()).spawn().unwrap();
        // The program may answer before it has read everything.
        let _ = child.stdin.take().unwrap().write_all(input);
        Answer::of(&child.wait_with_output().unwrap())
    }
}

#[derive(Debug)]
struct Answer {
    code: Option<i32>,
    data: String,
    words: String,
}

impl Answer {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            data: String::from_utf8_lossy(&output.stdout).into_owned(),
            words: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    fn json(&self) -> Value {
        assert_eq!(self.code, Some(0), "{}", self.words);
        serde_json::from_str(&self.data).unwrap()
    }

    /// A failure says something on stderr and nothing on stdout.
    fn fails(&self, code: i32, part: &str) {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert_eq!(self.data, "", "data beside a failure");
        assert!(self.words.contains(part), "`{part}` is not in: {}", self.words);
    }
}

#[test]
fn every_way_to_give_a_password_opens_the_file() {
    let desk = Desk::new("passwords");
    let password = desk.password.clone();
    desk.write("pan.txt", format!("not this one\n{password}\n"));
    let fixed = ["--generated-at", "none"];
    let plain = desk.run(&[&["parse", "statement.pdf", "--password", &password], &fixed[..]].concat());
    assert_eq!(plain.json()["meta"]["cas_type"], "CAMS_KFINTECH");
    assert_eq!(plain.words, "", "nothing to say");
    let several = ["parse", "statement.pdf", "--password", "x", "--password", &password];
    let lower = password.to_lowercase();
    let ways = [
        desk.run(&[&several, &fixed[..]].concat()),
        desk.run(&[&["parse", "statement.pdf", "--password-file", "pan.txt"], &fixed[..]].concat()),
        desk.run(&[&["parse", "statement.pdf", "--password", &lower], &fixed[..]].concat()),
        desk.feed(
            &[&["parse", "statement.pdf", "--password-stdin"], &fixed[..]].concat(),
            password.as_bytes(),
        ),
        desk.feed(
            &[&["parse", "-", "--password", &password], &fixed[..]].concat(),
            &desk.read("statement.pdf"),
        ),
        Answer::of(
            &desk
                .command(&[&["parse", "statement.pdf"], &fixed[..]].concat())
                .env("CAS_PASSWORD", &password)
                .output()
                .unwrap(),
        ),
    ];
    for way in ways {
        assert_eq!(way.data, plain.data, "{}", way.words);
        assert_eq!(way.code, Some(0));
    }
}

#[test]
fn missing_and_wrong_passwords_exit_with_3_and_without_a_prompt() {
    let desk = Desk::new("locked");
    desk.run(&["parse", "statement.pdf"]).fails(3, "no password was given");
    let unset = desk.command(&["parse", "statement.pdf"]).env("CAS_PASSWORD", "").output().unwrap();
    Answer::of(&unset).fails(3, "no password was given");
    desk.run(&["parse", "statement.pdf", "--password", "wrong"])
        .fails(3, "the password given does not open this file");
    desk.run(&["check", "statement.pdf", "--password", ""]).fails(3, "password");
    desk.feed(&["detect", "statement.pdf", "--password-stdin"], b"wrong\n").fails(3, "password");
    let secret = desk.run(&["parse", "statement.pdf", "--password", "SECRETWORD"]);
    assert!(!secret.words.contains("SECRETWORD"), "{}", secret.words);
}

#[test]
fn each_kind_of_trouble_has_its_exit_code_and_tells_what_to_do() {
    let desk = Desk::new("trouble");
    desk.write("notes.txt", "Dear diary");
    desk.write("empty.pdf", "");
    desk.write(
        "letter.pdf",
        cas_tests::property::page_with(b"BT /F1 9 Tf 50 700 Td (Dear shareholder, nothing) Tj ET"),
    );
    desk.write("scan.pdf", cas_tests::property::page_with(b"0 0 595 842 re f"));
    desk.run(&[]).fails_with_usage();
    desk.run(&["parse"]).fails_with_usage();
    desk.run(&["parse", "statement.pdf", "--numbers", "roman"]).fails_with_usage();
    desk.run(&["frobnicate", "statement.pdf"]).fails_with_usage();
    let stray = desk.run(&["parse", "statement.pdf", "ABCDE1234F"]);
    stray.fails(2, "--password");
    assert!(!stray.words.contains("ABCDE1234F"), "{}", stray.words);
    desk.run(&["parse", "statement.pdf", "--generated-at", "noon"]).fails(2, "--generated-at");
    desk.run(&["parse", "-", "--password-stdin"]).fails(2, "--password-file");
    desk.run(&["parse", "letter.pdf"]).fails(4, "CAMS, KFintech, NSDL and CDSL");
    desk.run(&["parse", "notes.txt"]).fails(5, "not a PDF");
    desk.run(&["parse", "empty.pdf"]).fails(5, "not a PDF");
    desk.run(&["parse", "scan.pdf"]).fails(5, "scan");
    desk.run(&["parse", "missing.pdf"]).fails(8, "missing.pdf");
    desk.run(&["parse", "statement.pdf", "--password-file", "missing.txt"]).fails(8, "missing.txt");
    let password = desk.password.clone();
    desk.run(&["parse", "statement.pdf", "--password", &password, "-o", "no/such/folder.json"])
        .fails(8, "folder.json");
    desk.run(&["trace", "statement.pdf", "--password", &password, "--stage", "runs", "--page", "99"])
        .fails(2, "page 99");
}

impl Answer {
    fn fails_with_usage(&self) {
        assert_eq!(self.code, Some(2), "{self:?}");
        assert_eq!(self.data, "");
        assert!(self.words.contains("--help"), "{}", self.words);
    }
}

#[test]
fn a_file_beyond_a_limit_exits_with_6() {
    let desk = Desk::new("limit");
    // More bytes than any statement has: sparse, so that the disk does not notice.
    let file = std::fs::File::create(desk.folder.join("huge.pdf")).unwrap();
    file.set_len(cas::Limits::default().input_bytes + 1).unwrap();
    desk.run(&["detect", "huge.pdf"]).fails(6, "limit");
    std::fs::remove_file(desk.folder.join("huge.pdf")).unwrap();
}

/// Every row of the table of limits has a flag on every command, and the message names limit and flag.
#[test]
fn every_limit_has_a_flag_that_works() {
    let desk = Desk::new("limits");
    let password = desk.password.clone();
    for row in &cas::Limits::TABLE {
        let flag = format!("--{}", row.flag);
        let none = row.unit.show(0);
        for command in [&["parse"][..], &["detect"], &["check"], &["trace", "--stage", "lines"]] {
            let words = [command, &["statement.pdf", "--password", &password, &flag, &none]].concat();
            let answer = desk.run(&words);
            // This statement has no forms.
            if row.name == "form_depth" {
                assert_eq!(answer.code, Some(0), "{}", answer.words);
                continue;
            }
            assert_eq!(answer.code, Some(6), "{flag} {none}: {}", answer.words);
            answer.fails(6, &format!("the {} limit of {none} was reached", row.name));
            assert!(answer.words.contains(&flag), "{}", answer.words);
        }
        let shown = row.unit.show(row.default);
        let same = desk.run(&["detect", "statement.pdf", "--password", &password, &flag, &shown]);
        assert_eq!(same.code, Some(0), "{flag} {shown}: {}", same.words);
        assert_eq!(desk.run(&["detect", "statement.pdf", &flag, "much"]).code, Some(2));
        let help = desk.run(&["parse", "--help"]).data;
        assert!(help.contains(&flag) && help.contains(&format!("[default: {shown}]")), "{flag}: {help}");
        let readme = include_str!("../../../README.md");
        assert!(
            readme.contains(&format!("| `{}` | `{flag}` | {shown} |", row.name)),
            "README: {} {shown}",
            row.name
        );
    }
}

#[test]
fn time_numbers_and_layout_of_the_output_can_be_chosen() {
    let desk = Desk::new("output");
    let password = desk.password.clone();
    let base = ["parse", "statement.pdf", "--password", &password];
    let generated = |words: &[&str], epoch: Option<&str>| {
        let mut command = desk.command(&[&base, words].concat());
        if let Some(epoch) = epoch {
            command.env("SOURCE_DATE_EPOCH", epoch);
        }
        Answer::of(&command.output().unwrap()).json()["meta"]["generated_at"].clone()
    };
    assert_eq!(generated(&["--generated-at", "none"], Some("0")), Value::Null);
    assert_eq!(
        generated(&["--generated-at", "2026-04-01T10:00:00+05:30"], None),
        "2026-04-01T10:00:00+05:30"
    );
    assert_eq!(generated(&[], Some("1774981800")), "2026-03-31T18:30:00Z");
    assert!(generated(&[], None).as_str().is_some_and(|time| time.ends_with('Z')));

    let plain = desk.run(&[&base[..], &["--generated-at", "none"]].concat());
    let pretty = desk.run(&[&base[..], &["--generated-at", "none", "--pretty"]].concat());
    assert!(pretty.data.lines().count() > 100 && plain.data.lines().count() == 1);
    assert_eq!(pretty.json(), plain.json());
    let strings = desk.run(&[&base[..], &["--generated-at", "none", "--numbers", "string"]].concat()).json();
    assert!(strings["summary"]["total_value"].is_string());
    assert!(plain.json()["summary"]["total_value"].is_number());
    assert!(strings["summary"]["accounts"]["mutual_funds"]["count"].is_number(), "counts stay integers");

    let saved = desk.run(&[&base[..], &["--generated-at", "none", "-o", "out.json"]].concat());
    assert_eq!((saved.code, saved.data.as_str(), saved.words.as_str()), (Some(0), "", ""));
    assert_eq!(desk.read("out.json"), plain.data.as_bytes());
}

#[test]
fn extras_come_only_when_asked_for() {
    let desk = Desk::new("extras");
    let password = desk.password.clone();
    let keys = |words: &[&str]| {
        let base = ["parse", "statement.pdf", "--password", &password];
        let answer = desk.run(&[&base[..], words].concat()).json();
        let mut keys: Vec<String> = answer.as_object().unwrap().keys().cloned().collect();
        keys.retain(|key| key.starts_with("x_"));
        keys.sort();
        keys
    };
    assert_eq!(keys(&[]), [""; 0]);
    assert_eq!(keys(&["--strict"]), [""; 0]);
    assert_eq!(keys(&["--with", "checks"]), ["x_checks", "x_words"]);
    assert_eq!(keys(&["--with", "notes"]), ["x_document", "x_notes"]);
    assert_eq!(
        keys(&["--with", "checks,notes,full"]),
        ["x_checks", "x_class", "x_document", "x_full", "x_notes", "x_words"]
    );
}

#[test]
fn detect_tells_what_it_is_and_why() {
    let desk = Desk::new("detect");
    let found = desk.run(&["detect", "statement.pdf", "--password", &desk.password]).json();
    assert_eq!(found["family"], "cams-kfintech");
    assert_eq!(found["variant"], "detailed");
    assert_eq!(found["pages"], 2);
    assert_eq!(found["broker"], Value::Null);
    assert!(found["generation"].is_string() && found["encryption"].is_string());
    assert!(!found["evidence"].as_array().unwrap().is_empty());
}

#[test]
fn contract_notes_are_answered_in_their_envelope() {
    let desk = Desk::new("contract-note");
    let password = desk.contract_note();
    let found = desk.run(&["detect", "contract-note.pdf", "--password", &password]).json();
    assert_eq!((&found["family"], &found["broker"]), (&"contract-note".into(), &"zerodha".into()));
    let parse = |more: &[&str]| {
        desk.run(&[&["parse", "contract-note.pdf", "--password", &password][..], more].concat())
    };
    let answer = parse(&[]).json();
    assert_eq!((&answer["status"], &answer["msg"]), (&"success".into(), &"success".into()));
    assert_eq!(answer["data"]["broker_info"]["broker_type"], "zerodha");
    assert!(!answer["data"]["detailed_trades"].as_array().unwrap().is_empty());
    // Forcing a broker changes what the answer calls it, not what the note itself proves.
    let forced = parse(&["--broker", "groww"]).json();
    assert_eq!(forced["data"]["broker_info"]["broker_type"], "groww");
    assert_eq!(forced["data"]["charges_summary"], answer["data"]["charges_summary"]);
    assert_eq!(parse(&["--broker", "nobody"]).code, Some(2));
    let statement = ["parse", "statement.pdf", "--password", &desk.password, "--broker", "groww"];
    let refused = desk.run(&statement);
    assert_eq!(refused.code, Some(4));
    assert!(
        refused.words.contains("a broker was named, but this is a CAMS/KFintech statement"),
        "{}",
        refused.words
    );
    let check = desk.run(&["check", "contract-note.pdf", "--password", &password]);
    assert_eq!(check.code, Some(0), "{}", check.data);
    assert!(check.data.contains("net-amount"), "{}", check.data);
}

#[test]
fn check_prints_a_table_or_json() {
    let desk = Desk::new("check");
    let table = desk.run(&["check", "statement.pdf", "--password", &desk.password]);
    assert_eq!(table.code, Some(0), "{}{}", table.data, table.words);
    assert!(table.data.contains("running-balance") && table.data.contains("0 failed"), "{}", table.data);
    let list = desk.run(&["check", "statement.pdf", "--password", &desk.password, "--json"]).json();
    assert!(list.as_array().unwrap().iter().all(|check| check["verdict"] != "fail"));
}

#[test]
fn trace_prints_every_stage() {
    let desk = Desk::new("trace");
    for stage in ["runs", "words", "lines", "tables", "records"] {
        let words = ["trace", "statement.pdf", "--password", &desk.password, "--stage", stage];
        let all = desk.run(&words);
        assert_eq!(all.code, Some(0), "{stage}: {}", all.words);
        let second = desk.run(&[&words[..], &["--page", "2"]].concat());
        assert!(second.data.len() > 1000 && second.data.len() < all.data.len(), "{stage}");
    }
    let unclaimed =
        desk.run(&["trace", "statement.pdf", "--password", &desk.password, "--stage", "unclaimed"]);
    assert_eq!((unclaimed.code, unclaimed.data.as_str()), (Some(0), ""), "{}", unclaimed.words);
}

#[test]
fn explain_tells_place_and_checks() {
    let desk = Desk::new("explain");
    let explain =
        |pointer: &str| desk.run(&["explain", "statement.pdf", pointer, "--password", &desk.password]);
    let row = explain("/mutual_funds/0/schemes/0/transactions/0/units");
    assert_eq!(row.code, Some(0), "{}", row.words);
    assert!(
        row.data.contains("printed on page 1, box ") && row.data.contains("pass    running-balance"),
        "{}",
        row.data
    );
    assert!(explain("/summary/accounts/mutual_funds/count").data.contains("printed nowhere"));
    assert!(explain("/investor/cas_id").data.contains("no value: the statement does not tell it"));
    assert_eq!(explain("/nothing").code, Some(2));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let desk = Desk::new("pipe");
    let words = ["trace", "statement.pdf", "--password", &desk.password, "--stage", "runs"];
    let mut child = desk.command(&words).spawn().unwrap();
    drop(child.stdout.take());
    let answer = Answer::of(&child.wait_with_output().unwrap());
    assert_eq!((answer.code, answer.words.as_str()), (Some(0), ""));
}

/// Messages go nowhere when stderr is closed; the exit code still tells.
#[test]
fn a_closed_stderr_is_no_crash() {
    let desk = Desk::new("stderr");
    let mut child = desk.command(&["parse", "missing.pdf"]).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(8));
}

/// Every line below `Examples:` runs as printed, in a folder where the files it names exist.
#[cfg(unix)]
#[test]
fn the_examples_of_the_help_run() {
    let desk = Desk::new("examples");
    desk.write("pan.txt", format!("{}\n", desk.password));
    let note = desk.contract_note();
    let cases = cas_testkit::cases().unwrap();
    let unlocked = cases.iter().find(|case| case.password.is_empty() && case.is_readable()).unwrap();
    desk.write("unlocked.pdf", unlocked.read().unwrap());
    let mut examples = 0;
    for command in ["parse", "detect", "check", "explain", "redact", "bug-report", "trace"] {
        let help = desk.run(&[command, "--help"]);
        assert_eq!((help.code, help.words.as_str()), (Some(0), ""));
        for line in help.data.lines().map(str::trim).filter(|line| line.starts_with("cas ")) {
            let password = if line.contains("contract-note.pdf") { &note } else { &desk.password };
            let line = line.replace("ABCDE1234F", password);
            let shell = format!("cas() {{ \"$CAS\" \"$@\"; }}; {line}");
            let output = Command::new("sh")
                .args(["-c", &shell])
                .env("CAS", env!("CARGO_BIN_EXE_cas"))
                .current_dir(&desk.folder)
                .output()
                .unwrap();
            assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
            examples += 1;
        }
    }
    assert!(examples >= 16, "{examples} examples");
}

#[test]
fn a_twin_is_unlocked_private_and_never_takes_the_place_of_the_original() {
    let desk = Desk::new("redact");
    let name = |file: &str, password: &str| -> Value {
        let parsed = desk.run(&["parse", file, "--password", password]);
        assert_eq!(parsed.code, Some(0), "{}", parsed.words);
        let value: Value = serde_json::from_str(&parsed.data).unwrap();
        value["investor"]["name"].clone()
    };
    let words = ["redact", "statement.pdf", "--password", &desk.password, "-o", "twin.pdf"];
    let made = desk.run(&words);
    assert_eq!((made.code, made.data.as_str(), made.words.as_str()), (Some(0), "", ""));
    assert_ne!(name("twin.pdf", ""), name("statement.pdf", &desk.password));
    // Every run has a secret of its own, unless a number is given.
    let first = desk.read("twin.pdf");
    assert_eq!(desk.run(&words).code, Some(0));
    assert_ne!(desk.read("twin.pdf"), first);
    let seeded = [&words[..], &["--seed", "7"]].concat();
    assert_eq!(desk.run(&seeded).code, Some(0));
    let first = desk.read("twin.pdf");
    assert_eq!(desk.run(&seeded).code, Some(0));
    assert_eq!(desk.read("twin.pdf"), first);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(desk.folder.join("twin.pdf")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let over = desk.run(&["redact", "statement.pdf", "--password", &desk.password, "-o", "./statement.pdf"]);
    assert_eq!(over.code, Some(2), "{}", over.words);
    let wrong = desk.run(&["redact", "statement.pdf", "--password", "wrong", "-o", "nothing.pdf"]);
    assert_eq!(wrong.code, Some(3));
    let missing = desk.run(&["redact", "statement.pdf", "--password", &desk.password, "-o", "no/folder.pdf"]);
    assert_eq!(missing.code, Some(8));
    let left: Vec<_> =
        std::fs::read_dir(&desk.folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| name == "statement.pdf" || name == "twin.pdf"), "{left:?}");
}

#[test]
fn a_bug_report_holds_a_twin_and_no_values() {
    let desk = Desk::new("bug-report");
    let words = ["bug-report", "statement.pdf", "--password", &desk.password, "-o", "report.zip"];
    let made = desk.run(&words);
    assert_eq!((made.code, made.data.as_str()), (Some(0), ""));
    let archive = desk.read("report.zip");
    assert!(archive.starts_with(b"PK\x03\x04"));
    for member in ["README.txt", "report.json", "twin.pdf"] {
        assert_eq!(archive.windows(member.len()).filter(|window| *window == member.as_bytes()).count(), 2);
    }
}

#[test]
fn a_contract_note_has_a_twin_and_a_report() {
    let desk = Desk::new("redact-note");
    let password = desk.contract_note();
    for (command, output) in [("redact", "twin.pdf"), ("bug-report", "report.zip")] {
        let made = desk.run(&[command, "contract-note.pdf", "--password", &password, "-o", output]);
        assert_eq!(made.code, Some(0), "{}", made.words);
        assert!(!made.words.contains("differently"), "{}", made.words);
    }
    let client = |file: &str, password: &str| -> Value {
        desk.run(&["parse", file, "--password", password]).json()["data"]["client_info"].clone()
    };
    let (original, twin) = (client("contract-note.pdf", &password), client("twin.pdf", ""));
    assert!(["name", "pan", "ucc"].iter().all(|key| original[key] != twin[key]), "{twin}");
}

#[test]
fn help_and_version_go_to_stdout() {
    let desk = Desk::new("help");
    let help = desk.run(&["--help"]);
    assert_eq!((help.code, help.words.as_str()), (Some(0), ""));
    assert!(help.data.contains("Exit codes:"), "{}", help.data);
    let version = desk.run(&["--version"]);
    assert_eq!(version.data.trim(), format!("cas {}", env!("CARGO_PKG_VERSION")));
}
