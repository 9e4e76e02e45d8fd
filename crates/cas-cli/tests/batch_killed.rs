//! A batch that is killed at 200 moments ends as one that was left alone: equal bytes, nothing lost, nothing done twice.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "the tests of an edge: files and processes are the subject")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// How often a run is killed, over all rounds.
const KILLS: usize = 200;

/// Outputs that take turns: a folder and a combined file, with what to compare and where the journal lies.
const OUTPUTS: [(&str, &str); 2] = [("out", "out/.cas-batch"), ("all.jsonl", ".all.jsonl.cas-batch")];

/// Statements of the corpus, a ZIP archive of them, and a bad file.
fn desk() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("batch-killed");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("in")).unwrap();
    let mut map = String::new();
    let cases = cas_testkit::cases().unwrap();
    let small =
        cases.iter().filter(|case| std::fs::metadata(&case.pdf).is_ok_and(|data| data.len() < 30_000));
    let plain = small.filter(|case| {
        case.is_readable() && case.password.trim() == case.password && !case.password.is_empty()
    });
    for (number, case) in plain.step_by(17).take(24).enumerate() {
        std::fs::copy(&case.pdf, folder.join(format!("in/{number}.pdf"))).unwrap();
        map.push_str(&format!("{number}.pdf\t{}\n", case.password));
    }
    std::fs::write(folder.join("in/bad.pdf"), "no PDF").unwrap();
    std::fs::write(folder.join("map.txt"), map).unwrap();
    folder
}

fn command(folder: &Path, output: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cas"));
    command.args([
        "batch",
        "in",
        "-o",
        output,
        "--password-map",
        "map.txt",
        "--report",
        "report.json",
        "--jobs",
        "2",
    ]);
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Everything in the folder that is no input: names and bytes, without journals.
fn made(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(&at).unwrap().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() && name != "in" && !name.ends_with(".cas-batch") {
                folders.push(path);
            } else if path.is_file() {
                found.insert(path.clone(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn clear(folder: &Path) {
    for (output, state) in OUTPUTS {
        let _ = std::fs::remove_dir_all(folder.join(output));
        let _ = std::fs::remove_file(folder.join(output));
        let _ = std::fs::remove_dir_all(folder.join(state));
    }
    let _ = std::fs::remove_file(folder.join("report.json"));
}

/// How often each input was finished, as the journal says.
fn finished(journal: &Path) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for line in std::fs::read_to_string(journal).unwrap().lines() {
        let record: Value = serde_json::from_str(&line[18..]).unwrap();
        if let Some(name) = record["item"]["name"].as_str() {
            *counts.entry(name.to_owned()).or_default() += 1;
        }
    }
    counts
}

#[test]
fn a_run_that_was_killed_ends_as_one_that_was_not() {
    let folder = desk();
    let mut undisturbed = Vec::new();
    let mut longest = Duration::ZERO;
    for (output, _) in OUTPUTS {
        clear(&folder);
        let started = Instant::now();
        assert_eq!(command(&folder, output).status().unwrap().code(), Some(9));
        longest = longest.max(started.elapsed());
        undisturbed.push(made(&folder));
    }
    let mut seed = cas_testkit::Seed::new(6);
    let (mut kills, mut rounds, mut within) = (0, 0, 0);
    while kills < KILLS {
        let turn = rounds % OUTPUTS.len();
        let (output, state) = OUTPUTS[turn];
        let journal = folder.join(state).join("journal");
        clear(&folder);
        rounds += 1;
        let mut before = 0;
        loop {
            let mut child = command(&folder, output).spawn().unwrap();
            // A run that goes on with the rest is shorter each time: moments are drawn within what may be left.
            let most = longest.as_micros() as i64 / 2;
            std::thread::sleep(Duration::from_micros(seed.between(0, most) as u64));
            let _ = child.kill();
            if let Some(code) = child.wait().unwrap().code() {
                assert_eq!(code, 9);
                break;
            }
            kills += 1;
            let now = std::fs::metadata(&journal).map_or(0, |data| data.len());
            within += usize::from(now > before);
            before = now;
        }
        let now = made(&folder);
        let names = |made: &BTreeMap<PathBuf, Vec<u8>>| made.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&now), names(&undisturbed[turn]), "round {rounds}, {output}");
        for (name, bytes) in &now {
            assert!(*bytes == undisturbed[turn][name], "round {rounds}: {} is another", name.display());
        }
        let counts = finished(&journal);
        assert_eq!(counts.len(), 25);
        assert!(counts.values().all(|count| *count == 1), "round {rounds}: {counts:?}");
    }
    // Kills that come before anything is done prove little.
    assert!(
        within > KILLS / 4,
        "{within} of {kills} kills came after something was finished, in {rounds} rounds"
    );
}
