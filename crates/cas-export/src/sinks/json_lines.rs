//! JSON Lines: one statement a line, in the form of the published JSON.

use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use super::json::body;
use crate::{Draft, ExportError, ExportOptions, Item, Sink, SourceMember};

struct JsonLines {
    draft: Draft,
    out: BufWriter<std::fs::File>,
    source: SourceMember,
}

pub(crate) fn open(path: &Path, options: &ExportOptions) -> Result<Box<dyn Sink>, ExportError> {
    let draft = Draft::create(path).map_err(ExportError::io(path))?;
    let out = BufWriter::new(draft.file().map_err(ExportError::io(path))?);
    Ok(Box::new(JsonLines { draft, out, source: options.source }))
}

impl Sink for JsonLines {
    fn add(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        let line = body("jsonl", item, self.source)?;
        if line.contains(&b'\n') {
            return Err(ExportError::WrongItem { format: "jsonl", needs: "JSON that is not indented" });
        }
        let written = self.out.write_all(&line).and_then(|()| self.out.write_all(b"\n"));
        written.map_err(ExportError::io(self.draft.path()))
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<PathBuf>, ExportError> {
        let path = self.draft.path().to_owned();
        self.out.flush().map_err(ExportError::io(&path))?;
        self.draft.commit().map(|path| vec![path]).map_err(ExportError::io(&path))
    }
}
