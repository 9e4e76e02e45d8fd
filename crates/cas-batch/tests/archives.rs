//! Statements out of archives and mails, hostile ones among them, through the library.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "the tests of an edge: files are the subject")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

use cas::Password;
use cas_batch::{Entry, Outcome, Output, Report, Session, Settings, Tally, WorkList};
use zip::write::SimpleFileOptions;
use zip::{AesMode, CompressionMethod, ZipWriter};

/// A short statement and its password.
fn statement() -> &'static (Vec<u8>, String) {
    static MADE: OnceLock<(Vec<u8>, String)> = OnceLock::new();
    MADE.get_or_init(|| cas_testkit::bench_statement(1))
}

/// A folder of its own for a test.
fn desk(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(inputs: &[PathBuf], output: &Path) -> Report {
    run_with(inputs, output, |settings| settings.passwords.add(Password::new(statement().1.as_str())))
}

fn run_with(inputs: &[PathBuf], output: &Path, change: impl FnOnce(&mut Settings)) -> Report {
    let mut settings = Settings::new(Output::Folder(output.to_owned()));
    change(&mut settings);
    let session = Session::open(settings).unwrap();
    session.run(WorkList::of(inputs).unwrap(), &Tally::default(), &AtomicBool::new(false)).unwrap()
}

/// Name below the folder, and what became of it: a code, or `read`.
fn told(report: &Report, folder: &Path) -> Vec<(String, String)> {
    let told = |entry: &Entry| {
        let name =
            entry.name.strip_prefix(&format!("{}/", folder.display())).unwrap_or(&entry.name).to_owned();
        (name, entry.error.as_ref().map_or("read".to_owned(), |error| error.code.clone()))
    };
    report.entries.iter().map(told).collect()
}

fn expect(report: &Report, folder: &Path, expected: &[(&str, &str)]) {
    let told = told(report, folder);
    let told: Vec<(&str, &str)> = told.iter().map(|(name, code)| (name.as_str(), code.as_str())).collect();
    assert_eq!(told, expected);
}

/// A ZIP archive of members; a member is locked when it has a password.
fn archive(members: &[(&str, &[u8], Option<&str>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes, password) in members {
        let mut options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        if let Some(password) = password {
            options = options.with_aes_encryption(AesMode::Aes256, password);
        }
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let number = chunk.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = DIGITS[(number >> (18 - 6 * place) & 63) as usize];
            out.push(if place > chunk.len() { '=' } else { char::from(digit) });
        }
        if out.len() % 77 == 76 {
            out.push('\n');
        }
    }
    out
}

/// A mail with attachments: type, name, bytes.
fn mail(subject: &str, attachments: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut out = format!(
        "Received: from somewhere\nFrom: \"CAMS Mailback\" <donotreply@camsonline.example>\nTo: somebody@example.org\n\
         Subject: {subject}\nDate: Tue, 05 May 2026 10:11:12 +0530\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=\"sep\"\n\n--sep\nContent-Type: text/plain\n\nDear investor,\n\nFrom here on.\n"
    );
    for (kind, name, bytes) in attachments {
        out.push_str(&format!(
            "\n--sep\nContent-Type: {kind}; name=\"{name}\"\nContent-Disposition: attachment; filename=\"{name}\"\n\
             Content-Transfer-Encoding: base64\n\n{}\n",
            base64(bytes)
        ));
    }
    out.push_str("\n--sep--\n");
    out.into_bytes()
}

#[test]
fn members_of_archives_are_read_and_hostile_names_stay_in_the_folder() {
    let (pdf, _) = statement();
    let folder = desk("members");
    let inner = archive(&[("deep/a.pdf", pdf, None)]);
    let bytes = archive(&[
        ("a.pdf", pdf, None),
        ("notes.txt", b"nothing for us", None),
        ("inner.zip", &inner, None),
        ("../../escape.pdf", pdf, None),
        ("/abs.pdf", pdf, None),
        ("broken.pdf", b"%PDF-1.4 no more", None),
        ("mail.eml", &mail("In a ZIP", &[("application/pdf", "b.pdf", pdf)]), None),
    ]);
    std::fs::write(folder.join("in.zip"), bytes).unwrap();
    let report = run(&[folder.join("in.zip")], &folder.join("out"));
    expect(
        &report,
        &folder,
        &[
            ("in.zip!/a.pdf", "read"),
            ("in.zip!/inner.zip!/deep/a.pdf", "read"),
            ("in.zip!/../../escape.pdf", "read"),
            ("in.zip!//abs.pdf", "read"),
            ("in.zip!/broken.pdf", "damaged"),
            ("in.zip!/mail.eml!/b.pdf", "read"),
        ],
    );
    let mail = report.entries[5].mail.as_ref().unwrap();
    assert_eq!(mail.subject.as_deref(), Some("In a ZIP"));
    // Everything lies where it should and nothing lies anywhere else.
    let written = report.entries.iter().filter_map(|entry| entry.kept.as_ref()?.file.clone());
    for file in written {
        assert!(folder.join("out").join(&file).is_file(), "{file}");
        assert!(!file.contains("..") || file.contains("%2E"), "{file}");
    }
    let mut beside: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    beside.sort();
    assert_eq!(beside, ["in.zip", "out"]);
}

#[test]
fn locked_members_are_opened_with_the_passwords_or_told() {
    let (pdf, password) = statement();
    let folder = desk("locked");
    let bytes =
        archive(&[("a.pdf", pdf, Some("zip pass")), ("b.pdf", pdf, Some("another")), ("c.pdf", pdf, None)]);
    std::fs::write(folder.join("in.zip"), bytes).unwrap();
    let out = folder.join("out");
    let add = |settings: &mut Settings, more: &[&str]| {
        for text in [password.as_str()].iter().chain(more) {
            settings.passwords.add(Password::new(*text));
        }
    };
    let report = run_with(&[folder.join("in.zip")], &out, |settings| add(settings, &["zip pass"]));
    expect(
        &report,
        &folder,
        &[("in.zip!/a.pdf", "read"), ("in.zip!/b.pdf", "archive-locked"), ("in.zip!/c.pdf", "read")],
    );
    assert_eq!(report.entries[1].outcome, Outcome::Locked);
    let report = run_with(&[folder.join("in.zip")], &out, |settings| add(settings, &["zip pass", "another"]));
    assert!(report.is_complete());
    assert_eq!(report.skipped, 2);
}

#[test]
fn bombs_nests_and_damage_cost_their_limit_and_nothing_else() {
    let (pdf, _) = statement();
    let folder = desk("hostile");
    let zeros = vec![0_u8; 70 << 20];
    let bomb: Vec<(String, &[u8])> =
        (0..8).map(|number| (format!("{number}.pdf"), zeros.as_slice())).collect();
    let bomb: Vec<(&str, &[u8], Option<&str>)> =
        bomb.iter().map(|(name, bytes)| (name.as_str(), *bytes, None)).collect();
    std::fs::write(folder.join("1-bomb.zip"), archive(&bomb)).unwrap();
    let mut nest = archive(&[("a.pdf", pdf, None)]);
    for _ in 0..6 {
        nest = archive(&[("n.zip", &nest, None)]);
    }
    std::fs::write(folder.join("2-nest.zip"), nest).unwrap();
    std::fs::write(folder.join("3-none.zip"), b"PK\x03\x04 and nothing more").unwrap();
    let mut torn = archive(&[("a.pdf", pdf, None), ("b.pdf", pdf, None)]);
    for byte in &mut torn[200..400] {
        *byte ^= 0x55;
    }
    std::fs::write(folder.join("4-torn.zip"), torn).unwrap();
    let rings = "Content-Type: message/rfc822\n\n".repeat(100_000);
    std::fs::write(folder.join("5-rings.eml"), format!("MIME-Version: 1.0\n{rings}")).unwrap();
    std::fs::write(folder.join("6-fine.pdf"), pdf).unwrap();
    let report = run(std::slice::from_ref(&folder), &desk("hostile-out"));
    let told = told(&report, &folder);
    let codes = |start: &str| -> Vec<&str> {
        told.iter().filter(|(name, _)| name.starts_with(start)).map(|(_, code)| code.as_str()).collect()
    };
    // Members beyond the limit of inputs are refused one by one, until the archive has unpacked too much.
    let bomb = codes("1-bomb.zip");
    assert_eq!(bomb.last(), Some(&"container-limit"));
    assert!(bomb.len() < 7 && bomb[0] == "limit-exceeded", "{bomb:?}");
    assert_eq!(codes("2-nest.zip"), ["container-limit"]);
    assert_eq!(codes("3-none.zip"), ["archive-damaged"]);
    assert_eq!(codes("4-torn.zip"), ["archive-damaged", "read"]);
    assert_eq!(codes("5-rings.eml"), ["container-limit"]);
    assert_eq!(codes("6-fine.pdf"), ["read"]);
}

/// A mail around a mail, and a statement beside that.
fn forwarded(inner: &[u8], level: usize, pdf: &[u8]) -> Vec<u8> {
    let head = format!(
        "From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b{level}\"\n\n--b{level}\n\
         Content-Type: application/pdf; name=\"{level}.pdf\"\nContent-Transfer-Encoding: base64\n\n{}\n\n--b{level}\n\
         Content-Type: message/rfc822\n\n",
        base64(pdf)
    );
    [head.as_bytes(), inner, format!("\n--b{level}--\n").as_bytes()].concat()
}

#[test]
fn mails_within_mails_are_read_to_a_depth() {
    let (pdf, _) = statement();
    let folder = desk("forwarded");
    let mut bytes = mail("Innermost", &[]);
    for level in (0..6).rev() {
        bytes = forwarded(&bytes, level, pdf);
    }
    std::fs::write(folder.join("m.eml"), bytes).unwrap();
    let report = run(std::slice::from_ref(&folder), &desk("forwarded-out"));
    let inner = "m.eml!/message-2.eml!/message-2.eml!/message-2.eml!";
    expect(
        &report,
        &folder,
        &[
            ("m.eml!/0.pdf", "read"),
            ("m.eml!/message-2.eml!/1.pdf", "read"),
            ("m.eml!/message-2.eml!/message-2.eml!/2.pdf", "read"),
            (&format!("{inner}/3.pdf"), "read"),
            (&format!("{inner}/message-2.eml"), "container-limit"),
        ],
    );
}

#[test]
fn mails_bring_their_attachments_with_sender_subject_and_date() {
    let (pdf, _) = statement();
    let folder = desk("mails");
    let zip = archive(&[("a.pdf", pdf, None)]);
    let first = mail(
        "=?utf-8?q?Kontoauszug_=E2=82=B9?=",
        &[
            ("application/octet-stream", "statement.dat", pdf),
            ("application/zip", "more.zip", &zip),
            ("image/png", "logo.png", b"\x89PNG"),
        ],
    );
    let second = mail("Nothing", &[]);
    let third = mail("Twice", &[("application/pdf", "s.pdf", pdf), ("application/pdf", "s.pdf", pdf)]);
    std::fs::create_dir_all(folder.join("box/cur")).unwrap();
    std::fs::create_dir_all(folder.join("box/new")).unwrap();
    std::fs::write(folder.join("box/cur/1:2,S"), &first).unwrap();
    let mut mbox = Vec::new();
    for message in [&first, &second, &third] {
        mbox.extend_from_slice(b"From somebody@example.org Tue May  5 10:11:12 2026\n");
        // What begins with `From ` inside a mail is quoted by whoever writes the file.
        mbox.extend_from_slice(
            String::from_utf8(message.to_vec()).unwrap().replace("\nFrom ", "\n>From ").as_bytes(),
        );
        mbox.push(b'\n');
    }
    std::fs::write(folder.join("in.mbox"), mbox).unwrap();
    std::fs::write(folder.join("one.eml"), &first).unwrap();
    let report = run(std::slice::from_ref(&folder), &desk("mails-out"));
    expect(
        &report,
        &folder,
        &[
            ("box/cur/1:2,S!/statement.dat", "read"),
            ("box/cur/1:2,S!/more.zip!/a.pdf", "read"),
            ("in.mbox!/1/statement.dat", "read"),
            ("in.mbox!/1/more.zip!/a.pdf", "read"),
            ("in.mbox!/3/s.pdf", "read"),
            ("in.mbox!/3/s.pdf#2", "read"),
            ("one.eml!/statement.dat", "read"),
            ("one.eml!/more.zip!/a.pdf", "read"),
        ],
    );
    for entry in [&report.entries[0], &report.entries[1], &report.entries[2]] {
        let mail = entry.mail.as_ref().unwrap();
        assert_eq!(mail.sender.as_deref(), Some("CAMS Mailback <donotreply@camsonline.example>"));
        assert_eq!(mail.subject.as_deref(), Some("Kontoauszug \u{20b9}"));
        assert_eq!(mail.date.as_deref(), Some("2026-05-05T10:11:12+05:30"));
    }
}

#[test]
fn a_panic_of_the_engine_is_an_outcome() {
    let (pdf, _) = statement();
    let folder = desk("panic");
    std::fs::write(folder.join("a.pdf"), pdf).unwrap();
    std::fs::write(folder.join("b.pdf"), [pdf.as_slice(), b"\n% panic"].concat()).unwrap();
    std::fs::write(folder.join("c.pdf"), pdf).unwrap();
    let report = run_with(std::slice::from_ref(&folder), &desk("panic-out"), |settings| {
        settings.passwords.add(Password::new(statement().1.as_str()));
        settings.engine = |bytes, options| {
            assert!(!bytes.ends_with(b"% panic"), "as the test wants it");
            cas::parse(bytes, options)
        };
    });
    expect(&report, &folder, &[("a.pdf", "read"), ("b.pdf", "internal"), ("c.pdf", "read")]);
    assert_eq!(report.entries[1].outcome, Outcome::Internal);
}

#[test]
fn the_answers_are_those_of_the_engine() {
    let (pdf, password) = statement();
    let folder = desk("equal");
    std::fs::write(folder.join("a.pdf"), pdf).unwrap();
    let out = desk("equal-out");
    run(std::slice::from_ref(&folder), &out);
    let parsed = cas::parse(pdf, &cas::Options::with_password(password.as_str())).unwrap();
    assert_eq!(std::fs::read(out.join("a.json")).unwrap(), parsed.to_json(cas::JsonOptions::default()));
}
