//! The memory of a run: an append-only journal of finished inputs, and the spool of their answers for combined outputs.
//!
//! Both lie in a folder beside the output, with the lock that keeps a second run away. A record is written when the
//! answer it speaks of is in place, in one call, so that a run can be killed at any moment: what is in the journal is
//! done, the rest is done again, and a torn last record is dropped.
//!
//! Against a failure of power, journal and spool are forced to the disk every [`SYNC`] and at the end, not after every
//! record: that would cost more than reading the statement. Hence an answer may be missing or cut off although the journal
//! names it; lengths and checksums are compared before an input is passed over, so that it is done again.

mod lock;
mod record;

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, RwLock};
use std::time::{Duration, Instant};

use crate::entry::{Entry, Kept};
use crate::{BatchError, Outcome};

use lock::Lock;
pub(crate) use record::{Begun, Record};

/// How often what was written is forced to the disk.
const SYNC: Duration = Duration::from_secs(2);

/// Form of the journal.
pub(crate) const FORM: u32 = 1;

/// What to do with what earlier runs finished.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Resume {
    /// Inputs that are unchanged are passed over.
    #[default]
    Continue,
    /// As before, but inputs without an answer are tried again.
    RetryFailed,
    /// Everything is done anew, and the journal begins anew.
    Restart,
}

/// An entry of an earlier run, and what the sources of passwords looked like then.
struct Past {
    entry: Entry,
    passwords: Option<String>,
}

/// The journal of an output, locked for this run.
pub(crate) struct Journal {
    finished: RwLock<HashMap<String, Past>>,
    /// True when the last run did not come to its end: this one goes on with it.
    interrupted: bool,
    passwords: Option<String>,
    resume: Resume,
    writer: Mutex<Writer>,
    reader: Mutex<File>,
    spool: PathBuf,
    _lock: Lock,
}

struct Writer {
    journal: File,
    spool: File,
    end: u64,
    path: PathBuf,
    synced: Instant,
}

impl Journal {
    /// Opens the journal in a folder, which is made when it is not there.
    pub(crate) fn open(
        folder: &Path,
        output: &Path,
        begun: Begun,
        resume: Resume,
    ) -> Result<Self, BatchError> {
        std::fs::create_dir_all(folder).map_err(BatchError::write(folder))?;
        let lock = Lock::take(&folder.join("lock"), output)?;
        let (path, spool_path) = (folder.join("journal"), folder.join("spool"));
        let past = if resume == Resume::Restart { History::default() } else { History::read(&path, &begun)? };
        let keep = if past.finished.is_empty() { 0 } else { past.length };
        let end = past
            .finished
            .values()
            .filter_map(|past| past.entry.kept.as_ref())
            .map(|kept| kept.offset + kept.length);
        let end = end.max().unwrap_or(0);
        let journal = open_at(&path, keep)?;
        let spool = open_at(&spool_path, end)?;
        let reader = File::open(&spool_path).map_err(BatchError::read(&spool_path))?;
        // The spool may be shorter than what the journal speaks of, after a failure of power.
        let end = spool.metadata().map_or(end, |data| data.len());
        let writer = Writer { journal, spool, end, path, synced: Instant::now() };
        let journal = Self {
            finished: RwLock::new(past.finished),
            interrupted: past.interrupted,
            passwords: begun.passwords.clone(),
            resume,
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            spool: spool_path,
            _lock: lock,
        };
        journal.write(&Record::Run(begun))?;
        Ok(journal)
    }

    /// What an earlier run made of an input, if it still holds for these bytes. Whether the answer is still there is for
    /// the caller to look.
    pub(crate) fn finished(&self, name: &str, sha256: &str) -> Option<Entry> {
        let finished = self.finished.read().ok()?;
        let past = finished.get(name)?;
        if past.entry.sha256.as_deref() != Some(sha256) {
            return None;
        }
        let again = match past.entry.outcome {
            Outcome::Read => false,
            _ if self.resume == Resume::RetryFailed => true,
            // Other passwords may open it. Where it cannot be told whether they are others, a run that was cut off goes
            // on with the same, and a new one brings new ones.
            Outcome::Locked if self.passwords.is_none() => !self.interrupted,
            Outcome::Locked => past.passwords != self.passwords,
            _ => false,
        };
        (!again).then(|| past.entry.clone())
    }

    /// What an earlier run said of the name, whatever the bytes were.
    pub(crate) fn known(&self, name: &str) -> Option<Entry> {
        self.finished.read().ok()?.get(name).map(|past| past.entry.clone())
    }

    /// Remembers what this run finished, for the next one of the same session.
    pub(crate) fn remember(&self, entries: &[Entry]) {
        let Ok(mut finished) = self.finished.write() else { return };
        for entry in entries {
            let past = Past { entry: entry.clone(), passwords: self.passwords.clone() };
            finished.insert(entry.name.clone(), past);
        }
    }

    /// Names of earlier runs that this one does not have, in order.
    pub(crate) fn gone(&self, entries: &[Entry]) -> Vec<String> {
        let here: std::collections::HashSet<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
        let Ok(finished) = self.finished.read() else { return Vec::new() };
        let mut gone: Vec<String> =
            finished.keys().filter(|name| !here.contains(name.as_str())).cloned().collect();
        gone.sort_unstable();
        gone
    }

    /// Writes that an input is finished, and first its answer into the spool if that is where answers go.
    pub(crate) fn finish(&self, entry: &mut Entry, answer: Option<&[u8]>) -> Result<(), BatchError> {
        let mut writer = self.writer.lock().map_err(|_| BatchError::Worker)?;
        if let Some(answer) = answer {
            let kept = Kept {
                file: None,
                offset: writer.end,
                length: answer.len() as u64,
                crc32: crc32fast::hash(answer),
            };
            writer.spool.write_all(answer).map_err(BatchError::write(&self.spool))?;
            writer.end += kept.length;
            entry.kept = Some(kept);
        }
        writer.append(&Record::Item(Box::new(entry.clone())))
    }

    /// Writes a record.
    pub(crate) fn write(&self, record: &Record) -> Result<(), BatchError> {
        self.writer.lock().map_err(|_| BatchError::Worker)?.append(record)
    }

    /// Forces everything to the disk.
    pub(crate) fn sync(&self) -> Result<(), BatchError> {
        self.writer.lock().map_err(|_| BatchError::Worker)?.sync()
    }

    /// Reads an answer back; `None` when it is not what was written.
    pub(crate) fn answer(&self, kept: &Kept) -> Option<Vec<u8>> {
        let mut reader = self.reader.lock().ok()?;
        let mut answer = vec![0; usize::try_from(kept.length).ok().filter(|length| *length < 1 << 31)?];
        reader.seek(SeekFrom::Start(kept.offset)).ok()?;
        reader.read_exact(&mut answer).ok()?;
        (crc32fast::hash(&answer) == kept.crc32).then_some(answer)
    }
}

impl Writer {
    fn append(&mut self, record: &Record) -> Result<(), BatchError> {
        self.journal.write_all(&record.line()).map_err(BatchError::write(&self.path))?;
        if self.synced.elapsed() >= SYNC {
            self.sync()?;
        }
        Ok(())
    }

    fn sync(&mut self) -> Result<(), BatchError> {
        // The answers first: a record must not outlive what it speaks of.
        self.spool
            .sync_data()
            .and_then(|()| self.journal.sync_data())
            .map_err(BatchError::write(&self.path))?;
        self.synced = Instant::now();
        Ok(())
    }
}

/// What earlier runs left.
#[derive(Default)]
struct History {
    finished: HashMap<String, Past>,
    /// Bytes of whole records.
    length: u64,
    interrupted: bool,
}

impl History {
    /// Reads a journal up to the first record that is not whole. Entries of runs with another engine or other options
    /// are of no use.
    fn read(path: &Path, begun: &Begun) -> Result<Self, BatchError> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(source) => return Err(BatchError::Read { path: path.to_owned(), source }),
        };
        let mut lines = BufReader::with_capacity(1 << 16, file);
        let mut history = Self::default();
        let mut run: Option<Begun> = None;
        let mut line = Vec::new();
        loop {
            line.clear();
            lines.read_until(b'\n', &mut line).map_err(BatchError::read(path))?;
            let Some((record, length)) = Record::read(&line) else { break };
            history.length += length as u64;
            history.interrupted = true;
            match record {
                Record::Run(other) => {
                    if run.as_ref().is_some_and(|run| !same(run, &other)) {
                        history.finished.clear();
                    }
                    run = Some(other);
                }
                Record::Item(entry) => {
                    let passwords = run.as_ref().and_then(|run| run.passwords.clone());
                    history.finished.insert(entry.name.clone(), Past { entry: *entry, passwords });
                }
                Record::Gone { name } => {
                    history.finished.remove(&name);
                }
                Record::End { .. } => history.interrupted = false,
            }
        }
        if !run.as_ref().is_some_and(|run| same(run, begun)) {
            history.finished.clear();
        }
        Ok(history)
    }
}

fn same(one: &Begun, other: &Begun) -> bool {
    (one.journal, &one.engine, &one.options) == (other.journal, &other.engine, &other.options)
}

/// Opens a file to append to after so many bytes; it is made, for its owner alone, when it is not there.
fn open_at(path: &Path, length: u64) -> Result<File, BatchError> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(BatchError::write(path))?;
    if file.metadata().map_err(BatchError::write(path))?.len() > length {
        file.set_len(length).map_err(BatchError::write(path))?;
    }
    Ok(file)
}
