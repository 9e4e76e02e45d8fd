//! The twin of every statement of the corpus: it says what the original says with its words replaced, and nothing of
//! the original is left in it.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use cas::redaction::Replacer;
use cas::{Key, Options, ParseError, Parsed, RedactError, RedactOptions, Twin, Verdict, With};
use cas_model::DiagnosticCode;
use cas_testkit::StoredCase;
use cas_tests::remains::{identities, is_personal, left, public_words};
use serde_json::Value;

/// What came of one case.
struct Made {
    case: StoredCase,
    twin: Result<Twin, RedactError>,
}

/// The twins of all statements that can be read, made once.
static TWINS: LazyLock<Vec<Made>> = LazyLock::new(|| {
    let cases = cas_testkit::cases().unwrap_or_default();
    let cases: Vec<_> =
        cases.into_iter().filter(|case| case.is_readable() && case.family != "contract_note").collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(Made { twin: redact(case, &plain(7)), case: case.clone() });
        }
        done
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut all = work();
        all.extend(other.join().into_iter().flatten());
        all
    })
});

fn plain(seed: u64) -> RedactOptions {
    RedactOptions::with_key(Key::seeded(seed))
}

fn redact(case: &StoredCase, options: &RedactOptions) -> Result<Twin, RedactError> {
    let with = With { checks: true, notes: true, full: true, ..With::default() };
    cas::redact(
        &case.read().unwrap_or_default(),
        &Options { with, ..Options::with_password(case.password.as_str()) },
        options,
    )
}

/// Fails with every problem (up to a screenful), not only the first.
fn report(problems: &[String]) {
    let shown = problems.get(..40).unwrap_or(problems);
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), shown.join("\n"));
}

/// The problems that `judge` finds in the twins.
fn judge(judge: impl Fn(&Made, &Twin) -> Vec<String>) {
    let mut problems = Vec::new();
    for made in TWINS.iter() {
        if let Ok(twin) = &made.twin {
            problems.extend(
                judge(made, twin).into_iter().map(|problem| format!("{}: {problem}", made.case.name)),
            );
        }
    }
    report(&problems);
}

#[test]
fn every_statement_has_a_twin() {
    let refused = TWINS.iter().filter_map(|made| Some((&made.case.name, made.twin.as_ref().err()?)));
    let problems: Vec<String> = refused.map(|(name, error)| format!("{name}: {error}")).collect();
    assert!(TWINS.len() > 400, "{} statements", TWINS.len());
    report(&problems);
}

/// The JSON of the original with personal strings replaced, by the test's own idea of what is personal.
fn transformed(value: &Value, path: &str, replacer: &Replacer) -> Value {
    match value {
        Value::String(text) => Value::String(replaced(path, text, replacer)),
        Value::Array(items) => {
            items.iter().map(|item| transformed(item, &format!("{path}/#"), replacer)).collect()
        }
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| (key.clone(), transformed(member, &format!("{path}/{key}"), replacer)))
            .collect(),
        other => other.clone(),
    }
}

fn replaced(path: &str, text: &str, replacer: &Replacer) -> String {
    if is_personal(path, text) {
        return replacer.personal(text);
    }
    if path.ends_with("/transactions/#/description") || path.contains("/nps/#/additional_info/") {
        return replacer.text(text);
    }
    if path.ends_with("/additional_info/advisor") {
        // `ARN-12345`, `DIRECT`, and what banks print of themselves.
        return match text.strip_prefix("ARN-") {
            Some(number) => format!("ARN-{}", replacer.personal(number)),
            None if text == "DIRECT" => text.to_owned(),
            None => replacer.personal(text),
        };
    }
    text.to_owned()
}

fn body(parsed: &Parsed) -> Value {
    serde_json::to_value(parsed.statement()).unwrap_or_default()
}

#[test]
fn the_twin_says_what_the_original_says_with_its_words_replaced() {
    judge(|_, twin| {
        let Some(parsed) = &twin.parsed else { return vec!["the twin is not read".to_owned()] };
        let expected = transformed(&body(&twin.original), "", &twin.replacer);
        let found = body(parsed);
        let mut problems: Vec<String> = twin.differences.clone();
        if expected != found {
            problems.push(format!("expected {expected}\nfound    {found}").chars().take(4000).collect());
        }
        problems
    });
}

#[test]
fn checks_and_remarks_stay() {
    let checks = |parsed: &Parsed| -> Vec<(&str, String, Verdict)> {
        parsed.checks.iter().map(|check| (check.id, check.scope.clone(), check.verdict)).collect()
    };
    let notes = |parsed: &Parsed| -> Vec<(u32, DiagnosticCode)> {
        parsed.notes.iter().map(|note| (note.at.page, note.code.clone())).collect()
    };
    judge(|_, twin| {
        let Some(parsed) = &twin.parsed else { return Vec::new() };
        let mut problems = Vec::new();
        if checks(parsed) != checks(&twin.original) {
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
    let full = |twin: &Twin| -> Value {
        serde_json::from_slice(&twin.original.to_json(cas::JsonOptions::default())).unwrap_or_default()
    };
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
    judge(|_, twin| {
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
