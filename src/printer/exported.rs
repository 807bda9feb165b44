//! What is said of hits that were written to a file: how many, and what was left out.

use std::io;
use std::path::Path;

use super::export::Exported;
use super::header;
use super::page::{FAINT, Page};
use super::words;
use crate::response::SearchResponse;

/// Writes a line about hits in the file `to`; about those on standard output only if something of them
/// was left out.
pub(super) fn write(
    page: &mut Page,
    response: &SearchResponse,
    exported: Exported,
    to: Option<&Path>,
) -> io::Result<()> {
    let left_out = left_out(response, exported);
    let told = match to {
        None if left_out.is_empty() => return Ok(()),
        _ if exported.hits == 0 => vec![header::nothing(response)],
        None => [vec![written(response, exported)], left_out].concat(),
        Some(path) => {
            let written = words::in_file(&written(response, exported), path);
            let reposts = header::reposts(response).into_iter().collect();
            [vec![written], reposts, left_out].concat()
        }
    };
    page.text(0, &told.join(" · "), FAINT)
}

/// How many hits were written, and of how many.
fn written(response: &SearchResponse, exported: Exported) -> String {
    // Where copies are too many to compare, the total has them too.
    let total = response.copies.map_or(exported.hits, |_| response.total);
    words::of_announcements(exported.hits, total.max(exported.hits))
}

/// What was left out, and why.
fn left_out(response: &SearchResponse, exported: Exported) -> Vec<String> {
    let is_near = response.rungs.first().is_some_and(|first| !first.rung.is_strict());
    let told = [
        is_near.then(|| words::only_nearest(response.capped)),
        (exported.nearest > 0).then(|| words::nearest_left_out(exported.nearest)),
        header::left_out(&response.left_out),
        (exported.cut > 0).then(|| words::cells_cut(exported.cut)),
        (exported.beyond > 0).then(|| words::beyond_the_sheet(exported.beyond)),
    ];
    told.into_iter().flatten().collect()
}
