//! From marked characters to changed strings: which codes of which string operand are replaced by what.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::rc::Rc;

use cas_pdf::object::ObjectId;
use cas_pdf::{Painted, PdfFile};

use crate::RedactError;
use crate::amounts::{Figure, Fit};
use crate::content::Strings;
use crate::fonts::Fonts;
use crate::marks::{Atoms, PageMarks};
use crate::replacer::{ANY_CHARACTER, Choice, Demand, Ends, LONGEST, Replacer, in_case_of};
use crate::strings::{Change, Changes, Lender, can_stretch, rewrite};
use crate::work::Work;

/// A page with all that is known of it.
pub(crate) struct MarkedPage {
    pub(crate) painted: Painted,
    /// Numbers of its fonts.
    pub(crate) fonts: Vec<usize>,
    pub(crate) marks: PageMarks,
    /// Numbers that change, by place.
    pub(crate) figures: HashMap<usize, Figure>,
}

/// A content stream of the file.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) enum ContentId {
    /// The contents of a page, by its index.
    Page(usize),
    /// A form.
    Form(ObjectId),
}

/// In which fonts and letter cases the characters of one atom are shown, and where it was met first.
struct Shown {
    page: u32,
    in_fonts: Vec<BTreeSet<(usize, bool)>>,
    /// What ends behind the character.
    ends: Vec<Ends>,
}

/// A font that may be lent, by its number on the page.
type Lending<'f> = (u16, Lender<'f>);

/// What may stand for a character of ASCII, or for another one, in these fonts and letter cases of all the fonts of its
/// atom.
type Choosing = BTreeMap<(bool, BTreeSet<(usize, bool)>, BTreeSet<usize>), Rc<Choice>>;

/// Draws a replacement for every atom on the pages, such that all fonts in question can show it.
pub(crate) fn settle(
    pages: &[MarkedPage],
    atoms: &Atoms,
    fonts: &Fonts,
    replacer: &mut Replacer,
    work: &Work,
) -> Result<(), RedactError> {
    let shown = shown(pages, atoms);
    if let Some(long) = shown.iter().find(|shown| shown.ends.len() > LONGEST) {
        return Err(RedactError::LongWord { page: long.page });
    }
    let mut known = Choosing::new();
    // In the order of the words, so that equal files and keys give equal twins.
    let order: BTreeMap<&str, &Shown> = atoms.list().iter().map(String::as_str).zip(&shown).collect();
    for (atom, shown) in order {
        let all: BTreeSet<usize> = shown.in_fonts.iter().flatten().map(|(font, _)| *font).collect();
        let choices = atom.chars().zip(&shown.in_fonts).map(|(original, wanted)| {
            let asked = (original.is_ascii(), wanted.clone(), all.clone());
            Rc::clone(known.entry(asked).or_insert_with(|| Rc::new(choice(original, wanted, &all, fonts))))
        });
        let demand = Demand { choices: choices.collect(), ends: shown.ends.clone() };
        if !replacer.settle(atom, &demand, work) {
            return Err(RedactError::FewCharacters { page: shown.page });
        }
        work.check()?;
    }
    Ok(())
}

fn shown(pages: &[MarkedPage], atoms: &Atoms) -> Vec<Shown> {
    let mut shown: Vec<Shown> = atoms
        .list()
        .iter()
        .map(|atom| {
            let count = atom.chars().count();
            Shown { page: 0, in_fonts: vec![BTreeSet::new(); count], ends: vec![Ends::Nothing; count] }
        })
        .collect();
    for page in pages {
        for string in &page.painted.strings {
            let Some(font) = page.fonts.get(usize::from(string.font)) else { continue };
            let text = page.painted.page.text.get(string.text.clone()).unwrap_or_default();
            let marked = |(at, _)| page.marks.get(string.text.start + at).copied().flatten().is_some();
            let stretched = can_stretch(string) && text.char_indices().all(marked);
            for (at, character) in text.char_indices() {
                let Some(mark) = page.marks.get(string.text.start + at).copied().flatten() else { continue };
                let Some(atom) = shown.get_mut(mark.atom as usize) else { continue };
                if atom.page == 0 {
                    atom.page = page.painted.page.number;
                }
                if at + character.len_utf8() == text.len()
                    && let Some(ends) = atom.ends.get_mut(usize::from(mark.at))
                {
                    *ends = (*ends).max(if stretched { Ends::Stretched } else { Ends::String });
                }
                if let Some(wanted) = atom.in_fonts.get_mut(usize::from(mark.at)) {
                    wanted.insert((*font, character.is_ascii_lowercase()));
                }
            }
        }
    }
    shown
}

/// The characters that may stand for `original` in all these fonts and letter cases, with their advances in each of the
/// fonts of the atom.
fn choice(original: char, wanted: &BTreeSet<(usize, bool)>, all: &BTreeSet<usize>, fonts: &Fonts) -> Choice {
    let Some((first, _)) = wanted.first() else { return ANY_CHARACTER.clone() };
    let case = |lower: bool, character: char| if lower { character.to_ascii_lowercase() } else { character };
    let code = |font: usize, character: char| fonts.get(font).and_then(|font| font.code(character));
    let everywhere =
        |character: char| wanted.iter().all(|(font, lower)| code(*font, case(*lower, character)).is_some());
    // A word may be printed in capitals and in small letters: each font counts once for either.
    let advance = |(font, lower): (usize, bool), character: char| {
        let shown = [lower, !lower].into_iter().find(|lower| wanted.contains(&(font, *lower)))?;
        Some(code(font, case(shown, character))?.1)
    };
    let candidates: BTreeSet<char> = if original.is_ascii() {
        ('0'..='9').chain('A'..='Z').collect()
    } else {
        let characters = fonts.get(*first).into_iter().flat_map(crate::fonts::FontChars::characters);
        characters.filter(|character| !character.is_ascii()).collect()
    };
    let views: Vec<(usize, bool)> = all.iter().flat_map(|font| [(*font, false), (*font, true)]).collect();
    let advances =
        |character: char| views.iter().map(|view| advance(*view, character).unwrap_or(0.0)).collect();
    let fitting = candidates.into_iter().filter(|character| everywhere(*character));
    fitting.map(|character| (character, advances(character))).collect()
}

/// The changed strings of every content stream. A form that is painted more than once is changed for good when one of
/// its paintings has to be.
pub(crate) fn strings(
    file: &PdfFile<'_>,
    pages: &[MarkedPage],
    atoms: &Atoms,
    fonts: &Fonts,
    replacer: &Replacer,
) -> Result<HashMap<ContentId, Strings>, RedactError> {
    let replacements: Vec<Vec<char>> =
        atoms.list().iter().map(|atom| replacer.atom(atom).chars().collect()).collect();
    let mut changed: BTreeMap<(ContentId, usize), (usize, usize, Changes)> = BTreeMap::new();
    for (index, page) in pages.iter().enumerate() {
        for (number, string) in page.painted.strings.iter().enumerate() {
            let form = page.painted.contents.get(string.content).and_then(|content| content.form.as_ref());
            let content = form.map_or(ContentId::Page(index), |form| ContentId::Form(form.id));
            let changes = page.changes(file, number, &replacements);
            let (_, _, known) = changed
                .entry((content, string.token.start))
                .or_insert_with(|| (index, number, vec![None; changes.len()]));
            for (slot, change) in known.iter_mut().zip(changes) {
                if slot.is_none() {
                    *slot = change;
                }
            }
        }
    }
    let mut strings: HashMap<ContentId, Strings> = HashMap::new();
    let mut lending: HashMap<(usize, usize), Rc<[Lending<'_>]>> = HashMap::new();
    for ((content, start), (index, number, changes)) in changed {
        let Some(page) = pages.get(index) else { continue };
        let mut lenders = |content| {
            let known = lending.entry((index, content)).or_insert_with(|| page.lenders(content, fonts));
            known.clone()
        };
        let written = page.written(file, number, &changes, fonts, &mut lenders)?;
        strings.entry(content).or_default().insert(start, written);
    }
    Ok(strings)
}

/// True for what is no blank, sign or bracket.
fn is_text(character: char) -> bool {
    !character.is_whitespace() && !matches!(character, '(' | '-' | '+')
}

impl MarkedPage {
    /// What becomes of each code of a string.
    fn changes(&self, file: &PdfFile<'_>, number: usize, replacements: &[Vec<char>]) -> Changes {
        let Some(string) = self.painted.strings.get(number) else { return Vec::new() };
        let Some(font) = self.painted.fonts.get(usize::from(string.font)) else { return Vec::new() };
        let mut place = string.text.start;
        let mut changes = Vec::new();
        for code in file.codes(font, &string.bytes) {
            let mut new = String::with_capacity(code.text.len());
            let mut growth = None;
            let mut touched = false;
            for (at, character) in code.text.char_indices() {
                if let Some(figure) = self.figures.get(&(place + at)) {
                    touched = true;
                    new.push_str(&figure.text);
                    if growth.is_none() {
                        growth = self.growth(figure, string.text.start..place + at);
                    }
                    continue;
                }
                let mark = self.marks.get(place + at).copied().flatten();
                let replacement =
                    mark.and_then(|mark| replacements.get(mark.atom as usize)?.get(usize::from(mark.at)));
                touched |= replacement.is_some();
                new.push(replacement.map_or(character, |new| in_case_of(character, *new)));
            }
            place += code.text.len();
            changes.push((touched || code.unmapped).then_some(Change { text: new, growth }));
        }
        changes
    }

    /// Where the characters of a number go; `before` is what its string shows in front of it.
    fn growth(&self, figure: &Figure, before: Range<usize>) -> Option<Fit> {
        match figure.fit {
            Fit::Squeezed => Some(Fit::Squeezed),
            Fit::Beside(back) if figure.text.chars().count() > 1 => {
                // What stands in front of a number in its string is not to be painted over.
                let before = self.painted.page.text.get(before).unwrap_or_default();
                Some(Fit::Beside(if before.contains(is_text) { 0.0 } else { back }))
            }
            Fit::Beside(_) => None,
        }
    }

    /// A string with its changes; `None` when there are none. `lending` tells the fonts that a content sets.
    fn written<'f>(
        &self,
        file: &PdfFile<'_>,
        number: usize,
        changes: &Changes,
        fonts: &Fonts,
        lending: &mut dyn FnMut(usize) -> Rc<[Lending<'f>]>,
    ) -> Result<Option<crate::strings::Rewritten>, RedactError> {
        if changes.iter().all(Option::is_none) {
            return Ok(None);
        }
        let few = RedactError::FewCharacters { page: self.painted.page.number };
        let string = self.painted.strings.get(number).ok_or(few.clone())?;
        let font = usize::from(string.font);
        let (painted, number) = self.painted.fonts.get(font).zip(self.fonts.get(font)).ok_or(few.clone())?;
        let known = fonts.get(*number).ok_or(few.clone())?;
        let codes = file.codes(painted, &string.bytes);
        let written = rewrite(string, &codes, changes, known, &[]).or_else(|_| {
            let lending = lending(string.content);
            let others = lending.iter().filter(|(font, _)| *font != string.font);
            let lenders: Vec<Lender<'_>> = others.map(|(_, lender)| *lender).collect();
            rewrite(string, &codes, changes, known, &lenders)
        });
        written.map(Some).map_err(|_| few)
    }

    /// The fonts that a content sets, in the order of their first use.
    fn lenders<'f>(&'f self, content: usize, fonts: &'f Fonts) -> Rc<[Lending<'f>]> {
        let mut lenders: Vec<Lending<'f>> = Vec::new();
        for string in self.painted.strings.iter().filter(|string| string.content == content) {
            let is_new = lenders.iter().all(|(font, _)| *font != string.font);
            let number = self.fonts.get(usize::from(string.font)).filter(|_| is_new);
            let known = number.and_then(|number| fonts.get(*number));
            if let (Some((name, _)), Some(known)) = (&string.setting, known) {
                lenders.push((string.font, (name, known)));
            }
        }
        lenders.into()
    }
}
