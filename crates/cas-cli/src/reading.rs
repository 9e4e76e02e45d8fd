//! A statement in any form that is read: the PDF, or a dump of its pages (`cas trace --stage runs`).

use cas::page::DumpError;
use cas::{Options, ParseError, Parsed};

use crate::exit::Failure;

/// How a page dump begins.
const DUMP: &[u8] = b"page ";

/// Why the bytes are no statement.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadingError {
    /// The engine refused it.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// It begins like a page dump and is none.
    #[error("the page dump is damaged")]
    Dump {
        /// Where.
        #[from]
        source: DumpError,
    },
}

impl From<ReadingError> for Failure {
    fn from(error: ReadingError) -> Self {
        match error {
            ReadingError::Parse(error) => Self::Parse(error),
            ReadingError::Dump { source } => Self::Dump { source },
        }
    }
}

/// Reads a PDF or a page dump, whichever it is.
pub(crate) fn parse(bytes: &[u8], options: &Options) -> Result<Parsed, ReadingError> {
    if !bytes.starts_with(DUMP) {
        return Ok(cas::parse(bytes, options)?);
    }
    let allowed = options.limits.input_bytes;
    if bytes.len() as u64 > allowed {
        return Err(ParseError::LimitExceeded { limit: "input_bytes", allowed }.into());
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        // The line is where the text stops being text.
        let line = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
        DumpError { line }
    })?;
    Ok(cas::parse_pages(cas::page::read_pages(text)?, options)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_dump_is_told_by_its_line() {
        let refused = |bytes: &[u8]| parse(bytes, &Options::default()).unwrap_err();
        assert!(matches!(refused(b"%PDF"), ReadingError::Parse(_)));
        let dump = |error| if let ReadingError::Dump { source } = error { source.line } else { 0 };
        assert_eq!(dump(refused(b"page 1 10 10\nrubbish\n")), 2);
        assert_eq!(dump(refused(b"page 1 10 10\n\xff\n")), 2);
    }
}
