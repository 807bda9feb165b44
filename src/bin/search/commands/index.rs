//! `search index`: builds the index or brings it up to date, and says what it did.

use std::path::Path;
use std::process::ExitCode;

use policy_search::{IndexOptions, Location, Report, Result, wire};

use crate::args::IndexArgs;
use crate::interrupt::Interrupt;
use crate::language::language;
use crate::progress::Bar;
use crate::screen;

pub(super) fn run(args: &IndexArgs) -> Result<ExitCode> {
    let interrupt = Interrupt::listen()?;
    let mut options = options(&args.corpus.corpus)
        .rebuild(args.rebuild)
        .dry_run(args.dry_run)
        .prune(args.prune)
        .threads(args.threads)
        .memory(args.memory)
        .shards(args.cluster.shards)
        .replicas(args.cluster.replicas)
        .patience(args.cluster.patience)
        .keep_junk(args.keep_junk)
        .convert(args.convert)
        .recognise(args.images.ocr)
        .languages(args.images.ocr_lang.clone())
        .stop(interrupt.flag());
    options.roots.clone_from(&args.roots);
    options.forget.clone_from(&args.forget);
    options.fields.clone_from(&args.fields);
    let location = args.place.location_to_build(&args.corpus.corpus)?;
    let dir = location.dir().filter(|_| args.place.index.is_none());
    if let Some(dir) = dir.filter(|dir| dir.is_absolute()) {
        eprintln!("{}", language().index_is(dir.display()));
    }
    let report = build(&location, &options)?;
    screen::print(|out| match args.json {
        true => wire::report_json(&report, args.dry_run, &language(), out),
        false => screen::plain().report(&report, args.dry_run, out),
    })?;
    Ok(report.interrupted.map_or(ExitCode::SUCCESS, |_| ExitCode::from(interrupt.code())))
}

/// An index that has no folders yet is made of `corpus`; dangerous files are read by this program,
/// started again.
pub(super) fn options(corpus: &Path) -> IndexOptions {
    let mut options = IndexOptions::default().fallback(corpus);
    options.reader = std::env::current_exe().ok();
    options
}

/// Runs with a bar.
pub(super) fn build(location: &Location, options: &IndexOptions) -> Result<Report> {
    let bar = Bar::new(options.stop.clone());
    let report = policy_search::index(location, options, &|progress| bar.show(progress));
    bar.clear();
    report
}
