//! The flags; help, completions and the man page are made from them.

mod bench;
mod check;
mod cite;
mod cluster;
mod eval;
mod export;
mod extract;
mod filters;
mod images;
mod index;
mod mapping;
mod place;
mod screen;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod show;
mod values;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;
use policy_search::Result;
use policy_search::corpus::reader::worker;

use crate::{config, language, refusal};

pub(crate) use self::bench::BenchArgs;
pub(crate) use self::check::{CheckArgs, StatsArgs};
pub(crate) use self::eval::EvalArgs;
pub(crate) use self::export::Form;
pub(crate) use self::extract::ExtractArgs;
pub(crate) use self::filters::FilterArgs;
pub(crate) use self::images::ImageArgs;
pub(crate) use self::index::IndexArgs;
pub(crate) use self::place::{IndexPlace, PartArgs, VocabularyArgs};
pub(crate) use self::screen::{AskedLanguage, Colour, ScreenArgs};
pub(crate) use self::search::SearchArgs;
#[cfg(feature = "serve")]
pub(crate) use self::serve::ServeArgs;
pub(crate) use self::show::{OpenArgs, ShowArgs};

/// Full-text search for Chinese policy announcements (政策公告, 公文)
///
/// `search QUERY` searches; with no index at the default place it first builds one from ./corpus.
#[derive(Parser, Debug)]
#[command(
    name = "search",
    version,
    args_conflicts_with_subcommands = true,
    arg_required_else_help = true
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub search: SearchArgs,
    /// Language of all output; if not given, that of LC_ALL, LC_MESSAGES or LANG
    #[arg(
        long,
        global = true,
        help_heading = "Output",
        value_enum,
        value_name = "LANGUAGE",
        env = "SEARCH_LANG",
        hide_env = true
    )]
    pub lang: Option<AskedLanguage>,
}

impl Args {
    /// Reads the command line, with the defaults of the user and of the index in the folder that the
    /// flags lead to, if they lead to one; prints help or what is wrong and ends where that is asked.
    ///
    /// # Errors
    /// When a file of defaults cannot be used.
    pub(crate) fn read(folder: impl Fn(&IndexPlace) -> Option<PathBuf>) -> Result<Self> {
        let typed = language::without(std::env::args_os()).into_iter().map(as_query);
        let typed: Vec<OsString> = typed.collect();
        let command = config::of_user(Self::command())?;
        let read = Self::parsed(command.clone(), &typed);
        match read.place().and_then(folder).filter(|folder| config::is_in(folder)) {
            Some(folder) => Ok(Self::parsed(config::with(command, &folder)?, &typed)),
            None => Ok(read),
        }
    }

    fn parsed(mut command: clap::Command, typed: &[OsString]) -> Self {
        let matches = command.try_get_matches_from_mut(typed);
        let read = matches.and_then(|matches| {
            let mut read = Self::from_arg_matches(&matches)?;
            read.search.limit_is_default = is_default(&matches, "limit");
            Ok(read)
        });
        read.unwrap_or_else(|error| refusal::end(&error, &mut command, typed))
    }

    /// Where the index is that the command asks or makes.
    fn place(&self) -> Option<&IndexPlace> {
        match &self.command {
            None => Some(&self.search.place),
            Some(Command::Index(args)) => Some(&args.place),
            Some(Command::Show(args)) => Some(&args.place),
            Some(Command::Open(args)) => Some(&args.place),
            #[cfg(feature = "serve")]
            Some(Command::Serve(args)) => Some(&args.place),
            Some(Command::Extract(args)) => Some(&args.place),
            Some(Command::Stats(args)) => Some(&args.place),
            Some(Command::Check(args)) => Some(&args.place),
            Some(Command::Eval(args)) => Some(&args.place),
            Some(Command::Bench(args)) => Some(&args.place),
            Some(Command::Completions { .. } | Command::Man | Command::Read) => None,
        }
    }
}

/// Whether the value of a flag is the default of a file.
fn is_default(matches: &ArgMatches, flag: &str) -> bool {
    matches.value_source(flag) == Some(ValueSource::DefaultValue)
}

/// An argument such as `-草案` leaves a word out and is no flag: flags are ASCII. The wide dash says
/// the same in a query and nothing to the parser of flags.
fn as_query(argument: OsString) -> OsString {
    let text = argument.to_str().and_then(|text| text.strip_prefix('-'));
    match text.filter(|text| text.starts_with(|c: char| !c.is_ascii() || c == '"')) {
        Some(text) => format!("－{text}").into(),
        None => argument,
    }
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Build the index, or bring it up to date with its folders
    Index(IndexArgs),
    /// Show an announcement in full
    Show(ShowArgs),
    /// Open the original file of an announcement
    Open(OpenArgs),
    /// Serve a page for browsers and an API for programs
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    /// Show what is read from a file: format, text, metadata and their sources
    Extract(ExtractArgs),
    /// Summarise what the index holds
    Stats(StatsArgs),
    /// Check that the index is intact, matches its folders and finds what it holds
    Check(CheckArgs),
    /// Measure the ranking against TREC topics and judgements, or compare two runs
    Eval(Box<EvalArgs>),
    /// Measure response times by class of query
    Bench(Box<BenchArgs>),
    /// Print shell completions
    Completions {
        /// Shell to write for
        shell: Shell,
    },
    /// Print the manual page
    Man,
    /// Read files for another process of this program
    #[command(name = worker::ARGUMENT, hide = true)]
    Read,
}

#[cfg(test)]
mod tests;
