//! Lists and tables of documents that are repealed or amended together, under a heading or behind a
//! colon: `附件1：决定废止的规章目录`, `下列文件同时废止：`.
//!
//! A line of such a list begins with its document, between 《》 or bare, or is nothing but a number
//! and what is with it in its row. A line of running text ends the list.

use std::ops::Range;

use super::super::kind;
use super::mention::{Mention, Mentions};
use super::series;
use crate::announcement::Relation;
use crate::text::pattern::Pattern;

/// The longest heading and the longest bare row, in characters.
const LONGEST_HEADING: usize = 60;
const LONGEST_ROW: usize = 160;

/// `下列规定已不适用，自本法施行之日起予以废止：`, `废止以下文件：`.
static INTRODUCED: Pattern = Pattern::new(
    "(?:下列|以下|如下|附件[一二三四1-4]?所列)[^。]{0,80}(?:废止|失效|停止执行|不再执行)|(?:废止|停止执行|宣布失效)(?:的|了)?[^。]{0,30}(?:下列|以下|如下)",
);

/// What a heading of a list speaks of.
static LISTED: Pattern = Pattern::new("目录|清单|一览|附件|文件|规章|法规|条例|司法解释|规定");

/// The number of a row, or of a line of a list.
static MARKER: Pattern = Pattern::new(
    r"^[\s|]*(?:第?[（(]?[一二三四五六七八九十百0-9０-９]{1,4}[)）]?\s*(?:[、.．|\t]|件|\s)|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[①-⑳])?[\s|]*",
);

/// What a heading or an introduction says of the rows below it.
#[derive(Clone, Copy, PartialEq)]
enum Said {
    Nothing,
    Of(Relation),
}

/// Marks the rows of lists in `mentions`, in a document that repeals or amends by its `title`, and
/// below an introduction in any other.
pub(super) fn mark(mentions: &mut Mentions<'_>, title: &str) {
    let headed =
        ["废止", "失效", "清理", "修改", "停止执行"].iter().any(|word| title.contains(word));
    let text = mentions.text;
    let mut list = None;
    let mut start = 0;
    let mut bare = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = start..start + line.len();
        start = span.end;
        if line.trim().is_empty() {
            continue;
        }
        match said(line.trim(), headed) {
            Some(Said::Of(relation)) => list = Some(relation),
            Some(Said::Nothing) => list = None,
            None => bare.extend(list.and_then(|relation| row(mentions, span, relation))),
        }
    }
    mentions.all.extend(bare);
    mentions.all.sort_by_key(|mention| mention.span.start);
}

/// What a line says of those below it; `None` for a row.
fn said(line: &str, headed: bool) -> Option<Said> {
    if line.ends_with(['：', ':']) && INTRODUCED.is_match(line) {
        return Some(Said::Of(Relation::Replaces));
    }
    let marker = MARKER.find(line).map_or(0, |found| found.end());
    let names = line[marker..].starts_with('《') || line.contains('\t');
    let long = line.chars().count() > LONGEST_HEADING;
    let prose = line.ends_with('。') && (long || line.contains('，'));
    if !names && (prose || line.ends_with(['：', ':']) && !headed) {
        return Some(Said::Nothing);
    }
    (headed && !names && !long && LISTED.is_match(line)).then(|| heading(line)).flatten()
}

/// What a heading says; one that names no act is none.
fn heading(line: &str) -> Option<Said> {
    let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
    let ends = has(&["废止", "失效", "停止执行"]);
    let amends = has(&["修改", "修订", "修正"]);
    let keeps = has(&["继续有效", "保留", "现行有效"]);
    match (ends, amends, keeps) {
        (true, false, false) => Some(Said::Of(Relation::Replaces)),
        (false, true, false) => Some(Said::Of(Relation::Amends)),
        (false, false, false) => None,
        _ => Some(Said::Nothing),
    }
}

/// Marks what a row names; returns a title that is there without marks.
fn row(mentions: &mut Mentions<'_>, line: Range<usize>, relation: Relation) -> Option<Mention> {
    let text = &mentions.text[line.clone()];
    let named = MARKER.find(text).map_or(0, |found| found.end()) + line.start;
    let first = mentions.all.partition_point(|one| one.span.start < line.start);
    match mentions.all.get(first).filter(|one| one.span.start < line.end).cloned() {
        Some(one) if one.span.start == named => {
            for index in series::beginning(mentions, first) {
                raise(&mut mentions.all[index], &line, relation);
            }
        }
        Some(one) if one.name.is_none() && !text.contains('。') => {
            let name = cell(mentions.text, named..one.span.start);
            let row = &mut mentions.all[first];
            row.name = row.name.take().or(name);
            raise(row, &line, relation);
        }
        None if text.chars().count() <= LONGEST_ROW => {
            return bare(mentions.text, named..line.end, relation);
        }
        _ => {}
    }
    None
}

fn raise(mention: &mut Mention, line: &Range<usize>, relation: Relation) {
    if mention.span.start < line.end && mention.relation != Relation::Amends {
        mention.raise(relation);
    }
}

/// The title in the cell before a number: `国务院关于某事的通知\t（国发〔1990〕1号）`.
fn cell(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let whole = &text[range.clone()];
    let cell = whole.split(['\t', '|']).map(trimmed).find(|cell| is_title(cell))?;
    let start = range.start + (cell.as_ptr() as usize - whole.as_ptr() as usize);
    Some(start..start + cell.len())
}

/// A row that is a title and nothing else.
fn bare(text: &str, range: Range<usize>, relation: Relation) -> Option<Mention> {
    let name = cell(text, range)?;
    Some(Mention { name: Some(name.clone()), relation, ..Mention::new(name) })
}

fn trimmed(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || "（(；;，,、《》".contains(c))
}

fn is_title(cell: &str) -> bool {
    const SHORTEST: usize = 6;
    cell.chars().count() >= SHORTEST
        && !cell.contains(['。', '，', '：'])
        && kind::from_title(cell).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(title: &str, text: &str) -> Vec<(String, Relation)> {
        let mut mentions = Mentions::of(text);
        mark(&mut mentions, title);
        let told = mentions.all.iter().filter(|one| one.relation != Relation::Cites);
        let name = |one: &Mention| {
            let title = one.name.clone().map(|name| text[name].to_string());
            title.or(one.number.as_ref().map(ToString::to_string)).unwrap_or_default()
        };
        told.map(|one| (name(one), one.relation)).collect()
    }

    #[test]
    fn the_rows_of_a_table_are_what_its_heading_says() {
        let text = "决定对31件文件予以废止，对1件予以修改。\n附件1\n县政府决定废止的文件目录\n\
                    1\t甲县人民政府关于加强节水工作的通知\t甲政发〔2001〕2号\n\
                    2\t《甲县防汛办法》\t甲政发〔2003〕5号\n\
                    附件2\n县政府决定修改的文件目录\n1.《甲县水费办法》（甲政发〔2005〕6号）\n\
                    附件3\n继续有效的文件目录\n1.《甲县渔业办法》（甲政发〔2006〕7号）";
        let found = marked("甲县人民政府关于废止部分文件的决定", text);
        let of = |name: &str, relation| (name.to_string(), relation);
        assert_eq!(
            found,
            [
                of("甲县人民政府关于加强节水工作的通知", Relation::Replaces),
                of("甲县防汛办法", Relation::Replaces),
                of("甲县水费办法", Relation::Amends)
            ]
        );
    }

    #[test]
    fn a_list_behind_a_colon_ends_with_running_text() {
        let text = "下列规定自本办法施行之日起予以废止：\n（一）《甲县节水办法》；\n2.甲县防汛暂行规定\n\
                    县水务局负责解释本办法，各镇人民政府应当按照职责分工做好落实工作，并于每年年底以前向县人民政府报告。\n\
                    1.《甲县渔业办法》";
        let names: Vec<_> =
            marked("甲县水利办法", text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["甲县节水办法", "甲县防汛暂行规定"]);
    }

    #[test]
    fn a_list_that_nothing_introduces_is_none() {
        let text = "一、有关废止文件的清单\n1.《甲县节水办法》（甲政发〔2001〕2号）";
        assert!(marked("甲县水利办法", text).is_empty());
    }
}
