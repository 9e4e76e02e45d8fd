//! Which row of one list is which row of the other. The cost is bounded: long lists are first cut at rows that are
//! equal and stand once in each, and what is still too long after that is paired straight.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

use crate::keys::{Key, keys_of, likeness, name_by};

/// The largest table of a sequence alignment, in cells.
const MOST_CELLS: usize = 160_000;

/// How two lists belong together; each index stands in one of the parts.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Alignment {
    /// Rows of both, by their index in the first.
    pub(crate) pairs: Vec<(usize, usize)>,
    /// Of `pairs`, those whose row stands elsewhere among its neighbours.
    pub(crate) moved: Vec<(usize, usize)>,
    /// Rows of the first alone.
    pub(crate) removed: Vec<usize>,
    /// Rows of the second alone.
    pub(crate) added: Vec<usize>,
}

/// Aligns the rows of a list with this name.
pub(crate) fn align(list: &str, before: &[Value], after: &[Value]) -> Alignment {
    let keys = keys_of(list);
    let mut pairs = if keys.is_empty() { sequence(before, after) } else { named(keys, before, after) };
    pairs.sort_unstable();
    let removed = rest(before.len(), pairs.iter().map(|pair| pair.0));
    let added = rest(after.len(), pairs.iter().map(|pair| pair.1));
    let mut alignment = Alignment { pairs, moved: Vec::new(), removed, added };
    if keys.is_empty() {
        alignment.find_moved_again(before, after);
    }
    alignment.moved = out_of_order(&alignment.pairs);
    alignment
}

impl Alignment {
    /// A row that left its place and turns up elsewhere as it was has moved.
    fn find_moved_again(&mut self, before: &[Value], after: &[Value]) {
        let mut homeless: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for index in &self.added {
            homeless.entry(text(after.get(*index))).or_default().push_back(*index);
        }
        let mut found = Vec::new();
        self.removed.retain(|index| {
            let place = homeless.get_mut(&text(before.get(*index))).and_then(VecDeque::pop_front);
            found.extend(place.map(|place| (*index, place)));
            place.is_none()
        });
        let places: BTreeSet<usize> = found.iter().map(|(_, place)| *place).collect();
        self.added.retain(|index| !places.contains(index));
        self.pairs.extend(found);
        self.pairs.sort_unstable();
    }
}

fn text(row: Option<&Value>) -> String {
    row.map(Value::to_string).unwrap_or_default()
}

/// The indices below `count` that are not among those.
fn rest(count: usize, paired: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut free = vec![true; count];
    for index in paired {
        if let Some(slot) = free.get_mut(index) {
            *slot = false;
        }
    }
    free.iter().enumerate().filter(|(_, free)| **free).map(|(index, _)| index).collect()
}

/// Pairs by one key after the other, then what is left by likeness.
fn named(keys: &[Key], before: &[Value], after: &[Value]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut left: (Vec<usize>, Vec<usize>) = ((0..before.len()).collect(), (0..after.len()).collect());
    for key in keys {
        let mut named: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for index in &left.1 {
            if let Some(name) = after.get(*index).and_then(|row| name_by(key, row)) {
                named.entry(name).or_default().push_back(*index);
            }
        }
        for index in &left.0 {
            let name = before.get(*index).and_then(|row| name_by(key, row));
            let place = name.and_then(|name| named.get_mut(&name)).and_then(VecDeque::pop_front);
            pairs.extend(place.map(|place| (*index, place)));
        }
        left = (
            rest(before.len(), pairs.iter().map(|pair: &(usize, usize)| pair.0)),
            rest(after.len(), pairs.iter().map(|pair| pair.1)),
        );
    }
    let pick = |rows: &[Value], indices: &[usize]| -> Vec<Value> {
        indices.iter().filter_map(|index| rows.get(*index)).cloned().collect()
    };
    let unnamed = sequence(&pick(before, &left.0), &pick(after, &left.1));
    pairs.extend(
        unnamed.into_iter().filter_map(|(one, other)| Some((*left.0.get(one)?, *left.1.get(other)?))),
    );
    pairs
}

/// Pairs that do not belong to the longest run of rows in the same order.
fn out_of_order(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Patience sorting: the tops of the piles, and for each pair the one below it in its longest run.
    let mut tops: Vec<usize> = Vec::new();
    let mut below: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let place_of = |index: &usize| pairs.get(*index).map(|pair| pair.1);
    for (index, (_, place)) in pairs.iter().enumerate() {
        let pile = tops.partition_point(|top| place_of(top) < Some(*place));
        below.push(pile.checked_sub(1).and_then(|pile| tops.get(pile).copied()));
        match tops.get_mut(pile) {
            Some(top) => *top = index,
            None => tops.push(index),
        }
    }
    let mut kept = vec![false; pairs.len()];
    let mut at = tops.last().copied();
    while let Some(index) = at {
        if let Some(slot) = kept.get_mut(index) {
            *slot = true;
        }
        at = below.get(index).copied().flatten();
    }
    pairs.iter().zip(kept).filter(|(_, kept)| !kept).map(|(pair, _)| *pair).collect()
}

/// Pairs of two sequences, in the order of both.
fn sequence(before: &[Value], after: &[Value]) -> Vec<(usize, usize)> {
    let same = before.iter().zip(after).take_while(|(one, other)| one == other).count();
    let (short_before, short_after) = (before.get(same..).unwrap_or(&[]), after.get(same..).unwrap_or(&[]));
    let ends = short_before.iter().rev().zip(short_after.iter().rev());
    let tail = ends.take_while(|(one, other)| one == other).count();
    let (middle, other) = (short_before.len() - tail, short_after.len() - tail);
    let mut pairs: Vec<(usize, usize)> = (0..same).map(|index| (index, index)).collect();
    let inner = (short_before.get(..middle).unwrap_or(&[]), short_after.get(..other).unwrap_or(&[]));
    pairs.extend(between(inner.0, inner.1).into_iter().map(|(one, other)| (one + same, other + same)));
    pairs.extend((0..tail).map(|index| (same + middle + index, same + other + index)));
    pairs
}

/// Pairs of two sequences that begin and end differently.
fn between(before: &[Value], after: &[Value]) -> Vec<(usize, usize)> {
    if before.is_empty() || after.is_empty() {
        return Vec::new();
    }
    if before.len().saturating_mul(after.len()) <= MOST_CELLS {
        return table(before, after);
    }
    let mut pairs = Vec::new();
    let mut start = (0, 0);
    let end = (before.len(), after.len());
    for stop in anchors(before, after).into_iter().chain([end]) {
        let one = before.get(start.0..stop.0).unwrap_or(&[]);
        let other = after.get(start.1..stop.1).unwrap_or(&[]);
        let found = if one.len().saturating_mul(other.len()) <= MOST_CELLS {
            table(one, other)
        } else {
            let straight = one.iter().zip(other).enumerate();
            straight.filter(|(_, (one, other))| likeness(one, other).is_some()).map(|(i, _)| (i, i)).collect()
        };
        pairs.extend(found.into_iter().map(|(one, other)| (one + start.0, other + start.1)));
        if stop != end {
            pairs.push(stop);
        }
        start = (stop.0 + 1, stop.1 + 1);
    }
    pairs
}

/// Rows that are equal and stand once in each, in the order of both.
fn anchors(before: &[Value], after: &[Value]) -> Vec<(usize, usize)> {
    let mut places: BTreeMap<String, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (index, row) in before.iter().enumerate() {
        places.entry(row.to_string()).or_default().0.push(index);
    }
    for (index, row) in after.iter().enumerate() {
        places.entry(row.to_string()).or_default().1.push(index);
    }
    let once = places.values().filter_map(|(one, other)| match (one.as_slice(), other.as_slice()) {
        ([one], [other]) => Some((*one, *other)),
        _ => None,
    });
    let mut pairs: Vec<(usize, usize)> = once.collect();
    pairs.sort_unstable();
    let crossing = out_of_order(&pairs);
    pairs.retain(|pair| crossing.binary_search(pair).is_err());
    pairs
}

/// The pairs with the greatest likeness in sum: dynamic programme over both sequences.
fn table(before: &[Value], after: &[Value]) -> Vec<(usize, usize)> {
    let (rows, columns) = (before.len(), after.len());
    let width = columns + 1;
    // Likeness of the rests from row and column on; the last row and column are empty rests.
    let mut best = vec![0u32; (rows + 1) * width];
    let at = |best: &[u32], row: usize, column: usize| best.get(row * width + column).copied().unwrap_or(0);
    let alike = |row: usize, column: usize| likeness(before.get(row)?, after.get(column)?);
    let mut likes = vec![0u32; rows * columns];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let like = alike(row, column).unwrap_or(0);
            let paired = if like > 0 { at(&best, row + 1, column + 1) + like } else { 0 };
            let value = paired.max(at(&best, row + 1, column)).max(at(&best, row, column + 1));
            if let Some(slot) = best.get_mut(row * width + column) {
                *slot = value;
            }
            if let Some(slot) = likes.get_mut(row * columns + column) {
                *slot = like;
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        let like = likes.get(row * columns + column).copied().unwrap_or(0);
        if like > 0 && at(&best, row, column) == at(&best, row + 1, column + 1) + like {
            pairs.push((row, column));
            (row, column) = (row + 1, column + 1);
        } else if at(&best, row, column) == at(&best, row + 1, column) {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rows(days: &[u32]) -> Vec<Value> {
        days.iter().map(|day| json!({"date": format!("day {day}"), "amount": day, "units": day})).collect()
    }

    #[test]
    fn an_inserted_row_shifts_nothing() {
        let alignment = align("transactions", &rows(&[1, 2, 3]), &rows(&[1, 9, 2, 3]));
        assert_eq!(alignment.pairs, [(0, 0), (1, 2), (2, 3)]);
        assert_eq!((alignment.removed.len(), alignment.added), (0, vec![1]));
    }

    #[test]
    fn a_row_that_moved_is_found_again() {
        let alignment = align("transactions", &rows(&[1, 2, 3, 4]), &rows(&[2, 3, 4, 1]));
        assert_eq!(alignment.moved, [(0, 3)]);
        assert!(alignment.removed.is_empty() && alignment.added.is_empty());
    }

    #[test]
    fn named_rows_are_found_wherever_they_are() {
        let scheme = |isin: &str, name: &str| json!({"isin": isin, "name": name, "units": 1});
        let before = [scheme("A", "a"), scheme("B", "b"), scheme("C", "c"), scheme("D", "d")];
        let after = [scheme("B", "b"), scheme("A", "other"), scheme("Z", "c")];
        let alignment = align("schemes", &before, &after);
        assert_eq!(alignment.pairs, [(0, 1), (1, 0), (2, 2)], "by ISIN, by both, by name");
        assert_eq!(alignment.removed, [3]);
        assert_eq!(alignment.moved.len(), 1);
    }

    #[test]
    fn long_lists_are_aligned_between_equal_rows() {
        let before = rows(&(0..3000).collect::<Vec<_>>());
        let mut changed: Vec<u32> = (0..3000).filter(|day| *day != 17).collect();
        changed.insert(1500, 99_999);
        let mut after = rows(&changed);
        // Without equal ends, so that the anchors have to do it.
        after.first_mut().unwrap()["units"] = json!(7);
        after.last_mut().unwrap()["units"] = json!(7);
        let alignment = align("transactions", &before, &after);
        assert_eq!((alignment.removed, alignment.added), (vec![17], vec![1500]));
        assert_eq!(alignment.pairs.len(), 2999);
    }

    #[test]
    fn nothing_in_common_ends_soon() {
        let (before, after) =
            (rows(&(0..5000).collect::<Vec<_>>()), rows(&(5000..10_000).collect::<Vec<_>>()));
        let alignment = align("transactions", &before, &after);
        assert_eq!((alignment.removed.len(), alignment.added.len()), (5000, 5000));
    }
}
