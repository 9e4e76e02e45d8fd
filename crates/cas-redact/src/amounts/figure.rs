//! A printed number times a factor, in the manner it was printed.

use rust_decimal::Decimal;

/// What becomes of one character of a printed number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figure {
    /// The characters that stand for it: one, or more for the first digit of a number that grew, or none where it shrank.
    pub(crate) text: String,
    /// Where a longer number finds its room.
    pub(crate) fit: Fit,
}

/// Where a longer number finds its room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fit {
    /// Beside it: this share of the growth goes to the left. 1 keeps the right edge of the number, 0 the left one.
    Beside(f32),
    /// Where it stood: all its characters are drawn narrower.
    Squeezed,
}

/// How numbers with more digits are drawn.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Widths {
    /// As wide as their digits are, which take room beside them.
    Natural,
    /// Squeezed into the width of the old number, for pages without room.
    Kept,
}

impl Widths {
    /// Both, the one that looks better first.
    pub const ALL: [Self; 2] = [Self::Natural, Self::Kept];
}

/// Decimals of an amount in rupees.
const PAISE: usize = 2;

/// Where the groups of a printed number are cut, counted in digits from its decimal point.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Groups {
    /// Not at all.
    None,
    /// After three digits, then after every two.
    Indian,
    /// After every three digits.
    Thousands,
}

/// The value of a printed number (digits, commas, a point).
pub(super) fn value(printed: &str) -> Option<Decimal> {
    let digits: String = printed.chars().filter(|character| *character != ',').collect();
    if digits.starts_with('.') { format!("0{digits}").parse().ok() } else { digits.parse().ok() }
}

/// A printed number times `factor`; `None` when it is too large to be written.
pub(super) fn times(printed: &str, factor: u32) -> Option<Decimal> {
    let number = value(printed)?;
    let mut product = number.checked_mul(Decimal::from(factor))?;
    // Nothing times anything has the decimals it was printed with.
    product.rescale(number.scale());
    Some(product)
}

/// True for a number with digit groups, false for one that would have them where digits are grouped, `None` for one that
/// is too short to tell.
pub(super) fn is_grouped(printed: &str) -> Option<bool> {
    let whole = printed.split('.').next().unwrap_or(printed);
    if whole.contains(',') { Some(true) } else { (whole.len() > 3).then_some(false) }
}

/// A number in the manner of a printed one: its decimals and its groups, no sign. What is too short to tell is grouped
/// as rupees are where its file groups digits at all. A bare `0` says nothing of decimals: what it becomes has those of paise.
pub(super) fn in_manner_of(printed: &str, file_groups: bool, number: Decimal) -> String {
    let (whole, decimals) = match printed.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction.len())),
        None => (printed, None),
    };
    let decimals = decimals.or((printed == "0" && !number.fract().is_zero()).then_some(PAISE));
    let mut number = number.abs();
    number.rescale(decimals.unwrap_or(0) as u32);
    let number = number.to_string();
    let (new_whole, fraction) = number.split_once('.').map_or((number.as_str(), ""), |(w, f)| (w, f));
    let mut out = match (whole.is_empty(), new_whole) {
        (true, "0") => String::new(),
        _ => grouped(new_whole, groups(whole, file_groups)),
    };
    if decimals.is_some() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// How a number was grouped, or would have been.
fn groups(whole: &str, file_groups: bool) -> Groups {
    let parts: Vec<usize> = whole.split(',').map(str::len).collect();
    match parts.as_slice() {
        [only] if *only > 3 => Groups::None,
        [_] if !file_groups => Groups::None,
        [_, .., middle, _] if *middle == 3 => Groups::Thousands,
        _ => Groups::Indian,
    }
}

fn grouped(digits: &str, groups: Groups) -> String {
    let count = digits.len();
    let mut out = String::with_capacity(count + count / 2);
    for (index, digit) in digits.chars().enumerate() {
        let left = count - index;
        let cut = match groups {
            Groups::None => false,
            Groups::Indian => left == 3 || left > 3 && (left - 3).is_multiple_of(2),
            Groups::Thousands => left.is_multiple_of(3),
        };
        if cut && index > 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_manner() {
        for (printed, factor, expected) in [
            ("8,499.57", 3, "25,498.71"),
            ("54,41,107.71", 3, "1,63,23,323.13"),
            ("652932.92", 2, "1305865.84"),
            ("1,234,567.8", 2, "2,469,135.6"),
            ("0.00", 7, "0.00"),
            ("0.36", 5, "1.80"),
            (".09", 3, ".27"),
            (".50", 3, "1.50"),
            ("890", 2, "1,780"),
            ("400", 2, "800"),
            ("1500.000", 2, "3000.000"),
        ] {
            let product = times(printed, factor).unwrap();
            assert_eq!(in_manner_of(printed, true, product), expected, "{printed}");
        }
        assert_eq!(in_manner_of("0", true, Decimal::new(102, 4)), "0.01");
        assert_eq!(in_manner_of("0", true, Decimal::ZERO), "0");
        assert_eq!(in_manner_of("890", false, Decimal::from(1_780)), "1780");
        assert_eq!(in_manner_of("1,890", false, Decimal::from(3_780)), "3,780");
        assert_eq!(times("9999999999999999999999999999", 9), None);
    }
}
