//! Properties of the parts of the PDF reader: decoders, cross-references, ciphers, CMaps and encodings.

use std::fmt::Write as _;

use cas_inflate::End;
use cas_pdf::fuzzing::{self, Decoded};

use super::{limits, page_with, text};

/// Bytes that a decoder may give in one run.
const LIMIT: usize = 1 << 20;
/// No predictor.
const PLAIN: [i64; 4] = [1, 1, 8, 1];

/// A decoder ends within the limit, and its state holds nothing of what it decoded before.
fn decodes(name: &str, predictor: [i64; 4], early_change: bool, data: &[u8]) -> Decoded {
    let [first, second] = fuzzing::decode(name, predictor, early_change, data, LIMIT);
    assert_eq!(first, second, "{name}: a used decoder says something else");
    assert!(first.bytes.as_ref().is_none_or(|bytes| bytes.len() <= LIMIT), "{name}: beyond the limit");
    first
}

/// Any zlib data; and of any deflate data our decoder makes what zlib makes of them, to the byte.
pub fn filter_flate(data: &[u8]) {
    let _ = decodes("FlateDecode", PLAIN, true, data);
    let mut zlib = flate2::Decompress::new(false);
    let mut expected = vec![0; LIMIT + 1];
    let status = zlib.decompress(data, &mut expected, flate2::FlushDecompress::Finish);
    expected.truncate(usize::try_from(zlib.total_out()).unwrap_or_default());
    let mut bytes = Vec::new();
    let inflated = cas_inflate::Inflater::default().inflate(data, LIMIT, &mut bytes);
    if expected.len() > LIMIT {
        assert_eq!(inflated.end, End::TooLong);
        expected.truncate(LIMIT);
    } else {
        assert_eq!(
            inflated.end == End::Finished,
            matches!(status, Ok(flate2::Status::StreamEnd)),
            "{inflated:?}"
        );
        assert_ne!(inflated.end, End::TooLong);
    }
    if inflated.end == End::Finished {
        assert_eq!(u64::try_from(inflated.read), Ok(zlib.total_in()));
    }
    assert!(bytes.get(..inflated.written) == Some(expected.as_slice()), "{inflated:?}");
}

/// Any LZW data, with both ways to widen codes.
pub fn filter_lzw(data: &[u8]) {
    for early_change in [true, false] {
        let _ = decodes("LZWDecode", PLAIN, early_change, data);
    }
}

/// Any text: neither of the decoders of text gives more bytes than it was given characters, save for the zeros that one
/// letter stands for.
pub fn filter_ascii(data: &[u8]) {
    let hexadecimal = decodes("ASCIIHexDecode", PLAIN, true, data).bytes.unwrap_or_default();
    assert!(hexadecimal.len() <= data.len().div_ceil(2));
    let base_85 = decodes("ASCII85Decode", PLAIN, true, data).bytes.unwrap_or_default();
    assert!(base_85.len() <= 4 * data.len());
}

/// Any run lengths: two bytes give 128 at most.
pub fn filter_run_length(data: &[u8]) {
    let bytes = decodes("RunLengthDecode", PLAIN, true, data).bytes.unwrap_or_default();
    assert!(bytes.len() <= 64 * data.len() + 128);
}

/// Any rows and any parameters, the first bytes of the input.
pub fn predictor(data: &[u8]) {
    let Some((&[predictor, colors, bits, low, high], rows)) = data.split_first_chunk::<5>() else { return };
    let columns = i64::from(u16::from_le_bytes([low, high]));
    let parameters = [i64::from(predictor % 18), i64::from(colors), i64::from(bits), columns];
    // A stored deflate block carries the rows as they are.
    let length = rows.len().min(0xffff) as u16;
    let [low, high] = length.to_le_bytes();
    let head = [0x78, 0x01, 0x01, low, high, !low, !high];
    let block = [&head[..], rows.get(..usize::from(length)).unwrap_or(&[])].concat();
    let bytes = decodes("FlateDecode", parameters, true, &block).bytes.unwrap_or_default();
    assert!(bytes.len() <= rows.len(), "a predictor never adds bytes");
}

/// Any table: reading ends, and names no more objects than there is room for.
pub fn xref_table(data: &[u8]) {
    let table = [b"xref\n", data].concat();
    assert!(fuzzing::read_xref(&table, &limits()).is_none_or(|objects| objects <= table.len()));
}

/// Any cross-reference stream: the first bytes are the widths of its columns.
pub fn xref_stream(data: &[u8]) {
    let Some((&[one, two, three, size], rows)) = data.split_first_chunk::<4>() else { return };
    let mut stream = format!(
        "1 0 obj<</Type/XRef/W[{} {} {}]/Size {}/Length {}>>stream\n",
        one % 10,
        two % 10,
        three % 10,
        u32::from(size) * 16,
        rows.len()
    )
    .into_bytes();
    stream.extend_from_slice(rows);
    stream.extend_from_slice(b"\nendstream endobj");
    let read = fuzzing::read_xref(&stream, &limits());
    assert!(read.is_none_or(|objects| objects as u64 <= limits().objects));
}

/// Any bytes: a scan for objects ends and finds no more than there are heads.
pub fn xref_repair(data: &[u8]) {
    let found = fuzzing::rebuild_xref(data, &limits());
    assert!(found.is_none_or(|objects| objects <= data.len() / 5), "more objects than heads fit");
}

/// Any data and any key: decrypting gives no more than there was; RC4 twice gives what there was.
pub fn decryption(data: &[u8]) {
    let Some((&[method, length], rest)) = data.split_first_chunk::<2>() else { return };
    let (key, data) = rest.split_at(usize::from(length % 34).min(rest.len()));
    let plain = fuzzing::decrypt(method % 3, key, data);
    assert!(plain.len() <= data.len());
    if method % 3 == 0 {
        assert_eq!(fuzzing::decrypt(0, key, &plain), data);
    }
}

/// Any CMap, and its own bytes as a string: every byte belongs to exactly one code.
pub fn cmap(data: &[u8]) {
    let string = data.get(..data.len().min(512)).unwrap_or_default();
    let codes = fuzzing::cmap(data, string);
    assert_eq!(codes.iter().map(|(_, length, ..)| length).sum::<usize>(), string.len());
    assert!(codes.iter().all(|(_, _, _, text)| text.as_ref().is_none_or(|text| !text.is_empty())));
}

/// Any names and numbers as `/Differences` of a font: the page comes out whole.
pub fn font_encoding(data: &[u8]) {
    let mut font = String::from("/Differences[64");
    for piece in data.split(|byte| *byte == b' ').take(300) {
        match std::str::from_utf8(piece).ok().and_then(|piece| piece.parse::<u16>().ok()) {
            Some(code) => {
                let _ = write!(font, " {code}");
            }
            None => {
                font.push('/');
                for byte in piece {
                    let _ = write!(font, "#{byte:02x}");
                }
            }
        }
    }
    font.push(']');
    let whole = String::from_utf8_lossy(&page_with(b"BT /F1 9 Tf (@ABCDEFGHIJ) Tj ET"))
        .replace("/Differences[64/A/B/rupee]", &font);
    if let Ok(file) = cas_pdf::open(whole.as_bytes(), &[], &limits())
        && let Ok(page) = file.page(0)
    {
        super::well_formed(&page);
    }
    text(data);
}
