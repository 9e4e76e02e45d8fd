//! Detects which statement a document is and turns its lines and tables into flat records.
//!
//! Between `cas-table` (sheets of words and lines) and `cas-normalize` (records to a statement):
//!
//! ```
//! use cas_extract::{Info, detect, extract};
//! use cas_table::Draft;
//!
//! let sheet = Draft::new()
//!     .left(160.0, 58.0, 17.0, "Consolidated Account Statement")
//!     .left(240.0, 72.0, 8.6, "01-Apr-2024 To 31-Mar-2025")
//!     .left(306.0, 104.0, 7.6, "This Consolidated Account Statement is brought to you as an investor")
//!     .left(306.0, 113.0, 7.6, "friendly initiative by CAMS and KFintech")
//!     .sheet();
//! let sheets = [sheet];
//! let detection = detect(&Info::default(), &sheets)?;
//! assert_eq!(detection.family, cas_extract::Family::CamsKfin);
//! let records = extract(&sheets, &detection)?;
//! assert_eq!(records.value.len(), 1); // the period
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`detect()`] weighs document information first, then the text of the first pages, then the rest; look-alikes are
//! refused by name. After detection nothing fails: what is unreadable is `None` with a note, and what no reader knows
//! stays unclaimed on its sheet and is counted in a note. A format is one row in [`FORMATS`] and one folder in
//! `formats/`; `value.rs` and `sink.rs` are what formats share.

mod depository;
mod detect;
mod error;
mod fingerprint;
mod formats;
mod registry;
mod sink;
mod value;

pub use detect::{
    Detection, Evidence, FIRST_PAGES, Family, FirstLook, Info, Scan, Source, Traits, Variant, detect,
};
pub use error::{DetectError, ExtractError, LookAlike};
pub use fingerprint::Mark;
pub use registry::{Extract, FORMATS, Format, PageReader, Pages, extract};
