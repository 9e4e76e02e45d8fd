//! `bench-peers`: everybody on the same files in the same run, one core, the least of many runs. Peers are installed from
//! their registries under `target/peers`; nothing of them is part of the project.

mod engines;
mod install;
mod table;

use std::fmt::Write as _;

use crate::Outcome;
use crate::cargo::root;
use crate::measure::{memory, start_up};
use crate::report::finish;
use crate::timing::{Drawn, Timing, draw, time};
use engines::{CASPARSER, Engine, TEXT, WHOLE};
use install::Tools;

pub(crate) use install::{have, tracer};

/// Statements that text is measured with.
const TEXT_FILES: [(&str, u32); 5] = [("cams", 10), ("nsdl", 10), ("cdsl", 10), ("note", 10), ("cams", 60)];

/// Statements that the whole parse is measured with; casparser reads no contract notes.
const WHOLE_FILES: [(&str, u32); 6] =
    [("cams", 2), ("cams", 10), ("cams", 60), ("nsdl", 10), ("cdsl", 10), ("note", 10)];

/// The statement that memory is compared with.
const LARGEST: (&str, u32) = ("cams", 400);

/// How thoroughly to measure.
struct Effort {
    /// Times that everybody has a turn; the least of all turns counts.
    rounds: usize,
    /// Seconds of a turn.
    seconds: f64,
    /// Files of each table.
    files: usize,
    /// Memory of everybody with 400 pages.
    memory: bool,
}

/// Whoever needs longer than this for a file, in milliseconds, has one turn.
const SLOW: f64 = 3000.0;

/// What became of one engine on one file.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    /// It read the file; `true` when it had to be given unlocked.
    Read { timing: Timing, unlocked: bool },
    /// It did not, and said this.
    Failed(String),
}

/// `bench-peers [--quick] [--save]`.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let effort = if quick {
        Effort { rounds: 1, seconds: 0.2, files: 1, memory: false }
    } else {
        Effort { rounds: 3, seconds: 0.5, files: usize::MAX, memory: true }
    };
    let tools = install::all()?;
    let mut report = versions();
    let files = drawn(&TEXT_FILES, effort.files)?;
    report += &table::text(&files, &measure(TEXT, &files, &tools, &effort));
    let files = drawn(&WHOLE_FILES, effort.files)?;
    report += &table::whole(&files, &measure(&[WHOLE, CASPARSER], &files, &tools, &effort));
    if effort.memory {
        let (family, pages) = LARGEST;
        let file = draw(family, pages)?;
        report += &memories(&file, &tools);
        report += &memory(&tools.ours)?;
    }
    report += &start_up(&tools.ours)?;
    finish("peers.txt", "cargo xtask bench-peers --save", &report, arguments)
}

fn drawn(files: &[(&str, u32)], most: usize) -> Result<Vec<Drawn>, String> {
    files.iter().take(most).map(|(family, pages)| draw(family, *pages)).collect()
}

/// One row of cells for each engine. Turns go round, so that a busy moment of the machine hits everybody.
fn measure(engines: &[Engine], files: &[Drawn], tools: &Tools, effort: &Effort) -> Vec<Vec<Cell>> {
    let mut cells: Vec<Vec<Cell>> = vec![Vec::new(); engines.len()];
    for file in files {
        println!("== {}", file.name);
        let mut column: Vec<Cell> =
            engines.iter().map(|engine| attempt(engine, file, tools, effort.seconds)).collect();
        for _ in 1..effort.rounds {
            for (engine, cell) in engines.iter().zip(&mut column) {
                let Cell::Read { timing, unlocked } = cell else { continue };
                if timing.least_ms > SLOW {
                    continue;
                }
                let opened = if *unlocked { (&file.open, "") } else { (&file.path, file.password.as_str()) };
                let again = tools
                    .program(engine.program)
                    .and_then(|program| time(&program, engine.name, (opened.0, opened.1), effort.seconds));
                if let Ok(again) = again {
                    timing.least_ms = timing.least_ms.min(again.least_ms);
                }
            }
        }
        for (row, cell) in cells.iter_mut().zip(column) {
            row.push(cell);
        }
    }
    cells
}

/// The first turn: locked and, where that fails, unlocked.
fn attempt(engine: &Engine, file: &Drawn, tools: &Tools, seconds: f64) -> Cell {
    let program = match tools.program(engine.program) {
        Ok(program) => program,
        Err(problem) => return Cell::Failed(problem),
    };
    match time(&program, engine.name, (&file.path, &file.password), seconds) {
        Ok(timing) => Cell::Read { timing, unlocked: false },
        Err(problem) => match time(&program, engine.name, (&file.open, ""), seconds) {
            Ok(timing) => Cell::Read { timing, unlocked: true },
            Err(_) => Cell::Failed(problem),
        },
    }
}

/// Peak memory of everybody: a process each, one run.
fn memories(file: &Drawn, tools: &Tools) -> String {
    println!("== {}", file.name);
    let mut report = format!(
        "\npeak memory of a process that reads {} pages once, MiB (Python's own share included)\n",
        file.pages
    );
    for engine in TEXT.iter().chain([&WHOLE, &CASPARSER]).filter(|engine| engine.name != "floor") {
        let said = match attempt(engine, file, tools, 0.0) {
            Cell::Read { timing, unlocked } => {
                format!("{:8.1}{}", timing.peak_mib, if unlocked { "  (unlocked)" } else { "" })
            }
            Cell::Failed(problem) => format!("  fails: {problem}"),
        };
        let _ = writeln!(report, "  {:34}{said}", engine.label);
    }
    report + "\n"
}

/// What was installed, as pinned.
fn versions() -> String {
    let folder = root().join("benches").join("peers");
    let pinned = |path: &str, line: &str| {
        let text = std::fs::read_to_string(folder.join(path)).unwrap_or_default();
        let lines = text.lines().filter(|found| found.contains(line) && !found.starts_with('#'));
        lines.map(|found| found.split(", ").next().unwrap_or(found).to_owned()).collect::<Vec<_>>().join(", ")
    };
    let rust = pinned("Cargo.toml", "\"=").replace("{ version = ", "").replace([' ', '"'], "");
    format!("Rust: {}\nPython: {}\n", rust.replace(',', ", "), pinned("python/requirements.txt", "=="))
}

#[cfg(test)]
mod tests {
    #[test]
    fn versions_are_named() {
        let versions = super::versions();
        assert!(versions.contains("lopdf==0") && versions.contains("casparser==1.4.1"), "{versions}");
    }
}
