//! `search stats`: what the index holds.

use std::process::ExitCode;

use policy_search::{Engine, Result};

use crate::args::StatsArgs;
use crate::screen;

pub(super) fn run(args: &StatsArgs) -> Result<ExitCode> {
    let stats = Engine::open(&args.place.location())?.stats()?;
    screen::print(|out| screen::plain().stats(&stats, args.skipped, out))?;
    Ok(ExitCode::SUCCESS)
}
