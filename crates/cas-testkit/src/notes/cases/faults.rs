//! Sound but for one figure, which the self-checks must find.

use crate::case::{Case, fault};
use crate::draw::Encoding;
use crate::notes::outline::Position;
use crate::notes::sheet::Figure;
use crate::notes::{Recipe, groww, icici, zerodha};

pub(super) const CASES: &[Case<Recipe>] = &[
    fault("fault-fill-value", "the net total of a fill is not quantity times rate", &["fill-value"], |r| {
        r.outline.fault = Some(Figure::FillValue);
    }),
    fault(
        "fault-security-net",
        "net obligations of two securities are not the sums of their sides",
        &["security-net"],
        |r| r.outline.fault = Some(Figure::SecurityNet),
    ),
    fault("fault-security-trades", "a fill of a security is missing", &["security-trades"], |r| {
        r.outline.fault = Some(Figure::SecurityFill);
    }),
    fault("fault-contract-trades", "a fill of a contract is missing", &["contract-trades"], |r| {
        r.binding.style.encoding = Encoding::IdentityH;
        r.outline.contracts = vec![Position::option(2, 2), Position::option(1, 0)];
        r.outline.fault = Some(Figure::ContractFill);
    }),
    fault("fault-obligation", "the obligation is not the sum of the securities", &["obligation"], |r| {
        r.outline.fault = Some(Figure::Obligation);
    }),
    fault("fault-net-amount", "the net amount is not obligation less levies", &["net-amount"], |r| {
        r.outline.fault = Some(Figure::NetAmount);
    }),
    fault("fault-gst", "the tax is not 18 % of the taxable values", &["gst"], |r| {
        r.outline.fault = Some(Figure::Gst);
    }),
    fault("fault-segments", "a column of a charge does not add up to its total", &["segments"], |r| {
        r.binding.style.encoding = Encoding::IdentityH;
        r.outline.contracts = vec![Position::option(1, 1)];
        r.outline.fault = Some(Figure::Segment);
    }),
    fault("fault-sub-total", "a sub total is not the sum of its fills", &["sub-total"], |r| {
        r.by(zerodha::lines());
        r.outline.fault = Some(Figure::SubTotal);
    }),
    fault(
        "fault-groww-total",
        "the closing line of a security is not the sum of its fills",
        &["sub-total"],
        |r| {
            r.by(groww::notes());
            r.outline.fault = Some(Figure::SubTotal);
        },
    ),
    fault(
        "fault-security-value",
        "the value of a side of a security is not quantity times price",
        &["security-value"],
        |r| r.outline.fault = Some(Figure::SecurityPrice),
    ),
    fault(
        "fault-contract-value",
        "the net total of a contract is not quantity times price",
        &["contract-value"],
        |r| {
            r.binding.style.encoding = Encoding::IdentityH;
            r.outline.contracts = vec![Position::option(1, 1)];
            r.outline.fault = Some(Figure::ContractPrice);
        },
    ),
    fault("fault-stt", "the tax annexure does not add up to the tax", &["stt"], |r| {
        r.by(icici::notes());
        r.outline.fault = Some(Figure::TaxRow);
    }),
    fault(
        "fault-demat-charges",
        "charge and GST of the participant are not their total",
        &["demat-charges"],
        |r| {
            r.by(groww::notes());
            r.traits.extra = true;
            r.outline.fault = Some(Figure::DepositoryCharge);
        },
    ),
];
