//! The page that says why nothing was found, and what finds something.

use maud::{Markup, html};

pub(in super::super) use super::chips::{Chip, chips, unfiltered};

use super::super::reply::Reply;
use super::frame::Frame;
use super::layout::with_box;
use super::list::reservations;
use crate::printer::{Language, expansions, what_is_absent};
use crate::response::{AskedPart, Hit, SearchResponse};

/// What was asked for and is not there.
pub(in super::super) struct Absent<'a> {
    pub(in super::super) frame: &'a Frame<'a>,
    pub(in super::super) response: &'a SearchResponse,
    /// What was probably meant, and how many have it.
    pub(in super::super) meant: Vec<(String, usize)>,
    /// The filters in use.
    pub(in super::super) chips: Vec<Chip>,
    /// How many are found without each of them.
    pub(in super::super) without: Vec<usize>,
    /// How many are found without any, where there are several.
    pub(in super::super) unfiltered: Option<usize>,
    /// The numbers near the one that was asked for.
    pub(in super::super) numbers: Option<Numbered>,
}

/// Announcements of a series of numbers.
pub(in super::super) struct Numbered {
    /// The beginning that their numbers share.
    pub(in super::super) series: String,
    pub(in super::super) hits: Vec<Hit>,
}

pub(in super::super) fn page(absent: &Absent<'_>) -> Reply {
    let (frame, response, say) = (absent.frame, absent.response, absent.frame.language);
    let heading = what_is_absent(response, say);
    let count = response.absence.as_ref().map_or(0, |absence| absence.announcements);
    let content = html! {
        div .narrow {
            h1 { (heading) }
            p .under {
                @if count == 0 { (say.index_is_empty()) } @else { (say.looked_through(count)) }
            }
            (read(absent))
            (in_the_way(absent))
            (meant(absent))
            (words(absent))
            (filters(absent))
            (numbers(absent))
            (besides(frame))
        }
    };
    let query = frame.query.get("q").unwrap_or_default();
    with_box(frame, if query.is_empty() { &heading } else { query }, &content)
}

/// What the query was read as, and why the rest of this page is not complete if it is not.
fn read(absent: &Absent<'_>) -> Markup {
    let (frame, response, say) = (absent.frame, absent.response, absent.frame.language);
    let (read, likes) = say.each_reading(&response.readings);
    let expanded = expansions(response, say);
    html! {
        (reservations(response, say))
        @if !read.is_empty() {
            p .under {
                (say.read(read.join(say.semicolon()))) " "
                a href=(frame.list(&frame.query.with("literal", 1))) { (say.undo_readings()) }
            }
        }
        @for other in likes { p .under { (other) } }
        @if !expanded.is_empty() { p .under { (expanded) } }
        @if let Some(why) = &response.unexplained {
            p .notice { (say.not_explained(say.told(why))) }
        }
    }
}

/// That the words are there and only the filters are in the way.
fn in_the_way(absent: &Absent<'_>) -> Markup {
    let (frame, say) = (absent.frame, absent.frame.language);
    let all = match (absent.unfiltered, &absent.without[..]) {
        (Some(count), _) => count,
        (None, [only]) => *only,
        _ => 0,
    };
    html! {
        @if all > 0 {
            p .notice role="status" {
                a href=(frame.list(&unfiltered(&frame.query))) { (say.filters_stand_in_the_way(all)) }
            }
        }
    }
}

fn meant(absent: &Absent<'_>) -> Markup {
    let (frame, say) = (absent.frame, absent.frame.language);
    html! {
        @if !absent.meant.is_empty() {
            h2 { (say.meant()) }
            ul .entries {
                @for (text, count) in &absent.meant {
                    li {
                        a href=(frame.list(&frame.query.with("q", text))) { (text) }
                        @if *count > 0 { span { (say.items(*count)) } }
                    }
                }
            }
        }
    }
}

/// How many announcements each part of the query is in.
fn words(absent: &Absent<'_>) -> Markup {
    let say = absent.frame.language;
    let parts = parts(absent);
    html! {
        @if !parts.is_empty() && (parts.len() > 1 || !parts[0].words.is_empty()) {
            h2 { (say.each_word_alone()) }
            table .counts {
                thead { tr { th scope="col" { (say.word_column()) } th scope="col" .num { (say.count_column()) } td {} } }
                tbody { @for asked in parts { (part(absent, asked)) } }
            }
        }
    }
}

/// The parts of the query itself: filters follow them, and have a table of their own.
fn parts<'a>(absent: &'a Absent<'_>) -> &'a [AskedPart] {
    let parts = absent.response.absence.as_ref().map_or(&[][..], |absence| &absence.parts);
    let filters = filter_parts(absent.frame);
    &parts[..parts.len().saturating_sub(filters)]
}

/// How many parts the filters are: values of one are one, and so are both ends of a range.
fn filter_parts(frame: &Frame<'_>) -> usize {
    let names = ["since", "issuer", "level", "kind", "region", "validity", "number"];
    let has = |name: &&str| frame.query.get(name).is_some();
    let dates = ["from", "to"].iter().any(has);
    names.iter().filter(|name| has(name)).count() + usize::from(dates)
}

fn part(absent: &Absent<'_>, asked: &AskedPart) -> Markup {
    let frame = absent.frame;
    let list = |text: &str, count: usize| {
        let query = unfiltered(&frame.query).with("q", text);
        html! { @if count > 0 { a href=(frame.list(&query)) { (text) } } @else { (text) } }
    };
    let count = |count: usize| html! { td .num { (count) } };
    html! {
        tr {
            th scope="row" { (list(&asked.part.text, asked.part.count)) }
            (count(asked.part.count))
            td .note { (without(absent, asked)) }
        }
        @for word in &asked.words {
            tr .inner {
                th scope="row" { (list(&word.text, word.count)) }
                (count(word.count))
                td {}
            }
        }
    }
}

/// What is found without a part of the query.
fn without(absent: &Absent<'_>, asked: &AskedPart) -> Markup {
    let (frame, say) = (absent.frame, absent.frame.language);
    let absence = absent.response.absence.iter().flat_map(|absence| &absence.without);
    let found =
        absence.filter(|without| without.text == asked.part.text).map(|one| one.count).next();
    let said = found.map(|count| say.without_this(count));
    html! {
        @match (said, rest(frame, &asked.part.text)) {
            (Some(said), Some(rest)) => a href=(frame.list(&frame.query.with("q", rest))) { (said) },
            (Some(said), None) => (said),
            (None, _) if asked.part.count == 0 && asked.words.is_empty() => (say.nowhere()),
            (None, _) => (cut(say, asked)),
        }
    }
}

fn cut(say: Language, asked: &AskedPart) -> String {
    let words: Vec<&str> = asked.words.iter().map(|word| word.text.as_str()).collect();
    if words.is_empty() { String::new() } else { say.cut_into_words(say.list(&words, false)) }
}

/// The query without a part of it, where that stands between spaces.
fn rest(frame: &Frame<'_>, part: &str) -> Option<String> {
    let words: Vec<&str> = frame.query.get("q")?.split_whitespace().collect();
    let place = words.iter().position(|word| *word == part)?;
    let rest = [&words[..place], &words[place + 1..]].concat().join(" ");
    (!rest.is_empty()).then_some(rest)
}

fn filters(absent: &Absent<'_>) -> Markup {
    let (frame, say) = (absent.frame, absent.frame.language);
    let name = |chip: &Chip| match chip.name.is_empty() {
        true => chip.value.clone(),
        false => say.labelled(&chip.name, &chip.value),
    };
    html! {
        @if !absent.chips.is_empty() {
            h2 { (say.each_filter()) }
            table .counts {
                thead { tr { th scope="col" { (say.filter_column()) } th scope="col" .num { (say.without_column()) } td {} } }
                tbody {
                    @for (chip, count) in absent.chips.iter().zip(&absent.without) {
                        tr {
                            th scope="row" { (name(chip)) }
                            td .num { (count) }
                            td .note {
                                @if *count > 0 { a href=(frame.list(&chip.without)) { (say.remove(name(chip))) } }
                                @else { (say.no_matter()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn numbers(absent: &Absent<'_>) -> Markup {
    let (frame, say) = (absent.frame, absent.frame.language);
    html! {
        @if let Some(near) = &absent.numbers {
            h2 { (say.near_numbers()) }
            ul .entries {
                @for hit in &near.hits {
                    li {
                        div {
                            a href=(frame.document(&hit.id)) {
                                @if let Some(number) = &hit.announcement.number { (number) } @else { (hit.announcement.title) }
                            }
                            p .under { (hit.announcement.title) }
                        }
                        span { (say.dates(&hit.announcement).unwrap_or_else(|| say.undated_item())) }
                    }
                }
            }
            p { a href=(frame.list(&frame.query.only(&["lang"]).with("number", &near.series))) { (near.series) } }
        }
    }
}

fn besides(frame: &Frame<'_>) -> Markup {
    let say = frame.language;
    let all = frame.query.only(&["lang"]).with("sort", "newest");
    html! {
        h2 { (say.or_else_heading()) }
        ul {
            li { a href=(frame.list(&all)) { (say.browse_all()) } }
            li { a href=(frame.page("/help")) { (say.read_syntax()) } }
        }
    }
}
