//! The floor: what no reader of statements gets around. Every content stream and form of a file is decrypted, inflated
//! and cut into operands and operators, in reused buffers, with the ciphers and the inflate that the engine uses, and
//! nothing else is done: no fonts, no positions, no text. Finding the streams and the key comes before and is not timed.

mod cipher;
mod key;
// The engine's own, which is no part of its interface.
#[path = "../../../crates/cas-pdf/src/crypt/rc4.rs"]
mod rc4;
mod tokens;

use std::ops::Range;

use cas_inflate::{End, Inflater};
use cas_pdf::object::{Dict, Object, ObjectId, Stream};
use cas_pdf::{PdfError, PdfFile};
use thiserror::Error;

pub use tokens::Tally;

use crate::unlimited;
use cipher::ObjectCipher;
use key::FileKey;

/// Why a file has no floor.
#[derive(Debug, Error)]
pub enum FloorError {
    /// The engine does not open it.
    #[error("the file does not open: {0}")]
    Open(#[from] PdfError),
    /// The key cannot be derived.
    #[error("the floor finds no key: {0}")]
    Key(&'static str),
    /// A stream is packed in another way than one `FlateDecode` without predictor.
    #[error("stream {0} is not packed with Flate alone")]
    Filter(u32),
    /// A stream does not inflate: its cipher, key or data are wrong.
    #[error("stream {0} does not inflate")]
    Damaged(u32),
}

/// A stream as it lies in the file.
#[derive(Debug)]
struct Raw {
    number: u32,
    range: Range<usize>,
    cipher: ObjectCipher,
}

impl Raw {
    /// Its deflate data, behind two bytes of zlib header; the checksum behind them is not looked at.
    fn decrypted<'p>(&self, file: &[u8], plain: &'p mut Vec<u8>) -> Result<&'p [u8], FloorError> {
        plain.clear();
        plain.extend_from_slice(file.get(self.range.clone()).unwrap_or_default());
        self.cipher.decrypt(plain).get(2..).ok_or(FloorError::Damaged(self.number))
    }
}

/// All streams of a file and the buffers to read them with.
#[derive(Debug)]
pub struct Floor<'a> {
    bytes: &'a [u8],
    streams: Vec<Raw>,
    pages: u32,
    inflater: Inflater,
    plain: Vec<u8>,
    /// What was inflated last, and behind it what is left of others.
    content: Vec<u8>,
    length: usize,
}

impl<'a> Floor<'a> {
    /// Finds the content streams of all pages and the forms that they can paint, each once, and the key of the file.
    ///
    /// # Errors
    /// See [`FloorError`].
    pub fn new(bytes: &'a [u8], password: &str) -> Result<Self, FloorError> {
        let file = cas_pdf::open(bytes, &[cas::Password::new(password)], &unlimited())?;
        let key = FileKey::derive(bytes, password)?;
        let mut found = Found::default();
        if let Some(root) = file.catalog().as_dict().and_then(|catalog| catalog.get(b"Pages")) {
            found.page_tree(&file, root, 0);
        }
        for index in 0..file.page_count() {
            found.forms(&file, &file.frame(index)?.resources);
        }
        let streams =
            found.streams.iter().map(|stream| raw(&file, stream, &key)).collect::<Result<_, _>>()?;
        Ok(Self {
            bytes,
            streams,
            pages: file.page_count(),
            inflater: Inflater::default(),
            plain: Vec::new(),
            content: Vec::new(),
            length: 0,
        })
    }

    /// Pages of the file.
    #[must_use]
    pub const fn pages(&self) -> u32 {
        self.pages
    }

    /// Decrypts, inflates and tokenises every stream.
    ///
    /// # Errors
    /// [`FloorError::Damaged`].
    pub fn run(&mut self) -> Result<Tally, FloorError> {
        let mut tally = Tally::default();
        for index in 0..self.streams.len() {
            self.read(index)?;
            tokens::count(self.content(), &mut tally);
        }
        Ok(tally)
    }

    /// The deflate data of every stream, decrypted.
    ///
    /// # Errors
    /// [`FloorError::Damaged`].
    pub fn packed(&mut self) -> Result<Vec<Vec<u8>>, FloorError> {
        let (bytes, plain) = (self.bytes, &mut self.plain);
        self.streams.iter().map(|raw| raw.decrypted(bytes, plain).map(<[u8]>::to_vec)).collect()
    }

    /// Puts the data of a stream into `content`.
    fn read(&mut self, index: usize) -> Result<(), FloorError> {
        let Some(raw) = self.streams.get(index) else { return Ok(()) };
        let data = raw.decrypted(self.bytes, &mut self.plain)?;
        let inflated = self.inflater.inflate(data, usize::MAX, &mut self.content);
        self.length = inflated.written;
        if inflated.end == End::Finished { Ok(()) } else { Err(FloorError::Damaged(raw.number)) }
    }

    /// The data of the stream that was read last.
    fn content(&self) -> &[u8] {
        self.content.get(..self.length).unwrap_or_default()
    }
}

fn raw(file: &PdfFile<'_>, stream: &Stream, key: &FileKey) -> Result<Raw, FloorError> {
    let filter = file.get(&stream.dict, b"Filter");
    let only = filter.as_name().or_else(|| match filter.as_array() {
        Some([one]) => one.as_name(),
        _ => None,
    });
    let number = stream.id.number;
    let parameters = stream.dict.get(b"DecodeParms").is_some();
    if only != Some(b"FlateDecode") || parameters {
        return Err(FloorError::Filter(number));
    }
    Ok(Raw { number, range: stream.start..stream.end, cipher: key.of_object(stream.id) })
}

/// A walk over the file that gathers streams.
#[derive(Default)]
struct Found {
    streams: Vec<Stream>,
    seen: Vec<ObjectId>,
}

impl Found {
    fn add(&mut self, stream: &Stream) -> bool {
        let place = match self.seen.binary_search(&stream.id) {
            Ok(_) => return false,
            Err(place) => place,
        };
        self.seen.insert(place, stream.id);
        self.streams.push(stream.clone());
        true
    }

    fn page_tree(&mut self, file: &PdfFile<'_>, node: &Object, depth: u32) {
        let node = file.resolve(node);
        let Some(dict) = node.as_dict().filter(|_| depth < 64) else { return };
        if let Some(kids) = file.get(dict, b"Kids").as_array() {
            kids.iter().for_each(|kid| self.page_tree(file, kid, depth + 1));
            return;
        }
        let contents = file.get(dict, b"Contents");
        let parts = contents.as_array().map_or_else(|| vec![contents.clone()], <[Object]>::to_vec);
        for part in parts {
            if let Object::Stream(stream) = file.resolve(&part) {
                self.add(&stream);
            }
        }
    }

    fn forms(&mut self, file: &PdfFile<'_>, resources: &Object) {
        let Some(resources) = resources.as_dict() else { return };
        let named = file.get(resources, b"XObject");
        let Some(named) = named.as_dict() else { return };
        for (_, object) in named.iter() {
            let Object::Stream(stream) = file.resolve(object) else { continue };
            if is_form(file, &stream.dict) && self.add(&stream) {
                self.forms(file, &file.get(&stream.dict, b"Resources"));
            }
        }
    }
}

fn is_form(file: &PdfFile<'_>, dict: &Dict) -> bool {
    file.get(dict, b"Subtype").as_name() == Some(b"Form")
}

#[cfg(test)]
mod tests {
    use cas_testkit::bench::{FAMILIES, LOCKS};

    use super::*;
    use crate::Case;

    #[test]
    fn every_stream_is_what_the_engine_reads_under_every_lock() {
        for family in FAMILIES {
            for lock in LOCKS {
                let case = Case::draw(family, 1, Some(*lock));
                let options = case.options();
                let mut floor = Floor::new(&case.pdf, &case.password).unwrap();
                assert!(floor.streams.len() >= case.pages as usize, "{}", case.id());
                let file = cas_pdf::open(&case.pdf, &options.passwords, &options.limits).unwrap();
                for index in 0..floor.streams.len() {
                    floor.read(index).unwrap();
                    let raw = &floor.streams[index];
                    let id = ObjectId { number: raw.number, generation: 0 };
                    let Object::Stream(stream) = file.resolve(&Object::Ref(id)) else { panic!() };
                    assert!(file.data(&stream).unwrap() == floor.content(), "{} {}", case.id(), raw.number);
                }
                let tally = floor.run().unwrap();
                assert!(tally.operators > 200 * case.pages as usize, "{} {tally:?}", case.id());
            }
        }
    }
}
