//! The call that makes a twin: read, redact, read back. With other amounts: until every check ends as it did.

use std::collections::{BTreeMap, BTreeSet};

use cas_model::Noted;
use cas_page::Page;
use cas_pdf::{Info, PdfFile};
use cas_redact::{
    Factor, Key, Numbers, Pass, Reading, RedactError as Unsound, Redaction, Room, Said, Widths,
};
use cas_table::Sheet;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::pages::read;
use crate::pipeline::{detect_in, extract, finish_with, parse};
use crate::{
    Check, Content, Document, Options, ParseError, Parsed, RedactError, RedactOptions, Twin, Verdict, With,
};

/// Keys that are tried until a twin is read as expected: of some hundred names that are drawn, one may come out as a word
/// that means something where it stands.
const KEYS: usize = 4;

/// How often figures are rounded anew until the arithmetic of a twin holds: sums of sums of sums are the deepest.
const ROUNDS: u32 = 8;

/// Makes an unlocked twin of a statement in which nobody can be recognised, and reads it back.
///
/// # Errors
/// As [`parse`], and [`RedactError`] when the twin cannot be made soundly. Nothing is handed out then.
pub fn redact(pdf: &[u8], options: &Options, redaction: &RedactOptions) -> Result<Twin, RedactError> {
    let file = cas_pdf::open(pdf, &options.passwords, &options.limits).map_err(ParseError::from)?;
    let info = file.info();
    let with = With { checks: options.with.checks || redaction.amounts, ..options.with };
    let options = &Options { with, ..options.clone() };
    let pages = read(&file, None)?;
    let document = Document::after(&file, &info);
    let detection =
        detect_in(&pages.value, &info, &document, options).map_err(|error| error.in_light_of(&file))?;
    let (original, sheets) = finish_with(pages, detection, document, options, true)?;
    let mut source = Source {
        pdf,
        file: &file,
        info: &info,
        said: said(&original.content),
        answer: answer_of_pages(&file, &info, &original, options)?,
        checks: &original.checks,
        sheets: &sheets,
        options,
        key: redaction.key.clone(),
    };
    let plain = source.plain()?;
    if !redaction.amounts {
        return Ok(plain.twin(original));
    }
    let (mut numbers, checked) = source.numbers()?;
    for widths in Widths::ALL {
        for factor in Factor::all(&redaction.key) {
            if let Some(back) = source.with_amounts(&mut numbers, &checked, factor, widths)? {
                return Ok(back.twin(original));
            }
        }
    }
    let problem = "no factor keeps every check and every column";
    Err(Unsound::Amounts { problem }.into())
}

fn said(content: &Content) -> Said<'_> {
    match content {
        Content::Statement(assembled) => Said::Statement(&assembled.statement, &assembled.facts),
        Content::ContractNote(assembled) => Said::Note(&assembled.note, &assembled.facts),
    }
}

/// The answer without what only the signature of a file tells, which twins have none of: the broker's name, where the
/// pages show a picture.
fn answer_of_pages(
    file: &PdfFile<'_>,
    info: &Info,
    original: &Parsed,
    options: &Options,
) -> Result<Value, ParseError> {
    let Document { signer: Some(_), .. } = original.document else {
        return Ok(said(&original.content).answer());
    };
    let unsigned = Document { signer: None, ..Document::of(file, info) };
    let pages = read(file, None)?;
    let detection = detect_in(&pages.value, info, &unsigned, options)?;
    let (parsed, _) = finish_with(pages, detection, unsigned, options, false)?;
    Ok(said(&parsed.content).answer())
}

/// A file about to be redacted.
struct Source<'s, 'a> {
    pdf: &'s [u8],
    file: &'s PdfFile<'a>,
    info: &'s Info,
    said: Said<'s>,
    /// What the pages alone say, as JSON.
    answer: Value,
    checks: &'s [Check],
    sheets: &'s [Sheet],
    options: &'s Options,
    /// What replacements are drawn with.
    key: Key,
}

/// A twin that was read back.
struct Back {
    made: Redaction,
    parsed: Option<Parsed>,
    differences: Vec<String>,
    factor: Option<Factor>,
}

impl Back {
    fn twin(self, original: Parsed) -> Twin {
        let Self { made, parsed, differences, factor } = self;
        Twin { pdf: made.pdf, replacer: made.replacer, original, parsed, differences, factor }
    }
}

/// A check by its id, its scope, and which one of this scope it is.
type CheckKey = (&'static str, String, usize);

/// Which printed number each check has found, by [`Numbers`].
type Checked = BTreeMap<CheckKey, usize>;

fn keyed<'c>(checks: &'c [Check]) -> BTreeMap<CheckKey, &'c Check> {
    let mut counts: BTreeMap<(&'static str, &str), usize> = BTreeMap::new();
    let mut key = |check: &'c Check| {
        let count = counts.entry((check.id, &check.scope)).or_default();
        *count += 1;
        (check.id, check.scope.clone(), *count)
    };
    checks.iter().map(|check| (key(check), check)).collect()
}

/// The figure with which a failed check holds: what it expects. Where a check leaves room (taxes make an outflow smaller,
/// nothing says by how much), what it expects is the middle of that, and the figure is moved no further than it must.
fn sound_figure(check: &Check) -> Option<Decimal> {
    /// Of so many parts of a figure, rounding anew takes less than one.
    const ROUNDED: Decimal = Decimal::ONE_THOUSAND;
    let (expected, found) = (check.expected?, check.found?);
    // The ends of the room are rounded as the figure is.
    let step = Decimal::new(1, found.scale());
    let room = check.tolerance.saturating_sub(step);
    let is_wide = room > expected.abs() / ROUNDED;
    let (low, high) = (expected.saturating_sub(room), expected.saturating_add(room));
    Some(if is_wide { found.max(low).min(high) } else { expected })
}

impl Source<'_, '_> {
    /// The twin with the amounts of the original, drawn with the first key that gives one which is read as expected. When
    /// none does, what came of the first.
    fn plain(&mut self) -> Result<Back, RedactError> {
        let first = self.key.clone();
        let outcome = self.made(None).map(|made| self.back(made, None));
        match &outcome {
            Ok(back) if !back.differences.is_empty() => {}
            Err(RedactError::Unsound(Unsound::FewCharacters { .. } | Unsound::Residue { .. })) => {}
            _ => return outcome,
        }
        for _ in 1..KEYS {
            self.key = self.key.again();
            let back = self.made(None).map(|made| self.back(made, None));
            if matches!(&back, Ok(back) if back.differences.is_empty()) {
                return back;
            }
        }
        self.key = first;
        outcome
    }

    fn made(&self, amounts: Option<(&Numbers, Factor, Widths)>) -> Result<Redaction, RedactError> {
        let reading = Reading { sheets: self.sheets, said: self.said };
        let key = self.key.clone();
        // Opened anew: what one reading may cost is not to be shared by all.
        let Options { passwords, limits, .. } = self.options;
        let file = cas_pdf::open(self.pdf, passwords, limits).map_err(ParseError::from)?;
        cas_redact::redact(&file, &reading, key, amounts, limits).map_err(|error| match error {
            // As when a statement is read.
            Unsound::Pdf(error) if error.is_limit() => ParseError::from(error).into(),
            error => error.into(),
        })
    }

    /// Reads a twin back and compares it with the original.
    fn back(&self, made: Redaction, factor: Option<Factor>) -> Back {
        let parsed = parse(&made.pdf, &Options { passwords: Vec::new(), ..self.options.clone() }).ok();
        let mut expected = made.replacer.answer(self.answer.clone());
        let mut room = Room::None;
        if let Some(factor) = factor {
            factor.apply(&mut expected);
            room = Room::Rounding;
        }
        let differences = match &parsed {
            Some(parsed) => cas_redact::differences(&expected, &said(&parsed.content).answer(), room),
            None => vec![String::new()],
        };
        Back { made, parsed, differences, factor }
    }

    /// The twin with amounts times a factor. Products of rounded figures stray further from their sums and factors than
    /// the originals did: where a check fails for it, the figure that it found becomes what it expected, until all hold.
    fn with_amounts(
        &self,
        numbers: &mut Numbers,
        checked: &Checked,
        factor: Factor,
        widths: Widths,
    ) -> Result<Option<Back>, RedactError> {
        numbers.unset();
        let names: BTreeSet<usize> = checked.values().copied().collect();
        let before = keyed(self.checks);
        for _ in 0..ROUNDS {
            let made = match self.made(Some((numbers, factor, widths))) {
                // Another factor may need other digits, and none that happen to say something.
                Err(RedactError::Unsound(
                    Unsound::Amounts { .. } | Unsound::FewCharacters { .. } | Unsound::Residue { .. },
                )) => return Ok(None),
                made => made?,
            };
            let back = self.back(made, Some(factor));
            let Some(parsed) = &back.parsed else { return Ok(None) };
            let now = keyed(&parsed.checks);
            let failing = now.iter().filter(|(key, check)| {
                let passed = before.get(*key).is_some_and(|before| before.verdict == Verdict::Pass);
                check.verdict == Verdict::Fail && passed
            });
            let mut mended = false;
            for (key, check) in failing {
                if let (Some(name), Some(figure)) = (checked.get(key), sound_figure(check)) {
                    numbers.set(*name, figure, &names);
                    mended = true;
                }
            }
            let verdicts = |checks: &BTreeMap<CheckKey, &Check>| -> Vec<(CheckKey, Verdict)> {
                checks.iter().map(|(key, check)| (key.clone(), check.verdict)).collect()
            };
            if verdicts(&now) == verdicts(&before) && back.differences.is_empty() {
                return Ok(Some(back));
            }
            if !mended {
                return Ok(None);
            }
        }
        Ok(None)
    }

    /// Learns what the reader takes named numbers for; the checks on what it read.
    fn named(
        &self,
        numbers: &mut Numbers,
        pass: Pass,
        sheets: Vec<Sheet>,
    ) -> Result<Vec<Check>, RedactError> {
        let document = Document::of(self.file, self.info);
        let detection = detect_in(&sheets, self.info, &document, self.options)?;
        if pass != Pass::Nothing {
            // Readers look at what is claimed already: each gets sheets of its own.
            numbers.learn(&extract(&sheets.clone(), &detection)?.value);
        }
        let read = Noted { value: sheets, notes: Vec::new() };
        Ok(finish_with(read, detection, document, self.options, false)?.0.checks)
    }

    /// The numbers of the pages with what the reader takes each of them for, and which of them each check has found.
    fn numbers(&self) -> Result<(Numbers, Checked), RedactError> {
        let pages: Result<Vec<Page>, _> =
            (0..self.file.page_count()).map(|index| self.file.page(index)).collect();
        let pages = pages.map_err(ParseError::from)?;
        let mut numbers = Numbers::of(&pages, self.sheets);
        let mut checked = Checked::new();
        for pass in Pass::ALL {
            let named = pages.iter().enumerate().map(|(index, page)| numbers.named(index, page, pass));
            let sheets: Vec<Sheet> = named.map(Sheet::from_page).collect();
            match self.named(&mut numbers, pass, sheets) {
                Ok(checks) => {
                    for (key, check) in keyed(&checks) {
                        if let Some(name) = check.found.and_then(|found| numbers.name_of(found)) {
                            checked.entry(key).or_insert(name);
                        }
                    }
                }
                // Without its zeros a file may be read as nothing: then nothing is known of them.
                Err(_) if pass == Pass::Nothing => {}
                Err(error) => return Err(error),
            }
        }
        let document = Document::of(self.file, self.info);
        let detection = detect_in(self.sheets, self.info, &document, self.options)?;
        let sheets: Vec<Sheet> = pages.into_iter().map(Sheet::from_page).collect();
        numbers.learn_by_place(&extract(&sheets, &detection)?.value);
        Ok((numbers, checked))
    }
}

#[cfg(test)]
mod tests {
    use cas_testkit::hostile::{page, stream};

    use super::*;

    /// What a statement of one scheme prints: x, y, text.
    const PRINTED: [(f32, u32, &str); 26] = [
        (200.0, 20, "Consolidated Account Statement"),
        (239.0, 32, "01-Apr-1990 To 31-Mar-2025"),
        (34.0, 44, "Email Id: a.b@example.com"),
        (34.0, 56, "LATTU PARAKHI"),
        (34.0, 68, "FLAT 7C, PHANTOM HEIGHTS"),
        (34.0, 80, "Mobile: +914248941875"),
        (29.0, 100, "Date"),
        (120.0, 100, "Transaction"),
        (340.0, 100, "Amount"),
        (400.0, 100, "Units"),
        (450.0, 100, "NAV"),
        (520.0, 100, "Unit"),
        (340.0, 109, "(INR)"),
        (520.0, 109, "Balance"),
        (29.0, 130, "99 UNO Mutual Fund"),
        (29.0, 142, "Folio No: 34182338 / 11"),
        (200.0, 142, "PAN: ZZXPR6627X"),
        (29.0, 154, "LATTU PARAKHI"),
        (29.0, 166, "NU439-99 UNO Multi Asset Allocation Fund - Direct Plan - Growth"),
        (507.0, 166, "Registrar : CAMS"),
        (476.0, 178, "Opening Unit Balance: 0.000"),
        (29.0, 190, "16-Sep-2024"),
        (90.0, 190, "SIP Purchase"),
        (340.0, 190, "8,499.57"),
        (400.0, 190, "356.975"),
        (29.0, 202, "Closing Unit Balance: 356.975"),
    ];

    /// The statement with another line below, in letters too small to be seen.
    fn statement(below: &str) -> Vec<u8> {
        drawn(&PRINTED, &format!("BT /F1 0.01 Tf 30 300 Td ({below}) Tj ET"))
    }

    fn drawn(printed: &[(f32, u32, &str)], below: &str) -> Vec<u8> {
        let line =
            |(x, y, text): &(f32, u32, &str)| format!("BT /F1 7 Tf {x} {} Td ({text}) Tj ET\n", 842 - y);
        let mut content: String = printed.iter().map(line).collect();
        content.push_str(below);
        let font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec();
        page(stream("", content.as_bytes()), "<</Font<</F1 6 0 R>>>>", &[font])
    }

    fn redacted(pdf: &[u8], cpu: u64) -> Result<Twin, RedactError> {
        let mut options = Options::default();
        options.limits.cpu = cpu;
        redact(pdf, &options, &RedactOptions::with_key(Key::seeded(1)))
    }

    /// Work that a small file may be.
    const SMALL: u64 = 25_000_000;

    #[test]
    fn words_without_end_are_refused_or_soon_replaced() {
        let twin = |below: &str| redacted(&statement(below), SMALL);
        assert_eq!(twin("Lattu").unwrap().differences, Vec::<String>::new());
        assert_eq!(twin(&"1,".repeat(20_000)).unwrap().differences, Vec::<String>::new());
        let long = twin(&"BKQZ".repeat(20_000)).unwrap_err();
        assert_eq!(long, RedactError::Unsound(Unsound::LongWord { page: 1 }));
    }

    #[test]
    fn work_that_is_too_much_is_told_as_when_reading() {
        // No other letter is as wide as this one, so that every drawing is made for each of them.
        let words: Vec<String> = (1_000..3_000).map(|number| format!("w{number}")).collect();
        let pdf = statement(&words.join(" "));
        assert!(parse(&pdf, &Options::default()).is_ok());
        let error = redacted(&pdf, SMALL).unwrap_err();
        assert_eq!(error, ParseError::LimitExceeded { limit: "cpu", allowed: SMALL }.into());
    }

    /// A duty of less than a paisa is none; of the multiple it is some.
    #[test]
    fn no_duty_becomes_the_duty_of_the_multiple() {
        for nothing in ["0.00", "0"] {
            let mut printed = PRINTED.to_vec();
            printed.truncate(22);
            printed.extend([
                (340.0, 190, "150.00"),
                (400.0, 190, "15.000"),
                (450.0, 190, "10.0000"),
                (520.0, 190, "15.000"),
                (29.0, 202, "16-Sep-2024"),
                (90.0, 202, "*** Stamp Duty ***"),
                (340.0, 202, nothing),
                (29.0, 214, "Closing Unit Balance: 15.000"),
            ]);
            let redaction = RedactOptions { key: Key::seeded(1), amounts: true };
            let twin = redact(&drawn(&printed, ""), &Options::default(), &redaction).unwrap();
            assert_eq!(twin.differences, Vec::<String>::new());
            let duty = |parsed: &Parsed| {
                let row = &parsed.statement().unwrap().mutual_funds[0].schemes[0].transactions[0];
                row.additional_info.stamp_duty.unwrap().value()
            };
            assert_eq!(duty(&twin.original).to_string(), nothing);
            let due = Decimal::new(75, 4) * Decimal::from(twin.factor.unwrap().number());
            assert!(
                (duty(twin.parsed.as_ref().unwrap()) - due).abs() <= Decimal::new(5, 3),
                "{nothing}: {due}"
            );
        }
    }

    fn check(expected: &str, found: &str, tolerance: &str) -> Check {
        let read = |text: &str| text.parse::<Decimal>().unwrap();
        Check {
            id: "amount",
            scope: String::new(),
            expected: Some(read(expected)),
            found: Some(read(found)),
            tolerance: read(tolerance),
            verdict: Verdict::Fail,
        }
    }

    #[test]
    fn figures_move_no_further_than_they_must() {
        let figure = |check: Check| sound_figure(&check).unwrap().to_string();
        assert_eq!(figure(check("1000.00", "1000.07", "0.01")), "1000.00");
        // 3 % of an outflow may be taxes.
        assert_eq!(figure(check("-98500.00", "-100000.04", "1500.02")), "-100000.01");
        assert_eq!(figure(check("-98500.00", "-90000.00", "1500.02")), "-96999.99");
    }
}
