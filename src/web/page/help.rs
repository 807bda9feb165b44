//! The page of the query language and of the keys.

use maud::{Markup, html};

use super::super::reply::Reply;
use super::frame::Frame;
use super::layout::with_box;
use super::markdown::rendered;
use crate::printer::Language;
use crate::query::{SYNTAX, SYNTAX_IN_CHINESE};

pub(in super::super) fn page(frame: &Frame<'_>) -> Reply {
    let say = frame.language;
    let text = if say == Language::Chinese { SYNTAX_IN_CHINESE } else { SYNTAX };
    let content = html! {
        div .narrow.prose {
            (rendered(text, &|code| example(frame, code)))
            h2 #keys { (say.keys()) }
            p { (say.keys_need_a_script()) }
            (keys(say))
        }
    };
    with_box(frame, &say.help(), &content)
}

/// An example of a query, which is a link to what it finds.
fn example(frame: &Frame<'_>, code: &str) -> Markup {
    let query = frame.query.only(&["lang"]).with("q", code);
    html! { a href=(frame.list(&query)) { code { (code) } } }
}

fn keys(say: Language) -> Markup {
    let keys = [
        ("/", say.key_box()),
        ("j k", say.key_hits()),
        ("Enter", say.key_open()),
        ("n p", say.key_marks()),
        ("[ ]", say.key_pages()),
        ("u", say.key_list()),
        ("c", say.key_citation()),
        ("?", say.key_help()),
    ];
    html! {
        table {
            thead { tr { th scope="col" { (say.key_column()) } th scope="col" { (say.key_meaning()) } } }
            tbody {
                @for (key, what) in keys {
                    tr { th scope="row" { @for one in key.split(' ') { kbd { (one) } " " } } td { (what) } }
                }
            }
        }
    }
}
