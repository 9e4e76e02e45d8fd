//! Dense statements to measure with: every family in every size and under every encryption, as one table that benches,
//! the guard and the comparison with other programs share.

use crate::case::Statement as _;
use crate::cases::dense_registrar;
use crate::depository::{Layout, dense_recipe};
use crate::pdf::Cipher;
use crate::{Drawn, cdsl, notes, nsdl};

/// How a drawn file is locked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Lock {
    /// As the issuer locks: RC4-128 for registrars, AES-128 for everybody else.
    Usual,
    /// Not at all.
    Open,
    /// With this cipher.
    With(Cipher),
}

impl Lock {
    /// What the file is locked with when its issuer uses `usual`.
    const fn over(self, usual: Option<Cipher>) -> Option<Cipher> {
        match self {
            Self::Usual => usual,
            Self::Open => None,
            Self::With(cipher) => Some(cipher),
        }
    }
}

/// Every lock by name, weakest first.
pub const LOCKS: &[(&str, Lock)] = &[
    ("open", Lock::Open),
    ("rc4-40", Lock::With(Cipher::Rc4Bits40)),
    ("rc4-128", Lock::With(Cipher::Rc4Bits128)),
    ("aes-128", Lock::With(Cipher::AES_128)),
    ("aes-256-r5", Lock::With(Cipher::Aes256R5)),
    ("aes-256-r6", Lock::With(Cipher::Aes256R6)),
];

/// A family of statements.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// Short name, as bench ids have it.
    pub name: &'static str,
    /// Pages of the shortest dense statement: less is asked for in vain.
    pub shortest: u32,
    /// Dated rows that the shortest statement has at least, and each further page, on average: whoever reads less does not
    /// read everything.
    rows: (usize, usize),
    draw: fn(u32, Lock) -> Drawn,
}

/// Every family.
pub const FAMILIES: &[Family] = &[
    Family { name: "cams", shortest: 1, rows: (15, 50), draw: registrar },
    Family { name: "nsdl", shortest: 8, rows: (12, 12), draw: depository::<nsdl::Traits> },
    Family { name: "cdsl", shortest: 8, rows: (12, 6), draw: depository::<cdsl::Traits> },
    Family { name: "note", shortest: 1, rows: (10, 50), draw: note },
];

impl Family {
    /// The family of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FAMILIES.iter().find(|family| family.name == name)
    }

    /// Dated rows that a statement of so many pages has at least.
    #[must_use]
    pub fn rows(&self, pages: usize) -> usize {
        let (first, further) = self.rows;
        first + pages.saturating_sub(self.shortest as usize) * further
    }

    /// A dense statement of `pages` pages, or of [`Family::shortest`] if that is more.
    #[must_use]
    pub fn draw(&self, pages: u32, lock: Lock) -> Drawn {
        (self.draw)(pages, lock)
    }
}

fn registrar(pages: u32, lock: Lock) -> Drawn {
    let made = dense_registrar(pages, lock.over(Some(Cipher::Rc4Bits128)));
    Drawn { pdf: made.pdf(u64::from(pages)), password: made.password, pages: pages as usize }
}

fn depository<T: Layout>(pages: u32, lock: Lock) -> Drawn {
    let mut recipe = dense_recipe::<T>(pages);
    recipe.lock = lock.over(recipe.lock);
    recipe.draw()
}

fn note(pages: u32, lock: Lock) -> Drawn {
    let mut recipe = notes::dense_recipe(pages);
    recipe.binding.lock = lock.over(recipe.binding.lock);
    recipe.draw()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_under_every_lock() {
        for family in FAMILIES {
            for (name, lock) in LOCKS {
                let drawn = family.draw(family.shortest, *lock);
                assert_eq!(drawn.pages, family.shortest as usize, "{} {name}", family.name);
                let mark = b"/Encrypt";
                let locked = drawn.pdf.windows(mark.len()).any(|window| window == mark);
                assert_eq!(locked, *lock != Lock::Open, "{} {name}", family.name);
                assert_eq!(drawn.password.is_empty(), *lock == Lock::Open, "{} {name}", family.name);
            }
        }
    }
}
