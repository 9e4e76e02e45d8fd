//! Who holds and where: `NAME (PAN:...)` lines and `DP ID: ... Client ID: ...` lines of both depositories.

use cas_model::record::AccountKey;
use cas_model::statement::LinkedHolder;
use cas_model::{Depository, Pan};

/// Reads `RIYA TESTCASE (PAN:ABCDE1234F)`; blanks inside the bracket and a masked PAN are fine.
///
/// `None` when the line has no PAN bracket. A bracket without a readable PAN gives a holder without PAN.
pub(crate) fn holder(line: &str) -> Option<LinkedHolder> {
    let Some(open) = pan_bracket(line) else { return bare_holder(line) };
    let name = line.get(..open)?.trim();
    let inside = line.get(open + 1..)?.trim_start().get(3..)?;
    let inside = inside.trim_start_matches([' ', ':', '-']).trim_end_matches([' ', ')', ']']);
    let compact: String = inside.chars().filter(|character| !character.is_whitespace()).collect();
    Some(LinkedHolder { name: (!name.is_empty()).then(|| name.to_owned()), pan: Pan::parse(&compact) })
}

/// Reads a line of one holder or several: `RIYA TESTCASE ( PAN :ABCDE1234F ) KABIR TESTCASE ( PAN :PQRSX6789K )`. Empty
/// when the line has no PAN bracket.
pub(crate) fn holders(line: &str) -> Vec<LinkedHolder> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(open) = pan_bracket(rest) {
        let close = rest.get(open..).and_then(|inside| inside.find([')', ']'])).map(|at| open + at + 1);
        let parts = close.and_then(|close| rest.split_at_checked(close));
        let (own, after) = parts.filter(|(_, after)| pan_bracket(after).is_some()).unwrap_or((rest, ""));
        found.extend(holder(own));
        rest = after.trim_start_matches([' ', ',', '&', '/']);
    }
    if found.is_empty() {
        found.extend(bare_holder(line));
    }
    found
}

/// Where the bracket with the first PAN opens.
fn pan_bracket(line: &str) -> Option<usize> {
    line.match_indices(['(', '['])
        .map(|(at, _)| at)
        .find(|&at| starts_with_ignoring_case(line.get(at + 1..).unwrap_or("").trim_start(), "PAN"))
}

/// Reads `RIYA TESTCASE PAN: ABCDE1234F`, where a PAN follows indeed.
fn bare_holder(line: &str) -> Option<LinkedHolder> {
    let (head, pan) = line.rsplit_once(':')?;
    let (name, label) = head.trim_end().rsplit_once(' ')?;
    let pan = Pan::parse(pan).filter(|_| label.eq_ignore_ascii_case("PAN"))?;
    let name = name.trim();
    Some(LinkedHolder { name: (!name.is_empty()).then(|| name.to_owned()), pan: Some(pan) })
}

/// Reads `DP ID: IN300011 Client ID: 10000001` in any case, with or without blanks around the colons.
///
/// The depository follows from the id (`IN` + 6 digits is NSDL, 8 digits is CDSL). `None` when either id is missing or
/// is none.
pub(crate) fn account_key(line: &str) -> Option<AccountKey> {
    let squeezed: String =
        line.chars().filter(|character| !character.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    let dp_id = id_after(&squeezed, "DPID").or_else(|| id_after(&squeezed, "BOID"))?;
    // The whole BO id, or the ids of an NSDL account printed as one.
    let (dp_id, client_id) = match (id_after(&squeezed, "CLIENTID"), dp_id.split_at_checked(8)) {
        (Some(client_id), _) => (dp_id, client_id),
        (None, Some((dp_id, client_id))) if client_id.len() == 8 => (dp_id, client_id),
        _ => return None,
    };
    let digits = dp_id.strip_prefix("IN");
    let depository = if digits.is_some() { Depository::Nsdl } else { Depository::Cdsl };
    let is_number = |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    let plausible = dp_id.len() == 8 && is_number(digits.unwrap_or(dp_id)) && is_number(client_id);
    // A CDSL client id printed as the whole BO id repeats the DP id in front.
    let client_id = match client_id.strip_prefix(dp_id) {
        Some(rest) if rest.len() == 8 => rest,
        _ => client_id,
    };
    plausible.then(|| AccountKey { depository, dp_id: dp_id.to_owned(), client_id: client_id.to_owned() })
}

/// True for a line that starts with a DP id label.
pub(crate) fn is_account_line(line: &str) -> bool {
    ["DP ID", "DPID", "BO ID"].iter().any(|label| starts_with_ignoring_case(line, label))
}

/// True for a line that starts with a client id label.
pub(crate) fn is_client_line(line: &str) -> bool {
    ["Client ID", "ClientID"].iter().any(|label| starts_with_ignoring_case(line, label))
}

/// The depository when a cell says `NSDL Demat Account` or `CDSL Demat Account` and nothing else.
pub(crate) fn demat_account_cell(cell: &str) -> Option<Depository> {
    let (depository, rest) = cell.trim().split_at_checked(4)?;
    let kind = rest.split_whitespace().map(str::to_ascii_lowercase);
    let fits = kind.eq(["demat", "account"].map(str::to_owned)) || rest.eq_ignore_ascii_case("DematAccount");
    match (fits, depository) {
        (true, "NSDL") => Some(Depository::Nsdl),
        (true, "CDSL") => Some(Depository::Cdsl),
        _ => None,
    }
}

/// The letters and digits after a label and its colon.
fn id_after<'a>(squeezed: &'a str, label: &str) -> Option<&'a str> {
    let at = squeezed.find(label)? + label.len();
    let rest = squeezed.get(at..)?.trim_start_matches([':', '-', '.']);
    let end = rest.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let mut id = rest.get(..end)?;
    if let Some(next) = id.find("CLIENT") {
        id = id.get(..next)?;
    }
    (!id.is_empty()).then_some(id)
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holders_on_one_line() {
        let read = |line: &str| {
            let pan = |pan: Option<Pan>| pan.map_or_else(|| "-".to_owned(), |pan| pan.as_str().to_owned());
            let name = |name: Option<String>| name.unwrap_or_default();
            let one = |holder: LinkedHolder| format!("{} {}", name(holder.name), pan(holder.pan));
            holders(line).into_iter().map(one).collect::<Vec<_>>()
        };
        let both = "RIYA TESTCASE ( PAN :ABCDE1234F ) KABIR (SR) TESTCASE ( PAN :PQRSX6789K )";
        assert_eq!(read(both), ["RIYA TESTCASE ABCDE1234F", "KABIR (SR) TESTCASE PQRSX6789K"]);
        assert_eq!(read("RIYA TESTCASE (PAN:ABCDE1234F)"), ["RIYA TESTCASE ABCDE1234F"]);
        assert_eq!(read("RIYA TESTCASE"), [""; 0]);
    }

    #[test]
    fn each_form_of_a_holder() {
        let read = |line: &str| {
            holder(line).map(|holder| {
                (
                    holder.name.unwrap_or_default(),
                    holder.pan.map(|pan| pan.as_str().to_owned()).unwrap_or_default(),
                )
            })
        };
        let full = |pan: &str| Some(("RIYA TESTCASE".to_owned(), pan.to_owned()));
        assert_eq!(read("RIYA TESTCASE (PAN:ABCDE1234F)"), full("ABCDE1234F"));
        assert_eq!(read("RIYA TESTCASE ( PAN :ABCDE1234F )"), full("ABCDE1234F"));
        assert_eq!(read("RIYA TESTCASE (PAN:ABXXXXXX4F)"), full("ABXXXXXX4F"));
        assert_eq!(read("RIYA TESTCASE (PAN:NOT AVAILABLE)"), full(""));
        assert_eq!(read("RIYA TESTCASE [PAN - ABCDE1234F]"), full("ABCDE1234F"));
        assert_eq!(read("RIYA TESTCASE PAN: ABCDE1234F"), full("ABCDE1234F"));
        assert_eq!(read("RIYA TESTCASE PAN: NOT AVAILABLE"), None);
        assert_eq!(
            read("RIYA (MINOR) (PAN:ABCDE1234F)"),
            Some(("RIYA (MINOR)".to_owned(), "ABCDE1234F".to_owned()))
        );
        assert_eq!(read("RIYA TESTCASE"), None);
    }

    #[test]
    fn account_keys() {
        for line in [
            "DP ID:IN300011 Client ID:10000001",
            "DP ID: IN300011 Client ID: 10000001",
            "DPID:IN300011ClientID:10000001",
            "DP Id: IN300011 Client Id :10000001",
        ] {
            let key = account_key(line).unwrap();
            assert_eq!((key.dp_id.as_str(), key.client_id.as_str()), ("IN300011", "10000001"), "{line}");
            assert_eq!(key.depository, Depository::Nsdl);
        }
        let cdsl = account_key("DP ID:12000011 Client ID:1200001120000001").unwrap();
        assert_eq!((cdsl.depository, cdsl.client_id.as_str()), (Depository::Cdsl, "20000001"));
        let whole = account_key("BO ID: 1200001120000001").unwrap();
        assert_eq!((whole.dp_id.as_str(), whole.client_id.as_str()), ("12000011", "20000001"));
        let whole = account_key("DPID : IN30001110000001").unwrap();
        assert_eq!((whole.depository, whole.client_id.as_str()), (Depository::Nsdl, "10000001"));
        assert_eq!(account_key("DP ID: IN300011"), None);
    }

    #[test]
    fn account_cells() {
        assert_eq!(demat_account_cell("NSDL Demat Account"), Some(Depository::Nsdl));
        assert_eq!(demat_account_cell("CDSL Demat Account"), Some(Depository::Cdsl));
        assert_eq!(demat_account_cell("NSDL Demat Accounts *"), None);
        assert_eq!(demat_account_cell("your NSDL Demat Account"), None);
    }
}
