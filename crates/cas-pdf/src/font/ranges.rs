//! Ranges of codes as CMaps and lists of widths state them, looked up by code. Ranges may lie in each other and overlap: of
//! those that hold a code, the one that begins last counts, and of two that begin alike the later one.

/// A range with what it says.
pub(super) trait Span {
    /// Its first and its last code.
    fn ends(&self) -> (u32, u32);
}

/// A part of a range in which no other one counts.
#[derive(Clone, Copy, Debug)]
struct Cut {
    low: u32,
    high: u32,
    /// Index of the range.
    of: u32,
}

/// Ranges, found by code once they are settled.
#[derive(Debug)]
pub(super) struct Ranges<R> {
    all: Vec<R>,
    /// The ranges in parts; empty where none overlap, as in most fonts.
    cuts: Vec<Cut>,
}

impl<R> Default for Ranges<R> {
    fn default() -> Self {
        Self { all: Vec::new(), cuts: Vec::new() }
    }
}

impl<R: Span> Ranges<R> {
    /// All ranges: as they were added, sorted by their first code once they are settled.
    pub(super) fn all(&self) -> &[R] {
        &self.all
    }

    /// Adds a range; [`Ranges::settle`] comes before the next [`Ranges::find`].
    pub(super) fn push(&mut self, range: R) {
        self.all.push(range);
    }

    /// Puts the ranges of another list in front, so that of two that begin alike ours count.
    pub(super) fn inherit(&mut self, base: &Self)
    where
        R: Clone,
    {
        let own = std::mem::replace(&mut self.all, base.all.clone());
        self.all.extend(own);
        self.settle();
    }

    /// Sorts the ranges, and cuts them where they overlap: what is looked up is found in one search, whatever lies around.
    pub(super) fn settle(&mut self) {
        self.all.sort_by_key(|range| range.ends().0);
        self.cuts.clear();
        let overlaps = self.all.windows(2).any(|pair| match pair {
            [one, next] => one.ends().1 >= next.ends().0,
            _ => false,
        });
        if overlaps {
            self.cut();
        }
    }

    fn cut(&mut self) {
        // Ranges that are open where we are, the innermost last.
        let mut open: Vec<(u32, u32)> = Vec::new();
        let mut at = 0;
        for (of, range) in (0..).zip(&self.all) {
            let (low, high) = range.ends();
            close(&mut self.cuts, &mut open, &mut at, low.checked_sub(1));
            at = low;
            open.push((high, of));
        }
        close(&mut self.cuts, &mut open, &mut at, Some(u32::MAX));
    }

    /// The range that counts for a code.
    pub(super) fn find(&self, code: u32) -> Option<&R> {
        if self.cuts.is_empty() {
            let end = self.all.partition_point(|range| range.ends().0 <= code);
            return self.all.get(..end)?.last().filter(|range| code <= range.ends().1);
        }
        let end = self.cuts.partition_point(|cut| cut.low <= code);
        let cut = self.cuts.get(..end)?.last().filter(|cut| code <= cut.high)?;
        self.all.get(cut.of as usize)
    }
}

/// Cuts from `at` up to `last`: the innermost open range as far as it goes, then the one around it.
fn close(cuts: &mut Vec<Cut>, open: &mut Vec<(u32, u32)>, at: &mut u32, last: Option<u32>) {
    let Some(last) = last else { return };
    while let Some(&(high, of)) = open.last().filter(|_| *at <= last) {
        if high >= *at {
            let end = high.min(last);
            cuts.push(Cut { low: *at, high: end, of });
            if high > last || end == u32::MAX {
                return;
            }
            *at = end + 1;
        }
        open.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Span for (u32, u32, usize) {
        fn ends(&self) -> (u32, u32) {
            (self.0, self.1)
        }
    }

    fn ranges(ends: &[(u32, u32)]) -> Ranges<(u32, u32, usize)> {
        let mut ranges = Ranges::default();
        ends.iter().enumerate().for_each(|(index, (low, high))| ranges.push((*low, *high, index)));
        ranges.settle();
        ranges
    }

    /// The range that counts, searched for one by one.
    fn expected(ranges: &Ranges<(u32, u32, usize)>, code: u32) -> Option<usize> {
        ranges.all().iter().rev().find(|range| (range.0..=range.1).contains(&code)).map(|range| range.2)
    }

    #[test]
    fn what_counts_is_found_whatever_lies_around() {
        let many: Vec<(u32, u32)> =
            std::iter::once((0, 99)).chain((20..60).map(|code| (code, code))).collect();
        for ends in [
            &[(1, 5), (7, 9)][..],
            &many,
            &[(0, 9), (2, 7), (4, 5), (6, 8)],
            &[(3, 3), (3, 9), (3, 5)],
            &[(0, u32::MAX), (5, u32::MAX), (u32::MAX, u32::MAX)],
            &[(0, 0), (0, 4), (4, 4)],
            &[(5, 1), (0, 9)],
        ] {
            let ranges = ranges(ends);
            for code in (0..110).chain([u32::MAX - 1, u32::MAX]) {
                assert_eq!(
                    ranges.find(code).map(|range| range.2),
                    expected(&ranges, code),
                    "{ends:?} {code}"
                );
            }
        }
    }
}
