//! One hit as data. JSON and CSV both write these values, so that no two outputs differ about a hit.

use std::ops::Range;

use serde::Serialize;

use crate::response;

/// One hit.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    pub(super) rank: usize,
    pub(super) score: f64,
    pub(super) rung: &'static str,
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) issuers: Vec<Issuer<'a>>,
    pub(super) level: Option<&'static str>,
    pub(super) region: Option<&'a str>,
    pub(super) number: Option<String>,
    pub(super) written: Option<String>,
    pub(super) written_inferred: Option<bool>,
    pub(super) published: Option<String>,
    pub(super) kind: Option<&'static str>,
    pub(super) validity: Option<&'static str>,
    pub(super) validity_by: Option<Link<'a>>,
    pub(super) source: Option<&'a str>,
    pub(super) path: &'a str,
    pub(super) part: Option<&'a str>,
    pub(super) url: Option<&'a str>,
    pub(super) snippet: Snippet<'a>,
    pub(super) copies: Vec<Copied<'a>>,
    pub(super) explanation: Option<Vec<Factor<'a>>>,
}

#[derive(Serialize)]
pub(super) struct Issuer<'a> {
    pub(super) name: &'a str,
    pub(super) level: Option<&'static str>,
    pub(super) region: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Snippet<'a> {
    pub(super) text: &'a str,
    pub(super) highlights: Vec<[usize; 2]>,
}

#[derive(Serialize)]
pub(super) struct Copied<'a> {
    pub(super) id: &'a str,
    pub(super) path: &'a str,
    pub(super) part: Option<&'a str>,
    pub(super) source: Option<&'a str>,
    pub(super) url: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Factor<'a> {
    pub(super) name: &'static str,
    pub(super) value: f64,
    pub(super) from: &'a str,
}

/// A document that another is related to.
#[derive(Serialize)]
pub(super) struct Link<'a> {
    id: Option<&'a str>,
    path: Option<&'a str>,
    part: Option<&'a str>,
    title: Option<&'a str>,
    number: Option<String>,
    date: Option<String>,
    /// Its name in a single cell.
    #[serde(skip)]
    pub(super) name: String,
}

impl<'a> From<&'a response::Hit> for Row<'a> {
    fn from(hit: &'a response::Hit) -> Self {
        let (a, force) = (&hit.announcement, hit.force());
        Self {
            rank: hit.rank,
            score: rounded(hit.score),
            rung: hit.rung.name(),
            id: hit.id.as_str(),
            title: &a.title,
            issuers: a.issuers.iter().map(Issuer::from).collect(),
            level: a.level().map(|level| level.name()),
            region: a.region.as_deref(),
            number: a.number.as_ref().map(ToString::to_string),
            written: a.written.map(|written| written.to_string()),
            written_inferred: a.written.map(|written| written.inferred),
            published: a.published.map(|published| published.to_string()),
            kind: a.kind.map(|kind| kind.name()),
            validity: force.map(|force| force.validity.name()),
            validity_by: force.and_then(|force| force.by).map(Link::from),
            source: a.source.as_deref(),
            path: &hit.place.path,
            part: hit.place.part.as_deref(),
            url: a.url.as_deref(),
            snippet: Snippet::from(&hit.snippet),
            copies: hit.copies.iter().map(Copied::from).collect(),
            explanation: hit.explanation.as_ref().map(factors),
        }
    }
}

impl<'a> From<&'a crate::announcement::Issuer> for Issuer<'a> {
    fn from(issuer: &'a crate::announcement::Issuer) -> Self {
        let level = issuer.level.map(|level| level.name());
        Self { name: &issuer.name, level, region: issuer.region.as_deref() }
    }
}

impl<'a> From<&'a response::Link> for Link<'a> {
    fn from(link: &'a response::Link) -> Self {
        Self {
            id: link.id.as_ref().map(|id| id.as_str()),
            path: link.place.as_ref().map(|place| place.path.as_str()),
            part: link.place.as_ref().and_then(|place| place.part.as_deref()),
            title: link.title.as_deref(),
            number: link.number.as_ref().map(ToString::to_string),
            date: link.date.map(|date| date.to_string()),
            name: link.name(),
        }
    }
}

impl<'a> From<&'a response::Snippet> for Snippet<'a> {
    fn from(snippet: &'a response::Snippet) -> Self {
        Self { text: &snippet.text, highlights: in_characters(&snippet.text, &snippet.highlights) }
    }
}

impl<'a> From<&'a response::Copied> for Copied<'a> {
    fn from(copy: &'a response::Copied) -> Self {
        Self {
            id: copy.id.as_str(),
            path: &copy.place.path,
            part: copy.place.part.as_deref(),
            source: copy.source.as_deref(),
            url: copy.url.as_deref(),
        }
    }
}

fn factors(explanation: &response::Explanation) -> Vec<Factor<'_>> {
    let factors = explanation.factors.iter();
    factors.map(|f| Factor { name: f.name, value: rounded(f.value), from: &f.from }).collect()
}

/// `value` to six significant digits, as many as a single-precision number has.
fn rounded(value: f32) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(f64::from(value))
}

/// Ranges of bytes as ranges of characters; an end inside a character counts as before it.
fn in_characters(text: &str, ranges: &[Range<usize>]) -> Vec<[usize; 2]> {
    let characters = |byte: usize| text[..text.floor_char_boundary(byte)].chars().count();
    ranges.iter().map(|range| [characters(range.start), characters(range.end)]).collect()
}
