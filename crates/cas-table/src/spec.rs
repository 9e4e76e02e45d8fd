//! What a table looks like, as data: the labels of its columns and how values stand under them.

/// How the values of a column stand under its label.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Align {
    /// Values start where the label starts.
    #[default]
    Left,
    /// Values end where the label ends.
    Right,
    /// Values are centred under the label.
    Centre,
    /// The rows tell: see [`crate::Columns::refine`].
    Learn,
}

/// What a column holds, as far as it helps to tell columns apart.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Content {
    /// Any text.
    #[default]
    Text,
    /// Numbers, blank markers (`--`, `NA`) or nothing.
    Number,
}

/// One column of a [`TableSpec`].
#[derive(Clone, Copy, Debug)]
pub struct ColumnSpec {
    /// Every printed wording of the label, stacked parts joined by a blank: `Current NAV per unit`. Letter case,
    /// blanks, punctuation, and currency words (`R`, `Rs.`, `INR`, the rupee sign and its stand-ins) are not compared.
    /// A wording that ends with `…` stands for every label that starts with it (`Market Price…`): put such a column
    /// after those whose labels are longer, since a printed label is taken by the first column that knows it.
    pub labels: &'static [&'static str],
    /// How values stand.
    pub align: Align,
    /// What values are.
    pub content: Content,
    /// False when some generations print the table without this column.
    pub required: bool,
}

impl ColumnSpec {
    /// A required text column, values flush left.
    #[must_use]
    pub const fn text(labels: &'static [&'static str]) -> Self {
        Self { labels, align: Align::Left, content: Content::Text, required: true }
    }

    /// A required number column, values flush right.
    #[must_use]
    pub const fn number(labels: &'static [&'static str]) -> Self {
        Self { labels, align: Align::Right, content: Content::Number, required: true }
    }

    /// The same column, absent in some generations.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { required: false, ..self }
    }

    /// The same column, with values standing otherwise.
    #[must_use]
    pub const fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }
}

/// A table: its columns in the order of the constants that the reader uses to address them. The printed order may
/// differ.
#[derive(Clone, Copy, Debug)]
pub struct TableSpec {
    /// Name for traces and notes.
    pub name: &'static str,
    /// The columns; at most [`crate::MAX_COLUMNS`].
    pub columns: &'static [ColumnSpec],
}

/// True when `printed` says the same as `label`: only letters, digits and `%` count, letter case does not, currency
/// words are skipped in both, and so is a soft hyphen. A `label` that ends with `…` may go on in print.
pub(crate) fn same_label<'a>(printed: impl Iterator<Item = &'a str>, label: &str) -> bool {
    let mut wanted = label.split_whitespace().filter(|word| !is_currency(word)).flat_map(significant);
    for character in printed.filter(|word| !is_currency(word)).flat_map(significant) {
        match wanted.next() {
            Some(expected) if expected == character => {}
            Some(_) => return false,
            None => return label.ends_with('…'),
        }
    }
    wanted.next().is_none()
}

/// The first byte that [`same_label`] compares. Where a label has one and print begins otherwise, they are not the same.
pub(crate) fn initial<'a>(words: impl Iterator<Item = &'a str>) -> Option<u8> {
    words.filter(|word| !is_currency(word)).flat_map(significant).next()
}

pub(crate) fn significant(word: &str) -> impl Iterator<Item = u8> + '_ {
    without_currency(word)
        .bytes()
        .filter(|byte| byte.is_ascii_alphanumeric() || *byte == b'%')
        .map(|byte| byte.to_ascii_lowercase())
}

/// A label that touches its currency: `Amount(INR)`.
fn without_currency(word: &str) -> &str {
    if !word.ends_with(')') {
        return word;
    }
    match word.rfind('(').and_then(|at| word.split_at_checked(at)) {
        Some((label, currency)) if is_currency(currency) => label,
        _ => word,
    }
}

pub(crate) fn is_currency(word: &str) -> bool {
    // Nearly every word begins with a letter or digit that no currency begins with.
    if word.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric() && !matches!(first, b'R' | b'I'))
    {
        return false;
    }
    let core = word.trim_matches(['(', ')', '.', ',']);
    matches!(core, "R" | "Rs" | "INR" | "`" | "\u{20b9}" | "\u{2018}" | "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_compare_by_what_counts() {
        let same = |printed: &str, label: &str| same_label(printed.split(' '), label);
        assert!(same("Amount (INR)", "Amount"));
        assert!(same("Amount(INR)", "Amount"));
        assert!(same("Cost Value(`)", "Cost Value"));
        assert!(same("Net Total(Rs.)", "Net Total(Rs)"));
        assert!(!same("Gain(Loss)", "Gain"));
        assert!(same("Unreali\u{ad}sed Profit/Loss", "Unrealised Profit/Loss"));
        assert!(same("Value in `", "Value in R"));
        assert!(same("STAMP DUTY (R)", "Stamp Duty"));
        assert!(!same("NAV Date", "NAV"));
        assert!(same("Market Price Per Bond in R", "Market Price…"));
        assert!(same("Market Price", "Market Price…"));
        assert!(!same("Market", "Market Price…"));
        assert!(!same("NAV", "NAV Date"));
        assert!(!same("Profit/Loss(%)", "Profit/Loss"));
    }
}
