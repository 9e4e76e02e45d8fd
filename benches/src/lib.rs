//! The statements that are timed, drawn by the statement writer: nothing is read from disk and everybody is invented.

use std::sync::LazyLock;

use cas_testkit::depository::{Layout, dense};
use cas_testkit::{cdsl, nsdl};

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
    /// Dated rows that a page has at least: a bench that reads less is broken.
    pub rows: usize,
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

/// Draws the statement of a format with this many dense pages.
type Draw = fn(u32) -> (Vec<u8>, String);

/// Name, writer, dated rows of a page at least, and how many pages the timed statements have: a letter, a usual year, a
/// busy decade, and the largest file seen. Depositories send no letters; a contract note covers one day.
const FORMATS: &[(&str, Draw, usize, &[u32])] = &[
    ("cams", cas_testkit::bench_statement, 35, &[2, 10, 60, 400]),
    ("nsdl", depository::<nsdl::Traits>, 3, &[10, 60, 400]),
    ("cdsl", depository::<cdsl::Traits>, 3, &[10, 60, 400]),
    ("note", cas_testkit::bench_contract_note, 20, &[2, 10, 60]),
];

fn depository<T: Layout>(pages: u32) -> (Vec<u8>, String) {
    let drawn = dense::<T>(pages);
    (drawn.pdf, drawn.password)
}

/// Every format in every size.
pub static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let mut cases = Vec::new();
    for &(format, draw, rows, sizes) in FORMATS {
        for &pages in sizes {
            let (pdf, password) = draw(pages);
            cases.push(Case { format, pages, pdf, password, rows });
        }
    }
    cases
});
