//! pdf-extract: a device of our own is handed every character with its matrix.

use pdf_extract::{Document, LoadOptions, MediaBox, OutputDev, OutputError, Transform, output_doc};

use crate::{Failure, Tally};

struct Device(Tally);

impl OutputDev for Device {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.0.pages += 1;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        matrix: &Transform,
        width: f64,
        _: f64,
        _: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.0.text(text, matrix.m31 + width, matrix.m32);
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        self.0.words += 1;
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

pub fn characters(bytes: &[u8], password: &str) -> Result<Tally, Failure> {
    // Decrypted while loading: decrypted afterwards, a file with object streams has no pages.
    let document = Document::load_mem_with_options(bytes, LoadOptions::with_password(password))?;
    let mut device = Device(Tally::default());
    output_doc(&document, &mut device)?;
    if device.0.pages == 0 {
        return Err("no page is found".into());
    }
    Ok(device.0)
}
