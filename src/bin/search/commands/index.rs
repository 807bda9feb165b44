//! `search index`: builds the index or brings it up to date, and says what it did.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use policy_search::Result;
use policy_search::backend::Location;
use policy_search::engine::{self, IndexOptions, Report};
use policy_search::printer;

use crate::args::IndexArgs;
use crate::progress::Bar;

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
    let mut out = BufWriter::new(std::io::stdout().lock());
    printer::report(&report, args.dry_run, &mut out)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Runs with a bar.
pub fn build(location: &Location, options: &IndexOptions) -> Result<Report> {
    let bar = Bar::new();
    let report = engine::index(location, options, &|progress| bar.show(progress));
    bar.clear();
    report
}
