//! One cell of a table, and how the values of the model become one.

use cas::Decimal;
use cas::model::{Amount, Isin, Pan, Percent, Price, Units};
use chrono::NaiveDate;

/// A value of a table. The kind that a column says ([`crate::CellKind`]) is the only one in it, besides `Null`.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Not printed, not readable, or not of this kind of row.
    #[default]
    Null,
    /// Text as in the JSON.
    Text(String),
    /// An exact number with its printed scale.
    Decimal(Decimal),
    /// A day.
    Date(NaiveDate),
    /// A count, a number of a row, a tier.
    Int(i64),
    /// Yes or no.
    Bool(bool),
}

/// The cells of one row, in the order of the columns.
pub type Row = Vec<Cell>;

/// A cell of a value that may be missing.
pub(crate) fn cell<T>(value: Option<T>) -> Cell
where
    Cell: From<T>,
{
    value.map_or(Cell::Null, Cell::from)
}

/// A cell of borrowed text; blank text is a blank cell nowhere but here, as the JSON has it.
pub(crate) fn text<T: AsRef<str>>(value: Option<&T>) -> Cell {
    value.map_or(Cell::Null, |text| Cell::Text(text.as_ref().to_owned()))
}

macro_rules! cell_from {
    ($($type:ty => |$value:ident| $cell:expr;)*) => {
        $(
            impl From<$type> for Cell {
                fn from($value: $type) -> Self {
                    $cell
                }
            }
        )*
    };
}

cell_from! {
    Amount => |number| Self::Decimal(number.value());
    Units => |number| Self::Decimal(number.value());
    Price => |number| Self::Decimal(number.value());
    Percent => |number| Self::Decimal(number.value());
    Decimal => |number| Self::Decimal(number);
    NaiveDate => |day| Self::Date(day);
    Isin => |isin| Self::Text(isin.as_str().to_owned());
    &Pan => |pan| Self::Text(pan.as_str().to_owned());
    &str => |text| Self::Text(text.to_owned());
    String => |text| Self::Text(text);
    u8 => |count| Self::Int(i64::from(count));
    u32 => |count| Self::Int(i64::from(count));
    usize => |count| i64::try_from(count).map_or(Self::Null, Self::Int);
    bool => |answer| Self::Bool(answer);
}
