//! Bytes in and bytes out: the statement file, standard input, standard output, `--output`.

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::path::Path;

use crate::exit::Failure;

/// True when `path` stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads a file, or standard input for `-`, up to one byte more than `most`: a larger file is refused by the engine
/// without being held in memory.
pub(crate) fn read(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let outcome = if is_stdin(path) {
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
    String::from_utf8(read(path, MOST)?).map_err(|_| Failure::Read {
        what: shown(path),
        source: std::io::Error::new(std::io::ErrorKind::InvalidData, "not UTF-8 text"),
    })
}

/// Writes to a file, or to standard output. A reader that closed the pipe has seen enough: that is no failure.
pub(crate) fn write(path: Option<&Path>, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(path) = path {
        return std::fs::write(path, bytes).map_err(|source| Failure::Write { what: shown(path), source });
    }
    let mut stdout = std::io::stdout().lock();
    let outcome = if stdout.is_terminal() {
        stdout.write_all(crate::report::sanitise_output(&String::from_utf8_lossy(bytes)).as_bytes())
    } else {
        stdout.write_all(bytes)
    };
    match outcome.and_then(|()| stdout.flush()) {
        Err(source) if source.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::Write { what: "standard output".to_owned(), source })
        }
        _ => Ok(()),
    }
}

/// A path for a message, as the user typed it.
fn shown(path: &Path) -> String {
    if is_stdin(path) {
        return "standard input".to_owned();
    }
    crate::report::sanitise(&path.display().to_string())
}
