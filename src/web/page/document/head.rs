//! The head of the page of an announcement: the way back, its title, what it is, and the way to the rest.

use maud::{Markup, html};

use super::super::super::query_string::OF_SEARCH;
use super::super::badge::badge;
use super::super::web_address::web_address;
use super::marks::shortened;
use super::view::Document;
use crate::printer::date;
use crate::response::Link;

pub(super) fn head(document: &Document<'_>) -> Markup {
    let announcement = &document.shown.record.announcement;
    let language = document.frame.language;
    html! {
        header .doc-head {
            (back(document))
            h1 lang=(document.script()) { (document.title()) }
            (key_line(document))
            (fate(document))
            (jumps(document))
            @if let Some(sure) = announcement.recognised {
                p .notice role="status" { (language.text_was_recognised(sure)) }
            }
            @if announcement.damaged {
                p .notice role="status" { (language.text_was_damaged()) }
            }
            (simplified(document))
        }
    }
}

/// The way back to the list that the announcement was opened from.
fn back(document: &Document<'_>) -> Markup {
    let (frame, language) = (document.frame, document.frame.language);
    let (query, Some(found)) = (&frame.query, document.found) else { return html! {} };
    let told = match query.get("q") {
        Some(text) => language.back_to_query(shortened(text), found),
        None => language.back_to_list(found),
    };
    html! { p .back { a href=(frame.list(&query.only(OF_SEARCH))) { "← " (told) } } }
}

/// Who issued it, its number, its day and whether it is in force; for print also where it was found.
fn key_line(document: &Document<'_>) -> Markup {
    let record = &document.shown.record;
    let (announcement, language) = (&record.announcement, document.frame.language);
    let issuers: Vec<&str> = announcement.issuers.iter().map(|issuer| &*issuer.name).collect();
    let number = announcement.number.as_ref().map(ToString::to_string);
    let day = announcement.written.or(announcement.published);
    html! {
        div .key {
            p .meta {
                @if !issuers.is_empty() { span { (issuers.join("、")) } }
                @if let Some(number) = number { span { (number) } }
                span { (day.map_or_else(|| language.no_date(), date)) }
            }
            (badge(language, document.force()))
        }
        p .printed {
            @if let Some(url) = announcement.url.as_deref().and_then(web_address) { span { (url) } }
            span { (language.id_is(record.id.to_string())) }
            span { (language.printed_on(document.seen)) }
        }
    }
}

/// What became of it, and that there is a later version.
fn fate(document: &Document<'_>) -> Markup {
    let language = document.frame.language;
    let by = document.force().filter(|force| force.by.is_some());
    let newer = document.related.newer.as_ref();
    html! {
        @if by.is_some() || newer.is_some() {
            p .fate {
                @if let Some(force) = by { span { (linked(document, force.by, &language.force(force))) } }
                @if let Some(newer) = newer { span { (linked(document, Some(newer), &language.newer(newer))) } }
            }
        }
    }
}

/// `told` as a link to a document, where the index holds it.
fn linked(document: &Document<'_>, link: Option<&Link>, told: &str) -> Markup {
    match link.and_then(|link| link.id.as_ref()) {
        Some(id) => html! { a href=(document.address(id)) { (told) } },
        None => html! { (told) },
    }
}

/// The way to what else the page has, and out of it.
fn jumps(document: &Document<'_>) -> Markup {
    let language = document.frame.language;
    let announcement = &document.shown.record.announcement;
    html! {
        nav .jumps aria-label=(language.on_this_page()) {
            a href="#record" { (language.record()) }
            @if document.has_time_line() { a href="#timeline" { (language.time_line()) } }
            @if !document.related.versions.is_empty() { a href="#versions" { (language.versions()) } }
            @if !document.copies.is_empty() { a href="#copies" { (language.same_text()) } }
            a href="#cite" { (language.to_cite()) }
            @if let Some(url) = announcement.url.as_deref().and_then(web_address) {
                a href=(url) rel="noreferrer noopener nofollow" { (language.on_the_web()) }
            }
            @if document.has_original {
                a href=(document.part("/original")) { (language.as_a_file()) }
            }
        }
    }
}

/// That the text is shown in Simplified characters, or can be.
fn simplified(document: &Document<'_>) -> Markup {
    let language = document.frame.language;
    let query = document.frame.query.only(OF_SEARCH).to_string();
    let mark = if query.is_empty() { "" } else { "?" };
    html! {
        @if document.is_simplified {
            p .notice role="status" {
                (language.is_simplified()) " "
                a href={ (document.part("")) (mark) (query) } { (language.as_written()) }
            }
        } @else if document.is_traditional {
            p .simplify {
                a href={ (document.part("")) "?simplified=1" @if !mark.is_empty() { "&" } (query) } {
                    (language.in_simplified())
                }
            }
        }
    }
}
