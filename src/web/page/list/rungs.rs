//! The hits, rung by rung.

use maud::{Markup, html};

use super::answer::List;
use super::hit::hit;
use crate::printer::Language;
use crate::query::{Meaning, Reading};
use crate::response::{Hit, OnRung, Rung, SearchResponse};

pub(super) fn rungs(list: &List<'_>) -> Markup {
    let response = list.response;
    html! {
        @for hits in response.hits.chunk_by(|left, right| left.rung == right.rung) {
            (band(list.frame.language, response, hits))
            ol .hits start=(hits[0].rank) { @for one in hits { (hit(list, one)) } }
        }
    }
}

/// What the hits of a rung have in common.
fn band(say: Language, response: &SearchResponse, hits: &[Hit]) -> Markup {
    let rung = hits[0].rung;
    let found = response.rungs.iter().find(|on| on.rung == rung);
    let count = found.map_or(hits.len(), |on: &OnRung| on.hits);
    let (name, meaning) = words(say, rung, response);
    let cap = response.capped && !rung.is_strict();
    html! {
        h2 .rung {
            b { (name) }
            span {
                (say.items(count))
                @if !meaning.is_empty() { (say.colon()) (meaning) }
                @if cap { (say.semicolon()) (say.best_only(count)) }
            }
        }
    }
}

fn words(say: Language, rung: Rung, response: &SearchResponse) -> (String, String) {
    let is_like = |reading: &Reading| matches!(reading.meaning, Meaning::Like(_));
    match rung {
        Rung::Number => (say.rung_number(), say.means_number()),
        Rung::Title => (say.rung_title(), say.means_title()),
        Rung::Typed | Rung::AllWords if response.browsed => (say.rung_browsed(), String::new()),
        Rung::Typed => (say.rung_typed(), say.means_typed()),
        Rung::AllWords => (say.rung_all_words(), say.means_all_words()),
        Rung::MostWords if response.readings.iter().any(is_like) => {
            (say.rung_like(), String::new())
        }
        Rung::MostWords => (say.rung_most_words(), say.means_most_words()),
    }
}
