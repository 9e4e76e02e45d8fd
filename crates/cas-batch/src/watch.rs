//! Follows a folder: what arrives is read, what is finished goes to another folder.
//!
//! The folder is looked at again and again (polling): notifications of the system do not come over network shares and
//! some mounts, and do not tell when a writer is done either. A file is taken when size and time of change were the same
//! in two looks *and* it looks whole: a PDF has its end mark, an archive its directory. Size and time alone are not enough,
//! as a writer may pause; the mark alone is not, as revisions are appended behind it. A file that does not look whole is
//! taken after more equal looks, as some never will. One that then turns out damaged goes to quarantine only if it did not
//! change meanwhile.

use std::collections::{BTreeMap, HashMap};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, SystemTime};

use crate::BatchError;
use crate::feed::{Kind, Listed, WorkList};
use crate::report::Report;
use crate::session::Session;
use crate::tally::Tally;

/// Equal looks after which a file is taken although it does not look whole.
const PATIENCE: u32 = 10;

/// Bytes at the end of a file in which its end mark stands.
const TAIL: u64 = 2048;

/// How a folder is followed.
#[derive(Debug)]
pub struct Watch {
    /// The folder, with all that is below it.
    pub folder: PathBuf,
    /// Time between two looks.
    pub interval: Duration,
    /// Where files go that were read; `None` leaves them where they are.
    pub done: Option<PathBuf>,
    /// Where files go that were not; `None` leaves them where they are.
    pub quarantine: Option<PathBuf>,
}

/// What a file looked like, and in how many looks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Look {
    size: u64,
    changed: Option<SystemTime>,
    looks: u32,
    finished: bool,
}

/// Follows a folder until `stop` becomes true; what is being read then is finished. `told` gets the report of each round
/// in which something was read.
///
/// # Errors
/// See [`BatchError`]; what is wrong with a file is an entry of a report.
pub fn watch(
    session: &Session,
    how: &Watch,
    stop: &AtomicBool,
    told: &mut dyn FnMut(&Report),
) -> Result<(), BatchError> {
    for folder in how.done.iter().chain(&how.quarantine) {
        std::fs::create_dir_all(folder).map_err(BatchError::write(folder))?;
    }
    // Not looked into: where files go to, and the output.
    let skipped: Vec<&Path> =
        how.done.iter().chain(&how.quarantine).map(PathBuf::as_path).chain([session.output()]).collect();
    let mut seen: HashMap<PathBuf, Look> = HashMap::new();
    while !stop.load(Relaxed) {
        let list = WorkList::without(std::slice::from_ref(&how.folder), &skipped)?;
        let ready = ready(list, &mut seen);
        if !ready.is_empty() {
            let paths: Vec<PathBuf> =
                ready.files.iter().filter_map(|file| file.path.as_ref().ok().cloned()).collect();
            let report = session.run(ready, &Tally::default(), stop)?;
            told(&report);
            put_away(how, &paths, &report, &mut seen)?;
        }
        rest(how.interval, stop);
    }
    Ok(())
}

/// The files that are whole, as far as can be told, and were not finished before.
fn ready(list: WorkList, seen: &mut HashMap<PathBuf, Look>) -> WorkList {
    let mut ready = WorkList { files: Vec::new(), arguments: 1, passed_over: 0 };
    let mut now: HashMap<PathBuf, Look> = HashMap::new();
    for file in list.files {
        let Ok(path) = &file.path else { continue };
        let Ok(data) = std::fs::metadata(path) else { continue };
        let fresh = Look { size: data.len(), changed: data.modified().ok(), looks: 1, finished: false };
        let look = match seen.get(path) {
            Some(before) if (before.size, before.changed) == (fresh.size, fresh.changed) => {
                Look { looks: before.looks.saturating_add(1), ..*before }
            }
            _ => fresh,
        };
        now.insert(path.clone(), look);
        let whole = look.looks >= 2 && (looks_whole(&file) || look.looks >= PATIENCE);
        if whole && !look.finished {
            ready.files.push(file);
        }
    }
    *seen = now;
    ready
}

/// True when a file has what stands at the end of its kind.
fn looks_whole(file: &Listed) -> bool {
    let mark: &[u8] = match file.kind {
        Kind::Pdf => b"%%EOF",
        Kind::Zip => b"PK\x05\x06",
        // Mails have no end mark; those of a Maildir appear whole.
        Kind::Mail | Kind::Mbox => return true,
    };
    let Ok(path) = &file.path else { return true };
    let mut tail = Vec::new();
    let read = std::fs::File::open(path).and_then(|mut file| {
        let size = file.metadata()?.len();
        file.seek(SeekFrom::Start(size.saturating_sub(TAIL)))?;
        file.take(TAIL).read_to_end(&mut tail)
    });
    read.is_ok() && tail.windows(mark.len()).any(|window| window == mark)
}

/// Moves what was finished, unless it changed meanwhile: then it is looked at again.
fn put_away(
    how: &Watch,
    paths: &[PathBuf],
    report: &Report,
    seen: &mut HashMap<PathBuf, Look>,
) -> Result<(), BatchError> {
    // A file with several statements went well when all of them did. One that holds none at all did as well.
    let mut fine: BTreeMap<usize, bool> = BTreeMap::new();
    for (file, entry) in report.files.iter().zip(&report.entries) {
        *fine.entry(*file).or_insert(true) &= entry.is_read();
    }
    let reached = fine.keys().next_back().copied();
    for (number, path) in paths.iter().enumerate() {
        // A run that was told to stop did not come to all of them, and perhaps not through the last one.
        if report.stopped && reached.is_none_or(|reached| number >= reached) {
            break;
        }
        let Some(look) = seen.get_mut(path) else { continue };
        let same = |data: std::fs::Metadata| data.len() == look.size && data.modified().ok() == look.changed;
        if !std::fs::metadata(path).is_ok_and(same) {
            seen.remove(path);
            continue;
        }
        look.finished = true;
        let folder = if fine.get(&number).copied().unwrap_or(true) { &how.done } else { &how.quarantine };
        if let Some(folder) = folder {
            move_to(folder, &how.folder, path)?;
            seen.remove(path);
        }
    }
    Ok(())
}

/// Moves a file into a folder, in the shape of the folder that it comes from; an earlier file of that name stays.
fn move_to(folder: &Path, root: &Path, path: &Path) -> Result<(), BatchError> {
    let below = path.strip_prefix(root).unwrap_or(path);
    let mut target = folder.join(below);
    if let Some(parent) = target.parent() {
        std::fs::create_dir_all(parent).map_err(BatchError::write(parent))?;
    }
    for number in 2_u32.. {
        if !target.exists() {
            break;
        }
        let stem = below.file_stem().unwrap_or_default().to_string_lossy();
        let end = below.extension().map_or_else(String::new, |end| format!(".{}", end.to_string_lossy()));
        target = target.with_file_name(format!("{stem}-{number}{end}"));
    }
    if std::fs::rename(path, &target).is_ok() {
        return Ok(());
    }
    // Another file system: copied under another name, so that nobody sees half of it.
    let mut draft = target.clone().into_os_string();
    draft.push(".part");
    let draft = PathBuf::from(draft);
    std::fs::copy(path, &draft)
        .and_then(|_| std::fs::File::open(&draft)?.sync_all())
        .and_then(|()| std::fs::rename(&draft, &target))
        .and_then(|()| std::fs::remove_file(path))
        .map_err(BatchError::write(&target))
}

/// Waits, but not longer than it takes somebody to be told to stop.
fn rest(interval: Duration, stop: &AtomicBool) {
    let mut left = interval;
    while !left.is_zero() && !stop.load(Relaxed) {
        let nap = left.min(Duration::from_millis(50));
        std::thread::sleep(nap);
        left = left.saturating_sub(nap);
    }
}
