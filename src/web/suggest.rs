//! What a search box offers while one types, in the form that browsers read (OpenSearch suggestions).

use super::asked::Asked;
use super::problem::Problem;
use super::query_string::QueryString;
use super::reply::{Media, Reply};
use crate::printer::Label;
use crate::response::{Suggestion, SuggestionSort};

/// How many are offered.
const MOST: usize = 8;

/// `["typed", [text], [what it is], [address]]`.
pub(super) fn answer(asked: &Asked) -> Result<Reply, Problem> {
    let typed = asked.query.get("q").unwrap_or_default();
    let offered = asked.engine().suggest(typed, MOST).map_err(|error| asked.failed(&error))?;
    let texts: Vec<&str> = offered.iter().map(|one| one.text.as_str()).collect();
    let sorts: Vec<&str> = offered.iter().map(|one| sort(asked, one)).collect();
    let addresses: Vec<String> = offered.iter().map(|one| address(asked, one)).collect();
    let offer = serde_json::json!([typed, texts, sorts, addresses]).to_string();
    Ok(Reply::of(Media("application/x-suggestions+json"), offer))
}

/// What a suggestion is, in words.
fn sort(asked: &Asked, suggestion: &Suggestion) -> &'static str {
    asked.language.label(match suggestion.sort {
        SuggestionSort::Title => Label::Title,
        SuggestionSort::Issuer => Label::Issuers,
        SuggestionSort::Number => Label::Number,
    })
}

/// Where a suggestion leads: the announcements of a body, or a search for the text.
fn address(asked: &Asked, suggestion: &Suggestion) -> String {
    let parameter = match suggestion.sort {
        SuggestionSort::Issuer => "issuer",
        SuggestionSort::Title | SuggestionSort::Number => "q",
    };
    let query = QueryString::default().with(parameter, &suggestion.text);
    asked.at(&format!("/?{query}"))
}
