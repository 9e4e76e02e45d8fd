//! Ways to put the objects of a document into a file: the regular ones of ISO 32000-1 7.5, and the damage of real life.

use super::object::{Dict, Object, Stream, StreamKind, write_dict, write_object};
use super::{Document, Filter, Protection, Sealer, encode};

/// The file around the objects.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Container {
    /// Classic table, CRLF line ends: what CAMS writes.
    #[default]
    Classic,
    /// Classic table, LF line ends.
    ClassicLf,
    /// Object streams and a cross-reference stream with a PNG predictor.
    XrefStream,
    /// Classic table plus `/XRefStm` for the objects kept in object streams.
    Hybrid,
    /// A first revision with an older page, the final page in an update with `/Prev`.
    Incremental,
    /// As [`Container::Incremental`] with cross-reference streams.
    IncrementalStreams,
    /// First-page table in front, `/Prev` to the main one, a `/Linearized` dictionary.
    Linearised,
    /// Mail headers before `%PDF`, offsets counted from `%PDF`.
    JunkBefore,
    /// `startxref` points into the middle of an object.
    WrongStartxref,
    /// Every stream's `/Length` is wrong.
    WrongLengths,
    /// Every offset of the table is wrong.
    WrongOffsets,
    /// No table, no trailer, no `startxref`: the tail was cut off after the last object (unlocked files only, since
    /// the key material would be lost too).
    Truncated,
    /// The table is garbage and only a `trailer` is left after it.
    DamagedTable,
}

/// Lays the document out as a file.
#[must_use]
pub fn assemble(document: &Document, container: Container, protection: Option<&Protection>) -> Vec<u8> {
    let sealer = protection.map(|protection| Sealer::new(protection, &document.id));
    let writer = Writer::new(document, container, sealer.as_ref());
    match container {
        Container::XrefStream => writer.compressed(),
        Container::Hybrid => writer.hybrid(),
        Container::Incremental | Container::IncrementalStreams => writer.updated(),
        Container::Linearised => writer.linearised(),
        _ => writer.classic(),
    }
}

/// Where an object stands.
#[derive(Clone, Copy, Debug)]
enum Place {
    Free,
    Offset(usize),
    Packed { stream: u32, index: usize },
}

struct Writer<'a> {
    document: &'a Document,
    sealer: Option<&'a Sealer>,
    container: Container,
    eol: &'static str,
    /// Number of the encryption dictionary: the one after the last object.
    encrypt: u32,
    out: Vec<u8>,
    /// Places by object number; entry 0 is the head of the free list.
    places: Vec<Place>,
}

const JUNK: &[u8] = b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\n\r\n";

/// Objects in one object stream at most.
const PACK: usize = 60;

impl<'a> Writer<'a> {
    fn new(document: &'a Document, container: Container, sealer: Option<&'a Sealer>) -> Self {
        let encrypt = document.objects.len() as u32 + 1;
        let eol = if container == Container::Classic { "\r\n" } else { "\n" };
        let mut out = Vec::new();
        if container == Container::JunkBefore {
            out.extend(JUNK);
        }
        out.extend(
            format!("%PDF-{}{eol}%\u{e2}\u{e3}\u{cf}\u{d3}{eol}", document.version).chars().map(|c| c as u8),
        );
        let places = vec![Place::Free; encrypt as usize + usize::from(sealer.is_some())];
        Self { document, sealer, container, eol, encrypt, out, places }
    }

    /// Offset as the tables count it.
    fn here(&self) -> usize {
        self.out.len() - if self.container == Container::JunkBefore { JUNK.len() } else { 0 }
    }

    fn line(&mut self, text: &str) {
        self.out.extend(text.bytes());
        self.out.extend(self.eol.bytes());
    }

    fn put(&mut self, number: u32, object: &Object) {
        let here = self.here();
        if let Some(place) = self.places.get_mut(number as usize) {
            *place = Place::Offset(here);
        } else {
            self.places.resize(number as usize, Place::Free);
            self.places.push(Place::Offset(here));
        }
        let sealer = if number == self.encrypt { None } else { self.sealer };
        self.line(&format!("{number} 0 obj"));
        let seal = |text: &[u8]| sealer.map_or_else(|| text.to_vec(), |sealer| sealer.string(number, text));
        let Object::Stream(stream) = object else {
            write_object(&mut self.out, object, &seal);
            self.out.extend(self.eol.bytes());
            return self.line("endobj");
        };
        let data = match (sealer, stream.kind) {
            (Some(sealer), StreamKind::Sealed) => sealer.stream(number, &stream.data, false),
            (Some(sealer), StreamKind::Metadata) => sealer.stream(number, &stream.data, true),
            _ => stream.data.clone(),
        };
        let length = match (self.container, number % 3) {
            (Container::WrongLengths, 0) => data.len() + 37,
            (Container::WrongLengths, 1) => data.len() / 2,
            (Container::WrongLengths, _) => 0,
            _ => data.len(),
        };
        let dict = stream.dict.clone().with("Length", Object::Int(length as i64));
        write_dict(&mut self.out, &dict, &seal);
        self.out.extend(self.eol.bytes());
        self.out.extend(b"stream\r\n");
        self.out.extend(data);
        self.out.extend(self.eol.bytes());
        self.line("endstream");
        self.line("endobj");
    }

    fn put_all(&mut self) {
        let document = self.document;
        for (index, object) in document.objects.iter().enumerate() {
            self.put(index as u32 + 1, object);
        }
        self.put_encryption();
    }

    fn put_encryption(&mut self) {
        if let Some(sealer) = self.sealer {
            self.put(self.encrypt, &Object::Dict(sealer.dict().clone()));
        }
    }

    fn trailer(&self) -> Dict {
        let mut revised = self.document.id;
        revised.reverse();
        let id = [self.document.id, revised].map(|id| Object::Text(id.to_vec()));
        let mut dict = Dict::default()
            .with("Size", Object::Int(self.places.len() as i64))
            .with("Root", Object::Ref(self.document.root))
            .with("ID", Object::Array(id.to_vec()));
        if let Some(info) = self.document.info {
            dict = dict.with("Info", Object::Ref(info));
        }
        if self.sealer.is_some() {
            dict = dict.with("Encrypt", Object::Ref(self.encrypt));
        }
        dict
    }

    fn table(&mut self, numbers: &[u32]) {
        self.out.extend(format!("xref{}", self.eol).bytes());
        let mut rest = numbers;
        while let Some(&first) = rest.first() {
            let length =
                rest.iter().zip(first..).take_while(|(number, expected)| **number == *expected).count();
            self.line(&format!("{first} {length}"));
            for &number in &rest[..length] {
                let entry = match self.places.get(number as usize) {
                    Some(Place::Offset(offset)) if self.container == Container::WrongOffsets => {
                        format!("{:010} 00000 n", offset + 11 + number as usize)
                    }
                    Some(Place::Offset(offset)) => format!("{offset:010} 00000 n"),
                    _ if number == 0 => "0000000000 65535 f".to_owned(),
                    _ => "0000000000 00000 f".to_owned(),
                };
                // Entries are twenty bytes with their two-byte line end.
                self.out.extend(format!("{entry}{}", if self.eol == "\n" { " \n" } else { "\r\n" }).bytes());
            }
            rest = &rest[length..];
        }
    }

    fn finish_trailer(&mut self, dict: &Dict, start: usize) {
        self.line("trailer");
        write_dict(&mut self.out, dict, &<[u8]>::to_vec);
        let eol = self.eol;
        self.line(&format!("{eol}startxref{eol}{start}{eol}%%EOF"));
    }

    fn numbers(&self) -> Vec<u32> {
        let last = if self.sealer.is_some() { self.encrypt } else { self.encrypt - 1 };
        (0..=last).collect()
    }

    fn classic(mut self) -> Vec<u8> {
        self.put_all();
        if self.container == Container::Truncated {
            return self.out;
        }
        let start = self.here();
        let numbers = self.numbers();
        if self.container == Container::DamagedTable {
            self.line("xref\n0 oo\n?????????? 00000 n");
        } else {
            self.table(&numbers);
        }
        let start = if self.container == Container::WrongStartxref { start / 2 } else { start };
        let trailer = self.trailer();
        self.finish_trailer(&trailer, start);
        self.out
    }

    /// Packs every object that may be packed into object streams; streams and the encryption dictionary stand alone.
    fn pack(&mut self) {
        let document = self.document;
        let mut packed = Vec::new();
        for (index, object) in document.objects.iter().enumerate() {
            let number = index as u32 + 1;
            if matches!(object, Object::Stream(_)) {
                self.put(number, object);
            } else {
                packed.push((number, object));
            }
        }
        self.put_encryption();
        for chunk in packed.chunks(PACK) {
            let stream_number = self.places.len() as u32;
            let (mut head, mut body) = (String::new(), Vec::new());
            for (index, (number, object)) in chunk.iter().enumerate() {
                head += &format!("{number} {} ", body.len());
                write_object(&mut body, object, &<[u8]>::to_vec);
                body.push(b'\n');
                if let Some(place) = self.places.get_mut(*number as usize) {
                    *place = Place::Packed { stream: stream_number, index };
                }
            }
            let dict = Dict::typed("ObjStm")
                .with("N", Object::Int(chunk.len() as i64))
                .with("First", Object::Int(head.len() as i64));
            let (entries, data) = encode(&[Filter::Flate], &[head.as_bytes(), &body].concat());
            let dict = Dict([dict.0, entries.0].concat());
            self.put(stream_number, &Object::Stream(Stream { dict, data, kind: StreamKind::Sealed }));
        }
    }

    /// Writes a cross-reference stream for these numbers and gives its offset.
    fn xref_stream(&mut self, numbers: &[u32], extra: &[(&str, Object)]) -> usize {
        let number = self.places.len() as u32;
        let start = self.here();
        self.places.push(Place::Offset(start));
        let mut rows = Vec::new();
        for &number in numbers.iter().chain(std::iter::once(&number)) {
            let (kind, second, third) = match self.places.get(number as usize) {
                Some(Place::Offset(offset)) => (1u8, *offset, 0),
                Some(Place::Packed { stream, index }) => (2, *stream as usize, *index),
                _ => (0, 0, if number == 0 { 255 } else { 0 }),
            };
            rows.push(kind);
            rows.extend(&(second as u32).to_be_bytes()[1..]);
            rows.push(third as u8);
        }
        let (entries, data) = encode(&[Filter::FlatePng(5)], &rows);
        let index = numbers.iter().chain([&number]).flat_map(|&number| [i64::from(number), 1]);
        let mut dict = Dict::typed("XRef")
            .with("W", Object::Array([1, 3, 1].map(Object::Int).to_vec()))
            .with("Index", Object::Array(index.map(Object::Int).collect()));
        dict.0.extend(self.trailer().0);
        dict.0.extend(extra.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
        dict.0.extend(entries.0);
        let sealer = self.sealer.take();
        self.put(number, &Object::Stream(Stream { dict, data, kind: StreamKind::Clear }));
        self.sealer = sealer;
        start
    }

    fn start(&mut self, start: usize) {
        let eol = self.eol;
        self.line(&format!("startxref{eol}{start}{eol}%%EOF"));
    }

    fn compressed(mut self) -> Vec<u8> {
        self.pack();
        let numbers: Vec<u32> = (0..self.places.len() as u32).collect();
        let start = self.xref_stream(&numbers, &[]);
        self.start(start);
        self.out
    }

    fn hybrid(mut self) -> Vec<u8> {
        self.pack();
        let packed = |number: &u32| matches!(self.places.get(*number as usize), Some(Place::Packed { .. }));
        let all = 0..self.places.len() as u32;
        let numbers: Vec<u32> = all.filter(packed).collect();
        let stream = self.xref_stream(&numbers, &[]);
        let first = self.here();
        let all: Vec<u32> = (0..self.places.len() as u32).collect();
        self.table(&all);
        let trailer = self.trailer();
        self.finish_trailer(&trailer, first);
        // As office programs write it: an empty newer section holds the pointer to the stream.
        let start = self.here();
        self.line("xref\n0 0");
        let trailer =
            trailer.with("Prev", Object::Int(first as i64)).with("XRefStm", Object::Int(stream as i64));
        self.finish_trailer(&trailer, start);
        self.out
    }

    /// The last content stream is replaced by an update; the first revision holds an older one.
    fn updated(mut self) -> Vec<u8> {
        let streams = self.container == Container::IncrementalStreams;
        let document = self.document;
        let last = document.objects.iter().rposition(|object| matches!(object, Object::Stream(_)));
        let older = Stream { data: b"0 0 10 10 re f".to_vec(), ..Stream::default() };
        for (index, object) in document.objects.iter().enumerate() {
            if Some(index) == last {
                self.put(index as u32 + 1, &Object::Stream(older.clone()));
            } else {
                self.put(index as u32 + 1, object);
            }
        }
        self.put_encryption();
        let numbers = self.numbers();
        let first = self.section(&numbers, streams, None);
        if let Some((index, object)) =
            last.and_then(|last| document.objects.get(last).map(|object| (last, object)))
        {
            self.put(index as u32 + 1, object);
            self.section(&[index as u32 + 1], streams, Some(first));
        }
        self.out
    }

    fn section(&mut self, numbers: &[u32], streams: bool, previous: Option<usize>) -> usize {
        if streams {
            let previous: Vec<_> = previous.iter().map(|&at| ("Prev", Object::Int(at as i64))).collect();
            let start = self.xref_stream(numbers, &previous);
            self.start(start);
            return start;
        }
        let start = self.here();
        self.table(numbers);
        let mut trailer = self.trailer();
        if let Some(previous) = previous {
            trailer = trailer.with("Prev", Object::Int(previous as i64));
        }
        self.finish_trailer(&trailer, start);
        start
    }

    /// Two passes: the first learns the offsets, whose digits have a fixed width, the second writes them.
    fn linearised(self) -> Vec<u8> {
        let (document, sealer) = (self.document, self.sealer);
        let parameters = self.encrypt + 1;
        let half = (document.objects.len() as u32).div_ceil(2);
        let mut known = (vec![Place::Free; parameters as usize + 1], 0usize, 0usize);
        let mut file = Vec::new();
        for _ in 0..2 {
            let mut writer = Writer::new(document, Container::Linearised, sealer);
            let dict = Dict::default()
                .with("Linearized", Object::Int(1))
                .with("L", Object::Name(format!("{:010}", known.2)))
                .with("H", Object::Array([0, 0].map(Object::Int).to_vec()))
                .with("O", Object::Int(i64::from(half)))
                .with("E", Object::Int(0))
                .with("N", Object::Int(1))
                .with("T", Object::Name(format!("{:010}", known.1)));
            let mut text = Vec::new();
            write_dict(&mut text, &dict, &<[u8]>::to_vec);
            // Fixed-width integers: the placeholders were names only to keep their leading zeros.
            let text = String::from_utf8_lossy(&text).replace(" /0", " 0");
            writer.places = known.0.clone();
            writer.places[parameters as usize] = Place::Offset(writer.here());
            writer.line(&format!("{parameters} 0 obj\n{text}\nendobj"));
            let first: Vec<u32> = (half..=parameters).collect();
            let front = writer.here();
            writer.table(&first);
            let trailer = writer.trailer();
            writer.line("trailer");
            let mut bytes = Vec::new();
            write_dict(&mut bytes, &trailer, &<[u8]>::to_vec);
            bytes.truncate(bytes.len() - 2);
            writer.out.extend(bytes);
            let previous = known.1;
            writer.line(&format!("/Prev {previous:010}>>\nstartxref\n0\n%%EOF"));
            for number in (half..writer.encrypt).chain(1..half) {
                if number == 1 {
                    writer.put_encryption();
                }
                if let Some(object) = document.objects.get(number as usize - 1) {
                    writer.put(number, object);
                }
            }
            known.1 = writer.here();
            let rest: Vec<u32> = (0..half).collect();
            writer.table(&rest);
            let small = Dict::default().with("Size", Object::Int(i64::from(half)));
            writer.finish_trailer(&small, front);
            known.2 = writer.out.len();
            known.0.clone_from(&writer.places);
            file = writer.out;
        }
        file
    }
}
