//! The page of what a search finds.

mod answer;
mod chart;
mod facets;
mod hit;
mod notes;
mod pager;
mod rungs;
mod toolbar;

use maud::{Markup, html};

pub(in super::super) use answer::List;
pub(super) use notes::reservations;

use super::super::reply::Reply;
use super::chips::chips;
use super::layout::of_results;

/// What is like a text, which no address has: neither filters nor other pages can be linked to.
pub(super) fn found_by_text(list: &List<'_>) -> Markup {
    let (_, by_words) = list.frame.language.each_reading(&list.response.readings);
    html! {
        section .found #list {
            (reservations(list.response, list.frame.language))
            h2 { (toolbar::found(list)) }
            @for words in by_words { p .under { (words) } }
            (rungs::rungs(list))
        }
    }
}

/// The page of a list.
pub(in super::super) fn page(list: &List<'_>) -> Reply {
    let chips = chips(list.frame, list.like.as_deref());
    let pages = pager::Pages::of(list);
    let content = html! {
        div .list {
            div .found #list {
                (toolbar::head(list, &chips))
                (notes::notes(list))
                (rungs::rungs(list))
                (pager::pager(list, &pages))
                (toolbar::foot(list))
            }
            (facets::facets(list))
        }
    };
    let query = list.frame.query.get("q").or(list.like.as_deref()).unwrap_or_default();
    of_results(list.frame, query, &content)
}
