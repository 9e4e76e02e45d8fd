//! Limits that keep time and memory bounded on any input: one table of names, flags and defaults. The counting is done
//! in `budget.rs`.

use crate::PdfError;

/// Upper bounds for one file. The defaults are far above any statement seen (the largest has about 400 pages and
/// 10 MB) and low enough that a hostile file ends quickly. [`Limits::TABLE`] lists them for people and programs.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Limits {
    /// Size of the file in bytes. Default 64 MiB.
    pub input_bytes: u64,
    /// Pages of the file. Default 5 000.
    pub pages: u64,
    /// Indirect objects of the file, those in object streams included; also the highest object number. Default
    /// 1 000 000.
    pub objects: u64,
    /// Arrays and dictionaries inside each other, and nodes of the page tree above each other. Default 64; more than 500
    /// count as 500, for the sake of the stack.
    pub nesting: u64,
    /// Form `XObjects` painted inside each other. Default 16; more than 64 count as 64, for the sake of the stack.
    pub form_depth: u64,
    /// Operators of all content streams of the file; those of a form count every time it is painted. Default 20 million.
    pub operators: u64,
    /// Characters shown on all pages of the file; a code that stands for several characters counts as several. Default
    /// 5 million.
    pub glyphs: u64,
    /// Bytes that one stream may grow to when its filters are undone, all filters together. Default 64 MiB.
    pub stream_bytes: u64,
    /// Bytes that all streams of the file may grow to together, each counted every time it is decoded. Default 256 MiB.
    pub total_bytes: u64,
    /// Bytes of the content streams of one page, forms excluded. A dense statement page has 60 000. Default 16 MiB.
    pub page_bytes: u64,
    /// Work spent on the file, in units of which a slow machine does [`Limits::UNITS_PER_SECOND`] in a second. Default 10 s.
    pub cpu: u64,
    /// Work spent for each MiB of the file, in the units of [`Limits::cpu`]; a file below 256 KiB counts as one of
    /// 256 KiB. It is what stops a small file that unfolds. A dense statement takes a fifth of it. Default 1.5 s.
    pub cpu_per_mib: u64,
    /// Memory that the values of one object (a dictionary with all inside it) may take, roughly. Default 8 MiB.
    pub object_bytes: u64,
    /// Text runs of one page. Default 500 000.
    pub runs_per_page: u64,
    /// Rulings of one page: they part columns and rows, so that none may be left out. Default 20 000.
    pub rulings_per_page: u64,
    /// Distinct fonts of the file. Default 4 096.
    pub fonts: u64,
}

/// What bounds the parser of objects.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Containers inside each other.
    pub(crate) nesting: u32,
    /// Memory of one object.
    pub(crate) weight: usize,
}

/// What a limit counts: how it is written on a command line and in messages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum LimitUnit {
    /// Things: `5000`.
    Count,
    /// Bytes: `64MiB`.
    Bytes,
    /// Seconds of work: `10s`.
    Seconds,
}

/// A row of [`Limits::TABLE`].
#[derive(Clone, Copy, Debug)]
pub struct LimitRow {
    /// Name in errors, the field of [`Limits`].
    pub name: &'static str,
    /// Flag of the command line, without the dashes.
    pub flag: &'static str,
    /// What is counted.
    pub unit: LimitUnit,
    /// The default, in things, bytes or units of work.
    pub default: u64,
    /// What is bounded, for people.
    pub about: &'static str,
    field: fn(&mut Limits) -> &mut u64,
}

const MIB: u64 = 1 << 20;

impl Limits {
    /// Units of work that a slow machine does in a second. A unit is about a nanosecond of the machine that the benches
    /// ran on; a slow machine is taken to be four times as slow.
    pub const UNITS_PER_SECOND: u64 = 250_000_000;

    /// Every limit: name, flag, unit, default, in the order of the documentation.
    pub const TABLE: [LimitRow; 16] = {
        use LimitUnit::{Bytes, Count, Seconds};
        const SECOND: u64 = Limits::UNITS_PER_SECOND;
        [
            row("input_bytes", "max-input", Bytes, 64 * MIB, "Size of the file", |l| &mut l.input_bytes),
            row("pages", "max-pages", Count, 5_000, "Pages of the file", |l| &mut l.pages),
            row("objects", "max-objects", Count, 1_000_000, "Objects of the file", |l| &mut l.objects),
            row(
                "nesting",
                "max-nesting",
                Count,
                64,
                "Containers, or nodes of the page tree, inside each other",
                |l| &mut l.nesting,
            ),
            row("form_depth", "max-forms", Count, 16, "Forms inside each other", |l| &mut l.form_depth),
            row("operators", "max-operators", Count, 20_000_000, "Operators of all pages together", |l| {
                &mut l.operators
            }),
            row("glyphs", "max-glyphs", Count, 5_000_000, "Characters of all pages together", |l| {
                &mut l.glyphs
            }),
            row("stream_bytes", "max-stream", Bytes, 64 * MIB, "Size of one stream, decoded", |l| {
                &mut l.stream_bytes
            }),
            row(
                "total_bytes",
                "max-streams",
                Bytes,
                256 * MIB,
                "Size of all streams together, decoded",
                |l| &mut l.total_bytes,
            ),
            row("page_bytes", "max-page-stream", Bytes, 16 * MIB, "Size of the content of one page", |l| {
                &mut l.page_bytes
            }),
            row(
                "cpu",
                "max-cpu",
                Seconds,
                10 * SECOND,
                "Work for the file, in seconds of a slow machine",
                |l| &mut l.cpu,
            ),
            row(
                "cpu_per_mib",
                "max-cpu-per-mib",
                Seconds,
                3 * SECOND / 2,
                "Work for each MiB of the file",
                |l| &mut l.cpu_per_mib,
            ),
            row("object_bytes", "max-object", Bytes, 8 * MIB, "Memory for one object", |l| {
                &mut l.object_bytes
            }),
            row("runs_per_page", "max-runs", Count, 500_000, "Pieces of text on one page", |l| {
                &mut l.runs_per_page
            }),
            row("rulings_per_page", "max-rulings", Count, 20_000, "Lines and boxes of one page", |l| {
                &mut l.rulings_per_page
            }),
            row("fonts", "max-fonts", Count, 4_096, "Fonts of the file", |l| &mut l.fonts),
        ]
    };

    /// The error for the limit with this field name.
    pub(crate) fn exceeded(limit: &'static str, allowed: u64) -> PdfError {
        PdfError::LimitExceeded { limit, allowed }
    }

    /// The same limits, those on recursion cut to what the stack of a thread holds.
    pub(crate) fn within_stack(&self) -> Self {
        Self { nesting: self.nesting.min(500), form_depth: self.form_depth.min(64), ..self.clone() }
    }

    /// The value of the limit with this name as people read it: `64MiB`.
    #[must_use]
    pub fn shown(name: &str, value: u64) -> String {
        LimitRow::named(name).map_or(LimitUnit::Count, |row| row.unit).show(value)
    }

    /// What bounds the parser.
    pub(crate) fn of_objects(&self) -> Bounds {
        Bounds {
            nesting: u32::try_from(self.nesting).unwrap_or(u32::MAX),
            weight: usize::try_from(self.object_bytes).unwrap_or(usize::MAX),
        }
    }
}

const fn row(
    name: &'static str,
    flag: &'static str,
    unit: LimitUnit,
    default: u64,
    about: &'static str,
    field: fn(&mut Limits) -> &mut u64,
) -> LimitRow {
    LimitRow { name, flag, unit, default, about, field }
}

impl Default for Limits {
    fn default() -> Self {
        let mut limits = Self {
            input_bytes: 0,
            pages: 0,
            objects: 0,
            nesting: 0,
            form_depth: 0,
            operators: 0,
            glyphs: 0,
            stream_bytes: 0,
            total_bytes: 0,
            page_bytes: 0,
            cpu: 0,
            cpu_per_mib: 0,
            object_bytes: 0,
            runs_per_page: 0,
            rulings_per_page: 0,
            fonts: 0,
        };
        for row in &Self::TABLE {
            row.set(&mut limits, row.default);
        }
        limits
    }
}

impl LimitRow {
    /// The row of the limit with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        const TABLE: &[LimitRow] = &Limits::TABLE;
        TABLE.iter().find(|row| row.name == name)
    }

    /// Sets this limit.
    pub fn set(&self, limits: &mut Limits, value: u64) {
        *(self.field)(limits) = value;
    }
}

/// Sizes of a byte count by their ending, the largest first.
const SIZES: [(&str, u64); 4] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("", 1)];

impl LimitUnit {
    /// Reads a value as people write it: `5000`, `20M` or `20k` of things; `64MiB`, `512KiB`, `1GiB` or plain bytes; `10s`,
    /// `2.5s` or `500ms`. `None` for anything else, and for what does not fit.
    ///
    /// ```
    /// use cas_pdf::LimitUnit;
    ///
    /// assert_eq!(LimitUnit::Bytes.parse("64MiB"), Some(64 << 20));
    /// assert_eq!(LimitUnit::Count.parse("20M"), Some(20_000_000));
    /// assert_eq!(LimitUnit::Seconds.parse("500ms").map(|units| LimitUnit::Seconds.show(units)), Some("0.5s".to_owned()));
    /// assert_eq!(LimitUnit::Bytes.parse("much"), None);
    /// ```
    #[must_use]
    pub fn parse(self, text: &str) -> Option<u64> {
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = text.split_at_checked(end)?;
        match self {
            Self::Count => {
                let factor = [("", 1), ("k", 1_000), ("M", 1_000_000)];
                let (_, factor) = factor.into_iter().find(|(name, _)| *name == unit)?;
                number.parse::<u64>().ok()?.checked_mul(factor)
            }
            Self::Bytes => {
                let (_, factor) = SIZES.into_iter().find(|(name, _)| *name == unit)?;
                number.parse::<u64>().ok()?.checked_mul(factor)
            }
            Self::Seconds => {
                let per_unit = match unit {
                    "s" => Limits::UNITS_PER_SECOND,
                    "ms" => Limits::UNITS_PER_SECOND / 1_000,
                    _ => return None,
                };
                let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
                let digits = u32::try_from(decimals.len()).ok().filter(|digits| *digits <= 6)?;
                let parts: u64 = if digits == 0 { 0 } else { decimals.parse().ok()? };
                let fraction = parts.checked_mul(per_unit)? / 10_u64.pow(digits);
                whole.parse::<u64>().ok()?.checked_mul(per_unit)?.checked_add(fraction)
            }
        }
    }

    /// Writes a value as people read it; [`LimitUnit::parse`] reads it back, seconds to the millisecond.
    #[must_use]
    pub fn show(self, value: u64) -> String {
        match self {
            Self::Count => value.to_string(),
            Self::Bytes => {
                let fits = |size: &u64| value >= *size && value.is_multiple_of(*size);
                let (name, size) = SIZES.into_iter().find(|(_, size)| fits(size)).unwrap_or(("", 1));
                format!("{}{name}", value / size)
            }
            Self::Seconds => {
                let millis = value / (Limits::UNITS_PER_SECOND / 1_000);
                let (seconds, millis) = (millis / 1_000, millis % 1_000);
                let fraction = format!(".{millis:03}");
                format!("{seconds}{}s", fraction.trim_end_matches('0').trim_end_matches('.'))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_every_field_once() {
        let mut limits = Limits::default();
        for (index, row) in (1..).zip(&Limits::TABLE) {
            row.set(&mut limits, index);
        }
        // Were two rows one field, a number would be missing here.
        let shown = format!("{limits:?}");
        for (index, row) in (1..).zip(&Limits::TABLE) {
            assert!(shown.contains(&format!("{}: {index}", row.name)), "{}: {shown}", row.name);
        }
        assert_eq!(shown.matches(": ").count(), Limits::TABLE.len());
    }

    #[test]
    fn values_are_written_as_they_are_read() {
        for row in &Limits::TABLE {
            assert_eq!(row.unit.parse(&row.unit.show(row.default)), Some(row.default), "{}", row.name);
        }
        for (unit, text, shown) in [
            (LimitUnit::Bytes, "1023", "1023"),
            (LimitUnit::Bytes, "2048KiB", "2MiB"),
            (LimitUnit::Count, "0", "0"),
            (LimitUnit::Count, "20k", "20000"),
            (LimitUnit::Seconds, "0.25s", "0.25s"),
            (LimitUnit::Seconds, "90s", "90s"),
            (LimitUnit::Seconds, "1500ms", "1.5s"),
        ] {
            assert_eq!(unit.parse(text).map(|value| unit.show(value)).as_deref(), Some(shown), "{text}");
        }
        for (unit, text) in [
            (LimitUnit::Bytes, ""),
            (LimitUnit::Bytes, "-1"),
            (LimitUnit::Bytes, "1.5MiB"),
            (LimitUnit::Bytes, "64 MiB"),
            (LimitUnit::Bytes, "99999999999GiB"),
            (LimitUnit::Count, "5e3"),
            (LimitUnit::Seconds, "10"),
            (LimitUnit::Seconds, "1.2.3s"),
            (LimitUnit::Seconds, "s"),
        ] {
            assert_eq!(unit.parse(text), None, "{text}");
        }
    }
}
