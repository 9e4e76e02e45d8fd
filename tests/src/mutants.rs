//! Seeded mutants of the corpus: one byte changed, or the end cut off. Whatever comes of one must be an answer that nobody
//! can be misled by: a typed error, a failed check, a warning, or the numbers of the whole file.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

use cas::{JsonOptions, Options, ParseError, Verdict, With};
use cas_model::Severity;
use cas_testkit::Seed;
use serde_json::Value;

/// Which bytes are changed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Place {
    /// Any of the file.
    #[default]
    Anywhere,
    /// Those outside of streams, which no checksum covers: one in fifty of a file, where nearly all silent mutants are.
    Structure,
}

/// What to run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Mutants with one byte changed.
    pub changed: u64,
    /// Files cut short.
    pub cut: u64,
    /// From which everything is drawn: equal seeds give equal mutants, whatever the number of threads.
    pub seed: u64,
    /// Threads.
    pub threads: usize,
    /// Files larger than this are left out, to do more in less time.
    pub largest: usize,
    /// Which bytes are changed; cuts are made anywhere.
    pub place: Place,
    /// Seconds after which no further mutant is begun; 0 for no end.
    pub seconds: u64,
}

/// What came of a mutant. The first four are answers that mislead nobody.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Outcome {
    /// A typed error.
    Refused(&'static str),
    /// A check failed.
    Failed,
    /// There are warnings.
    Warned,
    /// The answer of the whole file, to the byte.
    Same,
    /// Other words with the same numbers, and nothing that tells.
    OtherText,
    /// Other numbers, and nothing that tells.
    OtherNumbers,
}

/// A file to mutate and what is said of it whole.
pub struct Subject {
    name: String,
    pdf: Vec<u8>,
    options: Options,
    json: Vec<u8>,
    numbers: Vec<String>,
    /// Places of bytes outside of streams.
    structure: Vec<usize>,
}

/// A mutant, to be made again.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// Name of the case.
    pub case: String,
    /// `None` for a file cut short.
    pub byte: Option<u8>,
    /// Where.
    pub at: usize,
    /// What came of it.
    pub outcome: Outcome,
}

/// What a run found.
#[derive(Debug, Default)]
pub struct Report {
    /// Mutants by outcome, changed and cut.
    pub counts: BTreeMap<Outcome, [u64; 2]>,
    /// Mutants whose answer may mislead.
    pub silent: Vec<Mutant>,
    /// Mutants run.
    pub total: u64,
}

/// The cases to mutate: those that are read with nothing to remark, and whose pages are compressed, as all real ones are.
#[must_use]
pub fn subjects(largest: usize) -> Vec<Subject> {
    let cases = cas_testkit::cases().unwrap_or_default();
    let readable = cases.iter().filter(|case| case.is_readable());
    readable
        .filter_map(|case| {
            let pdf = case.read().ok().filter(|pdf| pdf.len() <= largest && is_compressed(pdf))?;
            let mut options = Options::with_password(case.password.as_str());
            options.with = With { checks: true, ..With::default() };
            let answer = Answer::of(&pdf, &options).ok()?;
            let Answer { json, warnings: 0, failed: 0 } = answer else { return None };
            let numbers = numbers(&json);
            let structure = structure(&pdf);
            Some(Subject { name: case.name.clone(), pdf, options, json, numbers, structure })
        })
        .collect()
}

/// True when every stream of the file names the Flate filter.
fn is_compressed(pdf: &[u8]) -> bool {
    let count = |word: &[u8]| pdf.windows(word.len()).filter(|window| *window == word).count();
    let streams = count(b"endstream");
    streams > 0 && count(b"/FlateDecode") >= streams
}

/// The places of all bytes outside of streams.
fn structure(pdf: &[u8]) -> Vec<usize> {
    let find = |word: &[u8], from: usize| {
        let rest = pdf.get(from..).unwrap_or_default();
        rest.windows(word.len()).position(|window| window == word).map(|at| from + at)
    };
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(start) = find(b"stream", from) {
        places.extend(from..start);
        from = find(b"endstream", start).map_or(pdf.len(), |end| end + b"endstream".len());
    }
    places.extend(from..pdf.len());
    places
}

struct Answer {
    json: Vec<u8>,
    warnings: usize,
    failed: usize,
}

impl Answer {
    fn of(pdf: &[u8], options: &Options) -> Result<Self, ParseError> {
        let mut parsed = cas::parse(pdf, options)?;
        parsed.with = With::default();
        let warnings = parsed.notes.iter().filter(|note| note.code.severity() == Severity::Warning).count();
        let failed = parsed.checks.iter().filter(|check| check.verdict == Verdict::Fail).count();
        Ok(Self { json: parsed.to_json(JsonOptions::default()), warnings, failed })
    }
}

/// Members whose text is a figure or names what figures belong to.
const FIGURES: [&str; 16] = [
    "bo_id",
    "client_id",
    "contract_note_number",
    "date",
    "dp_id",
    "folio_number",
    "from",
    "isin",
    "pan",
    "policy_number",
    "pran",
    "settlement_number",
    "to",
    "trade_date",
    "trade_time",
    "type",
];

/// The figures of an answer, in order: all JSON numbers, and the members of [`FIGURES`].
fn numbers(json: &[u8]) -> Vec<String> {
    fn walk(value: &Value, key: &str, out: &mut Vec<String>) {
        match value {
            Value::Number(number) => out.push(number.to_string()),
            Value::String(text) if FIGURES.contains(&key) => out.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| walk(item, key, out)),
            Value::Object(members) => members.iter().for_each(|(key, value)| walk(value, key, out)),
            _ => {}
        }
    }
    let mut out = Vec::new();
    walk(&serde_json::from_slice(json).unwrap_or_default(), "", &mut out);
    out
}

impl Subject {
    /// What comes of `pdf`, a mutant of this file.
    fn outcome(&self, pdf: &[u8]) -> Outcome {
        match Answer::of(pdf, &self.options) {
            Err(error) => Outcome::Refused(kind(&error)),
            Ok(answer) if answer.failed > 0 => Outcome::Failed,
            Ok(answer) if answer.warnings > 0 => Outcome::Warned,
            Ok(answer) if answer.json == self.json => Outcome::Same,
            Ok(answer) if numbers(&answer.json) == self.numbers => Outcome::OtherText,
            Ok(_) => Outcome::OtherNumbers,
        }
    }
}

fn kind(error: &ParseError) -> &'static str {
    match error {
        ParseError::PasswordRequired | ParseError::WrongPassword { .. } => "password",
        ParseError::NotPdf => "not a PDF",
        ParseError::Damaged { .. } => "damaged",
        ParseError::UnsupportedEncryption { .. } => "encryption",
        ParseError::NoTextLayer { .. } => "no text",
        ParseError::UnknownLayout { .. } => "layout",
        ParseError::LookAlike { .. } => "look-alike",
        ParseError::Incomplete { .. } => "incomplete",
        ParseError::LimitExceeded { .. } => "limit",
        _ => "other",
    }
}

thread_local! {
    /// Index of the mutant that this thread reads, and where it was changed or cut.
    static READING: std::cell::Cell<Option<(u64, usize)>> = const { std::cell::Cell::new(None) };
}

/// Runs a plan over the corpus. A panic names the mutant on standard error and ends the run.
#[must_use]
pub fn run(plan: &Plan) -> Report {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if let Some((index, at)) = READING.get() {
            let _told = writeln!(std::io::stderr(), "mutant {index}, at byte {at}:");
        }
        before(panic);
    }));
    let subjects = subjects(plan.largest);
    let next = AtomicU64::new(0);
    let started = std::time::Instant::now();
    let work = || {
        let mut report = Report::default();
        let mut buffer = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let late = plan.seconds > 0 && started.elapsed().as_secs() >= plan.seconds;
            if index >= plan.changed + plan.cut || late {
                return report;
            }
            // Cuts are spread over the run, so that a run that ends early has its share of them.
            let cut = index * plan.cut / (plan.changed + plan.cut)
                != (index + 1) * plan.cut / (plan.changed + plan.cut);
            report.add(mutate(&subjects, plan, index, cut, &mut buffer));
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..plan.threads.max(1)).map(|_| scope.spawn(work)).collect();
        let mut whole = Report::default();
        for thread in threads {
            match thread.join() {
                Ok(report) => whole.merge(report),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        whole
    })
}

/// Makes and reads the mutant with this index.
fn mutate(subjects: &[Subject], plan: &Plan, index: u64, cut: bool, buffer: &mut Vec<u8>) -> Mutant {
    let mut draw = Seed::new(plan.seed ^ index.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let subject = &subjects[(draw.bits() % subjects.len() as u64) as usize];
    let at = match plan.place {
        Place::Structure if !cut => {
            subject.structure[(draw.bits() % subject.structure.len() as u64) as usize]
        }
        _ => (draw.bits() % subject.pdf.len() as u64) as usize,
    };
    buffer.clear();
    buffer.extend_from_slice(&subject.pdf);
    let byte = if cut {
        buffer.truncate(at);
        None
    } else {
        let byte = buffer[at].wrapping_add(1 + (draw.bits() % 255) as u8);
        buffer[at] = byte;
        Some(byte)
    };
    // A release build ends with the panic, so what is being read is written down before.
    READING.set(Some((index, at)));
    let outcome = subject.outcome(buffer);
    READING.set(None);
    Mutant { case: subject.name.clone(), byte, at, outcome }
}

impl Report {
    fn add(&mut self, mutant: Mutant) {
        self.total += 1;
        self.counts.entry(mutant.outcome).or_default()[usize::from(mutant.byte.is_none())] += 1;
        if matches!(mutant.outcome, Outcome::OtherNumbers | Outcome::OtherText) {
            self.silent.push(mutant);
        }
    }

    fn merge(&mut self, other: Self) {
        self.total += other.total;
        self.silent.extend(other.silent);
        for (outcome, [changed, cut]) in other.counts {
            let counts = self.counts.entry(outcome).or_default();
            counts[0] += changed;
            counts[1] += cut;
        }
    }

    /// Mutants with other numbers and nothing that tells.
    pub fn wrong(&self) -> impl Iterator<Item = &Mutant> {
        self.silent.iter().filter(|mutant| mutant.outcome == Outcome::OtherNumbers)
    }
}
