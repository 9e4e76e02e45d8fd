//! The cell `Registrar : CAMS` at the right edge of a scheme head, which parts the scheme line from what is beside it.

use std::cmp::Ordering;
use std::ops::Range;

use cas_table::Word;

use super::scheme_head::HeadLine;

/// Its label.
pub(super) const REGISTRAR: &str = "Registrar:";

/// The holder line stands more than this above the registrar cell, the scheme line next to it.
const HOLDER_ABOVE_EM: f32 = 0.9;

/// The registrar cell at the right edge.
pub(super) struct RegistrarCell {
    /// Left bound: words from here on belong to the cell.
    left: f32,
    page: u32,
    baseline: f32,
    pub(super) name: Option<String>,
}

impl RegistrarCell {
    /// True unless the line of `word` stands above the cell.
    pub(super) fn is_beside(&self, line: &HeadLine, word: &Word) -> bool {
        match line.sheet.number.cmp(&self.page) {
            Ordering::Less => false,
            Ordering::Equal => self.baseline - word.baseline <= HOLDER_ABOVE_EM * word.size,
            Ordering::Greater => true,
        }
    }
}

/// Finds `Registrar :` and its value, which stands beside it or, when the cell wraps, below it.
pub(super) fn find(lines: &[HeadLine]) -> Option<RegistrarCell> {
    let mut cell: Option<RegistrarCell> = None;
    for line in lines {
        for index in line.words.clone() {
            let Some(word) = line.sheet.words.get(index) else { continue };
            match &mut cell {
                None => {
                    let Some((count, rest)) = line.sheet.prefix(index..line.words.end, REGISTRAR) else {
                        continue;
                    };
                    let mut name = line.sheet.span(rest).to_owned();
                    name.push_str(&line.sheet.joined(index + count..line.words.end));
                    cell = Some(RegistrarCell {
                        left: word.area.x0 - 1.2 * word.size,
                        page: line.sheet.number,
                        baseline: word.baseline,
                        name: Some(name).filter(|name| !name.is_empty()),
                    });
                    break;
                }
                Some(cell) if cell.name.is_none() && word.area.x0 >= cell.left => {
                    cell.name = Some(line.sheet.joined(index..line.words.end));
                    break;
                }
                Some(_) => {}
            }
        }
    }
    cell
}

/// The words of a line left of the registrar cell; above the cell nothing is of it.
pub(super) fn scheme_words(line: &HeadLine, registrar: Option<&RegistrarCell>) -> Range<usize> {
    let Some(cell) = registrar else { return line.words.clone() };
    let words = line.sheet.words.get(line.words.clone()).unwrap_or(&[]);
    if words.first().is_some_and(|word| !cell.is_beside(line, word)) {
        return line.words.clone();
    }
    let end = words.iter().position(|word| word.area.x0 >= cell.left).unwrap_or(words.len());
    line.words.start..line.words.start + end
}
