//! How many announcements each year has, as bars; the list of years below says the same.

use maud::{Markup, html};

use super::answer::List;
use crate::response::FacetCount;

/// The most years that have a bar: earlier ones are in the list alone.
const MOST_BARS: i32 = 60;

/// The fewest years that the drawing has room for: a few are not drawn as walls.
const FEWEST_SLOTS: i32 = 12;

/// The drawing in its own units: how wide a bar and its gap are, where bars begin and end, and where the
/// drawing ends.
const SLOT: i32 = 4;
const TOP: i32 = 16;
const BOTTOM: i32 = 66;
const HEIGHT: i32 = 82;

/// A year with its bar.
struct Bar<'a> {
    year: &'a FacetCount,
    left: i32,
    top: i32,
    is_chosen: bool,
}

/// The bars. Where there is a script it lays the links of the list over them: the list has every year
/// anyhow, and a second link for each would be a tenth of the page.
pub(super) fn chart(list: &List<'_>) -> Markup {
    let years = years(&list.facets.years);
    let Some((last, _)) = years.first() else { return html! {} };
    let first = years.last().map_or(*last, |(year, _)| *year);
    let slots = (last - first + 1).max(FEWEST_SLOTS);
    let (bars, width) = (bars(list, &years, slots), slots * SLOT);
    let peak = bars.iter().min_by_key(|bar| bar.top);
    html! {
        svg .chart viewBox={ "0 0 216 " (HEIGHT) } aria-hidden="true" data-last=(last) data-slots=(slots) {
            // Years are squeezed into the width; words are not.
            svg viewBox={ "0 0 " (width) " " (HEIGHT) } preserveAspectRatio="none" {
                path d=(path(&bars, |bar| !bar.is_chosen)) {}
                path .chosen d=(path(&bars, |bar| bar.is_chosen)) {}
            }
            path .base d={ "M0 " (BOTTOM) "h216" } {}
            @if let Some(bar) = peak { text x=(middle(bar, width)) y=(TOP - 4) { (bar.year.count) } }
            (ticks(&bars, width))
        }
    }
}

/// The years that have a bar, latest first.
fn years(counts: &[FacetCount]) -> Vec<(i32, &FacetCount)> {
    let read = counts.iter().filter_map(|year| Some((year.value.parse::<i32>().ok()?, year)));
    let years: Vec<(i32, &FacetCount)> = read.collect();
    let last = years.iter().map(|(year, _)| *year).max().unwrap_or_default();
    years.into_iter().filter(|(year, _)| *year > last - MOST_BARS).collect()
}

fn bars<'a>(list: &List<'_>, years: &[(i32, &'a FacetCount)], slots: i32) -> Vec<Bar<'a>> {
    let most = years.iter().map(|(_, year)| year.count).max().unwrap_or(1).max(1);
    let (last, query) = (years.first().map_or(0, |(year, _)| *year), &list.frame.query);
    let height = |count: usize| ((BOTTOM - TOP) as usize * count).div_ceil(most) as i32;
    let is_chosen = |value: &str| ["from", "to"].iter().any(|name| query.get(name) == Some(value));
    let bar = |(year, counted): &(i32, &'a FacetCount)| Bar {
        year: counted,
        left: (slots - 1 - (last - year)) * SLOT,
        // What is there is seen, however little it is.
        top: BOTTOM - height(counted.count).max(1),
        is_chosen: is_chosen(&counted.value),
    };
    years.iter().map(bar).collect()
}

/// The bars of one colour as one path.
fn path(bars: &[Bar<'_>], is_drawn: impl Fn(&Bar<'_>) -> bool) -> String {
    let drawn = bars.iter().filter(|bar| is_drawn(bar));
    let one = |bar: &Bar<'_>| format!("M{} {BOTTOM}V{}h{}V{BOTTOM}", bar.left, bar.top, SLOT - 1);
    drawn.map(one).collect()
}

/// Where the middle of a bar is in the drawing, or near it where a number would be cut off.
fn middle(bar: &Bar<'_>, width: i32) -> i32 {
    ((bar.left * 2 + SLOT - 1) * 108 / width).clamp(17, 199)
}

/// The first year, the last, and one between.
fn ticks(bars: &[Bar<'_>], width: i32) -> Markup {
    let tick = |bar: &Bar<'_>| {
        html! { text x=(middle(bar, width)) y=(HEIGHT - 2) { (bar.year.value) } }
    };
    let (newest, oldest) = (bars.first(), bars.last().filter(|_| bars.len() > 1));
    let between = |bar: &&Bar<'_>| (60..=150).contains(&middle(bar, width));
    let between = bars.get(bars.len() / 2).filter(between);
    let far = |bar: &&Bar<'_>| {
        newest.is_some_and(|newest| middle(newest, width) - middle(bar, width) > 36)
    };
    html! {
        @for bar in oldest.filter(far).into_iter().chain(between.filter(far)).chain(newest) { (tick(bar)) }
    }
}
