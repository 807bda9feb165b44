//! The contents of a statute: its chapters with the number of marks, and the articles of one of them.

use maud::{Markup, html};

use super::text::Text;
use crate::printer::Language;
use crate::text::outline::HeadingLevel;

/// How many articles without a heading above them are one entry.
const MOST_IN_ENTRY: usize = 20;

/// A division, with the articles that follow its heading.
#[derive(Default)]
struct Division {
    /// The paragraph that is its heading.
    heading: Option<usize>,
    /// The paragraphs that begin its articles.
    articles: Vec<usize>,
    marks: usize,
}

/// The contents; nothing for a text with few articles.
pub(super) fn outline(text: &Text<'_>, language: Language) -> Markup {
    if !text.has_outline() {
        return html! {};
    }
    let divisions = divisions(text);
    let asked = text.first_asked();
    let unfolded = unfolded(&divisions, asked);
    html! {
        nav .outline aria-labelledby="outline" {
            h2 #outline { (language.contents()) }
            ol {
                @for (at, division) in divisions.iter().enumerate() {
                    @match division.heading {
                        Some(heading) => li {
                            (head(text, heading, division.marks, language))
                            (listed(text, division, (at == unfolded, asked), language))
                        },
                        None => li { (listed(text, division, (at == unfolded, asked), language)) },
                    }
                }
            }
        }
    }
}

/// The parts and chapters of a statute, without the sections of these; the sections of another text.
fn divisions(text: &Text<'_>) -> Vec<Division> {
    let mut divisions = vec![Division::default()];
    for (at, paragraph) in text.paragraphs.iter().enumerate() {
        let is_chapter = paragraph.heading.is_some_and(|level| level <= HeadingLevel::Chapter);
        if is_chapter || text.is_section(at) {
            divisions.push(Division { heading: Some(at), ..Division::default() });
        }
        if let Some(division) = divisions.last_mut() {
            let begins =
                |(_, mark): &(usize, &std::ops::Range<usize>)| mark.start >= paragraph.text.start;
            division.marks += text.marks_in(&paragraph.text).filter(begins).count();
            division.articles.extend(text.article(at).map(|_| at));
        }
    }
    divisions.retain(|division| division.heading.is_some() || !division.articles.is_empty());
    divisions.into_iter().flat_map(parted).collect()
}

/// A division in entries that are not too long, where no heading parts it.
fn parted(division: Division) -> Vec<Division> {
    match division.heading {
        Some(_) => vec![division],
        None => {
            let parts = division.articles.chunks(MOST_IN_ENTRY);
            parts.map(|part| Division { articles: part.to_vec(), ..Division::default() }).collect()
        }
    }
}

/// The division of what was asked for, else the first with articles.
fn unfolded(divisions: &[Division], asked: Option<usize>) -> usize {
    let first = |division: &Division| division.heading.or(division.articles.first().copied());
    let of = |asked: usize| divisions.iter().rposition(|one| first(one) <= Some(asked));
    let has_articles = |division: &Division| !division.articles.is_empty();
    asked.and_then(of).or(divisions.iter().position(has_articles)).unwrap_or_default()
}

fn head(text: &Text<'_>, heading: usize, marks: usize, language: Language) -> Markup {
    html! {
        a href={ "#p" (heading + 1) } { (title(&text.body[text.trimmed(heading)])) }
        @if marks > 0 {
            span .num { (marks) span .vh { " " (language.marks_in_it()) } }
        }
    }
}

/// A heading on one line: 第一章　总　则 is 第一章 总则.
fn title(heading: &str) -> String {
    let mut words = heading.split_whitespace();
    let number = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    let is_spaced = rest.iter().all(|word| word.chars().count() == 1);
    let title = [number, &rest.join(if is_spaced { "" } else { " " })].join(" ");
    title.trim_end().to_string()
}

/// The articles of a division one by one, or from which to which they go.
fn listed(
    text: &Text<'_>,
    division: &Division,
    (is_unfolded, asked): (bool, Option<usize>),
    language: Language,
) -> Markup {
    let (Some(first), Some(last)) = (division.articles.first(), division.articles.last()) else {
        return html! {};
    };
    let number = |at: usize| text.article(at).unwrap_or_default();
    html! {
        ol {
            @if is_unfolded || first == last {
                @for article in &division.articles { (entry(text, *article, asked)) }
            } @else {
                li { a href=(anchor(text, *first)) { (language.range_of_articles(number(*first), number(*last))) } }
            }
        }
    }
}

/// The entry of an article; what was asked for is in it or not.
fn entry(text: &Text<'_>, article: usize, asked: Option<usize>) -> Markup {
    let number = text.article(article).unwrap_or_default();
    let is_of = |at: usize| at >= article && text.paragraphs[at].article.as_deref() == Some(number);
    let now = asked.is_some_and(is_of).then_some("now");
    html! { li class=[now] { a href=(anchor(text, article)) { (number) } } }
}

/// The address of an article on this page.
fn anchor(text: &Text<'_>, article: usize) -> String {
    match text.anchor(article) {
        Some(anchor) => format!("#{anchor}"),
        None => format!("#p{}", article + 1),
    }
}
