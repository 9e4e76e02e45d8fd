//! Every figure that a note prints, reckoned from the fills: the only place where a note is added up.
//!
//! Amounts are what the client feels: negative when he pays. Quantities grow by purchases.

use rust_decimal::Decimal;

use super::charges::{self, Charges};
use super::model::{Book, Contract, Exchange, Fill, Security, Side};
use super::outline::Gst;

/// A figure that can be printed wrong.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Figure {
    /// Net total of a fill.
    FillValue,
    /// Net obligation of a security; another one makes up for it.
    SecurityNet,
    /// A fill of a security is missing.
    SecurityFill,
    /// A fill of a contract is missing.
    ContractFill,
    /// Obligation, and the net amount with it.
    Obligation,
    /// Net amount.
    NetAmount,
    /// IGST, and the net amount with it.
    Gst,
    /// Exchange charges of one segment.
    Segment,
    /// A sub total.
    SubTotal,
    /// Average price after brokerage of a security.
    SecurityPrice,
    /// Average price after brokerage of a contract.
    ContractPrice,
    /// First row of the annexure of the transaction tax.
    TaxRow,
    /// First row of the depository's charges.
    DepositoryCharge,
}

/// Whether a figure holds the brokerage.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Brokerage {
    /// Taken in the charges.
    Apart,
    /// Already taken.
    Within,
}

/// How brokerage runs through a note.
#[derive(Clone, Copy, Debug)]
pub struct Basis {
    /// Net rates and net totals of fills.
    pub fills: Brokerage,
    /// Totals of the summaries.
    pub summary: Brokerage,
    /// The obligation.
    pub obligation: Brokerage,
}

/// How positions held over the day are shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Carry {
    /// One line with the difference of the closing prices.
    Marked,
    /// A line at the old closing price and one at the new.
    Full,
}

/// Columns of the charges.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Division {
    /// Cash and derivatives.
    Kind,
    /// One column per exchange.
    Exchange,
    /// Cash, and derivatives of each exchange.
    Clearing,
}

/// What the arithmetic depends on.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// Brokerage.
    pub basis: Basis,
    /// Positions held over the day.
    pub carry: Carry,
    /// Columns of the charges.
    pub division: Division,
    /// Tax.
    pub gst: Gst,
    /// The investor protection fund has a line of its own.
    pub ipft: bool,
    /// Clearing charges are taken.
    pub clearing: bool,
    /// Text of a fill of a security.
    pub security: fn(&Security, &Fill) -> String,
    /// Text of a contract.
    pub contract: fn(&Contract) -> String,
}

/// A line of the fills.
#[derive(Clone, Debug)]
pub struct FillRow {
    /// Order number; `0` when brought forward.
    pub order: String,
    /// Order time.
    pub order_time: String,
    /// Trade number.
    pub trade: String,
    /// Trade time.
    pub trade_time: String,
    /// Text.
    pub text: String,
    /// ISIN; empty for a contract.
    pub isin: String,
    /// `B`, `S`, `BF` or `CF`.
    pub kind: &'static str,
    /// Exchange.
    pub exchange: Exchange,
    /// Negative for sells.
    pub quantity: i64,
    /// Traded price.
    pub gross: Decimal,
    /// Brokerage per unit.
    pub unit: Decimal,
    /// Brokerage.
    pub fee: Decimal,
    /// Net rate.
    pub net: Decimal,
    /// Closing price of a future.
    pub closing: Option<Decimal>,
    /// Negative when the client pays.
    pub total: Decimal,
    /// Remarks.
    pub remark: &'static str,
}

impl FillRow {
    /// A trade, not a position carried over.
    #[must_use]
    pub fn is_trade(&self) -> bool {
        matches!(self.kind, "B" | "S")
    }
}

/// The fills of one security or contract.
#[derive(Clone, Debug)]
pub struct Block {
    /// `None` for a contract.
    pub isin: Option<String>,
    /// Name of the security with its mark, or text of the contract.
    pub name: String,
    /// Trading symbol; empty for a contract.
    pub symbol: String,
    /// Lines.
    pub rows: Vec<FillRow>,
    /// Printed sum of quantities.
    pub quantity: i64,
    /// Printed sum of net totals.
    pub total: Decimal,
}

/// One side of a security.
#[derive(Clone, Debug, Default)]
pub struct Half {
    /// Positive; zero when nothing was dealt.
    pub quantity: i64,
    /// Weighted price, not rounded; nor are the next two.
    pub wap: Decimal,
    /// Brokerage per share.
    pub unit: Decimal,
    /// Price after brokerage.
    pub after: Decimal,
    /// Value after brokerage, positive.
    pub total: Decimal,
    /// Value before brokerage, positive.
    pub value: Decimal,
    /// Brokerage.
    pub fee: Decimal,
}

/// A security in the summary.
#[derive(Clone, Debug)]
pub struct SecurityRow {
    /// ISIN.
    pub isin: String,
    /// Name.
    pub name: String,
    /// Symbol.
    pub symbol: String,
    /// After the name.
    pub mark: &'static str,
    /// Buying side.
    pub buy: Half,
    /// Selling side.
    pub sell: Half,
    /// Bought less sold.
    pub net_quantity: i64,
    /// Negative when the client pays.
    pub net: Decimal,
}

/// A line of the derivatives summary.
#[derive(Clone, Debug)]
pub struct ContractRow {
    /// Text.
    pub text: String,
    /// Exchange.
    pub exchange: Exchange,
    /// `B`, `S`, `BF` or `CF`.
    pub kind: &'static str,
    /// Negative for sells and for short positions.
    pub quantity: i64,
    /// Weighted price, not rounded; nor are the next two.
    pub wap: Decimal,
    /// Brokerage per unit.
    pub unit: Decimal,
    /// Price after brokerage.
    pub after: Decimal,
    /// Closing price of a future.
    pub closing: Option<Decimal>,
    /// Negative when the client pays.
    pub total: Decimal,
}

/// The printed note.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Who and when.
    pub book: Book,
    /// Summary of the cash segment.
    pub securities: Vec<SecurityRow>,
    /// Summary of derivatives.
    pub contracts: Vec<ContractRow>,
    /// Fills by security.
    pub cash: Vec<Block>,
    /// Fills by contract.
    pub derivatives: Vec<Block>,
    /// Obligation and levies.
    pub charges: Charges,
    /// The figure that a table of its own prints wrong.
    pub wrong: Option<Figure>,
}

/// Reckons the note.
#[must_use]
pub fn sheet(book: Book, terms: &Terms) -> Sheet {
    let cash: Vec<Block> = book.securities.iter().map(|security| cash_block(security, terms)).collect();
    let derivatives: Vec<Block> =
        book.contracts.iter().map(|contract| contract_block(contract, terms)).collect();
    let securities: Vec<SecurityRow> = book
        .securities
        .iter()
        .map(|security| {
            let buy = half(&security.fills, Side::Buy, terms.basis.summary);
            let sell = half(&security.fills, Side::Sell, terms.basis.summary);
            SecurityRow {
                isin: security.isin.clone(),
                name: security.name.clone(),
                symbol: security.symbol.clone(),
                mark: security.mark,
                net_quantity: buy.quantity - sell.quantity,
                net: sell.total - buy.total,
                buy,
                sell,
            }
        })
        .collect();
    let contracts = book.contracts.iter().flat_map(|contract| contract_rows(contract, terms)).collect();
    let charges = charges::reckon(&book, terms);
    Sheet { book, securities, contracts, cash, derivatives, charges, wrong: None }
}

impl Terms {
    fn row(&self, fill: &Fill, text: String, closing: Option<Decimal>) -> FillRow {
        let (net, total) = match self.basis.fills {
            Brokerage::Apart => (fill.price, fill.side.felt(fill.value())),
            Brokerage::Within => {
                let unit = if fill.side == Side::Buy { fill.unit } else { -fill.unit };
                (fill.price + unit, fill.side.felt(fill.value()) - fill.fee)
            }
        };
        FillRow {
            order: fill.order.clone(),
            order_time: fill.order_time.clone(),
            trade: fill.trade.clone(),
            trade_time: fill.trade_time.clone(),
            text,
            isin: String::new(),
            kind: fill.side.letter(),
            exchange: fill.exchange,
            quantity: fill.side.held(fill.quantity),
            gross: fill.price,
            unit: fill.unit,
            fee: fill.fee,
            net,
            closing,
            total,
            remark: fill.remark,
        }
    }
}

fn cash_block(security: &Security, terms: &Terms) -> Block {
    let rows: Vec<FillRow> = security
        .fills
        .iter()
        .map(|fill| FillRow {
            isin: security.isin.clone(),
            ..terms.row(fill, (terms.security)(security, fill), None)
        })
        .collect();
    let name = [&security.name, security.mark].join(" ").trim().to_owned();
    block(Some(security.isin.clone()), name, security.symbol.clone(), rows)
}

fn contract_block(contract: &Contract, terms: &Terms) -> Block {
    let text = (terms.contract)(contract);
    let closing = contract.option.is_none().then_some(contract.closing);
    let mut rows: Vec<FillRow> =
        contract.fills.iter().map(|fill| terms.row(fill, text.clone(), closing)).collect();
    let carried = |kind, quantity: i64, rate: Decimal, total: Decimal| FillRow {
        order: "0".to_owned(),
        order_time: String::new(),
        trade: "0".to_owned(),
        trade_time: String::new(),
        text: text.clone(),
        isin: String::new(),
        kind,
        exchange: contract.exchange,
        quantity,
        gross: rate,
        unit: Decimal::ZERO,
        fee: Decimal::ZERO,
        net: rate,
        closing,
        total,
        remark: "",
    };
    let lines = held(contract, terms.carry);
    for (index, (kind, quantity, rate, total)) in lines.into_iter().enumerate() {
        let place = if kind == "BF" { index } else { rows.len() };
        // Carrying a position forward closes it for the day.
        let moved = if kind == "CF" { -quantity } else { quantity };
        rows.insert(place, carried(kind, moved, rate, total));
    }
    block(None, text.clone(), String::new(), rows)
}

fn block(isin: Option<String>, name: String, symbol: String, rows: Vec<FillRow>) -> Block {
    let quantity = rows.iter().map(|row| row.quantity).sum();
    let total = rows.iter().map(|row| row.total).sum();
    Block { isin, name, symbol, rows, quantity, total }
}

/// Lines of the position before and after the day: kind, quantity, rate, amount.
fn held(contract: &Contract, carry: Carry) -> Vec<(&'static str, i64, Decimal, Decimal)> {
    let traded: i64 = contract.fills.iter().map(|fill| fill.side.held(fill.quantity)).sum();
    let (before, after) = (contract.brought, contract.brought + traded);
    if contract.option.is_some() {
        return Vec::new();
    }
    let (old, new) = (contract.before, contract.closing);
    let mut lines = Vec::new();
    if before != 0 {
        let quantity = Decimal::from(before);
        lines.push(match carry {
            Carry::Marked => ("BF", before, old, quantity * (new - old)),
            Carry::Full => ("BF", before, old, -quantity * old),
        });
    }
    // A marked position has been paid out up to the new closing price; what was dealt in has not.
    let left = if carry == Carry::Marked { after - before } else { after };
    if left != 0 {
        lines.push(("CF", left, new, Decimal::from(left) * new));
    }
    lines
}

fn half(fills: &[Fill], side: Side, brokerage: Brokerage) -> Half {
    let fills = || fills.iter().filter(|fill| fill.side == side);
    let quantity: i64 = fills().map(|fill| fill.quantity).sum();
    if quantity == 0 {
        return Half::default();
    }
    let value: Decimal = fills().map(Fill::value).sum();
    let fee: Decimal = fills().map(|fill| fill.fee).sum();
    let total = match (brokerage, side) {
        (Brokerage::Apart, _) => value,
        (Brokerage::Within, Side::Buy) => value + fee,
        (Brokerage::Within, Side::Sell) => value - fee,
    };
    let count = Decimal::from(quantity);
    Half { quantity, wap: value / count, unit: fee / count, after: total / count, total, value, fee }
}

fn contract_rows(contract: &Contract, terms: &Terms) -> Vec<ContractRow> {
    let text = (terms.contract)(contract);
    let closing = contract.option.is_none().then_some(contract.closing);
    let row = |kind, quantity, wap, unit, after, total| ContractRow {
        text: text.clone(),
        exchange: contract.exchange,
        kind,
        quantity,
        wap,
        unit,
        after,
        closing,
        total,
    };
    let carried = held(contract, terms.carry)
        .into_iter()
        .map(|(kind, quantity, rate, total)| row(kind, quantity, rate, Decimal::ZERO, rate, total));
    let dealt = [Side::Buy, Side::Sell].into_iter().filter_map(|side| {
        let half = half(&contract.fills, side, terms.basis.summary);
        let quantity = side.held(half.quantity);
        let total = side.felt(half.total);
        (quantity != 0).then(|| row(side.letter(), quantity, half.wap, half.unit, half.after, total))
    });
    let mut rows: Vec<ContractRow> = carried.chain(dealt).collect();
    // Brought forward, dealt, carried forward.
    rows.sort_by_key(|row| ["BF", "B", "S", "CF"].iter().position(|kind| *kind == row.kind));
    rows
}
