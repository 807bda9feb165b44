//! `/health`: whether the server answers, for those who watch it.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde::Serialize;

use super::super::problem::Problem;
use super::super::reply::{Media, Reply};
use super::super::visit::Visit;

/// How a server is.
#[derive(Serialize, schemars::JsonSchema)]
#[schemars(rename = "Health")]
pub(in super::super) struct Health {
    /// `ok`, or `no index` where there is none to answer from.
    status: &'static str,
    /// What tells the state of the index that answers from all others.
    generation: Option<String>,
    /// How many announcements it holds.
    announcements: Option<u64>,
    /// When this state was opened, in UTC.
    opened: Option<String>,
    /// How many seconds ago a run last changed anything in the index.
    index_age_s: Option<i64>,
    /// Why the index as it is now cannot be opened; the state before it answers meanwhile.
    last_error: Option<String>,
}

pub(in super::super) fn answer(visit: &Visit<'_>) -> Result<Reply, Problem> {
    let Visit { site, language, .. } = *visit;
    let opened = site.live.opened().ok();
    let told = |error: &crate::Error| Problem::of(error, site.is_local).detail(language);
    let age = |changed: Timestamp| (Timestamp::now() - changed).get_seconds();
    let health = Health {
        status: if opened.is_some() { "ok" } else { "no index" },
        generation: opened.as_ref().map(|opened| opened.generation().to_string()),
        announcements: opened.as_ref().map(|opened| opened.stats.announcements),
        opened: opened.as_ref().map(|opened| opened.at.to_string()),
        index_age_s: opened.as_ref().and_then(|opened| opened.stats.changed()).map(age),
        last_error: site.live.failure().as_deref().map(told),
    };
    let status = match opened {
        Some(_) => StatusCode::OK,
        None => StatusCode::SERVICE_UNAVAILABLE,
    };
    let object = serde_json::to_vec(&health).unwrap_or_default();
    Ok(Reply::of(Media::JSON, object).status(status))
}
