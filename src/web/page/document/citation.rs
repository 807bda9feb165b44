//! The references to an announcement, to be taken as they stand, and as files.

use maud::{Markup, html};

use super::view::Document;
use crate::wire::{Citation, Cited, in_text};

pub(super) fn citations(document: &Document<'_>) -> Markup {
    let (language, record) = (document.frame.language, &document.shown.record);
    let cited = Cited { id: &record.id, announcement: &record.announcement, seen: document.seen };
    let provision = document.shown.excerpts.first().map(|excerpt| &excerpt.provision);
    let forms = [
        ("GB/T 7714—2025".to_string(), Citation::Gbt7714.of(&cited)),
        ("GB/T 7714—2015".to_string(), Citation::Gbt7714Of2015.of(&cited)),
        (language.cited_as_law(), Citation::Legal.of(&cited)),
        (language.cited_in_text(), in_text(&cited, provision)),
    ];
    let files = [("BibTeX", "bibtex"), ("RIS", "ris"), ("CSL-JSON", "csl-json")];
    html! {
        section #cite .block {
            h2 { (language.to_cite()) small { (language.a_click_selects()) } }
            @for (name, reference) in forms {
                div .cite {
                    h3 { (name) }
                    p .reference lang="zh-Hans" { (reference) }
                    button .copy type="button" data-copy hidden { (language.copy_this()) }
                }
            }
            p .files {
                (language.as_files())
                @for (name, style) in files { " " a href={ (document.cite_address(style)) } { (name) } }
            }
        }
    }
}
