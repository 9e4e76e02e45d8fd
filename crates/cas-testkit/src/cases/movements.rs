//! Every wording of the layout reference (3.2), with the row shapes it comes in, grouped so that each file stays short.

use rust_decimal::Decimal;

use super::plain::{milli, rupees, script, scripted};
use super::{Case, Made, case};
use crate::cams::{Generation, Ledger, Maker, Row, day};

pub(super) const CASES: &[Case] = &[
    case("rows-purchases", "purchases by every channel, unclaimed redemptions among them", |seed| {
        script(seed, Generation::G3, 0, |ledger| {
            for text in PURCHASES {
                ledger.step(6, 25).buy(text, "PURCHASE", rupees(5000));
            }
        })
    }),
    case("rows-sip", "systematic purchases in all their spellings", |seed| {
        script(seed, Generation::G3, 0, |ledger| {
            for text in SIPS {
                ledger.step(6, 15).buy(text, "PURCHASE_SIP", rupees(2000));
            }
        })
    }),
    case("rows-redemptions", "redemptions, withdrawals, extinguished units, STT rows", |seed| {
        script(seed, Generation::G3, 0, |ledger| {
            ledger.buy("Purchase", "PURCHASE", rupees(200_000));
            for text in REDEMPTIONS {
                ledger.step(9, 30).sell(text, "REDEMPTION", milli(151_250));
            }
        })
    }),
    case("rows-switches", "switches, STP, lateral shifts, sweeps, both directions", |seed| {
        script(seed, Generation::G3, 7, |ledger| {
            ledger.buy("Purchase", "PURCHASE", rupees(100_000));
            for text in SWITCHES_IN {
                ledger.step(5, 10).buy(text, "SWITCH_IN", rupees(3000));
            }
            for text in SWITCHES_OUT {
                ledger.step(5, 10).sell(text, "SWITCH_OUT", milli(25_500));
            }
        })
    }),
    case(
        "rows-merger",
        "a scheme merger: units leave one scheme and arrive in another on the same day",
        |seed| {
            let mut maker = Maker::new(seed, Generation::G3);
            let old = scripted(&mut maker, 0, |ledger| {
                ledger.buy("Purchase", "PURCHASE", rupees(50_000));
                let all = ledger.balance;
                ledger.step(30, 80).sell("Switch Out - Merger", "SWITCH_OUT_MERGER", all);
            });
            let new = scripted(&mut maker, 0, |ledger| {
                ledger.step(30, 120).buy("Switch In - Merger", "SWITCH_IN_MERGER", rupees(50_400));
            });
            Made::new("G3", maker.statement(vec![old, new]))
        },
    ),
    case(
        "rows-dividends",
        "payouts with rates of every length and without, TDS, paid and reinvested",
        |seed| script(seed, Generation::G3, 7, dividends),
    ),
    case("rows-reinvest-without-units", "a reinvestment row with an amount and a balance only", |seed| {
        script(seed, Generation::G3, 0, |ledger| {
            ledger.buy("Purchase", "PURCHASE", rupees(1000)).step(30, 10);
            let row = Row {
                amount: Some(Decimal::new(1, 2)),
                balance: Some(ledger.balance),
                units: None,
                price: None,
                ..bare(ledger, "IDCW Reinvested @ Rs.0.0005 per unit", "DIVIDEND_REINVEST")
            };
            ledger.row(Row { rate: Some(Decimal::new(5, 4)), ..row });
        })
    }),
    case("rows-segregation", "a segregated portfolio: units without money, balance equal to units", |seed| {
        segregation(seed)
    }),
    case("rows-bonus", "bonus units without amount and price", |seed| {
        script(seed, Generation::G3, 0, |ledger| {
            ledger.buy("Purchase", "PURCHASE", rupees(10_000));
            ledger.step(20, 10).units("Bonus Units", "PURCHASE", milli(51_842), Decimal::ZERO);
        })
    }),
    case(
        "rows-reversals-reason-glued",
        "reversals with the reason glued to the word, negative stamp duty",
        |seed| script(seed, Generation::G3, 0, |ledger| reversals(ledger, &GLUED_REVERSALS)),
    ),
    case(
        "rows-reversals",
        "reversals and rejections in plain words, a bare number at the wrapped end",
        |seed| script(seed, Generation::G3, 0, |ledger| reversals(ledger, &REVERSALS)),
    ),
    case(
        "rows-reversed-cosmetic",
        "...-Reversed in brackets although the balance grows: the balance decides",
        |seed| {
            script(seed, Generation::G3, 7, |ledger| {
                ledger.buy("Purchase", "PURCHASE", rupees(40_000));
                ledger.step(40, 60).sell("Payment - Units Extinguished", "REDEMPTION", milli(200_000));
                ledger.step(1, 0).buy_before_duty(
                    "Payment - Units Extinguished-Reversed",
                    "REVERSAL",
                    rupees(9000),
                );
                if let Some(row) = ledger.rows.last_mut() {
                    row.cosmetic = true;
                    row.duty = None;
                }
            })
        },
    ),
    case(
        "rows-information",
        "every kind of remark, long ones wrapped with the closing asterisks on the tail",
        |seed| {
            script(seed, Generation::G3, 0, |ledger| {
                ledger.buy("Purchase", "PURCHASE", rupees(10_000));
                for text in REMARKS {
                    ledger.step(4, 0).info(text);
                }
            })
        },
    ),
    case("rows-invalid-and-refund", "invalid purchases, refunds and cancellations: no money moved", |seed| {
        script(seed, Generation::G3, 0, |ledger| {
            ledger.buy("Purchase", "PURCHASE", rupees(10_000));
            for text in INVALID {
                ledger.step(4, 0).info(text);
            }
            for text in
                ["***Refund***", "***Refund KYC not Validated***", "***Refund Rejected***", "***Cancelled***"]
            {
                ledger.step(4, 0).amount(text, "MISC", rupees(2000), None);
            }
        })
    }),
    case("rows-gift", "gifted units, in and out: the wording contains Folio No", |seed| {
        script(seed, Generation::G3, 7, |ledger| {
            ledger.buy("Purchase", "PURCHASE", rupees(10_000));
            ledger.step(9, 0).units(
                "Gifting of units-TO Folio No: 91000000001",
                "MISC",
                milli(-50_000),
                Decimal::ZERO,
            );
            ledger.step(9, 0).units(
                "Gifting of units - FROM Folio No.12345678",
                "MISC",
                milli(20_000),
                rupees(1000),
            );
        })
    }),
    case("rows-transmission", "transmission and demat transfers: units and balance only", |seed| {
        script(seed, Generation::G3, 0, |ledger| {
            ledger.units("Transmission - In", "MISC", milli(500_000), rupees(20_000));
            ledger.step(9, 0).units("Demat Transfer Out", "MISC", milli(-120_000), Decimal::ZERO);
            ledger.step(9, 0).units("Dematerialized", "MISC", milli(-100_000), Decimal::ZERO);
        })
    }),
    case(
        "rows-consolidation",
        "folio consolidation and transformation: only the unchanged balance",
        |seed| {
            script(seed, Generation::G3, 0, |ledger| {
                ledger.buy("Purchase", "PURCHASE", rupees(10_000));
                ledger.step(9, 0).balance_only("Consolidation In");
                ledger.step(9, 0).balance_only("***Consolidation of Folios - From 12345678***");
                ledger.step(9, 0).balance_only("Transformation In");
            })
        },
    ),
    case("rows-zero-sip", "instalments of nothing: amount zero and balance zero", |seed| {
        script(seed, Generation::G3, 0, |ledger| {
            for number in 1..4 {
                let row = bare(ledger, &format!("SIP Purchase - Instalment {number}/12"), "MISC");
                let balance = Some(ledger.balance);
                ledger.row(Row { amount: Some(Decimal::new(0, 2)), balance, ..row });
                ledger.step(30, 0);
            }
        })
    }),
    case("rows-out-of-order", "rows out of date order: back-dated and redone", |seed| {
        script(seed, Generation::G3, 0, |ledger| {
            ledger.buy("Purchase", "PURCHASE", rupees(10_000));
            ledger.step(40, 90).buy("Purchase", "PURCHASE", rupees(6000));
            ledger.date = day(2024, 4, 22);
            ledger.buy("Purchase - via Internet", "PURCHASE", rupees(7000));
            ledger.date = day(2024, 7, 1);
            ledger.buy("Purchase", "PURCHASE", rupees(8000));
        })
    }),
    case("rows-letter-spaced", "KFintech wordings with letters apart: S ystematic, S T P, I DCW", |seed| {
        script(seed, Generation::Kf, 7, |ledger| {
            ledger.buy("S ystematic Investment (1)", "PURCHASE_SIP", rupees(5000));
            ledger.step(20, 10).buy("S T P In", "SWITCH_IN", rupees(5000));
            ledger.step(20, 10).sell("S T P Out (To LF (DP) F.No:1)", "SWITCH_OUT", milli(12_000));
            ledger.step(20, 10).reinvest("I DCW Reinvestment @ Rs.0.5000 per unit", Decimal::new(5000, 4));
        })
    }),
    case(
        "rows-three-lines",
        "descriptions of three lines whose tails are numbers, codes and INA numbers",
        |seed| {
            script(seed, Generation::G3, 7, |ledger| {
                ledger.buy("Purchase", "PURCHASE", rupees(100_000));
                for text in LONG {
                    ledger.step(9, 10).sell(text, "SWITCH_OUT", milli(75_125));
                }
            })
        },
    ),
    case("rows-indexed-tails", "wrapped tails that are bare amounts and dates", |seed| {
        script(seed, Generation::G3, 0, |ledger| {
            for text in TAILS {
                ledger.step(9, 10).buy(text, "PURCHASE", rupees(4000));
            }
        })
    }),
    case("rows-stray-character", "a remark with U+FFFE, in fonts with ToUnicode", |seed| {
        let mut made = script(seed, Generation::Kf, 7, |ledger| {
            ledger.buy("Purchase", "PURCHASE", rupees(5000)).step(9, 0);
            ledger.info("***Change of Bank Mandate***").info("***Updation\u{fffe} of KYC***");
        });
        made.style.encoding = crate::draw::Encoding::IdentityH;
        made
    }),
];

fn bare(ledger: &Ledger, text: &str, kind: &'static str) -> Row {
    Row {
        date: ledger.date,
        text: text.to_owned(),
        amount: None,
        units: None,
        price: None,
        balance: None,
        kind,
        rate: None,
        duty: None,
        cosmetic: false,
    }
}

fn dividends(ledger: &mut Ledger) {
    let rate = |mantissa: i64, scale: u32| Some(Decimal::new(mantissa, scale));
    ledger.buy("Purchase", "PURCHASE", rupees(100_000));
    let paid = |ledger: &mut Ledger, text: &str, rate: Option<Decimal>| {
        let amount = rate.map_or(rupees(73), |rate| crate::cams::round(ledger.balance * rate, 2));
        ledger.step(20, 5).amount(text, "DIVIDEND_PAYOUT", amount, rate);
    };
    paid(ledger, "***IDCW Payout @ Rs.0.1417 per unit***", rate(1417, 4));
    ledger.amount("*** TDS on Above ***", "TDS_TAX", Decimal::new(2938, 2), None);
    paid(ledger, "***IDCW Payout @ Rs.0.25 per unit - NEFT***", rate(25, 2));
    paid(ledger, "***Dividend @ Rs.0.88540900 per unit***", rate(88_540_900, 8));
    paid(ledger, "IDCW Paid @ Rs.0.06 per unit", rate(6, 2));
    paid(ledger, "***IDCW Payout - NEFT***", None);
    ledger.amount("*** TDS on above ***", "TDS_TAX", Decimal::new(730, 2), None);
    for (text, rate) in [
        ("Div. Reinvested @ Rs.0.0241 per unit", Decimal::new(241, 4)),
        ("IDCW Reinvestment @ Rs.1.00 per unit", Decimal::new(100, 2)),
        ("Reinvestment of IDCW @ Rs.0.5 per unit", Decimal::new(5, 1)),
        ("IDCW - Reinvest @ Rs.0.75 per unit", Decimal::new(75, 2)),
    ] {
        ledger.step(20, 5).reinvest(text, rate);
    }
}

fn reversals(ledger: &mut Ledger, texts: &[&str]) {
    ledger.buy("Purchase", "PURCHASE", rupees(10_000));
    for text in texts {
        ledger.step(12, 20).buy("SIP Purchase", "PURCHASE_SIP", rupees(3000));
        ledger.step(2, 0).reverse(text);
    }
}

fn segregation(seed: u64) -> Made {
    let mut maker = Maker::new(seed, Generation::G3);
    let parent = scripted(&mut maker, 0, |ledger| {
        ledger.buy("Purchase", "PURCHASE", rupees(10_000));
    });
    let mut side = scripted(&mut maker, 0, |ledger| {
        ledger.units(
            "Creation of units - Segregated Portfolio- 25/01/2020",
            "SEGREGATION",
            milli(207_384),
            Decimal::ZERO,
        );
        ledger.step(60, 0).sell("Payment - Units Extinguished", "REDEMPTION", milli(107_384));
    });
    side.printed_name = format!("{} Flexi Cap Fund - Segregated Portfolio 1 - Growth", side.amc.brand);
    (side.name, side.kind) = (side.printed_name.clone(), None);
    Made::new("G3", maker.statement(vec![parent, side]))
}

const PURCHASES: [&str; 20] = [
    "Purchase",
    "Initial Purchase",
    "New Purchase",
    "Additional Purchase",
    "Purchase - INA000000000",
    "Purchase - DIRECT",
    "Purchase - ARN-12345/E123456",
    "Purchase Appln : 12345 - ARN-12345",
    "Purchase - via Internet",
    "Purchase - via AMCOnline",
    "Purchase - via myCAMS Mobile App",
    "Purchase - via MFUTILITY",
    "Purchase-BSE -",
    "Purchase-NSE -",
    "Purchase-BSE - Physical - ARN-12345",
    "Purchase 2/",
    "Purchase (New Fund Offer)",
    "NFO Purchase",
    "Initial Allotment",
    "Purchase - Unclaimed Redemption - Anupam Liquid Fund - Growth Plan and Option - Tr.dt:12-Jun-24",
];
const SIPS: [&str; 22] = [
    "SIP Purchase",
    "SIP Purchase - Instalment 2/120 - via Online - ARN-12345",
    "SIP Purchase Instalment No - 3/120 - INA000000000",
    "SIP Purchase - ARN-12345/E123456",
    "Purchase-SIP",
    "Purchase-SIP (ECS) - Instalment 2/156",
    "Purchase SIP-BSE - Instalment No - 4",
    "Purchase - Systematic",
    "Purchase - Systematic Instalment No - 9/240-Channel",
    "Purchase - Systematic-BSE - Instalment No - 12/99-Exchange",
    "Purchase Systematic-BSE - Instalment No - 8",
    "Systematic Investment (1)",
    "Systematic Investment (48/55)",
    "Systematic Investment Purchase - 7/48",
    "Systematic Investment Purchase -BSE Instalment No 1",
    "Systematic Investment ISIP (19/120)",
    "Sys. Investment (8/240)",
    "Sys. Investment New Purchase with SIP (1/121)",
    "Sys. Investment(NAV Dt : 02/02/2024) (1/12)",
    "Systematic Purchase (Continuous Offer) Instalment No - 10/60",
    "Net SIP Purchase",
    "SIP Insure (13/21)",
];
const REDEMPTIONS: [&str; 11] = [
    "Redemption",
    "Redemption Of Units",
    "Redemption less TDS, STT",
    "*Redemption(DIRECT CREDIT)-BSE - - 123456 , less STT",
    "*Redemption(NEFT Namuna Bank)-BSE - , less STT",
    "*REDEMPTION - ELECTRONIC PAYMENT (NEFT)-BSE - - 1 , less STT",
    "Redemption - ELECTRONIC PAYOUT",
    "Redemption Directly credited to your Bank account (DC-NAMUNA) less TDS, STT",
    "SWP Redemption",
    "Systematic Withdrawal",
    "Payment - Units Extinguished - CITIN0000000",
];
const SWITCHES_IN: [&str; 14] = [
    "Switch In - From Anupam Liquid Fund - Growth",
    "Switch-In - From Anupam Liquid Fund - via AMCOnline",
    "Switchin - From Anupam Liquid Fund",
    "NORMAL SWITCH - From Anupam Liquid Fund-BSE -",
    "Equity Switch In - From Anupam IDCW Fund",
    "Switch In Systematic - From Anupam Liquid Fund - Instalment 5/18",
    "Systematic Switch In - From Anupam Liquid Fund",
    "Systematic Transfer Plan Switch In",
    "S T P In",
    "STP In",
    "Lateral Shift In (From LF (DP) F.No:1)(From HIMKAN LIQUID FUND F.No:1)",
    "Switch Over In",
    "Dividend Sweep In",
    "Asset Allocation In",
];
const SWITCHES_OUT: [&str; 9] = [
    "Switch Out - To Anupam Liquid Fund - Growth",
    "*Switch Out - To Anupam Liquid Fund , less STT",
    "Switchout",
    "S T P Out (To LF (DP) F.No:1)",
    "Stp-out",
    "Lateral Shift Out (To LF (DP) F.No:1) less TDS, STT",
    "Switch Over Out",
    "Dividend Sweep Out",
    "STRIP Out",
];
const GLUED_REVERSALS: [&str; 5] = [
    "Purchase SystematicBalance Insufficient - Instalment No 9",
    "Purchase - Systematic84/ER04: Insufficient Balance - Instalment No 18",
    "Purchase SIPCheque Dishonoured - Instalment No 108",
    "SIP Purchase151/Payment not received from investor Banker Physical - Instalment No 1",
    "Purchase - Systematic12/Account mismatch - Instalment No 3",
];
const REVERSALS: [&str; 6] = [
    "SIP Purchase (Reversal - Code I - Cheque Dishonoured) - Instalment No 116",
    "SIP Purchase (Reversal) - Instalment No 13",
    "Purchase Reversal - Cheque returned",
    "Systematic Investment Rejection (1/1)",
    "Sys. Investment Rejection",
    "Purchase Rejection",
];
const REMARKS: [&str; 30] = [
    "***Registration of Nominee***",
    "***Registration of NomineeNominee addition through - MFC-1-000000000000002***",
    "***Change / Regn of Nominee***",
    "***Deletion of Nominee***",
    "***Address Updated from KRA Data***",
    "***Address Updated from KRA Data - 1st Joint Holder***",
    "******Address Updated from CVL Data******",
    "***KYC Failed - Updated from KRA Data - Second Holder***",
    "***KYC Status Deactivated***",
    "***Updation of KYC***",
    "***Change of Bank Mandate***",
    "***Additional Bank Mandate Registered***",
    "***Bank Mandate: Additional Bank registered from purchase transaction***",
    "***NCT Change of Default Bank Mandate***",
    "***Change of ContactsCOC***",
    "***Change of Email***",
    "***Change of Gender***",
    "***CAN Change of Permenant Address***",
    "***MFU: Data Updation***",
    "***HPIN Generation***",
    "***Change of Broker from ARN-11111 to ARN-22222***",
    "***SIP Registered***",
    "***SIP Registered (From 28/08/2011 to 28/08/2021)***",
    "***SIPTerminated***",
    "***SIP Cancellation - OTM Cancelled $*****",
    "***OTM: Registration successful at Namuna Bank Ltd$**1234***",
    "***My Target Value : Financial Goal Registered***",
    "***STT paid by AMC in terms of SEBI Letter No. IMD/XX/00000 dated 1.1.2010***",
    "***NCT Correction of ARS***",
    "***EBT Perpetual Registration***",
];
const INVALID: [&str; 5] = [
    "***Invalid Purchase18-FEB-2025_***",
    "***Invalid Purchase16-MAY-2024_ (Reversal - 1234 )***",
    "***Invalid Purchase-Credit Not Received- Rs.2000***",
    "***Invalid Switch18-JUN-2024_(Reversal - Balance not available)***",
    "***Cancelled SIP Cancelled based on investor's written request***",
];
const LONG: [&str; 3] = [
    "Lateral Shift Out (To LF (DP) F.No:91000000001)(To HIMKAN LIQUID FUND - REGULAR PLAN - GROWTH OPTION \
     F.No:91000000001/0) less TDS, STT",
    "Switch Out - To Himkan Developed World Indexes Fund of Funds - Regular Plan - Reinvestment of Income Distribution \
     cum Capital Withdrawal Option - INA000000000",
    "Systematic Switch Out - To Himkan Balanced Advantage Fund - Direct Plan - Growth Option (12/60) - via Online \
     Portal - 000000001",
];
const TAILS: [&str; 3] = [
    "Purchase - via Internet - Appln number of the investor in the exchange 116",
    "Purchase - Unclaimed Dividend - Anupam Flexi Cap Fund - Regular Plan 12/06/2020",
    "Purchase - Electronic - Reference number of the channel partner: 1,234.56",
];
