//! Bytes in and bytes out: the statement file, standard input, standard output, `--output`.

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::path::Path;

use cas_export::Draft;

use crate::exit::Failure;

/// True when `path` stands for standard input, or output.
pub(crate) fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads a file, or standard input for `-`, up to one byte more than `most`: a larger file is refused by the engine
/// without being held in memory.
pub(crate) fn read(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let outcome = if is_dash(path) {
        std::io::stdin().lock().take(most.saturating_add(1)).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| {
            let size = file.metadata().map_or(0, |data| data.len().min(most));
            bytes.reserve_exact(usize::try_from(size).unwrap_or(0) + 1);
            file.take(most.saturating_add(1)).read_to_end(&mut bytes)
        })
    };
    outcome.map_err(|source| Failure::Read { what: shown(path), source })?;
    Ok(bytes)
}

/// Reads a small text file or standard input as UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    const MOST: u64 = 1 << 20;
    let failed =
        |kind, why: &str| Failure::Read { what: shown(path), source: std::io::Error::new(kind, why) };
    let bytes = read(path, MOST)?;
    if bytes.len() as u64 > MOST {
        return Err(failed(std::io::ErrorKind::FileTooLarge, "larger than 1 MiB"));
    }
    String::from_utf8(bytes).map_err(|_| failed(std::io::ErrorKind::InvalidData, "not UTF-8 text"))
}

/// Writes to a file, or to standard output for `-` or without a path. A reader that closed the pipe has seen enough: that is no failure.
pub(crate) fn write(path: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(path) = path.filter(|path| !is_dash(path)) {
        return replace(path, bytes).map_err(|source| Failure::Write { what: shown(path), source });
    }
    if std::io::stdout().is_terminal() {
        return to_stdout(crate::report::sanitise_output(&String::from_utf8_lossy(bytes)).as_bytes());
    }
    to_stdout(bytes)
}

/// Writes text whose foreign parts are clean already, with colours of ours between them.
pub(crate) fn write_drawn(path: Option<&Path>, text: &[u8]) -> Result<(), Failure> {
    if path.is_some_and(|path| !is_dash(path)) { write(path, text) } else { to_stdout(text) }
}

fn to_stdout(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(source) if source.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::Write { what: "standard output".to_owned(), source })
        }
        _ => Ok(()),
    }
}

/// Fails when `output` would take the place of something that the command reads, or, where what is written is no PDF
/// itself, of any PDF: it may be the only copy.
pub(crate) fn refuse_overwriting<'p>(
    reads: impl IntoIterator<Item = &'p Path>,
    output: Option<&'p Path>,
    kind: Written,
) -> Result<(), Failure> {
    // Into a folder, answers may be written beside statements.
    let place = |path: &'p Path| std::fs::canonicalize(path).ok().filter(|place| place.is_file());
    let Some((output, place)) = output.and_then(|path| Some((path, place(path)?))) else {
        return Ok(());
    };
    if reads.into_iter().any(|path| std::fs::canonicalize(path).is_ok_and(|path| path == place)) {
        let problem = format!("the output {} is read by this command: name another file", shown(output));
        return Err(Failure::Usage(problem));
    }
    if kind == Written::NoPdf && is_pdf(&place) {
        let problem = format!("{} is a PDF, and what is written is none: name another file", shown(output));
        return Err(Failure::Usage(problem));
    }
    Ok(())
}

/// What a command writes.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Written {
    Pdf,
    NoPdf,
}

fn is_pdf(path: &Path) -> bool {
    const MARK: &[u8] = b"%PDF-";
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(1024).read_to_end(&mut head));
    read.is_ok() && head.windows(MARK.len()).any(|window| window == MARK)
}

/// Puts a file in its place whole or not at all, readable for its owner alone: what is written here is personal. What
/// is no plain file (a pipe, a terminal) is written to as it is.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if cas_export::is_device(path) {
        return std::fs::write(path, bytes);
    }
    let draft = Draft::create(path)?;
    draft.file()?.write_all(bytes)?;
    draft.commit().map(drop)
}

/// A path for a message, as the user typed it.
pub(crate) fn shown(path: &Path) -> String {
    if is_dash(path) {
        return "standard input".to_owned();
    }
    crate::report::sanitise(&path.display().to_string())
}
