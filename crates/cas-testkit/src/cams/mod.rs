//! CAMS and KFintech statements: the model with its arithmetic, the layouts of all generations, and the truth.
//!
//! ```
//! use cas_testkit::cams::{Generation, Maker, detailed, truth};
//! use cas_testkit::draw::{Encoding, Paper, Style, draw};
//!
//! let mut maker = Maker::new(7, Generation::G3);
//! let blocks = vec![maker.filled(Maker::house(0), 0, 12), maker.filled(Maker::house(7), 1, 8)];
//! let statement = maker.statement(blocks);
//! let pages = detailed(&statement, Encoding::Renumbered);
//! let document = draw(&pages, &Style::default(), &Paper::default());
//! let expected = truth::detailed(&statement);
//! assert_eq!(expected["mutual_funds"].as_array().map(Vec::len), Some(2));
//! ```

mod generate;
mod layout;
mod ledger;
mod model;
pub mod names;
pub mod truth;

pub use generate::Maker;
pub use layout::{detailed, summary};
pub use ledger::{Ledger, day, round};
pub use model::{Amc, Block, Fault, Generation, Grouping, Look, Row, Statement, printed, printed_date};
