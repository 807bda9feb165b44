//! Asks an index, and prints the hits with the words of the query marked.
//!
//! ```sh
//! cargo run --example search -- INDEX QUERY
//! ```

use std::error::Error;
use std::io::Write;

use policy_search::{
    Engine, Filters, Location, Query, SearchRequest, SearchResponse, Snippet, Validity,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(index), Some(query)) = (args.next(), args.next()) else {
        return Err("usage: search INDEX QUERY".into());
    };
    run(&Location::Dir(index.into()), &query, &mut std::io::stdout())
}

pub(crate) fn run(
    index: &Location,
    query: &str,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let today = jiff::Zoned::now().date();
    let request = SearchRequest::new(Query::parse(query, today)?, today)
        .filters(Filters::default().validity(Validity::InForce))
        .limit(3)
        .texts(false);
    let response = Engine::open(index)?.search(&request)?;
    if response.rung.is_some_and(|rung| !rung.is_strict()) {
        writeln!(out, "nothing has all of {query}; the nearest of {}:", response.total)?;
    }
    for hit in &response.hits {
        let number = hit.announcement.number.as_ref().map(ToString::to_string).unwrap_or_default();
        writeln!(out, "{}  {} {number}", hit.rank, hit.announcement.title)?;
        writeln!(out, "   {}", marked(&hit.snippet))?;
    }
    why_nothing(&response, out)
}

/// The passage with the words of the query between 【】.
fn marked(snippet: &Snippet) -> String {
    let mut text = snippet.text.clone();
    for place in snippet.highlights.iter().rev() {
        text.insert(place.end, '】');
        text.insert(place.start, '【');
    }
    text
}

fn why_nothing(response: &SearchResponse, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    for asked in response.absence.iter().flat_map(|absence| &absence.parts) {
        writeln!(out, "{} alone: {}", asked.part.text, asked.part.count)?;
    }
    for suggestion in &response.suggestions {
        writeln!(out, "perhaps: {suggestion}")?;
    }
    Ok(())
}
