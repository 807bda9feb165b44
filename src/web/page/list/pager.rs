//! The way through the pages of a list.

use maud::{Markup, html};

use super::super::super::query_string::FURTHEST;
use super::answer::List;
use super::toolbar::{is_strict, range};

/// How many pages are linked to on each side of this one.
const BESIDE: usize = 2;

/// The pages of a list, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pages {
    current: usize,
    last: usize,
}

impl Pages {
    pub(super) fn of(list: &List<'_>) -> Self {
        let all = list.response.rungs.iter().map(|rung| rung.hits).sum();
        Self::new(list.offset, list.limit, all)
    }

    fn new(offset: usize, limit: usize, all: usize) -> Self {
        let furthest = FURTHEST / limit;
        let last = (all.max(1) - 1) / limit;
        Self { current: offset.div_ceil(limit), last: last.min(furthest) }
    }

    /// The pages that have a link: the first, the last, and those around this one.
    fn linked(self) -> Vec<usize> {
        let Self { current, last } = self;
        let near = current.saturating_sub(BESIDE)..=current.saturating_add(BESIDE).min(last);
        let mut pages: Vec<usize> = near.chain([0, last]).collect();
        pages.sort_unstable();
        pages.dedup();
        pages
    }
}

pub(super) fn pager(list: &List<'_>, pages: &Pages) -> Markup {
    let language = list.frame.language;
    html! {
        nav .pager aria-label=(language.pages()) {
            p { @if let Some(range) = range(list) { (range) (language.clause_comma()) } (counted(list)) }
            @if pages.last > 0 { (boxes(list, *pages)) }
        }
    }
}

/// How many hits all pages have together.
fn counted(list: &List<'_>) -> String {
    let (say, rungs) = (list.frame.language, &list.response.rungs);
    let near: usize = rungs.iter().filter(|rung| !is_strict(rung)).map(|rung| rung.hits).sum();
    match (rungs.iter().any(is_strict), near) {
        (true, 1..) => say.strict_and_near(list.response.total, near),
        _ => say.in_all(list.response.total),
    }
}

fn boxes(list: &List<'_>, pages: Pages) -> Markup {
    let (frame, language, Pages { current, last }) = (list.frame, list.frame.language, pages);
    let address = |page: usize| {
        let first = frame.query.without("offset");
        frame.list(&if page == 0 { first } else { first.with("offset", page * list.limit) })
    };
    let linked = pages.linked();
    html! {
        ul {
            @if current > 0 && current <= last {
                li { a rel="prev" href=(address(current - 1)) { (language.previous_of_pages()) } }
            }
            @for (place, page) in linked.iter().copied().enumerate() {
                @if place > 0 && linked[place - 1] + 1 < page { li .gap { "…" } }
                li {
                    a href=(address(page)) aria-label=(language.page_number(page + 1))
                        aria-current=[(page == current).then_some("page")] { (page + 1) }
                }
            }
            @if current < last {
                li { a rel="next" href=(address(current + 1)) { (language.next_of_pages()) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_the_last_and_those_around_are_linked_to() {
        for (offset, limit, all, linked) in [
            (0, 20, 0, &[0][..]),
            (0, 20, 20, &[0]),
            (0, 20, 305, &[0, 1, 2, 15]),
            (140, 20, 305, &[0, 5, 6, 7, 8, 9, 15]),
            (300, 20, 305, &[0, 13, 14, 15]),
            (0, 100, 50_000, &[0, 1, 2, 100]),
        ] {
            let pages = Pages::new(offset, limit, all);
            assert_eq!(pages.linked(), linked, "{offset} {limit} {all}");
        }
        assert_eq!(Pages::new(37, 20, 305).current, 2);
    }
}
