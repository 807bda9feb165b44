//! What stands around the content of every page: head, search box, links, foot.

use maud::{DOCTYPE, Markup, html};

use super::super::asset::{ASSETS, Asset};
use super::super::canonical::unquoted;
use super::super::reply::{Media, Reply};
use super::frame::Frame;
use super::shown::shown;
use crate::printer::{Language, moment};

/// A page with this title and content.
pub(super) fn page(frame: &Frame<'_>, title: &str, content: &Markup) -> Reply {
    styled(frame, title, &ASSETS.style, content)
}

fn styled(frame: &Frame<'_>, title: &str, style: &Asset, content: &Markup) -> Reply {
    let name = frame.language.policy_search();
    let title = if title.is_empty() { name.clone() } else { format!("{title} · {name}") };
    let page = html! {
        (DOCTYPE)
        html lang=(tag(frame.language)) {
            head { (head(frame, &title, style)) }
            body {
                a .skip href="#main" { (frame.language.to_content()) }
                (content)
                (foot(frame))
            }
        }
    };
    // Once more as a whole: whatever it shows, no page turns text around.
    Reply::of(Media::HTML, shown(&page.into_string()).as_bytes())
}

/// A page with the search box above its content.
pub(super) fn with_box(frame: &Frame<'_>, title: &str, content: &Markup) -> Reply {
    page(frame, title, &boxed(frame, Purpose::New, content))
}

/// The page of what was found: the box searches within it too.
pub(super) fn of_results(frame: &Frame<'_>, title: &str, content: &Markup) -> Reply {
    page(frame, title, &boxed(frame, Purpose::Within, content))
}

/// The page of an announcement.
pub(super) fn of_document(frame: &Frame<'_>, title: &str, content: &Markup) -> Reply {
    styled(frame, title, &ASSETS.document_style, &boxed(frame, Purpose::New, content))
}

fn boxed(frame: &Frame<'_>, purpose: Purpose, content: &Markup) -> Markup {
    html! {
        header .top {
            div .wide {
                a .brand href=(frame.page("/")) { (frame.language.policy_search()) }
                (search_box(frame, purpose))
                (links(frame))
            }
        }
        main #main .wide { (content) }
    }
}

fn head(frame: &Frame<'_>, title: &str, style: &Asset) -> Markup {
    let asset = |name: &str| frame.at(format_args!("/asset/{name}"));
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        title { (title) }
        link rel="stylesheet" href=(asset(&style.name));
        link rel="icon" type="image/svg+xml" href=(asset(&ASSETS.icon.name));
        link rel="search" type="application/opensearchdescription+xml" title=(frame.language.policy_search()) href=(frame.at("/opensearch.xml"));
        script src=(asset(&ASSETS.script.name)) defer {}
    }
}

/// The tag of a language.
fn tag(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh-Hans",
        _ => "en",
    }
}

/// What a search box is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To begin with: the cursor is in it.
    First,
    /// To search anew.
    New,
    /// To search within what was found, too.
    Within,
}

/// The box to search in, with what limits the search in hidden fields.
pub(super) fn search_box(frame: &Frame<'_>, purpose: Purpose) -> Markup {
    let language = frame.language;
    let query = frame.query.get("q").unwrap_or_default();
    html! {
        form .box role="search" method="get" action=(frame.at("/")) {
            label .vh for="q" { (language.query_label()) }
            div .field {
                input #q type="search" name="q" value=(query) autocomplete="off" autofocus[purpose == Purpose::First];
                button type="submit" { (language.search_button()) }
            }
            @for (name, value) in frame.query.filters().filter(|(name, _)| *name != "title-only") {
                input type="hidden" name=(name) value=(value);
            }
            @for (name, value) in frame.query.iter().filter(|(name, _)| ["sort", "limit", "lang"].contains(name)) {
                input type="hidden" name=(name) value=(value);
            }
            div .how {
                (scopes(frame))
                a href=(frame.page("/help")) { (language.query_syntax()) }
                @if purpose == Purpose::Within {
                    span .within {
                        label for="within" { (language.within_results()) }
                        input #within type="search" name="within" autocomplete="off";
                        button type="submit" { (language.add_button()) }
                    }
                }
            }
        }
    }
}

/// The choice of where words are looked for. What is chosen as it was sends nothing: whoever types
/// quotes beside “full text” means them.
fn scopes(frame: &Frame<'_>) -> Markup {
    let (language, chosen) = (frame.language, scope(frame));
    let words = if chosen == "exact" { "words" } else { "" };
    html! {
        fieldset .scope {
            legend .vh { (language.scope_label()) }
            @for (name, value, word) in [
                ("words", words, language.scope_words()),
                ("title", "title", language.scope_title()),
                ("exact", "exact", language.scope_exact()),
            ] {
                label {
                    input type="radio" name="scope" value=(value) checked[name == chosen];
                    (word)
                }
            }
        }
    }
}

/// Where the words of the search that is shown are looked for.
fn scope(frame: &Frame<'_>) -> &'static str {
    let query = frame.query.get("q").unwrap_or_default();
    match () {
        () if frame.query.is_on("title-only") => "title",
        () if unquoted(query).is_some() => "exact",
        () => "words",
    }
}

/// Links to the other pages.
pub(super) fn links(frame: &Frame<'_>) -> Markup {
    let language = frame.language;
    let (tag, other) = match language {
        Language::Chinese => ("en", "English"),
        _ => ("zh-Hans", "中文"),
    };
    html! {
        nav .links aria-label=(language.policy_search()) {
            a href=(frame.page("/like")) { (language.by_a_text()) }
            a href=(frame.page("/stats")) { (language.statistics()) }
            a href=(frame.page("/help")) { (language.help()) }
            a href=(frame.other_language()) lang=(tag) hreflang=(tag) { (other) }
        }
    }
}

fn foot(frame: &Frame<'_>) -> Markup {
    let language = frame.language;
    html! {
        footer .foot .wide {
            @if let Some(index) = frame.index {
                span { (language.in_the_index(index.announcements)) }
                @if let Some(changed) = index.changed {
                    span { (language.updated_at(moment(changed))) }
                }
            }
            a href=(frame.at("/api")) { (language.interface()) }
            span .last { (language.originals_decide()) }
        }
    }
}
