//! What a page of positioned text is: points, rectangles, text runs, pages, locations and the `.page` dump.
//!
//! This is the base of the pipeline: `cas-pdf` produces [`Page`]s, `cas-table` turns them into words and lines,
//! and everything later points back at a page with a [`Location`]. Nothing here knows PDF, tables or finance.
//!
//! Units: PDF points (1/72 inch). Origin: top left of the page as displayed (after `/Rotate`), y grows downwards.
//! Pages count from 1.

mod dump;
mod geom;
mod location;
mod page;
mod run;

pub use dump::{DumpError, read_pages, write_page};
pub use geom::{Point, Rect};
pub use location::Location;
pub use page::{FontFace, Page, Ruling, Tag};
pub use run::{Span, TextRun, Turn};
