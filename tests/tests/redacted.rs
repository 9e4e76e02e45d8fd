//! The twin of every statement of the corpus: it says what the original says with its words replaced, and nothing of
//! the original is left in it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use cas::{Key, Options, ParseError, Parsed, RedactError, RedactOptions, Twin};
use cas_model::DiagnosticCode;
use cas_tests::remains::{identities, left, public_words};
use cas_tests::twins::{
    Made, body, full, problems, redact, report, transformed, twins, verdicts, without_signature,
};
use serde_json::Value;

/// The twins of all statements that can be read, made once.
static TWINS: LazyLock<Vec<Made>> = LazyLock::new(|| twins(|_| true, |_| plain(7)));

fn plain(seed: u64) -> RedactOptions {
    RedactOptions::with_key(Key::seeded(seed))
}

/// The problems that `judge` finds in the twins.
fn judge(judge: impl Fn(&Twin) -> Vec<String>) {
    report(&problems(&TWINS, judge));
}

#[test]
fn every_statement_has_a_twin() {
    let refused = TWINS.iter().filter_map(|made| Some((&made.case.name, made.twin.as_ref().err()?)));
    let problems: Vec<String> = refused.map(|(name, error)| format!("{name}: {error}")).collect();
    assert!(TWINS.len() > 400, "{} statements", TWINS.len());
    report(&problems);
}

#[test]
fn the_twin_says_what_the_original_says_with_its_words_replaced() {
    judge(|twin| {
        let Some(parsed) = &twin.parsed else { return vec!["the twin is not read".to_owned()] };
        let found = body(parsed);
        let expected = transformed(&without_signature(twin), "", &twin.replacer);
        let mut problems: Vec<String> = twin.differences.clone();
        if expected != found {
            problems.push(format!("expected {expected}\nfound    {found}").chars().take(4000).collect());
        }
        problems
    });
}

#[test]
fn checks_and_remarks_stay() {
    let notes = |parsed: &Parsed| -> Vec<(u32, DiagnosticCode)> {
        parsed.notes.iter().map(|note| (note.at.page, note.code.clone())).collect()
    };
    judge(|twin| {
        let Some(parsed) = &twin.parsed else { return Vec::new() };
        let mut problems = Vec::new();
        if verdicts(parsed) != verdicts(&twin.original) {
            problems.push("the checks end differently".to_owned());
        }
        if notes(parsed) != notes(&twin.original) {
            problems.push(format!("other remarks: {:?} was {:?}", notes(parsed), notes(&twin.original)));
        }
        problems
    });
}

#[test]
fn nobody_can_be_recognised() {
    let twins: Vec<(&str, &Twin, Value)> = TWINS
        .iter()
        .filter_map(|made| made.twin.as_ref().ok().map(|twin| (made.case.name.as_str(), twin, full(twin))))
        .collect();
    let public: BTreeSet<String> = twins.iter().flat_map(|(_, _, full)| public_words(full)).collect();
    let mut looked_for = 0;
    let mut problems = Vec::new();
    for (name, twin, full) in &twins {
        let identities = identities(full, &public);
        looked_for += identities.len();
        let left = left(&twin.pdf, &identities);
        if !left.is_empty() {
            problems.push(format!("{name}: {left:?}"));
        }
    }
    report(&problems);
    assert!(looked_for > 8 * twins.len(), "only {looked_for} words were looked for");
}

#[test]
fn only_what_pages_need_is_written() {
    const GONE: [&str; 14] = [
        "/Info",
        "/Metadata",
        "/Annots",
        "/AcroForm",
        "/Names",
        "/Outlines",
        "/JavaScript",
        "/JS",
        "/EmbeddedFiles",
        "/OpenAction",
        "/StructTreeRoot",
        "/Encrypt",
        "/Prev",
        "/PieceInfo",
    ];
    judge(|twin| {
        let text = String::from_utf8_lossy(&twin.pdf);
        let ends = |rest: &str| !rest.starts_with(|next: char| next.is_ascii_alphanumeric());
        let holds = |name: &&&str| text.match_indices(**name).any(|(at, _)| ends(&text[at + name.len()..]));
        let mut problems: Vec<String> =
            GONE.iter().filter(holds).map(|name| format!("holds {name}")).collect();
        if text.matches("startxref").count() != 1 {
            problems.push("more than one revision".to_owned());
        }
        problems
    });
}

/// Rules and boxes of the corpus are none of the drawings that go.
#[test]
fn rules_and_boxes_stay() {
    let rulings = |pdf: &[u8], options: &Options| -> Vec<usize> {
        let file = cas_pdf::open(pdf, &options.passwords, &options.limits);
        let pages =
            file.iter().flat_map(|file| (0..file.page_count()).filter_map(|index| file.page(index).ok()));
        pages.map(|page| page.rulings.len()).collect()
    };
    let mut all = 0;
    let mut problems = Vec::new();
    for made in TWINS.iter() {
        let Ok(twin) = &made.twin else { continue };
        let before =
            rulings(&made.case.read().unwrap(), &Options::with_password(made.case.password.as_str()));
        all += before.iter().sum::<usize>();
        if rulings(&twin.pdf, &Options::default()) != before {
            problems.push(made.case.name.clone());
        }
    }
    report(&problems);
    assert!(all > 0, "the corpus has no rules");
}

#[test]
fn equal_seeds_give_equal_twins_and_others_do_not() {
    for name in ["cams_kfin/g3-nav", "nsdl/gen-d-plain", "cdsl/gen-d-plain"] {
        let made = TWINS.iter().find(|made| made.case.name == name).unwrap();
        let twin = made.twin.as_ref().unwrap();
        assert_eq!(redact(&made.case, &plain(7)).unwrap().pdf, twin.pdf, "{name}");
        let other = redact(&made.case, &plain(8)).unwrap();
        let investor = |twin: &Twin| twin.parsed.as_ref().unwrap().statement().unwrap().investor.name.clone();
        assert_ne!(investor(&other), investor(twin), "{name}");
        assert_ne!(investor(&other), other.original.statement().unwrap().investor.name, "{name}");
    }
}

#[test]
fn what_cannot_be_read_has_no_twin() {
    let cases = cas_testkit::cases().unwrap();
    let mut refused = 0;
    for case in cases.iter().filter(|case| !case.is_readable()) {
        let options = Options::with_password(case.password.as_str());
        let error = cas::parse(&case.read().unwrap(), &options).err().unwrap();
        assert_eq!(redact(case, &plain(7)).err(), Some(RedactError::Parse(error)), "{}", case.name);
        refused += 1;
    }
    assert!(refused > 3, "only {refused} cases");
    let case = cases.iter().find(|case| case.name == "cams_kfin/g3-nav").unwrap();
    let locked = cas::redact(&case.read().unwrap(), &Options::default(), &plain(7)).err();
    assert_eq!(locked, Some(RedactError::Parse(ParseError::PasswordRequired)));
}
