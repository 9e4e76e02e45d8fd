//! One run of the engine over every case of the corpus; the tests look at its outcomes from different sides, so that
//! each file is parsed only a few times.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use cas::{JsonOptions, Options, ParseError, Verdict, With};
use cas_model::DiagnosticCode;
use cas_testkit::{Score, StoredCase};
use serde_json::Value;

/// What came of one case.
#[derive(Debug)]
pub struct Outcome {
    /// The case.
    pub case: StoredCase,
    /// The answer; `Err` with the error when the file was refused.
    pub answer: Result<Answer, ParseError>,
}

/// What came of a case that was read.
#[derive(Debug)]
pub struct Answer {
    /// The unified JSON without additions, `generated_at` null.
    pub json: String,
    /// The same with every addition, read.
    pub full: Value,
    /// The remarks: `page code message`.
    pub notes: Vec<String>,
    /// Agreement with the truth; empty for a case without one.
    pub score: Score,
    /// Failed checks: id and scope.
    pub failed: Vec<(&'static str, String)>,
    /// How many checks passed.
    pub passed: usize,
    /// True when a second run gave the same bytes.
    pub repeatable: bool,
    /// Words on the pages.
    pub words: usize,
    /// Words that belong to no known part of the layout.
    pub unclaimed: usize,
}

/// The outcomes of the whole corpus, in the order of the names; made once a process.
pub static OUTCOMES: LazyLock<Vec<Outcome>> = LazyLock::new(|| {
    let cases = cas_testkit::cases().unwrap_or_default();
    let mut outcomes = on_each(&cases, |case| Outcome { answer: answer(case), case: case.clone() });
    outcomes.sort_by(|a, b| a.case.name.cmp(&b.case.name));
    assert_eq!(outcomes.len(), cases.len(), "a case made the engine panic");
    outcomes
});

/// What `work` makes of each item, on all processors and in any order. A panic goes on in the caller.
pub fn on_each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let run = || {
        let mut done = Vec::new();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(work(item));
        }
        done
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(run)).collect();
        let joined = threads.into_iter().map(std::thread::ScopedJoinHandle::join);
        joined.flat_map(|done| done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

fn answer(case: &StoredCase) -> Result<Answer, ParseError> {
    let pdf = case.read().unwrap_or_default();
    let mut options = Options::with_password(case.password.as_str());
    let plain = cas::parse(&pdf, &options)?.to_json(JsonOptions::default());
    options.with = With { checks: true, notes: true, full: true, provenance: true };
    let parsed = cas::parse(&pdf, &options)?;
    let full = parsed.to_json(JsonOptions { pretty: true, ..JsonOptions::default() });
    let again = cas::Parsed { with: With::default(), ..parsed.clone() }.to_json(JsonOptions::default());
    let failed = parsed.checks.iter().filter(|check| check.verdict == Verdict::Fail);
    let truth = case.expected().unwrap_or_default();
    let json = String::from_utf8_lossy(&plain).into_owned();
    let score = match truth {
        Value::Null => Score::default(),
        truth => cas_testkit::compare(&truth, &serde_json::from_str(&json).unwrap_or_default()),
    };
    Ok(Answer {
        full: serde_json::from_slice(&full).unwrap_or_default(),
        notes: parsed
            .notes
            .iter()
            .map(|note| format!("{} {} {}", note.at.page, note.code.code(), note.code))
            .collect(),
        score,
        failed: failed.map(|check| (check.id, check.scope.clone())).collect(),
        passed: parsed.checks.iter().filter(|check| check.verdict == Verdict::Pass).count(),
        repeatable: again == plain,
        words: words(&pdf, &options),
        unclaimed: parsed.notes.iter().map(|note| unclaimed(&note.code)).sum(),
        json,
    })
}

fn unclaimed(code: &DiagnosticCode) -> usize {
    match code {
        DiagnosticCode::UnclaimedText { words } => *words as usize,
        _ => 0,
    }
}

/// Words on the pages of a file.
fn words(pdf: &[u8], options: &Options) -> usize {
    let Ok(file) = cas_pdf::open(pdf, &options.passwords, &options.limits) else { return 0 };
    let pages = (0..file.page_count()).filter_map(|index| file.page(index).ok());
    pages.map(|page| cas_table::Sheet::from_page(page).words.len()).sum()
}
