//! `search show`: one announcement whole.

use std::io::{self, Write};
use std::process::ExitCode;

use policy_search::printer::Showing;
use policy_search::{Engine, Query, Related, Result, Shown, wire};

use super::parameters::today;
use crate::args::ShowArgs;
use crate::screen;

pub(super) fn run(args: &ShowArgs) -> Result<ExitCode> {
    let engine = Engine::open(&args.place.location())?;
    let query = args.query.as_deref().map(|query| Query::parse(query, today(None))).transpose()?;
    let shown = wire::find(&engine, &args.name.join(" "), query.as_ref())?;
    let related = |one: Shown| Ok((engine.related(&one.record.id)?, one));
    let shown: Vec<(Related, Shown)> = shown.into_iter().map(related).collect::<Result<_>>()?;
    screen::print(|out| match args.json {
        true => {
            let shown = shown.iter().map(|(related, one)| (&one.record, related));
            wire::announcements_json(&shown.collect::<Vec<_>>(), out)
        }
        false => show(args, &shown, out),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the announcements one below the other.
fn show(args: &ShowArgs, shown: &[(Related, Shown)], out: &mut dyn Write) -> io::Result<()> {
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
        };
        terminal.show(&record.announcement, &record.place, related, showing, out)?;
    }
    Ok(())
}
