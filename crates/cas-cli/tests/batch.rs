//! `cas batch` as a user meets it: names, threads, resumption, locks, progress, passwords, a folder that is followed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "the tests of an edge: files and processes are the subject")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A folder with statements of the corpus, every one from as many, and a map of their passwords.
struct Desk {
    folder: PathBuf,
    names: Vec<String>,
    passwords: Vec<String>,
}

impl Desk {
    fn new(name: &str, step: usize) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("batch-{name}"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("in")).unwrap();
        let (mut names, mut passwords, mut map) = (Vec::new(), Vec::new(), String::new());
        let cases = cas_testkit::cases().unwrap();
        // Some cases are about passwords that a line cannot hold.
        let plain =
            |case: &&cas_testkit::StoredCase| case.is_readable() && case.password.trim() == case.password;
        let cases = cases.iter().filter(plain).filter(|case| case.password.len() >= 8);
        for case in cases.step_by(step) {
            let name = format!("{}.pdf", case.name.replace('/', "-"));
            if std::fs::metadata(&case.pdf).unwrap().len() > 200_000 {
                continue;
            }
            std::fs::copy(&case.pdf, folder.join("in").join(&name)).unwrap();
            map.push_str(&format!("{name}\t{}\n", case.password));
            names.push(name);
            passwords.push(case.password.clone());
        }
        std::fs::write(folder.join("map.txt"), map).unwrap();
        Self { folder, names, passwords }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cas"));
        command.arg("batch").args(words).current_dir(&self.folder);
        command.env_remove("CAS_PASSWORD").env_remove("SOURCE_DATE_EPOCH");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    /// Runs with the map of passwords; gives the exit code and standard error.
    fn batch(&self, words: &[&str]) -> (Option<i32>, String) {
        let output = self.run(&[words, &["--password-map", "map.txt"]].concat());
        assert!(output.stdout.is_empty());
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }

    /// Every file below a folder that is not of the journal, with its bytes.
    fn tree(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.folder.join(name)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).unwrap().flatten() {
                let path = entry.path();
                if path.ends_with(".cas-batch") {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&self.folder).unwrap().to_string_lossy().into_owned();
                    found.insert(name, std::fs::read(&path).unwrap());
                }
            }
        }
        found
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder.join(name)).unwrap()
    }

    fn report(&self, name: &str) -> Value {
        serde_json::from_slice(&self.read(name)).unwrap()
    }

    /// How often each input was finished, as the journal says.
    fn finished(&self, journal: &str) -> BTreeMap<String, usize> {
        let text = String::from_utf8(self.read(journal)).unwrap();
        let mut counts = BTreeMap::new();
        for line in text.lines() {
            let record: Value = serde_json::from_str(&line[18..]).unwrap();
            if let Some(name) = record["item"]["name"].as_str() {
                *counts.entry(name.to_owned()).or_default() += 1;
            }
        }
        counts
    }
}

#[test]
fn every_statement_gets_the_json_that_parse_writes() {
    let desk = Desk::new("plain", 29);
    std::fs::write(desk.folder.join("in/bad.pdf"), "no PDF").unwrap();
    let (code, words) = desk.batch(&["in", "-o", "out", "--report", "report.json"]);
    assert_eq!(code, Some(9), "{words}");
    assert!(words.contains("damaged: in/bad.pdf: this is not a PDF file"), "{words}");
    for (name, password) in desk.names.iter().zip(&desk.passwords) {
        let parsed = Command::new(env!("CARGO_BIN_EXE_cas"))
            .args(["parse", &format!("in/{name}"), "--password", password, "--generated-at", "none"])
            .current_dir(&desk.folder)
            .output()
            .unwrap();
        assert_eq!(desk.read(&format!("out/{}", name.replace(".pdf", ".json"))), parsed.stdout, "{name}");
    }
    let report = desk.report("report.json");
    let rows = report["inputs"].as_array().unwrap();
    assert_eq!(rows.len(), desk.names.len() + 1);
    let bad = rows.iter().find(|row| row["name"] == "in/bad.pdf").unwrap();
    assert_eq!((bad["outcome"].as_str(), bad["error"]["code"].as_str()), (Some("damaged"), Some("not-pdf")));
    assert!(
        rows.iter().all(|row| row.get("millis").is_none() && row["sha256"].as_str().unwrap().len() == 64)
    );
    #[cfg(unix)]
    for name in ["out/.cas-batch/journal", "report.json"] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(desk.folder.join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let desk = Desk::new("jobs", 23);
    let mut made = Vec::new();
    for jobs in ["1", "2", "7"] {
        let (out, all, report) =
            (format!("out{jobs}"), format!("all{jobs}.jsonl"), format!("report{jobs}.json"));
        let (code, words) = desk.batch(&["in", "-o", &out, "--jobs", jobs, "--report", &report]);
        assert_eq!(code, Some(0), "{words}");
        let (code, words) = desk.batch(&["in", "-o", &all, "--jobs", jobs, "--source"]);
        assert_eq!(code, Some(0), "{words}");
        let tree: Vec<Vec<u8>> = desk.tree(&out).into_values().collect();
        made.push((tree, desk.read(&all), desk.read(&report)));
    }
    assert_eq!(made[0].0.len(), desk.names.len());
    assert_eq!(String::from_utf8(made[0].1.clone()).unwrap().lines().count(), desk.names.len());
    assert!(made.iter().all(|one| *one == made[0]));
}

#[test]
fn combined_outputs_of_every_format_are_equal_after_a_second_look() {
    let desk = Desk::new("formats", 60);
    for row in cas_export::FORMATS {
        let output = format!("made-{}/all.{}", row.name, row.extensions[0]);
        std::fs::create_dir_all(desk.folder.join(format!("made-{}", row.name))).unwrap();
        let folder = format!("made-{}", row.name);
        let (code, words) = desk.batch(&["in", "-o", &output, "--jobs", "3"]);
        assert_eq!(code, Some(0), "{words}");
        let first = desk.tree(&folder);
        let first: BTreeMap<_, _> =
            first.into_iter().filter(|(name, _)| !name.contains(".cas-batch")).collect();
        assert!(!first.is_empty() && first.values().all(|bytes| bytes.len() > 500), "{}", row.name);
        let (code, words) = desk.batch(&["in", "-o", &output, "--jobs", "1"]);
        assert_eq!(code, Some(0), "{words}");
        assert!(words.contains("unchanged"), "{words}");
        let second: BTreeMap<_, _> =
            desk.tree(&folder).into_iter().filter(|(name, _)| !name.contains(".cas-batch")).collect();
        assert!(first == second, "{} is another when it is made again", row.name);
    }
}

#[test]
fn unchanged_files_are_passed_over_changed_ones_done_again_and_vanished_ones_told() {
    let desk = Desk::new("again", 60);
    let journal = "out/.cas-batch/journal";
    let arguments = ["in", "-o", "out", "--report", "report.json"];
    assert_eq!(desk.batch(&arguments).0, Some(0));
    let (first, report) = (desk.tree("out"), desk.read("report.json"));
    let (code, words) = desk.batch(&arguments);
    assert_eq!(code, Some(0));
    assert!(words.contains(&format!("unchanged{:>16}", desk.names.len())), "{words}");
    assert_eq!((desk.tree("out"), desk.read("report.json")), (first.clone(), report));
    assert!(desk.finished(journal).values().all(|count| *count == 1));
    // An answer that somebody changed, a statement that is another one now, one that is gone.
    std::fs::write(desk.folder.join("out").join(desk.names[0].replace(".pdf", ".json")), "{}").unwrap();
    std::fs::copy(desk.folder.join("in").join(&desk.names[2]), desk.folder.join("in").join(&desk.names[1]))
        .unwrap();
    std::fs::remove_file(desk.folder.join("in").join(&desk.names[3])).unwrap();
    let (code, words) = desk.batch(&[&arguments[..], &["--password", &desk.passwords[2]]].concat());
    assert_eq!(code, Some(0), "{words}");
    assert!(words.contains(&format!("vanished: in/{}", desk.names[3])), "{words}");
    let counts = desk.finished(journal);
    for (index, name) in desk.names.iter().enumerate() {
        assert_eq!(counts[&format!("in/{name}")], if index < 2 { 2 } else { 1 }, "{name}");
    }
    let now = desk.tree("out");
    let json = |name: &str| format!("out/{}", name.replace(".pdf", ".json"));
    assert_eq!(now[&json(&desk.names[0])], first[&json(&desk.names[0])]);
    assert_eq!(now[&json(&desk.names[1])], first[&json(&desk.names[2])]);
    // Other options: everything is done anew. A torn last record is dropped.
    assert_eq!(
        desk.batch(&["in", "-o", "out", "--numbers", "string", "--password", &desk.passwords[2]]).0,
        Some(0)
    );
    assert_ne!(desk.tree("out")[&json(&desk.names[5])], first[&json(&desk.names[5])]);
    let whole = desk.read(journal);
    std::fs::write(desk.folder.join(journal), &whole[..whole.len() - 60]).unwrap();
    let (_, words) =
        desk.batch(&["in", "-o", "out", "--numbers", "string", "--password", &desk.passwords[2]]);
    assert!(words.contains("unchanged"), "{words}");
}

#[test]
fn a_locked_file_is_tried_again_with_other_passwords() {
    let desk = Desk::new("passwords", 150);
    std::fs::write(desk.folder.join("none.txt"), "NOBODYS\n").unwrap();
    let run = |list: &str| desk.run(&["in", "-o", "out", "--password-file", list]);
    assert_eq!(run("none.txt").status.code(), Some(9));
    let before = desk.finished("out/.cas-batch/journal");
    assert_eq!(run("none.txt").status.code(), Some(9));
    assert_eq!(desk.finished("out/.cas-batch/journal"), before, "the same passwords are not tried again");
    std::fs::write(desk.folder.join("all.txt"), desk.passwords.join("\n")).unwrap();
    let output = run("all.txt");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn passwords_are_found_by_patterns_too() {
    let desk = Desk::new("people", 500);
    let (pdf, password) = cas_testkit::bench_statement(1);
    std::fs::create_dir_all(desk.folder.join("one")).unwrap();
    std::fs::write(desk.folder.join("one/a.pdf"), pdf).unwrap();
    // The password of the drawn statement is a PAN: taken apart, the pattern puts it together again.
    std::fs::write(
        desk.folder.join("people.txt"),
        format!("{}\t1980-02-09\tone/*\n", password.to_lowercase()),
    )
    .unwrap();
    let output =
        desk.run(&["one", "-o", "out", "--people", "people.txt", "--password-pattern", "{PAN:5}{PAN:-5}"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn no_password_is_written_anywhere() {
    let desk = Desk::new("secret", 40);
    std::fs::write(desk.folder.join("in/locked.pdf"), desk.read(&format!("in/{}", desk.names[0]))).unwrap();
    std::fs::write(desk.folder.join("wrong.txt"), "S3CRET-CANDIDATE\n").unwrap();
    std::fs::write(desk.folder.join("people.txt"), "SECRT1234F\t1980-02-09\n").unwrap();
    let sources = ["--password-map", "map.txt", "--password-file", "wrong.txt", "--people", "people.txt"];
    for output in ["out", "all.jsonl"] {
        let words = ["in", "-o", output, "--report", "report.json", "--progress", "json", "--timing"];
        let run = desk.run(&[&words[..], &sources].concat());
        assert_eq!(run.status.code(), Some(9));
        let state = if output == "out" { "out/.cas-batch" } else { ".all.jsonl.cas-batch" };
        let mut texts =
            vec![run.stdout, run.stderr, desk.read("report.json"), desk.read(&format!("{state}/journal"))];
        texts.push(desk.read(&format!("{state}/lock")));
        let secrets = desk.passwords.iter().map(String::as_str);
        for secret in secrets.chain(["S3CRET-CANDIDATE", "SECRT1234F", "09021980", "1980-02-09"]) {
            for text in &texts {
                let text = String::from_utf8_lossy(text);
                assert!(!text.contains(secret), "{output}: a password is written");
            }
        }
    }
    for bad in ["S3CRET-CANDIDATE", "*.pdf\tx\nS3CRET-CANDIDATE\n"] {
        std::fs::write(desk.folder.join("bad.txt"), bad).unwrap();
        let run = desk.run(&["in", "-o", "bad", "--password-map", "bad.txt"]);
        assert_eq!(run.status.code(), Some(2));
        assert!(!String::from_utf8_lossy(&run.stderr).contains("S3CRET"));
    }
}

#[test]
fn progress_is_json_or_nothing() {
    let desk = Desk::new("progress", 100);
    let (_, words) = desk.batch(&["in", "-o", "out", "--progress", "json"]);
    let lines: Vec<Value> = words.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let last = lines.last().unwrap();
    assert_eq!(last["progress"], "end");
    assert_eq!(last["done"].as_u64(), Some(desk.names.len() as u64));
    assert_eq!(last["total"], last["done"]);
    assert_eq!(last["outcomes"]["read"], last["done"]);
    for how in ["none", "auto"] {
        let (_, words) = desk.batch(&["in", "-o", "out", "--progress", how]);
        assert!(!words.contains(['{', '\u{1b}', '\r']), "{words}");
    }
}

#[test]
fn what_cannot_be_done_is_told_by_its_exit_code() {
    let desk = Desk::new("failures", 300);
    std::fs::write(desk.folder.join("file"), "x").unwrap();
    for (words, code) in [
        (&["in", "-o", "out.docx"][..], 2),
        (&["in", "-o", "out", "--format", "docx"], 2),
        (&["in", "-o", "file/out"], 8),
        (&["in", "-o", "file/all.jsonl"], 8),
        (&["in", "-o", "nowhere/file/../../file/out/"], 8),
        (&["in", "-o", "out", "--password-file", "missing.txt"], 8),
        (&["--files-from", "missing.txt", "-o", "out"], 8),
        (&["missing.pdf", "none*.pdf", "-o", "out"], 9),
        (&["in", "-o", "all.jsonl", "--watch"], 2),
        (&["in", "-o", "out", "--password-stdin", "--files-from", "-"], 2),
        (&["-o", "out"], 2),
    ] {
        let output = desk.run(words);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{words:?} {told}");
        assert!(!told.contains("fault of cas"), "{told}");
    }
}

/// A disk that is full, as a limit on the size of files makes it.
#[cfg(unix)]
#[test]
fn a_full_disk_ends_the_run_and_the_next_one_goes_on() {
    let desk = Desk::new("full", 60);
    for (output, journal) in
        [("out", "out/.cas-batch/journal"), ("all.jsonl", ".all.jsonl.cas-batch/journal")]
    {
        let line =
            format!("trap '' XFSZ; ulimit -f 6; exec \"$CAS\" batch in -o {output} --password-map map.txt");
        let full = Command::new("sh")
            .args(["-c", &line])
            .env("CAS", env!("CARGO_BIN_EXE_cas"))
            .current_dir(&desk.folder)
            .output()
            .unwrap();
        let words = String::from_utf8_lossy(&full.stderr);
        assert_eq!(full.status.code(), Some(8), "{words}");
        assert!(words.contains("cannot write") && words.contains("goes on from there"), "{words}");
        let (code, words) = desk.batch(&["in", "-o", output, "--report", &format!("{output}-report.json")]);
        assert_eq!(code, Some(0), "{words}");
        assert_eq!(desk.finished(journal).len(), desk.names.len());
    }
    assert_eq!(desk.tree("out").len(), desk.names.len());
}

#[test]
fn a_list_of_files_is_read_from_standard_input() {
    let desk = Desk::new("list", 200);
    let mut command = desk.command(&["--files-from", "-", "-o", "out", "--password-map", "map.txt"]);
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let list: Vec<String> = desk.names.iter().map(|name| format!("in/{name}\n")).collect();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), list.concat().as_bytes()).unwrap();
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
    assert_eq!(desk.tree("out").len(), desk.names.len());
}

/// Every line below `Examples:` runs as printed, in a folder where the files it names exist.
#[cfg(unix)]
#[test]
fn the_examples_of_the_help_run() {
    let desk = Desk::new("examples", 600);
    let (pdf, password) = cas_testkit::bench_statement(1);
    let write = |name: &str, bytes: &[u8]| {
        let path = desk.folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    let mail = b"From: somebody@example.org\nSubject: no statement\n\nGood day\n";
    write("statements/2026/a.pdf", &pdf);
    write("inbox/a.pdf", &pdf);
    write("mail.mbox", &[b"From somebody\n", mail.as_slice()].concat());
    write("Maildir/new/1", mail);
    write("Maildir/cur/2:2,S", mail);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("inner/a.pdf", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut zip, &pdf).unwrap();
    write("archive.zip", &zip.finish().unwrap().into_inner());
    write("passwords.toml", format!("'*.pdf' = '{password}'\n").as_bytes());
    write("passwords.txt", format!("{password}\n").as_bytes());
    write("people.txt", format!("{password}\t1980-02-09\n").as_bytes());
    write("list.txt", b"statements/2026/a.pdf\narchive.zip\n");
    let help = String::from_utf8(desk.run(&["--help"]).stdout).unwrap();
    let examples: Vec<&str> =
        help.lines().map(str::trim).filter(|line| line.starts_with("cas batch ")).collect();
    assert_eq!(examples.len(), 5);
    for line in examples {
        let shell = format!("exec $CAS {}", line.strip_prefix("cas ").unwrap());
        let mut child = Command::new("sh")
            .args(["-c", &shell])
            .env("CAS", env!("CARGO_BIN_EXE_cas"))
            .current_dir(&desk.folder)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        if line.contains("--watch") {
            wait_for("what is watched", || desk.folder.join("done/a.pdf").is_file());
            Command::new("kill").arg(child.id().to_string()).status().unwrap();
        }
        let status = child.wait().unwrap();
        assert!(status.success(), "{line}");
    }
    let all = String::from_utf8(desk.read("all.jsonl")).unwrap();
    assert_eq!(all.lines().count(), 2, "one in the folder, one in the archive");
}

/// Waits until something is so.
fn wait_for(what: &str, mut so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !so() {
        assert!(started.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[cfg(unix)]
#[test]
fn a_folder_is_followed_and_half_written_files_are_waited_for() {
    let desk = Desk::new("watch", 100);
    let watched = desk.folder.join("inbox");
    std::fs::create_dir_all(&watched).unwrap();
    let words = ["inbox", "-o", "out", "--watch", "--watch-interval", "0.1", "--done", "inbox/done"];
    let more = ["--quarantine", "quarantine", "--password-map", "map.txt"];
    let mut child = desk.command(&[&words[..], &more].concat()).spawn().unwrap();
    let there = |name: &str| desk.folder.join(name).is_file();
    // Another run on the same output is refused while this one is at work.
    wait_for("the lock", || there("out/.cas-batch/journal"));
    let second = desk.run(&["in", "-o", "out"]);
    assert_eq!(second.status.code(), Some(8));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another run works on"));
    // A file that comes in halves, with a pause that is longer than two looks.
    let (slow, fast) = (&desk.names[0], &desk.names[1]);
    let bytes = desk.read(&format!("in/{slow}"));
    let (head, tail) = bytes.split_at(bytes.len() / 2);
    std::fs::write(watched.join(slow), head).unwrap();
    std::fs::copy(desk.folder.join("in").join(fast), watched.join(fast)).unwrap();
    wait_for("the whole file", || there(&format!("inbox/done/{fast}")));
    assert!(there(&format!("inbox/{slow}")) && !there(&format!("out/{}", slow.replace(".pdf", ".json"))));
    let mut file = std::fs::OpenOptions::new().append(true).open(watched.join(slow)).unwrap();
    std::io::Write::write_all(&mut file, tail).unwrap();
    wait_for("the half file", || there(&format!("inbox/done/{slow}")));
    assert!(there(&format!("out/{}", slow.replace(".pdf", ".json"))));
    // One that never becomes whole, and another one of a name that was there before.
    std::fs::write(watched.join("never.pdf"), head).unwrap();
    std::fs::write(watched.join("none.pdf"), "no PDF %%EOF").unwrap();
    std::fs::copy(desk.folder.join("in").join(&desk.names[2]), watched.join(fast)).unwrap();
    wait_for("quarantine", || there("quarantine/none.pdf") && there("quarantine/never.pdf"));
    let second = fast.replace(".pdf", "-2.pdf");
    wait_for("the second of a name", || {
        there(&format!("inbox/done/{second}")) || there(&format!("quarantine/{fast}"))
    });
    assert!(there(&format!("out/{}", fast.replace(".pdf", ".json"))));
    assert!(std::fs::read_dir(&watched).unwrap().flatten().all(|entry| entry.path().is_dir()));
    let kill = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let started = Instant::now();
    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(0));
    assert!(started.elapsed() < Duration::from_secs(5));
}
