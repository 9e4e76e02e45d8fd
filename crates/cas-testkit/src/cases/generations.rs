//! One case per generation and kind of statement (layout reference 2.0, 2.10 to 2.12).

use super::plain::two;
use super::{Case, Made, case};
use crate::cams::{Generation, Grouping, Look, Maker, names};

pub(super) const CASES: &[Case] = &[
    case(
        "k0-karvy",
        "old Karvy engine: minus signs, no digit groups, four decimals, two baselines a row, dates twice",
        |seed| {
            let mut made = two(seed, Generation::K0);
            for block in &mut made.statement.blocks {
                if block.amc.registrar == "KFINTECH" {
                    block.amc.registrar = "KARVY";
                }
            }
            made
        },
    ),
    case(
        "g1-price",
        "before 2020: CAMS, KARVY and FTAMIL together, no ISIN, nominee, summary or cost",
        |seed| {
            let mut made = with_own_registrar(seed, Generation::G1);
            for block in &mut made.statement.blocks {
                if block.amc.registrar == "KFINTECH" {
                    block.amc.registrar = "KARVY";
                }
            }
            made
        },
    ),
    case("g1-no-price", "before 2020, files without a price column", |seed| {
        let mut made = two(seed, Generation::G1);
        made.statement.look.price = "";
        made
    }),
    case("g1-ftamil", "Franklin Templeton Investments with a registrar of its own and FTI codes", |seed| {
        with_own_registrar(seed, Generation::G1)
    }),
    case("g2-stamp-duty", "2020 to August 2023: stamp duty rows, Price, Valuation on", |seed| {
        two(seed, Generation::G2)
    }),
    case(
        "g2-tight-header",
        "page 2 starts so high that (INR) of the header overlaps the KYC cell of a folio line",
        |seed| {
            let mut maker = Maker::new(seed, Generation::G2);
            maker.look.tight = true;
            let blocks = (0..4).map(|index| maker.filled(Maker::house(index), index, 14)).collect();
            Made::new("G2", maker.statement(blocks))
        },
    ),
    case("g2-ftamil-to-cams", "FTI codes after the move: registrar CAMS, codes unchanged", |seed| {
        let mut made = with_own_registrar(seed, Generation::G2);
        for block in &mut made.statement.blocks {
            if block.amc.registrar == "FTAMIL" {
                block.amc.registrar = "CAMS";
                block.amc.heading = "Franklin Templeton Mutual Fund";
            }
        }
        made
    }),
    case("g3-nav", "2023 to 2025: portfolio summary, ISIN, holder, nominees, cost, column NAV", |seed| {
        two(seed, Generation::G3)
    }),
    case("g3-two-pages", "two pages: the head repeats, folio and scheme do not", |seed| {
        let mut maker = Maker::new(seed, Generation::G3);
        let blocks = (0..4).map(|index| maker.filled(Maker::house(index * 3), index, 16)).collect();
        Made::new("G3", maker.statement(blocks))
    }),
    case("g3-cams-only", "a CAMS-only statement: every folio is serviced by CAMS", |seed| {
        let mut maker = Maker::new(seed, Generation::G3);
        maker.look.registrars = "CAMS";
        let blocks = (0..3).map(|index| maker.filled(Maker::house(index), index, 8)).collect();
        Made::new("G3", maker.statement(blocks))
    }),
    case("g4-price", "from mid 2025: as G3, column Price again", |seed| two(seed, Generation::G4)),
    case(
        "kf-detailed",
        "issued by KFintech: header on four baselines, dates painted twice, jitter, Phone Off",
        |seed| {
            let mut made = two(seed, Generation::Kf).unlocked();
            made.statement.phones.push("Phone Off: 0220000000".to_owned());
            made
        },
    ),
    case("kf-detailed-two-pages", "issued by KFintech, Indian digit groups, over two pages", |seed| {
        let mut maker = Maker::new(seed, Generation::Kf);
        maker.look.grouping = Grouping::Indian;
        let blocks = (0..4).map(|index| maker.filled(Maker::house(6 + index), index, 16)).collect();
        Made::new("KF", maker.statement(blocks))
    }),
    case(
        "summary-cams",
        "CAMS summary with ISIN and cost, headings of fund houses, Loads and Fees",
        |seed| several(seed, Generation::G3).summarised(),
    ),
    case("summary-cams-old", "CAMS summary before September 2023: no ISIN, no cost, no headings", |seed| {
        several(seed, Generation::G2).summarised()
    }),
    case("summary-kfintech", "KFintech summary: other titles, folio and ISIN run into each other", |seed| {
        several(seed, Generation::Kf).summarised()
    }),
    case("summary-zero-rows", "summary with zero balances among others", |seed| {
        let mut made = several(seed, Generation::G4).summarised();
        for block in made.statement.blocks.iter_mut().step_by(2) {
            (block.closing, block.value, block.cost) = Default::default();
        }
        made
    }),
    case("summary-two-pages", "a summary whose table runs over the page", |seed| {
        let mut maker = Maker::new(seed, Generation::G4);
        let blocks = (0..44).map(|index| maker.filled(Maker::house(index / 4), index, 3)).collect();
        Made::new("G4", maker.statement(blocks)).summarised()
    }),
];

fn several(seed: u64, generation: Generation) -> Made {
    let mut maker = Maker::new(seed, generation);
    let blocks = (0..7).map(|index| maker.filled(Maker::house(index * 2), index, 4)).collect();
    Made::new(super::plain::name(generation), maker.statement(blocks))
}

fn with_own_registrar(seed: u64, generation: Generation) -> Made {
    let mut maker = Maker::new(seed, generation);
    maker.look = Look { ..maker.look };
    let blocks = vec![
        maker.filled(Maker::house(0), 0, 6),
        maker.filled(names::OWN_REGISTRAR, 2, 8),
        maker.filled(Maker::house(8), 3, 6),
    ];
    Made::new(super::plain::name(generation), maker.statement(blocks))
}
