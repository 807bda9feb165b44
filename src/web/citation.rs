//! `/cite/{id}`: the reference to one announcement, as a text or for a reference manager.

use axum::http::header::CONTENT_DISPOSITION;

use super::api::document::one;
use super::asked::Asked;
use super::attachment::attachment;
use super::problem::Problem;
use super::reply::{Media, Reply};
use crate::wire::{Citation, Cited};

/// A style by its name, the type of its files and what they end with; a text is shown and not saved.
type Style = (&'static str, Citation, Media, Option<&'static str>);

const STYLES: [Style; 6] = [
    ("gbt7714", Citation::Gbt7714, Media::TEXT, None),
    ("gbt7714-2015", Citation::Gbt7714Of2015, Media::TEXT, None),
    ("legal", Citation::Legal, Media::TEXT, None),
    ("bibtex", Citation::Bibtex, Media("application/x-bibtex; charset=utf-8"), Some("bib")),
    ("ris", Citation::Ris, Media("application/x-research-info-systems"), Some("ris")),
    ("csl-json", Citation::CslJson, Media("application/vnd.citationstyles.csl+json"), Some("json")),
];

pub(super) fn answer(asked: &Asked) -> Result<Reply, Problem> {
    let (_, citation, media, extension) = style(asked)?;
    let record = one(asked, asked.name(), None)?.record;
    let seen = asked.query.now(asked.today)?;
    let cited = Cited { id: &record.id, announcement: &record.announcement, seen };
    let reply = Reply::of(media, citation.of_all(&[cited]) + "\n");
    Ok(match extension {
        Some(extension) => {
            let name = format!("{}.{extension}", record.id);
            reply.with(CONTENT_DISPOSITION, &attachment(&name, &name))
        }
        None => reply,
    })
}

fn style(asked: &Asked) -> Result<Style, Problem> {
    let name = asked.query.get("style").unwrap_or(STYLES[0].0);
    let found = STYLES.into_iter().find(|style| style.0 == name);
    found.ok_or_else(|| Problem::value("style", name, &STYLES.map(|style| style.0).join(", ")))
}
