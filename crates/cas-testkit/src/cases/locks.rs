//! Every encryption of the standard handler, and what users type as passwords.

use super::plain::two;
use super::{Case, Made, case};
use crate::cams::Generation;
use crate::draw::Style;
use crate::pdf::{Cipher, Container, Method, Protection};

pub(super) const CASES: &[Case] = &[
    case("lock-none", "not encrypted at all", |seed| two(seed, Generation::G3).unlocked()),
    case("lock-rc4-40", "V1 R2: RC4 with 40 bits", |seed| locked(seed, Cipher::Rc4Bits40)),
    case("lock-rc4-128", "V2 R3: RC4 with 128 bits, P -60: what CAMS writes", |seed| {
        locked(seed, Cipher::Rc4Bits128)
    }),
    case("lock-rc4-128-owner", "opened with the owner's password", |seed| {
        let mut made = locked(seed, Cipher::Rc4Bits128);
        made.password = "registrar".to_owned();
        made
    }),
    case("lock-v4-rc4", "V4 with RC4 crypt filters", |seed| locked(seed, v4(Method::Rc4, Method::Rc4))),
    case("lock-v4-aes-128", "V4 with AES-128", |seed| locked(seed, Cipher::AES_128)),
    case("lock-v4-strings-clear", "V4, StmF AES-128 and StrF Identity", |seed| {
        locked(seed, v4(Method::Aes128, Method::Identity))
    }),
    case("lock-v4-streams-clear", "V4, StmF Identity and StrF RC4", |seed| {
        locked(seed, v4(Method::Identity, Method::Rc4))
    }),
    case("lock-v4-mixed", "V4, StmF RC4 and StrF AES-128 under two filter names", |seed| {
        locked(seed, v4(Method::Rc4, Method::Aes128))
    }),
    case(
        "lock-v4-clear-metadata",
        "V4 AES-128 with EncryptMetadata false and an XMP packet in the clear",
        |seed| {
            let cipher = Cipher::V4 { streams: Method::Aes128, strings: Method::Aes128, metadata: false };
            let mut made = locked(seed, cipher);
            made.paper.xmp = true;
            made
        },
    ),
    case("lock-v4-crypt-filter", "V4 AES-128, content streams with an Identity Crypt filter", |seed| {
        locked(seed, Cipher::AES_128).styled(Style { clear_streams: true, ..Style::default() })
    }),
    case("lock-aes-256-r5", "V5 R5: AES-256 of Acrobat 9", |seed| locked(seed, Cipher::Aes256R5)),
    case("lock-aes-256-r6", "V5 R6: AES-256 of PDF 2.0, in object streams", |seed| {
        let mut made = locked(seed, Cipher::Aes256R6);
        made.container = Container::XrefStream;
        made.paper.version = "2.0";
        made
    }),
    case("lock-aes-256-owner", "AES-256 opened with the owner's password", |seed| {
        let mut made = locked(seed, Cipher::Aes256R6);
        made.password = "registrar".to_owned();
        made
    }),
    case("lock-empty-user", "encrypted with an empty user password: opens without asking", |seed| {
        with_password(seed, Cipher::AES_128, "", "")
    }),
    case("lock-latin-1", "RC4-128 with letters beyond ASCII in the password (PDFDocEncoding)", |seed| {
        with_password(seed, Cipher::Rc4Bits128, "Pass\u{e9}\u{fc}\u{df}1", "Pass\u{e9}\u{fc}\u{df}1")
    }),
    case("lock-utf-8", "AES-256 with a password in Devanagari (UTF-8)", |seed| {
        let password = "\u{928}\u{92e}\u{942}\u{928}\u{93e}42";
        with_password(seed, Cipher::Aes256R6, password, password)
    }),
    case(
        "lock-saslprep",
        "AES-256, password typed with a no-break space and a ligature that SASLprep folds",
        |seed| with_password(seed, Cipher::Aes256R6, "Of fine 1", "Of\u{a0}\u{fb01}ne 1"),
    ),
    case("lock-typed-with-blanks", "the password was typed with blanks around it", |seed| {
        with_password(seed, Cipher::Rc4Bits128, "Namuna@123", " Namuna@123 ")
    }),
    case("lock-typed-in-lower-case", "the PAN was typed in small letters", |seed| {
        with_password(seed, Cipher::Rc4Bits128, "ZZAPB1234C", "zzapb1234c")
    }),
    case(
        "lock-long-password",
        "a password longer than 32 bytes under RC4: the rest is not looked at",
        |seed| {
            let password = "a-very-long-password-of-more-than-thirty-two-bytes";
            with_password(seed, Cipher::Rc4Bits128, password, password)
        },
    ),
];

const fn v4(streams: Method, strings: Method) -> Cipher {
    Cipher::V4 { streams, strings, metadata: true }
}

fn locked(seed: u64, cipher: Cipher) -> Made {
    let mut made = two(seed, Generation::G3);
    if let Some(lock) = &mut made.lock {
        lock.cipher = cipher;
    }
    made.paper.version = if matches!(cipher, Cipher::V4 { .. }) { "1.6" } else { "1.7" };
    made
}

fn with_password(seed: u64, cipher: Cipher, password: &str, typed: &str) -> Made {
    let mut made = locked(seed, cipher);
    let owner = "registrar".to_owned();
    made.lock = Some(Protection { cipher, user: password.to_owned(), owner, permissions: -60 });
    typed.clone_into(&mut made.password);
    made
}
