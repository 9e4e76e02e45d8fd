//! Stream encoders, one per filter of ISO 32000-1, 7.4, written from the specification (Flate comes from a kept crate).

use super::object::{Dict, Object};

/// One filter of a `/Filter` chain.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Filter {
    /// `/FlateDecode`
    Flate,
    /// `/FlateDecode` after the five PNG row filters in turn (`/Predictor 15`) over rows of this many bytes.
    FlatePng(usize),
    /// `/FlateDecode` after the TIFF predictor (`/Predictor 2`) over rows of this many bytes.
    FlateTiff(usize),
    /// `/LZWDecode` with the default early change.
    Lzw,
    /// `/LZWDecode` with `/EarlyChange 0`.
    LzwLate,
    /// `/ASCII85Decode`
    Ascii85,
    /// `/ASCIIHexDecode`
    AsciiHex,
    /// `/RunLengthDecode`
    RunLength,
}

/// Encodes data for a chain given in decoding order (the order of the `/Filter` array), and the entries that say so.
#[must_use]
pub fn encode(chain: &[Filter], data: &[u8]) -> (Dict, Vec<u8>) {
    let mut bytes = data.to_vec();
    for filter in chain.iter().rev() {
        bytes = filter.encode(&bytes);
    }
    let names: Vec<Object> = chain.iter().map(|filter| Object::name(filter.name())).collect();
    let parameters: Vec<Object> = chain.iter().map(|filter| filter.parameters()).collect();
    let plain = parameters.iter().all(|parameter| *parameter == Object::Null);
    let mut dict = Dict::default();
    match (names.as_slice(), parameters.as_slice()) {
        ([], _) => {}
        ([name], [parameter]) => {
            dict = dict.with("Filter", name.clone());
            if !plain {
                dict = dict.with("DecodeParms", parameter.clone());
            }
        }
        _ => {
            dict = dict.with("Filter", Object::Array(names));
            if !plain {
                dict = dict.with("DecodeParms", Object::Array(parameters));
            }
        }
    }
    (dict, bytes)
}

impl Filter {
    fn name(self) -> &'static str {
        match self {
            Self::Flate | Self::FlatePng(_) | Self::FlateTiff(_) => "FlateDecode",
            Self::Lzw | Self::LzwLate => "LZWDecode",
            Self::Ascii85 => "ASCII85Decode",
            Self::AsciiHex => "ASCIIHexDecode",
            Self::RunLength => "RunLengthDecode",
        }
    }

    fn parameters(self) -> Object {
        let predictor = |number: i64, columns: usize| {
            Object::Dict(
                Dict::default()
                    .with("Predictor", Object::Int(number))
                    .with("Columns", Object::Int(columns as i64)),
            )
        };
        match self {
            Self::FlatePng(columns) => predictor(15, columns),
            Self::FlateTiff(columns) => predictor(2, columns),
            Self::LzwLate => Object::Dict(Dict::default().with("EarlyChange", Object::Int(0))),
            _ => Object::Null,
        }
    }

    fn encode(self, data: &[u8]) -> Vec<u8> {
        match self {
            Self::Flate => deflate(data),
            Self::FlatePng(columns) => deflate(&png_rows(data, columns)),
            Self::FlateTiff(columns) => deflate(&tiff_rows(data, columns)),
            Self::Lzw => lzw(data, 1),
            Self::LzwLate => lzw(data, 0),
            Self::Ascii85 => ascii85(data),
            Self::AsciiHex => ascii_hex(data),
            Self::RunLength => run_length(data),
        }
    }
}

fn deflate(data: &[u8]) -> Vec<u8> {
    // Not through `flate2`: its faster backend packs differently on different processors, and a drawn file must not.
    miniz_oxide::deflate::compress_to_vec_zlib(data, 9)
}

/// Rows of `columns` bytes; the last one is filled with blanks, which content streams do not mind.
fn padded_rows(data: &[u8], columns: usize) -> Vec<Vec<u8>> {
    let row = |chunk: &[u8]| {
        let mut row = chunk.to_vec();
        row.resize(columns, b' ');
        row
    };
    data.chunks(columns).map(row).collect()
}

fn png_rows(data: &[u8], columns: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut above = vec![0u8; columns];
    for (index, row) in padded_rows(data, columns).into_iter().enumerate() {
        let kind = (index % 5) as u8;
        out.push(kind);
        for (column, &byte) in row.iter().enumerate() {
            let left = if column > 0 { row[column - 1] } else { 0 };
            let corner = if column > 0 { above[column - 1] } else { 0 };
            let predicted = match kind {
                0 => 0,
                1 => left,
                2 => above[column],
                3 => ((u16::from(left) + u16::from(above[column])) / 2) as u8,
                _ => paeth(left, above[column], corner),
            };
            out.push(byte.wrapping_sub(predicted));
        }
        above = row;
    }
    out
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(above) - i16::from(corner);
    let distance = |byte: u8| (estimate - i16::from(byte)).abs();
    if distance(left) <= distance(above) && distance(left) <= distance(corner) {
        left
    } else if distance(above) <= distance(corner) {
        above
    } else {
        corner
    }
}

fn tiff_rows(data: &[u8], columns: usize) -> Vec<u8> {
    let difference = |row: Vec<u8>| {
        let mut left = 0;
        row.into_iter().map(move |byte| byte.wrapping_sub(std::mem::replace(&mut left, byte)))
    };
    padded_rows(data, columns).into_iter().flat_map(difference).collect()
}

/// Variable-width LZW, most significant bit first; `early` is the `/EarlyChange` value.
fn lzw(data: &[u8], early: usize) -> Vec<u8> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let (mut out, mut pending, mut bits) = (Vec::new(), 0u32, 0u32);
    let mut put = |code: usize, width: u32| {
        pending = (pending << width) | code as u32;
        bits += width;
        while bits >= 8 {
            out.push((pending >> (bits - 8)) as u8);
            bits -= 8;
        }
        if code == END && bits > 0 {
            out.push((pending << (8 - bits)) as u8);
        }
    };
    let mut table = std::collections::BTreeMap::<(usize, u8), usize>::new();
    let (mut width, mut next) = (9, 258);
    put(CLEAR, width);
    let mut current: Option<usize> = None;
    for &byte in data {
        let Some(prefix) = current else {
            current = Some(usize::from(byte));
            continue;
        };
        if let Some(&code) = table.get(&(prefix, byte)) {
            current = Some(code);
            continue;
        }
        put(prefix, width);
        table.insert((prefix, byte), next);
        next += 1;
        // A decoder is one entry behind, hence the widths change one code later than the table here suggests.
        if next + early > (1 << width) && width < 12 {
            width += 1;
        }
        if next >= 4094 {
            put(CLEAR, width);
            table.clear();
            (width, next) = (9, 258);
        }
        current = Some(usize::from(byte));
    }
    if let Some(code) = current {
        put(code, width);
        next += 1;
        if next + early > (1 << width) && width < 12 {
            width += 1;
        }
    }
    put(END, width);
    out
}

fn ascii85(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for (index, chunk) in data.chunks(4).enumerate() {
        if index % 16 == 15 {
            out.push(b'\n');
        }
        let mut group = [0u8; 4];
        group[..chunk.len()].copy_from_slice(chunk);
        let mut value = u32::from_be_bytes(group);
        if value == 0 && chunk.len() == 4 {
            out.push(b'z');
            continue;
        }
        let mut digits = [0u8; 5];
        for digit in digits.iter_mut().rev() {
            *digit = (value % 85) as u8 + b'!';
            value /= 85;
        }
        out.extend(&digits[..=chunk.len()]);
    }
    out.extend(b"~>");
    out
}

fn ascii_hex(data: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len() * 2 + 1);
    for (index, byte) in data.iter().enumerate() {
        if index % 40 == 39 {
            out.push(b'\n');
        }
        out.extend(format!("{byte:02X}").bytes());
    }
    out.push(b'>');
    out
}

fn run_length(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = data;
    while let Some(&first) = rest.first() {
        let same = rest.iter().take(128).take_while(|&&byte| byte == first).count();
        if same >= 3 {
            out.push((257 - same) as u8);
            out.push(first);
            rest = &rest[same..];
            continue;
        }
        let literal = rest
            .windows(3)
            .take(127)
            .position(|three| three[0] == three[1] && three[1] == three[2])
            .unwrap_or(rest.len().min(128))
            .max(1);
        out.push((literal - 1) as u8);
        out.extend(&rest[..literal]);
        rest = &rest[literal..];
    }
    out.push(128);
    out
}
