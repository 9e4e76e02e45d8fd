//! Locked files of every kind, written by the statement writer's own security handler.

mod support;

use cas_pdf::{Limits, Password, PdfError, Role, open};
use cas_testkit::pdf::{Cipher, Container, Filter, Method, Protection, assemble};
use support::{document, text};

const fn v4(streams: Method, strings: Method, metadata: bool) -> Cipher {
    Cipher::V4 { streams, strings, metadata }
}

const CIPHERS: [Cipher; 9] = [
    Cipher::Rc4Bits40,
    Cipher::Rc4Bits128,
    v4(Method::Rc4, Method::Rc4, true),
    v4(Method::Aes128, Method::Aes128, true),
    v4(Method::Aes128, Method::Aes128, false),
    v4(Method::Aes128, Method::Identity, true),
    v4(Method::Identity, Method::Rc4, true),
    Cipher::Aes256R5,
    Cipher::Aes256R6,
];

fn locked(cipher: Cipher, user: &str, owner: &str, container: Container) -> Vec<u8> {
    let protection =
        Protection { cipher, user: user.to_owned(), owner: owner.to_owned(), permissions: -3904 };
    assemble(&document(&["first", "second"], &[Filter::Flate]), container, Some(&protection))
}

#[test]
fn both_passwords_open_every_cipher() {
    for cipher in CIPHERS {
        let file = locked(cipher, "ABCDE1234F", "keeper", Container::Classic);
        for (password, role) in [("ABCDE1234F", Role::User), ("keeper", Role::Owner)] {
            let opened =
                open(&file, &[Password::new(password)], &Limits::default()).expect("the password fits");
            let encryption = opened.encryption().expect("encrypted");
            assert_eq!((encryption.opened_as, encryption.password), (role, Some(0)), "{cipher:?}");
            assert_eq!(encryption.permissions, -3904);
            assert_eq!(support::text_of(&opened).as_deref(), Ok("first|second"), "{cipher:?}");
            assert_eq!(opened.info().title.as_deref(), Some("A title"), "{cipher:?}");
            assert_eq!(opened.info().producer.as_deref(), Some("\u{20b9}"), "{cipher:?}");
        }
    }
}

#[test]
fn the_spellings_of_a_password_are_tried() {
    for cipher in [Cipher::Rc4Bits40, Cipher::AES_128, Cipher::Aes256R6] {
        let file = locked(cipher, "ABCDE1234F", "", Container::Classic);
        for password in [" ABCDE1234F\n", "abcde1234f", " abcDE1234f"] {
            assert_eq!(text(&file, &["other", password]).as_deref(), Ok("first|second"), "{cipher:?}");
        }
        let spaced = locked(cipher, " two words ", "", Container::Classic);
        assert_eq!(
            text(&spaced, &[" two words "]).as_deref(),
            Ok("first|second"),
            "outer blanks may belong to it"
        );
    }
}

#[test]
fn the_empty_password_needs_no_asking() {
    for cipher in CIPHERS {
        let file = locked(cipher, "", "keeper", Container::Classic);
        assert_eq!(text(&file, &[]).as_deref(), Ok("first|second"), "{cipher:?}");
        assert_eq!(text(&file, &["wrong"]).as_deref(), Ok("first|second"), "{cipher:?}");
    }
}

#[test]
fn wrong_and_missing_passwords_say_so() {
    for cipher in CIPHERS {
        let file = locked(cipher, "secret", "keeper", Container::Classic);
        assert_eq!(text(&file, &[]), Err(PdfError::PasswordRequired), "{cipher:?}");
        assert_eq!(text(&file, &["one", "two"]), Err(PdfError::WrongPassword { tried: 2 }), "{cipher:?}");
    }
}

#[test]
fn a_file_whose_attachments_alone_are_locked_needs_no_password() {
    let file = locked(v4(Method::Identity, Method::Identity, true), "secret", "keeper", Container::Classic);
    assert_eq!(text(&file, &[]).as_deref(), Ok("first|second"));
    assert_eq!(text(&file, &["wrong"]).as_deref(), Ok("first|second"));
    let opened = open(&file, &[Password::new("keeper")], &Limits::default()).expect("open to everybody");
    assert_eq!(opened.encryption().expect("encrypted").opened_as, Role::Owner);
}

#[test]
fn passwords_beyond_ascii_and_beyond_the_length() {
    let long = "0123456789".repeat(13);
    for cipher in [Cipher::Rc4Bits128, Cipher::AES_128, Cipher::Aes256R5, Cipher::Aes256R6] {
        let umlaut = locked(cipher, "p\u{e4}ssw\u{f6}rt", "", Container::Classic);
        assert_eq!(text(&umlaut, &["p\u{e4}ssw\u{f6}rt"]).as_deref(), Ok("first|second"), "{cipher:?}");
        let file = locked(cipher, &long, "", Container::Classic);
        assert_eq!(text(&file, &[&long]).as_deref(), Ok("first|second"), "{cipher:?}");
    }
}

#[test]
fn containers_do_not_matter() {
    for cipher in CIPHERS {
        for container in [
            Container::ClassicLf,
            Container::XrefStream,
            Container::Hybrid,
            Container::Incremental,
            Container::IncrementalStreams,
            Container::Linearised,
            Container::JunkBefore,
            Container::WrongStartxref,
            Container::WrongLengths,
            Container::WrongOffsets,
            Container::DamagedTable,
        ] {
            let file = locked(cipher, "user", "owner", container);
            assert_eq!(text(&file, &["user"]).as_deref(), Ok("first|second"), "{cipher:?} {container:?}");
        }
    }
}

#[test]
fn object_streams_are_found_again_when_the_cross_references_are_lost() {
    for cipher in [Cipher::Rc4Bits128, Cipher::AES_128, Cipher::Aes256R6] {
        let mut file = locked(cipher, "user", "owner", Container::XrefStream);
        let at = memchr::memmem::rfind(&file, b"startxref").expect("there");
        file.truncate(at);
        let opened = open(&file, &[Password::new("user")], &Limits::default()).expect("repaired");
        assert!(opened.is_repaired());
        assert_eq!(support::text_of(&opened).as_deref(), Ok("first|second"), "{cipher:?}");
    }
}

#[test]
fn a_file_that_was_cut_short_is_still_locked() {
    for cipher in CIPHERS {
        let file = locked(cipher, "user", "owner", Container::Truncated);
        let read = |password: &str| text(&file, &[password]);
        if matches!(cipher, Cipher::Aes256R5 | Cipher::Aes256R6) {
            assert_eq!(read("user").as_deref(), Ok("first|second"), "{cipher:?}");
            assert_eq!(read("other"), Err(PdfError::WrongPassword { tried: 1 }), "{cipher:?}");
        } else {
            // The identifier, of which the key is made, stood in the trailer: no password is wrong.
            assert!(matches!(read("user"), Err(PdfError::Incomplete { .. })), "{cipher:?}");
        }
        assert_eq!(text(&file, &[]), Err(PdfError::PasswordRequired), "{cipher:?}");
    }
    // A dictionary that some program left behind locks nothing.
    let mut file = assemble(&document(&["plain"], &[Filter::Flate]), Container::WrongOffsets, None);
    file.splice(9..9, *b"90 0 obj<</Filter/Standard/V 5/R 6/O(o)/U(u)>>endobj\n");
    assert_eq!(text(&file, &[]).as_deref(), Ok("plain"));
}

#[test]
fn other_handlers_are_named_as_unsupported() {
    let file = locked(Cipher::Rc4Bits40, "user", "owner", Container::Classic);
    let replace = |from: &[u8], to: &[u8]| {
        let at = memchr::memmem::find(&file, from).expect("there");
        [&file[..at], to, &file[at + from.len()..]].concat()
    };
    for changed in [replace(b"/Standard", b"/PubStand"), replace(b"/R 2", b"/R 9"), replace(b"/V 1", b"/V 7")]
    {
        assert!(matches!(text(&changed, &["user"]), Err(PdfError::UnsupportedEncryption { .. })));
    }
}
