//! `search check`: whether the index is intact, as its folders are, and finds what it holds.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use policy_search::Result;
use policy_search::engine::check::{CheckOptions, check};
use policy_search::printer;

use super::found;
use crate::args::CheckArgs;
use crate::screen;

pub fn run(args: &CheckArgs) -> Result<ExitCode> {
    let options = CheckOptions { recall: args.recall, terms: args.terms.clone(), seed: args.seed };
    let check = check(&args.place.location(), &options)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.json {
        printer::check_json(&check, &mut out)?;
    } else {
        printer::check(&check, screen::columns(), &mut out)?;
    }
    out.flush()?;
    Ok(found(check.is_well()))
}
