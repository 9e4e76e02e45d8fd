//! The answer for a large file is the same on one thread and on several, whatever is wrong with the file.

use cas::{JsonOptions, Limits, Options, ParseError, With};
use cas_testkit::bench::{FAMILIES, Family, Lock};

const PAGES: u32 = 40;

/// The answer, or what was refused, as text.
fn read(pdf: &[u8], password: &str, limits: &Limits, threads: usize) -> Result<Vec<u8>, ParseError> {
    let with = With { checks: true, notes: true, full: true, provenance: false };
    let options = Options { limits: limits.clone(), threads, with, ..Options::with_password(password) };
    let parsed = cas::parse(pdf, &options)?;
    Ok(parsed.to_json(JsonOptions::default()))
}

fn assert_same(what: &str, pdf: &[u8], password: &str, limits: &Limits) -> Result<String, ParseError> {
    let alone = read(pdf, password, limits, 1);
    for threads in [2, 3] {
        assert_eq!(read(pdf, password, limits, threads), alone, "{what} on {threads} threads");
    }
    alone.map(|answer| String::from_utf8_lossy(&answer).into_owned())
}

#[test]
fn threads_change_nothing_in_any_family() {
    for family in FAMILIES {
        let drawn = family.draw(PAGES, Lock::Usual);
        let answer = assert_same(family.name, &drawn.pdf, &drawn.password, &Limits::default()).unwrap();
        assert!(answer.len() > 10_000, "{}", family.name);
    }
}

#[test]
fn a_damaged_page_is_told_as_on_one_thread() {
    let drawn = Family::named("cams").unwrap().draw(PAGES, Lock::Open);
    // A byte here and there: in the streams of many pages.
    let mut remarked = 0;
    for part in 1..12 {
        let mut pdf = drawn.pdf.clone();
        let at = pdf.len() * part / 12;
        pdf[at] ^= 0x24;
        let answer = assert_same(&format!("byte {at}"), &pdf, "", &Limits::default());
        remarked += usize::from(answer.is_ok_and(|answer| answer.contains("\"fail\"")));
    }
    assert!(remarked > 6, "{remarked}");
}

#[test]
fn limits_are_those_of_the_whole_file() {
    let drawn = Family::named("note").unwrap().draw(PAGES, Lock::Open);
    let with = |change: &dyn Fn(&mut Limits)| {
        let mut limits = Limits::default();
        change(&mut limits);
        assert_same("limit", &drawn.pdf, "", &limits)
    };
    // Just enough for one reader: each of two would stay below, and both together pass it.
    let glyphs = (1..)
        .map(|step| step * 20_000)
        .find(|glyphs| with(&|limits| limits.glyphs = *glyphs).is_ok())
        .unwrap();
    for glyphs in [glyphs / 2, glyphs - 20_000] {
        let error = with(&|limits| limits.glyphs = glyphs).unwrap_err();
        assert_eq!(error.code(), "limit-exceeded", "{error}");
    }
    let error = with(&|limits| limits.operators = 100_000).unwrap_err();
    assert_eq!(error.code(), "limit-exceeded", "{error}");
}
