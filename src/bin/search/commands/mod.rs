//! The commands: arguments → library → printer.

mod bench;
mod check;
mod eval;
mod extract;
mod index;
mod search;
mod show;
mod stats;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::CommandFactory;
use policy_search::backend::Location;
use policy_search::corpus::reader::worker;
use policy_search::engine::{Engine, OpenOptions};
use policy_search::{Error, Result};

use crate::args::{Args, Command, IndexPlace, VocabularyArgs};

/// The index where no flag or variable names one.
const DEFAULT_INDEX: &str = "index";

/// Exit code of a search without hits.
const NOTHING: u8 = 1;

/// Runs what the arguments ask for.
pub fn run(args: Args) -> Result<ExitCode> {
    match args.command {
        None => search::run(&args.search),
        Some(Command::Index(args)) => index::run(&args),
        Some(Command::Show(args)) => show::run(&args),
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
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "search", &mut script);
    print(&script)
}

fn man() -> Result<ExitCode> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut page)?;
    print(&page)
}

fn print(bytes: &[u8]) -> Result<ExitCode> {
    std::io::stdout().lock().write_all(bytes)?;
    Ok(ExitCode::SUCCESS)
}

impl IndexPlace {
    /// The folder asked for, or the default one.
    fn dir(&self) -> &Path {
        self.index.as_deref().unwrap_or(Path::new(DEFAULT_INDEX))
    }

    fn location(&self) -> Location {
        Location::Dir(PathBuf::from(self.dir()))
    }
}

/// Opens an index with a user's own files.
fn open_index(location: &Location, vocabulary: &VocabularyArgs) -> Result<Engine> {
    let VocabularyArgs { synonyms, dictionary } = vocabulary.clone();
    Engine::open_with(location, &OpenOptions { synonyms, dictionary })
}

/// The exit code that says whether something was found.
fn found(any: bool) -> ExitCode {
    if any { ExitCode::SUCCESS } else { ExitCode::from(NOTHING) }
}

/// An error about an option.
fn option_error(message: String) -> Error {
    policy_search::ErrorKind::Option(message).into()
}
