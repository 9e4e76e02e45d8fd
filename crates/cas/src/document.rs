//! Facts about the file itself, beside the statement it holds.

use cas_extract::Detection;
use cas_pdf::{Encryption, Info, PdfFile};

/// What the file says about itself. Title and author are not kept: they can hold names.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Document {
    /// Number of pages.
    pub pages: u32,
    /// Version of the PDF format, `1.7`; `None` when the file does not say or the pages came from elsewhere.
    pub version: Option<String>,
    /// How the file is locked, `AES-128`; `None` when it is not.
    pub encryption: Option<String>,
    /// True when the file carries a digital signature. It is reported, not verified.
    pub signed: bool,
    /// Name in the signature, which is that of a company with brokers; `None` when it is not signed or does not say.
    pub signer: Option<String>,
    /// When the file was made, RFC 3339; `None` when it does not say so legibly.
    pub created_at: Option<String>,
    /// Program that made the content.
    pub creator: Option<String>,
    /// Program that made the PDF.
    pub producer: Option<String>,
    /// Streams that the pages were read from and that are not what their writer packed, as their checksums tell; `None`
    /// when the pages came from elsewhere.
    pub damaged_streams: Option<u32>,
    /// Which of [`crate::Options::passwords`] opened the file, from 0; `None` when it was the empty one, or none was
    /// needed. It is not written out.
    pub password: Option<usize>,
}

impl Document {
    /// The facts of an open file.
    pub(crate) fn of(file: &PdfFile<'_>, info: &Info) -> Self {
        Self {
            pages: file.page_count(),
            version: file.version(),
            encryption: file.encryption().map(encryption_name),
            signed: file.is_signed(),
            signer: file.signer(),
            created_at: info.created.as_deref().and_then(rfc3339),
            creator: info.creator.clone(),
            producer: info.producer.clone(),
            damaged_streams: None,
            password: file.encryption().and_then(|encryption| encryption.password),
        }
    }

    /// The facts of a file of which every page was read: then it is known which streams are damaged.
    pub(crate) fn after(file: &PdfFile<'_>, info: &Info) -> Self {
        Self { damaged_streams: Some(file.damaged_streams()), ..Self::of(file, info) }
    }

    /// The form of `x_document`.
    pub(crate) fn describe(&self, detection: &Detection) -> cas_output::Document {
        cas_output::Document {
            pages: self.pages,
            created_at: self.created_at.clone(),
            title: None,
            creator: self.creator.clone(),
            producer: self.producer.clone(),
            encryption: self.encryption.clone(),
            detection: cas_output::Detected {
                family: detection.family.code().to_owned(),
                variant: Some(detection.variant.code().to_owned()),
                generation: detection.generation.map(str::to_owned),
                issuer: detection.issuer.map(str::to_owned),
                evidence: evidence(detection),
            },
        }
    }
}

/// `RC4-128`, `AES-256`; `Identity` for files whose encryption dictionary encrypts nothing.
fn encryption_name(encryption: &Encryption) -> String {
    match encryption.algorithm {
        "Identity" => encryption.algorithm.to_owned(),
        algorithm => format!("{algorithm}-{}", encryption.bits),
    }
}

/// The marks that told what the file is: `text: openingunitbalance:`.
pub(crate) fn evidence(detection: &Detection) -> Vec<String> {
    detection
        .evidence
        .iter()
        .map(|evidence| format!("{}: {}", evidence.source.code(), evidence.mark))
        .collect()
}

/// A PDF date (`D:20260401100000+05'30'`, ISO 32000-1, 7.9.4) as RFC 3339. Parts may be missing from the right; a time
/// without zone counts as UTC.
fn rfc3339(date: &str) -> Option<String> {
    let rest = date.trim().trim_start_matches("D:");
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count().min(14);
    let (time, zone) = rest.split_at_checked(digits)?;
    if digits < 8 {
        return None;
    }
    let part = |from: usize, fallback: &'static str| {
        time.get(from..from + 2).map_or(fallback, |part| part).to_owned()
    };
    let number = |text: &str| text.parse::<u32>().ok();
    let (month, day) = (part(4, "01"), part(6, "01"));
    let (hour, minute, second) = (part(8, "00"), part(10, "00"), part(12, "00"));
    let sound = (1..=12).contains(&number(&month)?)
        && (1..=31).contains(&number(&day)?)
        && number(&hour)? < 24
        && number(&minute)? < 60
        && number(&second)? < 60;
    let zone = match zone.as_bytes().first() {
        Some(b'+' | b'-') => {
            let (sign, offset) = zone.split_at_checked(1)?;
            let offset: String = offset.chars().filter(char::is_ascii_digit).take(4).collect();
            let hours = offset.get(..2)?;
            format!("{sign}{hours}:{}", offset.get(2..4).unwrap_or("00"))
        }
        _ => "Z".to_owned(),
    };
    sound.then(|| format!("{}-{month}-{day}T{hour}:{minute}:{second}{zone}", time.get(..4).unwrap_or("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pdf_dates_become_rfc_3339() {
        let cases = [
            ("D:20260401100000+05'30'", Some("2026-04-01T10:00:00+05:30")),
            ("D:20260401100000Z", Some("2026-04-01T10:00:00Z")),
            ("D:202604011000", Some("2026-04-01T10:00:00Z")),
            ("20260401", Some("2026-04-01T00:00:00Z")),
            ("D:20261301", None),
            ("D:2026", None),
            ("yesterday", None),
            ("", None),
        ];
        for (date, expected) in cases {
            assert_eq!(rfc3339(date).as_deref(), expected, "{date}");
        }
    }
}
