//! The last stage: a [`Statement`] or a [`ContractNote`] to JSON bytes.
//!
//! The body is exactly the published schema (`schema/statement.schema.json`, `schema/contract-note.schema.json`). What goes beyond it is an `x_` member at
//! top level and only there when asked for: see [`Extras`]. Equal input gives equal bytes: key order is fixed, and
//! nothing depends on a clock, a locale or a hash.
//!
//! Amounts, units and prices are exact decimals with the printed scale, as JSON numbers or, with
//! [`Numbers::String`], as strings; counts and tiers stay integers.

mod casparser;
mod extras;
mod formatter;
mod full;
mod note;
#[cfg(feature = "schema")]
mod schema;

use std::io;

use cas_model::{ContractNote, Statement};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

pub use casparser::{Casparser, to_casparser};
pub use extras::{Detected, Document, Extras, Full, Words};
use formatter::Writer;
#[cfg(feature = "schema")]
pub use schema::{contract_note_schema, schema};

/// How decimals are written.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Numbers {
    /// JSON numbers with every printed digit (`1234.500`).
    #[default]
    Number,
    /// JSON strings, for readers that would make floats of numbers (`"1234.500"`).
    String,
}

/// How the JSON is written.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct JsonOptions {
    /// Indents by two blanks.
    pub pretty: bool,
    /// How decimals are written.
    pub numbers: Numbers,
}

/// What is written.
#[derive(Clone, Copy, Debug)]
pub enum Body<'a> {
    /// A statement, bare.
    Statement(&'a Statement),
    /// A contract note, in the envelope that the hosted API puts around it.
    ContractNote(&'a ContractNote),
}

/// Writes the body and what goes beside it; ends with a line break.
///
/// # Errors
/// Whatever `out` answers.
pub fn write_json<W: io::Write>(
    mut out: W,
    body: Body<'_>,
    extras: &Extras<'_>,
    options: JsonOptions,
) -> io::Result<()> {
    let whole = Whole { body, extras };
    if options == JsonOptions::default() {
        // What is asked for most, without a choice at each event.
        whole.serialize(&mut serde_json::Serializer::new(&mut out))?;
    } else {
        whole.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Writer::new(options)))?;
    }
    out.write_all(b"\n")
}

/// Writes to memory.
///
/// # Errors
/// None that memory can answer; kept so that nothing is swallowed.
pub fn to_json(body: Body<'_>, extras: &Extras<'_>, options: JsonOptions) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(16 * 1024);
    write_json(&mut out, body, extras, options)?;
    Ok(out)
}

struct Whole<'a> {
    body: Body<'a>,
    extras: &'a Extras<'a>,
}

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self.body {
            Body::Statement(statement) => {
                let Statement { meta, investor, summary, demat_accounts, mutual_funds, insurance, nps } =
                    statement;
                map.serialize_entry("meta", meta)?;
                map.serialize_entry("investor", investor)?;
                map.serialize_entry("summary", summary)?;
                map.serialize_entry("demat_accounts", demat_accounts)?;
                map.serialize_entry("mutual_funds", mutual_funds)?;
                map.serialize_entry("insurance", insurance)?;
                map.serialize_entry("nps", nps)?;
            }
            Body::ContractNote(note) => {
                map.serialize_entry("status", SUCCESS)?;
                map.serialize_entry("msg", SUCCESS)?;
                map.serialize_entry("data", note)?;
            }
        }
        self.extras.write(&mut map)?;
        map.end()
    }
}

/// `status` and `msg` of an answer to a contract note (API reference 9).
const SUCCESS: &str = "success";
