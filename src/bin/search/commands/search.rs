//! `search QUERY`: the default command.

use std::process::ExitCode;

use clap::CommandFactory;
use policy_search::wire::SearchParameters;
use policy_search::{Engine, Error, ErrorKind, Location, Result, SearchRequest, SearchResponse};

use super::asked::Asked;
use super::outcome::{found, option_error};
use super::{export, index, parameters, place};
use crate::args::{Args, Form, SearchArgs};
use crate::interrupt::Interrupt;
use crate::language::language;
use crate::last::LastSearch;
use crate::screen;

/// So many letters of a command may be wrong, missing or exchanged.
const MOST_SLIPS: usize = 1;

pub(super) fn run(args: &SearchArgs) -> Result<ExitCode> {
    if let Some(command) = near_command(&args.query) {
        eprintln!("{}", language().is_near_command(args.query.join(" "), command));
    }
    // Every search asks the registry, and reading its tables takes as long as opening the index.
    std::thread::spawn(policy_search::issuer::registry);
    let parameters = parameters(args, Asked::of(args)?)?;
    let request = parameters::request(&parameters, parameters::today(args.now))?;
    let form = args.export.form().map_err(unknown_extension)?;
    let (response, any) = answer(args, form, request)?;
    if let Some(why) = &response.unexplained {
        eprintln!("{}", language().cannot_explain(why));
    }
    Ok(found(any))
}

/// Writes the answer to a request, and says whether it has hits.
fn answer(args: &SearchArgs, form: Form, request: SearchRequest) -> Result<(SearchResponse, bool)> {
    let file = args.export.file();
    let is_all = matches!(form, Form::All(_)) || file.is_some();
    let usual = if is_all { usize::MAX } else { request.limit };
    let asked = args.limit.filter(|_| !(is_all && args.limit_is_default));
    let limit = asked.unwrap_or(usual);
    let request = request.limit(limit).files(form != Form::Screen || screen::links(&args.screen));
    let location = args.place.location_in_part(args.part)?;
    let engine = open(args, &location)?;
    if let Form::All(format) = form {
        let (response, exported) = export::hits(&engine, &request.texts(false), format, file)?;
        screen::plain().exported(&response, exported, file, &mut std::io::stderr())?;
        return Ok((response, exported.hits > 0));
    }
    let response = engine.search(&request)?;
    match form {
        Form::Json => export::json(&response, file)?,
        _ => show(args, &location, &response)?,
    }
    let any = !response.hits.is_empty();
    Ok((response, any))
}

/// Shows a page of hits, which can be named by their ranks from now on where it is on a terminal.
fn show(args: &SearchArgs, location: &Location, response: &SearchResponse) -> Result<()> {
    if screen::is_terminal() {
        LastSearch::remember(location, &response.hits);
    }
    let terminal = screen::terminal(&args.screen);
    Ok(screen::page(!args.no_pager, |out| terminal.response(response, out))?)
}

/// That the extension of a file does not say in what form it is to be written.
fn unknown_extension(extension: String) -> Error {
    option_error(language().unknown_extension(extension))
}

/// The command that the first word of a query is a slip for: `idnex corpus`.
fn near_command(query: &[String]) -> Option<String> {
    let typed = query.first().filter(|word| word.len() > MOST_SLIPS * 2)?;
    let commands = Args::command();
    let shown = commands.get_subcommands().filter(|command| !command.is_hide_set());
    let mut names = shown.map(clap::Command::get_name);
    let near = |name: &&str| (1..=MOST_SLIPS).contains(&strsim::damerau_levenshtein(typed, name));
    names.find(near).map(str::to_string)
}

fn parameters(args: &SearchArgs, Asked { query, like }: Asked) -> Result<SearchParameters> {
    Ok(SearchParameters {
        query,
        like,
        sort: args.sort,
        limit: args.limit,
        offset: Some(args.offset),
        facets: Some(args.facets),
        collapse: Some(!args.no_collapse),
        explain: Some(args.explain),
        expand: Some(!args.no_expand),
        strict: Some(args.strict),
        literal: Some(args.literal),
        ..parameters::filters(&args.filters)?
    })
}

/// Opens the index; builds the default one from the corpus where there is none yet.
fn open(args: &SearchArgs, location: &Location) -> Result<Engine> {
    let open = || place::open(location, &args.vocabulary);
    match open() {
        Err(error) if may_build(args, &error) => {
            let corpus = &args.corpus.corpus;
            let place = format!("./{location}");
            eprintln!("{}", language().builds_index(place, corpus.display()));
            let interrupt = Interrupt::listen()?;
            let options = index::options(corpus).stop(interrupt.flag());
            let report = index::build(location, &options)?;
            screen::plain().summary(&report, false, &mut std::io::stderr())?;
            if report.interrupted.is_some() {
                std::process::exit(interrupt.code().into());
            }
            open()
        }
        opened => opened,
    }
}

/// Whether a missing index may be built unasked: at the default place, from a corpus that is there.
fn may_build(args: &SearchArgs, error: &Error) -> bool {
    let missing = matches!(error.kind(), ErrorKind::NoIndex);
    missing && args.place.index.is_none() && args.corpus.corpus.is_dir()
}
