//! `/api/v1/stats`: the object of `search stats --json`.

use super::super::asked::Asked;
use super::super::problem::Problem;
use super::super::reply::{Media, Reply};
use crate::wire;

pub(in super::super) fn answer(asked: &Asked) -> Result<Reply, Problem> {
    let mut object = Vec::new();
    // The paths of this machine are for those who sit at it.
    let is_local = asked.site.is_local;
    let written = wire::stats_json(&asked.opened.stats, is_local, &asked.language, &mut object);
    written.map_err(|error| asked.failed(&error.into()))?;
    Ok(Reply::of(Media::JSON, object))
}
