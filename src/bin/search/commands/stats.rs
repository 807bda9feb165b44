//! `search stats`: what the index holds.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use policy_search::Result;
use policy_search::engine::Engine;
use policy_search::printer;

use crate::args::StatsArgs;

pub fn run(args: &StatsArgs) -> Result<ExitCode> {
    let stats = Engine::open(&args.place.location())?.stats()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    printer::stats(&stats, args.skipped, &mut out)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
