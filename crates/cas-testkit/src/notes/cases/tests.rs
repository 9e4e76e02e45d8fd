//! The cases judged by what they print: sums, places on the page, truth.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::all;
use crate::case::{Case, Statement as _};
use crate::draw::{Item, Text};
use crate::notes::Recipe;
use crate::notes::sheet::{Brokerage, Sheet};
use crate::notes::traits::Generation;

fn cases() -> impl Iterator<Item = &'static Case<Recipe>> {
    all().into_iter().flatten()
}

#[test]
fn every_broker_is_there_and_names_are_unique() {
    let names: BTreeSet<&str> = cases().map(|case| case.name).collect();
    assert_eq!(names.len(), cases().count());
    let readable = cases().filter(|case| case.fails.is_empty()).count();
    assert!(readable >= 80, "{readable} cases");
    let variants: BTreeSet<&str> = cases().map(|case| case.recipe().variant()).collect();
    let expected = [
        "angel-c",
        "axis-c",
        "common-a",
        "common-c",
        "dhan-c",
        "groww-a",
        "groww-c",
        "icici-a",
        "icici-c",
        "upstox-c",
        "zerodha-a",
        "zerodha-c",
    ];
    assert_eq!(variants, BTreeSet::from(expected));
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    for case in cases().step_by(9) {
        assert_eq!(case.files(), case.files(), "{}", case.name);
    }
}

/// Sum of the nets of the summary, or of the fills where there is none.
fn nets(sheet: &Sheet, recipe: &Recipe) -> (Decimal, Brokerage) {
    let basis = recipe.traits.basis;
    if recipe.traits.generation == Generation::A {
        let blocks = sheet.cash.iter().chain(&sheet.derivatives);
        return (blocks.flat_map(|block| &block.rows).map(|row| row.total).sum(), basis.fills);
    }
    let securities: Decimal = sheet.securities.iter().map(|row| row.net).sum();
    (securities + sheet.contracts.iter().map(|row| row.total).sum::<Decimal>(), basis.summary)
}

#[test]
fn every_note_adds_up() {
    let tolerance = Decimal::new(5, 2);
    for case in cases().filter(|case| case.fails.is_empty()) {
        let recipe = case.recipe();
        let sheet = recipe.sheet();
        let total = &sheet.charges.total;
        let (nets, basis) = nets(&sheet, &recipe);
        let plain = |amount, basis| if basis == Brokerage::Apart { amount } else { amount + total.brokerage };
        let obligation = plain(total.obligation, recipe.traits.basis.obligation);
        assert_eq!(plain(nets, basis), obligation, "{}: obligation", case.name);
        let due = total.taxable() + total.taxes() + total.stt + total.stamp;
        assert_eq!(obligation - due, total.net, "{}: net amount", case.name);
        let tax = total.taxable() * Decimal::new(18, 2);
        assert!((tax - total.taxes()).abs() < tolerance, "{}: tax", case.name);
        for row in sheet.cash.iter().chain(&sheet.derivatives).flat_map(|block| &block.rows) {
            let value = Decimal::from(-row.quantity) * row.net;
            let carried = !row.is_trade();
            assert!(carried || (value - row.total).abs() <= Decimal::new(5, 3), "{}: {row:?}", case.name);
        }
        for (row, block) in sheet.securities.iter().zip(&sheet.cash) {
            assert_eq!(row.net_quantity, block.quantity, "{}: {}", case.name, row.isin);
            assert_eq!(row.sell.total - row.buy.total, row.net, "{}: {}", case.name, row.isin);
        }
    }
}

#[test]
fn columns_of_charges_add_up() {
    for case in cases().filter(|case| case.fails.is_empty()) {
        let charges = case.recipe().sheet().charges;
        let sum: Decimal = charges.columns.iter().map(|(_, levies)| levies.net).sum();
        assert_eq!(sum, charges.total.net, "{}", case.name);
    }
}

/// Left, top, right and bottom of the ink of a text, about.
fn ink(text: &Text) -> (f64, f64, f64, f64) {
    (text.x, text.y - text.size * 0.7, text.x + text.width(), text.y)
}

#[test]
fn nothing_is_printed_over_anything_else_or_off_the_page() {
    for case in cases() {
        for (number, page) in (1..).zip(case.recipe().pages()) {
            let texts: Vec<&Text> = page
                .items
                .iter()
                .filter_map(|item| match item {
                    Item::Text(text) => Some(text.as_ref()),
                    _ => None,
                })
                .collect();
            for (index, text) in texts.iter().enumerate() {
                let place = format!("{} page {number}: {}", case.name, text.text);
                let (x0, y0, x1, y1) = ink(text);
                assert!(x0 >= 20.0 && x1 <= page.size.0 - 20.0, "{place} from {x0} to {x1}");
                assert!(y0 >= 15.0 && y1 <= page.size.1 - 15.0, "{place} at {y1}");
                for other in &texts[index + 1..] {
                    let (ox0, oy0, ox1, oy1) = ink(other);
                    let apart = x1 <= ox0 + 0.3 || ox1 <= x0 + 0.3 || y1 <= oy0 + 0.1 || oy1 <= y0 + 0.1;
                    assert!(apart, "{place} over {}", other.text);
                }
            }
        }
    }
}

#[test]
fn truth_says_what_is_printed() {
    for case in cases() {
        let recipe = case.recipe();
        let truth = case.truth();
        let data = &truth["data"];
        let words: String = recipe
            .pages()
            .iter()
            .flat_map(|page| &page.items)
            .filter_map(|item| match item {
                Item::Text(text) => Some(text.text.replace(' ', "")),
                _ => None,
            })
            .collect();
        for (group, key) in [
            ("contract_note_info", "contract_note_number"),
            ("client_info", "name"),
            ("client_info", "pan"),
            ("client_info", "ucc"),
        ] {
            let value = data[group][key].as_str().unwrap_or_default().replace(' ', "");
            assert!(!value.is_empty() && words.contains(&value), "{}: {key}", case.name);
        }
        let trades = data["detailed_trades"].as_array().unwrap();
        assert!(!trades.is_empty(), "{}", case.name);
        for trade in trades {
            let order = trade["order_number"].as_str().unwrap();
            assert!(order.len() == 16 || order.len() == 19, "{}: {order}", case.name);
        }
    }
}
