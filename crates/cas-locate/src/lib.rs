//! Where a value of the answer is printed.
//!
//! Readers note the place of every row and block (`Location`s in the facts). Between such an anchor and the next one, the
//! words that readers claimed as data are compared with the values of the answer: a number with its printed form, a date
//! with any way of printing it, a text word by word. Where a row prints one figure twice, the column that the other rows
//! of the document prove for the member decides. What is printed nowhere is [`Origin::Derived`]: sums, counts, types.
//!
//! - [`anchors()`] and [`note_anchors`] give the places that the facts know, [`locate()`] the place of every value.
//! - [`html()`] draws the pages as boxes of text, coloured by what became of each word.

mod anchors;
mod choice;
mod html;
mod index;
mod locate;
mod places;
#[cfg(test)]
mod tests;
mod texts;

pub use anchors::{Anchor, Reach, anchors, note_anchors};
pub use html::html;
pub use locate::{Located, Origin, locate};
