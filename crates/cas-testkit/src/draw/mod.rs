//! The drawing layer: pages of texts and boxes become a PDF document, in any of the styles real producers use.
//!
//! It knows nothing of any statement format. A layout fills [`Canvas`]es, [`draw`] turns them into a
//! [`crate::pdf::Document`], and [`crate::pdf::assemble`] into a file:
//!
//! ```
//! use cas_testkit::draw::{Area, Canvas, Face, Metrics, Paper, Style, Text, draw};
//! use cas_testkit::pdf::{Container, assemble};
//!
//! const BODY: Face = Face::new("Arial", Metrics::Sans);
//! let mut page = Canvas::new(595.0, 842.0);
//! let cell = Area::new(500.0, 90.0, 560.0, 102.0);
//! page.text(Text::new(BODY, 8.0, 0.0, 100.0, "1,234.56").ending(556.0).within(cell));
//! let document = draw(&[page], &Style::default(), &Paper::default());
//! let file = assemble(&document, Container::Classic, None);
//! assert!(file.starts_with(b"%PDF-1.4"));
//! ```

mod canvas;
mod face;
mod font;
mod operators;
mod paper;
mod style;

pub use canvas::{Area, Canvas, Item, Setting, Text};
pub use face::{Face, Metrics};
pub use font::{Coder, Encoding};
pub use paper::{Paper, draw};
pub use style::{Map, Marked, Order, Place, Show, Strings, Style};
