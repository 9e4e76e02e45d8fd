//! Passwords and the spellings of them that are tried.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

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

    /// The password itself, for whoever must hand it on: to another kind of lock, say. Keep no copy that is not wiped.
    #[must_use]
    pub fn expose(&self) -> &str {
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
///
/// Each is made when it is asked for: of a list of thousands, the first ones mostly do. A spelling comes once; what was
/// tried is remembered as digests, so that no further copy of a password lies about.
pub(crate) fn candidates(passwords: &[Password]) -> impl Iterator<Item = Candidate> {
    type Spelling = fn(&str) -> Option<String>;
    const SPELLINGS: [Spelling; 3] = [
        |text| (text.trim().len() < text.len()).then(|| text.trim().to_owned()),
        |text| Some(text.trim().to_uppercase()),
        |text| Some(text.trim().to_lowercase()),
    ];
    let mut tried: HashSet<u64> = HashSet::new();
    let state = RandomState::new();
    let given = (0..).zip(passwords).filter(|(_, password)| !password.expose().is_empty());
    let given = given.map(|(index, password)| Candidate { password: password.clone(), given: Some(index) });
    let empty = std::iter::once_with(|| Candidate { password: Password::new(""), given: None });
    let spelled = SPELLINGS.into_iter().flat_map(move |spelling| {
        (0..).zip(passwords).filter_map(move |(index, password)| {
            Some(Candidate { password: Password::new(spelling(password.expose())?), given: Some(index) })
        })
    });
    given
        .chain(empty)
        .chain(spelled)
        .filter(move |candidate| tried.insert(state.hash_one(candidate.password.expose())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_come_once_and_as_given_first() {
        let given = [Password::new(" abcde1234F "), Password::new("ABCDE1234F")];
        let list: Vec<Candidate> = candidates(&given).collect();
        let texts: Vec<_> = list.iter().map(|c| (c.password.expose(), c.given)).collect();
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
