//! Broker contract notes: a model of what was dealt, its exact arithmetic, a layout per broker and generation, the truth.
//!
//! - [`outline`] says what a note holds, `generate` invents it, [`sheet`] reckons every printed figure;
//! - [`table`] and [`press`] draw, [`tables`] holds what all brokers print, each broker has a file for its own;
//! - [`truth()`] is the answer a reader must find: it comes from the same figures, never from a reader.

pub mod angel;
pub mod axis;
pub mod cases;
pub mod charges;
mod dense;
pub mod dhan;
pub mod figures;
mod generate;
pub mod groww;
pub mod icici;
pub mod model;
pub mod outline;
pub mod press;
mod recipe;
pub mod sample;
pub mod sheet;
mod signature;
mod spoil;
pub mod table;
pub mod tables;
pub mod traits;
mod truth;
pub mod upstox;
pub mod zerodha;

pub use dense::{dense, dense_recipe};
pub use recipe::Recipe;
pub use truth::truth;
