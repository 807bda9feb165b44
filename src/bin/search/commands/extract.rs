//! `search extract`: what reader and extraction make of one file.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use policy_search::Result;
use policy_search::engine::examine::{ExamineOptions, examine};
use policy_search::printer;

use super::found;
use crate::args::ExtractArgs;
use crate::screen;

pub fn run(args: &ExtractArgs) -> Result<ExitCode> {
    let options = ExamineOptions {
        limit: args.limit,
        part: args.part.clone(),
        fields: args.fields.clone(),
        keep_junk: args.keep_junk,
        reader: std::env::current_exe().ok(),
        convert: args.convert,
    };
    let examined = examine(&args.file, &options)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.json {
        printer::examined_json(&args.file, &examined, &mut out)?;
    } else {
        let (width, colour) = (screen::columns(), screen::colour(args.screen.color));
        printer::Terminal { width, colour }.examined(&args.file, &examined, &mut out)?;
        let extracting: f64 =
            examined.documents.iter().map(|one| one.extracting.as_secs_f64()).sum();
        let reading = examined.reading.as_secs_f64() * 1e3;
        eprintln!("read in {reading:.1} ms, extracted in {:.1} ms", extracting * 1e3);
    }
    out.flush()?;
    Ok(found(examined.documents.iter().any(|one| one.announcement.is_ok())))
}
