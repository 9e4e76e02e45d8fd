//! Other amounts: every rupee and every unit times one whole factor, prices and shares as they are.
//!
//! A whole factor keeps what the statement's arithmetic rests on: sums, balances and differences stay exact, and values
//! stay units times price up to the rounding of the printed figures, which grows with the factor. Where that rounding
//! would make a check fail, the next factor is tried, and when none holds, the twin is refused.
//!
//! Which printed number is money, units, a price or a count is not guessed from its place: the reader is asked. Every
//! number of the pages gets digits behind its last one that name it (`8,499.57` becomes `8,499.5790000129`), the pages
//! are read once more, and the digits come back in the records, each in a field whose type says what it is.

mod figure;
mod numbers;
mod records;
mod scale;
mod twins;

pub use figure::Widths;
pub use numbers::{Numbers, Pass};
pub use scale::Factor;

pub(crate) use figure::{Figure, Fit};
