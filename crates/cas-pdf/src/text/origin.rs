//! Where the characters of a page come from: which string of which content stream, in which font. For those who write a
//! changed copy of a page; reading a statement needs none of it.

use std::fmt;
use std::ops::Range;
use std::rc::Rc;

use cas_page::Page;

use super::lexeme::Show;
use super::operands::Piece;
use super::state::State;
use crate::font::Font;
use crate::page::PageSource;
use crate::syntax::object::{ObjectId, Stream};

/// A page together with the strings that painted it.
pub struct Painted {
    /// The page, as [`crate::PdfFile::page`] gives it.
    pub page: Page,
    /// The fonts of `Page::fonts`, in the same order.
    pub fonts: Vec<PaintedFont>,
    /// What was read: the contents of the page first, then each form it paints, once.
    pub contents: Vec<Content>,
    /// Every string that was shown, in painting order. A form that is painted twice shows its strings twice.
    pub strings: Vec<ShownString>,
    /// Forms that annotations paint over the page: index into `contents` and the matrix that places it.
    pub appearances: Vec<(usize, [f64; 6])>,
}

/// A content stream, decoded.
#[derive(Clone)]
pub struct Content {
    /// The form it belongs to; `None` for the contents of the page, joined by line ends.
    pub form: Option<Rc<Stream>>,
    /// The operators.
    pub data: Rc<Vec<u8>>,
}

/// A string operand that was shown.
#[derive(Clone)]
pub struct ShownString {
    /// Index into [`Painted::contents`].
    pub content: usize,
    /// Where the operand stands in the data of its content, delimiters included.
    pub token: Range<usize>,
    /// Index into [`Painted::fonts`].
    pub font: u16,
    /// Its bytes, escapes resolved.
    pub bytes: Vec<u8>,
    /// The characters that it painted, in `Page::text`.
    pub text: Range<usize>,
    /// The operator that showed it.
    pub operator: Show,
    /// The horizontal scaling it was shown with, in per cent.
    pub scale: f64,
    /// The operands that `Tf` sets its font with: the name in the resources of its content, and the size. `None` when no
    /// `Tf` of this content has named it (a graphics state has).
    pub setting: Option<(Vec<u8>, f64)>,
}

/// A font in use. Two of them are equal when they are one font of the file.
#[derive(Clone)]
pub struct PaintedFont(pub(crate) Rc<Font>);

impl PartialEq for PaintedFont {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl PaintedFont {
    /// True when every code is one byte.
    #[must_use]
    pub fn is_simple(&self) -> bool {
        self.0.simple_glyphs().is_some()
    }

    /// True when the file brings the outlines of the font along, perhaps only of the glyphs it shows.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        self.0.is_embedded()
    }
}

/// Personal data never reaches a log through `{:?}`.
macro_rules! masked {
    ($($name:ident),*) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(***)"))
            }
        })*
    };
}

masked!(Painted, Content, ShownString, PaintedFont);

/// The record of one page being read.
#[derive(Debug, Default)]
pub(super) struct Log {
    contents: Vec<Content>,
    strings: Vec<ShownString>,
    current: usize,
    operator: Show,
}

impl Log {
    /// Notes that a content begins; returns the one it stands in.
    pub(super) fn begin(&mut self, form: Option<&Rc<Stream>>, data: &Rc<Vec<u8>>) -> usize {
        let id = form.map(|form| form.id);
        let index = self.index_of(id).unwrap_or_else(|| {
            self.contents.push(Content { form: form.cloned(), data: Rc::clone(data) });
            self.contents.len() - 1
        });
        std::mem::replace(&mut self.current, index)
    }

    fn index_of(&self, id: Option<ObjectId>) -> Option<usize> {
        self.contents.iter().position(|content| content.form.as_ref().map(|form| form.id) == id)
    }

    /// Goes back to the content around the one that ended.
    pub(super) fn end(&mut self, outer: usize) {
        self.current = outer;
    }

    /// Notes which operator shows the strings that follow.
    pub(super) fn shows_with(&mut self, operator: Show) {
        self.operator = operator;
    }

    /// Notes a string that was shown in `state`; `name` is what the resources call its font.
    pub(super) fn shown(
        &mut self,
        piece: Piece,
        bytes: &[u8],
        font: u16,
        text: Range<usize>,
        (name, state): (Option<Vec<u8>>, &State),
    ) {
        self.strings.push(ShownString {
            content: self.current,
            token: piece.token(),
            font,
            bytes: bytes.to_vec(),
            text,
            operator: self.operator,
            scale: state.scale * 100.0,
            setting: name.map(|name| (name, state.size)),
        });
    }

    /// The record with its page.
    pub(super) fn painted(self, page: Page, fonts: Vec<Rc<Font>>, source: &PageSource) -> Painted {
        let place = |appearance: &crate::annotation::Appearance| {
            Some((self.index_of(Some(appearance.form.id))?, appearance.placement))
        };
        Painted {
            appearances: source.appearances.iter().filter_map(place).collect(),
            page,
            fonts: fonts.into_iter().map(PaintedFont).collect(),
            contents: self.contents,
            strings: self.strings,
        }
    }
}
