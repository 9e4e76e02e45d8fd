//! `FlateDecode` (ISO 32000-1, 7.4.4): zlib data, tolerant of broken headers, checksums and ends, all of which are told.

use cas_inflate::{End, Inflated};
use simd_adler32::adler32;

use super::{Integrity, TooLong};

/// A decoder that is used again and again, so that its tables and its buffer are made once. It reads the deflate
/// data inside the zlib wrapper; the checksum behind them is compared when all is read, in one go.
#[derive(Debug, Default)]
pub(crate) struct Inflater {
    raw: cas_inflate::Inflater,
    /// What is inflated, before its size is known: written once, used for every stream.
    buffer: Vec<u8>,
    /// Whether data are handed out in the buffer instead of copied from it.
    lends: bool,
}

/// A buffer larger than this is handed out instead of copied from, and not kept.
pub(crate) const KEPT: usize = 1 << 20;

/// A way to read data: deflate data, with a zlib header in front or not.
struct Reading<'d> {
    body: &'d [u8],
    has_header: bool,
}

impl Inflater {
    /// What comes next is handed out as it is, not copied to where it just fits, and given back soon.
    pub(crate) const fn lend(&mut self, lends: bool) {
        self.lends = lends;
    }

    /// Bounds the work for blocks from here on; the bytes that come of them are not part of it.
    pub(crate) const fn allow(&mut self, work: u64) {
        self.raw.allow(work);
    }

    /// What is left of that work; 0 when it did not suffice.
    pub(crate) fn work_left(&self) -> u64 {
        self.raw.work_left()
    }

    /// Takes back what was lent.
    pub(crate) fn give_back(&mut self, buffer: Vec<u8>) {
        if buffer.len() > self.buffer.len() && buffer.len() <= KEPT {
            self.buffer = buffer;
        }
    }

    /// Appends the inflated form of `data`. Data that begin with line ends (a wrong stream start), behind a broken
    /// header or without one are read all the same.
    pub(super) fn inflate(
        &mut self,
        data: &[u8],
        limit: usize,
        out: &mut Vec<u8>,
    ) -> Result<Integrity, TooLong> {
        let before = out.len();
        if let Some(body) = without_header(data) {
            let inflated = self.attempt(body, limit, out)?;
            if inflated.end == End::Finished {
                return Ok(verified(body, inflated.read, out, before));
            }
            if inflated.written > 0 {
                return Ok(Integrity::Damaged);
            }
        }
        let trimmed = data.trim_ascii_start();
        if trimmed.is_empty() {
            return Ok(Integrity::Sound);
        }
        // Of the readings left, the one that comes to an end is right; else the one that comes furthest.
        let shifted = without_header(trimmed).map(|body| Reading { body, has_header: true });
        let bare = data.get(2..).into_iter().chain([data]).map(|body| Reading { body, has_header: false });
        let mut furthest: Option<(usize, &[u8])> = None;
        for Reading { body, has_header } in shifted.into_iter().chain(bare) {
            let inflated = self.attempt(body, limit, out)?;
            if inflated.end == End::Finished {
                let sound =
                    if has_header { verified(body, inflated.read, out, before) } else { Integrity::Damaged };
                return Ok(sound);
            }
            if inflated.written > furthest.map_or(0, |(written, _)| written) {
                furthest = Some((inflated.written, body));
            }
            out.truncate(before);
        }
        if let Some((_, body)) = furthest {
            self.attempt(body, limit, out)?;
        }
        Ok(Integrity::Damaged)
    }

    /// Appends what `body` inflates to.
    fn attempt(&mut self, body: &[u8], limit: usize, out: &mut Vec<u8>) -> Result<Inflated, TooLong> {
        let allowed = limit.saturating_sub(out.len());
        let inflated = self.raw.inflate(body, allowed, &mut self.buffer);
        if inflated.end == End::TooLong {
            return Err(TooLong);
        }
        if (self.lends || self.buffer.len() > KEPT) && out.is_empty() {
            *out = std::mem::take(&mut self.buffer);
            out.truncate(inflated.written);
        } else {
            out.extend_from_slice(self.buffer.get(..inflated.written).unwrap_or_default());
            if self.buffer.len() > KEPT {
                self.buffer = Vec::new();
            }
        }
        Ok(inflated)
    }
}

/// Whether the checksum behind the first `read` bytes of `body` is that of what was appended to `out` (RFC 1950, 2.2).
fn verified(body: &[u8], read: usize, out: &[u8], before: usize) -> Integrity {
    let stored = body.get(read..).and_then(|rest| rest.first_chunk::<4>());
    let found = adler32(&out.get(before..).unwrap_or_default());
    if stored.is_some_and(|stored| u32::from_be_bytes(*stored) == found) {
        Integrity::Sound
    } else {
        Integrity::Damaged
    }
}

/// True for data that begin as writers of zlib data begin them: a window of 32 KiB and any of the four levels.
pub(crate) fn is_zlib(data: &[u8]) -> bool {
    matches!(data, [0x78, 0x01 | 0x5e | 0x9c | 0xda, _, ..])
}

/// What follows a zlib header (RFC 1950, 2.2): method 8, a check of five bits, no preset dictionary.
fn without_header(data: &[u8]) -> Option<&[u8]> {
    let [method, flags, body @ ..] = data else { return None };
    let sound = method & 0x0f == 8 && u16::from_be_bytes([*method, *flags]) % 31 == 0 && flags & 0x20 == 0;
    sound.then_some(body)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn deflate(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(data).expect("memory");
        encoder.finish().expect("memory")
    }

    fn inflate(data: &[u8], limit: usize) -> Result<Vec<u8>, TooLong> {
        let mut out = Vec::new();
        Inflater::default().inflate(data, limit, &mut out).map(|_| out)
    }

    fn integrity(data: &[u8]) -> Integrity {
        Inflater::default().inflate(data, 1 << 20, &mut Vec::new()).expect("short")
    }

    fn text() -> Vec<u8> {
        (0..20_000_u32)
            .flat_map(|n| format!("{} ", n.wrapping_mul(2_654_435_761) >> 12).into_bytes())
            .collect()
    }

    #[test]
    fn whole_data_with_a_used_inflater() {
        let mut inflater = Inflater::default();
        for _ in 0..2 {
            let mut out = b"before".to_vec();
            assert_eq!(inflater.inflate(&deflate(&text()), 1 << 20, &mut out), Ok(Integrity::Sound));
            assert_eq!(out.strip_prefix(b"before"), Some(&text()[..]));
        }
    }

    #[test]
    fn the_limit_is_exact() {
        let data = deflate(&[7; 5000]);
        assert_eq!(inflate(&data, 5000), Ok(vec![7; 5000]));
        assert_eq!(inflate(&data, 4999), Err(TooLong));
        assert_eq!(inflate(&data, 0), Err(TooLong));
    }

    #[test]
    fn damage_keeps_what_came_before() {
        let whole = deflate(&text());
        let cut = inflate(&whole[..whole.len() / 2], 1 << 20).expect("short");
        assert!(cut.len() > 10_000 && text().starts_with(&cut));
        let mut checksum = whole.clone();
        *checksum.last_mut().expect("bytes") ^= 0xff;
        assert!(inflate(&checksum, 1 << 20).expect("short") == text(), "checksum");
        assert_eq!(integrity(&checksum), Integrity::Damaged);
        let mut header = whole.clone();
        header[0] = 0;
        assert!(inflate(&header, 1 << 20).expect("short") == text(), "header");
        assert!(inflate(&whole[2..], 1 << 20).expect("short") == text(), "no header");
        let shifted = [b"\r\n", &whole[..]].concat();
        assert!(inflate(&shifted, 1 << 20).expect("short") == text(), "shifted");
    }

    #[test]
    fn every_changed_or_missing_byte_is_told() {
        let whole = deflate(b"1,234.567 units at 89.01, and so on, and so on");
        assert_eq!(integrity(&whole), Integrity::Sound);
        assert_eq!(
            integrity(&[b"\r\n", &whole[..]].concat()),
            Integrity::Sound,
            "a stream that starts early"
        );
        assert_eq!(integrity(&[&whole[..], b"\r\n"].concat()), Integrity::Sound, "a stream that ends late");
        assert_eq!(integrity(b""), Integrity::Sound, "an empty stream");
        for at in 0..whole.len() {
            for flip in [0x01, 0x80, 0xff] {
                let mut bent = whole.clone();
                bent[at] ^= flip;
                let mut out = Vec::new();
                let told = Inflater::default().inflate(&bent, 1 << 20, &mut out).expect("short");
                let harmless = inflate(&whole, 1 << 20) == Ok(out);
                assert!(told == Integrity::Damaged || harmless, "{at} {flip}");
            }
            assert_eq!(integrity(&whole[..at]), if at == 0 { Integrity::Sound } else { Integrity::Damaged });
        }
    }

    #[test]
    fn garbage_ends() {
        for byte in 0..=255 {
            let result = inflate(&[byte; 64], 1 << 16);
            assert!(result.is_err() || result.is_ok_and(|out| out.len() <= 1 << 16));
        }
        assert_eq!(inflate(b"", 100), Ok(Vec::new()));
    }
}
