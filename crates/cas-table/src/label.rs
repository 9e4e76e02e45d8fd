//! Reads `Key : Value` text: a value ends where the next known label starts, not at the end of the line.

/// A value and the label before it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Labelled<'t> {
    /// Index in the list of labels.
    pub label: usize,
    /// Byte of the text at which the label starts.
    pub start: usize,
    /// The value, trimmed; empty when nothing follows.
    pub value: &'t str,
}

/// Reads `text` by a list of known labels.
///
/// A label is found at the start of a word, in any letter case, with any blanks between its words and before the
/// colon. The longest label wins where several fit. Text before the first label is not returned (see [`before_label`]).
///
/// ```
/// use cas_table::read_labels;
/// const LABELS: [&str; 3] = ["DP Name", "DP ID", "Client ID"];
/// let found = read_labels("DP Name : SAMPLE BROKING LTD DPID :IN300011 Client ID: 10000001", &LABELS);
/// let values: Vec<_> = found.iter().map(|found| (found.label, found.value)).collect();
/// assert_eq!(values, [(0, "SAMPLE BROKING LTD"), (1, "IN300011"), (2, "10000001")]);
/// ```
#[must_use]
pub fn read_labels<'t>(text: &'t str, labels: &[&str]) -> Vec<Labelled<'t>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, usize, usize)> = None;
    let mut at = 0;
    while let Some((next, end, next_label)) = next_label(text, at, labels) {
        if let Some((label, start, from)) = open {
            found.push(Labelled { label, start, value: text.get(from..next).unwrap_or("").trim() });
        }
        open = Some((next_label, next, end));
        at = end;
    }
    if let Some((label, start, from)) = open {
        found.push(Labelled { label, start, value: text.get(from..).unwrap_or("").trim() });
    }
    found
}

/// The text before the first known label, trimmed.
#[must_use]
pub fn before_label<'t>(text: &'t str, labels: &[&str]) -> &'t str {
    let end = next_label(text, 0, labels).map_or(text.len(), |(start, _, _)| start);
    text.get(..end).unwrap_or("").trim()
}

/// The next label at or after byte `from`: its first byte, the byte after its colon, its index.
fn next_label(text: &str, from: usize, labels: &[&str]) -> Option<(usize, usize, usize)> {
    let tail = text.get(from..)?;
    let mut previous = ' ';
    for (offset, character) in tail.char_indices() {
        let at_word = !previous.is_alphanumeric();
        previous = character;
        if !at_word || character.is_whitespace() {
            continue;
        }
        let rest = tail.get(offset..)?;
        let hit = labels
            .iter()
            .enumerate()
            .filter_map(|(index, label)| match_label(rest, label).map(|length| (length, index)))
            .max_by_key(|(length, _)| *length);
        if let Some((length, index)) = hit {
            return Some((from + offset, from + offset + length, index));
        }
    }
    None
}

/// Bytes of `text` that `label` and its colon use up at the very start.
fn match_label(text: &str, label: &str) -> Option<usize> {
    let mut characters = text.char_indices().filter(|(_, character)| !character.is_whitespace());
    for wanted in label.chars().filter(|character| !character.is_whitespace()) {
        let (_, character) = characters.next()?;
        if !character.eq_ignore_ascii_case(&wanted) {
            return None;
        }
    }
    let (at, colon) = characters.next()?;
    (colon == ':').then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_end_at_the_next_label() {
        let labels = ["PAN", "KYC", "Folio No"];
        let found = read_labels("Folio No: 12345678 / 95 PAN: ABCDE1234F KYC: NOT OK  PAN: OK", &labels);
        let values: Vec<_> = found.iter().map(|found| (found.label, found.value)).collect();
        assert_eq!(values, [(2, "12345678 / 95"), (0, "ABCDE1234F"), (1, "NOT OK"), (0, "OK")]);
    }

    #[test]
    fn the_longest_label_wins_and_words_are_whole() {
        let found = read_labels("BO Status : ACTIVE XBO : 1", &["BO", "BO Status"]);
        assert_eq!(found, [Labelled { label: 1, start: 0, value: "ACTIVE XBO : 1" }]);
        assert_eq!(before_label("RIYA TESTCASE PAN: ABCDE1234F", &["PAN"]), "RIYA TESTCASE");
    }
}
