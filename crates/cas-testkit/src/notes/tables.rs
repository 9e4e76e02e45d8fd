//! The tables that every broker prints in an order and wording of his own: fills, both summaries, charges.

use rust_decimal::Decimal;

use super::charges::Levies;
use super::figures::{Figures, shortened};
use super::model::Side;
use super::press::Press;
use super::sheet::{Block, ContractRow, FillRow, Half, SecurityRow};
use super::table::{Column, Row, Table, column};
use super::traits::{Empty, Label, Traits};
use crate::depository::flow::Align;

/// A column of the fills.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Field {
    /// Order number.
    Order,
    /// Order time.
    OrderTime,
    /// Trade number.
    Trade,
    /// Trade time.
    TradeTime,
    /// Security or contract.
    Text,
    /// ISIN.
    Isin,
    /// `B` or `S`.
    Kind,
    /// Quantity.
    Quantity,
    /// Quantity of a purchase, blank for a sale.
    Bought,
    /// Quantity of a sale, blank for a purchase.
    Sold,
    /// Exchange.
    Exchange,
    /// Traded price.
    Gross,
    /// Brokerage per unit.
    Unit,
    /// Net rate.
    Net,
    /// Closing price.
    Closing,
    /// Net total.
    Total,
    /// Remarks.
    Remark,
}

/// A column of the summary of securities.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sum {
    /// ISIN.
    Isin,
    /// Name or symbol.
    Label,
    /// Quantity of a side.
    Quantity(Side),
    /// Weighted price.
    Wap(Side),
    /// Brokerage per share.
    Unit(Side),
    /// Price after brokerage.
    After(Side),
    /// Value after brokerage.
    Total(Side),
    /// Net quantity.
    NetQuantity,
    /// Net rate of a security that is left.
    NetRate,
    /// Net obligation.
    Net,
}

/// A column of the summary of derivatives.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Deal {
    /// Contract.
    Text,
    /// `B`, `S`, `BF`, `CF`.
    Kind,
    /// Quantity.
    Quantity,
    /// Weighted price.
    Wap,
    /// Brokerage per unit.
    Unit,
    /// Price after brokerage.
    After,
    /// Closing price.
    Closing,
    /// Net total.
    Total,
    /// Remarks.
    Remark,
}

/// Columns with what stands in them.
pub type Columns<F> = [(F, Column)];

/// The columns of a summary per ISIN: the title of the names and its width, and the other titles that differ.
#[must_use]
pub const fn summary(
    (label, wide): (&'static str, f64),
    wap: &'static str,
    after: &'static str,
) -> [(Sum, Column); 14] {
    const BUY: Side = Side::Buy;
    const SELL: Side = Side::Sell;
    const R: Align = Align::Right;
    [
        (Sum::Isin, column("ISIN", 58.0, Align::Centre)),
        (Sum::Label, column(label, wide, Align::Left)),
        (Sum::Quantity(BUY), column("Quantity", 36.0, R)),
        (Sum::Wap(BUY), column(wap, 44.0, R)),
        (Sum::Unit(BUY), column("Brokerage per share (Rs)", 38.0, R)),
        (Sum::After(BUY), column(after, 44.0, R)),
        (Sum::Total(BUY), column("Total BUY value after brokerage", 50.0, R)),
        (Sum::Quantity(SELL), column("Quantity", 36.0, R)),
        (Sum::Wap(SELL), column(wap, 44.0, R)),
        (Sum::Unit(SELL), column("Brokerage per share (Rs)", 38.0, R)),
        (Sum::After(SELL), column(after, 44.0, R)),
        (Sum::Total(SELL), column("Total SELL value after brokerage", 50.0, R)),
        (Sum::NetQuantity, column("Net Quantity", 34.0, R)),
        (Sum::Net, column("Net Obligation for ISIN (Rs)", 50.0, R)),
    ]
}

/// The columns of a summary of derivatives, in the words of the regulator.
pub const DEALS: &Columns<Deal> = &[
    (Deal::Text, column("Contract Description", 110.0, Align::Left)),
    (Deal::Kind, column("Buy(B)/ Sell(S)/ BF/ CF", 44.0, Align::Centre)),
    (Deal::Quantity, column("Quantity", 46.0, Align::Right)),
    (Deal::Wap, column("WAP per unit (Rs)", 58.0, Align::Right)),
    (Deal::Unit, column("Brokerage per unit (Rs)", 54.0, Align::Right)),
    (Deal::After, column("WAP per unit after brokerage (Rs)", 62.0, Align::Right)),
    (Deal::Closing, column("Closing rate per unit (only for derivatives) (Rs)", 62.0, Align::Right)),
    (Deal::Total, column("Net Total (before levies) (Rs)", 62.0, Align::Right)),
    (Deal::Remark, column("Remarks", 40.0, Align::Left)),
];

/// The columns alone.
#[must_use]
pub fn columns<F: Copy>(columns: &Columns<F>) -> Vec<Column> {
    columns.iter().map(|(_, column)| *column).collect()
}

/// A table in the look of the note, as wide as the page.
#[must_use]
pub fn table<'a>(traits: &Traits, press: &Press, columns: &'a [Column], size: f64) -> Table<'a> {
    Table {
        columns,
        spans: &[],
        left: press.left,
        right: press.right,
        size,
        ruling: traits.ruling,
        stand: traits.stand,
        titled: true,
    }
}

/// Brokerage per unit: as many decimals as it takes where rates have two.
#[must_use]
pub fn unit(figures: Figures, unit: Decimal) -> String {
    if figures.rates < 4 { shortened(unit) } else { figures.rate(unit) }
}

/// A row of the fills.
#[must_use]
pub fn fill(row: &FillRow, columns: &Columns<Field>, traits: &Traits) -> Row {
    let figures = traits.figures;
    let cells = columns.iter().map(|(field, _)| match field {
        Field::Order => row.order.clone(),
        Field::OrderTime => row.order_time.clone(),
        Field::Trade => row.trade.clone(),
        Field::TradeTime => row.trade_time.clone(),
        Field::Text => row.text.clone(),
        Field::Isin => row.isin.clone(),
        Field::Kind => row.kind.to_owned(),
        Field::Quantity => figures.quantity(row.quantity),
        Field::Bought if row.quantity > 0 => figures.quantity(row.quantity),
        Field::Sold if row.quantity < 0 => figures.quantity(row.quantity),
        Field::Bought | Field::Sold => String::new(),
        Field::Exchange => row.exchange.name().to_owned(),
        Field::Gross => figures.digits(row.gross, figures.gross),
        Field::Unit => unit(figures, row.unit),
        Field::Net => figures.rate(row.net),
        Field::Closing => row.closing.map_or_else(String::new, |rate| figures.digits(rate, 2)),
        Field::Total => figures.amount(row.total),
        Field::Remark => row.remark.to_owned(),
    });
    Row::Cells(cells.collect())
}

/// A row with texts in some columns only.
#[must_use]
pub fn sparse<F: Copy + PartialEq>(columns: &Columns<F>, texts: &[(F, String)]) -> Row {
    let text =
        |field| texts.iter().find(|(at, _)| *at == field).map_or_else(String::new, |(_, text)| text.clone());
    Row::Bold(columns.iter().map(|(field, _)| text(*field)).collect())
}

/// The sub total of a block: signed quantity and net total, under a label.
#[must_use]
pub fn sub_total(block: &Block, label: &str, columns: &Columns<Field>, traits: &Traits) -> Row {
    let figures = Figures { signed_quantity: true, ..traits.figures };
    sparse(
        columns,
        &[
            (Field::Text, label.to_owned()),
            (Field::Quantity, figures.quantity(block.quantity)),
            (Field::Total, figures.amount(block.total)),
        ],
    )
}

/// A row of the summary of securities.
#[must_use]
pub fn security(row: &SecurityRow, columns: &Columns<Sum>, traits: &Traits) -> Row {
    let figures = traits.figures;
    let half = |side| if side == Side::Buy { &row.buy } else { &row.sell };
    let of = |side, quantity: bool, show: &dyn Fn(&Half) -> String| match (half(side).quantity, traits.empty)
    {
        (0, Empty::Blank) => String::new(),
        (0, Empty::Dashes) => "-".to_owned(),
        (0, Empty::Zeros) if quantity => "0".to_owned(),
        _ => show(half(side)),
    };
    let cells = columns.iter().map(|(field, _)| match *field {
        Sum::Isin => row.isin.clone(),
        Sum::Label => {
            let label = if traits.shown.label == Label::Symbol { &row.symbol } else { &row.name };
            [label, row.mark].join(" ").trim().to_owned()
        }
        Sum::Quantity(side) => of(side, true, &|half| figures.quantity(side.held(half.quantity))),
        Sum::Wap(side) => of(side, false, &|half| figures.rate(half.wap)),
        Sum::Unit(_) if !traits.shown.contract_brokerage => String::new(),
        Sum::Unit(side) => of(side, false, &|half| unit(figures, half.unit)),
        Sum::After(side) => of(side, false, &|half| figures.rate(half.after)),
        Sum::Total(side) => of(side, false, &|half| figures.amount(side.felt(half.total))),
        Sum::NetQuantity => Figures { signed_quantity: true, ..figures }.quantity(row.net_quantity),
        Sum::NetRate if row.net_quantity == 0 => String::new(),
        Sum::NetRate => figures.rate(row.net.abs() / Decimal::from(row.net_quantity.abs())),
        Sum::Net => figures.amount(row.net),
    });
    Row::Cells(cells.collect())
}

/// A row of the summary of derivatives; amounts with this many decimals.
#[must_use]
pub fn contract(row: &ContractRow, columns: &Columns<Deal>, traits: &Traits, places: u32) -> Row {
    let figures = traits.figures;
    let cells = columns.iter().map(|(field, _)| match field {
        Deal::Text => row.text.clone(),
        Deal::Kind => row.kind.to_owned(),
        Deal::Quantity => figures.quantity(row.quantity),
        Deal::Wap => figures.rate(row.wap),
        Deal::Unit if !traits.shown.contract_brokerage => String::new(),
        Deal::Unit => figures.digits(row.unit, 4),
        Deal::After => figures.digits(row.after, 4),
        Deal::Closing => row.closing.map_or_else(String::new, |rate| figures.digits(rate, 2)),
        Deal::Total => figures.signed(if figures.plus_pays { -row.total } else { row.total }, places),
        Deal::Remark => String::new(),
    });
    Row::Cells(cells.collect())
}

/// What a line of the charges shows.
#[derive(Clone, Copy, Debug)]
pub enum Charge {
    /// Obligation or net amount: signed.
    Felt(fn(&Levies) -> Decimal),
    /// A levy.
    Levy(fn(&Levies) -> Decimal),
}

/// The line of a charge: its label, and a cell for each column; `None` leaves a column blank.
#[must_use]
pub fn charge(label: &str, charge: Charge, columns: &[Option<&Levies>], figures: Figures) -> Row {
    let cell = |levies: &Levies| match charge {
        Charge::Felt(value) => figures.amount(value(levies)),
        Charge::Levy(value) => figures.levy(value(levies)),
    };
    let cells = columns.iter().map(|levies| levies.map_or_else(String::new, cell));
    Row::Cells([label.to_owned()].into_iter().chain(cells).collect())
}

/// Puts the end of the page after so many rows.
#[must_use]
pub fn split(mut rows: Vec<Row>, after: Option<usize>) -> Vec<Row> {
    if let Some(after) = after {
        rows.insert(after.min(rows.len()), Row::Break);
    }
    rows
}
