//! Hostile files end soon and in little memory: each is given to the real binary, whose time and peak memory are
//! measured from outside. `CAS_BINARY=target/release/cas cargo test -p cas-cli --test hostile -- --nocapture` measures
//! another build and prints the figures.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(
    clippy::disallowed_methods,
    reason = "the tests of an edge: processes, files and the clock are the subject"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cas_testkit::hostile::hostile;

/// What a release build may take: CPU time and peak memory.
const TIME: Duration = Duration::from_millis(200);
const MEMORY_KIB: u64 = 96_000_000 / 1024;
/// A debug build computes up to so many times slower (measured: 5 to 25 times); its memory is the same.
const DEBUG_FACTOR: u32 = 30;
/// The second run of a file that took too long tells whether the machine was busy.
const ATTEMPTS: usize = 3;

/// What a run took.
#[derive(Debug)]
struct Taken {
    code: Option<i32>,
    words: String,
    /// Time of the processor, user and system.
    cpu: Duration,
    /// Peak resident memory in KiB, as last seen.
    memory: u64,
}

/// The binary to measure, and whether it is a release build.
fn binary() -> (PathBuf, bool) {
    match std::env::var_os("CAS_BINARY") {
        Some(path) => {
            // Tests run in the folder of their package.
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
            (root.join(path), true)
        }
        None => (PathBuf::from(env!("CARGO_BIN_EXE_cas")), !cfg!(debug_assertions)),
    }
}

fn run(binary: &Path, file: &Path) -> Taken {
    let mut child = Command::new(binary)
        .args(["parse", "--with", "checks,notes,full", "--password", ""])
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let times = format!("/proc/{}/stat", child.id());
    let (mut memory, mut ticks) = (0, 0);
    let started = Instant::now();
    loop {
        memory = peak(&std::fs::read_to_string(&status).unwrap_or_default()).unwrap_or(memory);
        // A finished child keeps its times until it is waited for.
        ticks = processor(&std::fs::read_to_string(&times).unwrap_or_default()).unwrap_or(ticks);
        if is_finished(&std::fs::read_to_string(&times).unwrap_or_default()) {
            break;
        }
        if started.elapsed() > Duration::from_secs(60) {
            let _ = child.kill();
        }
        std::thread::sleep(Duration::from_micros(500));
    }
    let output = child.wait_with_output().unwrap();
    let (code, words) = (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned());
    // The kernel counts in hundredths of a second.
    Taken { code, words, cpu: Duration::from_millis(ticks * 10), memory }
}

/// `VmHWM` of a status file, in KiB.
fn peak(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

/// The fields of a stat file behind the name of the program.
fn fields(stat: &str) -> Vec<&str> {
    stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().collect()).unwrap_or_default()
}

fn processor(stat: &str) -> Option<u64> {
    let fields = fields(stat);
    let ticks = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some(ticks(11)? + ticks(12)?)
}

fn is_finished(stat: &str) -> bool {
    fields(stat).first().is_none_or(|state| *state == "Z")
}

#[test]
fn every_hostile_file_ends_soon_and_in_little_memory() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    std::fs::create_dir_all(&folder).unwrap();
    let (binary, release) = binary();
    let allowed = if release { TIME } else { TIME * DEBUG_FACTOR };
    let mut problems = Vec::new();
    let files = hostile();
    assert!(files.len() > 60, "{} files", files.len());
    for (number, file) in files.iter().enumerate() {
        let path = folder.join(format!("{number}.pdf"));
        std::fs::write(&path, &file.pdf).unwrap();
        let mut taken = run(&binary, &path);
        for _ in 1..ATTEMPTS {
            if taken.cpu > allowed {
                taken = run(&binary, &path);
            }
        }
        let said = taken.words.lines().next().unwrap_or("");
        println!(
            "{:>5} ms {:>6} KiB  exit {:?}  {:>9} bytes  {}: {said}",
            taken.cpu.as_millis(),
            taken.memory,
            taken.code,
            file.pdf.len(),
            file.name
        );
        // A typed error or a plain refusal: password, layout, damage or limit; never a crash, never a wrong reading.
        if !matches!(taken.code, Some(4..=6)) {
            problems.push(format!("{}: exit {:?}: {}", file.name, taken.code, taken.words));
        }
        if taken.cpu > allowed {
            problems.push(format!("{}: {:?}", file.name, taken.cpu));
        }
        if taken.memory > MEMORY_KIB {
            problems.push(format!("{}: {} KiB", file.name, taken.memory));
        }
        std::fs::remove_file(&path).unwrap();
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
