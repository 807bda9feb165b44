//! `search QUERY`: the default command.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use jiff::civil::Date;
use policy_search::engine::{Engine, IndexOptions};
use policy_search::printer;
use policy_search::query::{DateRange, Query};
use policy_search::request::{Filters, SearchRequest};
use policy_search::response::SearchResponse;
use policy_search::wire;
use policy_search::{Error, ErrorKind, Result};

use super::{found, open_index, option_error};
use crate::args::{FilterArgs, SearchArgs};
use crate::screen;

pub fn run(args: &SearchArgs) -> Result<ExitCode> {
    let now = args.now.unwrap_or_else(|| jiff::Zoned::now().date());
    let request = request(args, now)?;
    let response = open(args)?.search(&request)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    print(args, &response, &mut out)?;
    out.flush()?;
    if let Some(why) = &response.unexplained {
        eprintln!("warning: cannot explain why nothing was found: {why}");
    }
    Ok(found(!response.hits.is_empty()))
}

fn request(args: &SearchArgs, now: Date) -> Result<SearchRequest> {
    let query = Query::parse(&args.query.join(" "), now)?;
    Ok(SearchRequest {
        filters: filters(&args.filters, now)?,
        order: args.sort.into(),
        limit: args.limit,
        offset: args.offset,
        facets: args.facets,
        collapse: !args.no_collapse,
        explain: args.explain,
        expand: !args.no_expand,
        ..SearchRequest::new(query, now)
    })
}

/// The filters that the flags name.
pub(super) fn filters(args: &FilterArgs, now: Date) -> Result<Filters> {
    Ok(Filters {
        dates: dates(args, now)?,
        issuers: args.issuer.clone(),
        levels: args.level.clone(),
        kinds: args.kind.clone(),
        regions: args.region.clone(),
        validities: args.validity.clone(),
        number: args.number.clone(),
        title_only: args.title_only,
    })
}

/// The range from the first day of `--from` to the last day of `--to`.
fn dates(args: &FilterArgs, now: Date) -> Result<Option<DateRange>> {
    let read = |flag: &str, text: &Option<String>| -> Result<Option<DateRange>> {
        let Some(text) = text else { return Ok(None) };
        let range = DateRange::parse(text, now);
        let wrong =
            || option_error(format!("{flag} {text} is no date: write 2025, 2025-01 or 2025-01-15"));
        range.map(Some).ok_or_else(wrong)
    };
    let from = read("--from", &args.from)?.and_then(|range| range.from);
    let to = read("--to", &args.to)?.and_then(|range| range.to);
    Ok((from.is_some() || to.is_some()).then_some(DateRange { from, to }))
}

/// Opens the index; builds the default one from the corpus where there is none yet.
fn open(args: &SearchArgs) -> Result<Engine> {
    let location = args.place.location();
    let open = || open_index(&location, &args.vocabulary);
    match open() {
        Err(error) if may_build(args, &error) => {
            let (index, corpus) = (args.place.dir().display(), &args.corpus.corpus);
            eprintln!("no index at ./{index} yet: building it from {}", corpus.display());
            let options = IndexOptions {
                fallback: Some(corpus.clone()),
                reader: std::env::current_exe().ok(),
                ..IndexOptions::default()
            };
            let report = super::index::build(&location, &options)?;
            screen::plain().summary(&report, false, &mut std::io::stderr())?;
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

fn print(args: &SearchArgs, response: &SearchResponse, out: &mut impl Write) -> Result<()> {
    if args.json {
        wire::response_json(response, out)?;
    } else if args.csv {
        printer::csv(response, out)?;
    } else {
        screen::terminal(&args.screen).response(response, out)?;
    }
    Ok(())
}
