//! One hit of a list.

use maud::{Markup, html};

use super::super::badge::badge;
use super::super::frame::Frame;
use super::super::marks::{GAP, around, marked};
use super::super::web_address::web_address;
use super::answer::List;
use crate::announcement::{Announcement, DocDate, Validity};
use crate::printer::{Language, address, date};
use crate::response::{Copied, Hit, Link};

pub(super) fn hit(list: &List<'_>, hit: &Hit) -> Markup {
    let (frame, announcement) = (list.frame, &hit.announcement);
    let is_gone = hit.force().is_some_and(|force| force.validity.is_superseded());
    html! {
        li #{ "h" (hit.rank) } class=[is_gone.then_some("gone")] {
            span .rank { (hit.rank) }
            div .side { (dates(frame.language, announcement)) (badge(frame.language, hit.force())) }
            div .what {
                h3 { a href=(frame.document(&hit.id)) { (title(frame.language, hit)) } }
                (meta(frame.language, announcement))
                (fate(frame, hit))
                p .snippet { (marked(&hit.snippet.text, &hit.snippet.highlights)) }
                (foot(list, hit))
            }
        }
    }
}

fn title(language: Language, hit: &Hit) -> Markup {
    match hit.announcement.title.trim() {
        "" => html! { (language.no_title()) },
        _ => marked(&hit.announcement.title, &hit.title_highlights),
    }
}

/// Who issued it, its number, its kind and its level, as far as known.
fn meta(language: Language, announcement: &Announcement) -> Markup {
    let issuers: Vec<&str> = announcement.issuers.iter().map(|one| one.name.as_str()).collect();
    let parts = [
        (!issuers.is_empty()).then(|| issuers.join(language.comma())),
        announcement.number.as_ref().map(ToString::to_string),
        announcement.kind.map(|kind| language.document_kind(kind).to_string()),
        announcement.level().map(|level| language.level(level).to_string()),
        announcement.recognised.map(|sure| language.recognised(sure)),
    ];
    html! { p .meta { @for part in parts.into_iter().flatten() { span { (part) } } } }
}

/// What became of it, and by what.
fn fate(frame: &Frame<'_>, hit: &Hit) -> Markup {
    let say = frame.language;
    let by = hit.force().and_then(|force| Some((force.validity, force.by?)));
    let done = by.and_then(|(validity, by)| match validity {
        Validity::Repealed => Some(around(&say.fate_repealed(GAP), &act(frame, by))),
        Validity::Amended => Some(around(&say.fate_amended(GAP), &act(frame, by))),
        _ => None,
    });
    let newer = hit.newer.as_ref().map(|version| {
        let word = version.date.map_or_else(|| say.a_later_version(), |date| say.version_of(date));
        around(&say.later_version(GAP), &linked(frame, version, &word))
    });
    html! {
        @if done.is_some() || newer.is_some() {
            p .fate { @for part in done.into_iter().chain(newer) { span { (part) } } }
        }
    }
}

/// An act by its title, with its date.
fn act(frame: &Frame<'_>, by: &Link) -> Markup {
    let name = by.title.clone().unwrap_or_else(|| by.name());
    html! { (linked(frame, by, &name)) @if let Some(date) = by.date { (frame.language.aside(date)) } }
}

fn linked(frame: &Frame<'_>, link: &Link, word: &str) -> Markup {
    html! {
        @match &link.id {
            Some(id) => a href=(frame.document(id)) { (word) },
            None => (word),
        }
    }
}

/// When it was written, and when published if that says more.
fn dates(language: Language, announcement: &Announcement) -> Markup {
    let day = |one: DocDate| {
        let machine = one.inferred.then(|| one.date.to_string());
        html! { time datetime=[machine] { (date(one)) } }
    };
    let published = |one: DocDate| around(&language.published_on(GAP), &day(one));
    html! {
        @match (announcement.written, announcement.published) {
            (Some(written), Some(other)) if written.date != other.date => {
                (day(written)) small { (published(other)) }
            }
            (Some(only), _) => (day(only)),
            (None, Some(only)) => small { (published(only)) },
            (None, None) => span .undated { (language.undated_item()) },
        }
    }
}

/// Where it stands, here and elsewhere.
fn foot(list: &List<'_>, hit: &Hit) -> Markup {
    let (frame, language) = (list.frame, list.frame.language);
    html! {
        div .hit-foot {
            span .path { (address(&hit.place)) }
            @if !hit.copies.is_empty() { (copies(frame, &hit.copies)) }
            a href=(frame.preview(&hit.id)) { (language.preview()) }
            a href={ (frame.document(&hit.id)) "#cite" } { (language.cite()) }
            @if let Some(url) = hit.announcement.url.as_deref().and_then(web_address) {
                a href=(url) rel="noreferrer noopener nofollow" { (language.web_page()) }
            }
            @if list.has_originals {
                a href=(frame.original(&hit.id)) { (language.original_file()) }
            }
        }
    }
}

/// Where else the same text stands.
fn copies(frame: &Frame<'_>, copies: &[Copied]) -> Markup {
    html! {
        details .copies {
            summary { (frame.language.copies_of(copies.len())) }
            ul {
                @for copy in copies {
                    li {
                        a href=(frame.document(&copy.id)) { (copy.source.clone().unwrap_or_else(|| address(&copy.place))) }
                        @if copy.source.is_some() { span { (address(&copy.place)) } }
                    }
                }
            }
        }
    }
}
