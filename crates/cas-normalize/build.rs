//! Compiles `src/classify/wordings.toml` into static tables: phrases sorted by first byte and
//! by whether they start words, rules as bit masks.
//!
//! What a phrase or a rule means is said in the table itself; the matcher is `src/classify/matcher.rs`.

#![expect(clippy::disallowed_methods, reason = "a build script reads its table and writes its output")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Deserialize;

const SOURCE: &str = "src/classify/wordings.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    words: BTreeMap<String, Vec<String>>,
    rule: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    kind: String,
    #[serde(default = "any_shape")]
    units: String,
    #[serde(default = "any_shape")]
    amount: String,
    #[serde(default = "any_shape")]
    ledger: String,
    #[serde(default)]
    any: Vec<String>,
    #[serde(default)]
    all: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    lien: bool,
    #[serde(default = "yes")]
    known: bool,
    examples: Vec<String>,
    #[serde(default)]
    counter: Vec<String>,
}

fn any_shape() -> String {
    "any".to_owned()
}

fn yes() -> bool {
    true
}

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    println!("cargo::rerun-if-changed={SOURCE}");
    println!("cargo::rerun-if-changed=build.rs");
    let sections: BTreeMap<String, Section> = toml::from_str(&std::fs::read_to_string(SOURCE)?)?;
    let mut code = String::new();
    for (name, section) in &sections {
        write_section(name, section, &mut code)?;
    }
    write_words(sections.values(), &mut code)?;
    let target = std::env::var("OUT_DIR")?;
    std::fs::write(std::path::Path::new(&target).join("wordings.rs"), code)?;
    Ok(())
}

fn write_section(name: &str, section: &Section, code: &mut String) -> Result<(), Failure> {
    let phrases = phrases(section)?;
    if phrases.len() > 256 {
        return Err(format!("{name} has {} phrases, the masks hold 256", phrases.len()).into());
    }
    let title = name.to_uppercase();
    writeln!(code, "pub(crate) static {title}: Section = Section {{\n    phrases: &[")?;
    for phrase in &phrases {
        let text = bare(phrase);
        let (first, end) = (phrase.starts_with('^'), phrase.ends_with('>'));
        writeln!(code, "        Phrase {{ text: b{text:?}, first: {first}, word_end: {end} }},")?;
    }
    writeln!(code, "    ],\n    buckets: &{:?},\n    rules: &[", buckets(&phrases))?;
    for rule in &section.rule {
        writeln!(code, "        {},", rule_code(rule, section, &phrases)?)?;
    }
    writeln!(code, "    ],\n}};")?;
    writeln!(code, "#[cfg(test)]\npub(crate) static {title}_EXAMPLES: &[(&[&str], &[&str])] = &[")?;
    for rule in &section.rule {
        if rule.examples.is_empty() {
            return Err(format!("a rule of {name} proves nothing: it has no examples").into());
        }
        writeln!(code, "    (&{:?}, &{:?}),", rule.examples, rule.counter)?;
    }
    writeln!(code, "];")?;
    Ok(())
}

/// The words of all phrases, and those that a phrase finds at the start of longer words, or anywhere in them; sorted.
fn write_words<'a>(sections: impl Iterator<Item = &'a Section>, code: &mut String) -> Result<(), Failure> {
    let (mut words, mut starts, mut inner) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for section in sections {
        for phrase in phrases(section)? {
            let text = bare(&phrase);
            let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_alphabetic()).collect();
            words.extend(parts.iter().filter(|word| word.len() > 1).map(|word| (*word).to_owned()));
            let letter = |character: Option<char>| character.is_some_and(|c| c.is_ascii_alphabetic());
            if !phrase.ends_with('>') && letter(text.chars().last()) {
                starts.extend(parts.last().map(|word| (*word).to_owned()));
            }
            if !phrase.starts_with(['^', '<']) && letter(text.chars().next()) {
                inner.extend(parts.first().filter(|word| word.len() > 1).map(|word| (*word).to_owned()));
            }
        }
    }
    for (name, list) in [("WORDS", words), ("STARTS", starts), ("INNER", inner)] {
        writeln!(code, "pub(crate) static {name}: &[&str] = &{:?};", list.iter().collect::<Vec<_>>())?;
    }
    Ok(())
}

/// All phrases of a section, sorted by their bucket and then by text.
fn phrases(section: &Section) -> Result<Vec<String>, Failure> {
    let in_rules = section.rule.iter().flat_map(|rule| rule.any.iter().chain(&rule.all).chain(&rule.without));
    let all: BTreeSet<&String> =
        section.words.values().flatten().chain(in_rules.filter(|word| group_name(word).is_none())).collect();
    let mut sorted: Vec<String> = all.into_iter().cloned().collect();
    sorted.sort_by(|a, b| (bucket(a), bare(a), a).cmp(&(bucket(b), bare(b), b)));
    for phrase in &sorted {
        let text = bare(phrase);
        if text.is_empty()
            || text.starts_with('#')
            || text.chars().any(|c| !c.is_ascii() || c.is_ascii_uppercase() || c.is_ascii_digit())
        {
            return Err(format!(
                "the phrase {phrase:?} must be lower case ASCII without digits and not start with a digit mark"
            )
            .into());
        }
    }
    Ok(sorted)
}

/// `@switch` names a group; `@ r` is a phrase.
fn group_name(word: &str) -> Option<&str> {
    word.strip_prefix('@').filter(|name| !name.starts_with(' '))
}

fn bare(phrase: &str) -> &str {
    phrase.trim_start_matches(['^', '<']).trim_end_matches('>')
}

/// Two buckets for each byte that a phrase may start with: phrases that stand anywhere, and those that start words.
fn bucket(phrase: &str) -> usize {
    let byte = bare(phrase).bytes().next().unwrap_or_default();
    2 * usize::from(byte) + usize::from(phrase.starts_with(['^', '<']))
}

/// The index of the first phrase of each bucket; the next entry ends it.
fn buckets(phrases: &[String]) -> Vec<u16> {
    (0..=2 * 128)
        .map(|end| {
            let before = phrases.iter().filter(|phrase| bucket(phrase) < end);
            u16::try_from(before.count()).unwrap_or(u16::MAX)
        })
        .collect()
}

fn rule_code(rule: &Rule, section: &Section, phrases: &[String]) -> Result<String, Failure> {
    let units = match rule.units.as_str() {
        "in" => 1,
        "out" => 2,
        "moved" => 3,
        "none" => 4,
        "zero" => 8,
        "still" => 12,
        "any" => 15,
        other => return Err(format!("units = {other:?}").into()),
    };
    let amount = match rule.amount.as_str() {
        "some" => 1,
        "none" => 2,
        "any" => 3,
        other => return Err(format!("amount = {other:?}").into()),
    };
    let ledger = match rule.ledger.as_str() {
        "registrar" => 1,
        "nsdl" => 2,
        "cdsl" => 4,
        "depository" => 6,
        "any" => 7,
        other => return Err(format!("ledger = {other:?}").into()),
    };
    let mut needs = Vec::new();
    if !rule.any.is_empty() {
        needs.push(mask(&rule.any, section, phrases)?);
    }
    for word in &rule.all {
        needs.push(mask(std::slice::from_ref(word), section, phrases)?);
    }
    let without = mask(&rule.without, section, phrases)?;
    Ok(format!(
        "Rule {{ kind: TransactionKind::{}, units: {units}, amount: {amount}, ledger: {ledger}, known: {}, lien: {}, needs: &{needs:?}, without: {without:?} }}",
        variant(&rule.kind),
        rule.known,
        rule.lien
    ))
}

fn mask(words: &[String], section: &Section, phrases: &[String]) -> Result<[u128; 2], Failure> {
    let mut mask = [0u128; 2];
    for word in words {
        let group = match group_name(word) {
            Some(name) => section.words.get(name).ok_or_else(|| format!("no group {word}"))?.as_slice(),
            None => std::slice::from_ref(word),
        };
        for phrase in group {
            let index =
                phrases.iter().position(|p| p == phrase).ok_or_else(|| format!("no phrase {phrase}"))?;
            if let Some(half) = mask.get_mut(index / 128) {
                *half |= 1 << (index % 128);
            }
        }
    }
    Ok(mask)
}

/// `SWITCH_IN_MERGER` -> `SwitchInMerger`; the compiler refuses a kind that does not exist.
fn variant(kind: &str) -> String {
    kind.split('_')
        .map(|part| {
            let (head, tail) = part.split_at(part.len().min(1));
            format!("{head}{}", tail.to_lowercase())
        })
        .collect()
}
