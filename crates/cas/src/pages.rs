//! Pages to sheets, one at a time: on the thread of the caller, or, of one large file, on several.
//!
//! Fonts and counters of work are shared between the pages of an open file without locks, so each thread opens the file for
//! itself. What its pages say does not depend on that; what is remarked about them and when a limit is passed would. So the
//! threads only try: as soon as anything is remarkable the reading starts over on one thread, and the answer is the same
//! whatever their number.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::sync_channel;

use cas_model::{Diagnostic, DiagnosticCode, Noted};
use cas_page::{Location, Page, Rect};
use cas_pdf::{PdfError, PdfFile};
use cas_table::Sheet;

use crate::{Options, ParseError};

/// Pages for each thread at least; fewer are read before another thread has opened the file.
const WORTH_A_THREAD: u32 = 16;
/// Pages that a thread reads in one go.
const STRETCH: u32 = 4;
/// Stretches that wait to be taken; more would only take memory.
const WAITING: usize = 4;
/// Longest stream that a further thread unpacks, so that threads together take no more memory than one may.
const LONGEST_STREAM: u64 = 8 << 20;

/// Pages to sheets, all kept.
pub(crate) fn read(file: &PdfFile<'_>, only: Option<u32>) -> Result<Noted<Vec<Sheet>>, ParseError> {
    let mut sheets = Vec::new();
    let notes = each_page(file, only, |sheet| sheets.push(sheet))?;
    Ok(Noted { value: sheets, notes })
}

/// Pages to sheets, one page at a time: a page is dropped before the next one is read. A page that is damaged beyond
/// use becomes an empty sheet with a note; a limit ends everything.
pub(crate) fn each_page(
    file: &PdfFile<'_>,
    only: Option<u32>,
    mut take: impl FnMut(Sheet),
) -> Result<Vec<Diagnostic>, ParseError> {
    let mut notes = Vec::new();
    let (mut damaged, mut defects) = (0, 0);
    for number in (1..=file.page_count()).filter(|number| only.is_none_or(|only| only == *number)) {
        let at = Location::new(number, Rect::default());
        let page = match file.page(number - 1) {
            Ok(page) => page,
            Err(error @ PdfError::LimitExceeded { .. }) => return Err(error.into()),
            Err(_) => {
                notes.push(Diagnostic { code: DiagnosticCode::DamagedPage, at });
                Page { number, ..Page::default() }
            }
        };
        take(Sheet::from_page(page));
        if file.defects() > defects {
            defects = file.defects();
            notes.push(Diagnostic { code: DiagnosticCode::DamagedPage, at });
        }
        let streams = file.damaged_streams() - damaged;
        if streams > 0 {
            damaged += streams;
            notes.push(Diagnostic { code: DiagnosticCode::StreamChecksum { streams }, at });
        }
    }
    Ok(notes)
}

/// On how many threads a file is to be read.
pub(crate) fn threads_for(file: &PdfFile<'_>, options: &Options) -> usize {
    let worth = usize::try_from(file.page_count() / WORTH_A_THREAD).unwrap_or(usize::MAX);
    options.threads.min(worth).max(1)
}

/// Hands over all pages in order, read on several threads. False when that came to nothing: a page was broken, something
/// about one was remarkable, or it cannot be told whether a limit was kept. Then the caller starts over with
/// [`each_page`] and a file that was opened anew.
pub(crate) fn share(
    pdf: &[u8],
    file: &PdfFile<'_>,
    options: &Options,
    threads: usize,
    mut take: impl FnMut(Sheet),
) -> bool {
    let stretches = file.page_count().div_ceil(STRETCH);
    let next = AtomicU32::new(0);
    let password = file.encryption().and_then(|encryption| encryption.password);
    let passwords = password.and_then(|index| options.passwords.get(index..=index)).unwrap_or_default();
    let mut limits = options.limits.clone();
    limits.stream_bytes = limits.stream_bytes.min(LONGEST_STREAM);
    limits.page_bytes = limits.page_bytes.min(LONGEST_STREAM);
    let (sender, receiver) = sync_channel(WAITING);
    std::thread::scope(|scope| {
        // Dropped with this closure: whoever still wants to send then stops.
        let receiver = receiver;
        for _ in 1..threads {
            let (sender, next, limits) = (sender.clone(), &next, &limits);
            scope.spawn(move || {
                let file = cas_pdf::open(pdf, passwords, limits).ok();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let sheets = file.as_ref().and_then(|file| read_stretch(file, number, threads));
                    let failed = sheets.is_none();
                    if number >= stretches || sender.send((number, sheets)).is_err() || failed {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        while due < stretches {
            let mut came: Option<(u32, Option<Vec<Sheet>>)> = receiver.try_recv().ok();
            if came.is_none() {
                if let Some(sheets) = waiting.remove(&due) {
                    Vec::into_iter(sheets).for_each(&mut take);
                    due += 1;
                    continue;
                }
                let number = next.fetch_add(1, Ordering::Relaxed);
                came = if number < stretches {
                    Some((number, read_stretch(file, number, threads)))
                } else {
                    receiver.recv().ok()
                };
            }
            let Some((number, Some(sheets))) = came else {
                next.store(stretches, Ordering::Relaxed);
                return false;
            };
            waiting.insert(number, sheets);
        }
        true
    })
}

/// Some pages in a row; `None` when anything about them, or about the file so far, is remarkable, or one of `threads` threads
/// took more than its share of what the limits allow.
fn read_stretch(file: &PdfFile<'_>, number: u32, threads: usize) -> Option<Vec<Sheet>> {
    let first = number.saturating_mul(STRETCH);
    let range: Range<u32> = first..first.saturating_add(STRETCH).min(file.page_count());
    let sheets =
        range.map(|index| file.page(index).ok().map(Sheet::from_page)).collect::<Option<Vec<Sheet>>>()?;
    let sound = file.defects() == 0 && file.damaged_streams() == 0 && !file.is_repaired();
    (sound && file.is_within_share(threads as u64)).then_some(sheets)
}
