//! What was made of the query, said and undone by a link.

use maud::{Markup, html};

use super::answer::List;
use super::toolbar::is_strict;
use crate::printer::{self, Language, asked_number, expansions, moment};
use crate::response::{Rung, SearchResponse};

pub(super) fn notes(list: &List<'_>) -> Markup {
    let of_query: Vec<Markup> =
        [meant(list), cited(list), read(list), expanded(list)].into_iter().flatten().collect();
    let of_hits: Vec<Markup> = [reposted(list), left_out(list)].into_iter().flatten().collect();
    html! {
        (reservations(list.response, list.frame.language))
        @if !of_query.is_empty() {
            div .notice role="status" { @for note in of_query { p { (note) } } }
        }
        @if !of_hits.is_empty() {
            p .under .notes { @for note in of_hits { span { (note) } } }
        }
    }
}

/// What counts against all that the page says.
pub(in super::super) fn reservations(response: &SearchResponse, say: Language) -> Markup {
    html! {
        @for reservation in printer::reservations(response, say) {
            p .notice .error role="status" { (reservation) }
        }
    }
}

/// What was probably meant, where nothing has the query as it was typed.
fn meant(list: &List<'_>) -> Option<Markup> {
    let (frame, suggestions) = (list.frame, &list.response.suggestions);
    (!suggestions.is_empty()).then(|| {
        html! {
            b { (frame.language.meant()) }
            @for text in suggestions { " " a href=(frame.list(&frame.query.with("q", text))) { (text) } }
        }
    })
}

/// That a number is unknown, where what is found only cites it.
fn cited(list: &List<'_>) -> Option<Markup> {
    let (response, say) = (list.response, list.frame.language);
    let strict: Vec<Rung> =
        response.rungs.iter().filter(|on| is_strict(on)).map(|on| on.rung).collect();
    let number = asked_number(response).filter(|_| strict == [Rung::Typed])?;
    Some(html! { (say.number_cited(number, say.citing(response.total))) })
}

/// What parts of the query were read as, and which run was meant.
fn read(list: &List<'_>) -> Option<Markup> {
    let (frame, say) = (list.frame, list.frame.language);
    let (read, likes) = say.each_reading(&list.response.readings);
    let run = list.response.last_run.map(|began| say.last_run(moment(began)));
    let undo = frame.list(&frame.query.with("literal", 1));
    (!read.is_empty() || !likes.is_empty() || run.is_some()).then(|| {
        html! {
            @if !read.is_empty() {
                (say.read(read.join(say.semicolon()))) " "
                a href=(undo) { (say.undo_readings()) } " "
            }
            @for other in likes.iter().chain(&run) { (other) " " }
        }
    })
}

/// What was looked for too.
fn expanded(list: &List<'_>) -> Option<Markup> {
    let (frame, say) = (list.frame, list.frame.language);
    let said = expansions(list.response, say);
    let undo = frame.list(&frame.query.with("no-expand", 1));
    (!said.is_empty()).then(|| html! { (said) " " a href=(undo) { (say.undo_synonyms()) } })
}

/// How many re-posts are within the hits.
fn reposted(list: &List<'_>) -> Option<Markup> {
    let (frame, say) = (list.frame, list.frame.language);
    let copies = list.response.copies.filter(|copies| *copies > 0)?;
    let undo = frame.list(&frame.query.with("no-collapse", 1));
    Some(html! { (say.reposts(copies)) " " a href=(undo) { (say.undo_collapse()) } })
}

/// What has no date and was left out for it, or is left out by filters.
fn left_out(list: &List<'_>) -> Option<Markup> {
    let (frame, say) = (list.frame, list.frame.language);
    let left_out = list.response.left_out;
    let told = match (left_out.undated, left_out.filtered) {
        (0, 0) => return None,
        (0, others) => say.others(others),
        (undated, 0) => say.undated(undated),
        (undated, others) => say.and(say.undated(undated), say.others(others)),
    };
    let undo = frame.list(&frame.query.with("undated", 1));
    Some(html! {
        (say.left_out_by_filters(told))
        @if left_out.undated > 0 { " " a href=(undo) { (say.undo_dates()) } }
    })
}
