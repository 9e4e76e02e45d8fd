//! Where the data of streams end whose `/Length` is wrong or missing.

use std::cell::Cell;

/// Where streams end whose length does not tell. The last search is kept: many streams that share one end, or have
/// none, would else be searched for to the end of the file each.
#[derive(Debug, Default)]
pub(crate) struct Ends {
    streams: Cell<Option<Search>>,
    objects: Cell<Option<Search>>,
}

/// From where a word was searched, and where it was found.
#[derive(Clone, Copy, Debug)]
struct Search {
    start: usize,
    found: Option<usize>,
}

impl Ends {
    /// Where the next `endstream`, or for want of one the next `endobj`, begins.
    pub(super) fn search(&self, data: &[u8], start: usize) -> Option<usize> {
        next(&self.streams, data, b"endstream", start).or_else(|| next(&self.objects, data, b"endobj", start))
    }
}

/// Where `word` is found at or behind `start`.
fn next(last: &Cell<Option<Search>>, data: &[u8], word: &[u8], start: usize) -> Option<usize> {
    let between = |start: usize, end: usize| {
        let part = data.get(start..end.min(data.len())).unwrap_or(&[]);
        memchr::memmem::find(part, word).map(|at| start + at)
    };
    let search = match last.get() {
        Some(last) if start >= last.start && last.found.is_none_or(|found| start <= found) => last,
        Some(last) if start < last.start => {
            let found = between(start, last.start + word.len() - 1).or(last.found);
            Search { start, found }
        }
        _ => Search { start, found: between(start, data.len()) },
    };
    last.set(Some(search));
    search.found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_streams_are_searched_once() {
        let data = b"1 stream 2 stream endstream 3 stream endstream 4 endobj";
        let fresh = |start| Ends::default().search(data, start);
        let ends = Ends::default();
        for start in [0, 9, 18, 30, 19, 20, 2, 46, 50, 40, 10, 47, 18] {
            assert_eq!(ends.search(data, start), fresh(start), "{start}");
        }
    }
}
