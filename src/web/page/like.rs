//! The page to find what is like a text.

use maud::{Markup, html};

use super::super::reply::Reply;
use super::frame::Frame;
use super::layout::with_box;
use super::list::{List, found_by_text};
use super::shown::shown;

/// A text, and what is like it.
pub(in super::super) struct Liked<'a> {
    pub(in super::super) text: &'a str,
    pub(in super::super) list: &'a List<'a>,
}

/// The form, and below it what was found.
pub(in super::super) fn page(frame: &Frame<'_>, liked: Option<&Liked<'_>>) -> Reply {
    let say = frame.language;
    let content = html! {
        div .wide .like {
            h1 { (say.by_a_text()) }
            (form(frame, liked.map(|liked| liked.text)))
            @if let Some(liked) = liked { (found_by_text(liked.list)) }
        }
    };
    with_box(frame, &say.by_a_text(), &content)
}

fn form(frame: &Frame<'_>, text: Option<&str>) -> Markup {
    let say = frame.language;
    html! {
        form method="post" action=(frame.page("/like")) {
            label for="text" { (say.text_to_paste()) }
            textarea #text name="text" rows="8" required autofocus[text.is_none()] { (shown(text.unwrap_or_default())) }
            button type="submit" { (say.find_like_it()) }
        }
    }
}
