//! Objects of an open file by reference, read when first asked for; and decoded stream data.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use crate::budget::{self, Budget};
use crate::crypt::Crypt;
use crate::filter::{Inflater, Integrity, KEPT};
use crate::stream::{crypt_filter, decode_filters};
use crate::syntax::ends::Ends;
use crate::syntax::object::{Dict, Name, Object, ObjectId, Stream};
use crate::syntax::parser::Parser;
use crate::syntax::repair::{self, Scan};
use crate::syntax::xref::{self, Entry, Xref};
use crate::{Limits, PdfError};

/// Objects kept before the cache starts afresh; only hostile files have so many small objects on one page.
const CACHED_OBJECTS: usize = 1 << 16;
/// Decoded object streams kept; pages of one document share the last few.
const CACHED_OBJECT_STREAMS: usize = 8;
/// Bytes of decoded object streams kept. A larger one is decoded again for each of its objects, which no honest file
/// asks for.
const CACHED_STREAM_BYTES: usize = 16 << 20;
/// Memory of the objects kept, as [`Parser::weight`] counts it.
const CACHED_WEIGHT: usize = 16 << 20;

/// The objects of one open file.
#[derive(Debug)]
pub(crate) struct Store<'a> {
    bytes: &'a [u8],
    budget: Budget,
    /// Where `%PDF-` is: offsets of files with junk before it may count from here.
    base: u64,
    xref: RefCell<Xref>,
    repaired: Cell<bool>,
    crypt: OnceCell<Crypt>,
    objects: RefCell<HashMap<u32, Object>>,
    /// Weight of `objects`.
    weight: Cell<usize>,
    object_streams: RefCell<Vec<(u32, Rc<ObjectStream>)>>,
    /// Objects being read, to break loops.
    pending: RefCell<Vec<u32>>,
    inflater: RefCell<Option<Inflater>>,
    /// What was decrypted last; used for every stream.
    plain: RefCell<Vec<u8>>,
    /// Where streams end whose length does not tell.
    ends: Ends,
    /// Numbers of the streams that are not what their writer packed.
    damaged: RefCell<BTreeSet<u32>>,
    /// What looks wrong.
    defects: Cell<u32>,
    /// Catalogs and pages that a scan of the file found.
    landmarks: RefCell<Vec<u32>>,
}

/// A decoded object stream (ISO 32000-1, 7.5.7).
#[derive(Debug)]
struct ObjectStream {
    data: Vec<u8>,
    /// Object numbers and where their objects start in `data`.
    index: Vec<(u32, usize)>,
}

impl<'a> Store<'a> {
    /// Reads the cross-references of a file, or rebuilds them.
    pub(crate) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, PdfError> {
        if bytes.len() as u64 > limits.input_bytes {
            return Err(Limits::exceeded("input_bytes", limits.input_bytes));
        }
        let header = memchr::memmem::find(bytes.get(..bytes.len().min(8192)).unwrap_or(bytes), b"%PDF-");
        let base = header.unwrap_or(0) as u64;
        let store = Self {
            bytes,
            budget: Budget::new(limits, bytes.len() as u64),
            base,
            xref: RefCell::default(),
            repaired: Cell::new(false),
            crypt: OnceCell::new(),
            objects: RefCell::default(),
            weight: Cell::new(0),
            object_streams: RefCell::default(),
            pending: RefCell::default(),
            inflater: RefCell::default(),
            plain: RefCell::default(),
            ends: Ends::default(),
            landmarks: RefCell::default(),
            defects: Cell::new(0),
            damaged: RefCell::default(),
        };
        match store.read_xref() {
            Some(mut xref) => {
                store.damaged.borrow_mut().extend(std::mem::take(&mut xref.damaged));
                store.xref.replace(xref);
            }
            None if header.is_none() && memchr::memmem::find(bytes, b" obj").is_none() => {
                return Err(PdfError::NotPdf);
            }
            None => store.repair()?,
        }
        store.budget.check()?;
        Ok(store)
    }

    /// The cross-references as the file gives them, when they are whole and name a root.
    fn read_xref(&self) -> Option<Xref> {
        let start = xref::find_start(self.bytes)?;
        let bases = if self.base == 0 { vec![0] } else { vec![self.base, 0] };
        bases
            .into_iter()
            .filter(|base| xref::plausible(self.bytes, start.saturating_add(*base)))
            .filter_map(|base| xref::read(self.bytes, start, base, &self.budget).ok())
            .find(|xref| xref.trailer.get(b"Root").is_some())
    }

    /// Rebuilds the cross-references by a scan, once. Object streams are read as soon as they can be decrypted.
    pub(crate) fn repair(&self) -> Result<(), PdfError> {
        if self.repaired.replace(true) {
            return Ok(());
        }
        let mut scan = repair::scan(self.bytes, &self.budget)?;
        let mut trailer = std::mem::take(&mut scan.xref.trailer);
        // The trailer that the file had is better than none.
        for (name, value) in self.xref.borrow().trailer.iter() {
            if trailer.get(name.as_bytes()).is_none() {
                trailer.push(name.clone(), value.clone());
            }
        }
        if trailer.get(b"Root").is_none() {
            // Every trailer is lost, as of a file that was cut short: what it named is known by its looks.
            let lock = scan.lock.filter(|_| trailer.get(b"Encrypt").is_none());
            for (key, id) in [(&b"Root"[..], scan.catalog), (b"Encrypt", lock)] {
                id.into_iter().for_each(|id| trailer.push(Name::new(key), Object::Ref(id)));
            }
        }
        scan.xref.trailer = trailer;
        let Scan { xref, object_streams, landmarks, .. } = scan;
        self.landmarks.replace(landmarks);
        self.xref.replace(xref);
        self.forget();
        // An encrypted file's object streams wait for the key.
        if self.crypt.get().is_some() || self.trailer(b"Encrypt").is_null() {
            self.index_object_streams(&object_streams)?;
        }
        Ok(())
    }

    /// Adds the objects of all object streams to the rebuilt cross-references, where no later object replaces them.
    fn index_object_streams(&self, numbers: &[u32]) -> Result<(), PdfError> {
        for &number in numbers {
            self.budget.check()?;
            let Entry::At(position) = self.xref.borrow().get(number) else { continue };
            let Some(stream) = self.object_stream(number)? else { continue };
            let mut xref = self.xref.borrow_mut();
            for (index, &(object, _)) in (0..).zip(&stream.index) {
                let older = match xref.get(object) {
                    Entry::At(at) => at < position,
                    _ => true,
                };
                if older {
                    let entry = Entry::In { stream: number, index };
                    xref.replace(object, entry, &self.budget)
                        .map_err(|_| self.budget.pass("objects", self.limits().objects))?;
                }
            }
        }
        Ok(())
    }

    /// Sets the key once it is known; what was read before is read again.
    pub(crate) fn set_crypt(&self, crypt: Crypt) -> Result<(), PdfError> {
        self.forget();
        let _first = self.crypt.set(crypt).is_ok();
        if self.repaired.get() {
            let streams = repair::scan(self.bytes, &self.budget)?.object_streams;
            self.index_object_streams(&streams)?;
        }
        Ok(())
    }

    fn forget(&self) {
        self.objects.borrow_mut().clear();
        self.weight.set(0);
        self.object_streams.borrow_mut().clear();
    }

    /// True when the cross-references had to be rebuilt.
    pub(crate) const fn is_repaired(&self) -> bool {
        self.repaired.get()
    }

    /// The bytes of the file.
    pub(crate) const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Where `%PDF-` is in the file.
    pub(crate) const fn base(&self) -> u64 {
        self.base
    }

    /// An entry of the trailer, resolved.
    pub(crate) fn trailer(&self, key: &[u8]) -> Object {
        let value = self.xref.borrow().trailer.get(key).cloned();
        value.map_or(Object::Null, |value| self.resolve(&value))
    }

    /// Numbers of all objects, in rising order.
    pub(crate) fn numbers(&self) -> Vec<u32> {
        self.xref.borrow().numbers()
    }

    /// Objects that may be a catalog or a page, in rising order: those that a scan took for one, and those in object
    /// streams. None before the file was scanned, which a broken catalog or page tree leads to.
    pub(crate) fn candidates(&self) -> Vec<u32> {
        if !self.repaired.get() {
            return Vec::new();
        }
        let xref = self.xref.borrow();
        let mut numbers = xref.numbers();
        let landmarks: HashSet<u32> = self.landmarks.borrow().iter().copied().collect();
        self.budget.charge_each(numbers.len(), budget::ELEMENT);
        numbers.retain(|number| matches!(xref.get(*number), Entry::In { .. }) || landmarks.contains(number));
        numbers
    }

    /// The limits of this file.
    pub(crate) const fn limits(&self) -> &Limits {
        self.budget.limits()
    }

    /// What reading this file has cost.
    pub(crate) const fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Follows references until something else is found. Missing objects and loops are [`Object::Null`].
    pub(crate) fn resolve(&self, object: &Object) -> Object {
        let Object::Ref(id) = object else { return object.clone() };
        let mut id = *id;
        for _ in 0..self.limits().nesting {
            match self.object(id) {
                Object::Ref(next) => id = next,
                object => return object,
            }
        }
        Object::Null
    }

    /// The value under `key`, resolved; [`Object::Null`] when absent.
    pub(crate) fn dict_get(&self, dict: &Dict, key: &[u8]) -> Object {
        let value = dict.get(key).map_or(Object::Null, |value| self.resolve(value));
        // Who asks for an array walks over it.
        let elements = value.as_array().map_or(0, <[Object]>::len);
        self.budget.charge_each(dict.len() / 8 + elements, budget::ELEMENT);
        value
    }

    /// An indirect object, from the cache or read now.
    fn object(&self, id: ObjectId) -> Object {
        self.budget.charge(budget::LOOKED_UP);
        if let Some(object) = self.objects.borrow().get(&id.number) {
            return object.clone();
        }
        let deep = self.pending.borrow().len() as u64 > self.limits().nesting;
        if deep || self.pending.borrow().contains(&id.number) || self.budget.is_spent() {
            return Object::Null;
        }
        self.pending.borrow_mut().push(id.number);
        let (object, weight) = self.read(id);
        self.pending.borrow_mut().pop();
        let mut objects = self.objects.borrow_mut();
        if objects.len() >= CACHED_OBJECTS || self.weight.get().saturating_add(weight) > CACHED_WEIGHT {
            objects.clear();
            self.weight.set(0);
        }
        objects.insert(id.number, object.clone());
        self.weight.set(self.weight.get() + weight);
        object
    }

    /// An object and its weight.
    fn read(&self, id: ObjectId) -> (Object, usize) {
        let entry = self.xref.borrow().get(id.number);
        if let Some(read) = self.read_entry(id.number, entry) {
            return read;
        }
        if entry == Entry::Free || self.repaired.get() || self.repair().is_err() {
            self.note_defect();
            return Default::default();
        }
        // The entry leads nowhere: the table is wrong, so use the rebuilt one from here on.
        let entry = self.xref.borrow().get(id.number);
        self.read_entry(id.number, entry).unwrap_or_else(|| {
            self.note_defect();
            Default::default()
        })
    }

    fn read_entry(&self, number: u32, entry: Entry) -> Option<(Object, usize)> {
        match entry {
            Entry::Free => None,
            Entry::At(offset) => {
                let based = offset.checked_add(self.base)?;
                let object = self.read_at(number, based);
                if self.base == 0 { object } else { object.or_else(|| self.read_at(number, offset)) }
            }
            Entry::In { stream, index } => self.read_in(number, stream, index),
        }
    }

    fn read_at(&self, number: u32, offset: u64) -> Option<(Object, usize)> {
        let bounds = self.limits().of_objects();
        let mut parser = Parser::new(self.bytes, usize::try_from(offset).ok()?, bounds);
        let id = parser.head().filter(|id| id.number == number)?;
        let cipher = self.crypt.get().and_then(|crypt| crypt.strings_of(id));
        let mut parser = parser.with_cipher(cipher.as_ref()).with_ends(&self.ends);
        let length_of = |length: &Object| self.resolve(length).as_i64().and_then(|n| usize::try_from(n).ok());
        let object = parser.body(id, length_of);
        // Most bytes of a stream are stepped over.
        let stream = object.as_stream().map_or(0, |stream| stream.end.saturating_sub(stream.start));
        let parsed = (parser.lexer().position() as u64).saturating_sub(offset).saturating_sub(stream as u64);
        self.budget.charge(parsed.saturating_mul(budget::PARSED_BYTE).saturating_add(stream as u64 / 8));
        self.weigh(&parser);
        Some((object, parser.weight()))
    }

    fn weigh(&self, parser: &Parser<'_, '_>) {
        self.budget.weigh(parser);
        if parser.is_odd() {
            self.note_defect();
        }
    }

    fn read_in(&self, number: u32, stream: u32, index: u32) -> Option<(Object, usize)> {
        let stream = self.object_stream(stream).ok().flatten()?;
        let indexed = stream.index.get(index as usize).filter(|(known, _)| *known == number);
        let searched = || {
            self.budget.charge_each(stream.index.len(), budget::ELEMENT);
            stream.index.iter().find(|(known, _)| *known == number)
        };
        let &(_, offset) = indexed.or_else(searched)?;
        let mut parser = Parser::new(&stream.data, offset, self.limits().of_objects());
        let object = parser.object();
        self.budget.charge_each(parser.lexer().position().saturating_sub(offset), budget::PARSED_BYTE);
        self.weigh(&parser);
        Some((object, parser.weight()))
    }

    /// A decoded object stream; `None` when the object is none.
    fn object_stream(&self, number: u32) -> Result<Option<Rc<ObjectStream>>, PdfError> {
        {
            let mut cache = self.object_streams.borrow_mut();
            if let Some(position) = cache.iter().position(|(known, _)| *known == number) {
                // Most recently used last.
                let hit = cache.remove(position);
                let stream = Rc::clone(&hit.1);
                cache.push(hit);
                return Ok(Some(stream));
            }
        }
        // An object stream is never itself in an object stream, whatever the file says.
        if !matches!(self.xref.borrow().get(number), Entry::At(_)) {
            return Ok(None);
        }
        let Object::Stream(stream) = self.object(ObjectId { number, generation: 0 }) else { return Ok(None) };
        let data = self.decode(&stream)?;
        let count =
            self.dict_get(&stream.dict, b"N").as_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        let first =
            self.dict_get(&stream.dict, b"First").as_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        let most = usize::try_from(self.limits().objects).unwrap_or(usize::MAX);
        let index = index_of(&data, count.min(most.saturating_add(1)), first);
        if index.len() > most {
            return Err(self.budget.pass("objects", self.limits().objects));
        }
        self.budget.charge_each(index.len(), budget::ELEMENT * 4);
        let decoded = Rc::new(ObjectStream { index, data });
        let mut cache = self.object_streams.borrow_mut();
        cache.push((number, Rc::clone(&decoded)));
        let bytes = |cache: &[(u32, Rc<ObjectStream>)]| {
            cache.iter().map(|(_, stream)| stream.data.len() + stream.index.len() * 16).sum::<usize>()
        };
        while cache.len() > CACHED_OBJECT_STREAMS || bytes(&cache) > CACHED_STREAM_BYTES {
            cache.remove(0);
        }
        Ok(Some(decoded))
    }

    /// The data of a stream, decrypted and with all filters undone. A damaged stream gives what could be decoded,
    /// image filters give nothing.
    ///
    /// # Errors
    /// [`PdfError::LimitExceeded`] when the data are larger than the limits allow.
    pub(crate) fn decode(&self, stream: &Stream) -> Result<Vec<u8>, PdfError> {
        self.decode_within(stream, (u64::MAX, "stream_bytes"), false)
    }

    /// As [`Store::decode`], of a stream that a limit of its own allows so many bytes. They come in a buffer that is used
    /// again: [`Store::give_back`] it.
    pub(crate) fn lend(&self, stream: &Stream, most: (u64, &'static str)) -> Result<Vec<u8>, PdfError> {
        self.decode_within(stream, most, true)
    }

    /// Takes back a buffer.
    pub(crate) fn give_back(&self, buffer: Vec<u8>) {
        if let Some(inflater) = self.inflater.borrow_mut().as_mut() {
            inflater.give_back(buffer);
        }
    }

    fn decode_within(
        &self,
        stream: &Stream,
        most: (u64, &'static str),
        lends: bool,
    ) -> Result<Vec<u8>, PdfError> {
        self.budget.check()?;
        let raw = self.bytes.get(stream.start..stream.end).unwrap_or(&[]);
        let (allowed, limit) = self.budget.stream_allowance(most);
        let resolve = |object: &Object| self.resolve(object);
        let filter_name = crypt_filter(&stream.dict, &resolve);
        let cipher = self
            .crypt
            .get()
            .and_then(|crypt| crypt.stream_of(stream.id, &stream.dict, filter_name.as_deref()));
        let mut plain = self.plain.take();
        let decrypted = cipher.map(|cipher| {
            self.budget.charge_each(raw.len(), budget::DECRYPTED_BYTE);
            cipher.decrypt_into(raw, &mut plain)
        });
        let (raw, cipher) =
            decrypted.map_or((raw, Integrity::Sound), |integrity| (plain.as_slice(), integrity));
        // Resolving may decode another stream, so the inflater is taken out rather than borrowed.
        let mut inflater = self.inflater.take().unwrap_or_default();
        inflater.lend(lends);
        let left = self.budget.bound(&mut inflater);
        let result = decode_filters(&stream.dict, raw, &resolve, &mut inflater, allowed);
        self.budget.unpacked(left, &inflater);
        self.inflater.replace(Some(inflater));
        if plain.capacity() <= KEPT {
            self.plain.replace(plain);
        }
        self.budget.check()?;
        let Ok(decoded) = result else { return Err(self.budget.outgrown(limit)) };
        self.budget.decoded(&decoded);
        if (cipher, decoded.integrity) != (Integrity::Sound, Integrity::Sound) {
            self.damaged.borrow_mut().insert(stream.id.number);
        }
        Ok(decoded.data)
    }

    /// Notes that something is missing or cannot be what its writer meant.
    pub(crate) fn note_defect(&self) {
        self.defects.set(self.defects.get().saturating_add(1));
    }

    /// How often [`Store::note_defect`] was told something.
    pub(crate) const fn defects(&self) -> u32 {
        self.defects.get()
    }

    /// How many of the streams decoded so far are not what their writer packed, as checksums and padding tell.
    pub(crate) fn damaged_streams(&self) -> usize {
        self.damaged.borrow().len()
    }
}

/// The index at the start of an object stream: pairs of object number and offset from `first`.
fn index_of(data: &[u8], count: usize, first: usize) -> Vec<(u32, usize)> {
    use crate::syntax::lexer::{Lexer, Token};
    let mut lexer = Lexer::new(data);
    let mut index = Vec::new();
    while index.len() < count {
        let (Token::Int(number), Token::Int(offset)) = (lexer.next(), lexer.next()) else { break };
        let (Ok(number), Ok(offset)) = (u32::try_from(number), usize::try_from(offset)) else { break };
        index.push((number, first.saturating_add(offset)));
    }
    index
}
