//! An open file: its pages, its information, how it was locked.

use crate::crypt::{Encryption, unlock};
use crate::font::FontCache;
use crate::page::{self, PageNode, PageSource};
use crate::password::Password;
use crate::store::Store;
use crate::syntax::object::{Dict, Object};
use crate::{Limits, PdfError, text, text_string};

/// A file whose password was found. Pages are read one at a time, when asked for, and nothing of a page is kept but
/// the fonts and small objects that other pages share.
#[derive(Debug)]
pub struct PdfFile<'a> {
    store: Store<'a>,
    pages: Vec<PageNode>,
    fonts: FontCache,
    encryption: Option<Encryption>,
}

/// The document information dictionary (ISO 32000-1, 14.3.3) as text; `None` where the file says nothing.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Info {
    /// `/Title`
    pub title: Option<String>,
    /// `/Author`
    pub author: Option<String>,
    /// `/Subject`
    pub subject: Option<String>,
    /// `/Keywords`
    pub keywords: Option<String>,
    /// `/Creator`: the program that the text was written in.
    pub creator: Option<String>,
    /// `/Producer`: the program that made the PDF.
    pub producer: Option<String>,
    /// `/CreationDate` as the file has it, usually `D:YYYYMMDDHHmmSS+05'30'`.
    pub created: Option<String>,
    /// `/ModDate` as the file has it.
    pub modified: Option<String>,
}

/// Opens a file with the first of the passwords that fits; the empty password is tried as well, and each password
/// also trimmed, in capitals and in small letters.
///
/// ```
/// use cas_pdf::{Limits, PdfError, open};
///
/// let error = open(b"not a statement", &[], &Limits::default()).err();
/// assert_eq!(error, Some(PdfError::NotPdf));
/// ```
///
/// # Errors
/// [`PdfError::NotPdf`] for anything else than a PDF; [`PdfError::PasswordRequired`], [`PdfError::WrongPassword`] and
/// [`PdfError::UnsupportedEncryption`] for locked files; [`PdfError::NoPages`]; [`PdfError::LimitExceeded`].
pub fn open<'a>(bytes: &'a [u8], passwords: &[Password], limits: &Limits) -> Result<PdfFile<'a>, PdfError> {
    let store = Store::open(bytes, limits)?;
    let encryption = unlock_store(&store, passwords)?;
    let pages = page::collect(&store)?;
    Ok(PdfFile { store, pages, fonts: FontCache::default(), encryption })
}

/// Bytes of the identifier of a file that count.
const MAX_ID: usize = 4096;

fn unlock_store(store: &Store<'_>, passwords: &[Password]) -> Result<Option<Encryption>, PdfError> {
    let encrypt = store.trailer(b"Encrypt");
    let Some(dict) = encrypt.as_dict() else { return Ok(None) };
    let id = store.trailer(b"ID");
    let id = id.as_array().and_then(<[Object]>::first).map(|first| store.resolve(first));
    let id = id.as_ref().and_then(Object::as_string);
    // Identifiers have 16 bytes; each password tried hashes all of them.
    let known = id.map_or(&[][..], |id| id.get(..MAX_ID).unwrap_or(id));
    let (crypt, encryption) = unlock(store, dict, known, passwords).map_err(|error| {
        // The key of all but the newest locks is made of the identifier too, which is lost with the trailer.
        let is_modern = store.dict_get(dict, b"R").as_i64() >= Some(5);
        let is_cut = id.is_none() && store.is_repaired() && !is_modern;
        match error {
            PdfError::WrongPassword { .. } if is_cut => {
                PdfError::Incomplete { missing: "its end, and with it what opens the lock, is missing" }
            }
            error => error,
        }
    })?;
    store.set_crypt(crypt)?;
    Ok(Some(encryption))
}

impl<'a> PdfFile<'a> {
    /// The objects of the file.
    pub(crate) const fn store(&self) -> &Store<'a> {
        &self.store
    }

    /// The fonts read so far.
    pub(crate) const fn fonts(&self) -> &FontCache {
        &self.fonts
    }
}

impl PdfFile<'_> {
    /// Number of pages, at least 1.
    #[must_use]
    pub fn page_count(&self) -> u32 {
        u32::try_from(self.pages.len()).unwrap_or(u32::MAX)
    }

    /// Reads a page; `index` counts from 0. What is broken on the page is left out.
    ///
    /// # Errors
    /// [`PdfError::NoSuchPage`], and [`PdfError::LimitExceeded`] when the page is larger than the limits allow.
    pub fn page(&self, index: u32) -> Result<cas_page::Page, PdfError> {
        let source = self.source(index)?;
        let page = text::interpret(&self.store, &source, &self.fonts)?;
        self.store.budget().check()?;
        Ok(page)
    }

    /// What the interpreter needs of a page.
    pub(crate) fn source(&self, index: u32) -> Result<PageSource, PdfError> {
        let number = index.saturating_add(1);
        let no_such_page = PdfError::NoSuchPage { number, count: self.page_count() };
        let node = self.pages.get(index as usize).ok_or(no_such_page)?;
        self.store.budget().check()?;
        Ok(node.source(&self.store, number))
    }

    /// Work spent on the file so far, in the units of [`Limits::cpu`]. It is the same on every machine.
    #[must_use]
    pub fn work(&self) -> u64 {
        self.store.budget().work()
    }

    /// True while no more was spent than one of `readers` of the same file may, when all of them together are to keep the
    /// limits that hold for a whole file.
    #[must_use]
    pub fn is_within_share(&self, readers: u64) -> bool {
        self.store.budget().is_within_share(readers)
    }

    /// The document information.
    #[must_use]
    pub fn info(&self) -> Info {
        let info = self.store.trailer(b"Info");
        let Some(dict) = info.as_dict() else { return Info::default() };
        let text = |key: &[u8]| self.store.dict_get(dict, key).as_string().map(text_string::decode);
        Info {
            title: text(b"Title"),
            author: text(b"Author"),
            subject: text(b"Subject"),
            keywords: text(b"Keywords"),
            creator: text(b"Creator"),
            producer: text(b"Producer"),
            created: text(b"CreationDate"),
            modified: text(b"ModDate"),
        }
    }

    /// How the file was locked; `None` for a file that is not encrypted.
    #[must_use]
    pub const fn encryption(&self) -> Option<&Encryption> {
        self.encryption.as_ref()
    }

    /// True when the form of the file holds a signature field that has been signed. The signature is not verified.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.signature().is_some()
    }

    /// `/Name` of the first signature (ISO 32000-1, 12.8.1): who signed, as the file says. Not verified.
    #[must_use]
    pub fn signer(&self) -> Option<String> {
        let signature = self.signature()?;
        let name = self.store.dict_get(signature.as_dict()?, b"Name");
        name.as_string().map(text_string::decode).filter(|name| !name.trim().is_empty())
    }

    fn signature(&self) -> Option<Object> {
        let catalog = page::catalog(&self.store);
        let form = self.store.dict_get(catalog.as_dict()?, b"AcroForm");
        let fields = self.store.dict_get(form.as_dict()?, b"Fields");
        let mut left = 4096;
        self.signature_in(fields.as_array()?, false, self.store.limits().nesting, &mut left)
    }

    /// The first signature among `fields` and their kids; `signature` is what they inherit as field type, `left` how
    /// many fields may still be looked at.
    fn signature_in(&self, fields: &[Object], signature: bool, depth: u64, left: &mut u32) -> Option<Object> {
        fields.iter().find_map(|field| {
            if depth == 0 || *left == 0 {
                return None;
            }
            *left -= 1;
            let field = self.store.resolve(field);
            let dict = field.as_dict()?;
            let kind = self.store.dict_get(dict, b"FT");
            let signature = kind.as_name().map_or(signature, |name| name == b"Sig");
            let value = self.store.dict_get(dict, b"V");
            if signature && value.as_dict().is_some_and(is_signature) {
                return Some(value);
            }
            let kids = self.store.dict_get(dict, b"Kids");
            self.signature_in(kids.as_array().unwrap_or(&[]), signature, depth - 1, left)
        })
    }

    /// The PDF version, such as `1.7`: that of the catalog when it is later than that of the header; `None` when
    /// neither says.
    #[must_use]
    pub fn version(&self) -> Option<String> {
        let start = usize::try_from(self.store.base()).ok()?;
        let header = self.store.bytes().get(start..).and_then(|rest| rest.strip_prefix(b"%PDF-"));
        let header = header.map(|rest| {
            rest.iter()
                .take(4)
                .take_while(|byte| byte.is_ascii_digit() || **byte == b'.')
                .map(|&b| char::from(b))
                .collect()
        });
        let catalog = page::catalog(&self.store);
        let updated = catalog.as_dict().map(|dict| self.store.dict_get(dict, b"Version"));
        let updated =
            updated.as_ref().and_then(Object::as_name).map(|name| String::from_utf8_lossy(name).into_owned());
        // Versions are one digit, a point and one digit: they compare as text.
        header.max(updated).filter(|version: &String| !version.is_empty())
    }

    /// How many of the streams read so far are not what their writer packed: the checksum of zlib data does not fit, data
    /// are cut short, or the padding of a cipher is broken. What could be read of them was read.
    #[must_use]
    pub fn damaged_streams(&self) -> u32 {
        u32::try_from(self.store.damaged_streams()).unwrap_or(u32::MAX)
    }

    /// How many things of the parts read so far are missing or cannot be what their writer meant: an object or a resource
    /// that is named and not there, a word inside a dictionary, a count that does not fit, a width of a letter that cannot be
    /// its own. Text may be missing, or stand elsewhere.
    #[must_use]
    pub fn defects(&self) -> u32 {
        self.store.defects().saturating_add(self.fonts.doubtful())
    }

    /// True when the cross-references were broken and had to be rebuilt from the objects found.
    #[must_use]
    pub const fn is_repaired(&self) -> bool {
        self.store.is_repaired()
    }
}

fn is_signature(dict: &Dict) -> bool {
    dict.get(b"ByteRange").is_some() || dict.get(b"Contents").is_some()
}
