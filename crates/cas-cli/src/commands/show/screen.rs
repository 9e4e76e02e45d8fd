//! What the tables are drawn for: how wide it is and whether it shows colours. Text of the statement is cleaned here,
//! before anything of ours (colours) is put around it.

use std::io::IsTerminal as _;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::args::show::{ColourWhen, ShowArgs};
use crate::report;

/// What stands for what was cut.
const ELLIPSIS: char = '…';

/// A terminal, or what takes its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Screen {
    /// Columns of text; `None` for a file or a pipe, which have room for everything.
    pub(super) width: Option<usize>,
    /// How words are set apart.
    pub(super) ink: Ink,
}

/// Whether there are colours.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Ink {
    Colours,
    Plain,
}

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Tone {
    #[default]
    Plain,
    /// Headings, totals.
    Strong,
    /// What matters less.
    Faint,
    /// What a check contradicts.
    Alarm,
}

impl Screen {
    /// The screen that standard output is, as far as the arguments do not say otherwise.
    pub(super) fn of(args: &ShowArgs) -> Self {
        let terminal = std::io::stdout().is_terminal();
        let found = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = args.width.map(usize::from).or_else(|| terminal.then(found).flatten());
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let colours = match args.color {
            ColourWhen::Always => true,
            ColourWhen::Never => false,
            ColourWhen::Auto => {
                terminal && set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb")
            }
        };
        Self { width, ink: if colours { Ink::Colours } else { Ink::Plain } }
    }

    /// The text in its tone.
    pub(super) fn paint(self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Plain => return text.to_owned(),
            Tone::Strong => "1",
            Tone::Faint => "2",
            Tone::Alarm => "1;31",
        };
        if self.ink == Ink::Plain || text.is_empty() {
            return text.to_owned();
        }
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// One line of words, cut to the width.
    pub(super) fn line(self, tone: Tone, text: &str) -> String {
        let text = match self.width {
            Some(width) => cut(text, width),
            None => text.to_owned(),
        };
        self.paint(tone, &text)
    }
}

/// Text of the statement, fit for a terminal.
pub(super) fn clean(text: &str) -> String {
    report::sanitise(text)
}

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// The text, with an ellipsis for what does not fit.
pub(super) fn cut(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used >= room {
            break;
        }
        out.push(character);
    }
    let mut out = out.trim_end().to_owned();
    if room > 0 {
        out.push(ELLIPSIS);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_by_columns_not_by_characters() {
        assert_eq!(cut("Fund", 4), "Fund");
        assert_eq!(cut("Fund of Funds", 6), "Fund…");
        assert_eq!(cut("Fund of Funds", 1), "…");
        assert_eq!(cut("Fund", 0), "");
        assert_eq!(cut("日本語", 4), "日…");
        assert!(width(&cut("निवेशक का नाम", 7)) <= 7);
    }

    #[test]
    fn colours_are_for_those_who_see_them() {
        let plain = Screen { width: None, ink: Ink::Plain };
        assert_eq!(plain.paint(Tone::Alarm, "x"), "x");
        let bright = Screen { width: Some(3), ink: Ink::Colours };
        assert_eq!(bright.line(Tone::Strong, "Total"), "\u{1b}[1mTo…\u{1b}[0m");
    }
}
