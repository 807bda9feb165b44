//! The page of one announcement: its text with the marks of a query, and all that is known of it.

mod article;
mod body;
mod citation;
mod head;
mod marks;
mod outline;
mod record;
mod sections;
mod text;
mod time_line;
mod view;

use maud::html;

use super::super::reply::Reply;
use super::layout::of_document;

pub(in super::super) use view::Document;

use text::Text;

/// The page of an announcement.
pub(in super::super) fn page(document: &Document<'_>) -> Reply {
    let language = document.frame.language;
    let text = Text::of(document.shown);
    let content = html! {
        (head::head(document))
        div class=(if text.has_outline() { "doc" } else { "doc flat" }) {
            (outline::outline(&text, language))
            div .text {
                (marks::bar(&text, &document.frame.query, language))
                article .body lang=(document.script()) {
                    @if text.paragraphs.is_empty() { p .none { (language.has_no_text()) } }
                    (body::body(&text, language))
                }
            }
            aside .rail aria-label=(language.record()) {
                (record::record(document))
                (article::articles(document))
                @if document.has_time_line() { (time_line::time_line(document)) }
                (time_line::versions(document))
                (time_line::copies(document))
                (citation::citations(document))
            }
        }
    };
    of_document(document.frame, &document.title(), &content)
}
