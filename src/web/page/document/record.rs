//! What is known of an announcement, each value with where it came from.

use maud::{Markup, html};

use super::super::badge::badge;
use super::super::web_address::web_address;
use super::view::Document;
use crate::announcement::Origin;
use crate::printer::{Label, Language, address, date, moment};

/// A label, its value and where that came from.
struct Row {
    label: Label,
    value: Markup,
    from: Option<String>,
}

impl Row {
    /// A value as text; that there is none is said.
    fn of(label: Label, value: Option<String>, from: Option<Origin>, say: Language) -> Self {
        let from = from.map(|origin| say.by_origin(say.origin(origin)));
        let value = html! {
            @match value {
                Some(value) => (value),
                None => span .none { (say.not_stated()) },
            }
        };
        Self { label, value, from }
    }

    fn linked(self, value: Markup) -> Self {
        Self { value, ..self }
    }
}

pub(super) fn record(document: &Document<'_>) -> Markup {
    let say = document.frame.language;
    let (first, rest) = (first(document), rest(document));
    html! {
        section #record .block {
            h2 { (say.record()) small { (say.grey_is_origin()) } }
            (list(&first, say))
            details "open" {
                summary { (say.rest_of_record(rest.len())) }
                (list(&rest, say))
            }
        }
    }
}

fn list(rows: &[Row], say: Language) -> Markup {
    html! {
        dl .record {
            @for Row { label, value, from } in rows {
                dt { (say.label(*label)) }
                dd { (value) @if let Some(from) = from { " " small .from { (from) } } }
            }
        }
    }
}

/// What every announcement is known by.
fn first(document: &Document<'_>) -> Vec<Row> {
    let (a, say) = (&document.shown.record.announcement, document.frame.language);
    let from = &a.provenance;
    let names: Vec<&str> = a.issuers.iter().map(|issuer| &*issuer.name).collect();
    let issuers = (!names.is_empty()).then(|| names.join("、"));
    let number = a.number.as_ref().map(ToString::to_string);
    let kind = a.kind.map(|kind| say.document_kind(kind).to_string());
    let level = a.level().map(|level| say.level(level).to_string());
    let by = a.level().and(from.issuers).map(|_| Origin::Issuer);
    let mut rows = vec![
        Row::of(Label::Issuers, issuers, from.issuers, say),
        Row::of(Label::Number, number, from.number, say),
        Row::of(Label::Written, a.written.map(date), from.written, say),
        Row::of(Label::Published, a.published.map(date), from.published, say),
        Row::of(Label::Kind, kind, from.kind, say),
        Row::of(Label::Level, level, by, say),
        Row::of(Label::Region, a.region.clone(), from.region, say),
        validity(document),
    ];
    if let (Some(origin), Some(by)) = (from.issuers, from.completed) {
        rows[0].from = Some(say.completed(say.by_origin(say.origin(origin)), say.origin(by)));
    }
    rows
}

/// Whether it is in force, and by what that is known.
fn validity(document: &Document<'_>) -> Row {
    let (a, say) = (&document.shown.record.announcement, document.frame.language);
    let force = document.force();
    let by = force.as_ref().and_then(|force| force.by).map(|by| say.by_origin(by.name()));
    let mut row =
        Row::of(Label::Validity, None, a.provenance.validity.filter(|_| by.is_none()), say);
    row.from = by.or(row.from);
    row.linked(badge(say, force))
}

/// What not every announcement has.
fn rest(document: &Document<'_>) -> Vec<Row> {
    let record = &document.shown.record;
    let (a, say) = (&record.announcement, document.frame.language);
    let from = &a.provenance;
    let listed = |names: &[String]| (!names.is_empty()).then(|| names.join("；"));
    let mut rows = vec![
        Row::of(Label::Topic, a.topic.clone(), from.topic, say),
        Row::of(Label::IndexNumber, a.index_number.clone(), from.index_number, say),
        Row::of(Label::Source, a.source.clone(), from.source, say),
        page(document),
        file(document),
        Row::of(Label::Added, Some(moment(record.added)), None, say),
        Row::of(Label::Id, Some(record.id.to_string()), None, say),
    ];
    for (label, names) in [(Label::Attachments, &a.attachments), (Label::Addressees, &a.addressees)]
    {
        if let Some(names) = listed(names) {
            rows.insert(0, Row::of(label, Some(names), None, say));
        }
    }
    rows
}

/// Where it was published; a link where it is a page of the web.
fn page(document: &Document<'_>) -> Row {
    let a = &document.shown.record.announcement;
    let row = Row::of(Label::Url, a.url.clone(), a.provenance.url, document.frame.language);
    match a.url.as_deref().and_then(web_address) {
        Some(url) => {
            row.linked(html! { a href=(url) rel="noreferrer noopener nofollow" { (url) } })
        }
        None => row,
    }
}

/// The file that it was read from; a link where files are handed out.
fn file(document: &Document<'_>) -> Row {
    let name = address(&document.shown.record.place);
    let row = Row::of(Label::File, Some(name.clone()), None, document.frame.language);
    match document.has_original {
        true => row.linked(html! { a href=(document.part("/original")) { (name) } }),
        false => row,
    }
}
