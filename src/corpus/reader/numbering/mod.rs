//! The numbers that Word draws before paragraphs: 第一条, 一、, （一）, 1.
//!
//! They are nowhere in the text: a list counts, and its level's pattern is filled in. DOCX and
//! DOC tell their lists in forms of their own; both count here.

mod formats;

use std::collections::{HashMap, HashSet};

pub(super) use formats::{format_of, formatted};

/// How many levels a list has.
pub(super) const LEVELS: usize = 9;

/// A number of more characters is damage: nine levels of four figures and their marks are fewer.
const LONGEST: usize = 80;

/// A piece of a level's pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What is in every number: 第, 条.
    Text(String),
    /// The count of a level, from zero.
    Count(usize),
}

/// One level of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    pub start: u32,
    /// What it counts in, as ECMA-376 names it.
    pub format: String,
    pub pattern: Vec<Part>,
    /// The level, counted from one, whose number starts this one again; zero for none.
    pub restart: Option<usize>,
    /// Whether the numbers of other levels are printed as figures here.
    pub legal: bool,
    /// The paragraph style that stands for this level.
    pub style: Option<String>,
    /// Whether nothing is between the number and the text.
    pub tight: bool,
}

/// A list as paragraphs name it.
#[derive(Debug, Default)]
pub(super) struct List {
    /// The definition it counts by; lists of one definition count on from each other.
    pub definition: String,
    /// Where levels start instead.
    pub starts: HashMap<usize, u32>,
    /// Levels that it defines for itself.
    pub levels: HashMap<usize, Level>,
}

/// A paragraph's place in a list: the list and the level, where they are said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    /// The id of the list; `0` for none.
    pub list: Option<String>,
    /// The level from zero.
    pub level: Option<usize>,
}

impl Listed {
    /// What is said here, and what `base` says of the rest.
    pub(super) fn or(self, base: &Self) -> Self {
        Self { list: self.list.or_else(|| base.list.clone()), level: self.level.or(base.level) }
    }
}

/// The lists of a document, and how far they have counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The levels of definitions by their ids.
    pub definitions: HashMap<String, Vec<Level>>,
    /// The lists by their ids.
    pub lists: HashMap<String, List>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    begun: HashSet<(String, usize)>,
}

impl Numbering {
    /// The number of the next paragraph, with what is between it and the text; `None` for one
    /// that has none. `style` is the style that put it on the list.
    pub(super) fn next(&mut self, listed: &Listed, style: Option<&str>) -> Option<String> {
        let id = listed.list.as_ref()?;
        let list = self.lists.get(id)?;
        let levels = Levels { definition: self.definitions.get(&list.definition)?, list };
        let of_style = || style.and_then(|style| levels.of_style(style));
        let at = listed.level.or_else(of_style).unwrap_or(0);
        let level = levels.get(at)?;
        let counts = self.counts.entry(list.definition.clone()).or_default();
        let count = counts.get_mut(at)?;
        if let Some(start) = list.starts.get(&at)
            && self.begun.insert((id.clone(), at))
        {
            *count = Some(*start);
        } else {
            *count = Some(count.map_or(level.start, |count| count.saturating_add(1)));
        }
        levels.restart(at, counts);
        label(&levels, at, counts)
    }
}

/// The levels of a list: its own before those of its definition.
struct Levels<'a> {
    definition: &'a [Level],
    list: &'a List,
}

impl Levels<'_> {
    fn get(&self, at: usize) -> Option<&Level> {
        self.list.levels.get(&at).or_else(|| self.definition.get(at))
    }

    /// The level that a paragraph style stands for.
    fn of_style(&self, style: &str) -> Option<usize> {
        let is_of = |level: &Level| level.style.as_deref() == Some(style);
        (0..LEVELS).find(|at| self.get(*at).is_some_and(is_of))
    }

    /// Lets the levels below one that has counted start again.
    fn restart(&self, at: usize, counts: &mut [Option<u32>; LEVELS]) {
        for (below, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let by = self.get(below).and_then(|level| level.restart);
            if by.is_none_or(|by| at < by) {
                *count = None;
            }
        }
    }
}

/// The pattern of a level filled in; a pattern that names no number is a bullet and no text.
fn label(levels: &Levels, at: usize, counts: &[Option<u32>; LEVELS]) -> Option<String> {
    let level = levels.get(at)?;
    let counts_on = level.pattern.iter().any(|part| matches!(part, Part::Count(_)));
    if matches!(level.format.as_str(), "bullet" | "none") && !counts_on {
        return None;
    }
    let mut label = String::new();
    for part in &level.pattern {
        match part {
            Part::Text(text) => label.push_str(text),
            Part::Count(which) => {
                let own = levels.get(*which)?;
                let count = counts.get(*which)?.unwrap_or(own.start);
                let figures = level.legal && *which != at;
                label.push_str(&formatted(count, if figures { "decimal" } else { &own.format }));
            }
        }
    }
    let label = label.trim();
    let gap = if level.tight || !needs_gap(label) { "" } else { "　" };
    let is_number = !label.is_empty() && label.chars().nth(LONGEST).is_none();
    is_number.then(|| label.to_string() + gap)
}

/// Whether a number needs a blank behind it: 第一条 does, （一） and 1. do not.
fn needs_gap(label: &str) -> bool {
    label.ends_with(|c: char| c.is_alphanumeric())
}

#[cfg(test)]
mod tests;
