//! A small PDF writer: objects, filters, encryption and the many ways real files are put together.
//!
//! It is made to write *difficult* files on purpose (see [`Container`]), which no ordinary writer would.

mod container;
mod crypt;
mod filter;
mod object;

pub use container::{Container, assemble};
pub use crypt::{Cipher, Method, Protection, Sealer};
pub use filter::{Filter, encode};
pub use object::{Dict, Object, Stream, StreamKind, number, write_dict, write_object};

/// A PDF before it is laid out in a file: object `n` is `objects[n - 1]`.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Header version, `1.4` and so on.
    pub version: &'static str,
    /// Indirect objects, numbered from 1.
    pub objects: Vec<Object>,
    /// Number of the catalog.
    pub root: u32,
    /// Number of the information dictionary, if any.
    pub info: Option<u32>,
    /// First element of the file's `/ID`.
    pub id: [u8; 16],
}

impl Document {
    /// Adds an object and gives its number.
    pub fn add(&mut self, object: Object) -> u32 {
        self.objects.push(object);
        self.objects.len() as u32
    }

    /// Reserves a number, to be filled by [`Document::set`].
    pub fn reserve(&mut self) -> u32 {
        self.add(Object::Null)
    }

    /// Fills a reserved number.
    pub fn set(&mut self, number: u32, object: Object) {
        if let Some(slot) = self.objects.get_mut(number as usize - 1) {
            *slot = object;
        }
    }

    /// Adds a stream of these bytes behind this filter chain.
    pub fn add_stream(&mut self, dict: Dict, chain: &[Filter], data: &[u8]) -> u32 {
        let (entries, data) = encode(chain, data);
        let mut dict = dict;
        dict.0.extend(entries.0);
        self.add(Object::Stream(Stream { dict, data, kind: StreamKind::Sealed }))
    }
}
