//! The page that says what is wrong, and what would do instead.

use jiff::Zoned;
use maud::{Markup, html};

use super::super::problem::{Problem, Sort};
use super::super::query_string::QueryString;
use super::super::reply::Reply;
use super::frame::Frame;
use super::layout::with_box;
use crate::query::Query;

/// The page of a problem.
pub(in super::super) fn page(frame: &Frame<'_>, problem: &Problem) -> Reply {
    let language = frame.language;
    let title = problem.sort.title(language);
    let detail = problem.detail(language);
    let content = html! {
        div .narrow {
            div .notice.error role="alert" {
                h1 { (title) }
                @if !detail.is_empty() { p { (detail) } }
                (place(problem))
            }
            (remedies(frame, problem))
        }
    };
    with_box(frame, title, &content).status(problem.status)
}

/// The query with the part marked that cannot be read.
fn place(problem: &Problem) -> Markup {
    let parts = problem.at.as_ref().map(|(query, at)| parts(query, *at));
    html! {
        @if let Some([before, bad, after]) = parts {
            // A part that is missing has a place and no text.
            p .query { (before) mark .bad { (if bad.is_empty() { "␣" } else { &bad }) } (after) }
        }
    }
}

/// A query before, at and after a place, which counts characters.
fn parts(query: &str, [from, to]: [usize; 2]) -> [String; 3] {
    let part =
        |from: usize, to: usize| query.chars().skip(from).take(to.saturating_sub(from)).collect();
    [part(0, from), part(from, to), part(to, usize::MAX)]
}

fn remedies(frame: &Frame<'_>, problem: &Problem) -> Markup {
    let say = frame.language;
    let links = match problem.sort {
        Sort::Query => of_query(frame, problem),
        Sort::Parameter => of_parameter(frame, problem),
        Sort::NotFound => of_names(frame, problem),
        _ => Vec::new(),
    };
    html! {
        @if !links.is_empty() { h2 { (say.what_would_do()) } }
        ul .entries {
            @for (word, query) in links {
                li {
                    a href=(frame.list(&query)) { (word) }
                    @if let Some(text) = query.get("q") { span { (text) } }
                }
            }
            li { a href=(frame.page("/")) { (say.to_first_page()) } }
        }
    }
}

/// The query mended in several ways, of which each can be read.
fn of_query(frame: &Frame<'_>, problem: &Problem) -> Vec<(String, QueryString)> {
    let (say, query) = (frame.language, &frame.query);
    let Some((text, at)) = &problem.at else { return Vec::new() };
    let [before, _, after] = parts(text, *at);
    let today = Zoned::now().date();
    let phrase = format!("\"{}\"", text.replace(['"', '“', '”', '＂'], " ").trim());
    let words: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let rest = [before.trim(), after.trim()].join(" ").trim().to_string();
    let is_new = |text: &str| Some(text) != query.get("q") && Query::parse(text, today).is_ok();
    let ways = [
        (say.without_the_part(), rest),
        (say.all_as_words(), words),
        (say.all_as_phrase(), phrase),
    ];
    let mut found: Vec<(String, QueryString)> = Vec::new();
    for (word, text) in ways.into_iter().filter(|(_, text)| is_new(text)) {
        let mended = query.with("q", text);
        if found.iter().all(|(_, other)| *other != mended) {
            found.push((word, mended));
        }
    }
    found
}

/// What was probably meant by a name that nothing has.
fn of_names(frame: &Frame<'_>, problem: &Problem) -> Vec<(String, QueryString)> {
    let (say, query) = (frame.language, frame.query.only(&["lang"]));
    let meant = problem.suggestions.iter();
    meant.map(|name| (say.meant(), query.with("q", name))).collect()
}

/// The search without the parameter that cannot be used.
fn of_parameter(frame: &Frame<'_>, problem: &Problem) -> Vec<(String, QueryString)> {
    let Some(name) = problem.parameter.as_deref() else { return Vec::new() };
    let shown: String = name.chars().take(40).collect();
    vec![(frame.language.without_parameter(shown), frame.query.without(name))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_cut_at_its_fault_by_characters() {
        assert_eq!(parts("数据 (安全", [3, 4]), ["数据 ", "(", "安全"].map(String::from));
        assert_eq!(parts("a", [1, 1]), ["a", "", ""].map(String::from));
    }
}
