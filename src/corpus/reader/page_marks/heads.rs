//! Which repeated lines are certainly the head or the foot of pages.

use std::collections::{BTreeMap, HashSet};

use super::forms::Proof;
use super::gaps::Gap;
use super::goes_on::GoesOn;
use super::lines::{Kind, Line};
use super::series::Series;

/// How far apart two pages begin at least, in bytes: fifty Han characters.
const FAR: usize = 150;

/// How often a line is repeated that no number of a page is beside.
const LEAST: usize = 3;

/// The places of one line that is repeated.
struct Repeated<'g> {
    /// Which lines it is, and in which gap each.
    places: Vec<(usize, &'g Gap)>,
    /// How often it is beside the end of a page.
    beside: usize,
}

/// The repeated lines that are heads or feet, by what [`mask`](super::lines::mask) makes of them.
pub(super) fn proven(lines: &[Line<'_>], gaps: &[Gap], series: &[Series]) -> HashSet<u64> {
    let counted: HashSet<usize> = series.iter().flat_map(|series| &series.lines).copied().collect();
    let mut all: BTreeMap<u64, Repeated<'_>> = BTreeMap::new();
    for gap in gaps {
        let is_end = is_end(lines, gap, &counted);
        for at in gap.lines.clone() {
            if let Kind::Repeated(mask) = lines[at].kind {
                let new = || Repeated { places: Vec::new(), beside: 0 };
                let one = all.entry(mask).or_insert_with(new);
                one.places.push((at, gap));
                one.beside += usize::from(is_end);
            }
        }
    }
    all.retain(|_, one| one.is_head(lines));
    all.into_keys().collect()
}

/// Whether a page ends in a gap: at a form feed, or where there is a number of a page.
pub(super) fn is_end(lines: &[Line<'_>], gap: &Gap, counted: &HashSet<usize>) -> bool {
    let is_number = |at: usize| match lines[at].kind {
        Kind::Number(number) => number.proof == Proof::Form || counted.contains(&at),
        _ => false,
    };
    gap.has_feed || gap.lines.clone().any(is_number)
}

impl Repeated<'_> {
    fn is_head(&self, lines: &[Line<'_>]) -> bool {
        let count = self.places.len();
        let places = self.places.windows(2);
        let far = |pair: &[(usize, &Gap)]| lines[pair[1].0].start - lines[pair[0].0].start >= FAR;
        let surely = self.places.iter().filter(|(_, gap)| gap.goes_on >= GoesOn::Surely).count();
        let is_beside = count >= 2 && self.beside + 1 >= count && surely > 0;
        let is_apart = count >= LEAST && surely >= 2 && 2 * surely >= count;
        let counts = count >= LEAST && surely > 0 && self.counts_up(lines);
        places.clone().all(far) && (is_beside || is_apart || counts)
    }

    /// Whether a figure in it counts up with the pages, all others staying.
    fn counts_up(&self, lines: &[Line<'_>]) -> bool {
        let figures: Vec<Vec<u32>> =
            self.places.iter().map(|(at, _)| figures(lines[*at].text)).collect();
        let columns = figures.iter().map(Vec::len).min().unwrap_or(0);
        let is_step = |pair: &[Vec<u32>], column: usize| {
            let step = pair[1][column].checked_sub(pair[0][column]);
            step.is_some_and(|step| (1..=2).contains(&step))
        };
        (0..columns).any(|column| figures.windows(2).all(|pair| is_step(pair, column)))
    }
}

/// The numbers in a line.
fn figures(line: &str) -> Vec<u32> {
    let figures = line.split(|c: char| !c.is_ascii_digit()).filter(|figures| !figures.is_empty());
    figures.map(|figures| figures.parse().unwrap_or(0)).collect()
}
