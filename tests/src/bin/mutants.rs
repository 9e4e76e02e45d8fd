//! `cargo xtask mutants`: mutants of the corpus, as many as asked for, and a table of what came of them.

#![expect(clippy::disallowed_methods, reason = "a development tool is an edge: it reads arguments")]
#![expect(clippy::print_stdout, reason = "a command line tool talks to its user")]

use std::process::ExitCode;

use cas_tests::mutants::{Place, Plan, run};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str, default: u64| {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(default)
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let plan = Plan {
        changed: number("--count", 1_000_000),
        cut: number("--truncations", 100_000),
        seed: number("--seed", 1),
        threads: number("--threads", threads) as usize,
        largest: number("--largest", 64 << 10) as usize,
        place: if arguments.iter().any(|argument| argument == "--structure") {
            Place::Structure
        } else {
            Place::Anywhere
        },
        seconds: number("--seconds", 0),
    };
    let started = std::time::Instant::now();
    let report = run(&plan);
    println!("{:30} {:>10} {:>10}", "outcome", "changed", "cut");
    for (outcome, [changed, cut]) in &report.counts {
        println!("{:30} {changed:>10} {cut:>10}", format!("{outcome:?}"));
    }
    println!("{} mutants, seed {}, {:.0} s", report.total, plan.seed, started.elapsed().as_secs_f64());
    for mutant in &report.silent {
        println!("silent: {mutant:?}");
    }
    if report.wrong().next().is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
