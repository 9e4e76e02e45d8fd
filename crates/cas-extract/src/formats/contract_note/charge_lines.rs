//! Lines of the obligation block: text and figures, and the lines of one ruled row.

use std::borrow::Cow;
use std::ops::Range;

use cas_model::Amount;
use cas_page::Rect;
use cas_table::{Line, Rules, Sheet, tolerance};

use super::charge_labels::{continues, kind_of};
use super::figures;
use crate::value;

/// A figure of a line and its place.
#[derive(Clone, Copy)]
pub(super) struct Figure {
    pub(super) amount: Amount,
    pub(super) area: Rect,
}

/// A line of the block: text and figures.
#[derive(Clone, Default)]
pub(super) struct Parts {
    pub(super) label: String,
    pub(super) figures: Vec<Figure>,
}

impl Parts {
    /// Adds the line below.
    pub(super) fn push(&mut self, below: &Self) {
        if !self.label.is_empty() && !below.label.is_empty() {
            self.label.push(' ');
        }
        self.label.push_str(&below.label);
        self.figures.extend(&below.figures);
    }
}

/// The lines of the ruled row that begins with the first of `lines`, or that line alone; and what they hold. A row is
/// what stands between two rules; between columns that are ruled too nothing else can be meant.
pub(super) fn row(sheet: &Sheet, rules: &Rules, lines: Range<usize>) -> (Range<usize>, Parts) {
    let start = lines.start;
    let Some(first) = sheet.lines.get(start) else { return (start..start, Parts::default()) };
    let alone = (start..start + 1, parts(sheet, first));
    let end = ruled_end(sheet, rules, lines);
    let boxed = rules.edges(&first.area).len() >= 3;
    let mut whole = alone.1.clone();
    for line in sheet.lines.get(start + 1..end).unwrap_or(&[]) {
        let below = parts(sheet, line);
        let figures = whole.figures.is_empty() || below.figures.is_empty();
        let label = boxed
            || kind_of(&whole.label).is_none()
            || kind_of(&below.label).is_none()
            || continues(&whole.label, &below.label);
        if !figures || !label {
            return alone;
        }
        whole.push(&below);
    }
    (start..end.max(start + 1), whole)
}

/// The end of the row with a rule above and below it that begins with the first of `lines`; its start when there is
/// none.
fn ruled_end(sheet: &Sheet, rules: &Rules, lines: Range<usize>) -> usize {
    let start = lines.start;
    let Some(first) = sheet.lines.get(start) else { return start };
    let above = start.checked_sub(1).and_then(|above| sheet.lines.get(above));
    if !rules.parts(above.map_or(0.0, |above| above.baseline), first.baseline, &first.area) {
        return start;
    }
    let (mut last, mut end) = (first, start + 1);
    loop {
        let next = sheet.lines.get(end);
        let lower = next.map_or(f32::INFINITY, |next| next.baseline);
        if rules.parts(last.baseline, lower, &last.area) {
            return end;
        }
        let near = |line: &&Line| line.baseline - last.baseline <= 1.6 * line.size.max(last.size);
        let Some(next) = next.filter(near).filter(|_| end < lines.end) else { return start };
        last = next;
        end += 1;
    }
}

/// True for a figure with one of its brackets apart: `(` and `12.00)`, `(12.00` and `)`.
fn closes(above: &str, text: &str) -> bool {
    (above == "(" && text.len() > 1 || text == ")" && above.len() > 1)
        && above.starts_with('(')
        && text.ends_with(')')
        && figures::amount(&[above, text].concat()).is_ok()
}

/// Splits a line into its text and the figures at its end, or at its start.
pub(super) fn parts(sheet: &Sheet, line: &Line) -> Parts {
    let mut words: Vec<(Cow<'_, str>, Rect)> = Vec::with_capacity(line.range().len());
    for word in sheet.words_of(line) {
        let text = sheet.text(word);
        match words.last_mut().filter(|(above, _)| closes(above, text)) {
            Some((above, area)) => {
                *above = Cow::Owned([above, text].concat());
                *area = area.union(&word.area);
            }
            None => words.push((Cow::Borrowed(text), word.area)),
        }
    }
    let is_figure = |text: &str| {
        value::is_rupee(text)
            || figures::suffix(text).is_some()
            || matches!(text, "(" | ")" | "\u{2013}")
            || value::is_blank(text)
            || figures::amount(text).is_ok()
    };
    let tail = words.iter().rev().take_while(|(text, _)| is_figure(text)).count();
    let (head, figures) = words.split_at(words.len() - tail);
    let found = read(figures, head.last().map(|(_, area)| area.x1));
    if !found.is_empty() || tail > 0 && head.is_empty() {
        return Parts { label: join(head), figures: found };
    }
    let lead = words.iter().take_while(|(text, _)| is_figure(text)).count();
    let (figures, rest) = words.split_at(lead);
    Parts { label: join(if lead > 0 { rest } else { &words }), figures: read(figures, None) }
}

fn join(words: &[(Cow<'_, str>, Rect)]) -> String {
    words.iter().map(|(text, _)| &**text).collect::<Vec<_>>().join(" ")
}

/// Words to figures: signs and brackets that stand apart and suffixes are joined to their number. `before` is the end of
/// the label, which a dash may part from its figure.
fn read(words: &[(Cow<'_, str>, Rect)], before: Option<f32>) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let (mut bracket, mut minus) = (false, None);
    let mut end = before;
    for (text, area) in words {
        let near = |left: f32| area.x0 - left <= tolerance::BLANK_EM * area.height();
        let above = end.replace(area.x1);
        let signed = minus.take().is_some_and(near);
        match &**text {
            "(" => bracket = true,
            "-" | "\u{2212}" | "\u{2013}" => minus = above.is_none_or(|left| !near(left)).then_some(area.x1),
            ")" => {}
            text if value::is_blank(text) => {}
            text if value::is_rupee(text) => {}
            text => match (figures::amount(text), figures::suffix(text)) {
                (Ok(amount), _) => {
                    let amount = if bracket || signed { -Amount(amount.0.abs()) } else { amount };
                    figures.push(Figure { amount, area: *area });
                    bracket = false;
                }
                (Err(_), Some(pays)) => {
                    if let Some(last) = figures.last_mut() {
                        let size = Amount(last.amount.0.abs());
                        last.amount = if pays { -size } else { size };
                    }
                }
                _ => {}
            },
        }
    }
    figures
}
