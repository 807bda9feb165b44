//! The page of what the index holds, and of the files that gave nothing.

use jiff::Timestamp;
use maud::{Markup, html};

use super::super::reply::Reply;
use super::chips::{facet_value, levels};
use super::frame::Frame;
use super::layout::with_box;
use crate::engine::Stats;
use crate::error::Reason;
use crate::printer::{grouped, moment};
use crate::response::FacetCount;
use crate::wire::Wording;

/// How many values of a facet are listed.
const LISTED: usize = 20;

/// How many files are listed that gave nothing.
const MOST_FILES: usize = 500;

pub(in super::super) fn page(frame: &Frame<'_>, stats: &Stats, tells_paths: bool) -> Reply {
    let say = frame.language;
    let content = html! {
        div .narrow {
            h1 { (say.statistics()) }
            (figures(frame, stats, tells_paths))
            (facets(frame, stats))
            @if tells_paths { (skipped(frame, stats)) }
            @if tells_paths { (notes(frame, stats)) }
        }
    };
    with_box(frame, &say.statistics(), &content)
}

fn figures(frame: &Frame<'_>, stats: &Stats, tells_paths: bool) -> Markup {
    let say = frame.language;
    let left_out = stats.state.files.iter().filter(|file| file.skipped.is_some()).count();
    let size: u64 = stats.bytes.iter().map(|(_, size)| size).sum();
    let row =
        |name: String, value: String| html! { tr { th scope="row" { (name) } td { (value) } } };
    let time = |name: String, at: Option<Timestamp>| {
        html! { @if let Some(at) = at { (row(name, moment(at))) } }
    };
    html! {
        table .counts {
            tbody {
                (row(say.announcements_held(), grouped(stats.announcements)))
                (row(say.files_gave(), say.files_of(stats.files() - left_out, stats.files())))
                @if tells_paths {
                    @for root in stats.roots() { (row(say.folder_read(), root.display().to_string())) }
                }
                (row(say.size_on_disk(), say.size(size)))
                (time(say.first_came_in(), stats.first_run))
                (time(say.last_came_in(), stats.last_run))
                (row(say.brought_in(), say.held(stats.by_last_run)))
                (time(say.last_updated(), stats.changed()))
            }
        }
    }
}

fn facets(frame: &Frame<'_>, stats: &Stats) -> Markup {
    let (say, facets) = (frame.language, &stats.facets);
    let count = |value: &str, count| FacetCount { value: value.to_string(), count };
    let provinces: Vec<FacetCount> =
        facets.provinces.iter().map(|one| count(&one.value, one.count)).collect();
    html! {
        div .facet-columns {
            (facet(frame, "level", say.of_level(), &levels(&facets.levels), facets.unknown.levels))
            (facet(frame, "kind", say.of_kind(), &facets.kinds, facets.unknown.kinds))
            (facet(frame, "", say.of_year(), &facets.years, facets.unknown.years))
            (facet(frame, "region", say.of_region(), &provinces, facets.unknown.regions))
            (facet(frame, "issuer", say.of_issuer(), &facets.issuers, facets.unknown.issuers))
        }
    }
}

/// The values of a facet, each a link to its announcements.
fn facet(
    frame: &Frame<'_>,
    name: &str,
    heading: String,
    counts: &[FacetCount],
    unknown: usize,
) -> Markup {
    let (say, query) = (frame.language, frame.query.only(&["lang"]));
    let address = |value: &str| match name {
        "" => frame.list(&query.with("from", value).with("to", value)),
        name => frame.list(&query.with(name, value)),
    };
    html! {
        @if !counts.is_empty() {
            section .facet {
                h2 { (heading) }
                ul {
                    @for one in counts.iter().take(LISTED) {
                        li { a href=(address(&one.value)) { span { (facet_value(say, name, &one.value)) } b { (one.count) } } }
                    }
                }
                @if counts.len() > LISTED { p .note { (say.more_of(counts.len() - LISTED)) } }
                @if unknown > 0 { p .note { (say.labelled(say.not_stated(), unknown.to_string())) } }
            }
        }
    }
}

/// The files that gave no announcement.
fn skipped(frame: &Frame<'_>, stats: &Stats) -> Markup {
    let files = stats.state.files.iter();
    let said = files.filter_map(|file| Some((file.path.as_str(), file.skipped.as_ref()?)));
    files_said(frame, "skipped", frame.language.files_not_read(), &said.collect::<Vec<_>>())
}

/// What was wrong with a part of a file that was read.
fn notes(frame: &Frame<'_>, stats: &Stats) -> Markup {
    let files = stats.state.files.iter();
    let said = files.flat_map(|file| file.notes.iter().map(|note| (file.path.as_str(), note)));
    files_said(frame, "notes", frame.language.files_read_in_part(), &said.collect::<Vec<_>>())
}

fn files_said(frame: &Frame<'_>, id: &str, heading: String, files: &[(&str, &Reason)]) -> Markup {
    let say = frame.language;
    html! {
        @if !files.is_empty() {
            h2 #(id) { (heading) " " small { (files.len()) } }
            table .files {
                thead { tr { th scope="col" { (say.file_column()) } th scope="col" { (say.why_column()) } } }
                tbody {
                    @for (path, reason) in files.iter().take(MOST_FILES) {
                        tr { td { (path) } td { (say.reason(reason)) } }
                    }
                }
            }
            @if files.len() > MOST_FILES { p .note { (say.more_of(files.len() - MOST_FILES)) } }
        }
    }
}
