//! Tables of text: columns as wide as they must be, names cut where the screen ends, numbers never. What is too narrow
//! for the numbers of a row gets the row as a name with its figures below.

use super::figures::NOTHING;
use super::screen::{Screen, Tone, cut, width};

/// Between columns.
const GAP: &str = "  ";
/// Before the figures below a name.
const INDENT: &str = "    ";

/// How a column treats its text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Fit {
    /// Words, left; cut where room is short, down to this width.
    Name(usize),
    /// Words that tell nothing when cut (dates, ISINs), left.
    Code,
    /// Numbers, right.
    Figure,
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) title: &'static str,
    pub(super) fit: Fit,
}

/// What is to be said about a figure; see the legend below the tables.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Mark {
    /// A check contradicts it.
    Contradicted,
    /// No page prints it: reckoned.
    Reckoned,
}

impl Mark {
    pub(super) fn sign(self) -> char {
        match self {
            Self::Contradicted => '!',
            Self::Reckoned => '~',
        }
    }
}

/// One cell; the text is clean.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) mark: Option<Mark>,
}

impl Cell {
    /// A cell without mark.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), mark: None }
    }

    /// A cell with a mark, if there is one.
    pub(super) fn marked(text: impl Into<String>, mark: Option<Mark>) -> Self {
        Self { text: text.into(), mark }
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty() || self.text == NOTHING
    }
}

/// One line of a table.
#[derive(Clone, Debug)]
pub(super) enum Line {
    /// A row of cells.
    Row(Vec<Cell>),
    /// A heading within the table, across all columns.
    Group(String),
    /// A row of cells that sums up.
    Total(Vec<Cell>),
}

/// A table.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) title: &'static str,
    pub(super) columns: &'static [Column],
    pub(super) lines: Vec<Line>,
}

impl Table {
    pub(super) fn new(title: &'static str, columns: &'static [Column]) -> Self {
        Self { title, columns, lines: Vec::new() }
    }

    /// The table as lines of text after a blank line; nothing when it has no rows.
    pub(super) fn render(&self, screen: Screen) -> String {
        let used: Vec<usize> = (0..self.columns.len()).filter(|index| self.says(*index)).collect();
        if used.is_empty() {
            return String::new();
        }
        let mut out = String::from("\n");
        push(&mut out, &screen.line(Tone::Strong, self.title));
        match self.widths(&used, screen) {
            Some(widths) => self.side_by_side(&Layout { used, widths, screen }, &mut out),
            None => self.stacked(&used, screen, &mut out),
        }
        out
    }

    /// True when a cell of the column says something.
    fn says(&self, index: usize) -> bool {
        self.cells().any(|cells| cells.get(index).is_some_and(|cell| !cell.is_empty()))
    }

    fn cells(&self) -> impl Iterator<Item = &Vec<Cell>> {
        self.lines.iter().filter_map(|line| match line {
            Line::Row(cells) | Line::Total(cells) => Some(cells),
            Line::Group(_) => None,
        })
    }

    /// True when a cell of the column has a mark: then all leave room for one.
    fn has_marks(&self, index: usize) -> bool {
        self.cells().any(|cells| cells.get(index).is_some_and(|cell| cell.mark.is_some()))
    }

    /// The width of each column used; `None` when the screen is too narrow for the figures.
    fn widths(&self, used: &[usize], screen: Screen) -> Option<Vec<usize>> {
        let natural = |index: &usize| {
            let cells = self.cells().filter_map(|cells| cells.get(*index)).map(|cell| width(&cell.text));
            let title = self.columns.get(*index).map_or(0, |column| width(column.title));
            cells.fold(title, usize::max) + usize::from(self.has_marks(*index))
        };
        let mut widths: Vec<usize> = used.iter().map(natural).collect();
        let Some(room) = screen.width else { return Some(widths) };
        let gaps = GAP.len() * used.len().saturating_sub(1);
        let least = |place: usize| {
            let column = used.get(place).and_then(|index| self.columns.get(*index));
            column.and_then(|column| if let Fit::Name(least) = column.fit { Some(least) } else { None })
        };
        // The widest name gives way first, one column at a time.
        loop {
            if widths.iter().sum::<usize>() + gaps <= room {
                return Some(widths);
            }
            let shrinkable = widths.iter().copied().enumerate();
            let widest = shrinkable
                .filter(|(place, width)| least(*place).is_some_and(|least| *width > least))
                .max_by_key(|(place, width)| (*width, usize::MAX - place));
            let (place, _) = widest?;
            if let Some(width) = widths.get_mut(place) {
                *width -= 1;
            }
        }
    }

    fn side_by_side(&self, layout: &Layout, out: &mut String) {
        let titles = self.columns.iter().map(|column| Cell::plain(column.title)).collect::<Vec<_>>();
        push(out, &self.row(&titles, Tone::Faint, layout));
        for line in &self.lines {
            let text = match line {
                Line::Row(cells) => self.row(cells, Tone::Plain, layout),
                Line::Total(cells) => self.row(cells, Tone::Strong, layout),
                Line::Group(text) => layout.screen.line(Tone::Strong, text),
            };
            push(out, &text);
        }
    }

    fn row(&self, cells: &[Cell], tone: Tone, layout: &Layout) -> String {
        let nothing = Cell::default();
        let mut texts = Vec::new();
        for (index, room) in layout.used.iter().zip(&layout.widths) {
            let cell = cells.get(*index).unwrap_or(&nothing);
            let fit = self.columns.get(*index).map_or(Fit::Code, |column| column.fit);
            let slot = usize::from(self.has_marks(*index));
            texts.push(layout.screen.cell(cell, (fit, tone), (room - slot, slot)));
        }
        texts.join(GAP).trim_end().to_owned()
    }

    /// Each row as its words, and its figures with their titles below.
    fn stacked(&self, used: &[usize], screen: Screen, out: &mut String) {
        for line in &self.lines {
            let (cells, tone) = match line {
                Line::Row(cells) => (cells, Tone::Plain),
                Line::Total(cells) => (cells, Tone::Strong),
                Line::Group(text) => {
                    push(out, &screen.line(Tone::Strong, text));
                    continue;
                }
            };
            let shown = used.iter().filter_map(|index| Some((self.columns.get(*index)?, cells.get(*index)?)));
            let shown: Vec<(&Column, &Cell)> = shown.filter(|(_, cell)| !cell.is_empty()).collect();
            let is_figure = |column: &Column| column.fit == Fit::Figure;
            let words = shown.iter().filter(|(column, _)| !is_figure(column));
            let words: Vec<String> = words.map(|(_, cell)| with_mark(cell)).collect();
            push(out, &screen.line(tone, &format!("{GAP}{}", words.join(GAP))));
            let mut below = String::new();
            for (column, cell) in shown.iter().filter(|(column, _)| is_figure(column)) {
                let pair = format!("{} {}", column.title, with_mark(cell));
                let longer = width(&below) + GAP.len() + width(&pair);
                if !below.is_empty() && screen.width.is_some_and(|room| longer > room) {
                    push(out, &below);
                    below.clear();
                }
                below.push_str(if below.is_empty() { INDENT } else { GAP });
                below.push_str(&pair);
            }
            if !below.is_empty() {
                push(out, &below);
            }
        }
    }
}

/// Columns with their widths, marks included.
struct Layout {
    used: Vec<usize>,
    widths: Vec<usize>,
    screen: Screen,
}

impl Screen {
    /// A cell with its blanks: colours take no room.
    fn cell(self, cell: &Cell, (fit, tone): (Fit, Tone), (room, slot): (usize, usize)) -> String {
        let text = if let Fit::Name(_) = fit { cut(&cell.text, room) } else { cell.text.clone() };
        let blanks = " ".repeat(room.saturating_sub(width(&text)));
        let tone = if cell.mark == Some(Mark::Contradicted) { Tone::Alarm } else { tone };
        let sign =
            cell.mark.map_or_else(|| " ".repeat(slot), |mark| self.paint(tone, &mark.sign().to_string()));
        let text = self.paint(tone, &text);
        match fit {
            Fit::Figure => format!("{blanks}{text}{sign}"),
            _ => format!("{text}{sign}{blanks}"),
        }
    }
}

fn with_mark(cell: &Cell) -> String {
    let mut text = cell.text.clone();
    text.extend(cell.mark.map(Mark::sign));
    text
}

fn push(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::super::screen::Ink;
    use super::*;

    const COLUMNS: &[Column] = &[
        Column { title: "Scheme", fit: Fit::Name(8) },
        Column { title: "Never", fit: Fit::Figure },
        Column { title: "Value", fit: Fit::Figure },
    ];

    fn table() -> Table {
        let row = |name: &str, value: &str, mark| {
            Line::Row(vec![Cell::plain(name), Cell::plain(NOTHING), Cell::marked(value, mark)])
        };
        let mut table = Table::new("Funds", COLUMNS);
        table.lines.push(Line::Group("A house".to_owned()));
        table.lines.push(row("A fund with a long name", "12,34,567.89", None));
        table.lines.push(row("Another", "5.00", Some(Mark::Contradicted)));
        table
    }

    fn drawn(width: Option<usize>) -> String {
        table().render(Screen { width, ink: Ink::Plain })
    }

    #[test]
    fn columns_are_as_wide_as_they_must_be() {
        let expected = "\nFunds\nScheme                          Value\nA house\n\
                        A fund with a long name  12,34,567.89\nAnother                          5.00!\n";
        assert_eq!(drawn(None), expected, "{}", drawn(None));
    }

    #[test]
    fn names_are_cut_and_numbers_are_not() {
        let text = drawn(Some(26));
        assert!(text.contains("A fund wit…  12,34,567.89\n"), "{text}");
        assert!(text.lines().all(|line| width(line) <= 26), "{text}");
    }

    #[test]
    fn a_narrow_screen_gets_figures_below_names() {
        let text = drawn(Some(19));
        assert!(text.contains("  A fund with a lo…\n    Value 12,34,567.89\n"), "{text}");
        assert!(text.contains("  Another\n    Value 5.00!\n"), "{text}");
    }
}
