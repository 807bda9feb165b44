//! What an announcement does to others and they to it, by date; its versions; where else its text stands.

use jiff::civil::Date;
use maud::{Markup, html};

use super::super::web_address::web_address;
use super::view::Document;
use crate::printer::{Label, address};
use crate::response::{Copied, Link, Links, Related};

/// How many acts of one relation, and how many citations of each direction, the time line has.
const MOST_ACTS: usize = 12;
const MOST_CITATIONS: usize = 8;

/// How many more citations are listed folded.
const MOST_FOLDED: usize = 12;

/// A document on the time line; the own one has no link.
struct Item<'a> {
    /// The day, or the year alone that its number tells.
    day: Option<Date>,
    year: Option<i16>,
    of: Option<(Label, &'a Link)>,
}

impl<'a> Item<'a> {
    fn of(label: Label, link: &'a Link) -> Self {
        let numbered = || link.number.as_ref()?.year.map(|year| year as i16);
        let year = link.date.map(Date::year).or_else(numbered);
        Self { day: link.date, year, of: Some((label, link)) }
    }

    fn own(day: Option<Date>) -> Self {
        Self { day, year: day.map(Date::year), of: None }
    }

    /// The undated come last.
    fn order(&self) -> (bool, Option<i16>, Option<Date>) {
        (self.year.is_none(), self.year, self.day)
    }
}

/// The relations of acts, and those of citations.
fn relations(related: &Related) -> [(Label, &Links, usize); 8] {
    [
        (Label::Replaces, &related.replaces, MOST_ACTS),
        (Label::ReplacedBy, &related.replaced_by, MOST_ACTS),
        (Label::Amends, &related.amends, MOST_ACTS),
        (Label::AmendedBy, &related.amended_by, MOST_ACTS),
        (Label::Forwards, &related.forwards, MOST_ACTS),
        (Label::ForwardedBy, &related.forwarded_by, MOST_ACTS),
        (Label::Cites, &related.cites, MOST_CITATIONS),
        (Label::CitedBy, &related.cited_by, MOST_CITATIONS),
    ]
}

pub(super) fn time_line(document: &Document<'_>) -> Markup {
    let language = document.frame.language;
    let relations = relations(document.related);
    let mut items = vec![Item::own(document.day())];
    for (label, links, most) in relations {
        items.extend(links.listed.iter().take(most).map(|link| Item::of(label, link)));
    }
    items.sort_by_key(Item::order);
    html! {
        section #timeline .block {
            h2 { (language.time_line()) small { (language.related_count(document.related_count())) } }
            ol .time { @for each in &items { (item(document, each)) } }
            @for (label, links, most) in relations { (folded(document, label, links, most)) }
        }
    }
}

fn item(document: &Document<'_>, item: &Item<'_>) -> Markup {
    let language = document.frame.language;
    let day = html! {
        @match (item.day, item.year) {
            (Some(day), _) => time datetime=(day) { (day) },
            (None, Some(year)) => time datetime=(year) { (year) },
            (None, None) => span .none { (language.no_date()) },
        }
    };
    html! {
        @match item.of {
            None => li .self aria-current="true" { (day) div { (language.this_document()) } },
            Some((label, link)) => li {
                (day)
                div { b { (language.label(label)) } " " (named(document, link)) }
            },
        }
    }
}

/// A document by its title and number; a link where the index holds it, and else that it does not.
pub(super) fn named(document: &Document<'_>, link: &Link) -> Markup {
    let number = link.number.as_ref().map(ToString::to_string);
    let title = link.title.as_deref().filter(|title| !title.is_empty());
    // What has no title is called by its number.
    let (name, number) = match title {
        Some(title) => (title.to_string(), number),
        None => (number.unwrap_or_default(), None),
    };
    html! {
        @match &link.id {
            Some(id) => a href=(document.address(id)) { (name) },
            None => span { (name) },
        }
        @if let Some(number) = number { " " span .number { (number) } }
        @if link.id.is_none() { " " small { (document.frame.language.not_held()) } }
    }
}

/// The citations that the time line leaves out.
fn folded(document: &Document<'_>, label: Label, links: &Links, most: usize) -> Markup {
    let language = document.frame.language;
    let more = links.total.saturating_sub(links.listed.len().min(most));
    let listed: Vec<&Link> = links.listed.iter().skip(most).take(MOST_FOLDED).collect();
    let rest = more - listed.len();
    html! {
        @if more > 0 {
            details .more {
                summary { (language.more_related_of(language.label(label), more)) }
                ul {
                    @for link in listed { li { (named(document, link)) } }
                    @if rest > 0 { li .none { (language.related_not_listed(rest)) } }
                }
            }
        }
    }
}

/// The other versions of a statute, with this one among them.
pub(super) fn versions(document: &Document<'_>) -> Markup {
    let language = document.frame.language;
    let versions = document.related.versions.iter().map(|link| Item::of(Label::Versions, link));
    let mut items: Vec<Item<'_>> = versions.chain([Item::own(document.day())]).collect();
    items.sort_by_key(Item::order);
    html! {
        @if items.len() > 1 {
            section #versions .block {
                h2 { (language.versions()) }
                ol .time {
                    @for each in &items {
                        @match each.of {
                            Some((_, link)) => li {
                                @match each.day {
                                    Some(day) => time datetime=(day) { (day) },
                                    None => span .none { (language.no_date()) },
                                }
                                div { (named(document, link)) }
                            },
                            None => (item(document, each)),
                        }
                    }
                }
            }
        }
    }
}

/// Where else the same text stands.
pub(super) fn copies(document: &Document<'_>) -> Markup {
    let language = document.frame.language;
    html! {
        @if !document.copies.is_empty() {
            section #copies .block {
                h2 { (language.same_text()) small { (language.places(document.copies.len())) } }
                ul .copies { @for copy in document.copies { li { (copied(document, copy)) } } }
            }
        }
    }
}

fn copied(document: &Document<'_>, copy: &Copied) -> Markup {
    let place = address(&copy.place);
    html! {
        a href=(document.address(&copy.id)) { (copy.source.as_deref().unwrap_or(&place)) }
        @if copy.source.is_some() { " " small .from { (place) } }
        @if let Some(url) = copy.url.as_deref().and_then(web_address) {
            " " a href=(url) rel="noreferrer noopener nofollow" { (document.frame.language.on_the_web()) }
        }
    }
}
