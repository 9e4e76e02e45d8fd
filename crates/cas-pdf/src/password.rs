//! Passwords and the spellings of them that are tried.

use zeroize::{Zeroize, ZeroizeOnDrop};

/// A password as a user gave it. Wiped from memory when dropped; `Debug` prints `***`.
#[derive(Clone, Eq, PartialEq, Zeroize, ZeroizeOnDrop)]
pub struct Password(String);

impl Password {
    /// A password of any length; the empty one opens files that are only protected against changes.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

impl<T: Into<String>> From<T> for Password {
    fn from(text: T) -> Self {
        Self::new(text)
    }
}

/// A spelling to try, and which password of the caller's list it comes from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) password: Password,
    /// Index into the caller's list; `None` for the empty password, which is always tried.
    pub(crate) given: Option<usize>,
}

/// The spellings to try, in order: all as given; empty; all trimmed; all in capitals; all in small letters.
/// Statements are locked with a PAN or with a mail address, which people type in either case. The empty password comes
/// after those given: trying one costs up to a millisecond, and who gives a password has a locked file.
pub(crate) fn candidates(passwords: &[Password]) -> Vec<Candidate> {
    type Spelling = fn(&str) -> String;
    const SPELLINGS: [Spelling; 3] =
        [|text| text.trim().to_owned(), |text| text.trim().to_uppercase(), |text| text.trim().to_lowercase()];
    let mut list: Vec<Candidate> = Vec::new();
    let mut add = |password: Password, given| {
        if list.iter().all(|known| known.password != password) {
            list.push(Candidate { password, given });
        }
    };
    for (index, password) in
        passwords.iter().enumerate().filter(|(_, password)| !password.as_str().is_empty())
    {
        add(password.clone(), Some(index));
    }
    add(Password::new(""), None);
    for spelling in SPELLINGS {
        for (index, password) in passwords.iter().enumerate() {
            add(Password::new(spelling(password.as_str())), Some(index));
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_come_once_and_as_given_first() {
        let list = candidates(&[Password::new(" abcde1234F "), Password::new("ABCDE1234F")]);
        let texts: Vec<_> = list.iter().map(|c| (c.password.as_str(), c.given)).collect();
        assert_eq!(
            texts,
            [
                (" abcde1234F ", Some(0)),
                ("ABCDE1234F", Some(1)),
                ("", None),
                ("abcde1234F", Some(0)),
                ("abcde1234f", Some(0)),
            ]
        );
    }

    #[test]
    fn debug_hides_the_text() {
        assert_eq!(format!("{:?}", Password::new("secret")), "***");
    }
}
