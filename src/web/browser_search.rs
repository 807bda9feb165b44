//! What makes this server one of the search engines of a browser (OpenSearch 1.1), and what its box
//! offers while one types.

use maud::html;

use super::problem::Problem;
use super::reply::{Media, Reply};
use super::visit::Visit;
use crate::printer::Language;

/// What the file begins with.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The description of this server.
pub(super) fn description(visit: &Visit<'_>) -> Result<Reply, Problem> {
    let (name, root) = (visit.language.policy_search(), visit.root());
    let icon = format!("{root}/asset/{}", super::asset::ASSETS.icon.name);
    let language = if visit.language == Language::Chinese { "zh-CN" } else { "en" };
    let description = html! {
        OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/" {
            ShortName { (name) }
            Description { (visit.language.search_of_policies()) }
            InputEncoding { "UTF-8" }
            Language { (language) }
            Image width="16" height="16" type="image/svg+xml" { (icon) }
            Url type="text/html" method="get" template={ (root) "/?q={searchTerms}" } {}
            Url type="application/x-suggestions+json" method="get" template={ (root) "/suggest?q={searchTerms}" } {}
        }
    };
    let media = Media("application/opensearchdescription+xml; charset=utf-8");
    Ok(Reply::of(media, [DECLARATION, &description.into_string()].concat()))
}
