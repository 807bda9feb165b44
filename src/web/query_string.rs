//! A search as an address has it: the only reader and writer of query strings.
//!
//! [`PARAMETERS`] is the one table of what can be asked. Each has the name of its flag; every link of
//! the page is made from the [`QueryString`] that the page was asked by, so that no control loses what
//! another has set.

use std::fmt;

use jiff::civil::Date;

use super::problem::Problem;
use crate::announcement::ValueError;
use crate::printer::Language;
use crate::query::DateRange;
use crate::request::SearchRequest;
use crate::wire::{RequestError, SearchParameters};

/// How many hits a page has at most.
pub(super) const MOST_HITS: usize = 100;

/// The furthest that paging reaches; whoever wants more downloads the list.
pub(super) const FURTHEST: usize = 10_000;

/// How a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One value.
    One,
    /// A whole number.
    Count,
    /// A value each time it is written; several are alternatives.
    Many,
    /// Yes where it is written, unless its value says no.
    Switch,
}

/// A parameter of an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parameter {
    /// What it is called, here and as a flag.
    pub(super) name: &'static str,
    /// How it is written.
    pub(super) form: Form,
    /// What [`SearchParameters::set`] calls it; empty where it is no part of a search.
    field: &'static str,
    /// What it says, for the description of the API.
    pub(super) what: &'static str,
}

macro_rules! parameters {
    ($($name:literal $form:ident $field:literal $what:literal;)*) => {
        /// All parameters, in the order in which addresses have them.
        pub(super) static PARAMETERS: &[Parameter] =
            &[$(Parameter { name: $name, form: Form::$form, field: $field, what: $what },)*];
    };
}

parameters! {
    "q" One "query" "The query, in the language of the command line";
    "within" One "" "Words to look for within the results: they are added to the query";
    "scope" One "" "Where words are looked for: words, title or exact";
    "like" One "like" "The id of an announcement that hits must be like";
    "from" One "from" "The first day, month or year";
    "to" One "to" "The last day, month or year";
    "undated" Switch "undated" "Whether what has no date is kept where dates are limited";
    "since" One "since" "When it came into the index: on this day or later, or `last` for the latest run that brought something in";
    "issuer" Many "issuer" "Who issued it, by any name";
    "level" Many "level" "How high its issuer stands";
    "kind" Many "kind" "Its kind (文种)";
    "region" Many "region" "The division it was issued in or concerns, or one above it";
    "validity" Many "validity" "Whether it is in force";
    "number" One "number" "Its document number, in any spelling, or a series of numbers";
    "title-only" Switch "title_only" "Whether the words must stand in the title";
    "strict" Switch "strict" "Whether the nearest others are left out";
    "literal" Switch "literal" "Whether words are words, and nothing is read in them";
    "sort" One "sort" "The order of the hits within each rung";
    "limit" Count "limit" "How many hits to return, 1 to 100";
    "offset" Count "offset" "How many of the first hits to leave out, at most 10,000";
    "facets" Switch "facets" "Whether to count issuers, levels, years, kinds and regions";
    "no-collapse" Switch "collapse" "Whether re-posts of one text are hits of their own";
    "explain" Switch "explain" "Whether hits carry the factors of their score";
    "no-expand" Switch "expand" "Whether only the words as typed are looked for";
    "simplified" Switch "" "Whether the text is shown in Simplified characters";
    "style" One "" "The style of a reference: gbt7714, gbt7714-2015, legal, bibtex, ris or csl-json";
    "name" One "" "Who names it: an id, the first digits of one, a number, a file, a title, or an article";
    "skipped" Switch "" "Whether to list the files that were left out, and why";
    "now" One "" "The day from which ages are counted, instead of today";
    "lang" One "" "The language of sentences: zh or en";
}

/// Names before those of the filters, and behind them.
macro_rules! around_filters {
    ($($before:literal)? ; $($behind:literal)*) => {
        &[
            $($before,)?
            "like", "from", "to", "undated", "since", "issuer", "level", "kind", "region",
            "validity", "number", "title-only", "strict", "literal", "no-collapse", "no-expand",
            $($behind,)*
        ]
    };
}

/// Those that limit the hits, besides the query.
pub(super) const FILTERS: &[&str] = around_filters!(;);

/// The parameters of every search.
pub(super) const OF_SEARCH: &[&str] =
    around_filters!("q"; "sort" "limit" "offset" "facets" "explain" "now" "lang");

/// The parameters of a list that is downloaded whole.
pub(super) const OF_EXPORT: &[&str] = around_filters!("q"; "sort" "now" "lang");

/// The parameters of the page of a search: its box has two more.
pub(super) const OF_PAGE: &[&str] = around_filters!(
    "q"; "sort" "limit" "offset" "facets" "explain" "now" "lang" "within" "scope"
);

/// The parameters of the page of an announcement: the search that it was found by goes along.
pub(super) const OF_DOCUMENT: &[&str] = around_filters!(
    "q"; "sort" "limit" "offset" "facets" "explain" "now" "lang" "simplified"
);

impl Parameter {
    /// The parameter of this name.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        PARAMETERS.iter().find(|parameter| parameter.name == name)
    }

    /// What its value sets the field to: a flag such as `no-collapse` says what is not wanted.
    fn setting(&self, text: &str) -> Result<String, ValueError> {
        if self.form != Form::Switch {
            return Ok(text.to_string());
        }
        let is_on = text.is_empty() || crate::wire::truth(text)?;
        Ok((is_on != self.name.starts_with("no-")).to_string())
    }

    /// Refuses what is no value of its form, whether or not anything asks for it.
    fn check(&self, text: &str) -> Result<(), Problem> {
        if self.is_absent(text) {
            return Ok(());
        }
        let wrong = |error: ValueError| Problem::parameter(self.name, &error.to_string());
        let value = self.setting(text).map_err(wrong)?;
        if self.form == Form::Count {
            let count = crate::wire::count(text).map_err(wrong)?;
            let (least, most) = self.range();
            if !(least..=most).contains(&count) {
                return Err(Problem::range(self.name, count, least, most));
            }
        }
        match self.field {
            "" => Ok(()),
            field => SearchParameters::default().set(field, &value).map_err(Problem::from),
        }
    }

    /// The least and the most of a count.
    pub(super) fn range(&self) -> (usize, usize) {
        match self.name {
            "limit" => (1, MOST_HITS),
            "offset" => (0, FURTHEST),
            _ => (1, i32::MAX as usize),
        }
    }

    /// Whether a value says nothing: forms send empty fields.
    fn is_absent(&self, text: &str) -> bool {
        self.form != Form::Switch && text.trim().is_empty()
    }
}

/// The parameters of an address, in the order of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct QueryString(Vec<(&'static Parameter, String)>);

impl QueryString {
    /// Reads a query string or a form that may have these parameters.
    ///
    /// # Errors
    /// When it has another one, or one twice that has one value: a mistyped name must not widen a
    /// search without a word.
    pub(super) fn parse(text: &str, known: &[&str]) -> Result<Self, Problem> {
        let mut read = Self::default();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            let parameter = Parameter::named(&name).filter(|one| known.contains(&one.name));
            let Some(parameter) = parameter else { return Err(Problem::unknown(&name, known)) };
            if !is_utf8(text, &value) {
                return Err(Problem::encoding(parameter.name));
            }
            parameter.check(&value)?;
            if parameter.is_absent(&value) || read.has(parameter.name, &value) {
                continue;
            }
            if parameter.form != Form::Many && read.get(parameter.name).is_some() {
                return Err(Problem::twice(parameter.name));
            }
            read.0.push((parameter, value.into_owned()));
        }
        Ok(read.ordered())
    }

    fn ordered(mut self) -> Self {
        let place = |one: &'static Parameter| PARAMETERS.iter().position(|other| other == one);
        self.0.sort_by_key(|(parameter, _)| place(parameter));
        self
    }

    /// The value of a parameter, the first if there are several.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The values of a parameter.
    pub(super) fn all<'a, 'n>(
        &'a self,
        name: &'n str,
    ) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        self.iter().filter(move |(own, _)| *own == name).map(|(_, value)| value)
    }

    /// Names and values, in the order of the table.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(parameter, value)| (parameter.name, value.as_str()))
    }

    /// Whether a parameter has this value.
    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|own| own == value)
    }

    /// Whether a switch is on.
    pub(super) fn is_on(&self, name: &str) -> bool {
        let says_yes = |text: &str| text.is_empty() || crate::wire::truth(text).unwrap_or(false);
        self.get(name).is_some_and(says_yes)
    }

    /// What limits the hits, besides the query.
    pub(super) fn filters(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.iter().filter(|(name, _)| FILTERS.contains(name))
    }

    /// The same with a value more, or with this value where there can be one. The first page is meant,
    /// unless the offset is what is set.
    #[must_use]
    pub(super) fn with(&self, name: &str, value: impl fmt::Display) -> Self {
        let Some(parameter) = Parameter::named(name) else { return self.clone() };
        let value = value.to_string();
        let mut changed = match parameter.form {
            Form::Many => self.without_value(name, &value),
            _ => self.without(name),
        };
        changed.0.push((parameter, value));
        changed.ordered()
    }

    /// The same in a language. The page stays where it is.
    #[must_use]
    pub(super) fn with_language(&self, language: &str) -> Self {
        let kept = self.0.iter().filter(|(own, _)| own.name != "lang").cloned();
        let language = Parameter::named("lang").map(|lang| (lang, language.to_string()));
        Self(kept.chain(language).collect()).ordered()
    }

    /// The same without a parameter.
    #[must_use]
    pub(super) fn without(&self, name: &str) -> Self {
        let is_kept = |own: &str| own != name && own != "offset";
        Self(self.0.iter().filter(|(own, _)| is_kept(own.name)).cloned().collect())
    }

    /// The same without one value of a parameter.
    #[must_use]
    pub(super) fn without_value(&self, name: &str, value: &str) -> Self {
        let is_it = |own: &str, text: &str| own == name && text == value;
        let kept = self.0.iter().filter(|(own, text)| !is_it(own.name, text));
        Self(kept.filter(|(own, _)| own.name != "offset").cloned().collect())
    }

    /// The same with these parameters only.
    #[must_use]
    pub(super) fn only(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(own, _)| names.contains(&own.name)).cloned().collect())
    }

    /// The language that an address asks for, whatever else is wrong with it.
    pub(super) fn language_of(text: &str) -> Option<Language> {
        let mut pairs = form_urlencoded::parse(text.as_bytes());
        pairs.find(|(name, _)| name == "lang").and_then(|(_, value)| Language::named(&value))
    }

    /// The language asked for by name.
    ///
    /// # Errors
    /// When it is none that there are words in.
    pub(super) fn language(&self) -> Result<Option<Language>, Problem> {
        let Some(text) = self.get("lang") else { return Ok(None) };
        Language::named(text).map(Some).ok_or_else(|| Problem::value("lang", text, "zh, en"))
    }

    /// The day from which ages are counted: the one asked for, else `today`.
    ///
    /// # Errors
    /// When it is no day.
    pub(super) fn now(&self, today: Date) -> Result<Date, Problem> {
        let Some(text) = self.get("now") else { return Ok(today) };
        DateRange::day(text, today).map_err(|error| Problem::parameter("now", &error.to_string()))
    }

    /// The search that is asked for, of `usual` hits where their number is not said.
    ///
    /// # Errors
    /// When a value cannot be used; the query and dates are read later, by
    /// [`SearchParameters::request`].
    pub(super) fn search(&self, usual: usize) -> Result<SearchParameters, Problem> {
        let mut parameters = SearchParameters::default();
        for (parameter, text) in &self.0 {
            if parameter.field.is_empty() {
                continue;
            }
            let wrong = |error: ValueError| Problem::parameter(parameter.name, &error.to_string());
            let value = parameter.setting(text).map_err(wrong)?;
            parameters.set(parameter.field, &value).map_err(Problem::from)?;
        }
        parameters.limit.get_or_insert(usual);
        Ok(parameters)
    }

    /// The request of a search, as of the day that is asked for, else `today`.
    ///
    /// # Errors
    /// When a value cannot be used.
    pub(super) fn request(&self, today: Date, usual: usize) -> Result<SearchRequest, Problem> {
        let now = self.now(today)?;
        Ok(self.search(usual)?.request(now)?)
    }
}

/// Whether a value was written in UTF-8: what was not has replacement characters that nobody wrote.
fn is_utf8(text: &str, value: &str) -> bool {
    let replaced = |text: &str| text.matches(char::REPLACEMENT_CHARACTER).count();
    let written = text.to_ascii_uppercase().matches("%EF%BF%BD").count() + replaced(text);
    replaced(value) <= written
}

/// What an address calls a parameter of a search.
pub(super) fn address_name(field: &str) -> &str {
    let found = PARAMETERS.iter().find(|parameter| parameter.field == field);
    found.map_or(field, |parameter| parameter.name)
}

impl fmt::Display for QueryString {
    /// As a query string, without the question mark; all ASCII.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.extend_pairs(self.iter());
        f.write_str(&text.finish())
    }
}

impl From<RequestError> for Problem {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Query(error) => Self::query(&error),
            RequestError::Parameter { name, problem } => {
                Self::parameter(address_name(&name), &problem.to_string())
            }
            error => Self::of_request(&error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests;
