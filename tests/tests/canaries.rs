//! What somebody wrote on a statement where no field stands: letters, margins, notes, the space beside the addressee, the
//! last page. No answer knows it, so the identities here are planted, in every free stretch of every page of drawn
//! statements of each family, and none may be left in the twin. What a reader took for a part of the name of a scheme or
//! security, where a line stands inside a table, is public.

use std::collections::BTreeSet;

use cas::{Key, Options, RedactOptions, Twin, With};
use cas_table::Sheet;
use cas_testkit::cams::{Generation, Maker, detailed, summary};
use cas_testkit::depository::{Layout, book};
use cas_testkit::draw::{Canvas, Encoding, Face, Item, Metrics, Paper, Style, Text, draw};
use cas_testkit::pdf::{Container, assemble};
use cas_testkit::{Seed, cdsl, notes, nsdl};
use cas_tests::remains::{is_personal, left, public_words, strings};
use cas_tests::run::on_each;
use cas_tests::twins::{full, report};

const FACE: Face = Face::new("Arial", Metrics::Sans);
const SIZE: f64 = 6.0;

/// Free heights between two texts that a planted line needs.
const FREE: f64 = 14.0;

/// One planted line, and what identifies somebody in it.
struct Canary {
    line: String,
    words: Vec<String>,
    /// Two groups of a number as they stand side by side: one group alone may be any figure.
    pairs: Vec<String>,
}

/// Letters that no vocabulary has a word of, and numbers in the manners of phones, accounts and cards.
fn canary(dice: &mut Seed, manner: usize) -> Canary {
    let mut name = || -> String {
        let mut part = || format!("{}{}", dice.pick(&["zv", "qh", "xk", "vj"]), dice.pick(&["ua", "io"]));
        part() + &part() + "mw"
    };
    let (first, last, user) = (name(), name(), name());
    let mut digits = |length| dice.digits(length);
    match manner % 4 {
        0 => {
            let number = format!("{} {}", digits(5), digits(5));
            let line = format!("Mr {first} {last}, mobile {number}");
            Canary { line, words: vec![first, last], pairs: vec![number] }
        }
        1 => {
            let (account, code) = (digits(14), format!("QHVJ0{}", digits(6)));
            let line = format!("Bank account {account} {code} of {last}");
            Canary { line, words: vec![account, code.to_lowercase(), last], pairs: Vec::new() }
        }
        2 => {
            let (one, two, three) = (digits(4), digits(4), digits(4));
            let line = format!("Your e-mail {user}@{last}.example, card {one} {two} {three}");
            let pairs = vec![format!("{one} {two}"), format!("{two} {three}")];
            Canary { line, words: vec![user, last], pairs }
        }
        _ => {
            let number = format!("{}-{}", digits(3), digits(5));
            let line = format!("S/o {}, {last} House, Ph {number}", first.to_uppercase());
            Canary { line, words: vec![first, last], pairs: vec![number] }
        }
    }
}

/// Where a line fits on a page: between the lines of text that stand there, and left and right of them.
fn free(page: &Canvas) -> Vec<(f64, f64)> {
    let texts: Vec<&Text> = page
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Text(text) if !text.upwards && text.turn == 0.0 => Some(&**text),
            _ => None,
        })
        .collect();
    let mut found = Vec::new();
    let width = 230.0;
    let mut y = 8.0;
    while y < page.size.1 - 4.0 {
        for x in [24.0, page.size.0 - width - 8.0] {
            let clear = |text: &&&Text| {
                (text.y - y).abs() < FREE / 2.0 + text.size / 4.0
                    && text.x < x + width
                    && text.x + text.width() > x
            };
            if !texts.iter().any(|text| clear(&text)) {
                found.push((x, y));
            }
        }
        y += FREE;
    }
    found
}

/// The statements: pages of every family and generation that differ in what they print around their tables.
fn statements() -> Vec<(&'static str, Vec<Canvas>)> {
    let mut recipe = <nsdl::Traits as Layout>::plain(11);
    recipe.traits = nsdl::Traits::plain(nsdl::Generation::D);
    let mut found = vec![("nsdl", recipe.traits.pages(&book(&recipe.outline)))];
    for (name, generation) in
        [("cdsl A", cdsl::Generation::A), ("cdsl C", cdsl::Generation::C), ("cdsl D", cdsl::Generation::D)]
    {
        let mut recipe = <cdsl::Traits as Layout>::plain(12);
        recipe.traits = cdsl::Traits::plain(generation);
        found.push((name, recipe.traits.pages(&book(&recipe.outline))));
    }
    for (name, generation) in [("cams", Generation::G3), ("kfin", Generation::Kf)] {
        let mut maker = Maker::new(13, generation);
        let blocks = vec![maker.filled(Maker::house(0), 1, 6), maker.filled(Maker::house(7), 2, 4)];
        let statement = maker.statement(blocks);
        found.push((name, detailed(&statement, Encoding::WinAnsi)));
        if name == "cams" {
            found.push(("cams summary", summary(&statement, Encoding::WinAnsi)));
        }
    }
    let recipe = <notes::Recipe as cas_testkit::depository::Statement>::plain(14);
    found.push(("note", recipe.pages()));
    found
}

fn file(pages: &[Canvas]) -> Vec<u8> {
    let style = Style { encoding: Encoding::WinAnsi, unclipped: true, ..Style::default() };
    assemble(&draw(pages, &style, &Paper::default()), Container::XrefStream, None)
}

fn twin(pdf: &[u8]) -> Result<Twin, cas::RedactError> {
    let with = With { full: true, ..With::default() };
    cas::redact(pdf, &Options { with, ..Options::default() }, &RedactOptions::with_key(Key::seeded(5)))
}

/// What is left of the lines planted in one round of several, and how many words were; `None` where the statement has
/// become none.
fn leftovers(pages: &[Canvas], round: usize, rounds: usize) -> Option<(usize, Vec<String>)> {
    let mut dice = Seed::new(round as u64);
    let (mut words, mut pairs) = (BTreeSet::new(), Vec::new());
    let mut pages = pages.to_vec();
    for page in &mut pages {
        for (number, (x, y)) in free(page).into_iter().enumerate().skip(round).step_by(rounds) {
            let canary = canary(&mut dice, number / rounds + round);
            page.text(Text::new(FACE, SIZE, x, y, canary.line));
            words.extend(canary.words);
            pairs.extend(canary.pairs);
        }
    }
    let twin = twin(&file(&pages)).ok()?;
    let answer = full(&twin);
    let public = public_words(&answer);
    words.retain(|word| !public.contains(word));
    strings(&answer, "", &mut |path, text| {
        let is_name = !is_personal(path, text) && !path.ends_with("/description");
        pairs.retain(|pair| !(is_name && text.contains(pair)));
    });
    let mut found = left(&twin.pdf, &words);
    let lines = lines(&twin.pdf);
    assert!(!lines.is_empty(), "the twin is not read");
    found.extend(pairs.iter().filter(|pair| lines.iter().any(|line| line.contains(*pair))).cloned());
    Some((words.len() + pairs.len(), found))
}

/// The lines of a file.
fn lines(pdf: &[u8]) -> Vec<String> {
    let options = Options::default();
    let file = cas_pdf::open(pdf, &options.passwords, &options.limits);
    let pages = file.iter().flat_map(|file| (0..file.page_count()).filter_map(|index| file.page(index).ok()));
    pages
        .map(Sheet::from_page)
        .flat_map(|sheet| sheet.lines.iter().map(|line| sheet.line_text(line)).collect::<Vec<_>>())
        .collect()
}

#[test]
fn nothing_that_somebody_wrote_anywhere_is_left() {
    const ROUNDS: usize = 8;
    let statements = statements();
    let rounds: Vec<(usize, usize)> =
        (0..statements.len()).flat_map(|which| (0..ROUNDS).map(move |round| (which, round))).collect();
    let found = on_each(&rounds, |(which, round)| {
        leftovers(&statements[*which].1, *round, ROUNDS).map(|found| (*which, *round, found))
    });
    let made: Vec<_> = found.into_iter().flatten().collect();
    let mut problems = Vec::new();
    for (which, (name, pages)) in statements.iter().enumerate() {
        let of: Vec<_> = made.iter().filter(|(of, ..)| *of == which).collect();
        let planted: usize = of.iter().map(|(.., (planted, _))| planted).sum();
        if of.len() * 2 < ROUNDS || planted < 40 * pages.len() {
            problems.push(format!("{name}: {planted} words in {} twins", of.len()));
        }
        let left = of.iter().filter(|(.., (_, left))| !left.is_empty());
        problems.extend(left.map(|(_, round, (_, left))| format!("{name}, round {round}: {left:?}")));
    }
    report(&problems);
}
