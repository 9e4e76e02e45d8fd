//! A PDF of one page from its content stream, its resources and further objects. There are no cross-references: the
//! reader finds the objects by itself.

#![allow(dead_code, clippy::panic, reason = "each test binary uses its own part; a test fails by panicking")]

use cas_page::{Page, TextRun};
use cas_pdf::{Limits, open};

/// The font that tests use when the font does not matter: widths of 500 for every code.
pub(crate) const PLAIN: &str = "<</Type/Font/Subtype/TrueType/BaseFont/Plain/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126
    /Widths[500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500
    500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500
    500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500
    500 500 500 500 500 500 500 500 500 500]>>";

/// A page of 200 x 100 points under construction.
pub(crate) struct OnePage {
    content: Vec<u8>,
    resources: String,
    attributes: String,
    catalog: String,
    objects: Vec<Vec<u8>>,
}

impl OnePage {
    /// A page with this content and `PLAIN` as `/F`.
    pub(crate) fn new(content: impl AsRef<[u8]>) -> Self {
        Self {
            content: content.as_ref().to_vec(),
            resources: format!("/Font<</F {PLAIN}>>"),
            attributes: String::new(),
            catalog: String::new(),
            objects: Vec::new(),
        }
    }

    /// Replaces the resources.
    pub(crate) fn resources(mut self, resources: impl Into<String>) -> Self {
        self.resources = resources.into();
        self
    }

    /// Uses this font as `/F`.
    pub(crate) fn font(self, dict: &str) -> Self {
        self.resources(format!("/Font<</F {dict}>>"))
    }

    /// Adds entries to the page dictionary.
    pub(crate) fn attributes(mut self, attributes: &str) -> Self {
        self.attributes = attributes.to_owned();
        self
    }

    /// Adds entries to the catalog.
    pub(crate) fn catalog(mut self, entries: &str) -> Self {
        self.catalog = entries.to_owned();
        self
    }

    /// Adds a plain object; the first one has the number 10.
    pub(crate) fn object(mut self, body: &str) -> Self {
        self.objects.push(body.as_bytes().to_vec());
        self
    }

    /// Adds a stream; the first object added has the number 10.
    pub(crate) fn stream(mut self, entries: &str, data: impl AsRef<[u8]>) -> Self {
        let data = data.as_ref();
        let mut body = format!("<<{entries}/Length {}>>stream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.objects.push(body);
        self
    }

    /// The file.
    pub(crate) fn pdf(&self) -> Vec<u8> {
        let mut bytes = format!(
            "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R{}>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
             3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources<<{}>>/Contents 4 0 R{}>>endobj\n\
             4 0 obj<</Length {}>>stream\n",
            self.catalog,
            self.resources,
            self.attributes,
            self.content.len()
        )
        .into_bytes();
        bytes.extend_from_slice(&self.content);
        bytes.extend_from_slice(b"\nendstream endobj\n");
        for (number, body) in (10..).zip(&self.objects) {
            bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            bytes.extend_from_slice(body);
            bytes.extend_from_slice(b"\nendobj\n");
        }
        bytes.extend_from_slice(b"trailer<</Root 1 0 R>>\n%%EOF");
        bytes
    }

    /// The page as read.
    pub(crate) fn read(&self) -> Page {
        let bytes = self.pdf();
        open(&bytes, &[], &Limits::default())
            .and_then(|file| file.page(0))
            .unwrap_or_else(|error| panic!("{error}"))
    }

    /// How many defects are told of the page.
    pub(crate) fn defects(&self) -> u32 {
        let bytes = self.pdf();
        let read =
            open(&bytes, &[], &Limits::default()).and_then(|file| file.page(0).map(|_| file.defects()));
        read.unwrap_or_else(|error| panic!("{error}"))
    }
}

/// The texts of the runs.
pub(crate) fn texts(page: &Page) -> Vec<&str> {
    page.runs.iter().map(|run| page.text_of(run)).collect()
}

/// The only run of a page.
pub(crate) fn only(page: &Page) -> TextRun {
    assert_eq!(page.runs.len(), 1, "{:?}", texts(page));
    page.runs[0]
}

/// Asserts that numbers agree to a thousandth of a point.
pub(crate) fn near(found: &[f32], expected: &[f32]) {
    let close =
        found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-3);
    assert!(close, "{found:?} instead of {expected:?}");
}
