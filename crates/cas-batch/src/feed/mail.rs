//! Attachments of a mail: PDFs, archives, and mails inside it.

use std::io::Read as _;
use std::path::Path;

use mail_parser::{Address, Message, MessageParser, MimeHeaders as _, PartType};

use super::{Bounds, DEEPEST, Kind, Member};
use crate::InputError;
use crate::input::Mail;

/// Most attachments of one mail.
const MOST: usize = 1000;

/// Most of the words that open a mail within a mail. The parser and what it answers nest as deep as these stand there; so
/// many its stack takes, and no honest mail has them.
const NESTED: usize = 2000;

/// Longest sender, subject or name that is kept, in characters.
const LONGEST: usize = 300;

/// Reads a mail from a file.
pub(super) fn of_file(path: &Path, bounds: Bounds) -> Result<Vec<Member>, InputError> {
    let unreadable = |source| InputError::Unreadable { source };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(bounds.container.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    parts(&bytes, bounds)
}

/// What a mail brings that is for us.
pub(super) fn parts(bytes: &[u8], bounds: Bounds) -> Result<Vec<Member>, InputError> {
    if bytes.len() as u64 > bounds.container {
        return Err(InputError::ContainerLimit { limit: "bytes of a mail", allowed: bounds.container });
    }
    if nested(bytes) > NESTED {
        return Err(InputError::ContainerLimit { limit: "mails within each other", allowed: NESTED as u64 });
    }
    let message = MessageParser::default().parse(bytes).ok_or(InputError::NotMail)?;
    let mut found = Vec::new();
    collect(&message, "", 1, &mut found)?;
    Ok(found)
}

/// How often the words stand there that make a part a mail of its own. They stand in the field `Content-Type` or in a line
/// that continues it, so that the lines of attachments are passed over.
fn nested(bytes: &[u8]) -> usize {
    const WORDS: [&[u8]; 3] = [b"rfc822", b"global", b"digest"];
    let mut count = 0;
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]) {
        let line = bytes.get(start..end).unwrap_or(&[]);
        start = end + 1;
        if matches!(line.first(), Some(b'C' | b'c' | b' ' | b'\t')) {
            let holds =
                |word: &&[u8]| line.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word));
            count += usize::from(WORDS.iter().any(holds));
        }
    }
    count
}

fn collect(
    message: &Message<'_>,
    prefix: &str,
    depth: usize,
    found: &mut Vec<Member>,
) -> Result<(), InputError> {
    let mail = about(message);
    for (number, part) in (1..).zip(message.attachments()) {
        if found.len() >= MOST {
            return Err(InputError::ContainerLimit { limit: "attachments of a mail", allowed: MOST as u64 });
        }
        let name = part.attachment_name().map(shortened).filter(|name| !name.is_empty());
        if let PartType::Message(inner) = &part.body {
            let name = name.unwrap_or_else(|| format!("message-{number}.eml"));
            if depth < DEEPEST {
                collect(inner, &format!("{prefix}{name}!/"), depth + 1, found)?;
            } else {
                let limit = "nesting of archives and mails";
                let body = Err(InputError::ContainerLimit { limit, allowed: DEEPEST as u64 });
                found.push(Member { name: format!("{prefix}{name}"), kind: Kind::Pdf, mail: None, body });
            }
            continue;
        }
        let (PartType::Binary(bytes) | PartType::InlineBinary(bytes)) = &part.body else { continue };
        // Senders get the type and the name wrong, hence the bytes are asked first.
        let said = part
            .content_type()
            .and_then(|kind| kind.subtype())
            .filter(|kind| kind.eq_ignore_ascii_case("pdf"));
        let named = name.as_deref().and_then(Kind::of_name);
        let Some(kind) =
            Kind::of_bytes(bytes).filter(|kind| *kind != Kind::Mbox).or(named).or(said.map(|_| Kind::Pdf))
        else {
            continue;
        };
        let name = name.unwrap_or_else(|| format!("attachment-{number}{}", ending(kind)));
        found.push(Member {
            name: format!("{prefix}{name}"),
            kind,
            mail: Some(mail.clone()),
            body: Ok(bytes.to_vec()),
        });
    }
    Ok(())
}

fn ending(kind: Kind) -> &'static str {
    match kind {
        Kind::Pdf => ".pdf",
        Kind::Zip => ".zip",
        Kind::Mail => ".eml",
        Kind::Mbox => ".mbox",
    }
}

fn about(message: &Message<'_>) -> Mail {
    Mail {
        sender: message.from().and_then(sender).map(|text| shortened(&text)),
        subject: message.subject().map(shortened),
        date: message.date().map(mail_parser::DateTime::to_rfc3339),
    }
}

fn sender(address: &Address<'_>) -> Option<String> {
    let first = address.first()?;
    match (first.name(), first.address()) {
        (Some(name), Some(address)) => Some(format!("{name} <{address}>")),
        (name, address) => name.or(address).map(str::to_owned),
    }
}

fn shortened(text: &str) -> String {
    text.trim().chars().take(LONGEST).collect()
}
