//! `search index`: builds the index or brings it up to date, and says what it did.

use std::process::ExitCode;

use policy_search::Result;
use policy_search::backend::Location;
use policy_search::engine::{self, IndexOptions, Report};

use crate::args::IndexArgs;
use crate::progress::Bar;
use crate::screen;

pub fn run(args: &IndexArgs) -> Result<ExitCode> {
    let options = IndexOptions {
        roots: args.roots.clone(),
        fallback: Some(args.corpus.corpus.clone()),
        rebuild: args.rebuild,
        dry_run: args.dry_run,
        prune: args.prune,
        threads: args.threads,
        memory: args.memory,
        fields: args.fields.clone(),
        keep_junk: args.keep_junk,
        reader: std::env::current_exe().ok(),
        convert: args.convert,
    };
    let report = build(&args.place.location(), &options)?;
    screen::print(|out| screen::plain().report(&report, args.dry_run, out))?;
    Ok(ExitCode::SUCCESS)
}

/// Runs with a bar.
pub fn build(location: &Location, options: &IndexOptions) -> Result<Report> {
    let bar = Bar::new();
    let report = engine::index(location, options, &|progress| bar.show(progress));
    bar.clear();
    report
}
