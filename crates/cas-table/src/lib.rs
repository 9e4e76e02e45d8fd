//! Positioned text to words, lines, sections, header-anchored columns and rows. Knows nothing of finance.
//!
//! Sits between `cas-page` (what was painted) and `cas-extract` (what it means):
//!
//! 1. [`Sheet::from_page`] turns runs into [`Word`]s and [`Line`]s, whatever the painting order. Text painted twice,
//!    Hindi overlays, stamps and watermarks are set aside with a reason ([`Sheet::asides`]); nothing is lost.
//! 2. [`split_sections`] cuts a document at its heading lines; [`read_labels`] reads `Key : Value` text.
//! 3. [`TableSpec::find`] finds a printed column header (labels on one to five lines); its [`Columns`] cut lines into
//!    cells by the alignment of the values and stay valid over page breaks. [`fold_rows`] tells which lines make up a
//!    row in top-aligned and in middle-aligned tables.
//!    [`TightTable`] does the same where labels stand too close for gaps to part them, with the help of [`Rules`].
//! 4. Readers mark every word that they used or know in [`Sheet::claims`]; [`Sheet::unclaimed`] is what remains.
//!
//! ```
//! use cas_table::{Align, ColumnSpec, Draft, RowAlign, TableSpec, fold_rows};
//!
//! const DATE: usize = 0;
//! const TEXT: usize = 1;
//! const UNITS: usize = 2;
//! const TABLE: TableSpec = TableSpec {
//!     name: "ledger",
//!     columns: &[
//!         ColumnSpec::text(&["Date"]),
//!         ColumnSpec::text(&["Transaction"]),
//!         ColumnSpec::number(&["Units", "No. of Units"]),
//!     ],
//! };
//!
//! let sheet = Draft::new()
//!     .left(30.0, 100.0, 8.0, "Date").left(80.0, 100.0, 8.0, "Transaction")
//!     .right(300.0, 96.0, 8.0, "No. of").right(300.0, 105.0, 8.0, "Units")
//!     .left(30.0, 120.0, 7.0, "05-Mar-2026").left(80.0, 120.1, 7.0, "Purchase via a very")
//!     .right(300.0, 119.8, 7.0, "1,234.567")
//!     .left(80.0, 128.0, 7.0, "long way")
//!     .sheet();
//!
//! let header = TABLE.find(&sheet, 0..sheet.lines.len()).unwrap();
//! header.claim(&sheet);
//! let rows = fold_rows(&sheet, header.lines.end..sheet.lines.len(), RowAlign::Top, |line| {
//!     !header.columns.row(&sheet, line).is_blank(DATE)
//! });
//! let row = header.columns.rows(&sheet, rows[0].lines.clone());
//! row.claim(&sheet);
//! assert_eq!(row.first(&sheet, DATE), Some("05-Mar-2026"));
//! assert_eq!(row.text(&sheet, TEXT), "Purchase via a very long way");
//! assert_eq!(row.first(&sheet, UNITS), Some("1,234.567"));
//! assert_eq!(sheet.unclaimed().count(), 0);
//! ```
//!
//! Alignment: [`Align::Left`] columns take what starts between their label and the next bound; number columns with
//! [`Align::Right`] or [`Align::Centre`] take numbers that end (or are centred) where their label does, however wide.
//! Where data and header do not share an edge, say [`Align::Learn`] and call [`Columns::refine`] with the data lines.
//! Words glued over a column bound are cut at the glyph edge ([`Sheet::cut`]), so cells hold [`Part`]s of words.
//!
//! Limits: 24 columns a table; text must be upright; all positions are points from the top left corner.

mod atoms;
mod bounds;
mod claims;
mod clean;
mod columns;
mod draft;
mod header;
mod label;
mod lines;
mod rows;
mod rules;
mod section;
mod sheet;
#[cfg(test)]
mod sheet_tests;
mod spec;
mod spelling;
#[cfg(test)]
mod table_tests;
mod tight;
mod tight_labels;
pub mod tolerance;
mod words;

pub use claims::{Claim, Claims, Furniture};
pub use columns::{Band, Columns, MAX_COLUMNS, Part, Row};
pub use draft::Draft;
pub use header::Header;
pub use label::{Labelled, before_label, read_labels};
pub use rows::{RowAlign, RowLines, fold_rows};
pub use rules::Rules;
pub use section::{Heading, LineAt, Section, split_sections};
pub use sheet::{Aside, AsideKind, Line, Sheet, Word};
pub use spec::{Align, ColumnSpec, Content, TableSpec};
pub use spelling::Spelling;
pub use tight::TightTable;
pub use tight_labels::TightLabels;
