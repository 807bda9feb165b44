//! Which lines are certainly the head or the foot of pages.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::forms::Proof;
use super::gaps::Gap;
use super::goes_on::{GoesOn, goes_on, width};
use super::lines::{Head, Kind, Line, is_full, mask};
use super::series::{Series, is_far};

/// How often a line is repeated that no number of a page is beside.
const LEAST: usize = 3;

/// The longest head that occurs once, in halves of a Han character.
const LONGEST: usize = 70;

/// The places of one line that may be a head: which lines it is, and in which gap each.
type Places<'g> = Vec<(usize, &'g Gap)>;

/// The lines that are heads or feet, by what they have in common.
pub(super) fn proven(lines: &[Line<'_>], gaps: &[Gap], series: &[Series]) -> HashSet<u64> {
    let mut all: BTreeMap<u64, Places<'_>> = BTreeMap::new();
    for gap in gaps.iter().filter(|gap| !gap.is_crowd) {
        for at in gap.lines.clone() {
            if let Kind::Head(Head { mask, .. }) = lines[at].kind {
                all.entry(mask).or_default().push((at, gap));
            }
        }
    }
    let numbered = numbered(&all, series);
    let counted = series.iter().flat_map(|series| &series.lines).copied().collect();
    all.retain(|_, places| {
        // The title of a document may be below a head that repeats it.
        let apart = |pair: &[(usize, &Gap)]| {
            pair[0].1.lines == pair[1].1.lines
                || is_far(lines, pair[0].0, pair[1].0, places.len() - 1)
        };
        let far = places.windows(2).all(apart);
        let is_numbered = places.iter().any(|(at, _)| numbered.contains(at));
        far && (is_numbered || are_heads(lines, places, &counted))
    });
    all.into_keys().collect()
}

/// The lines that bear numbers that count up over three pages or more, if sentences go on over any.
fn numbered(all: &BTreeMap<u64, Places<'_>>, series: &[Series]) -> HashSet<usize> {
    let places = all.values().flatten().map(|(at, gap)| (*at, gap.goes_on));
    let places: HashMap<usize, GoesOn> = places.collect();
    let is_sure = |at: &usize| places.get(at).is_some_and(|goes_on| *goes_on >= GoesOn::Surely);
    let series = series.iter().map(|series| &series.lines);
    let pages = series.filter(|lines| lines.len() >= LEAST && lines.iter().any(is_sure));
    pages.flatten().copied().collect()
}

/// Whether the places of a line are those of a head.
fn are_heads(lines: &[Line<'_>], places: &Places<'_>, counted: &HashSet<usize>) -> bool {
    let at_least = |least| places.iter().filter(|(_, gap)| gap.goes_on >= least).count();
    let (count, surely, in_word) =
        (places.len(), at_least(GoesOn::Surely), at_least(GoesOn::InWord));
    let beside = places.iter().filter(|(_, gap)| ends_page(lines, gap, counted)).count();
    let has_form = places.iter().all(|(at, _)| has_form(&lines[*at]));
    let is_twice = count == 2 && in_word == 2;
    // The title may be repeated at the beginning, and once below the number of a document.
    let inner = places.iter().filter(|(_, gap)| gap.before.is_some()).count();
    let is_beside = count >= 2 && beside > 0 && beside + 1 >= inner && surely > 0;
    let is_amid = count >= LEAST
        && (surely >= 2 && 3 * surely >= count || in_word >= 2 && 4 * in_word >= count);
    is_twice || is_beside || is_amid || (has_form && in_word > 0)
}

fn has_form(line: &Line<'_>) -> bool {
    matches!(line.kind, Kind::Head(Head { number: Some(number), .. }) if number.proof == Proof::Form)
}

/// Whether a page ends in a gap: at a form feed, or where there is a number of a page.
fn ends_page(lines: &[Line<'_>], gap: &Gap, counted: &HashSet<usize>) -> bool {
    let is_number = |at: usize| match lines[at].kind {
        Kind::Number(number) => number.proof == Proof::Form || counted.contains(&at),
        _ => false,
    };
    gap.has_feed || gap.lines.clone().any(is_number)
}

/// The lines that occur once beside the number of a page or a form feed, and that part a word with it.
pub(super) fn once(lines: &[Line<'_>], gaps: &[Gap], edge: Option<usize>) -> Vec<usize> {
    let has_form =
        |at: usize| matches!(lines[at].kind, Kind::Number(number) if number.proof == Proof::Form);
    let cut = gaps.iter().filter(|gap| {
        gap.goes_on < GoesOn::Surely && (gap.has_feed || gap.lines.clone().any(has_form))
    });
    cut.filter_map(|gap| beside(lines, gap, edge)).flatten().collect()
}

/// The lines above or below the marks in a gap that part a word with them, one or two.
fn beside(lines: &[Line<'_>], gap: &Gap, edge: Option<usize>) -> Option<Vec<usize>> {
    let (before, after) = gap.before.zip(gap.after)?;
    let text = |at: &usize| !lines[*at].text.is_empty();
    let above: Vec<usize> = (0..=before).rev().filter(text).take(3).collect();
    let below: Vec<usize> = (after..lines.len()).filter(text).take(3).collect();
    [(1, 0), (0, 1), (1, 1), (2, 0), (0, 2)].into_iter().find_map(|(up, down)| {
        let (before, after) = (above.get(up)?, below.get(down)?);
        let between: Vec<usize> = above[..up].iter().chain(&below[..down]).copied().collect();
        let may_be = |at: &usize| may_be_head(&lines[*at], edge);
        let ends = lines[*before].kind == Kind::Text && lines[*after].kind == Kind::Text;
        let parted = || goes_on(lines[*before].text, lines[*after].text, false) == GoesOn::InWord;
        (ends && between.iter().all(may_be) && parted()).then_some(between)
    })
}

/// Whether a line of text may be a head that occurs once: no part of a sentence, and shorter than the
/// lines of the text.
fn may_be_head(line: &Line<'_>, edge: Option<usize>) -> bool {
    let width = width(line.text);
    line.kind == Kind::Text
        && width <= LONGEST
        && edge.is_none_or(|edge| !is_full(width, edge))
        && !line.text.contains(['，', '。', '、', '；', '：'])
        && mask(line.text).is_some()
}
