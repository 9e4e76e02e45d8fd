//! A record: one line of length, checksum and JSON. What was cut off or damaged ends the journal there.
//!
//! `000000c4 5f1e0c7a {"item":{...}}` and a line break: length of the JSON in bytes and its CRC-32, in hexadecimal digits.

use serde::{Deserialize, Serialize};

use crate::entry::Entry;

/// A record of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Record {
    /// A run began.
    Run(Begun),
    /// An input is finished.
    Item(Box<Entry>),
    /// An input of an earlier run is not among those of this one.
    Gone {
        /// Its name.
        name: String,
    },
    /// The run came to its end.
    End {
        /// How many inputs it had.
        inputs: u64,
    },
}

/// What a run is made with: entries of runs made otherwise are of no use.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct Begun {
    /// Form of the journal.
    pub(crate) journal: u32,
    /// Version of the engine.
    pub(crate) engine: String,
    /// Digest of the options.
    pub(crate) options: String,
    /// What the sources of passwords looked like; see [`crate::passwords::Stamp`].
    pub(crate) passwords: Option<String>,
}

/// Length of length, checksum and their blanks.
const HEAD: usize = 18;

impl Record {
    /// The line.
    pub(crate) fn line(&self) -> Vec<u8> {
        // A record holds nothing that JSON cannot say; were it to, the record would not be read back.
        let json = serde_json::to_vec(self).unwrap_or_default();
        let mut line = Vec::with_capacity(json.len() + HEAD + 1);
        line.extend_from_slice(format!("{:08x} {:08x} ", json.len(), crc32fast::hash(&json)).as_bytes());
        line.extend_from_slice(&json);
        line.push(b'\n');
        line
    }

    /// The record at the beginning of these bytes, and its length; `None` when there is none whole.
    pub(crate) fn read(bytes: &[u8]) -> Option<(Self, usize)> {
        let (head, rest) = bytes.split_at_checked(HEAD)?;
        let head = std::str::from_utf8(head).ok()?;
        let number = |range| head.get(range).and_then(|text: &str| u32::from_str_radix(text, 16).ok());
        let (length, checksum) = (number(0..8)? as usize, number(9..17)?);
        let (json, rest) = rest.split_at_checked(length)?;
        if rest.first() != Some(&b'\n') || crc32fast::hash(json) != checksum {
            return None;
        }
        Some((serde_json::from_slice(json).ok()?, HEAD + length + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_and_torn_ones_do_not() {
        let record = Record::Gone { name: "a/\u{20b9}\n.pdf".to_owned() };
        let line = record.line();
        assert_eq!(Record::read(&line), Some((record, line.len())));
        for length in 0..line.len() {
            assert_eq!(Record::read(&line[..length]), None, "{length}");
        }
        for at in 0..line.len() - 1 {
            let mut changed = line.clone();
            changed[at] ^= 1;
            // The two blanks of the head are not looked at.
            assert!(Record::read(&changed).is_none() || at == 8 || at == 17, "{at}");
        }
    }
}
