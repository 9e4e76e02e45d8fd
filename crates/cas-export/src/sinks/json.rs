//! JSON: an array of statements in the form of the published JSON.

use std::borrow::Cow;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::{Draft, ExportError, ExportOptions, Item, Sink, Source, SourceMember};

struct Json {
    draft: Draft,
    out: BufWriter<std::fs::File>,
    source: SourceMember,
    before: &'static [u8],
}

pub(crate) fn open(path: &Path, options: &ExportOptions) -> Result<Box<dyn Sink>, ExportError> {
    let draft = Draft::create(path).map_err(ExportError::io(path))?;
    let out = BufWriter::new(draft.file().map_err(ExportError::io(path))?);
    Ok(Box::new(Json { draft, out, source: options.source, before: b"[\n" }))
}

impl Sink for Json {
    fn add(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        let body = body("json", item, self.source)?;
        let written = self.out.write_all(self.before).and_then(|()| self.out.write_all(&body));
        self.before = b",\n";
        written.map_err(ExportError::io(self.draft.path()))
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<PathBuf>, ExportError> {
        let path = self.draft.path().to_owned();
        let last: &[u8] = if self.before == b"[\n" { b"[]\n" } else { b"\n]\n" };
        self.out.write_all(last).and_then(|()| self.out.flush()).map_err(ExportError::io(&path))?;
        self.draft.commit().map(|path| vec![path]).map_err(ExportError::io(&path))
    }
}

/// The JSON of an item without its last line break, with `x_source` as its last member where that is asked for.
pub(super) fn body<'a>(
    format: &'static str,
    item: &Item<'a>,
    source: SourceMember,
) -> Result<Cow<'a, [u8]>, ExportError> {
    let Item::Json { bytes, source: of } = item else {
        return Err(ExportError::WrongItem { format, needs: "JSON, not tables" });
    };
    let bytes = bytes.trim_ascii_end();
    match (source, bytes.strip_suffix(b"}")) {
        (SourceMember::Omit, Some(_)) => Ok(Cow::Borrowed(bytes)),
        (SourceMember::Add, Some(open)) => {
            let mut whole = open.to_vec();
            whole.extend_from_slice(b",\"x_source\":");
            whole.extend_from_slice(described(of).to_string().as_bytes());
            whole.push(b'}');
            Ok(Cow::Owned(whole))
        }
        (_, None) => Err(ExportError::WrongItem { format, needs: "a JSON object" }),
    }
}

/// The form of `x_source`.
fn described(source: &Source<'_>) -> Value {
    let mut members = Map::new();
    members.insert("name".to_owned(), source.name.into());
    members.insert("sha256".to_owned(), source.sha256.into());
    if let Some(mail) = source.mail {
        let facts = [("sender", mail.sender), ("subject", mail.subject), ("date", mail.date)];
        let facts = facts.into_iter().map(|(key, fact)| (key.to_owned(), fact.into()));
        members.insert("mail".to_owned(), Value::Object(facts.collect()));
    }
    Value::Object(members)
}
