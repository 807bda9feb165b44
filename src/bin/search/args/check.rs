//! The flags of `search stats` and `search check`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueHint};

use policy_search::wire;

use super::place::IndexPlace;

#[derive(ClapArgs, Debug)]
pub(crate) struct StatsArgs {
    /// Name every file that is not in the index, and why, and what was wrong with parts of others
    #[arg(long)]
    pub skipped: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub place: IndexPlace,
}

#[derive(ClapArgs, Debug)]
pub(crate) struct CheckArgs {
    /// Also ask for N random strings of the texts (10,000 if not given), all names of bodies and 200 terms
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "10000", value_parser = wire::count)]
    pub recall: Option<usize>,
    /// Ask for the terms of this file, one a line, instead of the 200
    #[arg(long, value_name = "FILE", requires = "recall", value_hint = ValueHint::FilePath)]
    pub terms: Option<PathBuf>,
    /// Which random strings: the same number asks for the same ones
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub place: IndexPlace,
}
