//! The facets: values with their counts, each a link that chooses it or gives it up.

use maud::{Markup, html};

use super::super::super::query_string::QueryString;
use super::super::chips::{facet_value, levels as by_level};
use super::answer::List;
use super::chart::chart;
use crate::announcement::{Kind, Level, Listed, Validity};
use crate::response::{FacetCount, Facets};

/// How many values are linked to at most: more are found by name.
const MOST: usize = 12;

/// A value of a facet.
pub(super) struct Row {
    /// As an address has it.
    value: String,
    /// How many have it or would be added; `None` where that is not counted.
    count: Option<usize>,
    is_chosen: bool,
    /// Whether it is within the value above.
    is_inner: bool,
}

/// A facet as it is listed.
struct Facet {
    /// The parameter that filters by it; empty for years, which two parameters limit.
    name: &'static str,
    heading: String,
    rows: Vec<Row>,
    /// How many rows are open.
    open: usize,
}

pub(super) fn facets(list: &List<'_>) -> Markup {
    let say = list.frame.language;
    let query = &list.frame.query;
    let Facets { issuers, levels, kinds, unknown, .. } = list.facets;
    let own = list.response.facets.as_ref().unwrap_or(list.facets);
    let facet = |name, heading, rows, open| Facet { name, heading, rows, open };
    let facets = [
        facet(
            "level",
            say.of_level(),
            rows(query, "level", &by_level(levels), &by_level(&own.levels)),
            7,
        ),
        facet("validity", say.of_validity(), validities(query), 5),
        facet("issuer", say.of_issuer(), rows(query, "issuer", issuers, &own.issuers), 12),
        facet("kind", say.of_kind(), rows(query, "kind", kinds, &own.kinds), 6),
        facet("region", say.of_region(), regions(query, list.facets), 8),
    ];
    html! {
        aside .facets #filters aria-label=(say.filters()) {
            a .closer href="#list" { (say.hide_filters()) }
            (years(list))
            @for facet in facets { (section(list, &facet, &html! {})) }
            p .note {
                @if unknown.years > 0 { (say.undated_counted(unknown.years)) (say.stop()) }
                (say.copies_once()) (say.stop())
            }
        }
    }
}

fn section(list: &List<'_>, facet: &Facet, above: &Markup) -> Markup {
    let open =
        facet.rows.len().min(if facet.rows.len() <= facet.open + 2 { MOST } else { facet.open });
    let (first, rest) = facet.rows.split_at(open);
    // Years have an end, and no names by which the others are found.
    let most = if facet.name.is_empty() { rest.len() } else { MOST };
    let linked = &rest[..rest.len().min(most)];
    let say = list.frame.language;
    html! {
        @if !facet.rows.is_empty() {
            section .facet {
                h2 { (facet.heading) }
                (above)
                ul { @for row in first { (link(list, facet, row)) } }
                @if !rest.is_empty() {
                    details {
                        summary { (say.more_of(rest.len())) }
                        ul { @for row in linked { (link(list, facet, row)) } }
                        @if linked.len() < rest.len() { p .note { (say.not_listed(rest.len() - linked.len())) } }
                    }
                }
            }
        }
    }
}

fn link(list: &List<'_>, facet: &Facet, row: &Row) -> Markup {
    let frame = list.frame;
    let query = match facet.name {
        "" => of_year(&frame.query, &row.value, row.is_chosen),
        name => toggled(&frame.query, name, row),
    };
    html! {
        li class=[row.is_inner.then_some("inner")] {
            a href=(frame.list(&query)) aria-current=[row.is_chosen.then_some("true")] {
                span { (facet_value(frame.language, facet.name, &row.value)) }
                @if let Some(count) = row.count { b { (count) } }
            }
        }
    }
}

/// The search with this value, or without it where it is chosen under whatever name.
fn toggled(query: &QueryString, name: &str, row: &Row) -> QueryString {
    let Row { value, is_chosen, .. } = row;
    if !is_chosen {
        return query.with(name, value);
    }
    let chosen: Vec<String> = query.all(name).map(str::to_string).collect();
    let same = chosen.iter().filter(|chosen| are_same(name, chosen, value));
    same.fold(query.clone(), |query, chosen| query.without_value(name, chosen))
}

/// The search of one year, or of all where it is chosen.
fn of_year(query: &QueryString, year: &str, is_chosen: bool) -> QueryString {
    let open = query.without("from").without("to");
    if is_chosen { open } else { open.with("from", year).with("to", year) }
}

/// Whether two texts are the same value of a parameter: those of closed lists have several names.
fn are_same(name: &str, one: &str, other: &str) -> bool {
    fn same<T: Listed>(one: &str, other: &str) -> bool {
        matches!((T::named(one), T::named(other)), (Ok(one), Ok(other)) if one == other)
    }
    one == other
        || match name {
            "level" => same::<Level>(one, other),
            "kind" => same::<Kind>(one, other),
            "validity" => same::<Validity>(one, other),
            _ => false,
        }
}

fn is_chosen(query: &QueryString, name: &str, value: &str) -> bool {
    query.all(name).any(|chosen| are_same(name, chosen, value))
}

/// The values that are counted, then those that are chosen and not counted: nothing has them, or they
/// are other names of bodies and places that are. Of chosen values, `own` has how many are on the list.
fn rows(
    query: &QueryString,
    name: &'static str,
    counts: &[FacetCount],
    own: &[FacetCount],
) -> Vec<Row> {
    let row = |counted: &FacetCount| {
        let is_chosen = is_chosen(query, name, &counted.value);
        let here = own.iter().find(|own| is_chosen && own.value == counted.value);
        let count = Some(here.unwrap_or(counted).count);
        let is_inner = name == "level" && counted.value == Level::ProvinceOffice.name();
        Row { value: counted.value.clone(), count, is_chosen, is_inner }
    };
    let mut rows: Vec<Row> = counts.iter().map(row).collect();
    // What is chosen stays in sight.
    rows.sort_by_key(|row| !row.is_chosen && name == "issuer");
    rows.extend(uncounted(query, name, &rows, own));
    rows
}

fn uncounted(
    query: &QueryString,
    name: &'static str,
    rows: &[Row],
    own: &[FacetCount],
) -> Vec<Row> {
    let is_closed = matches!(name, "level" | "kind");
    let is_new = |value: &&str| rows.iter().all(|row| !are_same(name, &row.value, value));
    let row = |value: &str| {
        let here = own.iter().find(|own| are_same(name, &own.value, value));
        let count = here.map(|own| own.count).or(is_closed.then_some(0));
        Row { value: value.to_string(), count, is_chosen: true, is_inner: false }
    };
    query.all(name).filter(is_new).map(row).collect()
}

/// The validities. How many have each is not counted: it depends on what other announcements of the
/// index do, which is worked out for the hits of a page and not for all matches.
fn validities(query: &QueryString) -> Vec<Row> {
    let row = |validity: &Validity| Row {
        is_chosen: is_chosen(query, "validity", validity.english()),
        value: validity.english().to_string(),
        count: None,
        is_inner: false,
    };
    Validity::ALL.iter().map(row).collect()
}

/// The provinces; below one that is chosen, or that most are of, what is in it.
fn regions(query: &QueryString, facets: &Facets) -> Vec<Row> {
    let placed: usize = facets.provinces.iter().map(|province| province.count).sum();
    let mut rows = Vec::new();
    for province in &facets.provinces {
        let row = |value: &str, count, is_inner| Row {
            is_chosen: is_chosen(query, "region", value),
            value: value.to_string(),
            count: Some(count),
            is_inner,
        };
        let cities: Vec<Row> =
            province.cities.iter().map(|city| row(&city.value, city.count, true)).collect();
        let own = row(&province.value, province.count, false);
        let is_open = own.is_chosen
            || 2 * province.count > placed
            || cities.iter().any(|city| city.is_chosen);
        rows.push(own);
        rows.extend(cities.into_iter().filter(|_| is_open));
    }
    rows.extend(uncounted(query, "region", &rows, &facets.regions));
    rows
}

/// The years, as bars and as a list.
fn years(list: &List<'_>) -> Markup {
    let (query, say) = (&list.frame.query, list.frame.language);
    let chosen = query.get("from").filter(|from| query.get("to") == Some(from));
    let row = |year: &FacetCount| Row {
        is_chosen: chosen == Some(&year.value),
        value: year.value.clone(),
        count: Some(year.count),
        is_inner: false,
    };
    let mut rows: Vec<Row> = list.facets.years.iter().map(row).collect();
    rows.sort_by_key(|row| !row.is_chosen);
    let facet = Facet { name: "", heading: say.of_year(), rows, open: 6 };
    section(list, &facet, &chart(list))
}
