//! Every value of an answer is found again on its page, and the drawing of the pages is one file by itself.

use std::collections::BTreeMap;

use cas::{Options, Origin, With};
use cas_table::Sheet;
use cas_tests::run::on_each;
use rust_decimal::Decimal;
use serde_json::Value;

/// Members that are reckoned from others in most statements: no page prints them.
const RECKONED: [&str; 9] = [
    "count",
    "total_value",
    "absolute",
    "percentage",
    "tier",
    "exchange_transaction_charges",
    "igst",
    "sgst",
    "securities_transaction_tax",
];

struct Found {
    name: String,
    printed: usize,
    missing: BTreeMap<String, usize>,
    wrong: Vec<String>,
    /// Values that two rows of a ledger have at one place, or that stand off their row.
    misplaced: Vec<String>,
    pages: usize,
    drawn: String,
}

fn member(pointer: &str) -> &str {
    pointer.rsplit('/').find(|part| part.parse::<u32>().is_err()).unwrap_or("")
}

fn look(case: &cas_testkit::StoredCase) -> Option<Found> {
    let pdf = case.read().ok()?;
    let mut options = Options::with_password(case.password.as_str());
    options.with = With { provenance: true, ..With::default() };
    let parsed = cas::parse(&pdf, &options).ok()?;
    let body: Value = serde_json::from_slice(&parsed.to_json(cas::JsonOptions::default())).ok()?;
    assert_paged_is_whole(case, &pdf, &options);
    let file = cas_pdf::open(&pdf, &options.passwords, &options.limits).ok()?;
    let sheets: Vec<Sheet> =
        (0..file.page_count()).filter_map(|index| file.page(index).ok()).map(Sheet::from_page).collect();
    let mut found = Found {
        name: case.name.clone(),
        printed: 0,
        missing: BTreeMap::new(),
        wrong: Vec::new(),
        misplaced: misplaced(&parsed, &sheets),
        pages: sheets.len(),
        drawn: cas::draw(&pdf, &options).ok()?,
    };
    for value in &parsed.provenance {
        match &value.origin {
            // Contract notes of generation A print no summary: it is summed from the fills.
            Origin::Derived if case.variant.contains("-a") && value.pointer.contains("_transactions/") => {}
            Origin::Derived => {
                *found.missing.entry(member(&value.pointer).to_owned()).or_default() += 1;
            }
            Origin::Printed { page, words, .. } => {
                found.printed += 1;
                let sheet = sheets.iter().find(|sheet| sheet.number == *page)?;
                let texts = words.iter().filter_map(|word| sheet.words.get(*word as usize));
                let text = texts.map(|word| sheet.text(word)).collect::<Vec<_>>().join(" ");
                if !says(&text, body.pointer(&value.pointer).unwrap_or(&Value::Null)) {
                    found.wrong.push(value.pointer.clone());
                }
            }
        }
    }
    Some(found)
}

/// A member of a row of a ledger at its place.
struct Member<'p> {
    /// Pointer of the row, and of its ledger.
    row: &'p str,
    list: &'p str,
    name: &'p str,
    page: u32,
    area: cas_page::Rect,
    /// Its first word.
    word: u32,
}

fn members(parsed: &cas::Parsed) -> Vec<Member<'_>> {
    const OF_ROWS: [&str; 6] = ["date", "description", "amount", "units", "nav", "balance"];
    fn member(value: &cas::Located) -> Option<Member<'_>> {
        let Origin::Printed { page, area, words } = &value.origin else { return None };
        let (row, name) = value.pointer.rsplit_once('/')?;
        let (list, _) = row.rsplit_once("/transactions/")?;
        let word = *words.first()?;
        OF_ROWS.contains(&name).then_some(Member { row, list, name, page: *page, area: *area, word })
    }
    parsed.provenance.iter().filter_map(member).collect()
}

/// Members of rows of ledgers that two rows share one printed word for, that stand on the line of another row of their
/// ledger, and dates of another line though that of the wording has them. A row may print no date: it has that of the row
/// above.
fn misplaced(parsed: &cas::Parsed, sheets: &[Sheet]) -> Vec<String> {
    let members = members(parsed);
    let is_on = |member: &Member<'_>, line: &Member<'_>| {
        member.page == line.page && (member.area.y0..member.area.y1).contains(&line.area.y_mid())
    };
    let mut owners: BTreeMap<(&str, &str, u32, u32), &str> = BTreeMap::new();
    let mut dates: BTreeMap<&str, Vec<&Member<'_>>> = BTreeMap::new();
    for date in members.iter().filter(|member| member.name == "date") {
        dates.entry(date.list).or_default().push(date);
    }
    let mut found = Vec::new();
    for member in members.iter().filter(|member| member.name != "date") {
        let Member { row, list, name, page, word, .. } = *member;
        if name != "description"
            && owners.insert((list, name, page, word), row).is_some_and(|other| other != row)
        {
            found.push(format!("{row}/{name} shares its word"));
        }
        let of_list = dates.get(list).into_iter().flatten();
        let on: Vec<&str> = of_list.clone().filter(|date| is_on(member, date)).map(|date| date.row).collect();
        if !on.is_empty() && !on.contains(&row) {
            found.push(format!("{row}/{name} stands on the line of {on:?}"));
        }
        let sheet = |page: u32| sheets.iter().find(|sheet| sheet.number == page);
        let printed = |date: &Member<'_>| {
            let sheet = sheet(date.page)?;
            Some(sheet.text(sheet.words.get(date.word as usize)?).to_owned())
        };
        let date = of_list.clone().find(|date| date.row == row && !is_on(member, date));
        let text = date.and_then(|date| printed(date));
        let line =
            sheet(page).into_iter().flat_map(|sheet| sheet.words.iter().map(move |word| (sheet, word)));
        let mut line = line.filter(|(_, word)| (member.area.y0..member.area.y1).contains(&word.area.y_mid()));
        if text.is_some_and(|text| line.any(|(sheet, word)| sheet.text(word) == text)) {
            found.push(format!("{row}/date stands on another line than {name}"));
        }
    }
    found
}

/// Contract notes are read page by page when nobody needs the pages again: the answer, all its remarks and counts, is that
/// of a reading that keeps them.
fn assert_paged_is_whole(case: &cas_testkit::StoredCase, pdf: &[u8], options: &Options) {
    if case.family != "contract_note" {
        return;
    }
    let all = With { checks: true, notes: true, full: true, provenance: false };
    let answer = |with: With| {
        cas::parse(pdf, &Options { with, ..options.clone() }).map(|mut parsed| {
            (parsed.with, parsed.provenance) = (all, Vec::new());
            String::from_utf8_lossy(&parsed.to_json(cas::JsonOptions::default())).into_owned()
        })
    };
    assert_eq!(answer(all), answer(With { provenance: true, ..all }), "{}", case.name);
}

/// True when the words at a place say a number; texts and dates may be printed in other forms.
fn says(text: &str, value: &Value) -> bool {
    let Value::Number(number) = value else { return !text.is_empty() };
    let Ok(number) = number.to_string().parse::<Decimal>() else { return false };
    let bare = |text: &str| -> String { text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect() };
    // `.14` and a full stop at the end of a sentence; `Rs.0.168` within a wording.
    let reads = |text: &str| {
        let printed = format!("0{}", bare(text).trim_end_matches('.')).parse::<Decimal>();
        printed.is_ok_and(|printed| printed == number.abs())
    };
    reads(text)
        || text.split(|c: char| c.is_alphabetic() || c == '/').any(|part| reads(part.trim_start_matches('.')))
}

#[test]
fn values_stand_where_the_answer_says() {
    let cases = cas_testkit::cases().unwrap();
    let cases: Vec<_> = cases.into_iter().filter(cas_testkit::StoredCase::is_readable).step_by(3).collect();
    let found: Vec<Found> = on_each(&cases, look).into_iter().flatten().collect();
    assert_eq!(found.len(), cases.len());
    let wrong: Vec<String> =
        found.iter().flat_map(|found| found.wrong.iter().map(|at| format!("{}: {at}", found.name))).collect();
    assert!(
        wrong.is_empty(),
        "{} values\n{}",
        wrong.len(),
        wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n")
    );
    let misplaced: Vec<String> = found
        .iter()
        .flat_map(|found| found.misplaced.iter().map(|at| format!("{}: {at}", found.name)))
        .collect();
    assert!(misplaced.is_empty(), "{} values\n{}", misplaced.len(), misplaced.join("\n"));
    let printed: usize = found.iter().map(|found| found.printed).sum();
    let mut missing: BTreeMap<&str, usize> = BTreeMap::new();
    for (member, count) in found.iter().flat_map(|found| &found.missing) {
        *missing.entry(member).or_default() += count;
    }
    let lost: usize =
        missing.iter().filter(|(member, _)| !RECKONED.contains(member)).map(|(_, count)| count).sum();
    assert!(printed > 30_000, "{printed}");
    assert!(lost * 200 < printed, "{lost} of {printed} values are not found: {missing:?}");
    for found in &found {
        let pages = found.drawn.matches("<div class=p ").count();
        assert_eq!(pages, found.pages, "{}", found.name);
        let alone = ["http:", "https:", "<script", "src=", "url(", "@import"];
        assert!(alone.iter().all(|outside| !found.drawn.contains(outside)), "{}", found.name);
    }
}
