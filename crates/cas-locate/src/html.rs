//! Pages as boxes of text, in one file that needs nothing else: each word coloured by what became of it, with the name
//! of its field on hover, rows and columns outlined.

use std::collections::HashMap;
use std::fmt::Write as _;

use cas_page::Rect;
use cas_table::{AsideKind, Claim, Furniture, Sheet};

use crate::anchors::{Anchor, Reach};
use crate::locate::{Located, Origin};

const STYLE: &str = "\
body{background:#ddd;font-family:sans-serif;margin:1em}\
.p{position:relative;background:#fff;margin:0 auto 1em;box-shadow:0 1px 4px #0006}\
.p>b{position:absolute;font-weight:400;white-space:pre;line-height:1;overflow:hidden}\
.d{background:#bfe8c5}.v{background:#8fd39a}.f{background:#e6e6e6;color:#555}.u{background:#ff9d9d}.a{background:#ffe9a8}\
.p>i{position:absolute;pointer-events:none;box-sizing:border-box}\
.r{border:1px solid #3a7bd588}.c{border:1px dashed #b06ad588}\
.k span{padding:0 .5em;margin-right:.5em}";

/// Draws the pages of a document. `located` may be empty: then no field names are shown.
#[must_use]
pub fn html(sheets: &[Sheet], anchors: &[Anchor], located: &[Located]) -> String {
    let mut names: HashMap<(u32, u32), Vec<&str>> = HashMap::new();
    for value in located {
        if let Origin::Printed { page, words, .. } = &value.origin {
            for word in words {
                names.entry((*page, *word)).or_default().push(&value.pointer);
            }
        }
    }
    let mut out = String::from("<!doctype html><html lang=en><meta charset=utf-8>");
    out.push_str(
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none';style-src 'unsafe-inline'\">",
    );
    let _ = write!(out, "<title>What became of each word</title><style>{STYLE}</style>");
    out.push_str(
        "<p class=k><span class=v>field</span><span class=d>data</span><span class=f>furniture</span>\
         <span class=u>unclaimed</span><span class=a>set aside</span>rows solid, columns dashed",
    );
    for sheet in sheets {
        page(sheet, anchors, &names, &mut out);
    }
    out.push_str("</html>\n");
    out
}

fn page(sheet: &Sheet, anchors: &[Anchor], names: &HashMap<(u32, u32), Vec<&str>>, out: &mut String) {
    let _ = write!(
        out,
        "<div class=p title=\"page {}\" style=\"width:{:.1}px;height:{:.1}px\">",
        sheet.number, sheet.width, sheet.height
    );
    let rows: Vec<&Anchor> = anchors
        .iter()
        .filter(|anchor| anchor.at.page == sheet.number && anchor.reach != Reach::Block)
        .collect();
    for row in &rows {
        outline('r', &row.at.area, out);
    }
    for column in columns(sheet, &rows) {
        outline('c', &column, out);
    }
    for (index, word) in sheet.words.iter().enumerate() {
        let fields = names.get(&(sheet.number, index as u32));
        let (class, fate) = fate(sheet.claims.of(index), fields.is_some());
        let title = fields.map_or_else(|| fate.to_owned(), |fields| fields.join("\n"));
        text(class, &word.area, word.size, sheet.text(word), &title, out);
    }
    for aside in &sheet.asides {
        let why = match aside.kind {
            AsideKind::Twin => "painted twice",
            AsideKind::Overlay => "Hindi overlay",
            AsideKind::Rotated => "rotated",
            AsideKind::Oblique => "oblique",
            AsideKind::Invisible => "invisible",
            _ => "set aside",
        };
        if aside.kind != AsideKind::Twin {
            text("a", &aside.word.area, aside.word.size, sheet.text(&aside.word), why, out);
        }
    }
    out.push_str("</div>");
}

/// Class and words of a claim.
fn fate(claim: Claim, is_field: bool) -> (&'static str, &'static str) {
    match claim {
        Claim::Data if is_field => ("v", "field"),
        Claim::Data => ("d", "data"),
        Claim::Unclaimed => ("u", "unclaimed"),
        Claim::Furniture(Furniture::ColumnHeader) => ("f", "column header"),
        Claim::Furniture(Furniture::Heading) => ("f", "heading"),
        Claim::Furniture(Furniture::Label) => ("f", "label"),
        Claim::Furniture(Furniture::PageFrame) => ("f", "page frame"),
        Claim::Furniture(_) => ("f", "notice"),
    }
}

/// The labels of column headers, drawn down to the last row before the next header.
fn columns(sheet: &Sheet, rows: &[&Anchor]) -> Vec<Rect> {
    let mut stacks: Vec<Rect> = Vec::new();
    for (index, word) in sheet.words.iter().enumerate() {
        if sheet.claims.of(index) != Claim::Furniture(Furniture::ColumnHeader) {
            continue;
        }
        let near =
            |stack: &&mut Rect| stack.x_overlap(&word.area) > 0.0 && word.area.y0 - stack.y1 < word.size;
        match stacks.iter_mut().find(near) {
            Some(stack) => *stack = stack.union(&word.area),
            None => stacks.push(word.area),
        }
    }
    let tops: Vec<f32> = stacks.iter().map(|stack| stack.y0).collect();
    for stack in &mut stacks {
        let next = tops.iter().copied().filter(|top| *top > stack.y1 + 20.0).fold(f32::INFINITY, f32::min);
        let last = rows.iter().map(|row| row.at.area).filter(|area| area.y0 > stack.y0 && area.y1 < next);
        stack.y1 = last.map(|area| area.y1).fold(stack.y1, f32::max);
    }
    stacks
}

fn outline(class: char, area: &Rect, out: &mut String) {
    let _ = write!(
        out,
        "<i class={class} style=\"left:{:.1}px;top:{:.1}px;width:{:.1}px;height:{:.1}px\"></i>",
        area.x0 - 1.0,
        area.y0 - 1.0,
        area.width() + 2.0,
        area.height() + 2.0
    );
}

fn text(class: &str, area: &Rect, size: f32, text: &str, title: &str, out: &mut String) {
    let _ = write!(
        out,
        "<b class={class} title=\"{}\" style=\"left:{:.1}px;top:{:.1}px;width:{:.1}px;font-size:{:.1}px\">{}</b>",
        escaped(title),
        area.x0,
        area.y0,
        area.width(),
        size * 0.9,
        escaped(text)
    );
}

/// Text for HTML: nothing of a file becomes markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
