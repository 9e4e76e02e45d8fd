//! Figures of our own that criterion does not give: peak memory, start-up, whether cost is linear. Results are printed
//! and, with `--save`, kept.

use std::fmt::Write as _;
use std::time::Instant;

use crate::Outcome;
use crate::cargo::{cargo, output};
use crate::guard::count;
use crate::peers::have;
use crate::report::{finish, target};
use crate::timing::{Cores, Ours, draw, ours, text, time, time_on};

/// Pages of the statement that memory is measured with.
const LARGEST: u32 = 400;

/// Families, by their short names.
const FAMILIES: [&str; 4] = ["cams", "nsdl", "cdsl", "note"];

/// Statements that every stage is timed with.
const STATEMENTS: [(&str, u32); 10] = [
    ("cams", 2),
    ("cams", 10),
    ("cams", 60),
    ("nsdl", 10),
    ("nsdl", 60),
    ("cdsl", 10),
    ("cdsl", 60),
    ("note", 2),
    ("note", 10),
    ("note", 60),
];

/// Stages whose memory has a goal, in MiB.
const MEMORY: [(&str, f64); 2] = [("text", 24.0), ("whole", 48.0)];

/// Start-up has a goal, in milliseconds.
const START: f64 = 5.0;

/// Drawing the pages has a goal, in milliseconds a page.
const DRAWN: f64 = 50.0;

/// Pages of the statements that are drawn.
const DRAWN_PAGES: u32 = 10;

/// Seconds that a stage is repeated for.
const REPEATED: f64 = 3.0;

/// `measure`: the time of each stage; with the largest statement of each family peak memory and what further processors
/// give; drawing pages; start-up of the binary.
pub(crate) fn measure(arguments: &[String]) -> Outcome {
    let ours = ours()?;
    let report =
        stages(&ours)? + &memory(&ours)? + &processors(&ours)? + &drawing(&ours)? + &start_up(&ours)?;
    finish("measure.txt", "cargo xtask measure --save", &report, arguments)
}

/// Peak memory of one run on 400 pages.
pub(crate) fn memory(ours: &Ours) -> Result<String, String> {
    let mut report = format!("peak memory, one run, {LARGEST} pages\n");
    for family in FAMILIES {
        let drawn = draw(family, LARGEST)?;
        for (stage, goal) in MEMORY {
            let peak = time(&ours.time, stage, (&drawn.path, &drawn.password), 0.0)?.peak_mib;
            let verdict = if peak <= goal { "met" } else { "missed" };
            let _ = writeln!(report, "  {family:5} {stage:6} {peak:7.1} MiB  (goal {goal:.0}: {verdict})");
        }
    }
    Ok(report)
}

/// What each stage takes, all that comes before included.
fn stages(ours: &Ours) -> Result<String, String> {
    const STAGES: [&str; 4] = ["floor", "text", "words", "whole"];
    let mut report = "least ms of each stage, one core\n        pages ".to_owned();
    let _ = writeln!(report, "{}", STAGES.map(|stage| format!("{stage:>9}")).concat());
    for (family, pages) in STATEMENTS {
        let drawn = draw(family, pages)?;
        let file = (drawn.path.as_path(), drawn.password.as_str());
        let _ = write!(report, "  {family:5} {:5} ", drawn.pages);
        for stage in STAGES {
            let _ = write!(report, "{:9.2}", time(&ours.time, stage, file, REPEATED / 2.0)?.least_ms);
        }
        report.push('\n');
    }
    Ok(report)
}

/// One large file alone: on one thread, and on all processors.
fn processors(ours: &Ours) -> Result<String, String> {
    let mut report =
        format!("one file of {LARGEST} pages alone, whole parse, on one thread and on all processors\n");
    for family in FAMILIES {
        let drawn = draw(family, LARGEST)?;
        let file = (drawn.path.as_path(), drawn.password.as_str());
        let least =
            |cores, stage| time_on(cores, &ours.time, stage, file, REPEATED).map(|time| time.least_ms);
        let (alone, shared) = (least(Cores::One, "whole")?, least(Cores::All, "shared")?);
        let _ = writeln!(report, "  {family:5} {alone:7.1} ms {shared:7.1} ms  {:.2} times", alone / shared);
    }
    Ok(report)
}

/// What `cas trace --html` takes.
fn drawing(ours: &Ours) -> Result<String, String> {
    let mut report =
        format!("drawing {DRAWN_PAGES} pages for `cas trace --html`, all that comes before included\n");
    for family in FAMILIES {
        let drawn = draw(family, DRAWN_PAGES)?;
        let file = (drawn.path.as_path(), drawn.password.as_str());
        let each = time(&ours.time, "draw", file, REPEATED)?.least_ms / drawn.pages;
        let verdict = if each <= DRAWN { "met" } else { "missed" };
        let _ = writeln!(report, "  {family:5} {each:6.2} ms a page  (goal {DRAWN:.0}: {verdict})");
    }
    Ok(report)
}

/// Start-up of `cas --version`: the least and the median of fifty.
pub(crate) fn start_up(ours: &Ours) -> Result<String, String> {
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..50 {
        let start = Instant::now();
        output(&ours.cas, &["--version"])?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    let (Some(least), Some(median)) = (times.first(), times.get(times.len() / 2)) else {
        return Err("nothing was measured".to_owned());
    };
    let verdict = if *median <= START { "met" } else { "missed" };
    Ok(format!(
        "start-up of `cas --version`: least {least:.2} ms, median {median:.2} ms  (goal {START:.0}: {verdict})\n"
    ))
}

/// Statements whose instructions are counted for each page; 5,000 pages would take minutes and show nothing else.
const COUNTED: [u32; 3] = [10, 100, 1_000];

/// Instructions a page of one run more in a process that has run once: what times of a machine that others use cannot
/// tell to a few per cent.
fn counted() -> Result<String, String> {
    if let Err(problem) = have("valgrind", "--version") {
        return Ok(format!("instructions were not counted, as valgrind does not start: {problem}\n"));
    }
    let ours = ours()?;
    let mut report = "million instructions a page, counted by callgrind\n".to_owned();
    for stage in ["text", "whole"] {
        let mut each = Vec::new();
        for pages in COUNTED {
            let drawn = draw("cams", pages)?;
            let runs = |runs: &str| {
                let file =
                    [stage, &drawn.path.display().to_string(), &drawn.password, runs].map(str::to_owned);
                count(&[ours.time.as_slice(), &file].concat()).map(|count| count as f64)
            };
            each.push((pages, (runs("2x")? - runs("1x")?) / drawn.pages / 1e6));
        }
        let mean = each.iter().map(|(_, each)| each).sum::<f64>() / each.len() as f64;
        for (pages, each) in each {
            let _ =
                writeln!(report, "{stage:6} {pages:>7} {each:>10.4} {:>+9.1}%", (each / mean - 1.0) * 100.0);
        }
    }
    Ok(report)
}

/// `scaling [PAGES..]`: milliseconds a page at 10, 100, 1,000 and 5,000 pages, or at those named; without any
/// named, instructions a page as well.
pub(crate) fn scaling(arguments: &[String]) -> Outcome {
    cargo(&["build", "--release", "--package", "cas-bench", "--bin", "scaling"], &[])?;
    let binary = target().join("release").join("scaling");
    let pages: Vec<&str> =
        arguments.iter().map(String::as_str).filter(|argument| *argument != "--save").collect();
    let mut report = output(&text(&binary), &pages)?;
    if pages.is_empty() {
        report += &counted()?;
    }
    finish("scaling.txt", "cargo xtask scaling --save", &report, arguments)
}
