//! Prints what is known of the announcements in a file, without an index.
//!
//! ```sh
//! cargo run --example extract -- FILE
//! ```

use std::error::Error;
use std::io::Write;
use std::path::Path;

use policy_search::{Announcement, extract_file};

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("usage: extract FILE")?;
    run(Path::new(&file), &mut std::io::stdout())
}

pub(crate) fn run(file: &Path, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    for document in extract_file(file)? {
        match document {
            Ok(announcement) => print(&announcement, out)?,
            Err(reason) => writeln!(out, "no announcement: {reason}")?,
        }
    }
    Ok(())
}

fn print(announcement: &Announcement, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "{}", announcement.title)?;
    for issuer in &announcement.issuers {
        let level = issuer.level.map(|level| level.name()).unwrap_or("level unknown");
        writeln!(out, "  issued by {} ({level})", issuer.name)?;
    }
    if let Some(number) = &announcement.number {
        writeln!(out, "  number {number}")?;
    }
    if let Some(written) = &announcement.written {
        writeln!(out, "  written {written}")?;
    }
    for reference in &announcement.references {
        let title = reference.title.as_deref().unwrap_or_default();
        writeln!(out, "  {} 《{title}》", reference.relation.name())?;
    }
    Ok(())
}
