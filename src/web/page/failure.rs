//! The page that says what is wrong.

use maud::html;

use super::super::problem::Problem;
use super::super::reply::Reply;
use super::frame::Frame;
use super::layout::with_box;

/// The page of a problem.
pub(in super::super) fn page(frame: &Frame<'_>, problem: &Problem) -> Reply {
    let language = frame.language;
    let title = problem.sort.title(language);
    let detail = problem.detail(language);
    let content = html! {
        div .notice.error role="alert" {
            h1 { (title) }
            @if !detail.is_empty() { p { (detail) } }
        }
    };
    with_box(frame, title, &content).status(problem.status)
}
