//! Statements as pages, to be changed before they are read.

use cas::{Options, Parsed, With};
use cas_page::Page;
use cas_testkit::StoredCase;

/// The pages of a case; `None` where its file does not open.
#[must_use]
pub fn pages_of(case: &StoredCase) -> Option<Vec<Page>> {
    let pdf = case.read().ok()?;
    let options = Options::with_password(case.password.as_str());
    let file = cas_pdf::open(&pdf, &options.passwords, &options.limits).ok()?;
    (0..file.page_count()).map(|index| file.page(index).ok()).collect()
}

/// What the pages say, with checks and places; `None` where they are refused.
#[must_use]
pub fn read(pages: Vec<Page>) -> Option<Parsed> {
    let with = With { checks: true, provenance: true, ..With::default() };
    cas::parse_pages(pages, &Options { with, ..Options::default() }).ok()
}
