//! Traps of the head, of folio and scheme lines, of page breaks and load texts (layout reference, sections 2, 4 and 5).

use super::plain::{changed, rupees, scripted, two};
use super::{Case, Made, case};
use crate::cams::{Block, Generation, Grouping, Maker, Statement, day};

pub(super) const CASES: &[Case] = &[
    case("head-foreign-address", "post code with letters, country abroad", |seed| {
        changed(seed, Generation::G3, |statement| {
            let lines = ["1 PRETEND STREET", "NOTOWN - NX12YZ", "Kent", "United Kingdom"];
            statement.address = lines.map(str::to_owned).to_vec();
            statement.pincode = Some("NX12YZ".to_owned());
        })
    }),
    case("head-no-mobile", "no mobile line; a residence telephone above where it would be", |seed| {
        changed(seed, Generation::G3, |statement| {
            statement.mobile = None;
            statement.phones.push("Phone Res: 0800000000".to_owned());
        })
    }),
    case("head-plain-mobile", "mobile without +91, both telephones", |seed| {
        changed(seed, Generation::G4, |statement| {
            statement.mobile = Some("9000000001".to_owned());
            statement.phones = vec!["Phone Off: 0220000000".to_owned(), "Phone Res: 0220000001".to_owned()];
        })
    }),
    case("head-relation-address", "address lines that start with S/O and C/O, many of them", |seed| {
        changed(seed, Generation::G3, |statement| {
            let lines = ["S/O: PITA NAMUNAWALA", "C/O THE EMPTY HOUSE", "NEAR UNSEEN TEMPLE", "WARD 0"];
            statement.address.splice(0..1, lines.map(str::to_owned));
        })
    }),
    case("folio-no-pan", "PAN missing, KYC NOT OK and PAN NOT OK present", |seed| {
        changed(seed, Generation::G3, |statement| {
            let block = &mut statement.blocks[1];
            (block.pan, block.kyc, block.pan_kyc) = (None, Some("NOT OK"), Some("NOT OK"));
        })
    }),
    case("folio-no-kyc", "KYC missing, PAN OK present", |seed| {
        changed(seed, Generation::G3, |statement| statement.blocks[1].kyc = None)
    }),
    case("folio-bare", "a folio line with nothing but the number", |seed| {
        changed(seed, Generation::G2, |statement| {
            let block = &mut statement.blocks[1];
            (block.pan, block.kyc, block.pan_kyc) = (None, None, None);
        })
    }),
    case("folio-no-suffix", "folio number without a suffix", |seed| {
        changed(seed, Generation::G3, |statement| statement.blocks[0].folio = "21098765".to_owned())
    }),
    case("folio-same-number-two-houses", "one folio number under two fund houses: two folios", |seed| {
        changed(seed, Generation::G3, |statement| {
            let number = statement.blocks[0].folio.clone();
            statement.blocks[1].folio = number;
        })
    }),
    case(
        "folio-family",
        "folios of three family members: PAN and holder per folio, names in title case",
        |seed| {
            let mut made = three(seed);
            let names = ["MAINA DUMMYKAR", "Birju Dummykar", "KAJRI DUMMYKAR"];
            for ((block, name), pan) in
                made.statement.blocks.iter_mut().zip(names).zip(["ZZAPA0001A", "ZZBPB0002B", "ZZCPC0003C"])
            {
                name.clone_into(&mut block.holder);
                block.pan = Some(pan.to_owned());
            }
            made
        },
    ),
    case("folio-two-schemes", "two schemes of one folio, the folio line repeated", |seed| {
        one_folio(seed, Generation::G3, true)
    }),
    case("folio-line-once", "KFintech: the second scheme of a folio follows without a folio line", |seed| {
        one_folio(seed, Generation::Kf, false)
    }),
    case("scheme-twice", "the same scheme of the same folio twice in one file: both blocks stay", |seed| {
        let mut made = one_folio(seed, Generation::G3, true);
        let first = made.statement.blocks[0].clone();
        let second = &mut made.statement.blocks[1];
        (second.code, second.printed_name, second.name) = (first.code, first.printed_name, first.name);
        (second.isin, second.kind) = (first.isin, first.kind);
        made
    }),
    case(
        "heading-fund-house",
        "a heading that ends with Fund House, one that starts with digits, one that ends with MF",
        |seed| houses(seed, &[4, 3, 2]),
    ),
    case("scheme-two-lines", "scheme line over two lines, broken before the advisor", |seed| {
        renamed(
            seed,
            "Flexi Cap Fund - Regular Plan - Growth (formerly Anupam Core Opportunities Fund)",
            "Flexi Cap Fund - Regular Plan - Growth",
        )
    }),
    case("scheme-three-lines", "scheme line over three lines", |seed| {
        renamed(
            seed,
            "Developed World Indexes Fund of Funds - Regular Plan - Reinvestment of Income Distribution cum Capital \
             Withdrawal Option (erstwhile International Multi Country Equity Indexes and Commodities Fund of Funds)",
            "Developed World Indexes Fund of Funds - Regular Plan - Reinvestment of Income Distribution cum Capital \
             Withdrawal Option",
        )
    }),
    case("scheme-isin-broken", "the line breaks inside the ISIN, after INF", isin_at_the_edge),
    case("scheme-demat-broken", "the line breaks inside (Non-Demat), before the hyphen", |seed| {
        demat_at_the_edge(seed)
    }),
    case("scheme-registrar-below", "KFINTECH on a line of its own below one- and two-line schemes", |seed| {
        let mut made = houses(seed, &[6, 8]);
        let block = &mut made.statement.blocks[0];
        block.printed_name += " (formerly known as Garuda Something Quite Different And Long Fund)";
        made
    }),
    case(
        "scheme-codes",
        "codes with blanks, with a hyphen in the name right after, of digits and letters only",
        |seed| {
            let mut made = three(seed);
            for (block, code) in made.statement.blocks.iter_mut().zip(["291 CPGPG", "C7", "176OND3"]) {
                code.clone_into(&mut block.code);
            }
            made
        },
    ),
    case(
        "scheme-name-starts-with-digits",
        "a name that starts with digits right after the code's hyphen",
        |seed| houses(seed, &[3]),
    ),
    case("scheme-advisors", "advisors: ARN without hyphen, EOP, a bank's word, empty, with blanks", |seed| {
        let mut made = houses(seed, &[0, 1, 2, 3, 4]);
        let advisors = ["ARN0845", "EOP-0002", "NAMUNABANK", "", "CAT-1 EOP -0009"];
        for (block, advisor) in made.statement.blocks.iter_mut().zip(advisors) {
            block.advisor = Some(advisor.to_owned());
        }
        made
    }),
    case("scheme-no-advisor", "no advisor bracket at all; a RIA number in another", |seed| {
        changed(seed, Generation::G3, |statement| {
            statement.blocks[0].advisor = None;
            statement.blocks[1].advisor = Some("INA000000000".to_owned());
        })
    }),
    case("scheme-demat-suffixes", "(Demat), (Non Demat), (Non-Demat) and none", |seed| {
        let mut made = houses(seed, &[0, 1, 2, 7]);
        for (block, suffix) in
            made.statement.blocks.iter_mut().zip(["(Demat)", "(Non Demat)", "(Non-Demat)", ""])
        {
            block.suffix = suffix;
        }
        made
    }),
    case("scheme-idcw-payout", "raised # of IDCW#, Payout after the ISIN, footnote at the end", |seed| {
        let mut made = houses(seed, &[0, 7]);
        let options = ["Payout", "Reinvest"];
        for (block, option) in made.statement.blocks.iter_mut().zip(options) {
            block.printed_name = block.printed_name.replace("Growth", "IDCW# Option");
            block.name = block.name.replace("Growth", "IDCW Option");
            block.option = Some(option);
        }
        made
    }),
    case("scheme-former-names", "formerly, erstwhile, Formerly Known as", |seed| {
        let mut made = houses(seed, &[0, 1, 7]);
        let former = [
            "(formerly Anupam Old Fund)",
            "(Erstwhile Bindu Fund - Retail)",
            "(Formerly Known as Himkan Prudence)",
        ];
        for (block, former) in made.statement.blocks.iter_mut().zip(former) {
            block.printed_name += " ";
            block.printed_name += former;
        }
        made
    }),
    case("scheme-dummy-isin", "UNCLAIMDISIN in place of an ISIN, and no ISIN at all", |seed| {
        let mut made = houses(seed, &[0, 1]);
        let block = &mut made.statement.blocks[0];
        block.isin = Some("UNCLAIMDISIN".to_owned());
        block.printed_name = "AMF - Unclaimed IDCW# & Redemption Scheme - Growth".to_owned();
        (block.name, block.kind) = ("AMF - Unclaimed IDCW & Redemption Scheme - Growth".to_owned(), None);
        let block = &mut made.statement.blocks[1];
        block.isin = None;
        block.printed_name = "BMF - Unclaimed IDCW# & Redemption Scheme > 3 Years".to_owned();
        (block.name, block.kind) = ("BMF - Unclaimed IDCW & Redemption Scheme > 3 Years".to_owned(), None);
        made
    }),
    case("scheme-nominees", "three nominees, none, and Multiple Nominee", |seed| {
        let mut made = three(seed);
        let names = ["MAINA DUMMYKAR", "Birju Dummykar", "KAJRI DUMMYKAR"].map(str::to_owned);
        made.statement.blocks[0].nominees = names;
        made.statement.blocks[1].nominees = Default::default();
        made.statement.blocks[2].nominees = ["Multiple Nominee".to_owned(), String::new(), String::new()];
        made
    }),
    case("nil-no-transactions", "no transactions during this statement period", |seed| {
        nil(seed, Generation::G3)
    }),
    case("nil-no-transactions-kf", "the same, issued by KFintech", |seed| nil(seed, Generation::Kf)),
    case(
        "nil-zero-balance-folios",
        "folios with zero balance: opening, closing, value and cost all zero",
        |seed| {
            changed(seed, Generation::G3, |statement| {
                for block in &mut statement.blocks {
                    block.rows.clear();
                    (block.opening, block.closing, block.value, block.cost) = Default::default();
                }
            })
        },
    ),
    case("period-with-opening", "a short period: opening balances are not zero", |seed| {
        let mut maker = Maker::new(seed, Generation::G3);
        maker.period = (day(2024, 4, 1), day(2025, 3, 31));
        let blocks = (0..3).map(|index| opened(&mut maker, index)).collect();
        Made::new("G3", maker.statement(blocks))
    }),
    case(
        "loads-that-look-like-data",
        "load text with dates at line starts, codes, fund names, quotes, stray bytes",
        |seed| {
            changed(seed, Generation::G3, |statement| {
                let tricky = [
                    "15-Sep-2025: 1% if redeemed within 15 days. Nil thereafter.",
                    "Entry Load - NIL. MID-CAP units allotted before 01-Jan-2013 carry no load.",
                    "Investment in Bindu Mutual Fund is subject to \"market risk\" **",
                    "For details of folio no. and PAN: see the scheme document\u{ff}",
                ];
                statement.blocks[0].loads = tricky.map(str::to_owned).to_vec();
            })
        },
    ),
    case("loads-none", "no load text between footer and next folio", |seed| {
        changed(seed, Generation::G3, |statement| {
            statement.blocks.iter_mut().for_each(|block| block.loads.clear());
        })
    }),
    case("break-before-stamp-duty", "the page ends between a purchase and its stamp duty", |seed| {
        broken(
            seed,
            |maker, rows| vec![maker.filled(Maker::house(0), 0, rows)],
            |text, next| text.contains("Purchase") && next.contains("Stamp Duty"),
        )
    }),
    case("break-before-footer", "the page ends between the last row and the closing line", |seed| {
        broken(
            seed,
            |maker, rows| vec![maker.filled(Maker::house(0), 0, rows), maker.filled(Maker::house(7), 1, 4)],
            |_, next| next.contains("NAV on"),
        )
    }),
    case("break-after-heading", "a fund house's heading alone at the foot of the page", |seed| {
        broken(
            seed,
            |maker, rows| vec![maker.filled(Maker::house(0), 0, rows), maker.filled(Maker::house(7), 1, 4)],
            |text, next| text.ends_with("Mutual Fund") && next.contains("PAN:"),
        )
    }),
    case("break-after-opening", "the page ends between the opening balance and the first row", |seed| {
        broken(
            seed,
            |maker, rows| vec![maker.filled(Maker::house(0), 0, rows), maker.filled(Maker::house(7), 1, 4)],
            |text, _| text.contains("Opening Unit Balance"),
        )
    }),
    case(
        "break-inside-nil-block",
        "the page ends between the no-transactions line and the closing line",
        |seed| {
            broken(
                seed,
                |maker, rows| {
                    let second = nothing_moved(opened(maker, 7));
                    vec![maker.filled(Maker::house(0), 0, rows), second]
                },
                |text, next| text.contains("No transactions") && next.contains("NAV on"),
            )
        },
    ),
    case("nav-date-years-ago", "a wound-up scheme valued on a day years before", |seed| {
        changed(seed, Generation::G3, |statement| statement.blocks[0].nav_date = day(2020, 4, 23))
    }),
    case("grouping-indian", "Indian digit groups and large sums", |seed| {
        let mut maker = Maker::new(seed, Generation::G3);
        maker.look.grouping = Grouping::Indian;
        let block = scripted(&mut maker, 0, |ledger| {
            ledger.buy("Purchase", "PURCHASE", rupees(12_345_678));
            ledger.step(20, 40).buy("Additional Purchase", "PURCHASE", rupees(2_500_000));
        });
        Made::new("G3", maker.statement(vec![block]))
    }),
];

fn three(seed: u64) -> Made {
    houses(seed, &[0, 1, 7])
}

fn houses(seed: u64, houses: &[usize]) -> Made {
    let mut maker = Maker::new(seed, Generation::G3);
    let blocks = houses.iter().enumerate().map(|(index, &house)| maker.filled(Maker::house(house), index, 5));
    let blocks = blocks.collect();
    Made::new("G3", maker.statement(blocks))
}

fn one_folio(seed: u64, generation: Generation, repeated: bool) -> Made {
    let mut maker = Maker::new(seed, generation);
    let blocks: Vec<Block> = (0..3).map(|index| maker.filled(Maker::house(7), index, 6)).collect();
    let mut statement = maker.statement(blocks);
    let first = statement.blocks[0].clone();
    for block in statement.blocks.iter_mut().skip(1) {
        block.folio.clone_from(&first.folio);
        block.folio_line = repeated;
    }
    Made::new(super::plain::name(generation), statement)
}

fn renamed(seed: u64, printed: &str, name: &str) -> Made {
    changed(seed, Generation::G3, |statement| {
        let block = &mut statement.blocks[0];
        block.printed_name = format!("{} {printed}", block.amc.brand);
        block.name = format!("{} {name}", block.amc.brand);
        block.kind = None;
    })
}

/// Lengthens the former name until the printed line breaks where it should.
fn stretched(seed: u64, tail: &str) -> Made {
    let mut made = two(seed, Generation::G3);
    let cams = made.statement.blocks.iter().position(|block| block.amc.registrar == "CAMS").unwrap_or(0);
    let name = made.statement.blocks[cams].printed_name.clone();
    for length in 1..90 {
        let former: String =
            "Antique Fund of Bygone Days and Forgotten Names for Patient Investors in Imaginary Assets Only"
                .chars()
                .take(length)
                .collect();
        made.statement.blocks[cams].printed_name = format!("{name} (formerly {})", former.trim_end());
        let layout = crate::cams::detailed(&made.statement, made.style.encoding);
        let ends = layout
            .iter()
            .flat_map(|page| &page.items)
            .any(|item| matches!(item, crate::draw::Item::Text(text) if text.text.ends_with(tail)));
        if ends {
            break;
        }
    }
    made
}

fn isin_at_the_edge(seed: u64) -> Made {
    stretched(seed, "ISIN: INF")
}

fn demat_at_the_edge(seed: u64) -> Made {
    stretched(seed, "(Non")
}

fn nil(seed: u64, generation: Generation) -> Made {
    let mut maker = Maker::new(seed, generation);
    maker.period = (day(2024, 4, 1), day(2025, 3, 31));
    let blocks = [0, 7].into_iter().map(|index| nothing_moved(opened(&mut maker, index))).collect();
    Made::new(super::plain::name(generation), maker.statement(blocks))
}

/// The block without its rows.
fn nothing_moved(mut block: Block) -> Block {
    block.rows.clear();
    block.closing = block.opening;
    block.value = crate::cams::round(block.closing * block.nav, 2);
    block
}

/// A block with units from before the period.
fn opened(maker: &mut Maker, index: usize) -> Block {
    let mut ledger =
        maker.ledger(4, index.is_multiple_of(2)).opened(super::plain::milli(812_345), rupees(60_000));
    ledger.date = day(2024, 4, 10);
    maker.fill(&mut ledger, 4, index > 5);
    maker.block(Maker::house(index), index, ledger)
}

/// Adds rows until the last text of some page and the first of the next body are the ones wanted.
fn broken(seed: u64, blocks: fn(&mut Maker, usize) -> Vec<Block>, wanted: fn(&str, &str) -> bool) -> Made {
    let make = |rows: usize| {
        let mut maker = Maker::new(seed, Generation::G3);
        let blocks = blocks(&mut maker, rows);
        Made::new("G3", maker.statement(blocks))
    };
    (24..64).map(make).find(|made| breaks(&made.statement, wanted)).unwrap_or_else(|| make(40))
}

fn breaks(statement: &Statement, wanted: fn(&str, &str) -> bool) -> bool {
    let pages = crate::cams::detailed(statement, crate::draw::Encoding::Renumbered);
    let body = |page: &crate::draw::Canvas| -> Vec<(f64, String)> {
        let texts = page.items.iter().filter_map(|item| match item {
            crate::draw::Item::Text(text) if !text.upwards && text.y > 115.0 && text.y < 770.0 => {
                Some((text.y, text.text.clone()))
            }
            _ => None,
        });
        texts.collect()
    };
    let line = |texts: &[(f64, String)], last: bool| {
        let heights = texts.iter().map(|text| text.0);
        let edge = if last { heights.fold(0.0, f64::max) } else { heights.fold(999.0, f64::min) };
        let near = texts.iter().filter(|text| (text.0 - edge).abs() < 1.5);
        near.map(|text| text.1.as_str()).collect::<Vec<_>>().join(" ")
    };
    pages.windows(2).any(|pair| wanted(&line(&body(&pair[0]), true), &line(&body(&pair[1]), false)))
}
