//! What is said of hits that were written to a file: how many, and what was left out.

use std::io;
use std::path::Path;

use super::export::Exported;
use super::header;
use super::page::{FAINT, Page};
use super::words::{Language, grouped};
use crate::response::SearchResponse;

/// Writes a line about hits in the file `to`; about those on standard output only if something of them
/// was left out.
pub(super) fn write(
    page: &mut Page,
    response: &SearchResponse,
    exported: Exported,
    to: Option<&Path>,
) -> io::Result<()> {
    let say = page.language();
    let left_out = left_out(response, exported, say);
    let told = match to {
        None if left_out.is_empty() => return Ok(()),
        _ if exported.hits == 0 => {
            let reservations = header::reservations(response, say);
            [vec![header::nothing(response, say)], reservations].concat()
        }
        None => [vec![written(response, exported, say)], left_out].concat(),
        Some(path) => {
            let written = say.in_file(written(response, exported, say), path.display());
            let reposts = header::reposts(response, say).into_iter().collect();
            [vec![written], reposts, left_out].concat()
        }
    };
    page.text(0, &told.join(" · "), FAINT)
}

/// How many hits were written, and of how many.
fn written(response: &SearchResponse, exported: Exported, say: Language) -> String {
    // Where copies are too many to compare, the total has them too.
    let total = response.copies.map_or(exported.hits, |_| response.total);
    match total.max(exported.hits) {
        all if all == exported.hits => say.announcements(all),
        all => say.hits_of(grouped(exported.hits as u64), say.announcements(all)),
    }
}

/// What was left out, and why.
fn left_out(response: &SearchResponse, exported: Exported, say: Language) -> Vec<String> {
    let is_near = response.rungs.first().is_some_and(|first| !first.rung.is_strict());
    let nearest = if response.capped { say.these_are_best() } else { say.these_are_nearest() };
    let reservations = header::reservations(response, say);
    let told = [
        is_near.then_some(nearest),
        (exported.nearest > 0).then(|| say.nearest_left_out(grouped(exported.nearest as u64))),
        header::left_out(&response.left_out, say),
        (exported.cut > 0).then(|| say.cells_cut(exported.cut)),
        (exported.beyond > 0).then(|| say.beyond_the_sheet(grouped(exported.beyond as u64))),
    ];
    reservations.into_iter().chain(told.into_iter().flatten()).collect()
}
