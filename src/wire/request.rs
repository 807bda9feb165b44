//! A search as flags, a form or a query string give it, read into a request.

use std::str::FromStr;

use jiff::civil::Date;

use super::lookup;
use crate::announcement::{DocNumber, Kind, Level, Series, Validity};
use crate::query::{Added, DateRange, ParseError, Query};
use crate::request::{Filters, Like, Order, SearchRequest};

/// The names of [`Order`], as `sort` takes them.
const ORDERS: [(&str, Order); 5] = [
    ("relevance", Order::Relevance),
    ("newest", Order::Newest),
    ("oldest", Order::Oldest),
    ("level", Order::Level),
    ("added", Order::Added),
];

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
    /// A parameter has a value that cannot be used, or there is none of this name.
    #[error("{name}: {problem}")]
    Parameter {
        /// The parameter, as [`SearchParameters::set`] calls it; its users may know it by another
        /// name, such as that of a flag.
        name: String,
        /// What is wrong with it and what to write instead.
        problem: String,
    },
}

impl SearchParameters {
    /// Sets the parameter `name` from text. `issuer`, `level`, `kind`, `region` and `validity` add a
    /// value each time, all others replace the one there was.
    ///
    /// # Errors
    /// When there is no such parameter, or the text is none of its values. Dates and the query are
    /// read by [`request`](Self::request), which knows what day it is.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), RequestError> {
        match name {
            "query" => self.query = Some(text.to_string()),
            "like" => self.like = Some(like(name, text)?),
            "from" => self.from = Some(text.to_string()),
            "to" => self.to = Some(text.to_string()),
            "since" => self.since = Some(text.to_string()),
            "undated" => self.undated = Some(truth(name, text)?),
            "issuer" => self.issuers.push(text.to_string()),
            "level" => self.levels.push(read(name, text)?),
            "kind" => self.kinds.push(read(name, text)?),
            "region" => self.regions.push(text.to_string()),
            "validity" => self.validities.push(read(name, text)?),
            "number" => self.set_number(text).map_err(|problem| wrong(name, problem))?,
            "title_only" => self.title_only = Some(truth(name, text)?),
            "sort" => self.sort = Some(order(name, text)?),
            "limit" => self.limit = Some(count(name, text)?),
            "offset" => self.offset = Some(count(name, text)?),
            "facets" => self.facets = Some(truth(name, text)?),
            "collapse" => self.collapse = Some(truth(name, text)?),
            "explain" => self.explain = Some(truth(name, text)?),
            "expand" => self.expand = Some(truth(name, text)?),
            "strict" => self.strict = Some(truth(name, text)?),
            "literal" => self.literal = Some(truth(name, text)?),
            _ => return Err(wrong(name, "no such parameter")),
        }
        Ok(())
    }

    /// Sets the number, or the series that it is of: one replaces the other.
    fn set_number(&mut self, text: &str) -> Result<(), String> {
        self.series = Series::parse(text);
        let read = |text: &str| text.parse().map(Some);
        self.number = if self.series.is_some() { None } else { read(text)? };
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
            added: self.since.as_deref().map(|text| since("since", text, now)).transpose()?,
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

    /// The range from the first day of `from` to the last day of `to`.
    fn dates(&self, now: Date) -> Result<Option<DateRange>, RequestError> {
        let read = |name, text: &Option<String>| {
            text.as_deref().map(|text| dates(name, text, now)).transpose()
        };
        let from = read("from", &self.from)?.and_then(|range| range.from);
        let to = read("to", &self.to)?.and_then(|range| range.to);
        Ok((from.is_some() || to.is_some()).then_some(DateRange { from, to }))
    }
}

fn wrong(name: &str, problem: impl Into<String>) -> RequestError {
    RequestError::Parameter { name: name.to_string(), problem: problem.into() }
}

fn read<T: FromStr<Err = String>>(name: &str, text: &str) -> Result<T, RequestError> {
    text.parse().map_err(|problem: String| wrong(name, problem))
}

fn dates(name: &str, text: &str, now: Date) -> Result<DateRange, RequestError> {
    let problem = || format!("{text} is no date: write 2025, 2025-01 or 2025-01-15");
    DateRange::parse(text, now).ok_or_else(|| wrong(name, problem()))
}

fn since(name: &str, text: &str, now: Date) -> Result<Added, RequestError> {
    let problem = || format!("{text} is no date: write last, 2025, 2025-01 or 2025-01-15");
    Added::since(text, now).ok_or_else(|| wrong(name, problem()))
}

fn like(name: &str, text: &str) -> Result<Like, RequestError> {
    let problem = || format!("{text} is no id: write its sixteen digits, or the first of them");
    lookup::like(text).ok_or_else(|| wrong(name, problem()))
}

fn order(name: &str, text: &str) -> Result<Order, RequestError> {
    let found = ORDERS.iter().find(|(known, _)| *known == text);
    let names = ORDERS.map(|(known, _)| known).join(", ");
    let problem = || format!("no order {text}: choose from {names}");
    found.map(|(_, order)| *order).ok_or_else(|| wrong(name, problem()))
}

/// The name of an order.
pub(super) fn name_of(order: Order) -> &'static str {
    ORDERS.iter().find(|(_, known)| *known == order).map_or("", |(name, _)| name)
}

fn count(name: &str, text: &str) -> Result<usize, RequestError> {
    let problem = || format!("{text} is no count: write a whole number");
    text.parse().map_err(|_| wrong(name, problem()))
}

fn truth(name: &str, text: &str) -> Result<bool, RequestError> {
    text.parse().map_err(|_| wrong(name, format!("{text} is neither true nor false")))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::announcement::Id;

    const NOW: Date = date(2026, 1, 20);

    fn parameters(pairs: &[(&str, &str)]) -> Result<SearchParameters, RequestError> {
        let mut parameters = SearchParameters::default();
        for (name, text) in pairs {
            parameters.set(name, text)?;
        }
        Ok(parameters)
    }

    #[test]
    fn every_parameter_is_read_from_text_into_its_place_in_the_request() {
        let pairs = [
            ("query", "数据"),
            ("like", "0123456789ABCDEF"),
            ("from", "2024"),
            ("to", "2025-06"),
            ("issuer", "发改委"),
            ("issuer", "财政部"),
            ("level", "county"),
            ("level", "city"),
            ("kind", "通知"),
            ("region", "四川"),
            ("validity", "in-force"),
            ("number", "国发[2025]1号"),
            ("title_only", "true"),
            ("sort", "newest"),
            ("limit", "7"),
            ("offset", "3"),
            ("facets", "true"),
            ("collapse", "false"),
            ("explain", "true"),
            ("expand", "false"),
            ("strict", "true"),
            ("literal", "true"),
            ("undated", "true"),
            ("since", "2025-12"),
        ];
        let query = Query::parse("数据", NOW).unwrap();
        let dates = DateRange { from: Some(date(2024, 1, 1)), to: Some(date(2025, 6, 30)) };
        let filters = Filters {
            dates: Some(dates),
            undated: true,
            added: Added::since("2025-12", NOW),
            issuers: vec!["发改委".into(), "财政部".into()],
            levels: vec![Level::County, Level::City],
            kinds: vec![Kind::Notice],
            regions: vec!["四川".into()],
            validities: vec![Validity::InForce],
            number: DocNumber::parse("国发〔2025〕1号"),
            series: None,
            title_only: true,
        };
        let expected = SearchRequest {
            like: Some(Like::Document(Id::from("0123456789abcdef".to_string()))),
            filters,
            order: Order::Newest,
            limit: 7,
            offset: 3,
            facets: true,
            collapse: false,
            explain: true,
            expand: false,
            strict: true,
            literal: true,
            texts: false,
            ..SearchRequest::new(query, NOW)
        };
        assert_eq!(parameters(&pairs).unwrap().request(NOW).unwrap(), expected);
    }

    #[test]
    fn a_number_or_a_series_replaces_the_one_before() {
        let filters = |texts: &[&str]| {
            let pairs: Vec<_> = texts.iter().map(|text| ("number", *text)).collect();
            let filters = parameters(&pairs).unwrap().request(NOW).unwrap().filters;
            (filters.number, filters.series)
        };
        let (number, series) = ("国发〔2025〕1号", "国发〔2025〕1..9号");
        let both = (DocNumber::parse(number), Series::parse(series));
        assert!(both.0.is_some() && both.1.is_some());
        assert_eq!(filters(&[series, number]), (both.0, None));
        assert_eq!(filters(&[number, series]), (None, both.1));
    }

    #[test]
    fn what_is_not_said_is_as_in_a_new_request_and_no_query_is_every_announcement() {
        let everything = Query::everything();
        let request = SearchParameters::default().request(NOW);
        let order = Order::Newest;
        let usual = SearchRequest::new(everything, NOW);
        let expected = SearchRequest { texts: false, order, ..usual };
        assert_eq!(request, Ok(expected));
    }

    #[test]
    fn what_has_no_words_comes_with_the_latest_first_unless_an_order_is_asked_for() {
        for (pairs, order) in [
            (&[("issuer", "国务院")][..], Order::Newest),
            (&[("query", "机关:国务院 -草案")], Order::Newest),
            (&[("query", "机关:国务院"), ("sort", "relevance")], Order::Relevance),
            (&[("query", "数据"), ("since", "last")], Order::Relevance),
            (&[("query", "文号:国发〔2025〕1号")], Order::Relevance),
            (&[("query", "机关:国务院"), ("like", "0123456789abcdef")], Order::Relevance),
        ] {
            let request = parameters(pairs).unwrap().request(NOW).unwrap();
            assert_eq!(request.order, order, "{pairs:?}");
        }
    }

    #[test]
    fn an_error_names_the_parameter_and_what_to_write() {
        for (name, text, remedy) in [
            ("from", "2024x", "2024x is no date: write 2025, 2025-01 or 2025-01-15"),
            ("to", "..", ".. is no date: write 2025, 2025-01 or 2025-01-15"),
            ("since", "2024x", "2024x is no date: write last, 2025, "),
            ("since", "..2024", "..2024 is no date: write last, 2025, "),
            ("like", "通知", "通知 is no id: write its sixteen digits, or the first of them"),
            ("level", "x", "no level x: choose from centre, "),
            ("kind", "x", "no kind x: "),
            ("validity", "x", "no validity x: "),
            ("number", "x", "x is no document number: "),
            ("title_only", "x", "x is neither true nor false"),
            ("sort", "x", "no order x: choose from relevance, newest, oldest, level, added"),
            ("limit", "-1", "-1 is no count: "),
            ("offset", "x", "x is no count: "),
            ("facets", "1", "1 is neither true nor false"),
            ("collapse", "", " is neither true nor false"),
            ("explain", "x", "x is neither true nor false"),
            ("expand", "x", "x is neither true nor false"),
            ("strict", "x", "x is neither true nor false"),
            ("literal", "x", "x is neither true nor false"),
            ("undated", "x", "x is neither true nor false"),
            ("colour", "x", "no such parameter"),
        ] {
            let read = parameters(&[(name, text)]).and_then(|given| given.request(NOW));
            match read.unwrap_err() {
                RequestError::Parameter { name: named, problem } => {
                    assert_eq!(named, name);
                    assert!(problem.starts_with(remedy), "{name}: {problem}");
                }
                error => panic!("{name}: {error}"),
            }
        }
    }

    #[test]
    fn a_malformed_query_keeps_its_place() {
        let read = parameters(&[("query", "日期:十三"), ("from", "x")]).unwrap().request(NOW);
        let expected = Query::parse("日期:十三", NOW).unwrap_err();
        assert_eq!(read, Err(RequestError::Query(expected)));
    }
}
