//! The statements that are timed, drawn by the statement writer: nothing is read from disk and everybody is invented.

use std::sync::LazyLock;

/// A statement to time.
#[derive(Debug)]
pub struct Case {
    /// Second part of a bench id.
    pub format: &'static str,
    /// Number of pages; the third part of a bench id is `<pages>p`.
    pub pages: u32,
    /// The locked file.
    pub pdf: Vec<u8>,
    /// What opens it.
    pub password: String,
}

impl Case {
    /// `stage/format/case` without the stage.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}/{}p", self.format, self.pages)
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
}

/// How many pages the timed statements have: a letter, a usual year, a busy decade, and the largest file seen.
pub const SIZES: [u32; 4] = [2, 10, 60, 400];

/// Draws the statement of a format with this many dense pages (60 rows each).
type Draw = fn(u32) -> (Vec<u8>, String);

const FORMATS: &[(&str, Draw)] = &[("cams", cas_testkit::bench_statement)];

/// Every format in every size.
pub static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let mut cases = Vec::new();
    for (format, draw) in FORMATS {
        for pages in SIZES {
            let (pdf, password) = draw(pages);
            cases.push(Case { format, pages, pdf, password });
        }
    }
    cases
});
