//! `search stats`: what the index holds.

use std::process::ExitCode;

use policy_search::{Engine, Result, wire};

use crate::args::StatsArgs;
use crate::language::language;
use crate::screen;

pub(super) fn run(args: &StatsArgs) -> Result<ExitCode> {
    let stats = Engine::open(&args.place.location()?)?.stats()?;
    screen::print(|out| match args.json {
        true => wire::stats_json(&stats, args.skipped, &language(), out),
        false => screen::plain().stats(&stats, args.skipped, out),
    })?;
    Ok(ExitCode::SUCCESS)
}
