//! `guard`: counts the instructions that a fixed set of statements takes and fails when one takes more than 3 % above
//! `benches/baseline.toml`. Counts, not times: they come out alike however busy the machine is. `--update` writes the
//! baseline anew.

use std::path::PathBuf;
use std::process::Command;

use cas_testkit::bench::{FAMILIES, Lock};

use crate::Outcome;
use crate::cargo::{output, root};
use crate::corpus::save;
use crate::peers::have;
use crate::report::{rustc, target};
use crate::timing::ours;

/// A count may grow by this many per cent of the baseline.
const ALLOWED: f64 = 3.0;

/// Pages of the statements.
const PAGES: u32 = 10;

/// Stages that are counted for every family.
const STAGES: [&str; 3] = ["text", "words", "whole"];

/// What a count depends on besides our code: where these differ from the baseline's, a regression is only told.
type Conditions = Vec<(&'static str, String)>;

/// `guard [--update]`.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    have_valgrind()?;
    let counts = counts()?;
    let conditions = conditions()?;
    let path = root().join("benches").join("baseline.toml");
    if arguments.iter().any(|argument| argument == "--update") {
        return save(&path, written(&conditions, &counts).as_bytes());
    }
    let baseline = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let baseline: toml::Table =
        baseline.parse().map_err(|error: toml::de::Error| error.message().to_owned())?;
    let Judged { lines, worse } = judge(&baseline, &counts)?;
    lines.iter().for_each(|line| println!("{line}"));
    let other = differences(&baseline, &conditions);
    other.iter().for_each(|line| println!("NOT COMPARABLE: {line}"));
    match (worse, other.is_empty()) {
        (0, _) => Ok(()),
        (worse, true) => Err(format!(
            "{worse} counts grew by more than {:.0} %; if that is meant, `cargo xtask guard --update`",
            ALLOWED
        )),
        (worse, false) => {
            println!(
                "WARNING: {worse} counts grew, but not under the conditions of the baseline: no verdict"
            );
            Ok(())
        }
    }
}

/// Valgrind must be there: a guard that does not look is none.
fn have_valgrind() -> Outcome {
    have("valgrind", "--version").map_err(|problem| {
        format!("NOTHING WAS CHECKED: the guard needs valgrind, and it does not start: {problem}")
    })
}

/// Name and instructions of everything that is counted.
fn counts() -> Result<Vec<(String, u64)>, String> {
    let ours = ours()?;
    let start_up = count(&[ours.cas, "--version".to_owned()])?;
    let mut counts = vec![("start-up".to_owned(), start_up)];
    for family in FAMILIES {
        let (path, password) = statement(family)?;
        for stage in STAGES {
            let mut words = ours.time.clone();
            words.extend([stage.to_owned(), path.clone(), password.clone(), "0".to_owned()]);
            counts.push((format!("{stage}/{}", family.name), count(&words)?));
        }
    }
    Ok(counts)
}

/// Draws a statement into the folder that counting happens in: its path is as short everywhere as its name.
fn statement(family: &cas_testkit::bench::Family) -> Result<(String, String), String> {
    let drawn = family.draw(PAGES, Lock::Usual);
    save(&folder().join(family.name), &drawn.pdf)?;
    Ok((family.name.to_owned(), drawn.password))
}

fn folder() -> PathBuf {
    target().join("guard")
}

/// Instructions of a process, from the line that callgrind ends with.
pub(crate) fn count(words: &[String]) -> Result<u64, String> {
    std::fs::create_dir_all(folder()).map_err(|error| error.to_string())?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let result = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .args(words)
        .current_dir(folder())
        .env_clear()
        .env("PATH", path)
        .output()
        .map_err(|error| format!("valgrind does not start: {error}"))?;
    let said = String::from_utf8_lossy(&result.stderr).into_owned();
    if !result.status.success() {
        return Err(format!("{} under valgrind: {said}", words.join(" ")));
    }
    collected(&said).ok_or_else(|| format!("callgrind told no count: {said}"))
}

fn collected(said: &str) -> Option<u64> {
    let line = said.lines().find(|line| line.contains("Collected :"))?;
    line.rsplit(' ').next()?.parse().ok()
}

fn conditions() -> Result<Conditions, String> {
    let valgrind = output("valgrind", &["--version"])?.trim().to_owned();
    let libc = output("ldd", &["--version"]).unwrap_or_default();
    let libc = libc.lines().next().and_then(|line| line.rsplit(' ').next()).unwrap_or("unknown").to_owned();
    Ok(vec![("rustc", rustc()?), ("valgrind", valgrind), ("libc", libc), ("processor", processor())])
}

/// The instruction sets that the crates below us choose by at run time.
fn processor() -> String {
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let flags = cpuinfo.lines().find(|line| line.starts_with("flags")).unwrap_or_default();
    let has = |name: &&str| flags.split_ascii_whitespace().any(|flag| flag == *name);
    let sets: Vec<&str> = ["aes", "avx2", "bmi2", "pclmulqdq"].into_iter().filter(has).collect();
    format!("{} {}", std::env::consts::ARCH, sets.join(" "))
}

fn written(conditions: &Conditions, counts: &[(String, u64)]) -> String {
    let mut out = String::from(
        "# Instructions that callgrind counts, written by `cargo xtask guard --update`: a process that draws nothing, reads\n\
         # one statement of ten pages once and ends. `cargo xtask guard` fails above these by more than 3 %.\n\n[conditions]\n",
    );
    for (name, value) in conditions {
        out += &format!("{name} = \"{value}\"\n");
    }
    out += "\n[instructions]\n";
    for (name, count) in counts {
        out += &format!("\"{name}\" = {count}\n");
    }
    out
}

fn differences(baseline: &toml::Table, conditions: &Conditions) -> Vec<String> {
    let of = |name: &str| baseline.get("conditions")?.get(name)?.as_str().map(str::to_owned);
    conditions
        .iter()
        .filter_map(|(name, here)| {
            let there = of(name).unwrap_or_else(|| "unknown".to_owned());
            (there != *here).then(|| format!("{name} is {here}, the baseline has {there}"))
        })
        .collect()
}

/// What the comparison says.
struct Judged {
    lines: Vec<String>,
    worse: usize,
}

fn judge(baseline: &toml::Table, counts: &[(String, u64)]) -> Result<Judged, String> {
    let known =
        baseline.get("instructions").and_then(toml::Value::as_table).ok_or("the baseline has no counts")?;
    if let Some(gone) = known.keys().find(|name| !counts.iter().any(|(counted, _)| counted == *name)) {
        return Err(format!("the baseline has {gone}, which is no longer counted"));
    }
    let mut judged = Judged { lines: Vec::new(), worse: 0 };
    for (name, count) in counts {
        let before = known.get(name).and_then(toml::Value::as_integer);
        let before = before.ok_or_else(|| format!("{name} has no baseline: `cargo xtask guard --update`"))?;
        let change = (*count as f64 - before as f64) / before as f64 * 100.0;
        let said = if change > ALLOWED {
            judged.worse += 1;
            "  WORSE"
        } else if change < -ALLOWED {
            "  better: keep it with `cargo xtask guard --update`"
        } else {
            ""
        };
        judged.lines.push(format!("{name:12} {count:>12} {change:>+7.2} %{said}"));
    }
    Ok(judged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baseline(counts: &[(&str, u64)]) -> toml::Table {
        let counts: Vec<_> = counts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
        written(&vec![("rustc", "rustc 1.0".to_owned())], &counts).parse().unwrap()
    }

    fn worse(before: u64, now: u64) -> usize {
        judge(&baseline(&[("text/cams", before)]), &[("text/cams".to_owned(), now)]).unwrap().worse
    }

    #[test]
    fn more_than_three_percent_is_worse() {
        assert_eq!(worse(1000, 1030), 0);
        assert_eq!(worse(1000, 1031), 1);
        assert_eq!(worse(1000, 500), 0);
    }

    #[test]
    fn what_is_counted_must_be_known_and_the_other_way_round() {
        let counted = [("text/cams".to_owned(), 1)];
        assert!(judge(&baseline(&[]), &counted).is_err());
        assert!(judge(&baseline(&[("text/cams", 1), ("text/nsdl", 1)]), &counted).is_err());
    }

    #[test]
    fn another_compiler_is_told() {
        let here = |name: &str| differences(&baseline(&[]), &vec![("rustc", name.to_owned())]);
        assert!(here("rustc 1.0").is_empty());
        assert_eq!(here("rustc 2.0"), ["rustc is rustc 2.0, the baseline has rustc 1.0"]);
    }

    #[test]
    fn the_count_is_found() {
        assert_eq!(collected("==1== \n==1== Collected : 12345\n==1== "), Some(12345));
        assert_eq!(collected("nothing"), None);
    }
}
