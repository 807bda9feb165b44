//! Makes an index of folders, or brings one up to date, and says what was left out and why.
//!
//! ```sh
//! cargo run --example index -- INDEX DIR…
//! ```

use std::error::Error;
use std::io::Write;

use policy_search::{IndexOptions, Location, Progress};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let index = args.next().ok_or("usage: index INDEX DIR…")?;
    run(&Location::Dir(index.into()), args, &mut std::io::stdout())
}

pub(crate) fn run(
    index: &Location,
    folders: impl Iterator<Item = String>,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let report = policy_search::index(index, &IndexOptions::of(folders), &|progress| {
        if let Progress::Walked { files, bytes } = progress {
            eprintln!("reading {files} files, {bytes} bytes");
        }
    })?;
    writeln!(out, "{} announcements in the index", report.announcements)?;
    writeln!(out, "{} files new, {} changed", report.added, report.updated)?;
    for (path, reason) in report.skipped.iter().chain(&report.junk) {
        writeln!(out, "left out: {path}: {reason}")?;
    }
    Ok(())
}
