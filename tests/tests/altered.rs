//! A row that is lost, doubled or altered on its way is noticed: single rows of drawn statements are deleted, painted
//! twice or changed in one figure, and a named check must point at the holding, scheme or note that the row belongs to.
//! Statements left alone fail no check.
//!
//! What no page can prove is left out: rows that move no balance (pledges, income paid out), the first row of a demat
//! ledger that prints the balance before it in the row alone, and days that stay within the period, since rows may
//! stand out of order.

use std::collections::BTreeMap;

use cas::{Origin, Parsed, Verdict};
use cas_page::{Page, Rect, TextRun};
use cas_testkit::{Seed, StoredCase};
use cas_tests::pages::{pages_of, read};
use cas_tests::run::on_each;

/// Rows tried in one statement.
const ROWS: usize = 4;

/// What is done to a row.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Change {
    Delete,
    Double,
    Figure(&'static str),
}

/// A row of a ledger or a fill: its pointer, its element's pointer, and its lines.
struct Row {
    pointer: String,
    element: String,
    page: u32,
    top: f32,
    bottom: f32,
}

/// Failed checks: id and scope.
fn failed(parsed: &Parsed) -> Vec<(String, String)> {
    let failed = parsed.checks.iter().filter(|check| check.verdict == Verdict::Fail);
    failed.map(|check| (check.id.to_owned(), check.scope.clone())).collect()
}

/// Rows of ledgers and fills with their lines.
fn rows(parsed: &Parsed) -> Vec<Row> {
    let mut places: Vec<(String, String, cas::page::Location)> = Vec::new();
    if let Some(facts) = parsed.facts() {
        for (f, folio) in facts.folios.iter().enumerate() {
            for (s, scheme) in folio.schemes.iter().enumerate() {
                for (t, row) in scheme.rows.iter().enumerate() {
                    let element = format!("/mutual_funds/{f}/schemes/{s}");
                    places.push((format!("{element}/transactions/{t}"), element, row.at));
                }
            }
        }
        for (a, account) in facts.accounts.iter().enumerate() {
            for (list, holdings) in cas_model::facts::HoldingList::ALL.into_iter().zip(&account.holdings) {
                for (h, holding) in holdings.iter().enumerate() {
                    for (t, row) in holding.rows.iter().enumerate() {
                        let element = format!("/demat_accounts/{a}/holdings/{}/{h}", list.key());
                        places.push((format!("{element}/transactions/{t}"), element, row.at));
                    }
                }
            }
        }
    }
    if let Some(facts) = parsed.note_facts() {
        for (t, row) in facts.trades.iter().enumerate() {
            places.push((format!("/data/detailed_trades/{t}"), "/data".to_owned(), row.at));
        }
    }
    // The lines of a row are those that its values are printed on.
    let mut extents: BTreeMap<&str, (f32, f32)> = BTreeMap::new();
    let known: BTreeMap<&str, u32> =
        places.iter().map(|(pointer, _, at)| (pointer.as_str(), at.page)).collect();
    for value in &parsed.provenance {
        let Origin::Printed { page, area, .. } = &value.origin else { continue };
        let mut head = value.pointer.as_str();
        while let Some((shorter, _)) = head.rsplit_once('/') {
            head = shorter;
            if let Some((row, _)) = known.get_key_value(head).filter(|(_, at)| **at == *page) {
                let extent = extents.entry(row).or_insert((area.y0, area.y1));
                *extent = (extent.0.min(area.y0), extent.1.max(area.y1));
                break;
            }
        }
    }
    places
        .iter()
        .filter_map(|(pointer, element, at)| {
            let (top, bottom) = *extents.get(pointer.as_str())?;
            let row = Row {
                pointer: pointer.clone(),
                element: element.clone(),
                page: at.page,
                top: top.min(at.area.y0) - 0.5,
                bottom: bottom.max(at.area.y1) + 0.5,
            };
            (row.bottom - row.top < 40.0).then_some(row)
        })
        .collect()
}

fn within(run: &TextRun, row: &Row) -> bool {
    (row.top..row.bottom).contains(&run.area.y_mid())
}

fn moved(run: &mut TextRun, by: f32) {
    run.baseline += by;
    run.area.y0 += by;
    run.area.y1 += by;
}

/// The pages with one row changed; `None` where the change does not apply.
fn changed(pages: &[Page], parsed: &Parsed, row: &Row, change: Change) -> Option<Vec<Page>> {
    let mut pages = pages.to_vec();
    let page = pages.iter_mut().find(|page| page.number == row.page)?;
    match change {
        Change::Delete => page.runs.retain(|run| !within(run, row)),
        Change::Double => {
            let height = row.bottom - row.top;
            let copies: Vec<TextRun> = page.runs.iter().filter(|run| within(run, row)).cloned().collect();
            for run in page.runs.iter_mut().filter(|run| run.area.y_mid() >= row.bottom) {
                moved(run, height);
            }
            let below = |area: &Rect| area.y_mid() >= row.bottom;
            for ruling in page.rulings.iter_mut().filter(|ruling| below(&ruling.area)) {
                ruling.area.y0 += height;
                ruling.area.y1 += height;
            }
            for mut run in copies {
                moved(&mut run, height);
                run.clip = 0;
                page.runs.push(run);
            }
            page.runs.iter_mut().for_each(|run| run.clip = 0);
        }
        Change::Figure(member) => {
            let pointer = format!("{}/{member}", row.pointer);
            let value = parsed.provenance.iter().find(|value| value.pointer == pointer)?;
            let Origin::Printed { page: number, area, .. } = &value.origin else { return None };
            let page = pages.iter_mut().find(|page| page.number == *number)?;
            alter(page, area)?;
        }
    }
    Some(pages)
}

/// Changes the first digit of the figure at a place.
fn alter(page: &mut Page, area: &Rect) -> Option<()> {
    let inside = |run: &TextRun| {
        run.area.x_overlap(area) > 0.5 * area.width() && run.area.y_overlap(area) > 0.5 * area.height()
    };
    let found = page.runs.iter().position(inside)?;
    let run = page.runs.get(found)?;
    // The figure may be one of several words of its run.
    let text = page.text_of(run).to_owned();
    let edges = page.edges_of(run).to_vec();
    let mut changed = String::new();
    let mut done = false;
    for (character, edge) in text.chars().zip(edges) {
        let at = edge + 0.2 >= area.x0 && edge < area.x1;
        match character.to_digit(10).filter(|_| at && !done) {
            Some(digit) => {
                let other = if digit == 9 { 8 } else { digit + 1 };
                changed.push(char::from_digit(other, 10)?);
                done = true;
            }
            None => changed.push(character),
        }
    }
    let span = page.push_text(&changed);
    page.runs.get_mut(found)?.text = span;
    done.then_some(())
}

/// Everything that was tried, by change: noticed, noticed at the right place, tried.
type Count = BTreeMap<(String, String), [usize; 3]>;

fn judge(case: &StoredCase, count: &mut Count, missed: &mut Vec<String>) -> Option<()> {
    let pages = pages_of(case)?;
    let intact = read(pages.clone())?;
    let known = failed(&intact);
    assert_eq!(known.is_empty(), case.fails.is_empty(), "{}: an intact statement fails {known:?}", case.name);
    if !known.is_empty() {
        return Some(());
    }
    let all = rows(&intact);
    let mut seed = Seed::new(all.len() as u64);
    let figures: &[&'static str] = match case.family.as_str() {
        "contract_note" => &["quantity", "net_total", "net_rate_per_unit"],
        "cams_kfin" => &["amount", "units", "balance"],
        _ => &["units", "balance"],
    };
    let changes = [Change::Delete, Change::Double]
        .into_iter()
        .chain(figures.iter().map(|figure| Change::Figure(figure)));
    for change in changes {
        for _ in 0..ROWS.min(all.len()) {
            let row = seed.pick(&all);
            // A row without units moves nothing: its loss leaves no gap in any balance.
            let units = intact.provenance.iter().any(|value| {
                let member = value.pointer.strip_prefix(&row.pointer);
                matches!(member, Some("/units" | "/quantity")) && value.origin != Origin::Derived
            });
            // The first row of a ledger that prints the balance before it in the row alone: without the row nothing on
            // the pages tells that it was there.
            if change == Change::Delete && row.element.starts_with("/demat") && row.pointer.ends_with("/0") {
                continue;
            }
            // Nor does a row that moves no balance (a pledge) leave a gap.
            if is_neutral(&intact, &row.pointer) {
                continue;
            }
            let Some(pages) = changed(&pages, &intact, row, change).filter(|_| units) else { continue };
            let now = read(pages)
                .map(|parsed| failed(&parsed))
                .unwrap_or_else(|| vec![("refused".into(), row.element.clone())]);
            let noticed = !now.is_empty();
            let located = now
                .iter()
                .any(|(_, scope)| scope.starts_with(&row.element) || row.element.starts_with(scope.as_str()));
            let what = match change {
                Change::Figure(member) => member.to_owned(),
                other => format!("{other:?}"),
            };
            let [all, found, right] = count.entry((case.family.clone(), what)).or_default();
            *all += 1;
            *found += usize::from(noticed);
            *right += usize::from(located);
            if !located {
                missed.push(format!("{} {} {change:?}: {:?}", case.name, row.pointer, now.first()));
            }
        }
    }
    Some(())
}

/// True for a row of a demat ledger whose units do not move the balance.
fn is_neutral(parsed: &Parsed, pointer: &str) -> bool {
    let parts: Vec<&str> = pointer.split('/').collect();
    let ["", "demat_accounts", account, "holdings", list, holding, "transactions", row] = parts.as_slice()
    else {
        return false;
    };
    let number = |text: &str| text.parse::<usize>().unwrap_or(usize::MAX);
    let lists = cas_model::facts::HoldingList::ALL;
    let index = lists.iter().position(|known| known.key() == *list).unwrap_or(0);
    let facts = parsed.facts().and_then(|facts| facts.accounts.get(number(account)));
    let holding = facts.and_then(|account| account.holdings.get(index)?.get(number(holding)));
    holding.and_then(|holding| holding.rows.get(number(row))).is_some_and(|row| row.neutral)
}

#[test]
fn a_changed_row_is_noticed_where_it_stands() {
    let cases = cas_testkit::cases().unwrap();
    let cases: Vec<StoredCase> = cases
        .into_iter()
        .filter(|case| {
            case.is_readable() && case.fails.is_empty() && !case.name.starts_with("second_author/")
        })
        .filter(|case| case.read().is_ok_and(|pdf| pdf.len() < 120_000))
        .step_by(3)
        .collect();
    let done = on_each(&cases, |case| {
        let (mut count, mut missed) = (Count::new(), Vec::new());
        judge(case, &mut count, &mut missed);
        (count, missed)
    });
    let mut count = Count::new();
    let mut missed: Vec<String> = Vec::new();
    for (part, lost) in done {
        for (key, numbers) in part {
            let sum = count.entry(key).or_default();
            for (sum, number) in sum.iter_mut().zip(numbers) {
                *sum += number;
            }
        }
        missed.extend(lost);
    }
    let (all, right) =
        count.values().fold((0, 0), |(all, right), numbers| (all + numbers[0], right + numbers[2]));
    let table: Vec<String> = count
        .iter()
        .map(|((family, change), n)| format!("{family} {change}: {} of {} located", n[2], n[0]))
        .collect();
    missed.sort();
    let shown: Vec<String> = missed.iter().take(40).cloned().collect();
    assert!(all > 500, "{all}");
    assert!(right * 100 >= all * 99, "{right} of {all}\n{}\n{}", table.join("\n"), shown.join("\n"));
}
