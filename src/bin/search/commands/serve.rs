//! `search serve`: the page and the API.

use std::fs;
use std::net::SocketAddr;
use std::process::ExitCode;

use policy_search::engine::live::Live;
use policy_search::web::Server;
use policy_search::{Error, Location, OpenOptions, Result};

use super::outcome::option_error;
use crate::args::ServeArgs;
use crate::interrupt::Interrupt;
use crate::language::language;

/// The fewest characters of a token: fewer are guessed.
const SHORTEST_TOKEN: usize = 16;

pub(super) fn run(args: &ServeArgs) -> Result<ExitCode> {
    let token = token(args)?;
    let location = args.place.location_in_part(args.part)?;
    let live = Live::new(location.clone(), options(args));
    // What is wrong with the index is told here, and not to the first who asks.
    let opened = live.opened().map_err(|error| told(&error))?;
    let announcements = opened.stats.announcements;
    drop(opened);
    let interrupt = Interrupt::listen()?;
    let log = |line: &str| eprintln!("{line}");
    let server = Server {
        hosts: args.allow_host.clone(),
        base: args.base_path.clone().unwrap_or_default(),
        token,
        originals: !args.no_originals,
        log: args.verbose.then(|| Box::new(log) as _),
        faults: Some(Box::new(log)),
        stop: interrupt.flag(),
        ..Server::new(live, args.addr)
    };
    server.run(&mut |bound| ready(args, &location, bound, announcements))?;
    Ok(ExitCode::SUCCESS)
}

fn options(args: &ServeArgs) -> OpenOptions {
    let mut options = OpenOptions::default();
    options.synonyms.clone_from(&args.vocabulary.synonyms);
    options.dictionary.clone_from(&args.vocabulary.dictionary);
    options
}

/// An error of an index that cannot be opened, which others may be told as well.
fn told(error: &Error) -> Error {
    option_error(language().error(error))
}

/// The token of the file that is named; none where none is asked for.
fn token(args: &ServeArgs) -> Result<Option<String>> {
    let Some(file) = &args.token_file else {
        return match args.addr.ip().is_loopback() || args.no_token {
            true => Ok(None),
            false => Err(option_error(language().needs_token(args.addr.to_string()))),
        };
    };
    let text = fs::read_to_string(file).map_err(|error| Error::at(file, error))?;
    let token = text.trim();
    match token.chars().count() < SHORTEST_TOKEN {
        true => Err(option_error(language().short_token(file.display(), SHORTEST_TOKEN))),
        false => Ok(Some(token.to_string())),
    }
}

/// Tells where the server listens, and opens its page where that is asked for.
fn ready(args: &ServeArgs, location: &Location, bound: SocketAddr, announcements: u64) {
    let url = format!("http://{bound}{}/", args.base_path.as_deref().unwrap_or_default());
    if args.json {
        println!("{{\"url\":\"{url}\"}}");
    }
    eprintln!("{}", language().serves(location.to_string(), announcements, &url));
    if args.open
        && let Err(error) = super::open::open_in_its_program(&url)
    {
        eprintln!("{}", language().page_not_opened(error.to_string()));
    }
}
