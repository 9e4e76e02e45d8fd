//! Prints the `.page` dump of a file: `dump_pages FILE [PASSWORD] [PAGE]`.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program for a terminal, not library code"
)]

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or("usage: dump_pages FILE [PASSWORD] [PAGE]")?;
    let password = args.next().unwrap_or_default();
    let only: Option<u32> = args.next().and_then(|page| page.parse().ok());
    let bytes = std::fs::read(path)?;
    let file = cas_pdf::open(&bytes, &[cas_pdf::Password::new(password)], &cas_pdf::Limits::default())?;
    for index in 0..file.page_count() {
        if only.is_none_or(|page| page == index + 1) {
            print!("{}", cas_page::write_page(&file.page(index)?));
        }
    }
    Ok(())
}
