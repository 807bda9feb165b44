//! What names the articles that a query asks for.

use maud::{Markup, html};

use super::time_line::named;
use super::view::Document;
use crate::printer::Label;
use crate::response::Links;

/// How many documents of one relation are listed.
const MOST_LISTED: usize = 12;

/// What changes and what cites each article that the query names.
pub(super) fn articles(document: &Document<'_>) -> Markup {
    let named = document.shown.excerpts.iter();
    html! {
        @for excerpt in named.filter(|excerpt| excerpt.links().next().is_some()) {
            section .block {
                h2 { (excerpt.provision.article) }
                (listed(document, Label::AmendedBy, &excerpt.amended_by))
                (listed(document, Label::CitedBy, &excerpt.cited_by))
            }
        }
    }
}

fn listed(document: &Document<'_>, label: Label, links: &Links) -> Markup {
    let language = document.frame.language;
    let listed: Vec<_> = links.listed.iter().take(MOST_LISTED).collect();
    let rest = links.total.saturating_sub(listed.len());
    html! {
        @if !listed.is_empty() {
            h3 { (language.label(label)) " " (links.total) }
            ul .more {
                @for link in listed { li { (named(document, link)) } }
                @if rest > 0 { li .none { (language.related_not_listed(rest)) } }
            }
        }
    }
}
