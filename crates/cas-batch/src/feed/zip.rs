//! Members of ZIP archives, one at a time.
//!
//! Only members whose names say that they are for us are unpacked, never more of one than the limit of inputs, and never
//! more of all than a multiple of the archive: statements are packed already, so that an archive which unfolds is a bomb.

use std::io::{Cursor, Read, Seek};
use std::path::Path;

use cas::Password;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Bounds, Kind, Member, Step};
use crate::InputError;
use crate::passwords::PasswordBook;

/// What all members together may unpack to: this, and so many times the size of the archive.
const FREE: u64 = 256 << 20;
const TIMES: u64 = 50;

/// Anything that an archive can be read from.
trait Bytes: Read + Seek + Send {}

impl<T: Read + Seek + Send> Bytes for T {}

/// An open archive and how far it was read.
pub(super) struct Members {
    archive: ZipArchive<Box<dyn Bytes>>,
    next: usize,
    /// Bytes that may still be unpacked.
    left: u64,
    allowed: u64,
    /// The password that opened the last locked member.
    lately: Option<Password>,
    ended: bool,
}

impl Members {
    pub(super) fn of_file(path: &Path) -> Result<Self, InputError> {
        let file = std::fs::File::open(path).map_err(|source| InputError::Unreadable { source })?;
        let size = file.metadata().map_err(|source| InputError::Unreadable { source })?.len();
        Self::new(Box::new(std::io::BufReader::new(file)), size)
    }

    pub(super) fn of_bytes(bytes: Vec<u8>) -> Result<Self, InputError> {
        let size = bytes.len() as u64;
        Self::new(Box::new(Cursor::new(bytes)), size)
    }

    fn new(bytes: Box<dyn Bytes>, size: u64) -> Result<Self, InputError> {
        let archive = ZipArchive::new(bytes).map_err(|error| failure(&error))?;
        let allowed = size.saturating_mul(TIMES).saturating_add(FREE);
        Ok(Self { archive, next: 0, left: allowed, allowed, lately: None, ended: false })
    }

    /// The next member.
    pub(super) fn step(&mut self, passwords: &PasswordBook, name: &str, bounds: Bounds) -> Step {
        if self.ended {
            return Step::Done;
        }
        let index = self.next;
        self.next += 1;
        if index == 0 && self.archive.has_duplicate_names() {
            // The directory is read by names: of members that share one, the last is read.
            let problem = "several members have the same name, and only the last of them is read";
            return Step::Member(Self::failed("", InputError::ArchiveDamaged { problem }));
        }
        let index = if self.archive.has_duplicate_names() { index - 1 } else { index };
        if index >= self.archive.len() {
            return Step::Done;
        }
        if index as u64 >= bounds.members {
            self.ended = true;
            let limit = "members of an archive";
            return Step::Member(Self::failed(
                "",
                InputError::ContainerLimit { limit, allowed: bounds.members },
            ));
        }
        let (inner, locked) = match self.archive.by_index_data(index) {
            Ok(entry) if entry.is_dir() => return Step::Nothing,
            Ok(entry) => {
                (entry.name().map_or_else(|_| String::new(), std::borrow::Cow::into_owned), entry.encrypted())
            }
            Err(error) => return Step::Member(Self::failed("", failure(&error))),
        };
        let Some(kind) = Kind::of_name(&inner) else { return Step::Nothing };
        let most = if kind == Kind::Pdf { bounds.input } else { bounds.container };
        let body = if locked {
            self.unlocked(index, passwords, &format!("{name}!/{inner}"), most)
        } else {
            self.unpack(index, None, most)
        };
        if let Err(InputError::ContainerLimit { .. }) = body {
            self.ended = self.left == 0;
        }
        Step::Member(Member { name: inner, kind, mail: None, body })
    }

    fn failed(name: &str, error: InputError) -> Member {
        Member { name: name.to_owned(), kind: Kind::Pdf, mail: None, body: Err(error) }
    }

    /// Tries the passwords; that of the last member first, as archives mostly have one.
    fn unlocked(
        &mut self,
        index: usize,
        passwords: &PasswordBook,
        name: &str,
        most: u64,
    ) -> Result<Vec<u8>, InputError> {
        let list = passwords.for_name(name);
        let tried = list.len();
        for password in self.lately.clone().into_iter().chain(list) {
            match self.unpack(index, Some(&password), most) {
                // A wrong password passes the first look once in 256 times; then the checksum tells.
                Err(InputError::ArchiveLocked { .. } | InputError::ArchiveDamaged { .. }) => {}
                outcome => {
                    self.lately = Some(password);
                    return outcome;
                }
            }
        }
        Err(InputError::ArchiveLocked { tried })
    }

    /// Unpacks a member, up to one byte more than `most`.
    fn unpack(
        &mut self,
        index: usize,
        password: Option<&Password>,
        most: u64,
    ) -> Result<Vec<u8>, InputError> {
        let member = match password {
            Some(password) => self.archive.by_index_decrypt(index, password.expose().as_bytes()),
            None => self.archive.by_index(index),
        };
        let member = member.map_err(|error| failure(&error))?;
        let take = most.saturating_add(1).min(self.left);
        // What the directory says is a hint, no more.
        let mut bytes =
            Vec::with_capacity(usize::try_from(member.size().min(take).min(1 << 20)).unwrap_or(0));
        let read = member.take(take).read_to_end(&mut bytes);
        self.left = self.left.saturating_sub(bytes.len() as u64);
        if self.left == 0 {
            return Err(InputError::ContainerLimit {
                limit: "unpacked bytes of an archive",
                allowed: self.allowed,
            });
        }
        read.map_err(|_| InputError::ArchiveDamaged {
            problem: "a member does not unpack to what its checksum says",
        })?;
        Ok(bytes)
    }
}

/// What the library says, in our words: its own may quote the archive.
fn failure(error: &ZipError) -> InputError {
    match error {
        ZipError::Io(source) => InputError::Unreadable { source: source.kind().into() },
        ZipError::InvalidPassword => InputError::ArchiveLocked { tried: 0 },
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => {
            InputError::ArchiveLocked { tried: 0 }
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            InputError::ArchiveDamaged { problem: "it is packed or locked in a way that cas does not know" }
        }
        _ => InputError::ArchiveDamaged { problem: "its directory cannot be read" },
    }
}
