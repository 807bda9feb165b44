//! `search extract`: what reader and extraction make of one file.

use std::io::{self, Write};
use std::process::ExitCode;

use policy_search::engine::examine::{ExamineOptions, Examined, examine};
use policy_search::{Result, wire};

use super::outcome::found;
use crate::args::{ExtractArgs, ImageArgs};
use crate::language::language;
use crate::screen;

pub(super) fn run(args: &ExtractArgs) -> Result<ExitCode> {
    let options = ExamineOptions {
        limit: args.limit,
        part: args.part.clone(),
        fields: args.fields.clone(),
        keep_junk: args.keep_junk,
        reader: std::env::current_exe().ok(),
        convert: args.convert,
        recognise: languages(&args.images),
        index: args.place.folder(),
    };
    let examined = examine(&args.file, &options)?;
    screen::print(|out| match args.json {
        true => wire::examined_json(&args.file, &examined, &language(), out),
        false => show(args, &examined, out),
    })?;
    Ok(found(examined.documents.iter().any(|one| one.announcement.is_ok())))
}

/// The languages in which text on images is to be recognised, if it is.
fn languages(args: &ImageArgs) -> Option<String> {
    let is_asked = args.ocr.unwrap_or(args.ocr_lang.is_some());
    is_asked.then(|| args.ocr_lang.clone().unwrap_or_default())
}

fn show(args: &ExtractArgs, examined: &Examined, out: &mut dyn Write) -> io::Result<()> {
    screen::terminal(&args.screen).examined(&args.file, examined, out)?;
    let extracting: f64 = examined.documents.iter().map(|one| one.extracting.as_secs_f64()).sum();
    let reading = examined.reading.as_secs_f64() * 1e3;
    let [reading, extracting] = [reading, extracting * 1e3].map(|time| format!("{time:.1}"));
    eprintln!("{}", language().extracted_in(reading, extracting));
    Ok(())
}
