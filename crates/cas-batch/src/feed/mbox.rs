//! Mails of an mbox file, one at a time: a line that begins with `From ` after a blank one starts a mail.

use std::io::{BufRead, BufReader, Cursor, Read as _};
use std::path::Path;

use super::mail;
use super::{Bounds, Kind, Member, Step};
use crate::InputError;

/// An open mbox file and how far it was read.
pub(super) struct Messages {
    lines: Box<dyn BufRead + Send>,
    /// The mail that is being taken apart.
    parts: std::vec::IntoIter<Member>,
    /// Number of the mail, from 1.
    number: u64,
    /// True once the first separator was seen.
    begun: bool,
    ended: bool,
}

impl Messages {
    pub(super) fn of_file(path: &Path) -> Result<Self, InputError> {
        let file = std::fs::File::open(path).map_err(|source| InputError::Unreadable { source })?;
        Ok(Self::new(Box::new(BufReader::with_capacity(1 << 16, file))))
    }

    pub(super) fn of_bytes(bytes: Vec<u8>) -> Self {
        Self::new(Box::new(Cursor::new(bytes)))
    }

    fn new(lines: Box<dyn BufRead + Send>) -> Self {
        Self { lines, parts: Vec::new().into_iter(), number: 0, begun: false, ended: false }
    }

    /// The next attachment that is for us.
    pub(super) fn step(&mut self, bounds: Bounds) -> Step {
        if let Some(mut member) = self.parts.next() {
            member.name = format!("{}/{}", self.number, member.name);
            return Step::Member(member);
        }
        if self.ended {
            return Step::Done;
        }
        let message = self.message(bounds);
        self.number += u64::from(self.begun);
        let parts = match message {
            Ok(message) if message.is_empty() => return Step::Nothing,
            Ok(message) => mail::parts(&message, bounds),
            Err(error) => Err(error),
        };
        match parts {
            Ok(parts) => {
                self.parts = parts.into_iter();
                Step::Nothing
            }
            // Between the statements of a mailbox lie other things; only what was cut off by a limit is told.
            Err(InputError::NotMail) => Step::Nothing,
            Err(error) => {
                let (name, mail) = (self.number.to_string(), None);
                Step::Member(Member { name, kind: Kind::Pdf, mail, body: Err(error) })
            }
        }
    }

    /// The bytes up to the next separator, empty for the ones before the first. Of a mail that is too large the rest is
    /// passed over.
    fn message(&mut self, bounds: Bounds) -> Result<Vec<u8>, InputError> {
        let mut message = Vec::new();
        let mut line = Vec::new();
        let (mut blank, mut over, mut fresh) = (true, false, true);
        loop {
            line.clear();
            // A line that never ends comes in pieces; only the first piece can be a separator.
            let read = (&mut self.lines).take(1 << 16).read_until(b'\n', &mut line);
            match read {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(_) => {}
                Err(source) => {
                    self.ended = true;
                    return Err(InputError::Unreadable { source });
                }
            }
            if fresh && blank && line.starts_with(b"From ") {
                if self.begun {
                    break;
                }
                self.begun = true;
                continue;
            }
            blank = fresh && matches!(line.as_slice(), b"\n" | b"\r\n");
            fresh = line.ends_with(b"\n");
            over |= (message.len() + line.len()) as u64 > bounds.container;
            if self.begun && !over {
                message.extend_from_slice(&line);
            }
        }
        if over && self.begun {
            return Err(InputError::ContainerLimit { limit: "bytes of a mail", allowed: bounds.container });
        }
        Ok(message)
    }
}
