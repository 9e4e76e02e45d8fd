//! What a caller can choose.

use cas_model::BrokerType;

use crate::{Key, Limits, Password};

/// Choices for one call. The default opens unlocked files, with limits on, and adds nothing to the unified schema.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Passwords to try. Each is tried as given, then without outer white space, in capitals and in small letters;
    /// the empty password is always tried first.
    pub passwords: Vec<Password>,
    /// Bounds on time and memory; on by default, see [`Limits::TABLE`].
    pub limits: Limits,
    /// `meta.generated_at`, RFC 3339; `None` writes null. The engine reads no clock.
    pub generated_at: Option<String>,
    /// The broker of a contract note, instead of what detection says: its rules hold where the note itself does not
    /// tell. A file that is a statement is refused with [`crate::ParseError::NotAContractNote`].
    pub broker: Option<BrokerType>,
    /// Threads that [`crate::parse`] may read the pages of one large file on; with 0 and 1 it starts none. The answer is the
    /// same whatever their number.
    pub threads: usize,
    /// What to add beside the unified schema.
    pub with: With,
}

impl Options {
    /// The default with one password.
    #[must_use]
    pub fn with_password(password: impl Into<Password>) -> Self {
        Self { passwords: vec![password.into()], ..Self::default() }
    }
}

/// Additions, all under `x_` members at top level. Each costs time, so nothing is made that was not asked for.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct With {
    /// `x_checks`: what the statement's own arithmetic says; `x_words`: how many words are data, layout, or neither.
    pub checks: bool,
    /// `x_notes` and `x_document`: remarks made while reading, and facts about the file.
    pub notes: bool,
    /// `x_full`: printed facts that the unified schema has no place for.
    pub full: bool,
    /// `x_provenance`: page and box of every value of the body.
    pub provenance: bool,
}

/// What [`crate::trace`] prints.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Stage {
    /// Text runs in painting order, in the `.page` form that [`crate::page::read_pages`] reads back.
    Runs,
    /// Words in reading order, then what was set aside and why.
    Words,
    /// Lines, top to bottom.
    Lines,
    /// Lines after extraction, with what became of their words.
    Tables,
    /// The flat records that the extractor made, with places.
    Records,
    /// Words that belong to no known part of the layout.
    Unclaimed,
}

impl Stage {
    /// True when the stage comes after extraction, which needs every page.
    pub(crate) fn needs_records(self) -> bool {
        matches!(self, Self::Tables | Self::Records | Self::Unclaimed)
    }
}

/// How [`crate::redact`] replaces originals.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RedactOptions {
    /// The secret that replacements are drawn from.
    pub key: Key,
    /// Change amounts and units as well, all by one factor.
    pub amounts: bool,
}

impl RedactOptions {
    /// Names and numbers of persons only.
    #[must_use]
    pub fn with_key(key: Key) -> Self {
        Self { key, amounts: false }
    }
}
