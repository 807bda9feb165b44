//! The filters of a search, one by one, each with the search without it.

use super::super::query_string::QueryString;
use super::frame::Frame;
use crate::announcement::{Kind, Level, Listed, Validity};
use crate::printer::{FacetOf, Language};
use crate::response::FacetCount;

/// A filter in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Chip {
    /// What it filters by; empty where its value says it.
    pub(super) name: String,
    pub(super) value: String,
    /// The search without it.
    pub(in super::super) without: QueryString,
}

/// The filters in use, in the order of addresses; `like` is the title of what hits are to be like.
pub(in super::super) fn chips(frame: &Frame<'_>, like: Option<&str>) -> Vec<Chip> {
    let (query, say) = (&frame.query, frame.language);
    let mut chips = Vec::new();
    chips.extend(dates(query, say));
    for (name, value) in query.filters().filter(|(name, _)| !["from", "to"].contains(name)) {
        let (label, shown) = worded(say, name, value, like);
        let chip = |without| Chip { name: label, value: shown, without };
        match name {
            _ if !query.is_on(name) && is_switch(name) => (),
            "issuer" | "level" | "kind" | "region" | "validity" => {
                chips.push(chip(query.without_value(name, value)));
            }
            _ => chips.push(chip(query.without(name))),
        }
    }
    chips
}

/// The search without any filter.
pub(in super::super) fn unfiltered(query: &QueryString) -> QueryString {
    let names: Vec<&str> = query.filters().map(|(name, _)| name).collect();
    names.into_iter().fold(query.clone(), |query, name| query.without(name))
}

fn is_switch(name: &str) -> bool {
    ["undated", "title-only", "strict", "literal", "no-collapse", "no-expand"].contains(&name)
}

/// The range of dates.
fn dates(query: &QueryString, say: Language) -> Option<Chip> {
    let (name, value) = match (query.get("from"), query.get("to")) {
        (Some(from), Some(to)) if from == to => (say.of_date(), from.to_string()),
        (Some(from), Some(to)) => (say.of_date(), say.range_between(from, to)),
        (Some(from), None) => (say.of_date(), say.starting_on(from)),
        (None, Some(to)) => (say.of_date(), say.ending_on(to)),
        (None, None) => return None,
    };
    Some(Chip { name, value, without: query.without("from").without("to") })
}

/// The words of a filter: what it filters by, and its value.
fn worded(say: Language, name: &str, value: &str, like: Option<&str>) -> (String, String) {
    let own = |name: String| (name, value.to_string());
    let alone = |said: String| (String::new(), said);
    match name {
        "issuer" => own(say.of_issuer()),
        "level" => (say.of_level(), level(say, value)),
        "kind" => (say.of_kind(), kind(say, value)),
        "region" => own(say.of_region()),
        "validity" => (say.of_validity(), validity(say, value)),
        "number" => own(say.of_number()),
        "since" if value == "last" => (say.of_since(), say.latest_run()),
        "since" => (say.of_since(), say.since_day(value)),
        "like" => (say.of_like(), like.unwrap_or(value).to_string()),
        "undated" => alone(say.with_undated()),
        "title-only" => alone(say.only_titles()),
        "strict" => alone(say.only_strict()),
        "literal" => alone(say.words_as_typed()),
        "no-collapse" => alone(say.each_copy()),
        "no-expand" => alone(say.no_synonyms()),
        _ => own(name.to_string()),
    }
}

fn level(say: Language, value: &str) -> String {
    Level::named(value).map_or(value.to_string(), |level| say.level(level).to_string())
}

fn kind(say: Language, value: &str) -> String {
    Kind::named(value).map_or(value.to_string(), |kind| say.document_kind(kind).to_string())
}

/// The word of a filter by validity: in force is what is not known to be anything else.
pub(super) fn validity(say: Language, value: &str) -> String {
    match Validity::named(value) {
        Ok(Validity::InForce) => say.not_known_gone(),
        Ok(validity) => say.validity(validity).to_string(),
        Err(_) => value.to_string(),
    }
}

/// How many each level has where it is filtered by: departments of a province count with it, too.
pub(super) fn levels(counts: &[FacetCount]) -> Vec<FacetCount> {
    let counted = |level: &Level| {
        let own = counts.iter().find(|counted| Level::named(&counted.value) == Ok(*level));
        own.map_or(0, |counted| counted.count)
    };
    let of = |level: &Level| {
        let count: usize = level.covered().iter().map(counted).sum();
        (count > 0).then(|| FacetCount { value: level.name().to_string(), count })
    };
    Level::ALL.iter().filter_map(of).collect()
}

/// The word of a value that is counted.
pub(super) fn facet_value(say: Language, name: &str, value: &str) -> String {
    match name {
        "level" => say.facet_value(FacetOf::Level, value),
        "kind" => say.facet_value(FacetOf::Kind, value),
        "validity" => validity(say, value),
        _ => value.to_string(),
    }
}
