//! Depository statements as data (the model, a seeded generator, the truth) and the flow of tables over pages. The
//! writers of `nsdl` and `cdsl` print what is generated here; nothing in this folder knows a layout.

pub mod flow;
pub mod generate;
pub mod invent;
pub mod model;
pub mod recipe;
pub mod truth;

pub use generate::{AccountOutline, GroupOutline, Outline, book};
pub use model::Book;
pub use recipe::{Drawn, Recipe};
pub use truth::truth;
