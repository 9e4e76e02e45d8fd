//! pdf-extract: a device of our own is handed every character with its matrix.

use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Transform, output_doc, output_doc_encrypted};

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
    let mut document = Document::load_mem(bytes)?;
    let mut device = Device(Tally::default());
    if document.is_encrypted() {
        output_doc_encrypted(&mut document, &mut device, password)?;
    } else {
        output_doc(&document, &mut device)?;
    }
    Ok(device.0)
}
