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

/// Words before a label that make it one of somebody else, or of something else: `Branch Name`, `Sub Broker Name`.
const OTHERS: [&str; 32] = [
    "Branch",
    "Nominee",
    "Guardian",
    "Broker",
    "Sub",
    "Subbroker",
    "Remisier",
    "Introducer",
    "Member",
    "Trading",
    "Clearing",
    "TM",
    "Dealer",
    "Dealing",
    "Manager",
    "Authorised",
    "Authorized",
    "Person",
    "AP",
    "Signatory",
    "Officer",
    "Company",
    "Registered",
    "Corporate",
    "Office",
    "Bank",
    "DP",
    "Depository",
    "Participant",
    "Father",
    "Mother",
    "Spouse",
];

/// The same for settlements: an auction has one of its own.
const OTHER_SETTLEMENTS: [&str; 1] = ["Auction"];

/// True for a word before a label of this field that makes it another label.
fn is_of_others(word: &str, field: Field) -> bool {
    let others: &[&str] = match field {
        Field::Settlement | Field::SettlementDate => &OTHER_SETTLEMENTS,
        Field::Number | Field::TradeDate => &[],
        _ => &OTHERS,
    };
    // `Sub-Broker`, `Father's`.
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let word = word.split(['\'', '\u{2019}']).next().unwrap_or(word);
    let word = word.rsplit(['-', '/']).next().unwrap_or(word);
    others.iter().any(|other| other.eq_ignore_ascii_case(word))
}

/// Where a label with such words begins in what stands before a known one; `None` when there are none. Without a label
/// before it all of that belongs to it; behind a value (`known`) the words may be its end, which they are in the letters of
/// the value: `Name : SAMPLE BANK`.
fn others_at(before: &str, field: Field, known: bool) -> Option<usize> {
    let mut start = before.len();
    while let Some(head) = before.get(..start) {
        let word = head.trim_end().rsplit(' ').next().filter(|word| is_of_others(word, field));
        let Some(word) = word else { break };
        start = head.trim_end().len() - word.len();
    }
    let (value, label) = before.split_at_checked(start).filter(|(_, label)| !label.is_empty())?;
    let is_small = |text: &str| text.bytes().any(|byte| byte.is_ascii_lowercase());
    let last = value.trim_end().rsplit(' ').next().unwrap_or("");
    let is_value = last.bytes().any(|b| b.is_ascii_alphabetic()) && is_small(last) == is_small(label);
    match known {
        false => Some(0),
        true => (!is_value).then_some(start),
    }
}

/// A label of somebody else at the start of a text, and its value.
fn label_of_others(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some((word, behind)) = rest.split_once(' ') {
        if !is_of_others(word, Field::Other) && !is_of_others(word, Field::Settlement) {
            return None;
        }
        rest = behind.trim_start();
        if let Some((field, _, value)) = label_at(rest, true) {
            return is_of_others(word, field).then_some(value);
        }
    }
    None
}

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

/// True for a line that begins with a label of the client or of the note, and a colon unless no sentence begins so.
pub(super) fn begins_with_own(text: &str) -> bool {
    let plain = || text.get(..14).is_some_and(|start| start.eq_ignore_ascii_case("Trading Client"));
    (text.contains(':') || plain())
        && label_at(text, true).is_some_and(|(field, length, _)| match field {
            Field::Client => length > "Name".len(),
            Field::Number | Field::TradeDate | Field::Ucc => true,
            field => field.is_of_the_settlement(),
        })
}

/// True for a line that begins with a label that nobody knows, and a colon. Parts of an address have such labels too.
pub(super) fn is_labelled(text: &str) -> bool {
    const WORDS: usize = 5;
    // Parts of an address, and the word that a letter begins with.
    const OF_ADDRESSES: [&str; 44] = [
        "to", "co", "c/o", "s/o", "d/o", "w/o", "flat", "house", "h", "plot", "door", "block", "room",
        "floor", "building", "bldg", "wing", "sector", "ward", "street", "road", "lane", "area", "landmark",
        "near", "opp", "behind", "at", "post", "po", "ps", "via", "village", "vill", "taluka", "tal",
        "tehsil", "dist", "district", "city", "state", "country", "pin", "pincode",
    ];
    let Some((label, _)) = text.split_once(':') else { return false };
    let of_addresses = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        OF_ADDRESSES.iter().any(|part| part.eq_ignore_ascii_case(word))
    };
    label.starts_with(|c: char| c.is_ascii_alphabetic())
        && label.split_whitespace().count() <= WORDS
        && !label.bytes().any(|byte| byte.is_ascii_digit() || byte == b',')
        && !label.split_whitespace().any(of_addresses)
}

/// A text between labels: the label that precedes it, and itself.
pub(super) fn split(text: &str) -> Vec<(Option<Field>, &str)> {
    let mut parts = Vec::new();
    let mut open: (Option<Field>, &str) = (None, text);
    if let Some((field, _, value)) = label_at(text, true) {
        open = (Some(field), value);
    } else if let Some(value) = label_of_others(text) {
        open = (Some(Field::Other), value);
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
        let before = rest.get(..at).unwrap_or("");
        let (next, before) = match others_at(before, next, field.is_some()) {
            Some(start) => (Field::Other, before.get(..start).unwrap_or("")),
            None => (next, before),
        };
        if field.is_some() || !before.trim().is_empty() {
            parts.push((field, before.trim()));
        }
        open = (Some(next), value);
    }
}
