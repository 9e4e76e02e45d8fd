//! The inputs of a run, one after the other: files, members of archives, attachments of mails.
//!
//! Files are listed before the run begins (`list.rs`); what lies inside archives and mails is found when their turn comes
//! and taken out one at a time, so that nothing is in memory but what is worked on. The order is that of the arguments,
//! of the bytes of names within a folder, and of the archive or mail within one.

mod list;
mod mail;
mod mbox;
mod zip;

use crate::input::{Body, Input, Mail, Names};
use crate::passwords::PasswordBook;
use crate::{BatchError, InputError};

pub use list::WorkList;
pub(crate) use list::{Kind, Listed};

/// Archives and mails inside each other.
const DEEPEST: usize = 4;

/// Bounds for what is taken out of archives and mails.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Most bytes of an input; one more is taken, so that the engine can refuse it by its own limit.
    pub(crate) input: u64,
    /// Largest mail, and largest archive inside something else.
    pub(crate) container: u64,
    /// Most members of an archive, or attachments of a mail.
    pub(crate) members: u64,
}

impl Bounds {
    pub(crate) fn of(limits: &cas::Limits) -> Self {
        Self { input: limits.input_bytes, container: limits.input_bytes.saturating_mul(2), members: 100_000 }
    }
}

/// What a container gives when it is asked for more.
enum Step {
    /// A member: name inside the container, bytes or failure.
    Member(Member),
    /// Something that is not for us.
    Nothing,
    Done,
}

/// Something taken out of a container.
struct Member {
    name: String,
    kind: Kind,
    mail: Option<Mail>,
    body: Result<Vec<u8>, InputError>,
}

/// A container that is open.
struct Open {
    name: String,
    below: String,
    mail: Option<Mail>,
    depth: usize,
    source: Source,
}

enum Source {
    Zip(Box<zip::Members>),
    Mbox(mbox::Messages),
    Mail(std::vec::IntoIter<Member>),
}

/// The inputs of a run.
pub(crate) struct Feed<'a> {
    listed: std::vec::IntoIter<Listed>,
    open: Vec<Open>,
    names: Names,
    /// Names below the folders that were named: they make the names of outputs.
    belows: Names,
    next: usize,
    /// Number of the listed file that is at work, and its name.
    file: usize,
    at: (String, String),
    /// Inputs that were found since it was asked, less the containers that are none.
    found: i64,
    passwords: &'a PasswordBook,
    bounds: Bounds,
}

impl<'a> Feed<'a> {
    pub(crate) fn new(list: WorkList, passwords: &'a PasswordBook, bounds: Bounds) -> Self {
        Self {
            listed: list.files.into_iter(),
            open: Vec::new(),
            names: Names::default(),
            belows: Names::default(),
            next: 0,
            file: 0,
            at: Default::default(),
            found: 0,
            passwords,
            bounds,
        }
    }

    /// The next input.
    pub(crate) fn next(&mut self) -> Option<Input> {
        loop {
            if let Some(input) = self.step() {
                return Some(input);
            }
            if self.open.is_empty() && self.listed.len() == 0 {
                return None;
            }
        }
    }

    /// How many more inputs are known of than when it was asked last; fewer when an archive turned out to hold none.
    pub(crate) fn found(&mut self) -> i64 {
        std::mem::take(&mut self.found)
    }

    /// Gives up the container that is at work, after a panic of what takes it apart.
    pub(crate) fn abandon(&mut self) -> Input {
        let (name, below) = match self.open.pop() {
            Some(open) => (open.name, open.below),
            None => std::mem::take(&mut self.at),
        };
        self.found += 1;
        self.input(Place { name, below, mail: None, depth: 0 }, Body::Failed(InputError::Internal))
    }

    fn step(&mut self) -> Option<Input> {
        let Some(open) = self.open.last_mut() else {
            let listed = self.listed.next()?;
            self.file += 1;
            self.at = (listed.name.clone(), listed.below.clone());
            return self.begin(listed);
        };
        let step = match &mut open.source {
            Source::Zip(members) => members.step(self.passwords, &open.name, self.bounds),
            Source::Mbox(messages) => messages.step(self.bounds),
            Source::Mail(parts) => parts.next().map_or(Step::Done, Step::Member),
        };
        match step {
            Step::Done => {
                self.open.pop();
                None
            }
            Step::Nothing => None,
            Step::Member(member) => {
                // Without a name it is the container itself that has something wrong.
                let inside =
                    if member.name.is_empty() { String::new() } else { format!("!/{}", member.name) };
                let (name, below) = (format!("{}{inside}", open.name), format!("{}{inside}", open.below));
                let mail = member.mail.or_else(|| open.mail.clone());
                let depth = open.depth + 1;
                self.found += 1;
                self.member(Place { name, below, mail, depth }, member.kind, member.body)
            }
        }
    }

    fn begin(&mut self, listed: Listed) -> Option<Input> {
        let place = Place { name: listed.name, below: listed.below, mail: None, depth: 0 };
        let path = match listed.path {
            Ok(path) => path,
            Err(error) => return Some(self.input(place, Body::Failed(error))),
        };
        let source = match listed.kind {
            Kind::Pdf => return Some(self.input(place, Body::File(path))),
            Kind::Zip => zip::Members::of_file(&path).map(|members| Source::Zip(Box::new(members))),
            Kind::Mbox => mbox::Messages::of_file(&path).map(Source::Mbox),
            Kind::Mail => mail::of_file(&path, self.bounds).map(|parts| Source::Mail(parts.into_iter())),
        };
        self.enter(place, source)
    }

    fn member(&mut self, place: Place, kind: Kind, body: Result<Vec<u8>, InputError>) -> Option<Input> {
        let bytes = match body {
            Ok(bytes) => bytes,
            Err(error) => return Some(self.input(place, Body::Failed(error))),
        };
        if kind == Kind::Pdf {
            return Some(self.input(place, Body::Held(bytes)));
        }
        if place.depth >= DEEPEST {
            let error = InputError::ContainerLimit {
                limit: "nesting of archives and mails",
                allowed: DEEPEST as u64,
            };
            return Some(self.input(place, Body::Failed(error)));
        }
        let source = match kind {
            Kind::Zip => zip::Members::of_bytes(bytes).map(|members| Source::Zip(Box::new(members))),
            Kind::Mbox => Ok(Source::Mbox(mbox::Messages::of_bytes(bytes))),
            _ => mail::parts(&bytes, self.bounds).map(|parts| Source::Mail(parts.into_iter())),
        };
        self.enter(place, source)
    }

    fn enter(&mut self, place: Place, source: Result<Source, InputError>) -> Option<Input> {
        match source {
            Ok(source) => {
                let Place { name, below, mail, depth } = place;
                self.found -= 1;
                self.open.push(Open { name, below, mail, depth, source });
                None
            }
            Err(error) => Some(self.input(place, Body::Failed(error))),
        }
    }

    fn input(&mut self, place: Place, body: Body) -> Input {
        let name = self.names.suffix(&place.name);
        let below = self.belows.suffix(&place.below);
        let index = self.next;
        self.next += 1;
        Input {
            index,
            file: self.file.saturating_sub(1),
            name: place.name + &name,
            below: place.below + &below,
            mail: place.mail,
            body,
        }
    }
}

/// Where something was found.
struct Place {
    name: String,
    below: String,
    mail: Option<Mail>,
    depth: usize,
}

impl WorkList {
    /// How many files there are; archives and mails count as one each until they are opened.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// True when there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// Fails when nothing at all was named.
pub(crate) fn refuse_empty(list: &WorkList) -> Result<(), BatchError> {
    if list.is_empty() && list.passed_over == 0 && list.arguments == 0 {
        return Err(BatchError::Input {
            what: "no input".to_owned(),
            problem: "name files, folders or archives",
        });
    }
    Ok(())
}
