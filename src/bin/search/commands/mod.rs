//! The commands: arguments → library → wire or printer.

mod access;
mod asked;
mod bench;
mod check;
mod eval;
mod export;
mod extract;
mod index;
mod named;
mod open;
mod outcome;
pub(crate) mod parameters;
mod place;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod show;
mod stats;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::CommandFactory;
use policy_search::Result;
use policy_search::corpus::reader::worker;
use policy_search::printer::Language;

use crate::args::{Args, Command, IndexPlace};
use crate::help::{self, Extent};
use crate::language::language;

/// The folder of the index that flags lead to, if it is in one.
pub(crate) fn index_folder(place: &IndexPlace) -> Option<PathBuf> {
    place.folder()
}

/// Runs what the arguments ask for.
pub(crate) fn run(args: Args) -> Result<ExitCode> {
    match args.command {
        None => search::run(&args.search),
        Some(Command::Index(args)) => index::run(&args),
        Some(Command::Show(args)) => show::run(&args),
        Some(Command::Open(args)) => open::run(&args),
        #[cfg(feature = "serve")]
        Some(Command::Serve(args)) => serve::run(&args),
        Some(Command::Extract(args)) => extract::run(&args),
        Some(Command::Stats(args)) => stats::run(&args),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Eval(args)) => eval::run(&args),
        Some(Command::Bench(args)) => bench::run(&args),
        Some(Command::Completions { shell }) => completions(shell),
        Some(Command::Man) => man(),
        Some(Command::Read) => Ok(worker::serve().map(|()| ExitCode::SUCCESS)?),
    }
}

fn completions(shell: clap_complete::Shell) -> Result<ExitCode> {
    let mut command = match language() {
        Language::Chinese => help::in_chinese(Args::command()),
        _ => Args::command(),
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "search", &mut script);
    print(&script)
}

fn man() -> Result<ExitCode> {
    let mut command = Args::command();
    command.build();
    let extent = Extent { language: language(), at_length: true };
    print(help::man(&command, extent).as_bytes())
}

fn print(bytes: &[u8]) -> Result<ExitCode> {
    std::io::stdout().lock().write_all(bytes)?;
    Ok(ExitCode::SUCCESS)
}
