//! Depository statements as data (the model, a seeded generator, the truth) and the flow of tables over pages. The
//! writers of `nsdl` and `cdsl` print what is generated here; nothing in this folder knows a layout.

pub mod case;
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

pub use case::{Case, case, fault};
pub use dense::dense;
pub use generate::book;
pub use model::{Book, Figure};
pub use outline::{AccountOutline, Costs, GroupOutline, Outline};
pub use recipe::{Drawn, Layout, Recipe};
pub use truth::truth;
