//! `FlateDecode` (ISO 32000-1, 7.4.4): zlib data, tolerant of broken headers, checksums and ends, all of which are told.

use flate2::{Decompress, FlushDecompress, Status};
use zlib_rs::adler32::adler32;

use super::{Integrity, TooLong};

/// An inflate state that is used again and again, so that its tables and its buffer are made once. It reads the deflate
/// data inside the zlib wrapper; the checksum behind them is compared when all is read, in one go.
#[derive(Debug)]
pub(crate) struct Inflater {
    raw: Decompress,
    /// What is inflated, before its size is known: written once, used for every stream.
    buffer: Vec<u8>,
}

impl Default for Inflater {
    fn default() -> Self {
        Self { raw: Decompress::new(false), buffer: Vec::new() }
    }
}

/// A buffer larger than this is handed out instead of copied from, and not kept.
const KEPT: usize = 1 << 20;

/// What stopped the decoder.
enum End {
    /// The data came to their end, and how many bytes they take.
    Finished(usize),
    Damaged,
}

/// A way to read data: deflate data, with a zlib header in front or not.
struct Reading<'d> {
    body: &'d [u8],
    has_header: bool,
}

impl Inflater {
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
            match self.attempt(body, limit, out)? {
                End::Finished(read) => return Ok(verified(body, read, out, before)),
                End::Damaged if out.len() > before => return Ok(Integrity::Damaged),
                End::Damaged => {}
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
            if let End::Finished(read) = self.attempt(body, limit, out)? {
                let verified =
                    if has_header { verified(body, read, out, before) } else { Integrity::Damaged };
                return Ok(verified);
            }
            let length = out.len() - before;
            if length > furthest.map_or(0, |(length, _)| length) {
                furthest = Some((length, body));
            }
            out.truncate(before);
        }
        if let Some((_, body)) = furthest {
            self.attempt(body, limit, out)?;
        }
        Ok(Integrity::Damaged)
    }

    /// Appends what `body` inflates to.
    fn attempt(&mut self, body: &[u8], limit: usize, out: &mut Vec<u8>) -> Result<End, TooLong> {
        self.raw.reset(false);
        let allowed = limit.saturating_sub(out.len());
        let (end, length) = run(&mut self.raw, body, allowed, &mut self.buffer)?;
        if self.buffer.len() > KEPT && out.is_empty() {
            *out = std::mem::take(&mut self.buffer);
            out.truncate(length);
        } else {
            out.extend_from_slice(self.buffer.get(..length).unwrap_or_default());
            if self.buffer.len() > KEPT {
                self.buffer = Vec::new();
            }
        }
        Ok(end)
    }
}

/// Whether the checksum behind the first `read` bytes of `body` is that of what was appended to `out` (RFC 1950, 2.2).
fn verified(body: &[u8], read: usize, out: &[u8], before: usize) -> Integrity {
    let stored = body.get(read..).and_then(|rest| rest.first_chunk::<4>());
    let found = adler32(1, out.get(before..).unwrap_or(&[]));
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

/// Inflates `data` into `buffer`, which grows as needed, and gives how much of it was written.
fn run(
    inflate: &mut Decompress,
    data: &[u8],
    limit: usize,
    buffer: &mut Vec<u8>,
) -> Result<(End, usize), TooLong> {
    // One byte more than the limit shows that it was passed.
    let most = limit.saturating_add(1);
    let (mut read, mut length) = (0, 0);
    loop {
        if length == buffer.len().min(most) {
            if length > limit {
                return Err(TooLong);
            }
            // Page contents grow about eightfold. Not doubled beyond 16 MiB: a buffer of 128 MiB for data of 64 would be
            // more than a bomb may take.
            let more = buffer.len().max(data.len().saturating_mul(8).clamp(4096, KEPT)).min(16 << 20);
            let wanted = buffer.len().saturating_add(more).min(most).max(length + 1);
            buffer.reserve_exact(wanted - buffer.len().min(wanted));
            buffer.resize(wanted, 0);
        }
        let (total_in, total_out) = (inflate.total_in(), inflate.total_out());
        let room = buffer.len().min(most);
        let target = buffer.get_mut(length..room).unwrap_or_default();
        // Told that nothing follows, the decoder needs no window of its own.
        let status = inflate.decompress(data.get(read..).unwrap_or(&[]), target, FlushDecompress::Finish);
        let consumed = usize::try_from(inflate.total_in() - total_in).unwrap_or(usize::MAX);
        let produced = usize::try_from(inflate.total_out() - total_out).unwrap_or(usize::MAX);
        read = read.saturating_add(consumed);
        length = length.saturating_add(produced);
        if length > limit {
            return Err(TooLong);
        }
        match status {
            Ok(Status::StreamEnd) => return Ok((End::Finished(read), length)),
            Ok(_) if length == room => {}
            // Room was left and nothing more came of the data.
            Ok(_) | Err(_) => return Ok((End::Damaged, length)),
        }
    }
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
