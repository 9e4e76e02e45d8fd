//! One measurement: a statement drawn into the target folder, and a program of its own that reads it on one core and
//! answers with a line of JSON.

use std::path::{Path, PathBuf};
use std::process::Command;

use cas_testkit::bench::{Family, Lock};
use serde_json::Value;

use crate::cargo::{cargo, root};
use crate::corpus::save;
use crate::report::target;

/// A drawn statement on disk.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    /// Short name, such as `cams-10`.
    pub(crate) name: String,
    /// The file, locked as its issuer locks.
    pub(crate) path: PathBuf,
    /// What opens it.
    pub(crate) password: String,
    /// The same statement unlocked.
    pub(crate) open: PathBuf,
    /// Pages.
    pub(crate) pages: f64,
}

/// Draws a dense statement, locked and open.
pub(crate) fn draw(family: &str, pages: u32) -> Result<Drawn, String> {
    let family = Family::named(family).ok_or_else(|| format!("there is no family {family}"))?;
    let folder = target().join("statements");
    let name = format!("{}-{pages}", family.name);
    let locked = family.draw(pages, Lock::Usual);
    let path = folder.join(format!("{name}.pdf"));
    save(&path, &locked.pdf)?;
    let open = folder.join(format!("{name}-open.pdf"));
    save(&open, &family.draw(pages, Lock::Open).pdf)?;
    Ok(Drawn { name, path, password: locked.password, open, pages: locked.pages as f64 })
}

/// What a program said of a file; what it did not say is 0.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Timing {
    /// Characters that are no white space.
    pub(crate) characters: f64,
    /// Dated rows.
    pub(crate) rows: f64,
    /// Least time in milliseconds.
    pub(crate) least_ms: f64,
    /// Peak memory in MiB.
    pub(crate) peak_mib: f64,
}

impl Timing {
    fn of(line: &str) -> Result<Self, String> {
        let answer: Value = serde_json::from_str(line.trim()).map_err(|error| format!("{error}: {line}"))?;
        let member = |name: &str| answer.get(name).and_then(Value::as_f64).unwrap_or(0.0);
        Ok(Self {
            characters: member("characters"),
            rows: member("rows"),
            least_ms: member("least_ms"),
            peak_mib: member("peak_kib") / 1024.0,
        })
    }
}

/// Which cores a program may have.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Cores {
    /// The first one, where `taskset` exists.
    One,
    /// All there are.
    All,
}

/// Runs a program with `ENGINE FILE PASSWORD SECONDS` behind its own words on one core.
pub(crate) fn time(
    program: &[String],
    engine: &str,
    file: (&Path, &str),
    seconds: f64,
) -> Result<Timing, String> {
    time_on(Cores::One, program, engine, file, seconds)
}

/// [`time`], on one core or all.
pub(crate) fn time_on(
    cores: Cores,
    program: &[String],
    engine: &str,
    file: (&Path, &str),
    seconds: f64,
) -> Result<Timing, String> {
    let (path, password) = file;
    let mut words: Vec<String> = Vec::new();
    if cores == Cores::One && Command::new("taskset").arg("--version").output().is_ok() {
        words.extend(["taskset", "-c", "0"].map(str::to_owned));
    }
    words.extend(program.iter().cloned());
    words.extend([engine.to_owned(), text(path), password.to_owned(), seconds.to_string()]);
    let (first, rest) = words.split_first().ok_or("no program")?;
    let result = Command::new(first).args(rest).current_dir(root()).output();
    let result = result.map_err(|error| format!("{first} does not start: {error}"))?;
    if !result.status.success() {
        let said = String::from_utf8_lossy(&result.stderr).into_owned();
        let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("no word about it");
        return Err(last.trim().chars().take(70).collect());
    }
    Timing::of(&String::from_utf8_lossy(&result.stdout))
}

/// Our own programs.
pub(crate) struct Ours {
    /// What starts the timing program.
    pub(crate) time: Vec<String>,
    /// The command line.
    pub(crate) cas: String,
}

/// Builds both in one go, so that what they share is compiled once.
pub(crate) fn ours() -> Result<Ours, String> {
    let packages = ["--package", "cas-bench", "--bin", "time-cas", "--package", "cas-cli", "--bin", "cas"];
    cargo(&[&["build", "--release"], &packages[..]].concat(), &[])?;
    let folder = target().join("release");
    Ok(Ours { time: vec![text(&folder.join("time-cas"))], cas: text(&folder.join("cas")) })
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read() {
        let timing = Timing::of("{\"rows\": 3, \"least_ms\": 1.5, \"peak_kib\": 2048}\n").unwrap();
        assert!((timing.rows, timing.least_ms, timing.peak_mib) == (3.0, 1.5, 2.0));
        assert!(Timing::of("Segmentation fault").is_err());
    }
}
