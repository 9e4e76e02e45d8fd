//! `FlateDecode` (ISO 32000-1, 7.4.4): zlib data, tolerant of broken headers, checksums and ends.

use flate2::{Decompress, FlushDecompress, Status};

use super::TooLong;

/// An inflate state that is used again and again, so that its tables are allocated once. It reads the deflate data
/// inside the zlib wrapper: a checksum that does not fit would change nothing.
#[derive(Debug)]
pub(crate) struct Inflater {
    raw: Decompress,
}

impl Default for Inflater {
    fn default() -> Self {
        Self { raw: Decompress::new(false) }
    }
}

/// What stopped the decoder.
enum End {
    Finished,
    Damaged,
}

impl Inflater {
    /// Appends the inflated form of `data`. Data that begin with line ends (a wrong stream start), behind a broken
    /// header or without one are read all the same.
    pub(super) fn inflate(&mut self, data: &[u8], limit: usize, out: &mut Vec<u8>) -> Result<(), TooLong> {
        let before = out.len();
        if let Some(body) = without_header(data)
            && (matches!(self.attempt(body, limit, out)?, End::Finished) || out.len() > before)
        {
            return Ok(());
        }
        // Of the readings left, the one that comes to an end is right; else the one that comes furthest.
        let shifted = without_header(data.trim_ascii_start());
        let mut furthest: Option<(usize, &[u8])> = None;
        for body in shifted.into_iter().chain(data.get(2..)).chain([data]) {
            if matches!(self.attempt(body, limit, out)?, End::Finished) {
                return Ok(());
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
        Ok(())
    }

    fn attempt(&mut self, body: &[u8], limit: usize, out: &mut Vec<u8>) -> Result<End, TooLong> {
        self.raw.reset(false);
        run(&mut self.raw, body, limit, out)
    }
}

/// What follows a zlib header (RFC 1950, 2.2): method 8, a check of five bits, no preset dictionary.
fn without_header(data: &[u8]) -> Option<&[u8]> {
    let [method, flags, body @ ..] = data else { return None };
    let sound = method & 0x0f == 8 && u16::from_be_bytes([*method, *flags]) % 31 == 0 && flags & 0x20 == 0;
    sound.then_some(body)
}

fn run(inflate: &mut Decompress, data: &[u8], limit: usize, out: &mut Vec<u8>) -> Result<End, TooLong> {
    // Page contents grow about eightfold; one byte more than the limit shows that it was passed.
    out.reserve(data.len().saturating_mul(8).clamp(512, 1 << 20).min(limit.saturating_sub(out.len()) + 1));
    let mut read = 0;
    loop {
        let (total_in, total_out) = (inflate.total_in(), inflate.total_out());
        let status = inflate.decompress_vec(data.get(read..).unwrap_or(&[]), out, FlushDecompress::None);
        let consumed = inflate.total_in() - total_in;
        let produced = inflate.total_out() - total_out;
        read += usize::try_from(consumed).unwrap_or(usize::MAX);
        if out.len() > limit {
            return Err(TooLong);
        }
        match status {
            Ok(Status::StreamEnd) => return Ok(End::Finished),
            Ok(_) if out.len() == out.capacity() => {
                let more = out.capacity().clamp(4096, 16 << 20).min(limit - out.len() + 1);
                // Not more than that: a doubled buffer of 64 MiB would be most of the memory that a bomb may take.
                out.reserve_exact(more);
            }
            Ok(_) if consumed == 0 && produced == 0 => return Ok(End::Damaged),
            Ok(_) if read >= data.len() && produced == 0 => return Ok(End::Damaged),
            Ok(_) => {}
            Err(_) => return Ok(End::Damaged),
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
        Inflater::default().inflate(data, limit, &mut out).map(|()| out)
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
            assert_eq!(inflater.inflate(&deflate(&text()), 1 << 20, &mut out), Ok(()));
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
        let mut header = whole.clone();
        header[0] = 0;
        assert!(inflate(&header, 1 << 20).expect("short") == text(), "header");
        assert!(inflate(&whole[2..], 1 << 20).expect("short") == text(), "no header");
        let shifted = [b"\r\n", &whole[..]].concat();
        assert!(inflate(&shifted, 1 << 20).expect("short") == text(), "shifted");
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
