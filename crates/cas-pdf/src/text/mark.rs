//! Marked content (ISO 32000-1, 14.6): tags, identifiers, `/ActualText`, and optional content that is switched off.

use std::borrow::Cow;

use cas_page::Tag;

use super::Interpreter;
use super::operands::Operands;
use super::scan::Scanner;
use crate::syntax::lexer::{Lexer, Token};
use crate::syntax::object::{Dict, Object};
use crate::{PdfError, budget, text_string};

/// Marked-content sequences open at once; deeper ones are counted, not kept.
const MAX_DEPTH: usize = 256;

/// Bytes of a tag; longer ones are none (ISO 32000-1, annex C).
const MAX_NAME: usize = 127;
/// Bytes of a replacement text; a longer one says nothing about a few glyphs.
const MAX_ACTUAL_TEXT: usize = 16 << 10;
/// Work for a byte of a replacement text, which is read again with every sequence.
const TEXT_BYTE: u64 = 16;

/// An open sequence.
#[derive(Debug)]
pub(super) struct Mark {
    tag: Tag,
    /// Index on the page plus one, once a run was painted inside.
    number: Option<u16>,
    /// The sequence belongs to optional content that is switched off.
    hidden: bool,
}

impl Mark {
    /// A sequence of our own around what is painted next.
    pub(super) fn named(name: &str) -> Self {
        Self {
            tag: Tag { name: name.to_owned(), mcid: None, actual_text: None },
            number: None,
            hidden: false,
        }
    }
}

impl Interpreter<'_, '_> {
    /// `BMC` and `BDC`.
    ///
    /// # Errors
    /// What a replacement text says counts like glyphs.
    pub(super) fn begin_mark(
        &mut self,
        operands: &Operands<'_>,
        scanner: &Scanner<'_>,
    ) -> Result<(), PdfError> {
        self.store.budget().charge(budget::LOOKING_UP);
        if self.marks.len() >= MAX_DEPTH {
            self.unkept_marks += 1;
            return Ok(());
        }
        let name = operands.first_name().unwrap_or_default();
        let name = String::from_utf8_lossy(name.get(..MAX_NAME).unwrap_or(name)).into_owned();
        let mut tag = Tag { name, mcid: None, actual_text: None };
        let mut hidden = false;
        if let Some(at) = operands.dict() {
            let dict = scanner.data().get(at..scanner.position()).unwrap_or_default();
            self.store.budget().charge_each(dict.len(), budget::PARSED_BYTE);
            let text = read_inline(dict, &mut tag);
            self.store.budget().charge_each(text, TEXT_BYTE);
        } else if let Some(resource) = operands.second_name() {
            let entry = self.resource(b"Properties", resource);
            hidden = tag.name == "OC" && self.is_hidden(&entry);
            let object = self.store.resolve(&entry);
            if let Some(dict) = object.as_dict() {
                self.read_properties(dict, &mut tag);
            }
        }
        if let Some(text) = &tag.actual_text {
            self.store.budget().show(text.chars().count())?;
        }
        self.hidden += u32::from(hidden);
        self.marks.push(Mark { tag, number: None, hidden });
        Ok(())
    }

    /// `EMC`.
    pub(super) fn end_mark(&mut self) {
        if self.unkept_marks > 0 {
            self.unkept_marks -= 1;
        } else if self.marks.len() > self.marks_floor {
            self.drop_mark();
        }
    }

    /// Closes what a form left open.
    pub(super) fn end_marks_of_form(&mut self) {
        while self.marks.len() > self.marks_floor {
            self.drop_mark();
        }
    }

    fn drop_mark(&mut self) {
        if self.marks.pop().is_some_and(|mark| mark.hidden) {
            self.hidden = self.hidden.saturating_sub(1);
        }
    }

    fn read_properties(&self, dict: &Dict, tag: &mut Tag) {
        let mcid = self.store.dict_get(dict, b"MCID").as_i64();
        tag.mcid = mcid.and_then(|id| i32::try_from(id).ok());
        if let Object::String(bytes) = self.store.dict_get(dict, b"ActualText") {
            self.store.budget().charge_each(set_text(&bytes, tag), TEXT_BYTE);
        }
    }

    /// Number of the sequence that the next run belongs to: the innermost, unless one around it says what the glyphs
    /// stand for as a whole.
    pub(super) fn tag_number(&mut self) -> u16 {
        let speaking = self.marks.iter().rposition(|mark| mark.tag.actual_text.is_some());
        let Some(index) = speaking.or(self.marks.len().checked_sub(1)) else { return 0 };
        let Some(mark) = self.marks.get_mut(index) else { return 0 };
        if let Some(number) = mark.number {
            return number;
        }
        let number = u16::try_from(self.page.tags.len() + 1).unwrap_or(0);
        if number > 0 {
            self.page.tags.push(mark.tag.clone());
        }
        mark.number = Some(number);
        number
    }
}

/// Sets a replacement text, unless it is too long; its length then.
fn set_text(bytes: &[u8], tag: &mut Tag) -> usize {
    if bytes.len() > MAX_ACTUAL_TEXT {
        return 0;
    }
    tag.actual_text = Some(text_string::decode(bytes));
    bytes.len()
}

/// The entries that matter of a property list written in the content stream; only top-level ones count. Gives the bytes
/// of the replacement texts that were read.
pub(super) fn read_inline(dict: &[u8], tag: &mut Tag) -> usize {
    let mut lexer = Lexer::new(dict);
    let mut read = 0;
    let mut depth = 0_usize;
    let mut key = Cow::Borrowed(&b""[..]);
    loop {
        match lexer.next() {
            Token::DictOpen | Token::ArrayOpen => depth += 1,
            Token::DictClose | Token::ArrayClose => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return read;
                }
            }
            Token::Eof => return read,
            Token::Name(name) if depth == 1 => key = name,
            Token::Int(id) if depth == 1 && key == &b"MCID"[..] => tag.mcid = i32::try_from(id).ok(),
            Token::String(bytes) if depth == 1 && key == &b"ActualText"[..] => {
                read += set_text(&bytes, tag);
            }
            Token::HexString(bytes) if depth == 1 && key == &b"ActualText"[..] => {
                read += set_text(&bytes, tag);
            }
            _ => {}
        }
    }
}
