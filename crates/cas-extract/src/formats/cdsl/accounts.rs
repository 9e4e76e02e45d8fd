//! Which demat account a line names: `BO ID`, `DPID`, or `DP ID` with `CLIENT ID`.

use cas_model::record::{AccountKey, AccountRecord, Record};
use cas_model::statement::DematInfo;
use cas_model::{Depository, DiagnosticCode};
use cas_table::read_labels;

use super::walk::{Chapter, State};
use crate::depository::remark::is_row_like;

const LABELS: [&str; 6] = ["DP Name", "BO ID", "DP ID", "Client ID", "DPID", "BOID"];
const DP_NAME: usize = 0;

/// Ids of an account as they come, label by label.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ids {
    dp: String,
    client: String,
    whole: String,
}

impl Ids {
    /// Takes the value of an id label. Returns false for other labels.
    pub(crate) fn take(&mut self, label: &str, value: &str) -> bool {
        let id = undoubled(leading_id(value));
        match label {
            "BO ID" | "BOID" => self.whole = id,
            "DP ID" | "DPID" if id.len() > 8 => self.whole = id,
            "DP ID" | "DPID" => self.dp = id,
            "Client ID" => self.client = id,
            _ => return false,
        }
        true
    }

    /// The account, when the ids are complete: `IN` decides for NSDL.
    pub(crate) fn key(&self) -> Option<AccountKey> {
        let (dp_id, client_id) = match self.whole.split_at_checked(8) {
            Some((dp, client)) => (dp, client),
            None => (self.dp.as_str(), self.client.strip_prefix(self.dp.as_str()).unwrap_or(&self.client)),
        };
        let client_id = if client_id.is_empty() { self.client.as_str() } else { client_id };
        if dp_id.len() != 8 || client_id.len() != 8 {
            return None;
        }
        let depository = if dp_id.starts_with("IN") { Depository::Nsdl } else { Depository::Cdsl };
        Some(AccountKey { depository, dp_id: dp_id.to_owned(), client_id: client_id.to_owned() })
    }
}

/// The words with digits at the start of a value; a wrapped name may follow them.
fn leading_id(value: &str) -> String {
    let words = value.split_whitespace().take_while(|word| word.bytes().any(|byte| byte.is_ascii_digit()));
    words.flat_map(str::chars).filter(char::is_ascii_alphanumeric).collect()
}

/// A bold id reads `11223344...` when every digit was painted twice: 32 characters in equal pairs are 16.
fn undoubled(id: String) -> String {
    let bytes = id.as_bytes();
    let paired = bytes.len() == 32 && bytes.chunks_exact(2).all(|pair| pair.first() == pair.last());
    if paired { id.chars().step_by(2).collect() } else { id }
}

/// Lines of the head of an account are at most this far apart.
const HEAD_PITCH_EM: f32 = 3.0;

/// `DP Name : FIRST SAMPLE BROKING LIMITED  BO ID : 1234567811111111` above the tables of an account, with what wraps
/// and what labels stand close below. A table without a heading is none of it.
pub(crate) fn section_head(chapter: &Chapter<'_, '_>, state: &mut State) {
    let mut text = chapter.sheet.line_text(chapter.line);
    chapter.sheet.claims.data(chapter.line.range());
    let mut last = chapter.line;
    for (sheet, line) in chapter.lines() {
        let near =
            std::ptr::eq(sheet, chapter.sheet) && line.baseline - last.baseline <= HEAD_PITCH_EM * line.size;
        if !near || is_row_like(sheet, line) || sheet.starts_with(line, "ISIN") {
            break;
        }
        text.push(' ');
        text.push_str(&sheet.line_text(line));
        sheet.claims.data(line.range());
        last = line;
    }
    let mut dp_name = None;
    for found in read_labels(&text, &LABELS) {
        if found.label == DP_NAME {
            dp_name = Some(single(found.value).to_owned());
            continue;
        }
        let rest = after_id(found.value);
        if let (Some(name), false) = (&mut dp_name, rest.is_empty()) {
            crate::depository::draft::push_wrapped(name, &rest);
        }
    }
    state.holdings.clear();
    state.account = named(&text, state);
    let Some(key) = state.account.clone() else {
        state.note(chapter.at(), DiagnosticCode::UnreadableValue { field: "BO ID" });
        return;
    };
    let group = state.roster.group_of(&key);
    let record = AccountRecord {
        key,
        dp_name: dp_name.filter(|name| !name.is_empty()),
        group,
        value: None,
        isin_count: None,
        holders: Vec::new(),
        info: DematInfo::default(),
        labels: Vec::new(),
    };
    state.emit(chapter.at(), Record::Account(Box::new(record)));
}

/// The account that the head of a section names.
pub(crate) fn named(text: &str, state: &State) -> Option<AccountKey> {
    let mut ids = Ids::default();
    for found in read_labels(text, &LABELS) {
        if let Some(label) = LABELS.get(found.label) {
            ids.take(label, single(found.value));
        }
    }
    ids.key().map(|key| listed(key, state))
}

/// Words behind an id on a wrapped line: the rest of the name that stands left of it.
fn after_id(value: &str) -> String {
    let words = value.split_whitespace().skip_while(|word| word.bytes().any(|byte| byte.is_ascii_digit()));
    let rest: Vec<&str> = words.filter(|word| word.chars().all(|c| !matches!(c, ':' | '-'))).collect();
    rest.join(" ")
}

/// The key as the roster has it, where only the depository differs.
fn listed(key: AccountKey, state: &State) -> AccountKey {
    let known = state.roster.groups().iter().flat_map(|group| &group.accounts);
    known
        .into_iter()
        .find(|other| other.dp_id == key.dp_id && other.client_id == key.client_id)
        .cloned()
        .unwrap_or(key)
}

/// A value that its Hindi twin repeats (`ACME LTD : ACME LTD`) is read once.
pub(crate) fn single(value: &str) -> &str {
    let value = value.trim();
    if let Some((left, right)) = value.split_once(':')
        && !left.trim().is_empty()
        && left.trim() == right.trim()
    {
        return left.trim();
    }
    let middle = value.len() / 2;
    match (value.get(..middle), value.get(middle..).and_then(|rest| rest.strip_prefix(' '))) {
        (Some(left), Some(right)) if left == right && left.len() > 3 => left,
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(pairs: &[(&str, &str)]) -> Option<(Depository, String, String)> {
        let mut ids = Ids::default();
        for (label, value) in pairs {
            assert!(ids.take(label, value));
        }
        ids.key().map(|key| (key.depository, key.dp_id, key.client_id))
    }

    #[test]
    fn ids_in_every_form() {
        let cdsl = Some((Depository::Cdsl, "12345678".to_owned(), "11111111".to_owned()));
        let nsdl = Some((Depository::Nsdl, "IN300000".to_owned(), "12345678".to_owned()));
        assert_eq!(key(&[("BO ID", "1234567811111111")]), cdsl);
        assert_eq!(key(&[("BO ID", "11223344556677881111111111111111")]), cdsl, "bold strike");
        assert_eq!(key(&[("DP ID", "12345678"), ("Client ID", "11111111")]), cdsl);
        assert_eq!(key(&[("DP ID", "12345678"), ("Client ID", "1234567811111111")]), cdsl);
        assert_eq!(key(&[("DPID", "IN30000012345678")]), nsdl);
        assert_eq!(key(&[("DPID", "IN300000"), ("Client ID", "12345678")]), nsdl);
        assert_eq!(key(&[("DPID", "IN300000")]), None);
        assert_eq!(key(&[("BO ID", "1234567811111111 LIMITED")]), cdsl, "a wrapped name follows");
        assert_eq!(key(&[("BO ID", "--")]), None);
    }

    #[test]
    fn twins_of_values() {
        assert_eq!(single("ACME BROKING LTD ACME BROKING LTD"), "ACME BROKING LTD");
        assert_eq!(single("ACME LTD : ACME LTD"), "ACME LTD");
        assert_eq!(single("ACME LTD"), "ACME LTD");
        assert_eq!(single("NO NO"), "NO NO");
    }
}
