//! The statements that benches time.

use cas_testkit::bench::{FAMILIES, Family, LOCKS, Lock};

use crate::Input;

/// Characters that a page has at least, on average: a bench that reads fewer is broken.
pub const CHARACTERS_A_PAGE: usize = 500;

/// Words, likewise.
pub const WORDS_A_PAGE: usize = 100;

/// A statement to time.
#[derive(Clone, Debug)]
pub struct Case {
    /// Short name of the family.
    pub family: &'static str,
    /// Name of the lock; `None` for that of the issuer.
    pub lock: Option<&'static str>,
    /// Number of pages.
    pub pages: u32,
    /// The file.
    pub pdf: Vec<u8>,
    /// What opens it; empty when it is open.
    pub password: String,
    /// Dated rows that it has at least: a bench that reads fewer is broken.
    pub rows: usize,
}

impl Case {
    /// Draws one.
    #[must_use]
    pub fn draw(family: &'static Family, pages: u32, lock: Option<(&'static str, Lock)>) -> Self {
        let drawn = family.draw(pages, lock.map_or(Lock::Usual, |(_, lock)| lock));
        Self {
            family: family.name,
            lock: lock.map(|(name, _)| name),
            pages: u32::try_from(drawn.pages).unwrap_or(u32::MAX),
            rows: family.rows(drawn.pages),
            pdf: drawn.pdf,
            password: drawn.password,
        }
    }

    /// `stage/format/case` without the stage: `cams/10p`, `cams/10p-aes-128`.
    #[must_use]
    pub fn id(&self) -> String {
        let lock = self.lock.map(|lock| format!("-{lock}")).unwrap_or_default();
        format!("{}/{}p{lock}", self.family, self.pages)
    }

    /// Options that open it.
    #[must_use]
    pub fn options(&self) -> cas::Options {
        cas::Options::with_password(self.password.as_str())
    }

    /// Bytes of the file, for throughput.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.pdf.len() as u64
    }

    /// Rows in the answer: transactions, each with a date, or trades, each with a time; 0 when there is no answer.
    #[must_use]
    pub fn rows_read(&self, input: &Input<'_>) -> usize {
        let mark: &[u8] = if self.family == "note" { b"\"trade_time\":\"" } else { b"\"date\":\"" };
        let json =
            cas::parse(&self.pdf, &input.options).map(|parsed| parsed.to_json(cas::JsonOptions::default()));
        json.map_or(0, |json| json.windows(mark.len()).filter(|window| *window == mark).count())
    }
}

/// Sizes: a letter (or the shortest that a family has), a usual year, a busy decade, and the largest file seen.
const SIZES: [u32; 4] = [1, 10, 60, 400];

/// Every family in every size, locked as its issuer locks.
#[must_use]
pub fn by_size() -> Vec<Case> {
    FAMILIES
        .iter()
        .flat_map(|family| SIZES.map(|pages| (family, pages)))
        .map(|(family, pages)| Case::draw(family, pages, None))
        .collect()
}

/// Every family under every lock, ten pages.
#[must_use]
pub fn by_lock() -> Vec<Case> {
    FAMILIES
        .iter()
        .flat_map(|family| LOCKS.iter().map(move |lock| (family, *lock)))
        .map(|(family, lock)| Case::draw(family, 10, Some(lock)))
        .collect()
}

/// Limits that no statement reaches, for those that are longer than any real one. Work is counted all the same.
#[must_use]
pub fn unlimited() -> cas::Limits {
    let mut limits = cas::Limits::default();
    let every = [
        &mut limits.input_bytes,
        &mut limits.pages,
        &mut limits.operators,
        &mut limits.glyphs,
        &mut limits.total_bytes,
        &mut limits.cpu,
        &mut limits.cpu_per_mib,
    ];
    for limit in every {
        *limit = limit.saturating_mul(64);
    }
    limits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{TEXT, WORDS};

    /// What the benches ask of each case before they time it.
    #[test]
    fn every_family_is_as_dense_as_it_says() {
        for family in FAMILIES {
            for pages in [1, 10] {
                let case = Case::draw(family, pages, None);
                let input = Input::new(&case.pdf, &case.password);
                let (text, words) = ((TEXT.run)(&input).unwrap(), (WORDS.run)(&input).unwrap());
                assert!(text.characters > CHARACTERS_A_PAGE * pages as usize, "{} {text:?}", case.id());
                assert!(words.words > WORDS_A_PAGE * pages as usize, "{} {words:?}", case.id());
                let rows = case.rows_read(&input);
                assert!(rows >= case.rows, "{}: {rows} rows", case.id());
            }
        }
    }
}
