//! `search show`: one announcement whole.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use policy_search::announcement::{DocNumber, Id};
use policy_search::backend::Lookup;
use policy_search::engine::{Engine, Shown};
use policy_search::printer::Showing;
use policy_search::query::Query;
use policy_search::wire;
use policy_search::{ErrorKind, Result};

use crate::args::ShowArgs;
use crate::screen;

/// How many digits an id has.
const ID_DIGITS: usize = 12;

pub fn run(args: &ShowArgs) -> Result<ExitCode> {
    let engine = Engine::open(&args.place.location())?;
    let name = args.name.join(" ");
    let now = jiff::Zoned::now().date();
    let query = args.query.as_deref().map(|query| Query::parse(query, now)).transpose()?;
    let shown = find(&engine, &name, query.as_ref())?;
    let related = shown.iter().map(|one| engine.related(&one.record.id));
    let related = related.collect::<Result<Vec<_>>>()?;
    if args.json {
        let shown = shown.iter().zip(&related).map(|(one, related)| (&one.record, related));
        wire::announcements_json(&shown.collect::<Vec<_>>(), &mut std::io::stdout().lock())?;
        return Ok(ExitCode::SUCCESS);
    }
    let terminal = screen::terminal(&args.screen);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (index, (one, related)) in shown.iter().zip(&related).enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let record = &one.record;
        let showing = Showing { highlights: &one.highlights, provenance: args.provenance };
        terminal.show(&record.announcement, &record.place, related, showing, &mut out)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn find(engine: &Engine, name: &str, query: Option<&Query>) -> Result<Vec<Shown>> {
    let lookups = [id(name).map(Lookup::Id), DocNumber::parse(name).map(Lookup::Number)];
    for lookup in lookups.into_iter().flatten() {
        let shown = engine.get(&lookup, query)?;
        if !shown.is_empty() {
            return Ok(shown);
        }
    }
    Err(ErrorKind::Unknown(name.to_string()).into())
}

fn id(name: &str) -> Option<Id> {
    let digits = name.trim().to_lowercase();
    let is_id = digits.len() == ID_DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then(|| Id::from(digits))
}
