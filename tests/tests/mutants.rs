//! A sample of what `cargo xtask mutants` runs at length.

use cas_tests::mutants::{Place, Plan, run};

#[test]
fn a_mutant_is_refused_told_or_harmless() {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let plan = Plan {
        changed: 2_000,
        cut: 500,
        seed: 7,
        threads,
        largest: 12_000,
        place: Place::Anywhere,
        seconds: 0,
    };
    let report = run(&plan);
    assert_eq!(report.total, 2_500);
    let wrong: Vec<String> = report.wrong().map(|mutant| format!("{mutant:?}")).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{:?}", report.counts);
}
