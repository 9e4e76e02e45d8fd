//! Encrypted bytes and passwords to positioned text: the only part of the project that knows PDF.
//!
//! A lazy reader made for statements: it looks up, decrypts and inflates only what a page needs, decodes each font
//! once, and hands out [`cas_page::Page`]s. It draws nothing, decodes no pictures, writes nothing and follows no links.
//!
//! Anything may be in the bytes: broken parts are repaired or left out, and [`Limits`] bound time and memory.

mod annotation;
mod budget;
mod crypt;
mod defect;
mod document;
mod error;
mod filter;
mod font;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod limits;
pub mod object;
mod page;
mod password;
mod store;
mod stream;
mod syntax;
mod text;
mod text_string;

pub use crypt::{Encryption, Role};
pub use document::{Info, PdfFile, open};
pub use error::PdfError;
pub use limits::{LimitRow, LimitUnit, Limits};
pub use password::Password;
pub use text::{Content, Drawing, Lexeme, LexemeKind, Painted, PaintedFont, Show, ShownString, lexemes};
