//! `seeds`: makes fuzz seeds out of the corpus, and out of small files drawn in every container and under every lock.
//! Everything is kept small.

use std::collections::BTreeMap;
use std::path::PathBuf;

use cas::{Options, Stage};
use cas_testkit::StoredCase;
use cas_testkit::pdf::{Cipher, Container, Dict, Document, Filter, Object, Protection, assemble, encode};

use crate::Outcome;
use crate::cargo::root;
use crate::corpus::save;

/// A fuzzer does more with many small inputs than with few large ones.
const LARGEST_SEED: usize = 64 << 10;

/// Lines of a first page that are enough to tell which statement it is.
const HEAD_LINES: usize = 400;

/// Cases of each variant whose pages become seeds.
const CASES_OF_A_VARIANT: u32 = 3;

/// `fuzz/corpus/`, and how many seeds were written below it.
struct Seeds {
    folder: PathBuf,
    count: usize,
}

impl Seeds {
    /// Writes a seed of `target`, unless it is too large.
    fn add(&mut self, target: &str, name: &str, bytes: &[u8]) -> Outcome {
        if bytes.is_empty() || bytes.len() > LARGEST_SEED {
            return Ok(());
        }
        self.count += 1;
        save(&self.folder.join(target).join(name), bytes)
    }
}

/// `seeds`: `fuzz/corpus/<target>/` from every case of the corpus.
pub(crate) fn run(_: &[String]) -> Outcome {
    let mut seeds = Seeds { folder: root().join("fuzz").join("corpus"), count: 0 };
    let cases = cas_testkit::cases().map_err(|error| error.to_string())?;
    let mut seen: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for case in &cases {
        let seen = seen.entry((&case.family, &case.variant)).or_default();
        *seen += 1;
        // Pages are large, and those of one variant much alike.
        of_case(case, if *seen <= CASES_OF_A_VARIANT { 8 } else { 0 }, &mut seeds)?;
    }
    for case in cas_testkit::cams_kfin() {
        // Without its lock: behind one, a mutated byte is noise.
        let made = (case.make)(case.seed()).unlocked();
        seeds.add("open_pdf", &format!("open-{}.pdf", case.name), &made.pdf(case.seed()))?;
    }
    of_containers(&mut seeds)?;
    of_parts(&mut seeds)?;
    for (index, number) in NUMBERS.iter().enumerate() {
        seeds.add("number_roundtrip", &format!("printed-{index}"), number.as_bytes())?;
    }
    for (index, content) in CONTENTS.iter().enumerate() {
        seeds.add("text", &format!("content-{index}"), content.as_bytes())?;
    }
    for width in 1..=8u8 {
        let runs: Vec<u8> = (0..12 * width).map(|byte| byte.wrapping_mul(37).wrapping_add(width)).collect();
        seeds.add("lines_from_runs", &format!("runs-{width}"), &runs)?;
    }
    println!("{} seeds of {} cases in fuzz/corpus", seeds.count, cases.len());
    Ok(())
}

/// What one statement gives: itself when it is open, its first `pages` pages, its wordings.
fn of_case(case: &StoredCase, pages: u32, seeds: &mut Seeds) -> Outcome {
    let name = case.name.replace('/', "-");
    let pdf = case.read().map_err(|error| format!("{}: {error}", case.name))?;
    let options = Options::with_password(case.password.as_str());
    if case.password.is_empty() {
        seeds.add("open_pdf", &format!("{name}.pdf"), &pdf)?;
    }
    for (index, pages) in dumps(&pdf, &options, pages).iter().enumerate() {
        seeds.add("extract_pages", &format!("{name}-{index}.page"), pages.as_bytes())?;
    }
    for (index, wording) in wordings(&pdf, &options).iter().enumerate() {
        seeds.add("classify", &format!("{name}-{index}"), wording.as_bytes())?;
    }
    Ok(())
}

/// The first page of a file; then what tells the layout on it, followed by each other page.
fn dumps(pdf: &[u8], options: &Options, pages: u32) -> Vec<String> {
    let page = |number| {
        if number > pages { None } else { cas::trace(pdf, options, Stage::Runs, Some(number)).ok() }
    };
    let Some(first) = page(1) else { return Vec::new() };
    let head: String = first.split_inclusive('\n').take(HEAD_LINES).collect();
    let others = (2..=pages).map_while(page).map(|other| format!("{head}{other}"));
    std::iter::once(first).chain(others).collect()
}

/// A page of three lines in every container and, where that opens, under every lock. The password is `secret`, which
/// the property tries.
fn of_containers(seeds: &mut Seeds) -> Outcome {
    const CONTAINERS: [Container; 13] = [
        Container::Classic,
        Container::ClassicLf,
        Container::XrefStream,
        Container::Hybrid,
        Container::Incremental,
        Container::IncrementalStreams,
        Container::Linearised,
        Container::JunkBefore,
        Container::WrongStartxref,
        Container::WrongLengths,
        Container::WrongOffsets,
        Container::Truncated,
        Container::DamagedTable,
    ];
    const CIPHERS: [Cipher; 5] =
        [Cipher::Rc4Bits40, Cipher::Rc4Bits128, Cipher::AES_128, Cipher::Aes256R5, Cipher::Aes256R6];
    const CHAINS: [&[Filter]; 5] = [
        &[],
        &[Filter::Flate],
        &[Filter::Lzw],
        &[Filter::Ascii85, Filter::RunLength],
        &[Filter::AsciiHex, Filter::Flate],
    ];
    for container in CONTAINERS {
        let pdf = assemble(&small(&[]), container, None);
        seeds.add("open_pdf", &format!("small-{container:?}.pdf"), &pdf)?;
    }
    for (index, cipher) in CIPHERS.into_iter().enumerate() {
        let lock =
            Protection { cipher, user: "secret".to_owned(), owner: "registrar".to_owned(), permissions: -60 };
        for container in [Container::Classic, Container::XrefStream, Container::WrongOffsets] {
            let pdf = assemble(&small(&[]), container, Some(&lock));
            seeds.add("open_pdf", &format!("small-{container:?}-lock-{index}.pdf"), &pdf)?;
        }
    }
    for (index, chain) in CHAINS.into_iter().enumerate() {
        let pdf = assemble(&small(chain), Container::Classic, None);
        seeds.add("open_pdf", &format!("small-filter-{index}.pdf"), &pdf)?;
    }
    Ok(())
}

/// What the decoders, the readers of cross-references, ciphers, CMaps and grammars begin with.
fn of_parts(seeds: &mut Seeds) -> Outcome {
    let text = b"BT /F1 9 Tf 20 700 Td (1,234.567) Tj ET ".repeat(9);
    for (target, filter) in [
        ("filter_flate", Filter::Flate),
        ("filter_flate", Filter::FlatePng(12)),
        ("filter_lzw", Filter::Lzw),
        ("filter_lzw", Filter::LzwLate),
        ("filter_ascii", Filter::Ascii85),
        ("filter_ascii", Filter::AsciiHex),
        ("filter_run_length", Filter::RunLength),
    ] {
        seeds.add(target, &format!("{filter:?}"), &encode(&[filter], &text).1)?;
    }
    for (index, head) in
        [[12, 1, 8, 12, 0], [2, 3, 8, 4, 0], [15, 1, 4, 9, 0], [2, 1, 16, 6, 0]].iter().enumerate()
    {
        seeds.add("predictor", &format!("rows-{index}"), &[&head[..], &text].concat())?;
    }
    for container in [Container::Classic, Container::Incremental, Container::Hybrid] {
        let pdf = assemble(&small(&[]), container, None);
        let table = pdf.windows(5).rposition(|five| five == b"xref\n").map_or(0, |at| at + 5);
        seeds.add("xref_table", &format!("{container:?}"), pdf.get(table..).unwrap_or_default())?;
        seeds.add("xref_repair", &format!("{container:?}"), &pdf)?;
    }
    seeds.add("xref_stream", "rows", &[&[1, 2, 1, 2][..], &[1, 0, 17, 0].repeat(30)].concat())?;
    seeds.add(
        "xref_stream",
        "object-streams",
        &[&[1, 4, 2, 9][..], &[2, 0, 0, 0, 7, 0, 1].repeat(30)].concat(),
    )?;
    for (method, key) in [(0, 5), (0, 16), (1, 16), (2, 32)] {
        let data: Vec<u8> =
            [method, key].into_iter().chain((0..200_u8).map(|byte| byte.wrapping_mul(37))).collect();
        seeds.add("decryption", &format!("method-{method}-{key}"), &data)?;
    }
    seeds.add("cmap", "plain", CMAP.as_bytes())?;
    let mixed = "/WMode 1 def begincodespacerange <00><80> <8140><9ffc> endcodespacerange begincidrange <20><7e> 1 endcidrange \
                 beginbfrange <20> <7e> [<0041> <D83DDE00> /A 66] endbfrange /Adobe-Japan1-UCS2 usecmap";
    seeds.add("cmap", "mixed", mixed.as_bytes())?;
    seeds.add("font_encoding", "names", b"A B 70 rupee uni0939 u1F600 a_b_c.alt g12 .notdef 255 X")?;
    for (index, date) in
        ["12-Mar-2026", "31/12/1999", "1 September 2020", "29.02.2024", "05-MAR-2026", "31032026"]
            .iter()
            .enumerate()
    {
        seeds.add("date_roundtrip", &format!("printed-{index}"), date.as_bytes())?;
    }
    for target in ["grammar_cams_kfin", "grammar_nsdl", "grammar_cdsl", "grammar_contract_note"] {
        for which in 0..8_u8 {
            let steps: Vec<u8> =
                (0..60_u8).map(|byte| byte.wrapping_mul(which.wrapping_mul(23) + 7)).collect();
            seeds.add(target, &format!("bent-{which}"), &[&[which][..], &steps].concat())?;
        }
    }
    Ok(())
}

/// A page with a font of the simple and of the composite kind, a CMap and a form, behind these filters.
fn small(chain: &[Filter]) -> Document {
    let mut document = Document { version: "1.7", id: *b"0123456789abcdef", ..Document::default() };
    let pages = document.reserve();
    let cmap = document.add_stream(Dict::default(), chain, CMAP.as_bytes());
    let simple = Dict::typed("Font")
        .with("Subtype", Object::name("TrueType"))
        .with("BaseFont", Object::name("Sample"))
        .with("Encoding", Object::name("WinAnsiEncoding"))
        .with("FirstChar", Object::Int(32))
        .with("Widths", Object::numbers(&[250.0, 300.0, 500.0]));
    let descendant = Dict::typed("Font")
        .with("Subtype", Object::name("CIDFontType2"))
        .with("BaseFont", Object::name("Wide"))
        .with("DW", Object::Int(600))
        .with("W", Object::Array(vec![Object::Int(1), Object::numbers(&[200.0, 300.0])]));
    let composite = Dict::typed("Font")
        .with("Subtype", Object::name("Type0"))
        .with("Encoding", Object::name("Identity-H"))
        .with("ToUnicode", Object::Ref(cmap))
        .with("DescendantFonts", Object::Array(vec![Object::Dict(descendant)]));
    let fonts = Dict::default().with("F1", Object::Dict(simple)).with("F2", Object::Dict(composite));
    let form = Dict::typed("XObject")
        .with("Subtype", Object::name("Form"))
        .with("BBox", Object::numbers(&[0.0, 0.0, 200.0, 200.0]));
    let form = document.add_stream(form, chain, b"BT /F1 8 Tf (form) Tj ET");
    let resources = Dict::default()
        .with("Font", Object::Dict(fonts))
        .with("XObject", Object::Dict(Dict::default().with("X1", Object::Ref(form))));
    let contents = "BT /F1 9 Tf 20 700 Td (Date) Tj 0 -12 Td /F2 9 Tf <00010002> Tj ET /X1 Do";
    let contents = document.add_stream(Dict::default(), chain, contents.as_bytes());
    let page = Dict::typed("Page")
        .with("Parent", Object::Ref(pages))
        .with("Contents", Object::Ref(contents))
        .with("Resources", Object::Dict(resources));
    let page = document.add(Object::Dict(page));
    let tree = Dict::typed("Pages")
        .with("Count", Object::Int(1))
        .with("Kids", Object::Array(vec![Object::Ref(page)]))
        .with("MediaBox", Object::numbers(&[0.0, 0.0, 595.0, 842.0]));
    document.set(pages, Object::Dict(tree));
    document.root = document.add(Object::Dict(Dict::typed("Catalog").with("Pages", Object::Ref(pages))));
    let info = Dict::default().with("Title", Object::Text(b"A title".to_vec()));
    document.info = Some(document.add(Object::Dict(info)));
    document
}

const CMAP: &str = "1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfchar <0001> <0041> endbfchar \
                    1 beginbfrange <0002> <0004> <0042> endbfrange";

/// Numbers as statements print them.
const NUMBERS: [&str; 6] = ["1,23,456.789", "(1,234.50)", "-.5", "0.000", "+2500.00", "15550.0\u{ad}00"];

/// Content streams that show each family of operators once; the fuzzer mixes them.
const CONTENTS: [&str; 6] = [
    "BT /F1 9 Tf 20 700 Td (Date) Tj 80 0 Td (Amount) Tj ET",
    "q 10 10 100 20 re W n BT /F1 7 Tf 1 0 0 1 12 14 Tm [(12) -20 (3,4) -900 (56)] TJ ET Q",
    "BT /F2 8 Tf 14 TL 20 700 Td <00010002> Tj T* <0003> ' 1 2 (ab) \" ET",
    "0.1 0 0 0.1 0 0 cm q /X1 Do Q BT /F3 80 Tf 3 Tr 50 Tz 2 Ts (AB) Tj ET",
    "/Span <</ActualText (x)>> BDC BT /F1 5 Tf 1 0.2 0 1 9 9 Tm (sheared) Tj ET EMC",
    "1 0 0 -1 0 842 cm BT /F1 9 Tf 1 0 0 -1 20 30 Tm (flipped) Tj ET 10 10 200 0.5 re f 0 0 m 9 0 l S",
];

/// The distinct wordings of the transactions of a file.
fn wordings(pdf: &[u8], options: &Options) -> Vec<String> {
    let Ok(parsed) = cas::parse(pdf, options) else { return Vec::new() };
    let Some(statement) = parsed.statement() else { return Vec::new() };
    let funds = statement.mutual_funds.iter().flat_map(|folio| &folio.schemes);
    let mut wordings: Vec<String> = funds
        .flat_map(|scheme| &scheme.transactions)
        .filter_map(|transaction| transaction.description.clone())
        .collect();
    wordings.sort();
    wordings.dedup();
    wordings.truncate(20);
    wordings
}
