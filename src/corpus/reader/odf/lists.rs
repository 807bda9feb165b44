//! The lists of a document: how their levels count, and how far each has counted.

use std::collections::HashMap;

use super::super::numbering::{LEVELS, Level, List, Listed, Numbering, Part};
use super::super::xml::Element;

/// The name under which the numbers of headings are kept.
const OUTLINE: &str = "\u{0}outline";

/// A list that is being counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Counting {
    /// Its id in the numbering; `None` for bullets and lists without a style.
    id: Option<String>,
    /// The style it has.
    pub style: String,
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Lists {
    numbering: Numbering,
    styles: HashMap<String, Vec<Level>>,
    /// What lists that others continue are called, and which they are.
    named: HashMap<String, Counting>,
    /// The last list of each style.
    last: HashMap<String, Counting>,
    count: usize,
}

impl Lists {
    /// The lists that the parts with these roots define.
    pub(super) fn of(roots: &[Element]) -> Self {
        let mut lists = Self::default();
        for root in roots {
            for style in root.all("list-style") {
                let name = style.attribute("name").map(|name| name.into_owned());
                lists.styles.extend(name.map(|name| (name, levels(style))));
            }
            for outline in root.all("outline-style") {
                lists.styles.insert(OUTLINE.into(), levels(outline));
            }
        }
        lists
    }

    /// The list of an element that begins one, of a style.
    pub(super) fn begin(&mut self, element: Element, style: &str) -> Counting {
        let value = |name: &str| element.attribute(name).map(|value| value.into_owned());
        let continued = match value("continue-list") {
            Some(name) => self.named.get(&name).cloned(),
            None if value("continue-numbering").as_deref() == Some("true") => {
                self.last.get(style).cloned()
            }
            None => None,
        };
        let counting = continued.unwrap_or_else(|| self.new_list(style));
        self.named.extend(value("id").map(|id| (id, counting.clone())));
        self.last.insert(style.into(), counting.clone());
        counting
    }

    fn new_list(&mut self, style: &str) -> Counting {
        let levels = self.styles.get(style).cloned();
        let id = levels.map(|levels| {
            self.count += 1;
            let id = self.count.to_string();
            self.numbering.definitions.insert(id.clone(), levels);
            let list = List { definition: id.clone(), ..List::default() };
            self.numbering.lists.insert(id.clone(), list);
            id
        });
        Counting { id, style: style.into() }
    }

    /// The number of the next item of a list, at a level from zero, with what follows it.
    pub(super) fn next(
        &mut self,
        of: &Counting,
        level: usize,
        start: Option<u32>,
    ) -> Option<String> {
        let own = of.id.clone()?;
        let id = match start {
            Some(start) => self.restarted(&own, level, start)?,
            None => own,
        };
        self.numbering.next(&Listed { list: Some(id), level: Some(level) }, None)
    }

    /// The number of the next heading at a level from zero.
    pub(super) fn next_heading(&mut self, level: usize, start: Option<u32>) -> Option<String> {
        let outline = self.last.get(OUTLINE).cloned();
        let outline = outline.unwrap_or_else(|| {
            let outline = self.new_list(OUTLINE);
            self.last.insert(OUTLINE.into(), outline.clone());
            outline
        });
        self.next(&outline, level, start)
    }

    /// A list that counts on from another but starts anew at a level.
    fn restarted(&mut self, id: &str, level: usize, start: u32) -> Option<String> {
        let definition = self.numbering.lists.get(id)?.definition.clone();
        self.count += 1;
        let id = self.count.to_string();
        let list = List { definition, starts: [(level, start)].into(), ..List::default() };
        self.numbering.lists.insert(id.clone(), list);
        Some(id)
    }
}

fn levels(style: Element) -> Vec<Level> {
    let bullet = Level { format: "bullet".into(), ..Level::default() };
    let mut levels = vec![bullet; LEVELS];
    for element in style.nodes() {
        let at = element.attribute("level").and_then(|at| at.parse::<usize>().ok());
        let slot = at.and_then(|at| levels.get_mut(at.checked_sub(1)?));
        let counts = matches!(element.name(), "list-level-style-number" | "outline-level-style");
        if let Some(slot) = slot.filter(|_| counts) {
            *slot = level(element, at.unwrap_or(1));
        }
    }
    levels
}

/// How a level counts that is the `at`th, from one.
fn level(element: Element, at: usize) -> Level {
    let value = |name: &str| element.attribute(name).map(|value| value.into_owned());
    let format = format(&value("num-format").unwrap_or_default());
    let of_format = value("num-list-format").map(|written| pattern(&written));
    let parts = of_format.unwrap_or_else(|| {
        let shown = value("display-levels").and_then(|shown| shown.parse().ok()).unwrap_or(1);
        let prefix = value("num-prefix").unwrap_or_default();
        let suffix = value("num-suffix").unwrap_or_default();
        joined(prefix, at.saturating_sub(shown)..at, suffix)
    });
    Level {
        start: value("start-value").and_then(|start| start.parse().ok()).unwrap_or(1),
        pattern: if format == "none" { Vec::new() } else { parts },
        format: format.into(),
        ..Level::default()
    }
}

/// The counts of some levels with points between them.
fn joined(prefix: String, levels: std::ops::Range<usize>, suffix: String) -> Vec<Part> {
    let mut parts = vec![Part::Text(prefix)];
    for (place, level) in levels.enumerate() {
        parts.extend((place > 0).then(|| Part::Text(".".into())));
        parts.push(Part::Count(level));
    }
    parts.push(Part::Text(suffix));
    parts
}

/// A pattern as LibreOffice writes it: `第%1%条`.
fn pattern(written: &str) -> Vec<Part> {
    let pieces = written.split('%').enumerate();
    let part = |(at, piece): (usize, &str)| match piece.parse::<usize>() {
        Ok(level) if at % 2 == 1 && level > 0 => Part::Count(level - 1),
        _ => Part::Text(piece.into()),
    };
    pieces.map(part).collect()
}

/// What a level counts in, by the name that ECMA-376 has for it.
fn format(written: &str) -> &'static str {
    match written.chars().next() {
        None => "none",
        Some('a') => "lowerLetter",
        Some('A') => "upperLetter",
        Some('i') => "lowerRoman",
        Some('I') => "upperRoman",
        Some('一') => "chineseCounting",
        Some('壹') if written.contains('贰') => "chineseLegalSimplified",
        Some('壹') => "ideographLegalTraditional",
        Some('甲') => "ideographTraditional",
        Some('子') => "ideographZodiac",
        Some('①') => "decimalEnclosedCircle",
        Some('⑴') => "decimalEnclosedParen",
        Some('⒈') => "decimalEnclosedFullstop",
        Some('１') => "decimalFullWidth",
        Some(_) => "decimal",
    }
}
