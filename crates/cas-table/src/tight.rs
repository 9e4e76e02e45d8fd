//! Headers whose labels stand so close together that gaps do not part them: the words are told apart by what they say.
//!
//! Contract notes set up to fourteen columns across a page; the labels wrap over up to seven lines, top-aligned or
//! middle-aligned, and the words of neighbouring labels are no further apart than the words of one. What holds: labels
//! do not overlap across, and each says something that the table knows. So the words of the header are joined into
//! the columns of text that they form, and these are cut into labels such that most words are explained.

use std::ops::Range;

use cas_page::Rect;

use crate::atoms::Atoms;
use crate::columns::{Band, Columns};
use crate::header::Header;
use crate::rules::Rules;
use crate::sheet::{Line, Sheet};
use crate::spelling::{Spelling, beginning};
use crate::tight_labels::TightLabels;
use crate::tolerance::{HEADER_WORDS, TIGHT_HEADER_LINES, TIGHT_LABEL_WORDS, TIGHT_PITCH_EM};

/// A table whose header is found by its words.
#[derive(Clone, Debug)]
pub struct TightTable<'l> {
    labels: &'l TightLabels,
    /// The last lines that were looked at: most pages repeat the header of the page before.
    last: Option<Seen>,
}

/// Lines that were looked at: what the answer hangs on, their first line and first word, and the answer.
#[derive(Clone, Debug)]
struct Seen {
    image: Vec<u32>,
    from: (usize, u32),
    header: Option<Header>,
}

/// The best cut of the first atoms: unexplained words, labels, and where the last label starts.
#[derive(Clone, Copy)]
struct Cut {
    unknown: usize,
    labels: usize,
    from: usize,
    label: Option<&'static str>,
}

impl<'l> TightTable<'l> {
    /// A table with these labels, of which no header was seen yet.
    #[must_use]
    pub const fn new(labels: &'l TightLabels) -> Self {
        Self { labels, last: None }
    }

    /// Finds the first header on `lines` of the sheet; every required column must be there.
    #[must_use]
    pub fn find(
        &mut self,
        sheet: &Sheet,
        spelling: &Spelling,
        rules: &Rules,
        lines: Range<usize>,
    ) -> Option<Header> {
        let end = lines.end.min(sheet.lines.len());
        let mut at = lines.start;
        while at < end {
            let run = self.run(sheet, spelling, at..end);
            if run.is_empty() {
                at += 1;
                continue;
            }
            at = run.end;
            if let Some(header) = self.read_or_recall(sheet, spelling, rules, run) {
                return Some(header);
            }
        }
        None
    }

    /// Lines one after the other that consist of words of labels.
    fn run(&self, sheet: &Sheet, spelling: &Spelling, lines: Range<usize>) -> Range<usize> {
        let mut end = lines.start;
        let mut above: Option<&Line> = None;
        while let Some(line) = sheet.lines.get(end).filter(|_| end < lines.end) {
            let near = above.is_none_or(|above| {
                line.baseline - above.baseline <= TIGHT_PITCH_EM * above.size.max(line.size)
            });
            if !near
                || end - lines.start >= TIGHT_HEADER_LINES
                || spelling.has_figures(end)
                || !(self.knows(spelling, line) || above.is_some() && self.goes_on(spelling, line))
            {
                break;
            }
            above = Some(line);
            end += 1;
        }
        lines.start..end
    }

    /// True for a line most of whose words occur in labels.
    fn knows(&self, spelling: &Spelling, line: &Line) -> bool {
        let (mut known, mut strange) = (0, 0);
        for index in line.range() {
            let word = spelling.word(index);
            let begins = spelling.begins.get(index).copied().unwrap_or_default();
            let is_known = word.is_empty() || self.labels.has_word(begins, word);
            *(if is_known { &mut known } else { &mut strange }) += 1;
        }
        known > strange
    }

    /// True for a line of ends of words, which narrow columns cut (`Derivati` above `ves)`).
    fn goes_on(&self, spelling: &Spelling, line: &Line) -> bool {
        line.range().all(|index| self.labels.has_end(spelling.word(index)))
    }

    /// The header in the run; read only when the run is not what was read last, at the same place of its page.
    fn read_or_recall(
        &mut self,
        sheet: &Sheet,
        spelling: &Spelling,
        rules: &Rules,
        run: Range<usize>,
    ) -> Option<Header> {
        if !self.may_be_in(sheet, spelling, &run) {
            return None;
        }
        let lines = sheet.lines.get(run.clone()).unwrap_or_default();
        let first = lines.first()?;
        let from = (run.start, first.range().start as u32);
        let area = lines.iter().fold(first.area, |all, line| all.union(&line.area));
        let rules = rules.within(&area);
        let image = image(sheet, spelling, &rules, lines);
        if let Some(seen) = self.last.as_ref().filter(|seen| seen.image == image) {
            return seen.header.as_ref().map(|header| header.moved(seen.from, from));
        }
        let header = self.best(sheet, spelling, &rules, run);
        self.last = Some(Seen { image, from, header: header.clone() });
        header
    }

    /// The window of the run that reads most columns with the fewest unexplained words; `rules` are those within the run.
    fn best(&self, sheet: &Sheet, spelling: &Spelling, rules: &Rules, run: Range<usize>) -> Option<Header> {
        let mut best: Option<(usize, usize, Header)> = None;
        let bounds = bounds(sheet, rules, &run);
        for &end in bounds.iter().rev().take(ENDS) {
            for &start in bounds.iter().take_while(|start| **start < end) {
                let Some((unknown, header)) = self.read(sheet, spelling, rules, start..end) else { continue };
                let columns = header.columns.count();
                let better = best
                    .as_ref()
                    .is_none_or(|(most, least, _)| columns > *most || columns == *most && unknown < *least);
                if better {
                    best = Some((columns, unknown, header));
                }
            }
        }
        best.map(|(_, _, header)| header)
    }

    /// False when some required column has no label that begins and ends with a word of the run: then no cut of the
    /// words can say it. Most runs are headers of one table and are asked about by all.
    fn may_be_in(&self, sheet: &Sheet, spelling: &Spelling, run: &Range<usize>) -> bool {
        let lines = sheet.lines.get(run.clone()).unwrap_or_default();
        let words = || lines.iter().flat_map(Line::range).map(|word| spelling.word(word));
        let said = |label: &[u8]| {
            words().any(|word| !word.is_empty() && label.starts_with(word))
                && words().any(|word| !word.is_empty() && label.ends_with(word))
        };
        self.labels.required().all(|mut labels| labels.any(said))
    }

    /// Reads the words of `lines` as labels; the number of unexplained words comes with the header.
    fn read(
        &self,
        sheet: &Sheet,
        spelling: &Spelling,
        rules: &Rules,
        lines: Range<usize>,
    ) -> Option<(usize, Header)> {
        let window = sheet.lines.get(lines.clone())?;
        let (first, last) = (window.first()?, window.last()?);
        let words = first.range().start..last.range().end;
        if words.len() > HEADER_WORDS {
            return None;
        }
        let area = window.iter().fold(first.area, |area, line| area.union(&line.area));
        let edges = rules.edges(&area);
        let atoms = Atoms::of(sheet, words, &edges);
        let cuts = self.cut(spelling, &atoms);
        let mut at = atoms.count();
        let unknown = cuts.get(at)?.unknown;
        let mut labels: Vec<(&'static str, Rect, &[u32])> = Vec::new();
        let mut strange: Vec<Rect> = Vec::new();
        while at > 0 {
            let cut = cuts.get(at)?;
            let members = cut.from..at;
            // A currency in front of a label belongs to the unknown one before it.
            let silent =
                members.clone().take_while(|atom| !says(spelling, atoms.words(*atom..atom + 1))).count();
            if let Some(area) = atoms.area(members.start + silent..members.end) {
                match cut.label {
                    Some(label) => labels.push((label, area, atoms.words(members))),
                    None => strange.push(area),
                }
            }
            at = cut.from;
        }
        labels.reverse();
        let spec = self.labels.spec();
        let (mut bands, mut used): (Vec<Band>, Vec<u32>) = (Vec::new(), Vec::new());
        for (label, area, words) in labels {
            let free = |index: &usize| bands.iter().all(|band| band.column != *index);
            let mut named = (0..spec.columns.len()).filter(|index| {
                spec.columns.get(*index).is_some_and(|column| column.labels.contains(&label))
            });
            let Some(index) = named.find(free) else {
                strange.push(area);
                continue;
            };
            let column = spec.columns.get(index)?;
            bands.push(Band::new(index, area, column));
            used.extend(words);
        }
        let complete = spec
            .columns
            .iter()
            .enumerate()
            .all(|(index, column)| !column.required || bands.iter().any(|band| band.column == index));
        let columns = Columns::new(bands).beside(strange, first.size);
        complete.then(|| (unknown, Header::new(lines, columns, used)))
    }

    /// The best cut for every number of leading atoms.
    fn cut(&self, spelling: &Spelling, atoms: &Atoms) -> Vec<Cut> {
        let mut cuts = Vec::with_capacity(atoms.count() + 1);
        cuts.push(Cut { unknown: 0, labels: 0, from: 0, label: None });
        let (mut words, mut text): (Vec<u32>, Vec<u8>) = Default::default();
        for end in 1..=atoms.count() {
            words.clear();
            let slot = atoms.slot(end - 1);
            let (mut best, mut length): (Option<Cut>, usize) = (None, 0);
            for from in (0..end).rev() {
                let Some(before) = cuts.get(from).copied() else { break };
                let added = atoms.words(from..from + 1);
                words.extend_from_slice(added);
                if atoms.slot(from) != slot || words.len() > TIGHT_LABEL_WORDS {
                    break;
                }
                length += added.iter().map(|word| spelling.word(*word as usize).len()).sum::<usize>();
                // Further words make it no shorter.
                if length > self.labels.longest() && from + 1 < end {
                    break;
                }
                words.sort_unstable();
                let label = self.label(spelling, &words, &mut text);
                if label.is_none() && from + 1 < end {
                    continue;
                }
                let unknown = before.unknown + if label.is_none() { words.len() } else { 0 };
                let cut = Cut { unknown, labels: before.labels + 1, from, label };
                if best.is_none_or(|best| (cut.unknown, cut.labels) < (best.unknown, best.labels)) {
                    best = Some(cut);
                }
            }
            cuts.push(best.unwrap_or(Cut { unknown: usize::MAX / 2, labels: 0, from: end - 1, label: None }));
        }
        cuts
    }

    /// The label that words say, in reading order; `text` is working memory.
    fn label(&self, spelling: &Spelling, words: &[u32], text: &mut Vec<u8>) -> Option<&'static str> {
        text.clear();
        for &word in words {
            text.extend_from_slice(spelling.word(word as usize));
        }
        self.labels.label(beginning(text), text)
    }
}

/// True for words that say anything, known or not: no currency, no mark of a footnote.
fn says(spelling: &Spelling, words: &[u32]) -> bool {
    words.iter().any(|word| spelling.word(*word as usize).len() > 1)
}

/// Everything that the header in a run of lines hangs on: where lines, words and rules are and what the words say.
fn image(sheet: &Sheet, spelling: &Spelling, rules: &Rules, lines: &[Line]) -> Vec<u32> {
    let mut image = Vec::new();
    let put = |image: &mut Vec<u32>, area: &Rect| {
        image.extend([area.x0, area.y0, area.x1, area.y1].map(f32::to_bits));
    };
    for line in lines {
        image.extend([line.range().len() as u32, line.baseline.to_bits(), line.size.to_bits()]);
        put(&mut image, &line.area);
        for (index, word) in line.range().zip(sheet.words_of(line)) {
            put(&mut image, &word.area);
            let spelled = spelling.word(index);
            image.push(spelled.len() as u32);
            image.extend(spelled.iter().map(|byte| u32::from(*byte)));
        }
    }
    rules.positions().for_each(|position| image.push(position.to_bits()));
    image
}

/// Ends of a run that are tried, from its last line upwards.
const ENDS: usize = 3;

/// Lines of a run at which a header may start or end: where rules part them, or all where none does.
fn bounds(sheet: &Sheet, rules: &Rules, run: &Range<usize>) -> Vec<usize> {
    let parted = |line: &usize| {
        let (above, below) = (sheet.lines.get(line - 1), sheet.lines.get(*line));
        above.zip(below).is_some_and(|(above, below)| {
            rules.parts(above.baseline, below.baseline, &above.area.union(&below.area))
        })
    };
    let mut bounds: Vec<usize> = (run.start + 1..run.end).filter(parted).collect();
    if bounds.is_empty() {
        return (run.start..=run.end).collect();
    }
    bounds.insert(0, run.start);
    bounds.push(run.end);
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ColumnSpec, Draft, TableSpec};

    const TABLE: TableSpec = TableSpec {
        name: "test",
        columns: &[
            ColumnSpec::text(&["ISIN"]),
            ColumnSpec::number(&["Quantity"]),
            ColumnSpec::number(&["WAP per share"]),
            ColumnSpec::number(&["Quantity"]),
            ColumnSpec::number(&["WAP per share"]),
            ColumnSpec::number(&["Net Quantity"]).optional(),
            ColumnSpec::number(&["Net"]),
        ],
    };

    #[test]
    fn a_header_is_recalled_only_where_nothing_changed() {
        let page = |above: &str, x: f32, net: &str| {
            let mut draft = Draft::new();
            if !above.is_empty() {
                draft = draft.left(30.0, 60.0, 6.0, above);
            }
            draft
                .left(30.0, 100.0, 6.0, "ISIN")
                .left(46.0, 100.0, 6.0, "Quantity")
                .left(72.0, 100.0, 6.0, "WAP per share")
                .left(124.0, 100.0, 6.0, "Quantity")
                .left(x, 100.0, 6.0, "WAP per share")
                .left(210.0, 100.0, 6.0, net)
                .left(30.0, 116.0, 6.0, "INE0ZA101016")
                .sheet()
        };
        let labels = TightLabels::of(&TABLE);
        let mut table = TightTable::new(&labels);
        for (above, x, net) in [
            ("", 152.0, "Net"),
            ("No 7", 152.0, "Net"),
            ("", 154.0, "Net"),
            ("", 154.0, "NetQuantity"),
            ("", 154.0, "Net"),
        ] {
            let sheet = page(above, x, net);
            let (spelling, rules) = (Spelling::of(&sheet), Rules::of(&sheet));
            let lines = 0..sheet.lines.len();
            let found = table.find(&sheet, &spelling, &rules, lines.clone());
            let read = TightTable::new(&TightLabels::of(&TABLE)).find(&sheet, &spelling, &rules, lines);
            assert_eq!(format!("{found:?}"), format!("{read:?}"), "{above} {x} {net}");
            assert_eq!(found.is_some(), net == "Net", "{above} {x} {net}");
        }
    }

    #[test]
    fn labels_are_told_apart_by_what_they_say() {
        let sheet = Draft::new()
            .left(30.0, 88.0, 6.0, "Security Description and other words")
            .left(30.0, 100.0, 6.0, "ISIN")
            .left(46.0, 100.0, 6.0, "Quantity")
            .left(72.0, 96.4, 6.0, "WAP per")
            .left(74.0, 103.6, 6.0, "share")
            .left(95.0, 100.0, 6.0, "Quantity")
            .left(121.0, 96.4, 6.0, "WAP per")
            .left(123.0, 103.6, 6.0, "share")
            .left(149.0, 96.4, 6.0, "Net")
            .left(145.0, 103.6, 6.0, "Quantity")
            .left(172.0, 100.0, 6.0, "Net")
            .left(30.0, 116.0, 6.0, "INE0ZA101016")
            .sheet();
        let rules = Rules::of(&sheet);
        let labels = TightLabels::of(&TABLE);
        let mut table = TightTable::new(&labels);
        let header = table.find(&sheet, &Spelling::of(&sheet), &rules, 0..sheet.lines.len()).unwrap();
        assert_eq!(header.columns.count(), 7);
        let order: Vec<usize> = header.columns.bands().iter().map(|band| band.column).collect();
        assert_eq!(order, [0, 1, 2, 3, 4, 5, 6]);
        assert!((header.columns.band(4).unwrap().label.x0 - 121.0).abs() < 0.1);
    }

    #[test]
    fn words_that_narrow_columns_cut_are_read_together() {
        let sheet = Draft::new()
            .left(30.0, 100.0, 6.0, "ISIN")
            .left(46.0, 100.0, 6.0, "Quantit")
            .left(72.0, 96.4, 6.0, "WAP per")
            .left(95.0, 100.0, 6.0, "Quantity")
            .left(121.0, 96.4, 6.0, "WAP per")
            .left(149.0, 96.4, 6.0, "Net")
            .left(46.0, 107.2, 6.0, "y")
            .left(74.0, 103.6, 6.0, "share")
            .left(123.0, 103.6, 6.0, "share")
            .left(30.0, 120.0, 6.0, "INE0ZA101016")
            .sheet();
        let rules = Rules::of(&sheet);
        let header = TightTable::new(&TightLabels::of(&TABLE)).find(
            &sheet,
            &Spelling::of(&sheet),
            &rules,
            0..sheet.lines.len(),
        );
        let header = header.unwrap();
        assert_eq!((header.columns.count(), header.lines.end), (6, sheet.lines.len() - 1));
    }

    #[test]
    fn labels_that_the_table_does_not_know_are_told() {
        let sheet = Draft::new()
            .left(30.0, 100.0, 6.0, "ISIN")
            .left(46.0, 100.0, 6.0, "Quantity")
            .left(74.0, 100.0, 6.0, "WAP per share")
            .left(117.0, 100.0, 6.0, "Levies (Rs)")
            .left(154.0, 100.0, 6.0, "Quantity")
            .left(182.0, 100.0, 6.0, "WAP per share*")
            .left(230.0, 100.0, 6.0, "Net (Rs)")
            .left(30.0, 116.0, 6.0, "INE0ZA101016")
            .sheet();
        let rules = Rules::of(&sheet);
        let header = TightTable::new(&TightLabels::of(&TABLE)).find(
            &sheet,
            &Spelling::of(&sheet),
            &rules,
            0..sheet.lines.len(),
        );
        let columns = header.unwrap().columns;
        assert_eq!(columns.count(), 6);
        let strange: Vec<f32> = columns.strange().iter().map(|label| label.x0).collect();
        assert_eq!(strange, [117.0]);
    }
}
