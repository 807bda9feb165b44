//! The best passages of one announcement. Where there is a script they open within the list.

use maud::html;

use super::super::reply::Reply;
use super::frame::Frame;
use super::layout::with_box;
use super::marks::marked;
use crate::announcement::Id;
use crate::response::Snippet;

/// What a preview shows.
pub(in super::super) struct Preview<'a> {
    pub(in super::super) frame: &'a Frame<'a>,
    pub(in super::super) id: &'a Id,
    pub(in super::super) title: &'a str,
    /// The passages, each with the number of the paragraph that it begins in.
    pub(in super::super) passages: &'a [(usize, Snippet)],
}

pub(in super::super) fn page(preview: &Preview<'_>) -> Reply {
    let Preview { frame, id, title, passages } = preview;
    let say = frame.language;
    let name = if title.trim().is_empty() { say.no_title() } else { (*title).to_string() };
    let content = html! {
        div .narrow {
            h1 { a href=(frame.document(id)) { (name) } }
            ol .passages {
                @for (paragraph, passage) in *passages {
                    li {
                        a href={ (frame.document(id)) "#p" (paragraph) } { (say.paragraph_number(*paragraph)) }
                        " " (marked(&passage.text, &passage.highlights))
                    }
                }
            }
            p { a href=(frame.list(&frame.query)) { (say.to_the_list()) } }
        }
    };
    with_box(frame, &name, &content)
}
