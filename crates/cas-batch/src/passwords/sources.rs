//! Where passwords are read from: files and standard input, never the command line alone.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use cas::Password;
use zeroize::Zeroizing;

use super::{MapForm, PasswordBook, PasswordError, Pattern};

/// No list of passwords is larger, in bytes.
const LARGEST: u64 = 16 << 20;

/// The sources that a user named; `-` is standard input, which can be named once.
#[derive(Debug, Default)]
pub struct PasswordSources {
    /// Files of candidates, one password a line.
    pub candidates: Vec<PathBuf>,
    /// Maps from glob to password: TOML for `.toml`, `GLOB<TAB>PASSWORD` lines for anything else.
    pub maps: Vec<PathBuf>,
    /// Lists of people.
    pub people: Vec<PathBuf>,
    /// Patterns that make passwords of people; without any, those of [`Pattern::usual`].
    pub patterns: Vec<String>,
    /// Passwords from elsewhere: the environment, or the command line of somebody who accepts that others see it.
    pub given: Vec<Password>,
}

/// What sources looked like when they were read, without anything of what they hold: a file that failed for want of a
/// password is tried again when this has changed. `None` when it cannot be told (standard input, the environment).
pub type Stamp = Option<String>;

impl PasswordSources {
    /// Reads them all.
    ///
    /// # Errors
    /// See [`PasswordError`]; no message holds a password.
    pub fn read(&self) -> Result<PasswordBook, PasswordError> {
        let mut book = PasswordBook::default();
        for path in &self.maps {
            let text = read(path)?;
            book.add_map(&text, MapForm::of_path(path)).map_err(|error| within(path, error))?;
        }
        let patterns: Vec<Pattern> =
            self.patterns.iter().map(|text| Pattern::parse(text)).collect::<Result<_, _>>()?;
        for path in &self.people {
            book.add_people(&read(path)?, &patterns).map_err(|error| within(path, error))?;
        }
        for password in &self.given {
            book.add(password.clone());
        }
        for path in &self.candidates {
            book.add_candidates(&read(path)?);
        }
        Ok(book)
    }

    /// Sizes and times of the files, and the patterns.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        if !self.given.is_empty() {
            return None;
        }
        let mut stamp = String::new();
        for path in self.maps.iter().chain(&self.people).chain(&self.candidates) {
            let data = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
            let time = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
            stamp.push_str(&format!("{}:{}:{};", path.display(), data.len(), time.as_nanos()));
        }
        stamp.push_str(&self.patterns.join(";"));
        Some(stamp)
    }
}

/// Reads a small text; the buffer is wiped when dropped, and large enough from the start not to leave copies behind.
fn read(path: &Path) -> Result<Zeroizing<String>, PasswordError> {
    let failed = |source| PasswordError::Read { what: shown(path), source };
    let mut bytes = Zeroizing::new(Vec::new());
    if path.as_os_str() == "-" {
        bytes.reserve_exact(1 << 20);
        std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        let file = std::fs::File::open(path).map_err(failed)?;
        let size = file.metadata().map_or(0, |data| data.len().min(LARGEST));
        bytes.reserve_exact(usize::try_from(size).unwrap_or(0) + 1);
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    if bytes.len() as u64 > LARGEST {
        return Err(failed(std::io::Error::new(std::io::ErrorKind::FileTooLarge, "larger than 16 MiB")));
    }
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| failed(std::io::Error::new(std::io::ErrorKind::InvalidData, "not UTF-8 text")))?;
    Ok(Zeroizing::new(text.to_owned()))
}

fn within(path: &Path, error: PasswordError) -> PasswordError {
    PasswordError::In { what: shown(path), source: Box::new(error) }
}

fn shown(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_and_stamped() {
        let folder = std::env::temp_dir().join(format!("cas-batch-passwords-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (map, list) = (folder.join("map.toml"), folder.join("list.txt"));
        std::fs::write(&map, "'*.pdf' = 'one'\n").unwrap();
        std::fs::write(&list, "two\n").unwrap();
        let mut sources =
            PasswordSources { maps: vec![map], candidates: vec![list.clone()], ..PasswordSources::default() };
        let book = sources.read().unwrap();
        assert_eq!(book.for_name("a.pdf").len(), 2);
        let stamp = sources.stamp();
        assert!(stamp.is_some() && stamp == sources.stamp());
        std::fs::write(&list, "two\nthree\n").unwrap();
        assert_ne!(sources.stamp(), stamp);
        sources.given.push(Password::new("x"));
        assert_eq!(sources.stamp(), None);
        sources.maps.push(folder.join("missing"));
        assert!(matches!(sources.read(), Err(PasswordError::Read { .. })));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
