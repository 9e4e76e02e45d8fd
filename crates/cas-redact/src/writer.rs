//! A small PDF writer: numbered objects, packed streams, a classic cross-reference table. Equal objects give equal bytes.

/// Effort of the packer; above 6 the files hardly get smaller.
const EFFORT: u8 = 6;

/// Objects of a file being written.
#[derive(Default)]
pub(crate) struct Writer {
    /// Bodies by number, from 1; an object that was promised and never given is null.
    objects: Vec<Option<Vec<u8>>>,
}

/// The number of an object.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Number(usize);

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} 0 R", self.0)
    }
}

impl Writer {
    /// Promises an object.
    pub(crate) fn promise(&mut self) -> Number {
        self.objects.push(None);
        Number(self.objects.len())
    }

    /// Gives an object that was promised.
    pub(crate) fn give(&mut self, number: Number, body: Vec<u8>) {
        if let Some(slot) = number.0.checked_sub(1).and_then(|index| self.objects.get_mut(index)) {
            *slot = Some(body);
        }
    }

    /// Adds an object.
    pub(crate) fn add(&mut self, body: Vec<u8>) -> Number {
        let number = self.promise();
        self.give(number, body);
        number
    }

    /// Gives a stream that was promised; `entries` is what its dictionary says beside length and filter.
    pub(crate) fn give_stream(&mut self, number: Number, entries: &[u8], data: &[u8]) {
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(data, EFFORT);
        let mut body = b"<<".to_vec();
        body.extend_from_slice(entries);
        body.extend_from_slice(format!("/Filter/FlateDecode/Length {}>>stream\n", packed.len()).as_bytes());
        body.extend_from_slice(&packed);
        body.extend_from_slice(b"\nendstream");
        self.give(number, body);
    }

    /// Adds a stream.
    pub(crate) fn add_stream(&mut self, entries: &[u8], data: &[u8]) -> Number {
        let number = self.promise();
        self.give_stream(number, entries, data);
        number
    }

    /// The file.
    pub(crate) fn finish(self, catalog: Number) -> Vec<u8> {
        // Four bytes above 127 tell transfer programs that this is no text.
        let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut places = Vec::with_capacity(self.objects.len());
        for (number, body) in (1..).zip(&self.objects) {
            places.push(out.len());
            out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            out.extend_from_slice(body.as_deref().unwrap_or(b"null"));
            out.extend_from_slice(b"\nendobj\n");
        }
        let start = out.len();
        let size = places.len() + 1;
        out.extend_from_slice(format!("xref\n0 {size}\n0000000000 65535 f \n").as_bytes());
        for place in places {
            out.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
        }
        let trailer = format!("trailer\n<</Size {size}/Root {catalog}>>\nstartxref\n{start}\n%%EOF\n");
        out.extend_from_slice(trailer.as_bytes());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_opens() {
        let mut writer = Writer::default();
        let pages = writer.promise();
        let contents = writer.add_stream(b"", b"BT (a) Tj ET");
        let page = writer.add(
            format!("<</Type/Page/Parent {pages}/MediaBox[0 0 100 100]/Contents {contents}>>").into_bytes(),
        );
        writer.give(pages, format!("<</Type/Pages/Count 1/Kids[{page}]>>").into_bytes());
        let catalog = writer.add(format!("<</Type/Catalog/Pages {pages}>>").into_bytes());
        let pdf = writer.finish(catalog);
        let file = cas_pdf::open(&pdf, &[], &cas_pdf::Limits::default()).unwrap();
        assert!(!file.is_repaired());
        assert_eq!(file.page(0).unwrap().text, "a");
    }
}
