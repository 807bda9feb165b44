//! A search as flags, a form or a query string give it, read into a request.

use jiff::civil::Date;

use super::lookup;
use super::plain::{count, truth};
use crate::announcement::{DocNumber, Kind, Level, Series, Validity, ValueError};
use crate::query::{self, Added, DateRange, Node, ParseError, Query};
use crate::request::{Filters, Like, Order, SearchRequest};

/// The parameters of a search. What is `None` or empty is as [`SearchRequest::new`] has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchParameters {
    /// The query; without one every announcement matches it.
    pub query: Option<String>,
    /// The announcement that hits must be like; the query then only limits them.
    pub like: Option<Like>,
    /// The first day, month or year.
    pub from: Option<String>,
    /// The last day, month or year.
    pub to: Option<String>,
    /// Whether what has no date is kept where dates are limited.
    pub undated: Option<bool>,
    /// When it came into the index: on this day or later, or by the latest run that brought something
    /// in (`last`).
    pub since: Option<String>,
    /// Who issued it, by any name.
    pub issuers: Vec<String>,
    /// How high its issuer stands.
    pub levels: Vec<Level>,
    /// Its 文种.
    pub kinds: Vec<Kind>,
    /// The division it was issued in or concerns, or one above it.
    pub regions: Vec<String>,
    /// Whether it is in force.
    pub validities: Vec<Validity>,
    /// Its number.
    pub number: Option<DocNumber>,
    /// The series that its number is of.
    pub series: Option<Series>,
    /// Whether the words must stand in the title.
    pub title_only: Option<bool>,
    /// The order of the hits; if not said by relevance, or the latest first where the query asks for what
    /// is new or has no words.
    pub sort: Option<Order>,
    /// How many hits to return at most.
    pub limit: Option<usize>,
    /// How many of the first hits to leave out.
    pub offset: Option<usize>,
    /// Whether to count the facets of all matches.
    pub facets: Option<bool>,
    /// Whether re-posts of one text are one hit.
    pub collapse: Option<bool>,
    /// Whether hits carry their explanation.
    pub explain: Option<bool>,
    /// Whether synonyms of the query's words are looked for too.
    pub expand: Option<bool>,
    /// Whether the nearest others, which have only some of the words, are left out.
    pub strict: Option<bool>,
    /// Whether the words of the query are words, and nothing is read in them.
    pub literal: Option<bool>,
}

/// Why parameters are no request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// The query is malformed.
    #[error("{0}")]
    Query(ParseError),
    /// A parameter has a value that cannot be used.
    #[error("{name}: {problem}")]
    Parameter {
        /// The parameter, as [`SearchParameters::set`] calls it; its users may know it by another
        /// name, such as that of a flag.
        name: String,
        /// What is wrong with its value and what to write instead.
        problem: ValueError,
    },
    /// There is no parameter of this name.
    #[error("{0}: no such parameter")]
    Unknown(String),
}

impl SearchParameters {
    /// Sets the parameter `name` from text. `issuer`, `level`, `kind`, `region` and `validity` add a
    /// value each time, all others replace the one there was.
    ///
    /// # Errors
    /// When there is no such parameter, or the text is none of its values. Dates and the query are
    /// read by [`request`](Self::request), which knows what day it is.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), RequestError> {
        let wrong = |problem| wrong(name, problem);
        match name {
            "query" => self.query = Some(text.to_string()),
            "like" => self.like = Some(like(text).map_err(wrong)?),
            "from" => self.from = Some(text.to_string()),
            "to" => self.to = Some(text.to_string()),
            "since" => self.since = Some(text.to_string()),
            "undated" => self.undated = Some(truth(text).map_err(wrong)?),
            "issuer" => self.issuers.push(issuer(text).map_err(wrong)?),
            "level" => self.levels.push(text.parse().map_err(wrong)?),
            "kind" => self.kinds.push(text.parse().map_err(wrong)?),
            "region" => self.regions.push(region(text).map_err(wrong)?),
            "validity" => self.validities.push(text.parse().map_err(wrong)?),
            "number" => self.set_number(text).map_err(wrong)?,
            "title_only" => self.title_only = Some(truth(text).map_err(wrong)?),
            "sort" => self.sort = Some(text.parse().map_err(wrong)?),
            "limit" => self.limit = Some(count(text).map_err(wrong)?),
            "offset" => self.offset = Some(count(text).map_err(wrong)?),
            "facets" => self.facets = Some(truth(text).map_err(wrong)?),
            "collapse" => self.collapse = Some(truth(text).map_err(wrong)?),
            "explain" => self.explain = Some(truth(text).map_err(wrong)?),
            "expand" => self.expand = Some(truth(text).map_err(wrong)?),
            "strict" => self.strict = Some(truth(text).map_err(wrong)?),
            "literal" => self.literal = Some(truth(text).map_err(wrong)?),
            _ => return Err(RequestError::Unknown(name.to_string())),
        }
        Ok(())
    }

    /// Sets the number, or the series that it is of: one replaces the other.
    fn set_number(&mut self, text: &str) -> Result<(), ValueError> {
        (self.number, self.series) = match query::number(text)? {
            Node::Number(number) => (Some(number), None),
            Node::Series(series) => (None, Some(series)),
            _ => (None, None),
        };
        Ok(())
    }

    /// The request, as of the day `now`.
    ///
    /// # Errors
    /// When the query is malformed, or `from` or `to` is no date.
    pub fn request(&self, now: Date) -> Result<SearchRequest, RequestError> {
        let everything = || Ok(Query::everything());
        let read = if self.literal == Some(true) { Query::literal } else { Query::parse };
        let query = self.query.as_deref().map_or_else(everything, |text| read(text, now));
        let usual = SearchRequest::new(query.map_err(RequestError::Query)?, now);
        Ok(SearchRequest {
            like: self.like.clone(),
            filters: self.filters(now)?,
            order: self.sort.unwrap_or(if self.browses(&usual.query) {
                Order::Newest
            } else {
                usual.order
            }),
            limit: self.limit.unwrap_or(usual.limit),
            offset: self.offset.unwrap_or(usual.offset),
            facets: self.facets.unwrap_or(usual.facets),
            collapse: self.collapse.unwrap_or(usual.collapse),
            explain: self.explain.unwrap_or(usual.explain),
            expand: self.expand.unwrap_or(usual.expand),
            strict: self.strict.unwrap_or(usual.strict),
            literal: self.literal.unwrap_or(usual.literal),
            // A face shows passages.
            texts: false,
            ..usual
        })
    }

    /// Whether nothing is asked by which hits are ranked.
    fn browses(&self, query: &Query) -> bool {
        self.like.is_none() && !query.has_words()
    }

    fn filters(&self, now: Date) -> Result<Filters, RequestError> {
        Ok(Filters {
            dates: self.dates(now)?,
            undated: self.undated.unwrap_or_default(),
            added: self.since(now)?,
            issuers: self.issuers.clone(),
            levels: self.levels.clone(),
            kinds: self.kinds.clone(),
            regions: self.regions.clone(),
            validities: self.validities.clone(),
            number: self.number.clone(),
            series: self.series.clone(),
            title_only: self.title_only.unwrap_or_default(),
        })
    }

    fn since(&self, now: Date) -> Result<Option<Added>, RequestError> {
        let added = self.since.as_deref().map(|text| Added::since(text, now));
        added.transpose().map_err(|problem| wrong("since", problem))
    }

    /// The range from the first day of `from` to the last day of `to`.
    fn dates(&self, now: Date) -> Result<Option<DateRange>, RequestError> {
        let (from, to) = (self.from.as_deref(), self.to.as_deref());
        DateRange::between(from, to, now).map_err(|problem| {
            let is_wrong = |end| DateRange::between(end, None, now).is_err();
            wrong(if is_wrong(from) { "from" } else { "to" }, problem)
        })
    }
}

fn wrong(name: &str, problem: ValueError) -> RequestError {
    RequestError::Parameter { name: name.to_string(), problem }
}

/// The name of a body.
fn issuer(text: &str) -> Result<String, ValueError> {
    query::name(text, "国务院")
}

/// The name of a place.
fn region(text: &str) -> Result<String, ValueError> {
    query::name(text, "四川")
}

fn like(text: &str) -> Result<Like, ValueError> {
    lookup::like(text).ok_or_else(|| ValueError::Id(text.to_string()))
}

#[cfg(test)]
mod tests;
