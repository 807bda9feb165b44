//! The page of what a search finds.

mod answer;
mod chart;
mod facets;
pub(super) mod hit;
mod notes;
mod pager;
mod rungs;
mod toolbar;

use maud::html;

pub(in super::super) use answer::List;

use super::super::reply::Reply;
use super::chips::chips;
use super::layout::of_results;

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
