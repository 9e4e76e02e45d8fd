//! Where measurements go: printed, and with `--save` kept under `benches/runs/<date>-<machine kind>/` with the command.

use std::path::PathBuf;

use crate::Outcome;
use crate::cargo::{output, root};
use crate::corpus::save;

/// Prints a report and keeps it when asked to; `command` is what makes it again.
pub(crate) fn finish(name: &str, command: &str, report: &str, arguments: &[String]) -> Outcome {
    println!("{report}");
    if arguments.iter().any(|argument| argument == "--save") {
        let folder = root().join("benches").join("runs").join(format!("{}-{}", today()?, machine_kind()));
        let head = format!("{command}\n{}\n\n", machine());
        // Columns are padded on the right; kept files have no blanks there.
        let lines = report.trim_end().lines().map(|line| format!("{}\n", line.trim_end()));
        save(&folder.join(name), format!("{head}{}", lines.collect::<String>()).as_bytes())?;
    }
    Ok(())
}

/// Where cargo builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Today, as `YYYY-MM-DD` in UTC.
fn today() -> Result<String, String> {
    output("date", &["-u", "+%Y-%m-%d"]).map(|line| line.trim().to_owned())
}

/// What kind of machine, without its name: `x86_64-2cpu`.
pub(crate) fn machine_kind() -> String {
    let cpus = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{}-{cpus}cpu", std::env::consts::ARCH)
}

/// Processor, number of processors, load when the report was made, compiler: what a reader of figures wants to know.
fn machine() -> String {
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        cpuinfo.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or(": unknown processor");
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_ascii_whitespace().next().unwrap_or("unknown").to_owned();
    let rustc = rustc().unwrap_or_else(|problem| problem);
    let model = model.trim_start_matches([' ', '\t', ':']);
    format!("{}, {model}, {rustc}, load {load} at the end (the measurement itself makes 1)", machine_kind())
}

/// The compiler with its version: `rustc 1.88.0`.
pub(crate) fn rustc() -> Result<String, String> {
    let line = output("rustc", &["--version"])?;
    Ok(line.split_ascii_whitespace().take(2).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_kind_names_no_machine() {
        assert!(machine_kind().ends_with("cpu"));
        assert!(rustc().unwrap().starts_with("rustc "));
    }
}
