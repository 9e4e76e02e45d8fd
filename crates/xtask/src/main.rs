//! Project tasks: `cargo xtask <task>`. One file per task; this one only names them and dispatches.
//!
//! Tasks run cargo and other programs, read and write files of the checkout, and print what they do. The engine
//! itself does none of that.

#![expect(
    clippy::disallowed_methods,
    reason = "a development tool is an edge: it reads files and the environment"
)]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool talks to its user")]

mod archive;
mod cargo;
mod cookbook;
mod corpus;
mod guard;
mod hunt;
mod measure;
mod mutants;
mod peers;
mod python;
mod ready;
mod report;
mod seeds;
mod tidy;
mod timing;

use std::process::ExitCode;

/// What a task answers: nothing, or what went wrong in words for a developer.
type Outcome = Result<(), String>;

/// A task: its name, what `cargo xtask` says about it, and what it does with the arguments after its name.
struct Task {
    name: &'static str,
    help: &'static str,
    run: fn(&[String]) -> Outcome,
}

const TASKS: &[Task] = &[
    Task { name: "tidy", help: "check the crate graph, file sizes, names and texts", run: tidy::run },
    Task { name: "ready", help: "everything that .ci/run runs, and the fuzz build", run: ready::run },
    Task { name: "bless", help: "write the goldens and the scorecard anew", run: ready::bless },
    Task { name: "scorecard", help: "write corpus/SCORECARD.txt anew", run: ready::scorecard },
    Task { name: "schema", help: "write the schemas anew", run: ready::schema },
    Task {
        name: "corpus",
        help: "write the drawn cases of corpus/ anew; --check compares",
        run: corpus::corpus,
    },
    Task {
        name: "statement",
        help: "PAGES FILE: draw a statement to try things with",
        run: corpus::statement,
    },
    Task {
        name: "hunt",
        help: "FAMILY COUNT [SEED] [FOLDER]: read statements that no reader has seen; keeps the misread ones",
        run: hunt::run,
    },
    Task {
        name: "cookbook",
        help: "[--bless | --if-installable]: run every recipe of docs/cookbook.md",
        run: cookbook::run_all,
    },
    Task { name: "seeds", help: "make fuzz seeds out of the corpus", run: seeds::run },
    Task {
        name: "bench-peers",
        help: "[--quick] [--save]: installs other engines and measures everybody on the same files",
        run: peers::run,
    },
    Task {
        name: "mutants",
        help: "[--count N] [--truncations N] [--seed S] [--seconds T]: mutants of the corpus",
        run: mutants::run,
    },
    Task {
        name: "tracer",
        help: "[--if-installable]: installs strace, with which the tests trace every system call",
        run: peers::tracer,
    },
    Task { name: "measure", help: "[--save]: peak memory and start-up", run: measure::measure },
    Task {
        name: "scaling",
        help: "[PAGES..] [--save]: milliseconds and instructions a page at 10, 100, 1,000 and 5,000 pages",
        run: measure::scaling,
    },
    Task {
        name: "guard",
        help: "[--update]: counts instructions; fails 3 % above benches/baseline.toml",
        run: guard::run,
    },
    Task {
        name: "batch-load",
        help: "DIR COUNT PAGES: draw an archive of statements, each another, and the map of their passwords",
        run: archive::load,
    },
    Task {
        name: "bench-batch",
        help: "DIR COUNT [PAGES] [--program PATH]: draw an archive and time `cas batch` over it; --save keeps it",
        run: archive::bench,
    },
    Task {
        name: "readers",
        help: "[--release] [--all | CASE ...]: every output, opened by readers of other people (Python)",
        run: python::readers,
    },
    Task {
        name: "casparser",
        help: "[--release] [--show PATTERN]: --shape casparser against casparser itself (Python)",
        run: python::casparser,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        print_help();
        return ExitCode::from(2);
    };
    let Some(task) = TASKS.iter().find(|task| task.name == name) else {
        eprintln!("there is no task `{name}`");
        print_help();
        return ExitCode::from(2);
    };
    match (task.run)(rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{name}: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn print_help() {
    println!("cargo xtask <task>\n");
    for task in TASKS {
        println!("  {:12} {}", task.name, task.help);
    }
}
