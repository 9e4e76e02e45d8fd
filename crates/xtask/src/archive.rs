//! Archives of thousands of drawn statements, and what `cas batch` takes for them: time, memory, the cost of resuming and
//! of showing progress.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::cargo::cargo;
use crate::report::{finish, target};

/// Statements in one folder of an archive.
const FOLDER: u64 = 1000;

/// How often a run is looked at while it works.
const POLL: Duration = Duration::from_millis(10);

/// `batch-load DIR COUNT PAGES`: draws an archive. What is there already stays.
pub(crate) fn load(arguments: &[String]) -> Outcome {
    let [folder, count, pages] = arguments else {
        return Err("usage: cargo xtask batch-load DIR COUNT PAGES".to_owned());
    };
    draw(Path::new(folder), number(count)?, number(pages)? as u32)?;
    println!(
        "{count} statements; `cas batch {folder}/statements --password-map {folder}/passwords.txt` reads them"
    );
    Ok(())
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("{text} is not a number"))
}

/// Draws `statements/000/00000.pdf` and so on, and the map of passwords. A build without optimisation leaves that to one
/// that has it: it is ten times as fast.
fn draw(folder: &Path, count: u64, pages: u32) -> Outcome {
    let map = std::fs::read_to_string(folder.join("passwords.txt")).unwrap_or_default();
    let statements = folder.join("statements");
    if map.lines().count() as u64 == count && (0..count).all(|index| statements.join(name(index)).is_file()) {
        return Ok(());
    }
    if cfg!(debug_assertions) {
        let folder = std::path::absolute(folder).map_err(|error| error.to_string())?;
        let (folder, count, pages) = (folder.display().to_string(), count.to_string(), pages.to_string());
        let task = [
            "run",
            "--profile",
            "drawing",
            "--package",
            "xtask",
            "--",
            "batch-load",
            &folder,
            &count,
            &pages,
        ];
        return cargo(&task, &[]);
    }
    let next = AtomicU64::new(0);
    let next = &next;
    let work = || -> Result<Vec<(u64, String)>, String> {
        let mut drawn = Vec::new();
        loop {
            let index = next.fetch_add(1, Relaxed);
            if index >= count {
                return Ok(drawn);
            }
            let path = folder.join("statements").join(name(index));
            let note = path.with_extension("password");
            let known = std::fs::read_to_string(&note).ok().filter(|_| path.is_file());
            let password = match known {
                Some(password) => password,
                None => {
                    let (pdf, password) = cas_testkit::archived_statement(index + 1, pages);
                    crate::corpus::save(&path, &pdf)?;
                    crate::corpus::save(&note, password.as_bytes())?;
                    password
                }
            };
            drawn.push((index, password));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let drawn = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let join = |worker: std::thread::ScopedJoinHandle<'_, Result<Vec<_>, String>>| {
            worker.join().unwrap_or_else(|_| Err("a thread that draws ended early".to_owned()))
        };
        workers.into_iter().map(join).collect::<Result<Vec<_>, _>>()
    })?;
    let mut drawn: Vec<(u64, String)> = drawn.into_iter().flatten().collect();
    drawn.sort_unstable();
    let map: String =
        drawn.iter().map(|(index, password)| format!("{}\t{password}\n", name(*index))).collect();
    crate::corpus::save(&folder.join("passwords.txt"), map.as_bytes())
}

fn name(index: u64) -> String {
    format!("{:03}/{index:05}.pdf", index / FOLDER)
}

/// What a run of `cas batch` took.
struct Taken {
    seconds: f64,
    /// Time of all processors, by the clock of the kernel.
    cpu: f64,
    /// Largest resident set, in MiB.
    peak: f64,
}

/// `bench-batch DIR COUNT [PAGES]`.
pub(crate) fn bench(arguments: &[String]) -> Outcome {
    let mut plain: Vec<&String> = Vec::new();
    let mut program = None;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--program" => program = rest.next().map(PathBuf::from),
            "--save" => {}
            _ => plain.push(argument),
        }
    }
    let (folder, count, pages) = match plain.as_slice() {
        [folder, count] => (Path::new(folder), number(count)?, 10),
        [folder, count, pages] => (Path::new(folder), number(count)?, number(pages)? as u32),
        _ => {
            return Err(
                "usage: cargo xtask bench-batch DIR COUNT [PAGES] [--program PATH] [--save]".to_owned()
            );
        }
    };
    let program = match program {
        Some(program) => program,
        None => {
            cargo(&["build", "--release", "--package", "cas-cli"], &[])?;
            target().join("release").join("cas")
        }
    };
    draw(folder, count, pages)?;
    let bench = Bench { program, folder: folder.to_owned() };
    finish("batch.txt", "cargo xtask bench-batch --save", &bench.report(count, pages)?, arguments)
}

struct Bench {
    program: PathBuf,
    folder: PathBuf,
}

impl Bench {
    fn report(&self, count: u64, pages: u32) -> Result<String, String> {
        let mut out = format!("{count} statements of {pages} pages\n");
        let mut line = |what: &str, taken: &Taken, inputs: u64| {
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "{what:<44}{:>8.2} s {:>8.2} s of processors {:>7.0} MiB {:>7.3} ms a file",
                taken.seconds,
                taken.cpu,
                taken.peak,
                1000.0 * taken.cpu / inputs.max(1) as f64
            );
        };
        // Once to have the files in memory.
        self.fresh("statements", &["--progress", "none"], None)?;
        let small = count.div_ceil(10).min(FOLDER);
        let part = self.list(small)?;
        line(&format!("the first {small} alone"), &self.fresh(&part, &["--progress", "none"], None)?, small);
        let one = self.fresh("statements", &["--progress", "none", "--jobs", "1"], None)?;
        line("all, one thread", &one, count);
        let all = self.fresh("statements", &["--progress", "none"], None)?;
        line("all", &all, count);
        let json = self.fresh("statements", &["--progress", "json"], None)?;
        line("all, with progress", &json, count);
        let combined = self.timed("statements", "all.jsonl", &["--progress", "none", "--restart"], None)?;
        line("all, into one JSON Lines file", &combined, count);
        let half = self.fresh(
            "statements",
            &["--progress", "none"],
            Some(Duration::from_secs_f64(all.seconds / 2.0)),
        )?;
        let rest = self.timed("statements", "out", &["--progress", "none"], None)?;
        line("killed half way", &half, count);
        line("and resumed", &rest, count);
        let again = self.timed("statements", "out", &["--progress", "none"], None)?;
        line("nothing left to do", &again, count);
        let percent = |more: f64, base: f64| 100.0 * (more - base) / base.max(0.001);
        let _ = writeln!(out, "progress costs {:.2} % of the processors", percent(json.cpu, all.cpu));
        let _ = writeln!(out, "killing and resuming costs {:.2} %", percent(half.cpu + rest.cpu, all.cpu));
        let _ =
            writeln!(out, "speed of all threads against one: {:.2}", one.seconds / all.seconds.max(0.001));
        Ok(out)
    }

    /// A list of the first files, as an argument.
    fn list(&self, count: u64) -> Result<String, String> {
        let names: String = (0..count).map(|index| format!("statements/{}\n", name(index))).collect();
        crate::corpus::save(&self.folder.join("first.txt"), names.as_bytes())?;
        Ok("--files-from=first.txt".to_owned())
    }

    /// A run that begins anew.
    fn fresh(&self, input: &str, more: &[&str], killed: Option<Duration>) -> Result<Taken, String> {
        let _ = std::fs::remove_dir_all(self.folder.join("out"));
        self.timed(input, "out", more, killed)
    }

    /// Runs, and kills the run after a time when that is asked for.
    fn timed(
        &self,
        input: &str,
        output: &str,
        more: &[&str],
        killed: Option<Duration>,
    ) -> Result<Taken, String> {
        let mut command = Command::new(&self.program);
        command.args(["batch", input, "-o", output, "--password-map", "passwords.txt"]).args(more);
        command.current_dir(&self.folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let started = Instant::now();
        let mut child = command.spawn().map_err(|error| format!("{}: {error}", self.program.display()))?;
        let mut taken = Taken { seconds: 0.0, cpu: 0.0, peak: 0.0 };
        loop {
            let seen = process(child.id());
            taken.cpu = taken.cpu.max(seen.cpu);
            taken.peak = taken.peak.max(seen.peak);
            // A process that has ended can be asked for its times until somebody waits for it.
            if seen.ended {
                break;
            }
            if killed.is_some_and(|after| started.elapsed() > after) {
                let _ = child.kill();
                break;
            }
            std::thread::sleep(POLL);
        }
        let status = child.wait().map_err(|error| error.to_string())?;
        taken.seconds = started.elapsed().as_secs_f64();
        match (status.code(), killed) {
            (Some(0), _) | (None, Some(_)) => Ok(taken),
            (code, _) => Err(format!("cas batch ended with {code:?}")),
        }
    }
}

struct Seen {
    ended: bool,
    cpu: f64,
    peak: f64,
}

/// What the kernel tells of a process; nothing on systems without `/proc`, where only the clock counts.
fn process(id: u32) -> Seen {
    let read = |what: &str| std::fs::read_to_string(format!("/proc/{id}/{what}")).unwrap_or_default();
    let stat = read("stat");
    // After the name in brackets: state, then utime and stime as the twelfth and thirteenth, in hundredths of a second.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |index: usize| fields.get(index).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    let peak = read("status");
    let peak = peak
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.split_whitespace().next());
    Seen {
        ended: fields.first().is_none_or(|state| *state == "Z"),
        cpu: (ticks(11) + ticks(12)) / 100.0,
        peak: peak.and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0,
    }
}
