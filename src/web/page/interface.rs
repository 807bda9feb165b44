//! The page of the API: its routes, each with an address to try.

use maud::{Markup, html};

use super::super::reply::Reply;
use super::frame::Frame;
use super::layout::with_box;
use crate::announcement::Id;

/// A route as the page of the API shows it.
pub(in super::super) struct Described {
    pub(in super::super) method: String,
    pub(in super::super) path: &'static str,
    pub(in super::super) what: &'static str,
    pub(in super::super) parameters: Vec<(&'static str, &'static str)>,
}

/// The page of the API; `id` is of an announcement that there is.
pub(in super::super) fn page(frame: &Frame<'_>, routes: &[Described], id: Option<&Id>) -> Reply {
    let say = frame.language;
    let content = html! {
        div .narrow.prose {
            h1 { (say.interface()) }
            p { (say.interface_equals_command()) }
            ul {
                li { a href=(frame.at("/openapi.json")) { "openapi.json" } " " (say.openapi_describes()) }
                li { (say.errors_are_problems()) }
            }
            h2 { (say.examples()) }
            ul { @for address in examples(id) { li { a href=(frame.at(&address)) { code { (frame.at(&address)) } } } } }
            h2 { (say.routes()) }
            table {
                thead { tr { th scope="col" { (say.path_column()) } th scope="col" { (say.answers_column()) } } }
                tbody { @for route in routes { (row(frame, route)) } }
            }
        }
    };
    with_box(frame, &say.interface(), &content)
}

/// Addresses as they are asked for, after the name of the server.
fn examples(id: Option<&Id>) -> Vec<String> {
    let mut examples = vec![
        "/api/v1/search?q=安全生产&level=省级&from=2024&facets=1".to_string(),
        "/api/v1/documents?number=国发〔2025〕1号".to_string(),
        "/export.csv?q=安全生产".to_string(),
    ];
    examples.extend(id.map(|id| format!("/api/v1/documents/{id}")));
    examples
}

fn row(frame: &Frame<'_>, route: &Described) -> Markup {
    html! {
        tr {
            th scope="row" { code { (route.method) " " (frame.base) (route.path) } }
            td {
                (route.what)
                @if !route.parameters.is_empty() {
                    details {
                        summary { (frame.language.parameters()) }
                        dl { @for (name, what) in &route.parameters { dt { code { (name) } } dd { (what) } } }
                    }
                }
            }
        }
    }
}
