//! The syntax of PDF (ISO 32000-1 clause 7): objects, tokens, the object parser, cross-references and their repair.
//! What objects mean (pages, fonts, encryption) is not known here.

pub(crate) mod ends;
pub(crate) mod escape;
pub(crate) mod lexer;
pub(crate) mod object;
pub(crate) mod parser;
pub(crate) mod repair;
pub(crate) mod xref;
