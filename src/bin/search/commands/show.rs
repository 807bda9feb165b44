//! `search show`: one announcement whole.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use policy_search::printer::{Citation, Cited, Showing};
use policy_search::{Engine, Excerpt, Id, Query, Related, Result, Shown, wire};

use super::named::Named;
use super::parameters::today;
use crate::args::ShowArgs;
use crate::screen;

pub(super) fn run(args: &ShowArgs) -> Result<ExitCode> {
    let named = Named::of(&args.place, &args.name)?;
    let engine = &named.engine;
    let query = args.query.as_deref().map(|query| Query::parse(query, today(None))).transpose()?;
    let mut shown = named.find(query.as_ref(), today(args.now))?;
    if args.whole {
        shown.iter_mut().for_each(|one| one.excerpts.clear());
    }
    if let Some(style) = args.cite {
        return cite(style.into(), &shown, args);
    }
    let related = |one: Shown| Ok((engine.related(&one.record.id)?, one));
    let shown: Vec<(Related, Shown)> = shown.into_iter().map(related).collect::<Result<_>>()?;
    if args.json {
        screen::print(|out| wire::announcements_json(&shown, out))?;
        return Ok(ExitCode::SUCCESS);
    }
    let starts = starts(engine, &shown)?;
    let files = files(engine, &shown, args)?;
    screen::page(!args.no_pager, |out| show(args, (&shown, &files), &starts, out))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a reference to each announcement.
fn cite(style: Citation, shown: &[Shown], args: &ShowArgs) -> Result<ExitCode> {
    let seen = today(args.now);
    let records = shown.iter().map(|one| &one.record);
    let cited = records.map(|record| {
        let announcement = &record.announcement;
        Cited { id: &record.id, announcement, seen }
    });
    let cited: Vec<_> = cited.collect();
    screen::print(|out| writeln!(out, "{}", style.of_all(&cited)))?;
    Ok(ExitCode::SUCCESS)
}

/// How much of each id that is shown tells it from all others.
fn starts(engine: &Engine, shown: &[(Related, Shown)]) -> Result<Vec<(Id, usize)>> {
    let links = |(related, one): &'_ (Related, Shown)| {
        let of_articles = one.excerpts.iter().flat_map(Excerpt::links);
        let linked = related.links().chain(of_articles);
        linked.filter_map(|link| link.id.clone()).collect::<Vec<_>>()
    };
    let linked = shown.iter().flat_map(links);
    let ids: Vec<Id> = shown.iter().map(|(_, one)| one.record.id.clone()).chain(linked).collect();
    let digits = engine.starts(&ids)?;
    Ok(ids.into_iter().zip(digits).collect())
}

/// The files of the announcements, where paths are links.
fn files(
    engine: &Engine,
    shown: &[(Related, Shown)],
    args: &ShowArgs,
) -> Result<Vec<Option<PathBuf>>> {
    let file = |(_, one): &(Related, Shown)| match screen::links(&args.screen) {
        true => engine.original(&one.record.place),
        false => Ok(None),
    };
    shown.iter().map(file).collect()
}

/// Writes the announcements one below the other.
fn show(
    args: &ShowArgs,
    (shown, files): (&[(Related, Shown)], &[Option<PathBuf>]),
    starts: &[(Id, usize)],
    out: &mut dyn Write,
) -> io::Result<()> {
    let terminal = screen::terminal(&args.screen);
    for (index, (related, one)) in shown.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let record = &one.record;
        let showing = Showing {
            highlights: &one.highlights,
            provenance: args.provenance,
            added: Some(record.added),
            starts,
            excerpts: &one.excerpts,
            file: files[index].as_deref(),
        };
        terminal.show(&record.announcement, &record.place, related, showing, out)?;
    }
    Ok(())
}
