//! Which strings of a statement are personal: a table over the members of the unified JSON, and one rule for labels.
//!
//! A member that the table does not name counts as free text: what is not known in it is replaced.

use serde_json::Value;

/// What a string of the statement is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Role {
    /// Says who it is, or is a number that leads to a person: every token is replaced.
    Personal,
    /// As [`Role::Personal`], unless it holds nothing but common words (`Not Registered`).
    Flag,
    /// A code with a common prefix (`ARN-12345`): everything but common words is replaced.
    Code,
    /// As [`Role::Personal`], but too short to be known by itself: replaced behind this label, all of whose words are
    /// common.
    Short(&'static str),
    /// Names of schemes, securities, houses and agencies, and states of accounts: kept.
    Public,
    /// Made by us, or of a closed set: kept, and no source of words.
    Fixed,
    /// Wordings: judged word by word.
    Text,
}

/// Members by the end of their path; `#` stands for a place in a list, `*` for any member. First match wins.
const ROLES: &[(&[&str], Role)] = &[
    (&["meta", "cas_type"], Role::Fixed),
    (&["meta", "generated_at"], Role::Fixed),
    (&["statement_period", "*"], Role::Fixed),
    (&["contract_note_info", "contract_note_number"], Role::Personal),
    (&["contract_note_info", "settlement_number"], Role::Public),
    (&["contract_note_info", "*"], Role::Fixed),
    (&["broker_info", "broker_type"], Role::Fixed),
    (&["broker_info", "*"], Role::Public),
    (&["client_info", "gst_state_code"], Role::Short("STATE CODE")),
    (&["client_info", "*"], Role::Personal),
    (&["order_number"], Role::Personal),
    (&["trade_number"], Role::Personal),
    (&["detailed_trades", "#", "security_description"], Role::Public),
    (&["detailed_trades", "#", "remarks"], Role::Text),
    (&["detailed_trades", "#", "*"], Role::Fixed),
    (&["derivatives_transactions", "#", "contract_description"], Role::Public),
    (&["derivatives_transactions", "#", "*"], Role::Fixed),
    (&["equity_transactions", "#", "security_name"], Role::Public),
    (&["equity_transactions", "#", "security_symbol"], Role::Public),
    (&["investor", "*"], Role::Personal),
    (&["linked_holders", "#", "*"], Role::Personal),
    (&["linked_pans", "#"], Role::Personal),
    (&["dp_id"], Role::Personal),
    (&["client_id"], Role::Personal),
    (&["bo_id"], Role::Personal),
    (&["order_no"], Role::Personal),
    (&["folio_number"], Role::Personal),
    (&["policy_number"], Role::Personal),
    (&["life_assured"], Role::Personal),
    (&["pran"], Role::Personal),
    (&["additional_info", "email"], Role::Personal),
    (&["additional_info", "pan"], Role::Personal),
    (&["nominees", "#"], Role::Flag),
    (&["additional_info", "nominee"], Role::Flag),
    (&["additional_info", "advisor"], Role::Code),
    (&["transactions", "#", "description"], Role::Text),
    (&["date"], Role::Fixed),
    (&["type"], Role::Fixed),
    (&["demat_type"], Role::Fixed),
    (&["isin"], Role::Fixed),
    (&["maturity_date"], Role::Fixed),
    (&["nps", "#", "additional_info", "*"], Role::Text),
    (&["life_insurance_policies", "#", "additional_info", "*"], Role::Public),
    (&["life_insurance_policies", "#", "*"], Role::Public),
    (&["nps", "#", "cra"], Role::Public),
    (&["funds", "#", "*"], Role::Public),
    (&["funds", "#", "additional_info", "*"], Role::Public),
    (&["holdings", "*", "#", "name"], Role::Public),
    (&["coupon_rate"], Role::Public),
    (&["dp_name"], Role::Public),
    (&["demat_accounts", "#", "additional_info", "*"], Role::Public),
    (&["amc"], Role::Public),
    (&["registrar"], Role::Public),
    (&["schemes", "#", "name"], Role::Public),
    (&["kyc"], Role::Public),
    (&["pankyc"], Role::Public),
    (&["rta_code"], Role::Public),
    (&["amfi"], Role::Public),
];

/// The role of the string at this path.
fn role_of(path: &[&str]) -> Role {
    let fits = |pattern: &[&str]| {
        let start = path.len().checked_sub(pattern.len());
        let end = start.and_then(|start| path.get(start..)).unwrap_or_default();
        end.len() == pattern.len()
            && pattern.iter().zip(end).all(|(want, is)| *want == "*" && *is != "#" || want == is)
    };
    ROLES.iter().find(|(pattern, _)| fits(pattern)).map_or(Role::Text, |(_, role)| *role)
}

/// Changes every string of the JSON of a statement, told its role.
pub(crate) fn each_string(statement: &mut Value, change: &mut dyn FnMut(Role, &mut String)) {
    let mut path = Vec::new();
    walk(statement, &mut path, change);
}

fn walk<'a>(value: &'a mut Value, path: &mut Vec<&'a str>, change: &mut dyn FnMut(Role, &mut String)) {
    match value {
        Value::String(text) => change(role_of(path), text),
        Value::Array(items) => {
            for item in items {
                path.push("#");
                walk(item, path, change);
                path.pop();
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                path.push(key);
                walk(member, path, change);
                path.pop();
            }
        }
        _ => {}
    }
}

/// Words in a printed label whose value is personal.
const PERSONAL_LABELS: [&str; 16] = [
    "email", "e-mail", "mail", "mobile", "phone", "tel", "fax", "address", "name", "nominee", "guardian",
    "bank", "account", "pan", "pran", "pin",
];

/// Labels in the head of a contract note whose value is public. Whatever else a head prints may lead to its client.
const PUBLIC_NOTE_LABELS: [&str; 4] =
    ["clearing house", "delivery settlement no", "gst tax invoice date", "clearing member"];

/// The role of the value behind a label in the head of a contract note; without a label it may be anything.
pub(crate) fn role_of_note_label(label: &str) -> Role {
    match label.to_ascii_lowercase().as_str() {
        "" => Role::Text,
        label if PUBLIC_NOTE_LABELS.contains(&label) => Role::Public,
        _ => Role::Flag,
    }
}

/// The role of the value behind a printed label.
pub(crate) fn role_of_label(label: &str) -> Role {
    let label = label.to_ascii_lowercase();
    if PERSONAL_LABELS.iter().any(|word| label.contains(word)) { Role::Flag } else { Role::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_find_their_role() {
        let role = |path: &str| role_of(&path.split('/').collect::<Vec<_>>());
        assert_eq!(role("investor/name"), Role::Personal);
        assert_eq!(role("demat_accounts/#/holdings/equities/#/name"), Role::Public);
        assert_eq!(role("mutual_funds/#/schemes/#/additional_info/advisor"), Role::Code);
        assert_eq!(role("mutual_funds/#/schemes/#/nominees/#"), Role::Flag);
        assert_eq!(role("insurance/life_insurance_policies/#/policy_number"), Role::Personal);
        assert_eq!(role("insurance/life_insurance_policies/#/provider"), Role::Public);
        assert_eq!(role("something/new"), Role::Text);
    }
}
