//! Prints one figure wrong, and makes good for it elsewhere so that only the check in question can tell.

use rust_decimal::Decimal;

use super::sheet::{Figure, Sheet};

/// So much is it off: more than any tolerance for sums.
const OFF: Decimal = Decimal::from_parts(700, 0, 0, false, 2);

/// Changes the printed note.
pub(super) fn spoil(sheet: &mut Sheet, figure: Figure) {
    let charges = &mut sheet.charges;
    match figure {
        Figure::FillValue => {
            let row = sheet.cash.iter_mut().flat_map(|block| &mut block.rows).next();
            if let Some(row) = row {
                row.total += Decimal::new(3, 2);
            }
        }
        Figure::SecurityNet => {
            for (row, off) in sheet.securities.iter_mut().zip([OFF, -OFF]) {
                row.net += off;
            }
        }
        Figure::SecurityFill => drop(sheet.cash.first_mut().and_then(|block| block.rows.pop())),
        Figure::ContractFill => drop(sheet.derivatives.first_mut().and_then(|block| block.rows.pop())),
        Figure::Obligation => {
            for levies in
                charges.columns.iter_mut().map(|(_, levies)| levies).take(1).chain([&mut charges.total])
            {
                levies.obligation += OFF;
                levies.net += OFF;
            }
        }
        Figure::NetAmount => {
            for levies in
                charges.columns.iter_mut().map(|(_, levies)| levies).take(1).chain([&mut charges.total])
            {
                levies.net += OFF;
            }
        }
        Figure::Gst => {
            for levies in
                charges.columns.iter_mut().map(|(_, levies)| levies).take(1).chain([&mut charges.total])
            {
                levies.igst += OFF;
                levies.net -= OFF;
            }
        }
        Figure::Segment => {
            if let Some((_, levies)) = charges.columns.first_mut() {
                levies.exchange += OFF;
                levies.net -= OFF;
            }
        }
        Figure::SecurityPrice => {
            if let Some(row) = sheet.securities.first_mut() {
                row.buy.after += OFF;
            }
        }
        Figure::ContractPrice => {
            if let Some(row) = sheet.contracts.first_mut() {
                row.after += OFF;
            }
        }
        Figure::TaxRow | Figure::DepositoryCharge => sheet.wrong = Some(figure),
        Figure::SubTotal => {
            if let Some(block) = sheet.cash.first_mut() {
                block.total += Decimal::new(5, 2);
            }
        }
    }
}
