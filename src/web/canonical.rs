//! What the box of a page sends, as the one address of the search that is meant.
//!
//! The radio buttons and the second field of the box are no parameters of a search: they change its
//! query, so that what is searched for stands readable in the box and can be copied to a terminal.

use jiff::civil::Date;

use super::problem::Problem;
use super::query_string::{OF_SEARCH, QueryString};
use crate::query::{Node, Query};

/// How many hits a page has where their number is not said.
pub(super) const USUAL: usize = 20;

/// The same as an address has it.
const USUAL_TEXT: &str = "20";

/// The search that is meant.
///
/// # Errors
/// When `scope` is none.
pub(super) fn canonical(sent: &QueryString, today: Date) -> Result<QueryString, Problem> {
    let query = scoped(sent)?;
    Ok(match sent.get("within") {
        Some(words) => query.with("q", both(&query, words, today)),
        None => query,
    })
}

/// The search without what is so anyway: every link of its page would say it again.
fn shortest(query: QueryString) -> QueryString {
    let is_usual = query.get("limit") == Some(USUAL_TEXT);
    let names =
        OF_SEARCH.iter().filter(|name| **name != "facets" && !(is_usual && **name == "limit"));
    query.only(&names.copied().collect::<Vec<_>>())
}

/// What an address says of a search, for the page that tells what is wrong with it: what cannot be read
/// is left out.
pub(super) fn readable_part(address: &str) -> QueryString {
    let pairs = form_urlencoded::parse(address.as_bytes());
    let known =
        pairs.filter(|(name, value)| OF_SEARCH.contains(&&**name) && !value.trim().is_empty());
    known.fold(QueryString::default(), |query, (name, value)| query.with(&name, value))
}

/// The search, its words where `scope` wants them.
fn scoped(sent: &QueryString) -> Result<QueryString, Problem> {
    let query = shortest(sent.only(OF_SEARCH));
    let text = query.get("q").unwrap_or_default();
    let in_title = query.is_on("title-only");
    let anywhere = if in_title { query.without("title-only") } else { query.clone() };
    Ok(match sent.get("scope") {
        None => query,
        Some("title") if in_title => query,
        Some("title") => query.with("title-only", 1),
        Some("words") => match unquoted(text) {
            Some(words) => anywhere.with("q", words),
            None => anywhere,
        },
        Some("exact") if text.is_empty() || unquoted(text).is_some() => anywhere,
        Some("exact") => anywhere.with("q", quoted(text)),
        Some(other) => return Err(Problem::value("scope", other, "words, title, exact")),
    })
}

/// A query of which both the words asked for and more words are wanted.
fn both(query: &QueryString, words: &str, today: Date) -> String {
    let grouped = |text: &str| match is_choice(text, today) && !query.is_on("literal") {
        true => format!("({text})"),
        false => text.to_string(),
    };
    match query.get("q") {
        Some(text) => format!("{} {}", grouped(text), grouped(words)),
        None => words.to_string(),
    }
}

/// Whether a query asks for one of several: words behind it would belong to the last alone.
fn is_choice(text: &str, today: Date) -> bool {
    Query::parse(text, today).is_ok_and(|query| matches!(query.root, Node::Or(_)))
}

/// A query as one phrase.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace(['"', '“', '”', '＂'], ""))
}

/// What stands in the quotes of a query that is one phrase.
pub(super) fn unquoted(query: &str) -> Option<&str> {
    let pairs = [('"', '"'), ('“', '”')];
    let within = |(open, close)| query.strip_prefix(open)?.strip_suffix(close);
    let mut found = pairs.into_iter().filter_map(within);
    found.find(|within: &&str| !within.is_empty() && !within.contains(['"', '“', '”']))
}

#[cfg(test)]
mod tests {
    use super::super::query_string::OF_PAGE;
    use super::*;

    fn canonical_of(sent: &str) -> String {
        let sent = QueryString::parse(sent, OF_PAGE).expect(sent);
        let today = jiff::civil::date(2026, 1, 20);
        let query = canonical(&sent, today).expect("a scope");
        let pairs = query.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("&")
    }

    #[test]
    fn a_scope_becomes_quotes_or_a_filter_and_changes_nothing_where_it_is_so() {
        for (sent, meant) in [
            ("q=a&scope=", "q=a"),
            ("q=a&scope=words&offset=20", "q=a&offset=20"),
            ("q=\"a\"&scope=", "q=\"a\""),
            ("q=\"a b\"&scope=words&limit=50&offset=50", "q=a b&limit=50"),
            ("q=“a”&scope=exact&offset=20", "q=“a”&offset=20"),
            ("q=a \"b\"&scope=exact&sort=newest", "q=\"a b\"&sort=newest"),
            ("q=a&scope=title&level=省级", "q=a&level=省级&title-only=1"),
            ("q=a&title-only=1&scope=title&offset=20", "q=a&title-only=1&offset=20"),
            ("q=a&title-only=1&scope=words", "q=a"),
            ("q=a&title-only=1&scope=exact", "q=\"a\""),
            ("scope=exact", ""),
        ] {
            assert_eq!(canonical_of(sent), meant, "{sent}");
        }
        let wrong = QueryString::parse("q=a&scope=all", OF_PAGE).expect("known parameters");
        let problem = canonical(&wrong, jiff::civil::date(2026, 1, 20)).expect_err("no scope");
        assert_eq!(problem.parameter.as_deref(), Some("scope"));
    }

    #[test]
    fn of_an_address_that_is_wrong_the_rest_is_kept() {
        let query = readable_part("q=%28a&form=2024&level=x&level=部委&q=b&sort=&offset=20");
        assert_eq!(query.to_string(), "q=b&level=x&level=%E9%83%A8%E5%A7%94&offset=20");
    }

    #[test]
    fn words_within_the_results_are_asked_for_besides() {
        for (sent, meant) in [
            ("q=数据&within=安全&offset=20&sort=newest", "q=数据 安全&sort=newest"),
            ("q=数据 OR 信息&within=安全", "q=(数据 OR 信息) 安全"),
            ("q=数据&within=安全 OR 保密", "q=数据 (安全 OR 保密)"),
            ("q=数据 OR 信息&within=安全&literal=1", "q=数据 OR 信息 安全&literal=1"),
            ("q=数据&within=安全&scope=exact", "q=\"数据\" 安全"),
            ("within=安全&level=部委", "q=安全&level=部委"),
            ("q=数据&within=", "q=数据"),
        ] {
            assert_eq!(canonical_of(sent), meant, "{sent}");
        }
    }
}
