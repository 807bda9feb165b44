//! One hit as data. JSON and tables write these values, so that no two outputs differ about a hit.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use jiff::civil::Date;
use serde::Serialize;

use super::cite::{Citation, Cited};
use super::object;
use crate::issuer::registry;
use crate::response;

/// One hit.
#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serve", schemars(rename = "Hit"))]
pub(crate) struct Row<'a> {
    pub(crate) rank: usize,
    pub(crate) score: f64,
    pub(crate) rung: &'static str,
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) title_highlights: Vec<[usize; 2]>,
    pub(crate) issuers: Vec<Issuer<'a>>,
    pub(crate) level: Option<&'static str>,
    pub(crate) region: Option<&'a str>,
    pub(crate) province: Option<&'static str>,
    pub(crate) city: Option<&'static str>,
    pub(crate) number: Option<String>,
    pub(crate) written: Option<String>,
    pub(crate) written_inferred: Option<bool>,
    pub(crate) published: Option<String>,
    pub(crate) added: String,
    pub(crate) kind: Option<&'static str>,
    pub(crate) validity: Option<&'static str>,
    pub(crate) validity_by: Option<Link<'a>>,
    pub(crate) newer: Option<Link<'a>>,
    pub(crate) recognised: Option<u8>,
    pub(crate) source: Option<&'a str>,
    pub(crate) path: &'a str,
    pub(crate) part: Option<&'a str>,
    pub(crate) file: Option<Cow<'a, str>>,
    pub(crate) url: Option<&'a str>,
    pub(crate) citation: String,
    pub(crate) snippet: Snippet<'a>,
    pub(crate) copies: Vec<Copied<'a>>,
    pub(crate) explanation: Option<Vec<Factor<'a>>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serve", schemars(rename = "HitIssuer"))]
pub(crate) struct Issuer<'a> {
    pub(crate) name: &'a str,
    pub(crate) level: Option<&'static str>,
    pub(crate) region: Option<&'a str>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub(crate) struct Snippet<'a> {
    pub(crate) text: &'a str,
    pub(crate) highlights: Vec<[usize; 2]>,
    pub(crate) paragraphs: Option<[usize; 2]>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub(crate) struct Copied<'a> {
    pub(crate) id: &'a str,
    pub(crate) path: &'a str,
    pub(crate) part: Option<&'a str>,
    pub(crate) source: Option<&'a str>,
    pub(crate) url: Option<&'a str>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub(crate) struct Factor<'a> {
    pub(crate) name: &'static str,
    pub(crate) value: f64,
    pub(crate) from: &'a str,
}

/// A document that another is related to.
#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub(crate) struct Link<'a> {
    id: Option<&'a str>,
    path: Option<&'a str>,
    part: Option<&'a str>,
    title: Option<&'a str>,
    number: Option<String>,
    pub(crate) date: Option<String>,
    /// Its name in a single cell.
    #[serde(skip)]
    pub(crate) name: String,
}

/// Writes a hit as one JSON object on one line, with the fields that it has in
/// [`response_json`](super::response_json). `seen` is the day on which its page is cited as seen.
///
/// Fails only when `out` does.
pub fn hit_json(hit: &response::Hit, seen: Date, out: &mut dyn Write) -> io::Result<()> {
    object::write(&Row::new(hit, seen), out)
}

impl<'a> Row<'a> {
    /// The values of a hit whose page is cited as seen on the day `seen`.
    pub(crate) fn new(hit: &'a response::Hit, seen: Date) -> Self {
        let a = &hit.announcement;
        let force = hit.force();
        let region = a.region.as_deref().or(a.issuers.first().and_then(|i| i.region.as_deref()));
        let (province, city) =
            region.map_or((None, None), |region| registry().province_and_city(region));
        Self {
            rank: hit.rank,
            score: rounded(hit.score),
            rung: hit.rung.name(),
            id: hit.id.as_str(),
            title: &a.title,
            title_highlights: in_characters(&a.title, &hit.title_highlights),
            issuers: a.issuers.iter().map(Issuer::from).collect(),
            level: a.level().map(|level| level.name()),
            region: a.region.as_deref(),
            province,
            city,
            number: a.number.as_ref().map(ToString::to_string),
            written: a.written.map(|written| written.to_string()),
            written_inferred: a.written.map(|written| written.inferred),
            published: a.published.map(|published| published.to_string()),
            added: hit.added.to_string(),
            kind: a.kind.map(|kind| kind.name()),
            validity: force.map(|force| force.validity.name()),
            validity_by: force.and_then(|force| force.by).map(Link::from),
            newer: hit.newer.as_ref().map(Link::from),
            recognised: a.recognised,
            source: a.source.as_deref(),
            path: &hit.place.path,
            part: hit.place.part.as_deref(),
            file: hit.file.as_ref().map(|file| file.to_string_lossy()),
            url: a.url.as_deref(),
            citation: Citation::Gbt7714.of(&Cited { id: &hit.id, announcement: a, seen }),
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
        let Range { start, end } = snippet.paragraphs;
        Self {
            text: &snippet.text,
            highlights: in_characters(&snippet.text, &snippet.highlights),
            paragraphs: (start < end).then_some([start, end]),
        }
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
