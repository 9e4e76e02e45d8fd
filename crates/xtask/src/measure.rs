//! Figures that criterion does not give: the ratio to casparser, peak memory, start-up. Results are printed and, with
//! `--save`, kept under `benches/runs/<date>-<machine kind>/`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::Outcome;
use crate::cargo::{cargo, output, root};
use crate::python::environment;

/// Pages of the statement that memory is measured with.
const LARGEST: u32 = 400;

/// `bench-peer`: casparser and our release build on the same file in the same run.
pub(crate) fn bench_peer(arguments: &[String]) -> Outcome {
    let tool = time_parse()?;
    let python = environment("casparser", &root().join("tests").join("casparser").join("requirements.txt"))?;
    let mut report = String::new();
    for pages in [2, 10, 60] {
        let (path, password) = statement(pages)?;
        let script = root().join("benches").join("peer").join("compare.py");
        let lines = output(&text(&python), &[&text(&script), &text(&path), &password, &text(&tool)])?;
        let _ = write!(report, "{lines}");
    }
    finish("peer.txt", &report, arguments)
}

/// `measure`: peak memory with the largest statement, and start-up of the binary.
pub(crate) fn measure(arguments: &[String]) -> Outcome {
    let tool = time_parse()?;
    cargo(&["build", "--release", "--package", "cas-cli"], &[])?;
    let (path, password) = statement(LARGEST)?;
    let mut report = String::from("one parse each:\n");
    for pages in [2, 10, 60, LARGEST] {
        let (path, password) = statement(pages)?;
        let _ = write!(report, "{}", output(&text(&tool), &[&text(&path), &password, "1"])?);
    }
    let repeated = output(&text(&tool), &[&text(&path), &password, "20"])?;
    let _ = write!(report, "{LARGEST} pages, 20 times:\n{repeated}");
    let binary = target().join("release").join("cas");
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..50 {
        let start = Instant::now();
        output(&text(&binary), &["--version"])?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    if let (Some(least), Some(median)) = (times.first(), times.get(times.len() / 2)) {
        let _ = writeln!(report, "start-up of `cas --version`: least {least:.2} ms, median {median:.2} ms");
    }
    finish("measure.txt", &report, arguments)
}

/// Prints a report and keeps it when asked to.
pub(crate) fn finish(name: &str, report: &str, arguments: &[String]) -> Outcome {
    println!("{report}");
    if arguments.iter().any(|argument| argument == "--save") {
        let folder = root().join("benches").join("runs").join(format!("{}-{}", today()?, machine_kind()));
        let path = folder.join(name);
        std::fs::create_dir_all(&folder)
            .and_then(|()| std::fs::write(&path, report))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Builds the timing tool and tells where it is.
fn time_parse() -> Result<PathBuf, String> {
    cargo(&["build", "--release", "--package", "cas-bench", "--bin", "time-parse"], &[])?;
    Ok(target().join("release").join("time-parse"))
}

/// Draws a dense statement into the target folder.
fn statement(pages: u32) -> Result<(PathBuf, String), String> {
    let path = target().join(format!("dense-{pages}.pdf"));
    let (pdf, password) = cas_testkit::bench_statement(pages);
    std::fs::write(&path, pdf).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok((path, password))
}

/// Where cargo builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// Today, as `YYYY-MM-DD` in UTC.
fn today() -> Result<String, String> {
    output("date", &["-u", "+%Y-%m-%d"]).map(|line| line.trim().to_owned())
}

/// What kind of machine, without its name: `x86_64-2cpu`.
fn machine_kind() -> String {
    let cpus = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{}-{cpus}cpu", std::env::consts::ARCH)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_machine_kind_names_no_machine() {
        assert!(super::machine_kind().ends_with("cpu"));
    }
}
