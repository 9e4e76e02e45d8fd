//! What the labels of a table say, spelled once for all headers that are compared with them.

use std::ops::Range;

use crate::spec::{TableSpec, is_currency, significant};
use crate::spelling::beginning;

/// The labels of a table as tight headers are compared with them. They are the same for every document: keep them with the
/// table.
#[derive(Clone, Debug)]
pub struct TightLabels {
    spec: &'static TableSpec,
    /// Every label, spelled, one behind the other.
    bytes: Vec<u8>,
    /// Every word of every label, each once; sorted.
    words: Vec<Spelled>,
    /// Every label, each once; sorted.
    labels: Vec<(Spelled, &'static str)>,
    /// The labels of the required columns, and how many each of these has.
    required: (Vec<Range<u32>>, Vec<usize>),
    /// Bytes of the longest label.
    longest: usize,
}

/// A part of the spelled labels behind its beginning, which tells most of them apart.
type Spelled = (u64, Range<u32>);

impl TightLabels {
    /// Spells the labels of a table.
    #[must_use]
    pub fn of(spec: &'static TableSpec) -> Self {
        let mut all = Self {
            spec,
            bytes: Vec::new(),
            words: Vec::new(),
            labels: Vec::new(),
            required: Default::default(),
            longest: 0,
        };
        for column in spec.columns {
            for label in column.labels {
                let start = all.bytes.len();
                for word in label.split_whitespace().filter(|word| !is_currency(word)) {
                    let start = all.bytes.len();
                    all.bytes.extend(significant(word));
                    let word = all.spelled(start);
                    all.words.push(word);
                }
                let spelled = all.spelled(start);
                all.longest = all.longest.max(spelled.1.len());
                if column.required {
                    all.required.0.push(spelled.1.clone());
                }
                all.labels.push((spelled, *label));
            }
            if column.required {
                all.required.1.push(column.labels.len());
            }
        }
        let bytes = &all.bytes;
        let key = |spelled: &Spelled| (spelled.0, slice(bytes, &spelled.1));
        all.words.sort_unstable_by(|one, other| key(one).cmp(&key(other)));
        all.words.dedup_by(|next, kept| key(next) == key(kept));
        all.labels.sort_unstable_by(|one, other| (key(&one.0), one.1).cmp(&(key(&other.0), other.1)));
        all.labels.dedup_by(|next, kept| key(&next.0) == key(&kept.0));
        all
    }

    /// What was spelled from `start` on.
    fn spelled(&self, start: usize) -> Spelled {
        let range = start as u32..self.bytes.len() as u32;
        (beginning(slice(&self.bytes, &range)), range)
    }

    /// The table.
    pub(crate) const fn spec(&self) -> &'static TableSpec {
        self.spec
    }

    /// Bytes of the longest label as it is spelled.
    pub(crate) const fn longest(&self) -> usize {
        self.longest
    }

    /// True for a word of a label; `begins` is its beginning.
    pub(crate) fn has_word(&self, begins: u64, word: &[u8]) -> bool {
        let order =
            |known: &Spelled| known.0.cmp(&begins).then_with(|| slice(&self.bytes, &known.1).cmp(word));
        self.words.binary_search_by(order).is_ok()
    }

    /// True for the end of a word of a label.
    pub(crate) fn has_end(&self, end: &[u8]) -> bool {
        self.words.iter().any(|(_, whole)| slice(&self.bytes, whole).ends_with(end))
    }

    /// The label that is spelled like this; `begins` is the beginning.
    pub(crate) fn label(&self, begins: u64, text: &[u8]) -> Option<&'static str> {
        let order = |(known, _): &(Spelled, &str)| {
            known.0.cmp(&begins).then_with(|| slice(&self.bytes, &known.1).cmp(text))
        };
        let at = self.labels.binary_search_by(order).ok()?;
        self.labels.get(at).map(|(_, label)| *label)
    }

    /// The spelled labels of each required column.
    pub(crate) fn required(&self) -> impl Iterator<Item = impl Iterator<Item = &[u8]>> {
        let mut rest = self.required.0.as_slice();
        self.required.1.iter().map(move |count| {
            let (labels, others) = rest.split_at_checked(*count).unwrap_or_default();
            rest = others;
            labels.iter().map(|label| slice(&self.bytes, label))
        })
    }
}

fn slice<'b>(bytes: &'b [u8], range: &Range<u32>) -> &'b [u8] {
    bytes.get(range.start as usize..range.end as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ColumnSpec;

    const TABLE: TableSpec = TableSpec {
        name: "test",
        columns: &[
            ColumnSpec::text(&["ISIN", "ISIN Code"]),
            ColumnSpec::number(&["Net Total (Rs.)", "Net  total"]).optional(),
            ColumnSpec::number(&["Quantity"]),
        ],
    };

    #[test]
    fn labels_are_found_by_what_they_say() {
        let labels = TightLabels::of(&TABLE);
        let label = |text: &str| labels.label(beginning(text.as_bytes()), text.as_bytes());
        assert_eq!(label("isincode"), Some("ISIN Code"));
        assert_eq!(
            label("nettotal"),
            Some("Net  total"),
            "the first in order of those that are spelled alike"
        );
        assert_eq!(["", "isinc", "total", "quantityx"].map(label), [None; 4]);
        assert_eq!(labels.longest(), 8);
        let word = |text: &str| labels.has_word(beginning(text.as_bytes()), text.as_bytes());
        assert_eq!(["isin", "total", "quantity", "rs", "quant"].map(word), [true, true, true, false, false]);
        assert!(labels.has_end(b"tity") && labels.has_end(b"") && !labels.has_end(b"isinc"));
        let required: Vec<Vec<&[u8]>> = labels.required().map(Iterator::collect).collect();
        assert_eq!(required, [vec![&b"isin"[..], b"isincode"], vec![b"quantity"]]);
    }
}
