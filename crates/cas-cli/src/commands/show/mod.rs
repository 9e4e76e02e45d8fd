//! `cas show`: the statement as tables for a person. What is shown comes from the answer as it stands, with marks from
//! its checks; nothing is reckoned here.

mod demat;
mod figures;
mod funds;
mod grid;
mod marks;
mod note;
mod others;
mod overview;
mod screen;
mod select;
mod transactions;

use cas::{Decimal, Options, Parsed, With};

use crate::args::show::ShowArgs;
use crate::exit::{Exit, Failure};
use crate::source::Written;
use crate::{config, password, reading, source};
use grid::{Cell, Mark};
use marks::Marks;
use screen::{Screen, Tone};
use select::Selection;

pub(crate) use select::NotFound;

pub(crate) fn run(args: &ShowArgs) -> Result<Exit, Failure> {
    source::refuse_overwriting(args.input.files(), args.output.as_deref(), Written::NoPdf)?;
    let bytes = source::read(&args.input.file, args.input.limits.0.input_bytes)?;
    let with = With { checks: true, provenance: true, ..With::default() };
    let parsed = password::with_passwords(&args.input, |passwords| {
        let options = Options { passwords: passwords.to_vec(), with, ..config::options(&args.input) };
        reading::parse(&bytes, &options)
    })?;
    let selection = Selection::of(args);
    selection.check(&parsed)?;
    let text = draw(&parsed, &selection, Screen::of(args));
    source::write_drawn(args.output.as_deref(), text.as_bytes())?;
    Ok(Exit::Done)
}

/// What the drawing functions share.
struct View<'a> {
    parsed: &'a Parsed,
    marks: Marks<'a>,
    selection: &'a Selection,
    screen: Screen,
}

fn draw(parsed: &Parsed, selection: &Selection, screen: Screen) -> String {
    let view = View { parsed, marks: Marks::of(parsed), selection, screen };
    let mut out = String::new();
    if let Some(statement) = parsed.statement() {
        overview::draw(&view, statement, &mut out);
        funds::draw(&view, statement, &mut out);
        demat::draw(&view, statement, &mut out);
        others::draw(&view, statement, &mut out);
    }
    if let Some(note) = parsed.contract_note() {
        note::draw(&view, note, &mut out);
    }
    let legend = view.marks.legend(&out);
    out.push('\n');
    for line in legend {
        let tone = if line.starts_with(Mark::Contradicted.sign()) { Tone::Alarm } else { Tone::Faint };
        view.say(tone, &line, &mut out);
    }
    out
}

impl View<'_> {
    /// A line of words, folded where the screen ends.
    fn say(&self, tone: Tone, text: &str, out: &mut String) {
        let mut line = String::new();
        for word in text.split(' ') {
            let longer = screen::width(&line) + 1 + screen::width(word);
            if !line.is_empty() && self.screen.width.is_some_and(|room| longer > room) {
                out.push_str(&self.screen.paint(tone, &line));
                out.push('\n');
                line = "  ".to_owned();
            } else if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        out.push_str(&self.screen.paint(tone, line.trim_end()));
        out.push('\n');
    }
}

/// A cell with printed words.
fn words(text: Option<&str>) -> Cell {
    Cell::plain(text.map_or_else(|| figures::NOTHING.to_owned(), screen::clean))
}

/// A cell with a number.
fn number(value: Option<Decimal>, mark: Option<Mark>) -> Cell {
    // A dash has nothing that could be doubted.
    Cell::marked(figures::figure(value), mark.filter(|_| value.is_some()))
}

/// A cell with a count.
fn count(of: usize) -> Cell {
    Cell::plain(of.to_string())
}
