//! The published schema: is it current, does it keep the shared contract, do our bodies keep both?

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use cas_model::statement::*;
use cas_model::{CasType, Depository, Isin, Pan, SchemeType, Statement, TransactionKind};
use cas_output::{Body, Extras, JsonOptions};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// The contract that this project shares with its other parts.
const CONTRACT: &str = include_str!("contract/unified-response.emit.schema.json");

/// The contract of an answer to a contract note.
const NOTE_CONTRACT: &str = include_str!("contract/contract-note.schema.json");

/// The committed schemas, from the root of the repository.
const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema/");

/// Where we say less or more than the contract, and why.
const DIFFERENCES: [(&str, &str); 1] =
    [("/meta/generated_at", "null when the caller fixes no moment, so that equal input gives equal bytes")];

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the test reads, and on UPDATE=1 writes, the committed schemas"
)]
fn the_committed_schemas_are_current() {
    for (name, schema) in [
        ("statement.schema.json", cas_output::schema()),
        ("contract-note.schema.json", cas_output::contract_note_schema()),
    ] {
        let path = format!("{COMMITTED}{name}");
        let current = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &current).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == current, "schema/{name} is stale: run with UPDATE=1 and read the diff");
    }
}

/// Every member of the contract is one of ours, of the same type, and the other way round.
#[test]
fn the_schema_of_contract_notes_keeps_the_contract() {
    let contract: Value = serde_json::from_str(NOTE_CONTRACT).unwrap();
    let ours = cas_output::contract_note_schema();
    let contract = members(&contract["$defs"]["contractNote"], &contract);
    let ours = members(&ours["$defs"]["ContractNote"], &ours);
    assert_eq!(ours.keys().collect::<Vec<_>>(), contract.keys().collect::<Vec<_>>());
    for (path, types) in &ours {
        assert!(types.is_subset(&contract[path]), "{path}: {types:?} against {:?}", contract[path]);
    }
}

/// Dotted paths of all members with their types, references resolved.
fn members(schema: &Value, root: &Value) -> std::collections::BTreeMap<String, BTreeSet<String>> {
    fn collect(
        schema: &Value,
        root: &Value,
        path: &str,
        found: &mut std::collections::BTreeMap<String, BTreeSet<String>>,
    ) {
        let schema = match schema["$ref"].as_str() {
            Some(reference) => root.pointer(reference.trim_start_matches('#')).unwrap(),
            None => schema,
        };
        for (name, member) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{name}");
            collect(member, root, &path, found);
            let target = match member["$ref"].as_str() {
                Some(reference) => root.pointer(reference.trim_start_matches('#')).unwrap(),
                None => member,
            };
            let types = match &target["type"] {
                Value::String(one) => BTreeSet::from([one.clone()]),
                Value::Array(many) => many.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
                _ => BTreeSet::new(),
            };
            collect(&member["items"], root, &format!("{path}[]"), found);
            found.insert(path, types);
        }
    }
    let mut found = std::collections::BTreeMap::new();
    collect(schema, root, "", &mut found);
    found
}

/// Property by property: same names, same required, same enums, no wider types.
#[test]
fn the_schema_keeps_the_contract() {
    let contract: Value = serde_json::from_str(CONTRACT).unwrap();
    let ours = cas_output::schema();
    let mut problems = Vec::new();
    compare(&Side::new(&contract), &Side::new(&ours), "", &mut problems);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// A schema and the root that its references are resolved in.
#[derive(Clone, Copy)]
struct Side<'a> {
    root: &'a Value,
    at: &'a Value,
}

impl<'a> Side<'a> {
    fn new(root: &'a Value) -> Self {
        Self { root, at: root }
    }

    fn of(self, at: &'a Value) -> Self {
        Self { root: self.root, at }.resolved()
    }

    fn resolved(self) -> Self {
        match self.at.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#')) {
            Some(target) => Self { root: self.root, at: self.root.pointer(target).unwrap() }.resolved(),
            None => self,
        }
    }

    fn types(self) -> BTreeSet<String> {
        let one = |value: &Value| value.as_str().map(str::to_owned);
        match self.at.get("type") {
            Some(Value::Array(types)) => types.iter().filter_map(one).collect(),
            Some(single) => one(single).into_iter().collect(),
            None => self.alternatives().flat_map(Side::types).collect(),
        }
    }

    fn alternatives(self) -> impl Iterator<Item = Side<'a>> {
        let lists = ["oneOf", "anyOf"].into_iter().filter_map(move |key| self.at.get(key)?.as_array());
        lists.flatten().map(move |at| self.of(at))
    }

    fn values(self) -> BTreeSet<String> {
        let listed =
            self.at.get("enum").and_then(Value::as_array).into_iter().flatten().map(Value::to_string);
        let single = self.at.get("const").map(Value::to_string);
        listed.chain(single).chain(self.alternatives().flat_map(Side::values)).collect()
    }

    fn names(self, key: &str) -> BTreeSet<String> {
        match self.at.get(key) {
            Some(Value::Object(members)) => members.keys().cloned().collect(),
            Some(Value::Array(members)) => {
                members.iter().filter_map(|member| member.as_str().map(str::to_owned)).collect()
            }
            _ => BTreeSet::new(),
        }
    }
}

fn compare(contract: &Side<'_>, ours: &Side<'_>, path: &str, problems: &mut Vec<String>) {
    if DIFFERENCES.iter().any(|(known, _)| *known == path) {
        return;
    }
    let (wanted, found) = (contract.types(), ours.types());
    let fits = |kind: &String| wanted.contains(kind) || (kind == "integer" && wanted.contains("number"));
    if found.is_empty() || !found.iter().all(fits) {
        problems.push(format!("{path}: type {found:?}, contract {wanted:?}"));
    }
    if contract.values() != ours.values() {
        problems.push(format!("{path}: values {:?}, contract {:?}", ours.values(), contract.values()));
    }
    for key in ["properties", "required"] {
        if contract.names(key) != ours.names(key) {
            problems.push(format!("{path}: {key} {:?}, contract {:?}", ours.names(key), contract.names(key)));
        }
    }
    if let (Some(mine), Some(theirs)) = (ours.at.get("items"), contract.at.get("items")) {
        compare(&contract.of(theirs), &ours.of(mine), &format!("{path}/*"), problems);
    }
    for name in contract.names("properties") {
        let (Some(theirs), Some(mine)) =
            (contract.at["properties"].get(&name), ours.at["properties"].get(&name))
        else {
            continue;
        };
        let closed = |side: &Side<'_>| side.at.get("additionalProperties") == Some(&Value::Bool(false));
        if closed(contract) != closed(ours) {
            problems.push(format!("{path}: only one of the two is closed"));
        }
        compare(&contract.of(theirs), &ours.of(mine), &format!("{path}/{name}"), problems);
    }
}

#[test]
fn our_bodies_keep_both_schemas() {
    let [contract, ours] = validators();
    for statement in [full(), empty()] {
        let body = body(&statement);
        for (name, schema) in [("contract", &contract), ("published", &ours)] {
            let errors: Vec<String> =
                schema.iter_errors(&body).map(|e| format!("{}: {e}", e.instance_path)).collect();
            assert!(errors.is_empty(), "{name}: {}", errors.join("\n"));
        }
    }
}

/// What the contract refuses, the published schema refuses too.
#[test]
fn both_schemas_refuse_alike() {
    type Spoil = fn(&mut Value);
    let spoilers: [(&str, Spoil); 9] = [
        ("a missing member", |body| drop(body["investor"].as_object_mut().unwrap().remove("pan"))),
        ("a foreign member", |body| body["investor"]["age"] = json!(50)),
        ("a foreign top-level member", |body| body["remarks"] = json!([])),
        ("a foreign type", |body| body["mutual_funds"][0]["schemes"][0]["type"] = json!("Gold")),
        ("text for a number", |body| body["mutual_funds"][0]["value"] = json!("1")),
        ("a missing list", |body| drop(body.as_object_mut().unwrap().remove("nps"))),
        ("a bond member on a share", |body| {
            body["demat_accounts"][0]["holdings"]["equities"][0]["additional_info"]["face_value"] = json!(1);
        }),
        ("a third tier", |body| body["nps"][0]["funds"][0]["additional_info"]["tier"] = json!(3)),
        ("a foreign transaction type", |body| {
            body["mutual_funds"][0]["schemes"][0]["transactions"][0]["type"] = json!("GIFT");
        }),
    ];
    let [contract, ours] = validators();
    for (name, spoil) in spoilers {
        let mut body = body(&full());
        spoil(&mut body);
        assert!(!contract.is_valid(&body), "the contract takes {name}");
        assert!(!ours.is_valid(&body), "the published schema takes {name}");
    }
    let mut extended = body(&full());
    extended["x_anything"] = json!(1);
    assert!(contract.is_valid(&extended) && ours.is_valid(&extended));
}

fn validators() -> [jsonschema::Validator; 2] {
    let contract: Value = serde_json::from_str(CONTRACT).unwrap();
    [contract, cas_output::schema()].map(|schema| jsonschema::validator_for(&schema).unwrap())
}

fn body(statement: &Statement) -> Value {
    let bytes =
        cas_output::to_json(Body::Statement(statement), &Extras::default(), JsonOptions::default()).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn empty() -> Statement {
    Statement {
        meta: Meta {
            cas_type: CasType::Cdsl,
            statement_period: Period::default(),
            generated_at: Some("2026-04-12T09:32:00Z".into()),
        },
        investor: Investor::default(),
        summary: Summary::default(),
        demat_accounts: Vec::new(),
        mutual_funds: Vec::new(),
        insurance: Insurance::default(),
        nps: Vec::new(),
    }
}

/// A statement with something in every list; everything invented.
fn full() -> Statement {
    let transaction = Transaction {
        date: day(2026, 3, 5),
        description: Some("Purchase".into()),
        kind: TransactionKind::Purchase,
        amount: "4999.75".parse().ok(),
        units: "12.500".parse().ok(),
        nav: "399.98".parse().ok(),
        balance: "12.500".parse().ok(),
        dividend_rate: None,
        additional_info: TransactionInfo { stamp_duty: "0.25".parse().ok(), ..TransactionInfo::default() },
    };
    let holding = Holding {
        isin: Isin::parse("INE000X01014"),
        name: Some("ALPHA LIMITED".into()),
        units: "10".parse().ok(),
        value: "100.00".parse().ok(),
        transactions: vec![transaction.clone()],
        additional_info: HoldingInfo { open_units: "0".parse().ok(), ..HoldingInfo::default() },
    };
    let bond = Holding {
        additional_info: HoldingInfo {
            coupon_rate: Some("8.10".into()),
            maturity_date: Some(day(2030, 1, 1)),
            face_value: "1000".parse().ok(),
            ..HoldingInfo::default()
        },
        ..holding.clone()
    };
    let holder = LinkedHolder { name: Some("ASHA TESTWALA".into()), pan: Pan::parse("ABCPT1234K") };
    let account = DematAccount {
        demat_type: Depository::Nsdl,
        dp_id: Some("IN300000".into()),
        dp_name: Some("ALPHA SECURITIES".into()),
        client_id: Some("10000001".into()),
        bo_id: None,
        value: "200.00".parse().ok(),
        linked_holders: vec![holder.clone()],
        holdings: Holdings {
            equities: vec![holding.clone()],
            corporate_bonds: vec![bond.clone()],
            government_securities: vec![bond],
            aifs: vec![holding.clone()],
            demat_mutual_funds: vec![holding],
        },
        additional_info: DematInfo {
            linked_pans: holder.pan.clone().into_iter().collect(),
            ..DematInfo::default()
        },
    };
    let scheme = Scheme {
        isin: None,
        name: Some("Alpha Flexi Cap Fund - Growth".into()),
        kind: SchemeType::Equity,
        units: "12.500".parse().ok(),
        nav: "400".parse().ok(),
        value: "5000.00".parse().ok(),
        cost: "5000.00".parse().ok(),
        gain: Gain { absolute: "0.00".parse().ok(), percentage: None },
        transactions: vec![transaction],
        nominees: vec!["VIKRAM TESTWALA".into()],
        additional_info: SchemeInfo {
            rta_code: Some("A1G".into()),
            is_demat: Some(false),
            ..SchemeInfo::default()
        },
    };
    let folio = MutualFundFolio {
        folio_number: Some("12345678 / 95".into()),
        amc: Some("Alpha Mutual Fund".into()),
        registrar: Some("CAMS".into()),
        value: "5000.00".parse().ok(),
        linked_holders: vec![holder.clone()],
        schemes: vec![scheme],
        additional_info: FolioInfo { kyc: Some("OK".into()), ..FolioInfo::default() },
    };
    let fund = NpsFund {
        name: Some("ALPHA PENSION FUND SCHEME E - TIER I".into()),
        units: "10.0000".parse().ok(),
        nav: "20.0000".parse().ok(),
        value: "200.00".parse().ok(),
        cost: None,
        additional_info: NpsFundInfo { tier: Some(1), manager: None },
    };
    let pension = NpsAccount {
        pran: Some("110000000001".into()),
        cra: None,
        value: "200.00".parse().ok(),
        funds: vec![fund],
        linked_holders: vec![holder],
        additional_info: [("Status".to_owned(), "Active".to_owned())].into(),
    };
    Statement {
        demat_accounts: vec![account],
        mutual_funds: vec![folio],
        insurance: Insurance { life_insurance_policies: vec![LifeInsurancePolicy::default()] },
        nps: vec![pension],
        ..empty()
    }
}
