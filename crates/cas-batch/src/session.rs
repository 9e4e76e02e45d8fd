//! A run: workers take inputs one after the other, read them, and put answer and record in place.
//!
//! Workers are scoped threads around one lock on the list of inputs. A pool that steals work (rayon) has nothing to steal
//! here: inputs are taken in their order, as they come out of archives, and each is large against the taking.

use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Instant;

use sha2::{Digest as _, Sha256};

use crate::answer::{self, Answer, Origin};
use crate::entry::{Entry, EntryError};
use crate::feed::{Bounds, Feed, WorkList, refuse_empty};
use crate::folder::Folder;
use crate::input::{Body, Input};
use crate::journal::{Journal, Record};
use crate::place::place;
use crate::report::Report;
use crate::settings::{Output, Renewed, Settings, hex};
use crate::tally::{Tally, Work};
use crate::{BatchError, InputError, combine};

/// The stack of a worker: as much as the main thread of a program has, which the engine is tested with.
const STACK: usize = 8 << 20;

/// An output that is locked for us, with what earlier runs finished.
pub struct Session {
    settings: Settings,
    journal: Journal,
    folder: Option<Folder>,
}

/// What the workers share.
struct Shared<'a> {
    session: &'a Session,
    feed: Mutex<Feed<'a>>,
    tally: &'a Tally,
    stop: &'a AtomicBool,
}

/// What a worker finished: place in the run, file that it came from, and the entry.
pub(crate) type Done = (usize, usize, Entry);

impl Session {
    /// Locks the output and reads its journal.
    ///
    /// # Errors
    /// [`BatchError::Busy`] when another run has it; [`BatchError::Read`] and [`BatchError::Write`].
    pub fn open(settings: Settings) -> Result<Self, BatchError> {
        let state = settings.output.state()?;
        let journal = Journal::open(&state, settings.output.path(), settings.begun(), settings.resume)?;
        let folder = match &settings.output {
            Output::Folder(root) => Some(Folder::new(root, &state)),
            Output::Combined { path, .. } => {
                combine::sweep_drafts(path);
                None
            }
        };
        Ok(Self { settings, journal, folder })
    }

    /// The path of the output.
    pub(crate) fn output(&self) -> &Path {
        self.settings.output.path()
    }

    /// Works through a list. When `stop` becomes true, what is being read is finished and nothing more is begun; the
    /// journal then says that the run was cut off.
    ///
    /// # Errors
    /// See [`BatchError`]; what is wrong with an input is an entry of the report.
    pub fn run(&self, list: WorkList, tally: &Tally, stop: &AtomicBool) -> Result<Report, BatchError> {
        refuse_empty(&list)?;
        let started = Instant::now();
        let passed_over = list.passed_over;
        tally.found(list.len() as i64);
        let done = self.work(list, tally, stop)?;
        let counts = tally.counts();
        let (mut entries, mut files) = (Vec::with_capacity(done.len()), Vec::with_capacity(done.len()));
        for (_, file, entry) in done {
            entries.push(entry);
            files.push(file);
        }
        if let Some(folder) = &self.folder {
            folder.tidy(self.settings.jobs);
        }
        let mut report = Report { entries, files, passed_over, skipped: counts.skipped, ..Report::default() };
        if stop.load(Relaxed) {
            self.journal.sync()?;
            report.stopped = true;
        } else {
            self.end(&mut report)?;
        }
        if self.settings.renewed == Renewed::Joins {
            self.journal.remember(&report.entries);
        }
        report.elapsed = started.elapsed();
        Ok(report)
    }

    /// Puts the combined output in place and closes the journal.
    fn end(&self, report: &mut Report) -> Result<(), BatchError> {
        if let Output::Combined { path, format, options } = &self.settings.output {
            report.written = combine::write(&self.journal, &mut report.entries, path, *format, options)?;
        }
        if self.settings.renewed == Renewed::Replaces {
            report.gone = self.journal.gone(&report.entries);
            for name in &report.gone {
                self.journal.write(&Record::Gone { name: name.clone() })?;
            }
        }
        self.journal.write(&Record::End { inputs: report.entries.len() as u64 })?;
        self.journal.sync()
    }

    /// Everything that was finished, in the order of the inputs.
    fn work(&self, list: WorkList, tally: &Tally, stop: &AtomicBool) -> Result<Vec<Done>, BatchError> {
        let bounds = Bounds::of(&self.settings.options.limits);
        let feed = Mutex::new(Feed::new(list, &self.settings.passwords, bounds));
        let failed = AtomicBool::new(false);
        let shared = Shared { session: self, feed, tally, stop };
        let shared = &shared;
        let outcomes = std::thread::scope(|scope| {
            let spawn = |number| {
                let failed = &failed;
                let worker = std::thread::Builder::new().stack_size(STACK).name(format!("cas-{number}"));
                worker.spawn_scoped(scope, move || shared.work(number, failed))
            };
            let workers: Vec<_> = (0..self.settings.jobs.max(1)).map(spawn).collect();
            let join = |worker: std::io::Result<std::thread::ScopedJoinHandle<'_, _>>| match worker {
                Ok(worker) => worker.join().unwrap_or(Err(BatchError::Worker)),
                Err(_) => Err(BatchError::Worker),
            };
            workers.into_iter().map(join).collect::<Vec<_>>()
        });
        let mut all = Vec::new();
        for outcome in outcomes {
            all.extend(outcome?);
        }
        all.sort_unstable_by_key(|(index, ..)| *index);
        Ok(all)
    }
}

impl Shared<'_> {
    fn work(&self, number: usize, failed: &AtomicBool) -> Result<Vec<Done>, BatchError> {
        let mut done = Vec::new();
        while !failed.load(Relaxed) && !self.stop.load(Relaxed) {
            let Some(input) = self.next()? else { break };
            let (index, file) = (input.index, input.file);
            match self.process(input, number) {
                Ok((entry, work)) => {
                    self.tally.finished(&entry, work);
                    done.push((index, file, entry));
                }
                Err(error) => {
                    failed.store(true, Relaxed);
                    return Err(error);
                }
            }
        }
        Ok(done)
    }

    /// The next input. A panic of a library that takes archives or mails apart ends that container, not the run.
    fn next(&self) -> Result<Option<Input>, BatchError> {
        let mut feed = self.feed.lock().map_err(|_| BatchError::Worker)?;
        let next = catch_unwind(AssertUnwindSafe(|| feed.next()));
        let input = next.unwrap_or_else(|_| Some(feed.abandon()));
        self.tally.found(feed.found());
        Ok(input)
    }

    fn process(&self, mut input: Input, worker: usize) -> Result<(Entry, Work), BatchError> {
        let started = Instant::now();
        let (settings, journal) = (&self.session.settings, &self.session.journal);
        let body = std::mem::replace(&mut input.body, Body::Held(Vec::new()));
        let bytes = match load(body, settings.options.limits.input_bytes) {
            Ok(bytes) => bytes,
            Err(error) => return self.failed(&input, &error),
        };
        let sha256 = hex(&Sha256::digest(&bytes));
        if settings.renewed == Renewed::Joins {
            self.rename(&mut input, &sha256);
        }
        let path = place(&input.below);
        if let Some(entry) = journal.finished(&input.name, &sha256)
            && self.still_there(&entry, &path)
        {
            return Ok((entry, Work::Skipped));
        }
        let origin = Origin { name: &input.name, sha256: &sha256, mail: input.mail.as_ref() };
        let outcome = answer::read(&bytes, &origin, settings);
        let mut entry = Entry {
            name: input.name,
            sha256: Some(sha256),
            bytes: bytes.len() as u64,
            outcome: Answer::OUTCOME,
            error: None,
            facts: None,
            mail: input.mail,
            kept: None,
            millis: 0,
        };
        let mut answer = None;
        match outcome {
            Ok(Answer { facts, bytes }) => {
                entry.facts = Some(facts);
                match &self.session.folder {
                    Some(folder) => entry.kept = Some(folder.write(worker, &path, &bytes)?),
                    None => answer = Some(bytes),
                }
            }
            Err(error) => {
                entry.outcome = error.code().1;
                entry.error = Some(EntryError::of(&error));
            }
        }
        entry.millis = started.elapsed().as_millis() as u64;
        journal.finish(&mut entry, answer.as_deref())?;
        Ok((entry, Work::Done))
    }

    /// An input whose bytes cannot be had. What an earlier run said is not said again.
    fn failed(&self, input: &Input, error: &InputError) -> Result<(Entry, Work), BatchError> {
        let mut entry = Entry::failed(&input.name, input.mail.clone(), error);
        if self.session.journal.known(&input.name).is_some_and(|known| known.error == entry.error) {
            return Ok((entry, Work::Skipped));
        }
        self.session.journal.finish(&mut entry, None)?;
        Ok((entry, Work::Done))
    }

    /// Gives a name of its own to an input of a known name with other content.
    fn rename(&self, input: &mut Input, sha256: &str) {
        let known = self.session.journal.known(&input.name).and_then(|known| known.sha256);
        if known.is_some_and(|known| known != sha256) {
            let digits = sha256.get(..16).unwrap_or(sha256);
            input.name.push_str(&format!("#{digits}"));
            input.below.push_str(&format!("#{digits}"));
        }
    }

    /// True when the answer of an entry is where it was put, or when there is none.
    fn still_there(&self, entry: &Entry, path: &Path) -> bool {
        match (&entry.kept, &self.session.folder) {
            (Some(kept), Some(folder)) => folder.holds(path, kept),
            (Some(kept), None) => self.session.journal.answer(kept).is_some(),
            (None, _) => !entry.is_read(),
        }
    }
}

/// The bytes of an input, up to one more than the engine takes: then it refuses them by its own limit.
fn load(body: Body, most: u64) -> Result<Vec<u8>, InputError> {
    let unreadable = |source| InputError::Unreadable { source };
    match body {
        Body::Held(bytes) => Ok(bytes),
        Body::Failed(error) => Err(error),
        Body::File(path) => {
            let file = std::fs::File::open(path).map_err(unreadable)?;
            let size = file.metadata().map_err(unreadable)?.len().min(most);
            let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
            file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
            Ok(bytes)
        }
    }
}
