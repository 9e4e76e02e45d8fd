//! Combined outputs: the answers in the spool, in the order of the inputs, through a writer of `cas-export`.

use std::path::{Path, PathBuf};

use cas_export::{ExportError, ExportOptions, Format, Item, Needs, Tables, create};

use crate::answer::{Origin, source};
use crate::entry::{Entry, EntryError};
use crate::journal::Journal;
use crate::{BatchError, InputError};

/// Writes the output and tells its files. An answer that the format cannot hold becomes a failure of that input.
pub(crate) fn write(
    journal: &Journal,
    entries: &mut [Entry],
    path: &Path,
    format: Format,
    options: &ExportOptions,
) -> Result<Vec<PathBuf>, BatchError> {
    let needs = format.row()?.needs;
    let mut sink = create(format, path, options)?;
    for entry in entries {
        let Some(kept) = &entry.kept else { continue };
        let answer = journal.answer(kept).ok_or_else(|| damaged(path))?;
        let added = match needs {
            Needs::Json => {
                let (name, sha256) = (entry.name.as_str(), entry.sha256.as_deref().unwrap_or(""));
                let source = source(&Origin { name, sha256, mail: entry.mail.as_ref() });
                sink.add(&Item::Json { bytes: &answer, source })
            }
            Needs::Tables => sink.add(&Item::Tables(&Tables::from_spool(&answer)?)),
        };
        match added {
            Ok(()) => {}
            Err(error @ ExportError::DoesNotFit { .. }) => {
                let error = InputError::DoesNotFit { problem: error.to_string() };
                entry.outcome = error.code().1;
                entry.error = Some(EntryError::of(&error));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(sink.finish()?)
}

/// The spool was changed under our hands.
fn damaged(path: &Path) -> BatchError {
    let source = std::io::Error::new(
        std::io::ErrorKind::InvalidData,
        "the spool beside it was changed during the run",
    );
    BatchError::Write { path: path.to_owned(), source }
}

/// Removes drafts of a file, `.NAME.PROCESS.part` beside it, that killed processes left. Drafts of a process that is alive
/// stay; where that cannot be told, so do all.
pub fn sweep_drafts(path: &Path) {
    let (Some(stem), Some(end)) = (path.file_stem(), path.extension()) else { return };
    let (stem, end) = (format!(".{}.", stem.to_string_lossy()), format!(".{}", end.to_string_lossy()));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let processes = Path::new("/proc");
    if !processes.join("self").exists() {
        return;
    }
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        // `.out.csv.4711.part`, `.out.accounts.csv.4711.part`
        let Some((rest, process)) = name.strip_suffix(".part").and_then(|name| name.rsplit_once('.')) else {
            continue;
        };
        let ours = rest.ends_with(&end) && format!("{rest}.").starts_with(&stem);
        let number = !process.is_empty() && process.bytes().all(|byte| byte.is_ascii_digit());
        if ours && number && !processes.join(process).exists() {
            // What cannot be removed does no harm.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn drafts_of_the_dead_are_removed_and_no_others() {
        let folder = std::env::temp_dir().join(format!("cas-batch-drafts-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let alive = format!(".out.csv.{}.part", std::process::id());
        let files = [
            ".out.csv.4194399.part",
            ".out.accounts.csv.4194399.part",
            ".outer.csv.4194399.part",
            ".out.csv.x.part",
            &alive,
        ];
        for file in files {
            std::fs::write(folder.join(file), "").unwrap();
        }
        sweep_drafts(&folder.join("out.csv"));
        let left: Vec<bool> = files.iter().map(|file| folder.join(file).exists()).collect();
        assert_eq!(left, [false, false, true, true, true]);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
