//! `/openapi.json`: the description of the API.

use super::super::problem::Problem;
use super::super::reply::{Media, Reply};
use super::super::visit::Visit;

pub(in super::super) fn answer(visit: &Visit<'_>) -> Result<Reply, Problem> {
    Ok(Reply::of(Media::JSON, visit.site.description.as_bytes()))
}
