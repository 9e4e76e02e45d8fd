//! No copy of a password is left in memory once a file has been read with it.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "the tests of an edge: files and processes are the subject")]

use std::path::{Path, PathBuf};
use std::process::Command;

use cas_testkit::draw::{Canvas, Paper, Style, draw};
use cas_testkit::pdf::{Cipher, Container, Protection, assemble};

const CIPHERS: [Cipher; 5] =
    [Cipher::Rc4Bits40, Cipher::Rc4Bits128, Cipher::AES_128, Cipher::Aes256R5, Cipher::Aes256R6];

/// An empty page, locked with a password that stands nowhere in it.
fn locked(cipher: Cipher, password: &str, name: &str) -> PathBuf {
    let document = draw(&[Canvas::new(595.0, 842.0)], &Style::default(), &Paper::default());
    let protection = Protection {
        cipher,
        user: password.to_owned(),
        owner: "another word".to_owned(),
        permissions: -3904,
    };
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, assemble(&document, Container::Classic, Some(&protection))).unwrap();
    path
}

/// What the child found: a number, or words.
fn copies(path: &Path, password: &str) -> String {
    let hidden: String = password.bytes().map(|byte| format!("{:02x}", byte ^ 0x55)).collect();
    let output = Command::new(env!("CARGO_BIN_EXE_leftovers")).arg(path).arg(hidden).output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr);
    format!("{}{words}", String::from_utf8_lossy(&output.stdout).trim())
}

#[test]
fn passwords_leave_no_trace_in_memory() {
    // Small letters, capitals and blanks around it are tried too: none of the spellings may stay.
    for (index, cipher) in CIPHERS.into_iter().enumerate() {
        for (kind, password) in [("plain", "Zq7-hiddenWord"), ("accents", "Zq7-h\u{ef}dd\u{e9}nWord")] {
            if kind == "accents" && !matches!(cipher, Cipher::Aes256R5 | Cipher::Aes256R6) {
                continue;
            }
            let path = locked(cipher, password, &format!("leftovers-{index}-{kind}.pdf"));
            assert_eq!(copies(&path, password), "0", "{cipher:?} {kind}");
        }
    }
}

/// The search itself works: a copy that was kept on purpose is found.
#[test]
fn a_kept_password_would_be_found() {
    let path = locked(Cipher::Rc4Bits128, "Zq7-hiddenWord", "leftovers-kept.pdf");
    let hidden: String = "Zq7-hiddenWord".bytes().map(|byte| format!("{:02x}", byte ^ 0x55)).collect();
    let output =
        Command::new(env!("CARGO_BIN_EXE_leftovers")).arg(path).arg(hidden).arg("keep").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "1");
}
