//! `cas golden` and `cas diff`: a suite is recorded, checked, broken on purpose in every way that must be noticed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "the tests of an edge: files and processes are the subject")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A folder with statements of the corpus and their passwords.
struct Desk(PathBuf);

struct Answer {
    code: Option<i32>,
    data: String,
    words: String,
}

const CASES: [(&str, &str); 3] = [
    ("funds.pdf", "cams_kfin/g3-nav"),
    ("nsdl/march.pdf", "nsdl/account-labels"),
    ("note.pdf", "contract_note/zerodha-c-mixed"),
];

fn corpus(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus").join(case)
}

fn password(case: &str) -> String {
    let text = std::fs::read_to_string(corpus(case).join("case.toml")).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("password = \"")?.strip_suffix('"'));
    line.unwrap_or("").to_owned()
}

impl Desk {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden").join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("suite/nsdl")).unwrap();
        let desk = Self(folder);
        let mut map = String::new();
        for (name, case) in CASES {
            std::fs::copy(corpus(case).join("input.pdf"), desk.at(&format!("suite/{name}"))).unwrap();
            map.push_str(&format!("{name}\t{}\n", password(case)));
        }
        desk.write("map.tsv", &map);
        desk
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.at(name)).unwrap()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.at(name), text).unwrap();
    }

    fn run(&self, words: &[&str]) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cas"));
        command.args(words).current_dir(&self.0).stdin(Stdio::null());
        let output = command.env_remove("CAS_PASSWORD").env("SOURCE_DATE_EPOCH", "0").output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Answer { code: output.status.code(), data: text(&output.stdout), words: text(&output.stderr) }
    }

    fn golden(&self, task: &str, words: &[&str]) -> Answer {
        self.run(&[&["golden", task, "suite", "--password-map", "map.tsv"], words].concat())
    }

    /// Every file with what it holds.
    fn snapshot(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        for folder in ["suite", "suite/nsdl"] {
            let entries = std::fs::read_dir(self.at(folder)).unwrap().map(|entry| entry.unwrap().path());
            files.extend(entries.filter(|path| path.is_file()));
        }
        files.sort();
        files.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
    }
}

impl Answer {
    #[track_caller]
    fn says(&self, code: i32, parts: &[&str]) {
        let all = format!("{}{}", self.data, self.words);
        assert_eq!(self.code, Some(code), "{all}");
        for part in parts {
            assert!(all.contains(part), "`{part}` is not in:\n{all}");
        }
    }
}

#[test]
fn a_suite_is_recorded_once_and_holds() {
    let desk = Desk::new("record");
    desk.golden("check", &[]).says(7, &["there is no golden", "0 of 3 as expected, 3 missing"]);
    desk.golden("record", &[]).says(0, &["3 goldens written, 0 kept"]);
    let recorded = desk.snapshot();
    desk.golden("check", &[]).says(0, &["3 of 3 as expected"]);
    desk.golden("record", &[]).says(2, &["0 goldens written, 3 kept", "accept"]);
    desk.golden("accept", &[]).says(0, &[]);
    assert_eq!(desk.snapshot(), recorded, "nothing was written a second time");
    let golden: Value = serde_json::from_str(&desk.read("suite/funds.pdf.golden.json")).unwrap();
    assert!(
        golden["meta"]["generated_at"].is_null()
            && golden["x_checks"].is_array()
            && golden["x_full"].is_object()
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(desk.at("suite/funds.pdf.golden.json")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn every_way_to_be_wrong_is_told_and_nothing_is_written() {
    let desk = Desk::new("check");
    desk.golden("record", &[]).says(0, &[]);
    let golden = "suite/funds.pdf.golden.json";
    let text = desk.read(golden);
    desk.write(golden, &text.replace("36187.05", "36187.06").replace("\"PURCHASE_SIP\"", "\"REDEMPTION\""));
    desk.write(
        "suite/nsdl/march.pdf.golden.json",
        &desk.read("suite/nsdl/march.pdf.golden.json").replace("  ", " "),
    );
    std::fs::remove_file(desk.at("suite/note.pdf.golden.json")).unwrap();
    desk.write("suite/gone.pdf.golden.json", "{}");
    let before = desk.snapshot();
    let answer = desk.golden("check", &["--junit", "report.xml"]);
    answer.says(
        7,
        &[
            "fields differ from the golden",
            "other figures",
            "/mutual_funds/0/value: 36187.06 became 36187.05",
            "REDEMPTION became PURCHASE_SIP",
            "the golden says the same in another form",
            "there is no golden",
            "there is nothing that this golden is of",
            "0 of 4 as expected, 1 different, 1 stale, 1 missing, 1 orphaned",
        ],
    );
    assert_eq!(desk.snapshot(), before, "check writes nothing");
    let report = desk.read("report.xml");
    assert!(
        report.contains("timestamp=\"1970-01-01T00:00:00\" tests=\"4\" failures=\"4\" errors=\"0\""),
        "{report}"
    );
    desk.golden("check", &["--actual"]).says(7, &[]);
    assert!(desk.read("suite/funds.pdf.actual.json").contains("36187.05"));
    desk.golden("accept", &["nowhere.pdf"]).says(2, &["no statement nowhere.pdf"]);
    desk.golden("accept", &["funds.pdf"]).says(0, &["funds.pdf: accepted"]);
    assert_eq!(desk.read(golden), text);
    desk.golden("accept", &[]).says(0, &["gone.pdf.golden.json: removed"]);
    desk.golden("check", &[]).says(0, &["3 of 3 as expected"]);
}

#[test]
fn a_refused_file_has_a_golden_and_a_locked_one_has_none() {
    let desk = Desk::new("refused");
    desk.write("suite/letter.pdf", "Dear Sir, this is no PDF.");
    desk.golden("record", &[]).says(0, &["4 goldens written"]);
    assert!(desk.read("suite/letter.pdf.golden.json").contains("\"code\": \"not-pdf\""));
    desk.golden("check", &[]).says(0, &["4 of 4"]);
    std::fs::copy(desk.at("suite/funds.pdf"), desk.at("suite/letter.pdf")).unwrap();
    desk.write("map.tsv", &format!("{}letter.pdf\t{}\n", desk.read("map.tsv"), password(CASES[0].1)));
    desk.golden("check", &[]).says(7, &["letter.pdf", "members missing or new"]);
    desk.run(&["golden", "check", "suite"]).says(3, &["give its password"]);
    std::fs::remove_file(desk.at("suite/note.pdf.golden.json")).unwrap();
    desk.run(&["golden", "record", "suite"]).says(3, &["note.pdf", "no password was given"]);
    assert!(!desk.at("suite/note.pdf.golden.json").exists(), "a lack of passwords is nothing to expect");
}

#[test]
fn twins_and_dumps_keep_a_suite_without_persons() {
    let desk = Desk::new("twins");
    let words = ["--redact", "--seed", "7"];
    desk.golden("record", &words).says(0, &["3 goldens written"]);
    assert!(desk.at("suite/funds.pdf").exists(), "nothing is deleted");
    let kept = ["funds.twin.pdf", "funds.twin.pdf.golden.json", "nsdl/march.twin.pdf", "note.twin.pdf"];
    assert!(kept.iter().all(|name| desk.at(&format!("suite/{name}")).exists()));
    assert!(!desk.read("suite/funds.twin.pdf.golden.json").contains("LATTU"), "the twin names nobody");
    for name in ["funds.pdf", "nsdl/march.pdf", "note.pdf"] {
        std::fs::remove_file(desk.at(&format!("suite/{name}"))).unwrap();
    }
    desk.run(&["golden", "check", "suite"]).says(0, &["3 of 3 as expected"]);
    let dump = desk.run(&["trace", "suite/funds.twin.pdf", "--password", "", "--stage", "runs"]);
    desk.write("suite/funds.page", &dump.data);
    let refused = desk.run(&["golden", "record", "suite", "--redact"]);
    refused.says(2, &["funds.page:", "a page dump cannot be redacted", "0 goldens written, 3 kept"]);
    desk.run(&["golden", "record", "suite"]).says(0, &["1 goldens written, 3 kept"]);
    desk.run(&["golden", "check", "suite"]).says(0, &["4 of 4 as expected"]);
    let twin = desk.run(&[
        "diff",
        "suite/funds.page",
        "suite/funds.twin.pdf",
        "--password",
        "",
        "--ignore",
        "document,note",
    ]);
    assert!(twin.data.lines().all(|line| !line.contains("/mutual_funds")), "{}", twin.data);
}

#[test]
fn answers_statements_and_archives_are_compared() {
    let desk = Desk::new("diff");
    let password = password(CASES[0].1);
    let parse = |name: &str, more: &[&str]| {
        let words = ["parse", "suite/funds.pdf", "--password", &password, "-o", name];
        desk.run(&[&words[..], more].concat()).says(0, &[]);
    };
    parse("a.json", &["--with", "checks,notes"]);
    parse("b.json", &["--numbers", "string"]);
    desk.run(&["diff", "a.json", "a.json"]).says(0, &["equal"]);
    desk.run(&["diff", "a.json", "suite/funds.pdf", "--password-map", "map.tsv"]).says(0, &["equal"]);
    desk.run(&["diff", "a.json", "b.json"]).says(7, &["numbers written in another way", "more"]);
    desk.run(&["diff", "a.json", "b.json", "--ignore", "form"]).says(0, &["equal"]);
    let mut changed: Value = serde_json::from_str(&desk.read("a.json")).unwrap();
    let rows = changed.pointer_mut("/mutual_funds/0/schemes/0/transactions").unwrap().as_array_mut().unwrap();
    rows.remove(1);
    for row in rows.iter_mut().filter(|row| row["amount"].is_number()) {
        row["amount"] = serde_json::from_str(&format!("-{}", row["amount"])).unwrap();
    }
    for folder in ["old", "new"] {
        std::fs::create_dir_all(desk.at(folder)).unwrap();
    }
    desk.write("old/x.json", &desk.read("a.json"));
    desk.write("old/gone.json", "{}");
    desk.write("new/x.json", &changed.to_string());
    let answer = desk.run(&["diff", "old", "new"]);
    answer.says(
        7,
        &["documents missing or new", "gone.json", "rows missing or new", "signs turned", "2 of 2 documents"],
    );
    assert!(answer.data.contains("1 removed /mutual_funds/*/schemes/*/transactions/*"), "{}", answer.data);
    let report = desk.run(&["diff", "old", "new", "--json"]);
    let report: Value = serde_json::from_str(&report.data).unwrap();
    assert_eq!(report["equal"], false);
    assert_eq!(report["groups"][0]["cause"], "file");
    desk.run(&["diff", "old", "a.json"]).says(2, &["a folder can be compared with a folder only"]);
    // What `cas batch` wrote for all is compared statement by statement.
    let (one, other) = (desk.read("a.json").replace('\n', ""), changed.to_string());
    desk.write("all.jsonl", &format!("{one}\n{one}\n"));
    desk.write("all.json", &format!("[\n{one},\n{other}\n]\n"));
    desk.run(&["diff", "all.jsonl", "all.jsonl"]).says(0, &["equal: 2 documents"]);
    desk.run(&["diff", "all.jsonl", "all.json"]).says(7, &["in 1 of 2 documents", "#000002"]);
    desk.run(&["diff", "all.json", "a.json"]).says(2, &["one answer cannot be compared with a file of many"]);
    desk.write("broken.json", "{");
    desk.run(&["diff", "broken.json", "a.json"]).says(5, &["broken.json is no answer of cas"]);
    desk.run(&["diff", "nowhere.json", "a.json"]).says(8, &["cannot read nowhere.json"]);
}

/// Every line below `Examples:` runs as printed, each in a folder of its own where the files that it names exist.
#[cfg(unix)]
#[test]
fn the_examples_of_the_help_run() {
    let mut examples = 0;
    for command in ["show", "diff", "golden"] {
        let help = Desk::new("help").run(&[command, "--help"]);
        for line in help.data.lines().map(str::trim).filter(|line| line.starts_with("cas ")) {
            let desk = Desk::new("examples");
            lay_out(&desk);
            if line.contains("golden check") {
                desk.run(&["golden", "record", "statements", "--password-map", "passwords.tsv"]).says(0, &[]);
            }
            let line = line.replace(
                "ABCDE1234F",
                &password(if line.contains("note") { CASES[2].1 } else { CASES[0].1 }),
            );
            let shell = format!("cas() {{ \"$CAS\" \"$@\"; }}; {line}");
            let mut command = Command::new("sh");
            command.args(["-c", &shell]).env("CAS", env!("CARGO_BIN_EXE_cas")).current_dir(&desk.0);
            let output = command.env_remove("CAS_PASSWORD").output().unwrap();
            let differ = line.starts_with("cas diff") && output.status.code() == Some(7);
            assert!(output.status.success() || differ, "{line}: {}", String::from_utf8_lossy(&output.stderr));
            examples += 1;
        }
    }
    assert!(examples >= 14, "{examples} examples");
}

/// The files that the examples name.
fn lay_out(desk: &Desk) {
    let copy = |case: &str, name: &str| {
        std::fs::copy(corpus(case).join("input.pdf"), desk.at(name)).unwrap();
    };
    let (funds, demat) = (CASES[0].1, "cdsl/nps-two");
    for name in ["statement.pdf", "march.pdf", "april.pdf"] {
        copy(funds, name);
    }
    copy(demat, "demat.pdf");
    copy(CASES[2].1, "contract-note.pdf");
    desk.write("pan.txt", &format!("{}\n{}\n", password(funds), password(demat)));
    std::fs::create_dir_all(desk.at("statements")).unwrap();
    copy(funds, "statements/march.pdf");
    desk.write("passwords.tsv", &format!("march.pdf\t{}\n", password(funds)));
    for name in ["before.json", "after.json", "statement.json"] {
        desk.run(&["parse", "statement.pdf", "--password-file", "pan.txt", "-o", name]).says(0, &[]);
    }
    for folder in ["answers-0.1", "answers-0.2"] {
        std::fs::create_dir_all(desk.at(folder)).unwrap();
        desk.write(&format!("{folder}/march.json"), &desk.read("before.json"));
    }
}
