//! `hunt`: draws statements that no reader has seen, cases of the writer with other people, securities and figures, and
//! tells what is misread.

use std::collections::BTreeSet;
use std::path::Path;

use cas::{JsonOptions, Options, Verdict, With};
use cas_testkit::Score;
use cas_testkit::corpus::{Variation, variations};

use crate::Outcome;

/// Misses shown of one statement.
const SHOWN: usize = 4;

/// `hunt FAMILY COUNT [SEED] [FOLDER]`: the misread files go to FOLDER.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let usage = || "usage: cargo xtask hunt nsdl|cdsl|contract_note COUNT [SEED] [FOLDER]".to_owned();
    let (family, count) = match arguments {
        [family, count, ..] => (family, count.parse::<usize>().map_err(|_| usage())?),
        _ => return Err(usage()),
    };
    let seed = match arguments.get(2) {
        Some(seed) => seed.parse::<u64>().map_err(|_| usage())?,
        None => 1,
    };
    let mut all = Score::default();
    let (mut perfect, mut odd) = (0, 0);
    for variation in variations(family, seed, count).ok_or_else(usage)? {
        let problems = judge(&variation, &mut all);
        if problems.is_empty() {
            perfect += 1;
            continue;
        }
        odd += 1;
        println!("{}", variation.name);
        problems.iter().take(SHOWN).for_each(|problem| println!("    {problem}"));
        if let Some(folder) = arguments.get(3) {
            keep(Path::new(folder), &variation)?;
        }
    }
    println!("{}/{} fields, {perfect} of {count} statements without fault", all.right, all.total);
    if odd == 0 { Ok(()) } else { Err(format!("{odd} statements")) }
}

/// What is wrong with the answer.
fn judge(variation: &Variation, all: &mut Score) -> Vec<String> {
    let mut options = Options::with_password(variation.drawn.password.as_str());
    options.with = With { checks: true, ..With::default() };
    let parsed = match cas::parse(&variation.drawn.pdf, &options) {
        Ok(parsed) => parsed,
        Err(error) => {
            all.total += 1;
            return vec![format!("refused: {error}")];
        }
    };
    let answer = serde_json::from_slice(&parsed.to_json(JsonOptions::default())).unwrap_or_default();
    let score = cas_testkit::compare(&variation.truth, &answer);
    let mut problems: Vec<String> = score
        .misses
        .iter()
        .map(|miss| format!("{}: expected {}, found {}", miss.path, miss.expected, miss.found))
        .collect();
    let failed = parsed.checks.iter().filter(|check| check.verdict == Verdict::Fail);
    let failed: BTreeSet<&str> = failed.map(|check| check.id).collect();
    let named: BTreeSet<&str> = variation.fails.iter().copied().collect();
    if failed != named {
        problems.push(format!("checks {named:?} should fail, {failed:?} fail"));
    }
    all.right += score.right;
    all.total += score.total;
    problems
}

fn keep(folder: &Path, variation: &Variation) -> Outcome {
    let path = |ending: &str| folder.join(format!("{}.{ending}", variation.name));
    crate::corpus::save(&path("pdf"), &variation.drawn.pdf)?;
    crate::corpus::save(&path("password"), variation.drawn.password.as_bytes())?;
    crate::corpus::save(&path("truth.json"), format!("{:#}", variation.truth).as_bytes())
}
