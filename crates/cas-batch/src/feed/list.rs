//! The list of files: arguments, folders, globs, lists, Maildir. Only names are looked at, and the first bytes of files
//! that were named one by one.

use std::collections::{HashMap, HashSet};
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use crate::{BatchError, InputError};

/// What a file is taken for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    Pdf,
    Zip,
    Mail,
    Mbox,
}

/// Ends of names, in small letters.
const KINDS: [(&str, Kind); 4] =
    [("pdf", Kind::Pdf), ("zip", Kind::Zip), ("eml", Kind::Mail), ("mbox", Kind::Mbox)];

/// Bytes that tell what a file is.
const MARKS: [(&[u8], Kind); 3] =
    [(b"PK\x03\x04", Kind::Zip), (b"PK\x05\x06", Kind::Zip), (b"From ", Kind::Mbox)];

/// Header fields that a mail begins with.
const HEADERS: [&[u8]; 7] =
    [b"return-path:", b"received:", b"delivered-to:", b"from:", b"date:", b"mime-version:", b"x-"];

impl Kind {
    /// What the end of a name says; `None` for what is not for us.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        let (_, end) = name.rsplit_once('.')?;
        KINDS.iter().find(|(known, _)| end.eq_ignore_ascii_case(known)).map(|(_, kind)| *kind)
    }

    /// What the first bytes say.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.windows(5).take(1024).any(|window| window == b"%PDF-") {
            return Some(Self::Pdf);
        }
        MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, kind)| *kind)
    }

    /// What a file that somebody named is: by its name, else by its first bytes, else the PDF that it was named for.
    fn of_named(path: &Path) -> Self {
        if let Some(kind) = path.file_name().and_then(|name| Self::of_name(&name.to_string_lossy())) {
            return kind;
        }
        let mut head = Vec::new();
        let read = std::fs::File::open(path).and_then(|file| file.take(1024).read_to_end(&mut head));
        let lower = head.to_ascii_lowercase();
        match (read, Self::of_bytes(&head)) {
            (Ok(_), Some(kind)) => kind,
            (Ok(_), None) if HEADERS.iter().any(|field| lower.starts_with(field)) => Self::Mail,
            _ => Self::Pdf,
        }
    }
}

/// A file to be read.
#[derive(Debug)]
pub(crate) struct Listed {
    /// Where it lies, or why it is not there.
    pub(crate) path: Result<PathBuf, InputError>,
    pub(crate) name: String,
    pub(crate) below: String,
    pub(crate) kind: Kind,
}

/// The files of a run, in the order in which they are read.
#[derive(Debug, Default)]
pub struct WorkList {
    pub(crate) files: Vec<Listed>,
    pub(crate) arguments: usize,
    /// Files in folders that are neither PDF nor archive nor mail, by their names.
    pub passed_over: u64,
}

impl WorkList {
    /// Lists what the arguments name: files, folders with all that is below them, globs; each file once, however often it
    /// is named. What is not there becomes an input that cannot be read; it does not stop the others.
    ///
    /// # Errors
    /// [`BatchError::Input`] for a glob that is none.
    pub fn of(arguments: &[PathBuf]) -> Result<Self, BatchError> {
        Self::without(arguments, &[])
    }

    /// As [`Self::of`], without what lies in these folders, unless they were named themselves: that of the output, for
    /// instance.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn without(arguments: &[PathBuf], skipped: &[&Path]) -> Result<Self, BatchError> {
        let mut list = Self { arguments: arguments.len(), ..Self::default() };
        let skipped = skipped.iter().filter_map(|folder| std::fs::canonicalize(folder).ok()).collect();
        let mut walk = Walk { list: &mut list, skipped };
        if let [folder] = arguments
            && folder.is_dir()
        {
            walk.folder(folder, "");
            return Ok(list);
        }
        for argument in arguments {
            walk.argument(argument)?;
        }
        list.name_once();
        Ok(list)
    }

    /// Leaves out what was named before: in a folder that was named too, by two globs, in another way of writing its path.
    fn name_once(&mut self) {
        let mut folders: HashMap<PathBuf, PathBuf> = HashMap::new();
        let mut named = HashSet::new();
        self.files.retain(|file| {
            let Some((folder, name)) =
                file.path.as_ref().ok().and_then(|path| path.parent().zip(path.file_name()))
            else {
                return true;
            };
            let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let whole = folders
                .entry(folder.to_owned())
                .or_insert_with(|| std::fs::canonicalize(here).unwrap_or_else(|_| folder.to_owned()));
            named.insert(whole.join(name))
        });
    }

    /// Reads a list of files, one a line; blank lines are skipped. `-` is standard input.
    ///
    /// # Errors
    /// [`BatchError::Read`].
    pub fn lines(path: &Path) -> Result<Vec<PathBuf>, BatchError> {
        let mut bytes = Vec::new();
        let read = if path.as_os_str() == "-" {
            std::io::stdin().lock().read_to_end(&mut bytes)
        } else {
            std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
        };
        read.map_err(BatchError::read(path))?;
        let lines = bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        Ok(lines.filter(|line| !line.is_empty()).map(path_of).collect())
    }
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// A walk over what arguments name.
struct Walk<'a> {
    list: &'a mut WorkList,
    skipped: Vec<PathBuf>,
}

impl Walk<'_> {
    fn argument(&mut self, path: &Path) -> Result<(), BatchError> {
        let text = path.to_string_lossy();
        if path.is_dir() {
            self.folder(path, &below_root(&name_of(path)));
        } else if path.exists() || !text.contains(['*', '?', '[']) {
            self.file(path, Kind::of_named(path));
        } else {
            let wrong =
                |_| BatchError::Input { what: text.clone().into_owned(), problem: "this is not a glob" };
            let mut found = false;
            for path in glob::glob(&text).map_err(wrong)?.flatten() {
                found = true;
                self.argument(&path)?;
            }
            if !found {
                self.failed(
                    &name_of(path),
                    std::io::Error::new(std::io::ErrorKind::NotFound, "no file fits the glob"),
                );
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, kind: Kind) {
        let name = name_of(path);
        let below = below_root(&name);
        self.list.files.push(Listed { path: Ok(path.to_owned()), name, below, kind });
    }

    fn failed(&mut self, name: &str, source: std::io::Error) {
        let path = Err(InputError::Unreadable { source });
        let below = below_root(name);
        self.list.files.push(Listed { path, name: name.to_owned(), below, kind: Kind::Pdf });
    }

    /// Everything below a folder, in the order of names. Links to files are followed, links to folders are not: they may
    /// lead in circles.
    fn folder(&mut self, folder: &Path, below: &str) {
        let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(source) => return self.failed(&name_of(folder), source),
        };
        entries.sort_by_key(std::fs::DirEntry::file_name);
        let maildir = ["cur", "new"].iter().all(|part| folder.join(part).is_dir());
        for entry in entries {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            let below = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                match name.as_str() {
                    "cur" | "new" if maildir => self.mails(&path, &below),
                    "tmp" if maildir => {}
                    // Folders of a Maildir begin with a point; other folders of that kind are not for us.
                    name if name.starts_with('.') && !maildir => {}
                    _ if self.is_skipped(&path) => {}
                    _ => self.folder(&path, &below),
                }
                continue;
            }
            match Kind::of_name(&name).filter(|_| !name.starts_with('.') && path.is_file()) {
                Some(kind) => {
                    self.list.files.push(Listed { name: name_of(&path), path: Ok(path), below, kind });
                }
                None => self.list.passed_over += 1,
            }
        }
    }

    fn is_skipped(&self, folder: &Path) -> bool {
        !self.skipped.is_empty()
            && std::fs::canonicalize(folder).is_ok_and(|folder| self.skipped.contains(&folder))
    }

    /// The mails of a part of a Maildir.
    fn mails(&mut self, folder: &Path, below: &str) {
        let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(source) => return self.failed(&name_of(folder), source),
        };
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if !name.starts_with('.') && path.is_file() {
                let below = format!("{below}/{name}");
                self.list.files.push(Listed {
                    name: name_of(&path),
                    path: Ok(path),
                    below,
                    kind: Kind::Mail,
                });
            }
        }
    }
}

/// A path as a name: `/` between its parts, nothing twice.
fn name_of(path: &Path) -> String {
    let mut name = String::new();
    for part in path.components() {
        match part {
            Component::CurDir => continue,
            Component::RootDir => {
                name.push('/');
                continue;
            }
            _ if !name.is_empty() && !name.ends_with('/') => name.push('/'),
            _ => {}
        }
        name.push_str(&part.as_os_str().to_string_lossy());
    }
    name
}

/// A name without what leads to it from elsewhere.
fn below_root(name: &str) -> String {
    let mut name = name.trim_start_matches('/');
    while let Some(rest) = name.strip_prefix("../") {
        name = rest.trim_start_matches('/');
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk(name: &str, files: &[&str]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("cas-batch-list-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        for file in files {
            let path = folder.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, b"Received: x").unwrap();
        }
        folder
    }

    fn below(list: &WorkList) -> Vec<&str> {
        list.files.iter().map(|file| file.below.as_str()).collect()
    }

    #[test]
    fn folders_are_walked_in_the_order_of_names() {
        let files = ["b/2.pdf", "b/10.PDF", "a.zip", "notes.txt", ".hidden/x.pdf", "c/in.mbox", "c/m.eml"];
        let folder = desk("walk", &files);
        let list = WorkList::of(std::slice::from_ref(&folder)).unwrap();
        assert_eq!(below(&list), ["a.zip", "b/10.PDF", "b/2.pdf", "c/in.mbox", "c/m.eml"]);
        assert_eq!(list.passed_over, 1);
        let list = WorkList::without(std::slice::from_ref(&folder), &[&folder.join("b")]).unwrap();
        assert_eq!(below(&list), ["a.zip", "c/in.mbox", "c/m.eml"]);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_named_twice_is_read_once() {
        let folder = desk("twice", &["a.pdf", "b/2.pdf"]);
        let file = folder.join("b/2.pdf");
        let list =
            WorkList::of(&[file.clone(), folder.join("b/../b/./2.pdf"), folder.clone(), folder.join("b*")]);
        let list = list.unwrap();
        let mut names: Vec<&str> = below(&list);
        names.sort_unstable();
        assert_eq!((names.len(), list.files.first().unwrap().path.as_ref().unwrap()), (2, &file));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_maildir_gives_its_mails() {
        let folder = desk("maildir", &["cur/1:2,S", "new/2", "tmp/3", ".Sent/cur/4", ".Sent/new/5"]);
        let list = WorkList::of(std::slice::from_ref(&folder)).unwrap();
        assert_eq!(below(&list), [".Sent/cur/4", ".Sent/new/5", "cur/1:2,S", "new/2"]);
        assert!(list.files.iter().all(|file| file.kind == Kind::Mail));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn globs_are_for_shells_without_and_what_is_missing_is_told() {
        let folder = desk("glob", &["x/2.pdf", "x/1.pdf", "x/mail"]);
        let list = WorkList::of(&[
            folder.join("x/*.pdf"),
            folder.join("x/mail"),
            folder.join("none.pdf"),
            folder.join("n*"),
        ])
        .unwrap();
        let ends: Vec<&str> = list.files.iter().filter_map(|file| file.name.rsplit('/').next()).collect();
        assert_eq!(ends, ["1.pdf", "2.pdf", "mail", "none.pdf", "n*"]);
        assert_eq!(list.files[2].kind, Kind::Mail);
        assert!(list.files[4].path.is_err());
        assert!(!list.files[0].below.starts_with('/'));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn names_have_no_detours() {
        assert_eq!(name_of(Path::new("./a//b/./c.pdf")), "a/b/c.pdf");
        assert_eq!(name_of(Path::new("/a/b")), "/a/b");
        assert_eq!(below_root("../../a/b"), "a/b");
    }
}
