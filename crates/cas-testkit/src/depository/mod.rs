//! Depository statements as data (the model, a seeded generator, the truth) and the flow of tables over pages. The
//! writers of `nsdl` and `cdsl` print what is generated here; nothing in this folder knows a layout.

mod dense;
pub mod extras;
pub mod flow;
pub mod generate;
pub mod invent;
mod ledgers;
pub mod model;
mod moves;
mod outline;
pub mod recipe;
mod spoil;
pub mod truth;

pub use dense::{dense, dense_recipe};
pub use generate::book;
pub use model::{Book, Figure};
pub use outline::{AccountOutline, Costs, GroupOutline, Outline};
pub use recipe::{Layout, Recipe};
pub use truth::truth;

use crate::case::Case as AnyCase;
pub use crate::case::{Drawn, Statement, case, fault};

/// A written case of a depository whose layout has these traits.
pub type Case<T> = AnyCase<Recipe<T>>;
