//! What is timed, and how: dense statements drawn by the statement writer (nothing is read from disk and everybody is
//! invented), the stages of the engine, and the floor below them.

mod cases;
mod floor;
mod peak;
mod stage;

pub use cases::{CHARACTERS_A_PAGE, Case, WORDS_A_PAGE, by_lock, by_size, unlimited};
pub use floor::{Floor, FloorError, Tally};
pub use peak::peak_kib;
pub use stage::{Answer, FLOOR, Input, OPEN, STAGES, Stage, TEXT, WHOLE, WORDS};
