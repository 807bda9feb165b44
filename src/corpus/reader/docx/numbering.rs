//! The numbers that Word prints before paragraphs: 第一条, 一、, （一）, 1.
//!
//! They stand nowhere in the text: a list counts, and its level's pattern is filled in.

use std::collections::{HashMap, HashSet};

use super::super::xml::{Element, Xml};
use super::styles::Listed;
use crate::text::numerals::{counted, digits};

/// How many levels a list has.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    start: u32,
    format: String,
    /// The pattern: `第%1条`.
    pattern: String,
    /// The level, counted from one, whose number starts this one again; zero for none.
    restart: Option<usize>,
    /// Whether the numbers of other levels are printed as figures here.
    legal: bool,
    /// The paragraph style that stands for this level.
    style: Option<String>,
    /// Whether nothing stands between the number and the text.
    tight: bool,
}

/// A list as paragraphs name it.
#[derive(Debug, Default)]
struct List {
    /// The definition it counts by; lists of one definition count on from each other.
    definition: String,
    /// Where levels start instead.
    starts: HashMap<usize, u32>,
    /// Levels that it defines for itself.
    levels: HashMap<usize, Level>,
}

/// The lists of a document, and how far they have counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<String, Vec<Level>>,
    lists: HashMap<String, List>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    begun: HashSet<(String, usize)>,
}

impl Numbering {
    pub fn of(xml: &Xml) -> Self {
        let mut numbering = Self::default();
        let Some(root) = xml.root() else { return numbering };
        let by_style = styled(root);
        for element in root.children("abstractNum") {
            let Some(id) = element.attribute("abstractNumId") else { continue };
            let link = value(element, "numStyleLink");
            let linked = link.and_then(|style| by_style.get(&style).copied());
            numbering.definitions.insert(id.into_owned(), levels(linked.unwrap_or(element)));
        }
        for element in root.children("num") {
            let id = element.attribute("numId").map(|id| id.into_owned());
            numbering.lists.extend(id.zip(list(element)));
        }
        numbering
    }

    /// The number of the next paragraph, with what stands between it and the text; `None` for one
    /// that has none. `style` is the style that put it on the list.
    pub fn next(&mut self, listed: &Listed, style: Option<&str>) -> Option<String> {
        let id = listed.list.as_ref()?;
        let list = self.lists.get(id)?;
        let levels = own_levels(self.definitions.get(&list.definition)?, list);
        let of_style = || levels.iter().position(|level| level.style.as_deref() == style);
        let at = listed.level.or_else(|| style.and_then(|_| of_style())).unwrap_or(0);
        let level = levels.get(at)?;
        let counts = self.counts.entry(list.definition.clone()).or_default();
        if let Some(start) = list.starts.get(&at)
            && self.begun.insert((id.clone(), at))
        {
            counts[at] = Some(*start);
        } else {
            counts[at] = Some(counts[at].map_or(level.start, |count| count.saturating_add(1)));
        }
        for (below, level) in levels.iter().enumerate().skip(at + 1) {
            if level.restart.is_none_or(|by| at < by) {
                counts[below] = None;
            }
        }
        label(&levels, at, counts)
    }
}

/// The definitions that a numbering style stands for.
fn styled(root: Element) -> HashMap<String, Element> {
    let definitions = root.children("abstractNum");
    definitions.filter_map(|element| Some((value(element, "styleLink")?, element))).collect()
}

fn value(element: Element, name: &str) -> Option<String> {
    Some(element.child(name)?.attribute("val")?.into_owned())
}

fn number<T: std::str::FromStr>(element: Element, name: &str) -> Option<T> {
    value(element, name)?.parse().ok()
}

fn levels(definition: Element) -> Vec<Level> {
    let mut levels = vec![Level::default(); LEVELS];
    for element in definition.children("lvl") {
        let at = element.attribute("ilvl").and_then(|at| at.parse::<usize>().ok());
        if let Some(slot) = at.and_then(|at| levels.get_mut(at)) {
            *slot = level(element);
        }
    }
    levels
}

fn level(element: Element) -> Level {
    Level {
        start: number(element, "start").unwrap_or(0),
        format: value(element, "numFmt").unwrap_or_else(|| "decimal".into()),
        pattern: value(element, "lvlText").unwrap_or_default(),
        restart: number(element, "lvlRestart"),
        legal: element.child("isLgl").is_some(),
        style: value(element, "pStyle"),
        tight: value(element, "suff").as_deref() == Some("nothing"),
    }
}

fn list(element: Element) -> Option<List> {
    let mut list = List { definition: value(element, "abstractNumId")?, ..List::default() };
    for own in element.children("lvlOverride") {
        let Some(at) = own.attribute("ilvl").and_then(|at| at.parse().ok()) else { continue };
        if at < LEVELS {
            list.starts.extend(number(own, "startOverride").map(|start| (at, start)));
            list.levels.extend(own.child("lvl").map(|element| (at, level(element))));
        }
    }
    Some(list)
}

fn own_levels(definition: &[Level], list: &List) -> Vec<Level> {
    let level = |(at, level): (usize, &Level)| list.levels.get(&at).unwrap_or(level).clone();
    definition.iter().enumerate().map(level).collect()
}

/// The pattern of a level filled in; a pattern that names no number is a bullet and no text.
fn label(levels: &[Level], at: usize, counts: &[Option<u32>; LEVELS]) -> Option<String> {
    let level = levels.get(at)?;
    if matches!(level.format.as_str(), "bullet" | "none") && !level.pattern.contains('%') {
        return None;
    }
    let mut label = String::new();
    let mut rest = level.pattern.as_str();
    while let Some((before, after)) = rest.split_once('%') {
        label.push_str(before);
        let which = after.chars().next().and_then(|c| c.to_digit(10)).filter(|which| *which > 0);
        let Some(which) = which else {
            label.push('%');
            rest = after;
            continue;
        };
        let (which, own) = (which as usize - 1, levels.get(which as usize - 1)?);
        let count = counts[which].unwrap_or(own.start);
        let figures = level.legal && which != at;
        label.push_str(&formatted(count, if figures { "decimal" } else { &own.format }));
        rest = &after[1..];
    }
    label.push_str(rest);
    let label = label.trim().to_string();
    let gap = if level.tight || !needs_gap(&label) { "" } else { "　" };
    (!label.is_empty()).then(|| label + gap)
}

/// Whether a number needs a blank behind it: 第一条 does, （一） and 1. do not.
fn needs_gap(label: &str) -> bool {
    label.ends_with(|c: char| c.is_alphanumeric())
}

/// A count in one of Word's formats; formats without a form of their own are figures.
fn formatted(count: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "koreanCounting" => counted(count),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => digits(count),
        "chineseLegalSimplified" => capital(&counted(count)),
        "ideographTraditional" => cyclic(count, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => cyclic(count, "子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => offset(count, '①', 20),
        "decimalEnclosedParen" => offset(count, '⑴', 20),
        "decimalEnclosedFullstop" => offset(count, '⒈', 20),
        "ideographEnclosedCircle" => offset(count, '㊀', 10),
        "decimalFullWidth" | "decimalFullWidth2" => wide(count),
        "decimalZero" => format!("{count:02}"),
        "lowerLetter" => letters(count, 'a'),
        "upperLetter" => letters(count, 'A'),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        "none" => String::new(),
        _ => count.to_string(),
    }
}

fn capital(counted: &str) -> String {
    let plain = "一二三四五六七八九十百千";
    let capital: Vec<char> = "壹贰叁肆伍陆柒捌玖拾佰仟".chars().collect();
    let place = |c| plain.chars().position(|plain| plain == c);
    counted.chars().map(|c| place(c).map_or(c, |at| capital[at])).collect()
}

fn cyclic(count: u32, names: &str) -> String {
    let names: Vec<char> = names.chars().collect();
    match count {
        0 => "0".into(),
        count => names[(count as usize - 1) % names.len()].to_string(),
    }
}

/// One of `many` characters in a row, the first of which is one.
fn offset(count: u32, one: char, many: u32) -> String {
    match count {
        1.. if count <= many => {
            char::from_u32(one as u32 + count - 1).map(String::from).unwrap_or_default()
        }
        _ => count.to_string(),
    }
}

fn wide(count: u32) -> String {
    let wide = |c: char| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c);
    count.to_string().chars().map(wide).collect()
}

/// a, b, … z, aa, bb: as Word counts.
fn letters(count: u32, first: char) -> String {
    let Some(zero_based) = count.checked_sub(1) else { return "0".into() };
    let letter = char::from_u32(first as u32 + zero_based % 26).unwrap_or(first);
    std::iter::repeat_n(letter, (zero_based / 26 + 1).min(9) as usize).collect()
}

fn roman(mut count: u32) -> String {
    const VALUES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&count) {
        return count.to_string();
    }
    let mut roman = String::new();
    for (value, name) in VALUES {
        while count >= value {
            roman.push_str(name);
            count -= value;
        }
    }
    roman
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_words_figures_and_letters() {
        for (format, count, printed) in [
            ("chineseCountingThousand", 112, "一百一十二"),
            ("chineseCounting", 10, "十"),
            ("ideographDigital", 12, "一二"),
            ("chineseLegalSimplified", 21, "贰拾壹"),
            ("ideographTraditional", 2, "乙"),
            ("decimalEnclosedCircle", 3, "③"),
            ("decimalFullWidth", 12, "１２"),
            ("lowerLetter", 28, "bb"),
            ("upperRoman", 14, "XIV"),
            ("whatever", 7, "7"),
        ] {
            assert_eq!(formatted(count, format), printed, "{format}");
        }
    }
}
