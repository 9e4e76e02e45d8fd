//! The corpus, looked at from every side: truth, goldens, checks, unclaimed words, schema, determinism, passwords,
//! scorecard. A folder dropped into `corpus/` is tested without a line added here.

use std::collections::BTreeSet;

use cas::{Options, ParseError};
use cas_tests::golden::{by_rows, settle};
use cas_tests::run::{Answer, OUTCOMES, Outcome};
use cas_tests::scorecard::scorecard;

/// Fails with every problem (up to a screenful), not only the first.
fn report(problems: &[String]) {
    let shown = problems.get(..60).unwrap_or(problems);
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), shown.join("\n"));
}

/// Cases that were read.
fn answers() -> impl Iterator<Item = (&'static Outcome, &'static Answer)> {
    OUTCOMES.iter().filter_map(|outcome| Some((outcome, outcome.answer.as_ref().ok()?)))
}

#[test]
fn what_is_expected_is_read_and_what_is_not_is_refused() {
    let mut problems = Vec::new();
    for outcome in OUTCOMES.iter() {
        let name = &outcome.case.name;
        match (outcome.case.is_readable(), &outcome.answer) {
            (true, Err(error)) => problems.push(format!("{name}: expected, but {error}")),
            (false, Ok(_)) => problems.push(format!("{name}: read, but nothing was expected")),
            _ => {}
        }
    }
    assert!(OUTCOMES.len() >= 60, "only {} cases", OUTCOMES.len());
    report(&problems);
}

#[test]
fn every_field_is_right() {
    let mut problems = Vec::new();
    for (outcome, answer) in answers().filter(|(_, answer)| !answer.score.perfect()) {
        let score = &answer.score;
        problems.push(format!("{}: {} of {} fields", outcome.case.name, score.right, score.total));
        for miss in score.misses.iter().take(5) {
            problems.push(format!("    {}: expected {}, found {}", miss.path, miss.expected, miss.found));
        }
    }
    report(&problems);
}

#[test]
fn goldens_are_current() {
    let mut problems = Vec::new();
    for (outcome, answer) in answers().filter(|(outcome, _)| outcome.case.golden.is_dir()) {
        let folder = &outcome.case.golden;
        problems.extend(settle(&folder.join("expected.json"), &by_rows(&answer.json)));
        let notes: String = answer.notes.iter().flat_map(|note| [note.as_str(), "\n"]).collect();
        problems.extend(settle(&folder.join("expected.notes"), &notes));
    }
    if !problems.is_empty() {
        problems
            .push("`cargo bless` writes goldens anew; read the difference before committing it".to_owned());
    }
    report(&problems);
}

#[test]
fn exactly_the_named_checks_fail() {
    let mut problems = Vec::new();
    for (outcome, answer) in answers() {
        let failed: BTreeSet<&str> = answer.failed.iter().map(|(id, _)| *id).collect();
        let named: BTreeSet<&str> = outcome.case.fails.iter().map(String::as_str).collect();
        if failed != named {
            let scope = answer.failed.iter().find(|(id, _)| !named.contains(id)).map(|(_, scope)| scope);
            problems.push(format!("{}: {named:?} should fail, {failed:?} fail {scope:?}", outcome.case.name));
        }
        if answer.passed == 0 {
            problems.push(format!("{}: no check passed", outcome.case.name));
        }
    }
    report(&problems);
}

#[test]
fn nothing_printed_is_unknown() {
    let (mut words, mut unclaimed, mut places) = (0, 0, Vec::new());
    for (outcome, answer) in answers() {
        words += answer.words;
        unclaimed += answer.unclaimed;
        if answer.unclaimed > 0 {
            places.push(format!("{}: {} of {} words", outcome.case.name, answer.unclaimed, answer.words));
        }
    }
    assert!(unclaimed * 1000 < words, "{unclaimed} of {words} words are unclaimed\n{}", places.join("\n"));
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    let different: Vec<_> =
        answers().filter(|(_, answer)| !answer.repeatable).map(|(o, _)| &o.case.name).collect();
    assert!(different.is_empty(), "{different:?}");
}

#[test]
fn additions_stand_beside_the_schema_and_nowhere_else() {
    let allowed = ["x_checks", "x_document", "x_full", "x_notes", "x_provenance", "x_words"];
    for (outcome, answer) in answers() {
        let name = &outcome.case.name;
        let counted = |key: &str| answer.full["x_words"][key].as_u64().unwrap_or_default() as usize;
        assert_eq!(counted("data") + counted("furniture") + counted("unclaimed"), answer.words, "{name}");
        assert_eq!(counted("unclaimed"), answer.unclaimed, "{name}");
        assert!(counted("data") > 0, "{name}");
        assert!(!answer.json.contains("\"x_"), "{name}: additions that nobody asked for");
        let mut full = answer.full.clone();
        let object = full.as_object_mut().unwrap();
        for key in allowed {
            assert!(object.remove(key).is_some(), "{name}: no {key}");
        }
        let classes = object.remove("x_class").is_some();
        assert_eq!(classes, outcome.case.family != "contract_note", "{name}: x_class");
        let plain: serde_json::Value = serde_json::from_str(&answer.json).unwrap();
        assert_eq!(full, plain, "{name}: an addition changed the statement");
    }
}

#[test]
fn locked_files_need_their_password() {
    let mut locked = 0;
    for outcome in OUTCOMES.iter().filter(|outcome| !outcome.case.name.starts_with("second_author/")) {
        let pdf = outcome.case.read().unwrap();
        let Err(error) = cas::detect(&pdf, &Options::default()) else { continue };
        if error == ParseError::PasswordRequired {
            locked += 1;
            let wrong = cas::detect(&pdf, &Options::with_password("not the password")).err();
            assert_eq!(wrong, Some(ParseError::WrongPassword { tried: 1 }), "{}", outcome.case.name);
        }
    }
    assert!(locked >= 20, "only {locked} locked cases");
}

#[test]
fn the_scorecard_is_current() {
    let path = cas_testkit::corpus_dir().join("SCORECARD.txt");
    report(&settle(&path, &scorecard(&OUTCOMES)).into_iter().collect::<Vec<_>>());
}

#[test]
fn the_corpus_is_what_the_writer_writes_and_stays_small() {
    let stale = cas_testkit::corpus::check(&cas_testkit::corpus_dir()).unwrap();
    assert!(stale.is_empty(), "run `cargo xtask corpus`: {stale:?}");
    let mut size = 0;
    let mut folders = vec![cas_testkit::corpus_dir()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                size += entry.metadata().unwrap().len();
            }
        }
    }
    assert!(size < 15 << 20, "{size} bytes");
}
