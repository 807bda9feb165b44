//! What stands above the hits and below them: how many there are, their order, the filters in use, the
//! files that the list can be had in.

use maud::{Markup, html};

use super::super::super::query_string::{OF_EXPORT, QueryString};
use super::super::super::readable::Readable;
use super::super::chips::{Chip, unfiltered};
use super::super::frame::Frame;
use super::answer::List;
use crate::announcement::Listed;
use crate::printer::{Language, only_near};
use crate::request::Order;
use crate::response::OnRung;

/// How many hits a page may be asked to have.
const SIZES: [usize; 5] = [10, 20, 50, 80, 100];

/// The files that a list can be had in, each by the end of its name and what it is called.
const FILES: [(&str, &str); 5] =
    [("csv", "CSV"), ("xlsx", "Excel"), ("jsonl", "JSONL"), ("bib", "BibTeX"), ("ris", "RIS")];

pub(super) fn head(list: &List<'_>, chips: &[Chip]) -> Markup {
    let language = list.frame.language;
    html! {
        div .bar {
            h1 {
                (found(list))
                @match range(list) {
                    Some(range) => small { " " (range) },
                    None => small { " " a href=(list.frame.list(&list.frame.query.without("offset"))) { (language.first_page()) } },
                }
            }
            (orders(list))
            (sizes(list))
        }
        div .bar .second {
            ul .chips {
                li .opener { a href="#filters" { (language.filters()) } }
                @for chip in chips { li { (removal(list.frame, chip)) } }
                @if chips.len() > 1 {
                    li { a .plain href=(list.frame.list(&unfiltered(&list.frame.query))) { (language.clear_all()) } }
                }
            }
            (downloads(list))
        }
    }
}

pub(super) fn foot(list: &List<'_>) -> Markup {
    let sizes = sizes_of(list);
    html! { div .bar .below { div .choices { (sizes) } (downloads(list)) } }
}

/// The exact count of what was asked for, not of what is only near it.
pub(super) fn found(list: &List<'_>) -> String {
    let (response, say) = (list.response, list.frame.language);
    let counted = match response.rungs.iter().any(is_strict) {
        true => say.items(response.total),
        false => only_near(response, say),
    };
    if response.hits.is_empty() { say.none_on_this_page(counted) } else { counted }
}

pub(super) fn is_strict(rung: &OnRung) -> bool {
    rung.rung.is_strict()
}

/// Which of all hits this page has.
pub(super) fn range(list: &List<'_>) -> Option<String> {
    let say = list.frame.language;
    match &list.response.hits[..] {
        [] => None,
        [only] => Some(say.item_alone(only.rank)),
        [first, .., last] => Some(say.item_range(first.rank, last.rank)),
    }
}

fn orders(list: &List<'_>) -> Markup {
    let language = list.frame.language;
    let order =
        |order: Order| (order == list.response.order, word(language, order), order.names().english);
    let orders = Order::VALUES.iter().map(|value| order(*value));
    let links = orders
        .map(|(is_current, word, name)| (is_current, word, list.frame.query.with("sort", name)));
    let label = language.sort_label();
    html! { nav .choices aria-label=(label) { (choices(list.frame, &label, links.collect())) } }
}

fn word(language: Language, order: Order) -> String {
    match order {
        Order::Relevance => language.by_relevance(),
        Order::Newest => language.by_newest(),
        Order::Oldest => language.by_oldest(),
        Order::Level => language.by_level(),
        Order::Added => language.by_added(),
    }
}

fn sizes(list: &List<'_>) -> Markup {
    html! { nav .choices aria-label=(list.frame.language.per_page()) { (sizes_of(list)) } }
}

fn sizes_of(list: &List<'_>) -> Markup {
    let (frame, query) = (list.frame, &list.frame.query);
    let link = |size: usize| (size == list.limit, size.to_string(), query.with("limit", size));
    choices(frame, &frame.language.per_page(), SIZES.map(link).to_vec())
}

/// Links of which one is where the page is.
fn choices(frame: &Frame<'_>, label: &str, links: Vec<(bool, String, QueryString)>) -> Markup {
    html! {
        span .label { (label) }
        @for (is_current, word, query) in links {
            a href=(frame.list(&query)) aria-current=[is_current.then_some("true")] { (word) }
        }
    }
}

fn removal(frame: &Frame<'_>, chip: &Chip) -> Markup {
    let (language, Chip { name, value, .. }) = (frame.language, chip);
    let whole = if name.is_empty() { value.clone() } else { language.labelled(name, value) };
    html! {
        a href=(frame.list(&chip.without)) aria-label=(language.remove(whole)) {
            @if !name.is_empty() { span { (name) } " " }
            (value) " ×"
        }
    }
}

/// The whole list as files: what is only near is in none.
fn downloads(list: &List<'_>) -> Markup {
    let (frame, language) = (list.frame, list.frame.language);
    let query = frame.query.only(OF_EXPORT);
    html! {
        @if list.response.rungs.iter().any(is_strict) {
            p .choices {
                span .label { (language.downloads()) }
                @for (extension, name) in FILES {
                    a href=(frame.at(format_args!("/export.{extension}?{}", Readable(&query)))) { (name) }
                }
            }
        }
    }
}
