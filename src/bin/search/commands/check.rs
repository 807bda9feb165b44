//! `search check`: whether the index is intact, as its folders are, and finds what it holds.

use std::process::ExitCode;

use policy_search::engine::check::{CheckOptions, check};
use policy_search::{Result, wire};

use super::outcome::found;
use crate::args::CheckArgs;
use crate::language::language;
use crate::screen;

pub(super) fn run(args: &CheckArgs) -> Result<ExitCode> {
    let options = CheckOptions { recall: args.recall, terms: args.terms.clone(), seed: args.seed };
    let check = check(&args.place.location()?, &options)?;
    screen::print(|out| match args.json {
        true => wire::check_json(&check, &language(), out),
        false => screen::plain().check(&check, out),
    })?;
    Ok(found(check.is_well()))
}
