//! The first page: the box, what came in last, and what the index holds.

use jiff::Timestamp;
use maud::{Markup, html};

use super::super::reply::Reply;
use super::chips::{facet_value, levels};
use super::frame::Frame;
use super::layout::{Purpose, links, page as bare, search_box};
use crate::engine::Stats;
use crate::printer::moment;
use crate::response::Hit;

/// What one may search for, as people do: words, a number, an article.
const EXAMPLES: [&str; 3] = ["运贸产一体化", "青府发〔2025〕28号", "民法典第三条"];

/// What the first page shows.
pub(in super::super) struct First<'a> {
    pub(in super::super) frame: &'a Frame<'a>,
    /// What came into the index last.
    pub(in super::super) hits: &'a [Hit],
    pub(in super::super) stats: &'a Stats,
    /// Whether files may be named.
    pub(in super::super) is_local: bool,
}

pub(in super::super) fn page(first: &First<'_>) -> Reply {
    let (frame, say) = (first.frame, first.frame.language);
    let content = html! {
        header .first-links .wide { (links(frame)) }
        main #main .first {
            h1 { (say.policy_search()) }
            (search_box(frame, Purpose::First))
            p .examples {
                (say.for_example())
                @for example in EXAMPLES { " " a href=(frame.list(&frame.query.with("q", example))) { (example) } }
            }
            div .columns {
                (latest(first))
                (index(first))
            }
        }
    };
    bare(frame, "", &content)
}

fn latest(first: &First<'_>) -> Markup {
    let (frame, say) = (first.frame, first.frame.language);
    let all = frame.query.with("sort", "added");
    html! {
        section {
            h2 .ruled { (say.recently_added()) a href=(frame.list(&all)) { (say.all_of_them()) } }
            ul .entries {
                @for hit in first.hits { (row(frame, hit)) }
            }
        }
    }
}

fn row(frame: &Frame<'_>, hit: &Hit) -> Markup {
    let (say, one) = (frame.language, &hit.announcement);
    let issuers: Vec<&str> = one.issuers.iter().map(|issuer| issuer.name.as_str()).collect();
    let issuers = (!issuers.is_empty()).then(|| issuers.join(say.comma()));
    let issuers = issuers.unwrap_or_else(|| say.issuer_not_stated());
    let number = one.number.as_ref().map(ToString::to_string);
    let title = if one.title.trim().is_empty() { say.no_title() } else { one.title.clone() };
    let dates = say.dates(one).unwrap_or_else(|| say.undated_item());
    html! {
        li {
            div {
                a href=(frame.document(&hit.id)) { (title) }
                p .meta { span { (issuers) } @if let Some(number) = number { span { (number) } } span { (dates) } }
            }
            time datetime=(hit.added) { (minute(hit.added)) }
        }
    }
}

/// A time to the minute, in the time zone of the server.
fn minute(at: Timestamp) -> String {
    moment(at).chars().take("2026-01-20 09:41".len()).collect()
}

fn index(first: &First<'_>) -> Markup {
    let (frame, stats, say) = (first.frame, first.stats, first.frame.language);
    let years = &stats.facets.years;
    let skipped = stats.skipped().count();
    html! {
        section .figures {
            h2 .ruled { (say.the_index()) a href=(frame.page("/stats")) { (say.statistics()) } }
            dl {
                dt { (say.announcements_held()) } dd { (say.held(stats.announcements)) }
                @if let Some(changed) = stats.changed() {
                    dt { (say.last_updated()) } dd { (minute(changed)) }
                }
                @if let (Some(last), Some(first)) = (years.first(), years.last()) {
                    dt { (say.years_covered()) } dd { (first.value) "–" (last.value) }
                }
                @if skipped > 0 && first.is_local {
                    dt { (say.not_read()) } dd { a href={ (frame.page("/stats")) "#skipped" } { (say.files_counted_short(skipped)) } }
                }
            }
            ul .levels {
                @for level in levels(&stats.facets.levels) {
                    li {
                        a href=(frame.list(&frame.query.with("level", &level.value))) { (facet_value(say, "level", &level.value)) }
                        span { (level.count) }
                    }
                }
            }
        }
    }
}
