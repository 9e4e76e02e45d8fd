//! One statement to be read: its name, where it lies, the mail that it came in.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::InputError;

/// The mail that an attachment came in. `None` where the mail does not say.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Mail {
    /// `Name <address>`, or the address alone.
    pub sender: Option<String>,
    /// Subject, decoded.
    pub subject: Option<String>,
    /// Date, RFC 3339 with the zone of the sender.
    pub date: Option<String>,
}

/// Where the bytes of an input are.
#[derive(Debug)]
pub(crate) enum Body {
    /// In a file, read when its turn comes.
    File(PathBuf),
    /// Taken out of an archive or a mail.
    Held(Vec<u8>),
    /// Nowhere: the file, the archive or the mail could not be read.
    Failed(InputError),
}

/// One statement to be read.
#[derive(Debug)]
pub(crate) struct Input {
    /// Place in the run, from 0.
    pub(crate) index: usize,
    /// Number of the listed file that it comes from.
    pub(crate) file: usize,
    /// Name for the user: `folder/archive.zip!/inner/a.pdf`. No two inputs of a run have the same.
    pub(crate) name: String,
    /// The name below the folder that was named, from which the name of the output is made.
    pub(crate) below: String,
    pub(crate) mail: Option<Mail>,
    pub(crate) body: Body,
}

/// Gives every input a name of its own: the second of a name gets `#2`.
#[derive(Debug, Default)]
pub(crate) struct Names {
    taken: HashSet<String>,
    /// The last number that a name was given.
    last: HashMap<String, u64>,
}

impl Names {
    /// What to add to the name so that it is new: nothing, or `#2`, `#3`.
    pub(crate) fn suffix(&mut self, name: &str) -> String {
        let own = folded(name);
        if self.taken.insert(own.clone()) {
            return String::new();
        }
        let last = self.last.entry(own).or_insert(1);
        loop {
            *last = last.saturating_add(1);
            let suffix = format!("#{last}");
            if self.taken.insert(folded(&format!("{name}{suffix}"))) {
                return suffix;
            }
        }
    }
}

/// A name as the file systems of this machine compare it.
fn folded(name: &str) -> String {
    if cfg!(any(windows, target_os = "macos")) { name.to_lowercase() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_names_are_numbered() {
        let mut names = Names::default();
        let given: Vec<String> = ["a", "a#2", "a", "a", "b"].iter().map(|name| names.suffix(name)).collect();
        assert_eq!(given, ["", "", "#3", "#4", ""]);
    }
}
