//! Stream filters (ISO 32000-1, 7.4): undone in order into a buffer that never outgrows the limits. Image filters
//! are not decoded: their data are empty here, as pictures hold no text layer.

mod ascii;
mod flate;
mod lzw;
mod predictor;
mod run_length;

pub(crate) use flate::{Inflater, KEPT, is_zlib};
use predictor::Predictor;

/// One entry of `/Filter`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Filter {
    AsciiHex,
    Ascii85,
    Lzw,
    Flate,
    RunLength,
    /// Decryption with a named crypt filter; done before all other filters.
    Crypt,
    /// DCT, JPX, CCITT, JBIG2: not decoded.
    Image,
    /// A name that the specification does not know.
    Unknown,
}

/// Filter names and their abbreviations (ISO 32000-1, tables 6 and 94).
const NAMES: [(&[u8], Filter); 17] = [
    (b"FlateDecode", Filter::Flate),
    (b"Fl", Filter::Flate),
    (b"ASCII85Decode", Filter::Ascii85),
    (b"A85", Filter::Ascii85),
    (b"ASCIIHexDecode", Filter::AsciiHex),
    (b"AHx", Filter::AsciiHex),
    (b"LZWDecode", Filter::Lzw),
    (b"LZW", Filter::Lzw),
    (b"RunLengthDecode", Filter::RunLength),
    (b"RL", Filter::RunLength),
    (b"Crypt", Filter::Crypt),
    (b"DCTDecode", Filter::Image),
    (b"DCT", Filter::Image),
    (b"JPXDecode", Filter::Image),
    (b"CCITTFaxDecode", Filter::Image),
    (b"CCF", Filter::Image),
    (b"JBIG2Decode", Filter::Image),
];

impl Filter {
    pub(crate) fn from_name(name: &[u8]) -> Self {
        NAMES.iter().find(|(known, _)| *known == name).map_or(Self::Unknown, |&(_, filter)| filter)
    }
}

/// Parameters of one filter; the defaults are those of the specification.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Parameters {
    pub(crate) predictor: i64,
    pub(crate) colors: i64,
    pub(crate) bits_per_component: i64,
    pub(crate) columns: i64,
    /// LZW only: codes grow one code early.
    pub(crate) early_change: bool,
}

impl Default for Parameters {
    fn default() -> Self {
        Self { predictor: 1, colors: 1, bits_per_component: 8, columns: 1, early_change: true }
    }
}

/// Whether data are what their writer packed, as far as they carry a proof: the checksum of zlib data, the end marks of
/// a decoder, the padding of a cipher.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Integrity {
    /// Nothing speaks against it.
    #[default]
    Sound,
    /// Bytes were changed or are missing.
    Damaged,
}

impl Integrity {
    /// Sound when both are.
    pub(crate) fn and(self, other: Self) -> Self {
        if self == Self::Sound { other } else { self }
    }
}

/// A decoder reached the byte limit that it was given.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct TooLong;

/// Appends the decoded form of `data` to `out`, which may grow to `limit` bytes in all. Damaged data give what comes
/// before the damage.
pub(crate) fn decode(
    filter: Filter,
    parameters: &Parameters,
    data: &[u8],
    inflater: &mut Inflater,
    limit: usize,
    out: &mut Vec<u8>,
) -> Result<Integrity, TooLong> {
    let mut integrity = Integrity::Sound;
    match filter {
        Filter::Flate => integrity = inflater.inflate(data, limit, out)?,
        Filter::Lzw => lzw::decode(data, parameters.early_change, limit, out)?,
        Filter::Ascii85 => ascii::decode_85(data, limit, out)?,
        Filter::AsciiHex => ascii::decode_hex(data, limit, out)?,
        Filter::RunLength => run_length::decode(data, limit, out)?,
        Filter::Crypt => append(data, limit, out)?,
        Filter::Unknown => {
            append(data, limit, out)?;
            integrity = Integrity::Damaged;
        }
        Filter::Image => {}
    }
    if matches!(filter, Filter::Flate | Filter::Lzw) {
        Predictor::undo(parameters, out);
    }
    Ok(integrity)
}

/// Appends bytes within the limit.
fn append(bytes: &[u8], limit: usize, out: &mut Vec<u8>) -> Result<(), TooLong> {
    if bytes.len() > limit.saturating_sub(out.len()) {
        return Err(TooLong);
    }
    out.extend_from_slice(bytes);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_abbreviations() {
        assert_eq!(Filter::from_name(b"Fl"), Filter::Flate);
        assert_eq!(Filter::from_name(b"JPXDecode"), Filter::Image);
        assert_eq!(Filter::from_name(b"Other"), Filter::Unknown);
    }

    #[test]
    fn images_give_nothing_and_unknown_filters_pass_through() {
        let mut out = Vec::new();
        let parameters = Parameters::default();
        let mut inflater = Inflater::default();
        assert_eq!(
            decode(Filter::Image, &parameters, b"jpeg", &mut inflater, 100, &mut out),
            Ok(Integrity::Sound)
        );
        assert!(out.is_empty());
        assert_eq!(
            decode(Filter::Unknown, &parameters, b"text", &mut inflater, 100, &mut out),
            Ok(Integrity::Damaged)
        );
        assert_eq!(out, b"text");
        assert_eq!(decode(Filter::Unknown, &parameters, b"text", &mut inflater, 7, &mut out), Err(TooLong));
    }
}
