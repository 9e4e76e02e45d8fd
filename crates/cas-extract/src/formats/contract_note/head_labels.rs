//! Labels of the head of a note, and texts cut at them.

/// What a label of the head names.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Field {
    Number,
    TradeDate,
    Settlement,
    SettlementDate,
    Client,
    Ucc,
    Pan,
    Place,
    State,
    Address,
    /// Kept as a printed label.
    Other,
}

impl Field {
    /// True for numbers and days of settlements.
    pub(super) fn is_of_the_settlement(self) -> bool {
        matches!(self, Self::Settlement | Self::SettlementDate)
    }

    /// True for what anybody has, not the client alone.
    pub(super) fn is_personal(self) -> bool {
        matches!(self, Self::Client | Self::Pan | Self::Address | Self::Other)
    }
}

/// Labels; of those that fit the longest counts. A label of one word needs a colon unless it fills a cell.
const LABELS: [(&str, Field); 62] = [
    ("Contract Note No", Field::Number),
    ("Contract Note Number", Field::Number),
    ("Contract No", Field::Number),
    ("Trade Date", Field::TradeDate),
    ("Contract Date", Field::TradeDate),
    ("Contract Note Date", Field::TradeDate),
    ("For the trade date", Field::TradeDate),
    ("Date of Trade", Field::TradeDate),
    ("Settlement No", Field::Settlement),
    ("Settlement Number", Field::Settlement),
    ("Settlement Date", Field::SettlementDate),
    ("Delivery Settlement No", Field::Other),
    ("Name", Field::Client),
    ("Client Name", Field::Client),
    ("Name of Client", Field::Client),
    ("Name of the Client", Field::Client),
    ("Trading Client Name", Field::Client),
    ("UCC", Field::Ucc),
    ("UCC No", Field::Ucc),
    ("UCC of Client", Field::Ucc),
    ("UCC of the Client", Field::Ucc),
    ("Client UCC", Field::Ucc),
    ("UCC / MAPIN ID", Field::Ucc),
    ("Unique Client Code", Field::Ucc),
    ("Unique Client Code of Client", Field::Ucc),
    ("Unique Client Code (UCC)", Field::Ucc),
    ("Unique Client", Field::Ucc),
    ("Client Code", Field::Ucc),
    ("Trading Code", Field::Ucc),
    ("Trading Client Code", Field::Ucc),
    ("Trading/Backoffice Code", Field::Ucc),
    ("Trading/Backoffice", Field::Ucc),
    ("PAN", Field::Pan),
    ("PAN No", Field::Pan),
    ("PAN of Client", Field::Pan),
    ("PAN of the Client", Field::Pan),
    ("PAN No of Client", Field::Pan),
    ("Client PAN", Field::Pan),
    ("Client PAN No", Field::Pan),
    ("Permanent Account Number", Field::Pan),
    ("Permanent Account Number (PAN)", Field::Pan),
    ("PAN Number", Field::Pan),
    ("Place of Supply", Field::Place),
    ("State of Supply", Field::Place),
    ("State Code", Field::State),
    ("GST State Code", Field::State),
    ("Address", Field::Address),
    ("Client Address", Field::Address),
    ("Address of Client", Field::Address),
    ("Correspondence Address", Field::Address),
    ("Client GSTIN", Field::Other),
    ("GSTIN", Field::Other),
    ("Mobile Number", Field::Other),
    ("Mobile No", Field::Other),
    ("GST Identification No", Field::Other),
    ("Clearing House", Field::Other),
    ("GST Tax Invoice No", Field::Other),
    ("GST Tax Invoice Date", Field::Other),
    ("Email Id", Field::Other),
    ("Email", Field::Other),
    ("Tel No", Field::Other),
    ("Invoice No", Field::Other),
];

/// A label at the start of a text: its field, its length in the list, and what follows it.
fn label_at(text: &str, alone: bool) -> Option<(Field, usize, &str)> {
    let fits = |label: &str| -> Option<&str> {
        let mut wanted = label.chars().filter(|c| !c.is_whitespace()).peekable();
        let mut end = 0;
        for (at, character) in text.char_indices() {
            if wanted.peek().is_none() {
                break;
            }
            end = at + character.len_utf8();
            if character.is_whitespace() {
                continue;
            }
            if !wanted.next()?.eq_ignore_ascii_case(&character) {
                return None;
            }
        }
        let rest = text.get(end..).filter(|_| wanted.peek().is_none())?;
        if rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return None;
        }
        let value = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '-'));
        match value.strip_prefix(':') {
            Some(value) => Some(value.trim_start_matches([':', '-', ' ']).trim()),
            // Without a colon only a whole cell, or a label that no sentence begins with, is a label.
            None if value.is_empty() || alone && label.contains(' ') && !value.starts_with('(') => {
                Some(value.trim())
            }
            None => None,
        }
    };
    let found = LABELS.iter().filter_map(|(label, field)| Some((*field, label.len(), fits(label)?)));
    found.max_by_key(|(_, length, _)| *length)
}

/// A text between labels: the label that precedes it, and itself.
pub(super) fn split(text: &str) -> Vec<(Option<Field>, &str)> {
    let mut parts = Vec::new();
    let mut open: (Option<Field>, &str) = (None, text);
    if let Some((field, _, value)) = label_at(text, true) {
        open = (Some(field), value);
    }
    loop {
        let (field, rest) = open;
        // A further label within the text: after a blank, with a colon of its own.
        let next = rest.match_indices(' ').find_map(|(at, _)| {
            let tail = rest.get(at + 1..)?;
            let (field, _, value) = tail.contains(':').then(|| label_at(tail, false))??;
            Some((at, field, value))
        });
        let Some((at, next, value)) = next else {
            parts.push((field, rest.trim()));
            return parts;
        };
        parts.push((field, rest.get(..at).unwrap_or("").trim()));
        open = (Some(next), value);
    }
}
