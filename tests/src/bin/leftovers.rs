//! Reads statements with a password and then looks for that password in the memory of its own process:
//! `leftovers FILE HEX` takes the password in hexadecimal digits of its bytes xor 0x55, so that no copy of it comes from
//! the command line, and prints how many copies are left; with `keep` it keeps one on purpose.

#![expect(clippy::disallowed_methods, reason = "a tool of the tests reads files and its own memory")]
#![expect(clippy::print_stdout, reason = "its answer")]

use std::io::{Read as _, Seek as _, SeekFrom};

use cas::{Options, Password};

/// What hides the password from the search itself.
const MASK: u8 = 0x55;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (file, hidden, keep) = match arguments.as_slice() {
        [file, hidden] => (file, hidden, false),
        [file, hidden, keep] if keep == "keep" => (file, hidden, true),
        _ => return Err("usage: leftovers FILE HEX [keep]".into()),
    };
    let digits = hidden.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap_or(""));
    let hidden: Vec<u8> = digits.map(|pair| u8::from_str_radix(pair, 16)).collect::<Result<_, _>>()?;
    let pdf = std::fs::read(file)?;
    read(&pdf, &hidden)?;
    let kept = if keep { plain(&hidden)? } else { String::new() };
    println!("{}", copies(&hidden)?);
    drop(kept);
    Ok(())
}

/// The password, built in place: no copy is left behind by growing.
fn plain(hidden: &[u8]) -> Result<String, std::string::FromUtf8Error> {
    let mut bytes = Vec::with_capacity(hidden.len());
    bytes.extend(hidden.iter().map(|byte| byte ^ MASK));
    String::from_utf8(bytes)
}

/// Opens the file; the page is empty, so that everything after the password ends in an error.
#[inline(never)]
fn read(pdf: &[u8], hidden: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
    let options = Options { passwords: vec![Password::from(plain(hidden)?)], ..Options::default() };
    match cas::parse(pdf, &options) {
        Err(cas::ParseError::NoTextLayer { .. }) => Ok(()),
        Err(error) => Err(error.into()),
        Ok(_) => Err("the page is not empty".into()),
    }
}

/// Copies of the password in all memory that can be written.
fn copies(hidden: &[u8]) -> std::io::Result<usize> {
    let maps = std::fs::read_to_string("/proc/self/maps")?;
    let mut memory = std::fs::File::open("/proc/self/mem")?;
    let mut found = 0;
    // Two buffers would find each other: one is read into again and again.
    let mut buffer = vec![0u8; 1 << 16];
    for line in maps.lines() {
        let mut fields = line.split(' ');
        let (Some(range), Some(rights)) = (fields.next(), fields.next()) else { continue };
        let Some((start, end)) = range.split_once('-').filter(|_| rights.starts_with("rw")) else { continue };
        let (Ok(start), Ok(end)) = (u64::from_str_radix(start, 16), u64::from_str_radix(end, 16)) else {
            continue;
        };
        // What stands beside the buffer is searched like everything else, only the buffer is not.
        let own = buffer.as_ptr() as u64..buffer.as_ptr() as u64 + buffer.len() as u64;
        for part in [start..end.min(own.start), start.max(own.end)..end] {
            found += copies_within(&mut memory, part, hidden, &mut buffer)?;
        }
    }
    Ok(found)
}

/// Copies in one range of addresses; memory that cannot be read holds none.
fn copies_within(
    memory: &mut std::fs::File,
    range: std::ops::Range<u64>,
    hidden: &[u8],
    buffer: &mut [u8],
) -> std::io::Result<usize> {
    let (mut at, mut found) = (range.start, 0);
    while at < range.end {
        let step = (range.end - at).min(buffer.len() as u64);
        memory.seek(SeekFrom::Start(at))?;
        let Some(window) = buffer.get_mut(..step as usize) else { break };
        if memory.read_exact(window).is_ok() {
            found += window
                .windows(hidden.len())
                .filter(|bytes| bytes.iter().zip(hidden).all(|(byte, hidden)| *byte == hidden ^ MASK))
                .count();
        }
        at += step;
        if at < range.end {
            // Windows overlap by one byte less than the password, so that none is counted twice.
            at -= (hidden.len() as u64 - 1).min(step - 1);
        }
    }
    Ok(found)
}
