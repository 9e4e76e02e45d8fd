//! The statements that benches time.

use cas_testkit::bench::{FAMILIES, Family, LOCKS, Lock};

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
            rows: family.rows * drawn.pages,
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

    /// Text that stands once in the answer for each row that was read: rows are transactions, each with a date, or
    /// trades, each with a time.
    #[must_use]
    pub fn row_mark(&self) -> &'static str {
        if self.family == "note" { "\"trade_time\":\"" } else { "\"date\":\"" }
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
