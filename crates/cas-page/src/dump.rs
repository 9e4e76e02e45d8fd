//! The `.page` dump: a line-based text form of pages for traces, redacted fixtures and other readers.
//!
//! ```text
//! page 1 595.44 841.68
//! font Trebuchet MS,Bold
//! clip 28.08 94.00 73.44 104.00
//! tag Span 3 "actual"
//! rule fill 28.08 93.60 567.36 94.10
//! run 0 upright 8.595 101.62 28.93 94.90 48.10 103.80 clip=1 tag=0 show=7 visible=1 "Date" 28.93 34.20 38.80 42.10 48.10
//! ```
//! A run line holds font, turn, size, baseline, the box, the clip, tag and show numbers, the text as a Rust string
//! literal and the glyph edges. Reading what was written gives the same page, up to the two printed decimals.

use std::fmt::Write as _;

use crate::{FontFace, Page, Rect, Ruling, Tag, TextRun, Turn};

/// A `.page` dump that cannot be read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DumpError {
    /// Line number, from 1.
    pub line: usize,
}

impl std::fmt::Display for DumpError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {} of the page dump cannot be read", self.line)
    }
}

impl std::error::Error for DumpError {}

const TURNS: [(&str, Turn); 5] = [
    ("upright", Turn::Upright),
    ("up", Turn::Up),
    ("down", Turn::Down),
    ("reversed", Turn::Reversed),
    ("oblique", Turn::Oblique),
];

/// Writes one page.
#[must_use]
pub fn write_page(page: &Page) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "page {} {:.2} {:.2}", page.number, page.width, page.height);
    for font in &page.fonts {
        let _ = writeln!(out, "font {}{}", if font.unmapped { "?" } else { "" }, font.name);
    }
    for clip in &page.clips {
        let _ = writeln!(out, "clip {}", rect(clip));
    }
    for tag in &page.tags {
        let mcid = tag.mcid.map_or_else(|| "-".to_owned(), |id| id.to_string());
        let _ = write!(out, "tag {} {mcid}", tag.name);
        if let Some(text) = &tag.actual_text {
            let _ = write!(out, " {text:?}");
        }
        out.push('\n');
    }
    for ruling in &page.rulings {
        let _ =
            writeln!(out, "rule {} {}", if ruling.filled { "fill" } else { "stroke" }, rect(&ruling.area));
    }
    for run in &page.runs {
        let turn = TURNS.iter().find(|(_, turn)| *turn == run.turn).map_or("upright", |(name, _)| name);
        let _ = write!(
            out,
            "run {} {turn} {:.3} {:.2} {} clip={} tag={} show={} visible={} {:?}",
            run.font,
            run.size,
            run.baseline,
            rect(&run.area),
            run.clip,
            run.tag,
            run.show,
            u8::from(run.visible),
            page.text_of(run)
        );
        for edge in page.edges_of(run) {
            let _ = write!(out, " {edge:.2}");
        }
        out.push('\n');
    }
    out
}

fn rect(r: &Rect) -> String {
    format!("{:.2} {:.2} {:.2} {:.2}", r.x0, r.y0, r.x1, r.y1)
}

/// Reads the pages of a dump.
///
/// # Errors
/// The number of the first line that does not follow the grammar above.
pub fn read_pages(dump: &str) -> Result<Vec<Page>, DumpError> {
    let mut pages: Vec<Page> = Vec::new();
    for (index, line) in dump.lines().enumerate() {
        read_line(line, &mut pages).ok_or(DumpError { line: index + 1 })?;
    }
    Ok(pages)
}

fn read_line(line: &str, pages: &mut Vec<Page>) -> Option<()> {
    let (kind, rest) = line.split_once(' ')?;
    if kind == "page" {
        let mut fields = rest.split(' ');
        pages.push(Page {
            number: fields.next()?.parse().ok()?,
            width: number(&mut fields)?,
            height: number(&mut fields)?,
            ..Page::default()
        });
        return Some(());
    }
    let page = pages.last_mut()?;
    match kind {
        "font" => {
            let unmapped = rest.starts_with('?');
            page.fonts.push(FontFace { name: rest.trim_start_matches('?').to_owned(), unmapped });
        }
        "clip" => page.clips.push(read_rect(&mut rest.split(' '))?),
        "tag" => {
            let (name, rest) = rest.split_once(' ')?;
            let (mcid, text) = rest.split_once(' ').map_or((rest, None), |(id, text)| (id, Some(text)));
            let actual_text = match text {
                Some(text) => Some(unquote(text)?.0),
                None => None,
            };
            page.tags.push(Tag { name: name.to_owned(), mcid: mcid.parse().ok(), actual_text });
        }
        "rule" => {
            let (how, rest) = rest.split_once(' ')?;
            page.rulings.push(Ruling { area: read_rect(&mut rest.split(' '))?, filled: how == "fill" });
        }
        "run" => read_run(rest, page)?,
        _ => return None,
    }
    Some(())
}

fn read_run(rest: &str, page: &mut Page) -> Option<()> {
    let (head, tail) = rest.split_at_checked(rest.find('"')?)?;
    let mut fields = head.trim_end().split(' ');
    let font = fields.next()?.parse().ok()?;
    let turn_name = fields.next()?;
    let turn = TURNS.iter().find(|(name, _)| *name == turn_name)?.1;
    let size = number(&mut fields)?;
    let baseline = number(&mut fields)?;
    let area = read_rect(&mut fields)?;
    let mut keyed = |key: &str| fields.next()?.strip_prefix(key)?.parse::<u32>().ok();
    let clip = keyed("clip=")?;
    let tag = keyed("tag=")?;
    let show = keyed("show=")?;
    let visible = keyed("visible=")? == 1;
    let (text, edges) = unquote(tail)?;
    let first_edge = page.edges.len() as u32;
    for edge in edges.split_ascii_whitespace() {
        page.edges.push(edge.parse().ok()?);
    }
    let text = page.push_text(&text);
    page.runs.push(TextRun {
        text,
        edges: first_edge,
        area,
        baseline,
        size,
        font,
        clip: u16::try_from(clip).ok()?,
        tag: u16::try_from(tag).ok()?,
        show,
        turn,
        visible,
    });
    Some(())
}

fn number<'a>(fields: &mut impl Iterator<Item = &'a str>) -> Option<f32> {
    fields.next()?.parse().ok()
}

fn read_rect<'a>(fields: &mut impl Iterator<Item = &'a str>) -> Option<Rect> {
    Some(Rect { x0: number(fields)?, y0: number(fields)?, x1: number(fields)?, y1: number(fields)? })
}

/// Undoes `{:?}` of a string; returns the text and what follows the closing quote.
fn unquote(literal: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut rest = literal.strip_prefix('"')?.chars();
    loop {
        match rest.next()? {
            '"' => return Some((text, rest.as_str())),
            '\\' => match rest.next()? {
                'n' => text.push('\n'),
                'r' => text.push('\r'),
                't' => text.push('\t'),
                '0' => text.push('\0'),
                'u' => {
                    let (code, after) = rest.as_str().strip_prefix('{')?.split_once('}')?;
                    text.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
                    rest = after.chars();
                }
                other => text.push(other),
            },
            plain => text.push(plain),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_survives_the_round_trip() {
        let mut page = Page { number: 3, width: 595.44, height: 841.68, ..Page::default() };
        page.fonts.push(FontFace { name: "Trebuchet MS,Bold".into(), unmapped: false });
        page.clips.push(Rect::new(28.08, 94.0, 73.44, 104.0));
        page.tags.push(Tag { name: "Span".into(), mcid: Some(3), actual_text: Some("a \"b\"\u{ad}".into()) });
        page.rulings.push(Ruling { area: Rect::new(1.0, 2.0, 3.0, 2.5), filled: true });
        let text = page.push_text("D\"\u{20b9}");
        page.edges.extend([1.0, 2.5, 3.0, 4.25]);
        page.runs.push(TextRun {
            text,
            edges: 0,
            area: Rect::new(1.0, 5.0, 4.25, 12.0),
            baseline: 10.5,
            size: 8.595,
            font: 0,
            clip: 1,
            tag: 1,
            show: 7,
            turn: Turn::Up,
            visible: false,
        });
        assert_eq!(read_pages(&write_page(&page)), Ok(vec![page]));
    }

    #[test]
    fn a_bad_line_is_named() {
        assert_eq!(read_pages("page 1 10 10\nrun x"), Err(DumpError { line: 2 }));
    }
}
