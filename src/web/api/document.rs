//! `/api/v1/documents`: the object of `search show --json`.

use super::super::asked::Asked;
use super::super::problem::Problem;
use super::super::reply::{Media, Reply};
use crate::backend::Lookup;
use crate::engine::Shown;
use crate::error::{Error, ErrorKind};
use crate::query::Query;
use crate::response::Related;
use crate::wire;

/// The announcement of an id.
pub(in super::super) fn of_id(asked: &Asked) -> Result<Reply, Problem> {
    let query = query(asked)?;
    object(asked, vec![one(asked, asked.name(), query.as_ref())?])
}

/// The announcement of this id, or of the id that begins with it.
///
/// # Errors
/// When there is none, or there are several.
pub(in super::super) fn one(
    asked: &Asked,
    id: &str,
    query: Option<&Query>,
) -> Result<Shown, Problem> {
    let is_id = |lookup: &Lookup| matches!(lookup, Lookup::Id(_) | Lookup::Start(_));
    let lookup = wire::lookups(id).into_iter().find(is_id);
    let found = lookup.map(|lookup| asked.engine().get(&lookup, query)).transpose();
    let found = found.map_err(|error| failed(asked, id, &error))?;
    found.into_iter().flatten().next().ok_or_else(|| Problem::no_announcement(id))
}

/// The announcements of a name.
pub(in super::super) fn named(asked: &Asked) -> Result<Reply, Problem> {
    let given = asked.query.get("name").or(asked.query.get("number"));
    let Some(name) = given else {
        return Err(Problem::missing("name", "民法典第三条"));
    };
    let query = query(asked)?;
    object(asked, find(asked, name, query.as_ref())?)
}

/// An article of a statute.
pub(in super::super) fn article(asked: &Asked) -> Result<Reply, Problem> {
    let name = asked.path.concat();
    let mut shown = find(asked, &name, None)?;
    shown.retain(|one| !one.excerpts.is_empty());
    if shown.is_empty() { Err(Problem::no_announcement(&name)) } else { object(asked, shown) }
}

/// The announcements that `name` stands for.
///
/// # Errors
/// When it stands for none.
pub(in super::super) fn find(
    asked: &Asked,
    name: &str,
    query: Option<&Query>,
) -> Result<Vec<Shown>, Problem> {
    let now = asked.query.now(asked.today)?;
    let found = wire::find(asked.engine(), name, query, now);
    found.map_err(|error| failed(asked, name, &error))
}

fn failed(asked: &Asked, name: &str, error: &Error) -> Problem {
    match error.kind() {
        ErrorKind::Unknown(_) => Problem::no_announcement(name),
        _ => asked.failed(error),
    }
}

/// The query whose words are marked, if there is one.
pub(in super::super) fn query(asked: &Asked) -> Result<Option<Query>, Problem> {
    let now = asked.query.now(asked.today)?;
    let read = asked.query.get("q").map(|text| Query::parse(text, now)).transpose();
    read.map_err(|error| Problem::query(&error))
}

fn object(asked: &Asked, shown: Vec<Shown>) -> Result<Reply, Problem> {
    let related = |one: Shown| Ok((asked.engine().related(&one.record.id)?, one));
    let shown: Result<Vec<(Related, Shown)>, Error> = shown.into_iter().map(related).collect();
    let shown = shown.map_err(|error| asked.failed(&error))?;
    let mut object = Vec::new();
    let written = wire::announcements_json(&shown, &mut object);
    written.map_err(|error| asked.failed(&error.into()))?;
    Ok(Reply::of(Media::JSON, object))
}
