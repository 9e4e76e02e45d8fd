//! Tables of what was measured: milliseconds a page, ratios beside their goals, who did not read everything.

use std::fmt::Write as _;

use super::Cell;
use super::engines::{CASPARSER, FLOOR_GOAL, Makes, TEXT, WHOLE_GOAL};
use crate::timing::{Drawn, Timing};

/// Whoever reads less than this share of our characters has not read everything.
const WHOLE_ENOUGH: f64 = 0.97;

/// The text stage: milliseconds a page, then ratios.
pub(super) fn text(files: &[Drawn], cells: &[Vec<Cell>]) -> String {
    let mut out = String::from("\ntext, ms a page (locked bytes to positioned characters or words)\n");
    let _ = writeln!(out, "  {:30}{}", "", heads(files));
    let mut remarks = String::new();
    for (engine, row) in TEXT.iter().zip(cells) {
        let figures = files.iter().zip(row).map(|(file, cell)| match cell {
            Cell::Read { timing, unlocked } => {
                let mark = if *unlocked { "u" } else { " " };
                format!("{:>10.3}{mark}", timing.least_ms / file.pages)
            }
            Cell::Failed(_) => format!("{:>10} ", "fails"),
        });
        let _ = writeln!(out, "  {:30}{}", engine.label, figures.collect::<String>());
        remark(&mut remarks, engine.label, files, row, cells.get(1));
    }
    out += "  (u: does not open the file locked; was given it unlocked)\n";
    out += "\ntext, times as fast as the peer (peers that make words against our words, others against our characters)\n";
    let _ = writeln!(out, "  {:30}{} goal", "", heads(files));
    for (engine, row) in TEXT.iter().zip(cells).skip(3) {
        let ours = if engine.makes == Makes::Words { cells.get(2) } else { cells.get(1) };
        let ratios = ratios(row, ours);
        let _ = writeln!(out, "  {:30}{} {}", engine.label, shown(&ratios), at_least(&ratios, engine.goal));
    }
    out += "\ntext, times the floor (decrypt, inflate, tokenise, nothing else)\n";
    let _ = writeln!(out, "  {:30}{} goal", "", heads(files));
    for (engine, row) in TEXT.iter().zip(cells).skip(1).take(2) {
        let ratios = ratios(row, cells.first());
        let met = ratios.iter().flatten().all(|ratio| *ratio <= FLOOR_GOAL);
        let goal = format!("<= {FLOOR_GOAL} {}", verdict(met));
        let _ = writeln!(out, "  {:30}{} {goal}", engine.label, shown(&ratios));
    }
    out + &remarks
}

/// The whole parse: milliseconds, the ratio, and what it may cost.
pub(super) fn whole(files: &[Drawn], cells: &[Vec<Cell>]) -> String {
    let mut out = String::from("\nwhole parse, bytes to JSON, ms a file\n");
    let _ = writeln!(out, "  {:30}{} goal", "", heads(files));
    let [ours, theirs] = cells else { return out };
    for (label, row) in [("cas", ours), ("casparser 1.4.1", theirs)] {
        let figures = row.iter().map(|cell| match cell {
            Cell::Read { timing, .. } => format!("{:>10.2} ", timing.least_ms),
            Cell::Failed(_) => format!("{:>10} ", "fails"),
        });
        let _ = writeln!(out, "  {label:30}{}", figures.collect::<String>());
    }
    let ratios = ratios(theirs, Some(ours));
    let goal = at_least(&ratios, CASPARSER.goal);
    let _ = writeln!(out, "  {:30}{} {goal}", "times as fast as casparser", shown(&ratios));
    let (page, file) = WHOLE_GOAL;
    let shares: Vec<Option<f64>> = files
        .iter()
        .zip(ours)
        .map(|(drawn, cell)| Some(timing(cell)?.least_ms / (page * drawn.pages + file)))
        .collect();
    let met = shares.iter().flatten().all(|share| *share <= 1.0);
    let _ = writeln!(
        out,
        "  {:30}{} <= 1 {}",
        format!("of {page} ms a page + {file} ms"),
        shown(&shares),
        verdict(met)
    );
    let _ = writeln!(out, "  {:30}{}", "dated rows casparser read", rows(theirs));
    for (drawn, cell) in files.iter().zip(theirs) {
        if let Cell::Failed(problem) = cell {
            let _ = writeln!(out, "  casparser fails on {}: {problem}", drawn.name);
        }
    }
    out
}

fn heads(files: &[Drawn]) -> String {
    files.iter().map(|file| format!("{:>10} ", file.name)).collect()
}

fn rows(cells: &[Cell]) -> String {
    cells.iter().map(|cell| format!("{:>10} ", timing(cell).map_or(0.0, |timing| timing.rows))).collect()
}

fn timing(cell: &Cell) -> Option<&Timing> {
    match cell {
        Cell::Read { timing, .. } => Some(timing),
        Cell::Failed(_) => None,
    }
}

/// Their time over our time, file by file; `None` where one of us failed.
fn ratios(theirs: &[Cell], ours: Option<&Vec<Cell>>) -> Vec<Option<f64>> {
    let ours = ours.map_or(&[][..], Vec::as_slice);
    let pairs = theirs.iter().zip(ours);
    pairs.map(|(their, our)| Some(timing(their)?.least_ms / timing(our)?.least_ms)).collect()
}

fn shown(ratios: &[Option<f64>]) -> String {
    ratios
        .iter()
        .map(|ratio| ratio.map_or_else(|| format!("{:>10} ", "-"), |ratio| format!("{ratio:>10.2} ")))
        .collect()
}

fn at_least(ratios: &[Option<f64>], goal: Option<f64>) -> String {
    let Some(goal) = goal else { return "-".to_owned() };
    if ratios.iter().all(Option::is_none) {
        return format!(">= {goal} not measured");
    }
    format!(">= {goal} {}", verdict(ratios.iter().flatten().all(|ratio| *ratio >= goal)))
}

const fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "missed" }
}

/// Says who failed and who did not read everything, by the characters of our own stage `text`.
fn remark(out: &mut String, label: &str, files: &[Drawn], row: &[Cell], ours: Option<&Vec<Cell>>) {
    for ((file, cell), our) in files.iter().zip(row).zip(ours.into_iter().flatten()) {
        match (cell, timing(our)) {
            (Cell::Failed(problem), _) => {
                let _ = writeln!(out, "  {label} fails on {}: {problem}", file.name);
            }
            (Cell::Read { timing, .. }, Some(our)) if timing.characters > 0.0 && label != "floor" => {
                let share = timing.characters / our.characters;
                if !(WHOLE_ENOUGH..=1.0 / WHOLE_ENOUGH).contains(&share) {
                    let _ = writeln!(out, "  {label} reads {:.0} % of {}", share * 100.0, file.name);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(least_ms: f64, characters: f64) -> Cell {
        Cell::Read { timing: Timing { least_ms, characters, ..Timing::default() }, unlocked: false }
    }

    #[test]
    fn a_goal_is_met_on_every_file_or_missed() {
        assert_eq!(at_least(&[Some(5.0), Some(7.0), None], Some(5.0)), ">= 5 met");
        assert_eq!(at_least(&[Some(5.0), Some(4.9)], Some(5.0)), ">= 5 missed");
        assert_eq!(at_least(&[None], Some(5.0)), ">= 5 not measured");
    }

    #[test]
    fn ratios_are_of_the_same_file() {
        let ours = vec![cell(2.0, 10.0), cell(4.0, 10.0)];
        let theirs = [cell(6.0, 10.0), Cell::Failed("no".to_owned())];
        assert_eq!(ratios(&theirs, Some(&ours)), [Some(3.0), None]);
    }
}
