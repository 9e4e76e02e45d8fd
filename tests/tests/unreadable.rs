//! A figure with a character that is none is told: one digit of values of drawn statements becomes a letter, and where a
//! number or a day of the answer changes or vanishes, a note or a failed check must say so, or the file is refused.
//! Names and wordings keep what is printed, letter included, and need no note.
//!
//! What is not told, in less than one of a hundred: whole numbers of one digit, which are a word like any other then (`0` as
//! `x`), and figures that stand among the words of a name.

use std::collections::BTreeMap;

use cas::{JsonOptions, Origin, Parsed, Verdict, With};
use cas_page::{Page, Rect};
use cas_testkit::{Seed, StoredCase};
use cas_tests::pages::{pages_of, read};
use cas_tests::run::on_each;
use serde_json::Value;

/// Values tried in one statement.
const VALUES: usize = 8;

/// Notes and failed checks.
fn remarks(parsed: &Parsed) -> usize {
    parsed.notes.len() + parsed.checks.iter().filter(|check| check.verdict == Verdict::Fail).count()
}

/// Numbers and days of an answer by their pointers.
fn figures(parsed: &Parsed) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    let plain = Parsed { with: With::default(), ..parsed.clone() };
    let answer = plain.to_json(JsonOptions::default());
    collect(serde_json::from_slice(&answer).unwrap_or_default(), String::new(), &mut found);
    found
}

fn collect(value: Value, pointer: String, found: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                collect(member, format!("{pointer}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.into_iter().enumerate() {
                collect(item, format!("{pointer}/{index}"), found);
            }
        }
        Value::String(text) if is_day(&text) => {
            found.insert(pointer, Value::String(text));
        }
        Value::Number(_) => {
            found.insert(pointer, value);
        }
        _ => {}
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.bytes().enumerate().all(|(at, byte)| (byte == b'-') == (at == 4 || at == 7))
}

/// Makes a letter of a digit of the value at a place.
fn garble(pages: &mut [Page], number: u32, area: &Rect, seed: &mut Seed) -> Option<()> {
    let page = pages.iter_mut().find(|page| page.number == number)?;
    let inside = |run: &cas_page::TextRun| {
        run.area.x_overlap(area) > 0.5 * area.width() && run.area.y_overlap(area) > 0.5 * area.height()
    };
    let found = page.runs.iter().position(inside)?;
    let run = page.runs.get(found)?;
    let text: Vec<char> = page.text_of(run).chars().collect();
    let edges = page.edges_of(run);
    let digits: Vec<usize> = (0..text.len())
        .filter(|&at| {
            let edge = edges.get(at).copied().unwrap_or_default();
            text[at].is_ascii_digit() && edge + 0.2 >= area.x0 && edge < area.x1
        })
        .collect();
    let at = *(!digits.is_empty()).then(|| seed.pick(&digits))?;
    let garbled: String =
        text.iter().enumerate().map(|(index, c)| if index == at { 'x' } else { *c }).collect();
    let span = page.push_text(&garbled);
    page.runs.get_mut(found)?.text = span;
    Some(())
}

/// Tried, and what was not told.
fn judge(case: &StoredCase, tried: &mut usize, silent: &mut Vec<String>) -> Option<()> {
    let pages = pages_of(case)?;
    let intact = read(pages.clone())?;
    let (before, known) = (remarks(&intact), figures(&intact));
    let printed: Vec<(&str, u32, Rect)> = intact
        .provenance
        .iter()
        .filter_map(|value| match &value.origin {
            Origin::Printed { page, area, .. } => Some((value.pointer.as_str(), *page, *area)),
            _ => None,
        })
        .filter(|(pointer, _, _)| known.contains_key(*pointer))
        .collect();
    let mut seed = Seed::new(printed.len() as u64);
    for _ in 0..VALUES.min(printed.len()) {
        let (pointer, page, area) = seed.pick(&printed);
        let mut garbled = pages.clone();
        let Some(()) = garble(&mut garbled, *page, area, &mut seed) else { continue };
        *tried += 1;
        let Some(now) = read(garbled) else { continue };
        let seen = figures(&now);
        let lost = known.iter().find(|(pointer, value)| seen.get(*pointer) != Some(*value));
        if let Some((changed, _)) = lost.filter(|_| remarks(&now) <= before) {
            silent.push(format!("{} {pointer}: {changed}", case.name));
        }
    }
    Some(())
}

#[test]
fn a_figure_that_cannot_be_read_is_told() {
    let cases: Vec<StoredCase> = cas_testkit::cases()
        .unwrap()
        .into_iter()
        .filter(|case| case.is_readable() && case.fails.is_empty())
        .filter(|case| case.read().is_ok_and(|pdf| pdf.len() < 120_000))
        .step_by(2)
        .collect();
    let done = on_each(&cases, |case| {
        let (mut tried, mut silent) = (0, Vec::new());
        judge(case, &mut tried, &mut silent);
        (tried, silent)
    });
    let tried: usize = done.iter().map(|(tried, _)| tried).sum();
    let mut silent: Vec<String> = done.into_iter().flat_map(|(_, silent)| silent).collect();
    silent.sort();
    assert!(tried > 1500, "{tried}");
    let told = (tried - silent.len()) * 1000;
    assert!(told >= tried * 990, "{} of {tried} silent\n{}", silent.len(), silent.join("\n"));
}
