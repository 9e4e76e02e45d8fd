//! The head of a scheme block, from the folio line to `Opening Unit Balance`: holder name, scheme line (up to three
//! lines), nominees. The registrar cell beside them is found in `registrar_cell.rs`.

use std::borrow::Cow;
use std::ops::Range;

use cas_model::Isin;
use cas_model::record::SchemeRecord;
use cas_table::{Line, Sheet, read_labels};

use super::registrar_cell::{self, REGISTRAR, RegistrarCell, scheme_words};
use super::{ISIN_LENGTH, parted};

/// A line of the region, possibly of another page than the one before: taken out of its page, which need not be kept.
#[derive(Clone, Debug)]
pub(super) struct HeadLine {
    pub(super) sheet: Sheet,
    pub(super) words: Range<usize>,
}

impl HeadLine {
    pub(super) fn of(sheet: &Sheet, line: &Line) -> Self {
        let excerpt = sheet.excerpt(line.range());
        Self { words: 0..excerpt.words.len(), sheet: excerpt }
    }
}

/// The region, read.
#[derive(Debug, Default)]
pub(super) struct SchemeHead {
    /// Name lines under the folio line (since September 2023): the first holder, then the others, if they are printed, each
    /// with what stands beside the name.
    pub(super) holders: Vec<String>,
    /// Everything else.
    pub(super) scheme: SchemeRecord,
    /// True when an ISIN is printed that is none.
    pub(super) invalid_isin: bool,
    /// The scheme, as it reads if lines that end without a blank end within a word; `None` where that is the same.
    pub(super) closed: Option<Box<SchemeRecord>>,
    /// What ends its lines.
    pub(super) ends: LineEnds,
}

/// What is known of the blanks at which scheme lines are broken. They tell a break at a blank from one before a hyphen
/// (`Fund` / `-IDCW`), but only in a statement that prints them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LineEnds {
    /// A line ends with a blank.
    printed: bool,
    /// A line that was broken at a blank ends without.
    left_out: bool,
}

impl LineEnds {
    /// Adds those of another head.
    pub(super) fn add(&mut self, other: Self) {
        self.printed |= other.printed;
        self.left_out |= other.left_out;
    }

    /// True when a line without a blank at its end is broken within a word.
    pub(super) fn tell(self) -> bool {
        self.printed && !self.left_out
    }
}

const NOMINEES: [&str; 6] = ["Nominee 1", "Nominee 2", "Nominee 3", "Nominee", "Nominee Name", "Nominees"];
const NOMINEE_STARTS: [&str; 5] = ["Nominee 1:", "Nominee 2:", "Nominee 3:", "Nominee:", "Nominee Name:"];
const ADVISOR: &str = "(Advisor";
const ISIN: &str = "ISIN:";

/// Longest text of a scheme line, in bytes.
const LONGEST_HEAD: usize = 2000;

/// Lines of one scheme stand 1.2 text sizes apart; load text ends further above it.
const SCHEME_PITCH_EM: f32 = 1.5;

/// Reads the region. `after_folio` is true when a folio line stands right above: only then can the first lines be names
/// of holders.
pub(super) fn read(lines: &[HeadLine], after_folio: bool) -> SchemeHead {
    let mut head = SchemeHead::default();
    let registrar = registrar_cell::find(lines);
    let nominees = lines.iter().position(|line| line.sheet.prefix(line.words.clone(), "Nominee").is_some());
    let (above, below) = lines.split_at_checked(nominees.unwrap_or(lines.len())).unwrap_or((lines, &[]));
    read_nominees(below, &mut head.scheme.nominees);
    let parts: Vec<(&HeadLine, Range<usize>)> = above
        .iter()
        .map(|line| (line, scheme_words(line, registrar.as_ref())))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    let names = if after_folio { scheme_line(&parts, registrar.as_ref()) } else { 0 };
    let mut text = String::new();
    // The same, with every hyphen that begins a line at the word above, unless a blank is painted there.
    let mut closed: Option<String> = None;
    let mut blank_painted = false;
    for (index, (line, words)) in parts.iter().enumerate() {
        let part = line.sheet.joined(words.clone());
        if index < names {
            head.holders.push(part);
            continue;
        }
        if !text.is_empty() && (blank_painted || wrapped_at_blank(&text, &part)) {
            let is_hyphen = |rest: &str| !rest.is_empty() && !rest.starts_with(' ');
            let is_open = !blank_painted && part.strip_prefix('-').is_some_and(is_hyphen);
            if is_open {
                closed.get_or_insert_with(|| text.clone());
            } else {
                head.ends.printed |= blank_painted;
                head.ends.left_out |= !blank_painted && !part.starts_with('(');
                closed.iter_mut().for_each(|closed| closed.push(' '));
            }
            text.push(' ');
        }
        text.push_str(&part);
        closed.iter_mut().for_each(|closed| closed.push_str(&part));
        blank_painted = line.sheet.words.get(words.end - 1).is_some_and(|word| word.blank_after);
    }
    head.scheme.registrar = registrar.and_then(|cell| cell.name);
    head.closed = closed.map(|text| {
        let mut scheme = head.scheme.clone();
        read_scheme_line(&text, &mut scheme, &mut false);
        Box::new(scheme)
    });
    read_scheme_line(&text, &mut head.scheme, &mut head.invalid_isin);
    head
}

/// The line at which the head of a scheme without a folio line begins among lines of load text: that of the last registrar
/// cell, or the one above, when the scheme goes on beside the cell. The number of lines where there is no cell.
pub(super) fn start(lines: &[HeadLine]) -> usize {
    let cell = |line: &HeadLine| {
        line.words.clone().find(|word| line.sheet.prefix(*word..line.words.end, REGISTRAR).is_some())
    };
    let Some(at) = lines.iter().rposition(|line| cell(line).is_some()) else { return lines.len() };
    let begins = |line: &HeadLine, end: usize| starts_scheme(&line.sheet.joined(line.words.start..end));
    let goes_on = || {
        let above = at.checked_sub(1)?;
        let (first, here) = (lines.get(above)?, lines.get(at)?);
        let (upper, lower) = (first.sheet.words.first()?, here.sheet.words.first()?);
        let near = first.sheet.number != here.sheet.number
            || lower.baseline - upper.baseline <= SCHEME_PITCH_EM * lower.size;
        let left = cell(here)?;
        // A cell on a line of its own stands above its scheme.
        let begins_here = if left == here.words.start {
            lines.get(at + 1).is_some_and(|below| begins(below, below.words.end))
        } else {
            begins(here, left)
        };
        (near && !begins_here && begins(first, first.words.end)).then_some(above)
    };
    goes_on().unwrap_or(at)
}

/// Index of the part at which the scheme line begins; names of holders stand above it. The scheme line stands beside
/// the registrar cell and begins with a code. A name may look like one (`A-1 SAMPLE CO`), and the cell may stand lower
/// than the first line of a long scheme, or by itself above it.
fn scheme_line(parts: &[(&HeadLine, Range<usize>)], registrar: Option<&RegistrarCell>) -> usize {
    let starts = |at: &usize| {
        parts.get(*at).is_some_and(|(line, words)| starts_scheme(&line.sheet.joined(words.clone())))
    };
    let Some(cell) = registrar else { return (0..parts.len()).find(starts).unwrap_or(1) };
    let is_beside = |(line, words): &(&HeadLine, Range<usize>)| {
        line.sheet.words.get(words.start).is_some_and(|word| cell.is_beside(line, word))
    };
    let beside = parts.iter().position(is_beside).unwrap_or(parts.len());
    let first = Some(beside).filter(starts).or_else(|| (0..beside).find(starts));
    first.unwrap_or_else(|| if beside == 0 { (1..parts.len()).find(starts).unwrap_or(0) } else { 1 })
}

/// True when the line starts with a registrar's code and a hyphen: `B101P-Alpha`, `127 CPGPG-Alpha`, `D110 - DSP`.
pub(super) fn starts_scheme(text: &str) -> bool {
    let Some((code, name)) = text.split_once('-') else { return false };
    let code = code.trim_end();
    let letters_or_digits = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b' ');
    let words = code.split(' ').count();
    !code.is_empty()
        && code.len() <= 14
        && words <= 2
        && letters_or_digits
        && !code.bytes().any(|byte| byte.is_ascii_lowercase())
        && !name.trim().is_empty()
        && !matches!(code, "ARN" | "INA" | "INZ" | "EOP")
}

/// Parts a registrar's code from the name behind it: at the first hyphen, or at the second where one capital stands between
/// them without blanks (`FFEF-G-Alpha`).
pub(super) fn split_code(text: &str) -> Option<(&str, &str)> {
    let (code, name) = text.split_once('-')?;
    let suffixed = || match name.as_bytes() {
        [suffix, b'-', ..] if suffix.is_ascii_uppercase() && !code.ends_with(' ') => {
            text.split_at_checked(code.len() + 2)
        }
        _ => None,
    };
    match suffixed() {
        Some((code, name)) => Some((code, name.trim_start_matches('-'))),
        None => Some((code, name)),
    }
}

/// Whether the wrap between `text` and `next` stands for a blank. Breaks fall at blanks and before `(` and `-`, and
/// shaped text also breaks inside an ISIN (after `INF`).
fn wrapped_at_blank(text: &str, next: &str) -> bool {
    if text.ends_with(['(', '/']) || next.starts_with([')', ',']) {
        return false;
    }
    // What is longer is no head, and is not looked through for each of its lines.
    if text.len() <= LONGEST_HEAD
        && let Some((_, isin)) = text.rsplit_once("ISIN")
    {
        let isin = isin.trim_start_matches([' ', ':']);
        if !isin.is_empty() && isin.len() < 12 && isin.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return false;
        }
        if !isin.is_empty() && next.starts_with('(') {
            return false;
        }
    }
    let hyphened = text.ends_with('-') && !text.ends_with(" -");
    !(hyphened || is_compound(text, next))
}

/// What a fund may cap is written with a hyphen too.
const CAPS: [&str; 5] = ["Large", "Mid", "Small", "Multi", "Flexi"];

/// Advisors whose number stands at its hyphen.
const ADVISORS: [&str; 2] = ["(Advisor: ARN", "(Advisor: CAT"];

/// True when `next` goes on, at its hyphen, with a word of `text` that never has a blank there.
fn is_compound(text: &str, next: &str) -> bool {
    let Some(rest) = next.strip_prefix('-') else { return false };
    let ends = |words: &[&str]| words.iter().any(|word| text.ends_with(word));
    text.ends_with("(Non")
        || rest.starts_with("Cap") && ends(&CAPS)
        || rest.starts_with(|c: char| c.is_ascii_digit()) && ends(&ADVISORS)
}

/// Names by label; a name that wraps continues below its label.
fn read_nominees(lines: &[HeadLine], nominees: &mut Vec<String>) {
    let Some((first, tails)) = lines.split_first() else { return };
    let labels: Vec<(usize, f32)> = first
        .words
        .clone()
        .filter(|&word| {
            NOMINEE_STARTS.iter().any(|label| first.sheet.prefix(word..first.words.end, label).is_some())
        })
        .filter_map(|word| Some((word, first.sheet.words.get(word)?.area.x0)))
        .collect();
    for (slot, &(start, left)) in labels.iter().enumerate() {
        let (end, right) = labels.get(slot + 1).copied().unwrap_or((first.words.end, f32::INFINITY));
        let text = first.sheet.joined(start..end);
        let mut name =
            read_labels(&text, &NOMINEES).first().map(|found| found.value.to_owned()).unwrap_or_default();
        for line in tails {
            for word in line.sheet.words.get(line.words.clone()).unwrap_or(&[]) {
                if word.area.x0 >= left && word.area.x0 < right {
                    name.push(' ');
                    name.push_str(line.sheet.text(word));
                }
            }
        }
        if !name.trim().is_empty() {
            nominees.push(name.trim().to_owned());
        }
    }
}

/// `<code>-<name> [(Non-Demat)] [- ISIN: <isin>] [- Payout] [(Advisor: <advisor>)]`; the ISIN may stand behind the advisor.
fn read_scheme_line(text: &str, scheme: &mut SchemeRecord, invalid_isin: &mut bool) {
    let label = parted::places(text, ADVISOR).next_back().unwrap_or(text.len()..text.len());
    let (mut body, mut advisor) =
        (Cow::from(text.get(..label.start).unwrap_or(text)), text.get(label.end..).unwrap_or(""));
    let isin_behind =
        advisor.split_once(')').filter(|(_, behind)| parted::places(behind, ISIN).next().is_some());
    if let Some((own, behind)) = isin_behind {
        body.to_mut().push_str(behind);
        advisor = own;
    }
    let advisor = advisor.trim_start_matches([' ', ':']).trim_end().trim_end_matches(')').trim_end();
    scheme.advisor = Some(advisor.to_owned()).filter(|advisor| !advisor.is_empty());
    let (code, name) = split_code(&body).unwrap_or(("", &body));
    scheme.rta_code = Some(code.trim().to_owned()).filter(|code| !code.is_empty());
    let (name, tail) = split_isin(name, scheme, invalid_isin);
    let (name, demat) = without_demat(&name);
    scheme.is_demat = demat;
    scheme.printed_name = name.trim().trim_end_matches('-').trim_end().to_owned();
    let tail = tail.trim();
    if !tail.is_empty() {
        if !tail.starts_with('-') {
            scheme.printed_name.push_str(" -");
        }
        scheme.printed_name.push(' ');
        scheme.printed_name.push_str(tail);
    }
}

/// Takes `- ISIN: <isin>` out of `name`; returns what stands before and after it.
fn split_isin<'t>(name: &'t str, scheme: &mut SchemeRecord, invalid: &mut bool) -> (String, &'t str) {
    let is_label = |place: &Range<usize>| {
        name.get(place.clone()).is_some_and(|label| !label.bytes().any(|byte| byte.is_ascii_lowercase()))
    };
    let Some(label) = parted::places(name, ISIN).rev().find(is_label) else {
        return (name.to_owned(), "");
    };
    let before = name.get(..label.start).unwrap_or("").trim_end().trim_end_matches('-').trim_end();
    let rest = name.get(label.end..).unwrap_or("").trim_start();
    let (isin, tail) = rest.split_at_checked(isin_length(rest)).unwrap_or((rest, ""));
    let isin = isin.replace(' ', "");
    if !isin.is_empty() {
        scheme.isin = Isin::parse(&isin);
        if scheme.isin.is_none() {
            scheme.printed_isin = Some(isin);
            *invalid = true;
        }
    }
    (before.to_owned(), tail)
}

/// Bytes of the ISIN at the start of `text`: of its first word, or of parted ones that make up a valid ISIN.
fn isin_length(text: &str) -> usize {
    let first = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let end = text.bytes().enumerate().filter(|(_, byte)| *byte != b' ').nth(ISIN_LENGTH - 1);
    let parted = end.and_then(|(at, _)| text.get(..=at)).filter(|isin| {
        text.get(..first).is_some_and(|word| word.len() < ISIN_LENGTH)
            && Isin::parse(&isin.replace(' ', "")).is_some()
    });
    parted.map_or(first, str::len)
}

/// Takes the demat suffix off: `(Demat)`, `(Non-Demat)`, `(Non Demat)`, `(Non -Demat)`; breaks may leave blanks in it.
pub(super) fn without_demat(name: &str) -> (String, Option<bool>) {
    for (at, _) in name.rmatch_indices('(') {
        let Some((inner, after)) = name.get(at + 1..).and_then(|rest| rest.split_once(')')) else { continue };
        let key: String = inner
            .chars()
            .filter(|character| character.is_alphanumeric())
            .map(|character| character.to_ascii_lowercase())
            .collect();
        let demat = match key.as_str() {
            "demat" => true,
            "nondemat" => false,
            _ => continue,
        };
        let before = name.get(..at).unwrap_or("").trim_end();
        return (format!("{before}{after}"), Some(demat));
    }
    (name.to_owned(), None)
}

#[cfg(test)]
mod tests {
    use cas_table::Draft;

    use super::*;

    const SCHEME: &str = "A101-Alpha Fund - Growth(Advisor: DIRECT)";

    /// Head lines of pages, each with its baseline and whether `Registrar : CAMS` stands beside it.
    fn head(pages: &[&[(f32, &str, bool)]]) -> (Vec<String>, Option<String>, String) {
        let mut lines = Vec::new();
        for (number, page) in (1..).zip(pages) {
            let draft = page.iter().fold(Draft::new().numbered(number), |draft, (y, text, registrar)| {
                let draft = if text.is_empty() { draft } else { draft.left(28.9, *y, 7.0, text) };
                if *registrar { draft.left(507.0, y - 0.9, 7.0, "Registrar : CAMS") } else { draft }
            });
            let sheet = draft.sheet();
            lines.extend(sheet.lines.iter().map(|line| HeadLine::of(&sheet, line)));
        }
        let head = read(&lines, true);
        assert_eq!(head.scheme.registrar.as_deref(), Some("CAMS"));
        (head.holders, head.scheme.rta_code, head.scheme.printed_name)
    }

    #[test]
    fn holders_stand_above_the_scheme_line() {
        /// Pages of lines, and the holders that they name.
        type Case<'a> = (&'a [&'a [(f32, &'a str, bool)]], &'a [&'a str]);
        let cases: [Case<'_>; 8] = [
            (&[&[(100.0, SCHEME, true)]], &[]),
            (&[&[(90.0, "ASHA TESTWALA", false), (102.0, SCHEME, true)]], &["ASHA TESTWALA"]),
            (
                &[&[(80.0, "ASHA TESTWALA", false), (90.0, "MARY-ANN DEMO", false), (102.0, SCHEME, true)]],
                &["ASHA TESTWALA", "MARY-ANN DEMO"],
            ),
            (&[&[(90.0, "A-1 SAMPLE CO", false), (102.0, SCHEME, true)]], &["A-1 SAMPLE CO"]),
            // A page break between the holder and the scheme line.
            (&[&[(760.0, "A-1 SAMPLE CO", false)], &[(121.0, SCHEME, true)]], &["A-1 SAMPLE CO"]),
            // The registrar cell by itself, above the scheme line.
            (
                &[&[(90.0, "ASHA TESTWALA", false), (100.0, "", true), (110.0, SCHEME, false)]],
                &["ASHA TESTWALA"],
            ),
            // The cell beside the second line of the scheme.
            (
                &[&[
                    (90.0, "ASHA TESTWALA", false),
                    (102.0, "A101-Alpha Fund - Growth", false),
                    (110.4, "(Advisor: DIRECT)", true),
                ]],
                &["ASHA TESTWALA"],
            ),
            (&[&[(102.0, "A101-Alpha Fund - Growth", false), (110.4, "(Advisor: DIRECT)", true)]], &[]),
        ];
        for (pages, holders) in cases {
            let found = head(pages);
            assert_eq!(found.0, holders, "{pages:?}");
            assert_eq!(
                (found.1.as_deref(), found.2.as_str()),
                (Some("A101"), "Alpha Fund - Growth"),
                "{pages:?}"
            );
        }
    }

    #[test]
    fn a_code_may_end_in_a_suffix() {
        let cases = [
            ("FFEF-G-Alpha Feeder Fund", ("FFEF-G", "Alpha Feeder Fund")),
            ("128 XX-D-Alpha Fund", ("128 XX-D", "Alpha Fund")),
            ("FTI101-P-360 ONE Fund", ("FTI101-P", "360 ONE Fund")),
            ("A101-Alpha Fund - G - Plan", ("A101", "Alpha Fund - G - Plan")),
            ("A101-A-b", ("A101-A", "b")),
            ("A101-MID-CAP Fund", ("A101", "MID-CAP Fund")),
            ("A101-A -Alpha", ("A101", "A -Alpha")),
            ("D110 - D-Alpha Fund", ("D110 ", " D-Alpha Fund")),
            ("A101-\u{e9}-Alpha", ("A101", "\u{e9}-Alpha")),
        ];
        for (printed, parted) in cases {
            assert_eq!(split_code(printed), Some(parted), "{printed}");
        }
        assert_eq!(split_code("Alpha Fund"), None);
    }

    #[test]
    fn a_code_that_is_none_of_the_known_shapes_is_still_beside_the_registrar() {
        let found = head(&[&[(102.0, "a101x-Alpha Fund - Growth(Advisor: DIRECT)", true)]]);
        assert_eq!((found.0.len(), found.1.as_deref()), (0, Some("a101x")));
    }
}
