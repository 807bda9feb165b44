//! A column's name → what it says the column holds: by hand, by the table of names, by its parts.

use std::cell::RefCell;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::super::column::{Column, squash};
use super::super::fields::{self, Columns};
use super::usage::Known;
use crate::extract::HintField;

/// What a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The column holds this.
    Holds(Column),
    /// Text beside the body.
    Aside,
    /// No field of the document.
    Nothing,
}

/// What a name says, and how far it can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub meaning: Meaning,
    pub known: Known,
    /// Of two columns for one field the lower one is believed first.
    pub rank: usize,
}

/// The ranks of names known by parts begin here.
const PARTS: usize = 10_000;

/// What `name` says, in a file whose own names are `columns`; keys of nested objects are joined by
/// dots.
pub(super) fn of(name: &str, columns: &Columns) -> Option<Named> {
    let known = |(rank, column)| {
        let known = if rank == 0 { Known::User } else { Known::Name };
        Named { meaning: Meaning::Holds(column), known, rank }
    };
    if let Some(found) = columns.of(name) {
        return Some(known(found));
    }
    let (above, leaf) = name.rsplit_once('.').unwrap_or(("", name));
    if !above.contains("[]")
        && is_neutral(above)
        && let Some(found) = columns.of(leaf)
    {
        return Some(known(found));
    }
    if name.contains("[]") {
        // Texts of a list of objects: what the objects are is not known.
        return Some(Named { meaning: Meaning::Aside, known: Known::Part, rank: PARTS });
    }
    let (rank, meaning) = by_parts(name)?;
    Some(Named { meaning, known: Known::Part, rank: PARTS + rank })
}

/// Whether `name` is known to be that of a column.
pub(in super::super) fn is_known(name: &str, columns: &Columns) -> bool {
    !name.trim().is_empty() && of(name, columns).is_some()
}

/// Whether `name` alone tells that its file is one of documents: that of a title or a text.
pub(in super::super) fn tells(name: &str, columns: &Columns) -> bool {
    const TITLE: Column = Column::Field(HintField::Title);
    let tells = |column| matches!(column, Column::Body | Column::Abstract | TITLE);
    columns.of(name).is_some_and(|(_, column)| tells(column))
}

/// Whether the keys above a nested one say nothing of what it holds.
fn is_neutral(above: &str) -> bool {
    const NEUTRAL: [&str; 26] = [
        "",
        "meta",
        "metadata",
        "data",
        "info",
        "doc",
        "document",
        "article",
        "detail",
        "details",
        "record",
        "fields",
        "attributes",
        "attrs",
        "basic",
        "base",
        "content",
        "page",
        "result",
        "item",
        "news",
        "policy",
        "properties",
        "payload",
        "object",
        "元数据",
    ];
    above.split('.').all(|key| key == "_source" || NEUTRAL.contains(&&*squash(key)))
}

struct Row {
    /// `None` for words that say nothing.
    meaning: Option<Meaning>,
    parts: Vec<&'static str>,
    with: Vec<&'static str>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let rows = fields::rows(include_str!("../data/name_parts.tsv"));
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let meaning = match cells.next()? {
            "~" => None,
            "-" => Some(Meaning::Nothing),
            "aside" => Some(Meaning::Aside),
            field => Some(Meaning::Holds(field.parse().ok()?)),
        };
        let mut list =
            || cells.next().unwrap_or_default().split(" | ").filter(|part| !part.is_empty());
        Some(Row { meaning, parts: list().collect(), with: list().collect() })
    })
    .collect()
});

thread_local! {
    /// What names said before: the files of a crawl have the same keys.
    static SAID: RefCell<FxHashMap<String, Option<(usize, Meaning)>>> = RefCell::default();
}

/// How many names are remembered.
const REMEMBERED: usize = 4_096;

/// What a name's parts say, and where in the table that is.
fn by_parts(name: &str) -> Option<(usize, Meaning)> {
    SAID.with_borrow_mut(|said| {
        if let Some(known) = said.get(name) {
            return *known;
        }
        let found = of_parts(name);
        if said.len() < REMEMBERED {
            said.insert(name.to_string(), found);
        }
        found
    })
}

fn of_parts(name: &str) -> Option<(usize, Meaning)> {
    let name = without_notes(name);
    // A second column of the same name is called `内容.1` by some programs.
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('.');
    let depth = name.matches('.').count();
    let keys = name.split('.').enumerate();
    let telling = keys.filter(|(at, key)| *at == depth || !is_neutral(key));
    let all: Vec<String> = telling.flat_map(|(_, key)| words(key)).collect();
    let mut leaf = words(name.rsplit('.').next().unwrap_or_default());
    while leaf.len() > 1 && leaf.last().is_some_and(|word| says_nothing(word)) {
        leaf.pop();
    }
    leaf.last_mut().into_iter().for_each(cut_short);
    (0..leaf.len()).rev().enumerate().find_map(|(back, last)| {
        let (row, meaning) = best(&leaf[..=last], &all)?;
        Some((row + ROWS.len() * (back + depth), meaning))
    })
}

/// The row that the last of `words` fits best, of a name with the words `all`.
fn best(words: &[String], all: &[String]) -> Option<(usize, Meaning)> {
    let last = words.last()?;
    let ends: Vec<String> = (0..words.len()).map(|from| words[from..].concat()).collect();
    let fitting = ROWS.iter().enumerate().filter_map(|(at, row)| {
        let meaning = row.meaning?;
        let shortest_end = if meaning == Meaning::Nothing { 5 } else { 4 };
        let fits = |part: &&&str| ends_in(last, &ends, part, shortest_end);
        let longest = row.parts.iter().filter(fits).map(|part| part.len()).max()?;
        let is_meant = row.with.is_empty() || row.with.iter().any(|with| holds(all, with));
        is_meant.then_some(((!row.with.is_empty(), longest, ROWS.len() - at), (at, meaning)))
    });
    fitting.max_by_key(|(fit, _)| *fit).map(|(_, found)| found)
}

/// Whether a name ends in a part: its `ends` in whole words, or the last of these.
fn ends_in(last: &str, ends: &[String], part: &str, shortest_end: usize) -> bool {
    if !part.is_ascii() {
        return last.ends_with(part);
    }
    let may_be_end = part.len() >= shortest_end || part == "url";
    ends.iter().any(|end| end == part) || (may_be_end && last.ends_with(part))
}

/// Whether a name with these words holds the word `with`; short Latin ones only as words.
fn holds(words: &[String], with: &str) -> bool {
    let inside = !with.is_ascii() || with.len() >= 3;
    words.iter().any(|word| word == with || (inside && word.contains(with)))
}

fn says_nothing(word: &str) -> bool {
    let silent = || ROWS.iter().filter(|row| row.meaning.is_none()).flat_map(|row| &row.parts);
    word.bytes().all(|byte| byte.is_ascii_digit()) || silent().any(|part| *part == word)
}

/// Takes a numeral, or a suffix that says nothing, off a word: 正文二, 标题列.
fn cut_short(word: &mut String) {
    let silent = || ROWS.iter().filter(|row| row.meaning.is_none()).flat_map(|row| &row.parts);
    let is_numeral = |c: char| "一二三四五六七八九十".contains(c);
    let bare = word.trim_end_matches(is_numeral);
    let bare = silent().filter(|part| !part.is_ascii()).find_map(|part| bare.strip_suffix(part));
    let length = bare.unwrap_or(word.trim_end_matches(is_numeral)).len();
    if length > 0 {
        word.truncate(length);
    }
}

/// A name without what is in brackets behind it.
fn without_notes(name: &str) -> &str {
    let end = name.find(['(', '（', '[', '【']).filter(|end| *end > 0);
    name[..end.unwrap_or(name.len())].trim()
}

/// The words of a name, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in name.chars() {
        if c.is_alphanumeric() {
            let sort = sort(c);
            let is_new = sort != self::sort(before) || (before.is_lowercase() && c.is_uppercase());
            if is_new {
                words.push(String::new());
            }
            words.last_mut().into_iter().for_each(|word| word.extend(c.to_lowercase()));
        }
        before = c;
    }
    words
}

/// Letters, figures, other characters of words, and the rest.
fn sort(c: char) -> u8 {
    match c {
        _ if c.is_ascii_digit() => 1,
        _ if c.is_ascii_alphabetic() => 2,
        _ if c.is_alphanumeric() => 3,
        _ => 0,
    }
}

/// A name without the number at its end or in it, and that number: names that differ by it only are
/// of parts of one text (正文一, content_2, 第三章).
pub(super) fn numbered(name: &str) -> Option<(String, u32)> {
    let name = squash(name);
    let is_figure = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let name = name.replace('.', "");
    let start = name.find(is_figure)?;
    let figures: String = name[start..].chars().take_while(|c| is_figure(*c)).collect();
    let rest = &name[start + figures.len()..];
    let number = figures.parse().ok().or_else(|| crate::text::numerals::parse(&figures))?;
    let is_part = rest.is_empty() || (name.starts_with('第') && rest.chars().count() <= 2);
    (is_part && rest.chars().all(|c| !is_figure(c)))
        .then(|| (format!("{}#{rest}", &name[..start]), number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(name: &str) -> Option<Meaning> {
        of(name, &Columns::new(&[])).map(|named| named.meaning)
    }

    fn field(field: HintField) -> Option<Meaning> {
        Some(Meaning::Holds(Column::Field(field)))
    }

    #[test]
    fn a_name_means_what_it_ends_in() {
        for name in [
            "政策全文",
            "original_text",
            "docContent",
            "DOCCONTENT",
            "data.gk_doccontent",
            "_source.doccontent",
            "原文内容(逐字摘录)",
            "text2",
            "neirong",
        ] {
            assert_eq!(says(name), Some(Meaning::Holds(Column::Body)), "{name}");
        }
        for name in
            ["文档标题", "法规名称", "policyTitle", "_doctitle", "meta.title", "biaoti", "FileName"]
        {
            assert_eq!(says(name), field(HintField::Title), "{name}");
        }
        for (name, is) in [
            ("印发机关", HintField::Issuer),
            ("dept_name", HintField::Issuer),
            ("印发时间", HintField::Written),
            ("signDate", HintField::Written),
            ("docreltime", HintField::Published),
            ("公开发布时间", HintField::Published),
            ("doc_no", HintField::Number),
            ("fileNum", HintField::Number),
            ("出处链接", HintField::Url),
            ("DOCPUBURL", HintField::Url),
            ("来源名称", HintField::Source),
            ("category.name", HintField::Topic),
        ] {
            assert_eq!(says(name), field(is), "{name}");
        }
    }

    #[test]
    fn a_name_of_something_else_means_nothing() {
        for name in [
            "crawl.time",
            "更新时间",
            "effectiveDate",
            "content_length",
            "title_hash",
            "标题长度",
            "附件链接",
            "site_id",
            "author.name",
            "next.title",
        ] {
            assert_eq!(says(name), Some(Meaning::Nothing), "{name}");
        }
        for name in ["政策解读", "解读内容", "highlight.content", "remark"] {
            assert_eq!(says(name), Some(Meaning::Aside), "{name}");
        }
        for name in ["c1", "f_202142777829", "甲", "xyz"] {
            assert_eq!(says(name), None, "{name}");
        }
    }

    #[test]
    fn every_row_of_the_parts_names_a_field() {
        let rows = fields::rows(include_str!("../data/name_parts.tsv")).count();
        assert_eq!(ROWS.len(), rows);
        assert!(ROWS.iter().all(|row| !row.parts.is_empty()));
    }

    #[test]
    fn numbers_tell_the_parts_of_a_text() {
        assert_eq!(numbered("正文一"), numbered("正文二").map(|(stem, _)| (stem, 1)));
        assert_eq!(numbered("content_12").map(|(_, number)| number), Some(12));
        assert_eq!(numbered("第三章").map(|(_, number)| number), Some(3));
        assert_eq!((numbered("正文"), numbered("c2x")), (None, None));
    }
}
