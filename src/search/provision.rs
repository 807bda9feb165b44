//! Where an article of a statute is in a text, and the clause (款) or item (项) of it that is meant.
//!
//! An article begins a line with its number. Its clauses are its lines; a line that begins with a
//! number in brackets is an item of the clause above it (立法技术规范（试行）（一）, 2009).

use std::ops::Range;

use crate::response::{Excerpt, Links, Provision};
use crate::text::numerals::parse;

/// What may stand before the number of an article in its line.
const MARGIN: [char; 5] = [' ', '\u{3000}', '\t', '*', '#'];

/// The divisions of a statute, the widest first.
const DIVISIONS: [&str; 4] = ["编", "分编", "章", "节"];

/// A heading has no more characters than this.
const LONGEST_HEADING: usize = 40;

/// Words that begin what follows the last article.
const BEHIND: [&str; 3] = ["附件", "附表", "附录"];

/// What is asked, where `body` has it; of an article without that clause or item the article alone.
pub(super) fn excerpt(body: &str, asked: &Provision) -> Option<Excerpt> {
    let start = article(body, &asked.article)?;
    let text = start..start + length(&body[start..]);
    let whole = &body[text.clone()];
    let clause = asked.clause.as_deref().and_then(|clause| self::clause(whole, clause));
    let within = clause.clone().unwrap_or(0..whole.len());
    let item = asked.item.as_deref();
    let item = item.and_then(|item| self::item(whole, within, item));
    let part = item.or(clause).map(|part| start + part.start..start + part.end);
    Some(Excerpt {
        provision: asked.clone(),
        headings: headings(&body[..start]),
        text,
        part,
        amended_by: Links::default(),
        cited_by: Links::default(),
    })
}

/// Where a line begins with the number of an article: 第一百二十条 does not begin 第一百二十条之一.
fn article(body: &str, number: &str) -> Option<usize> {
    let is_whole = |at: usize| !body[at + number.len()..].starts_with('之');
    let is_first = |at: usize| {
        let before = body[..at].trim_end_matches(MARGIN);
        before.is_empty() || before.ends_with('\n')
    };
    let places = body.match_indices(number).map(|(at, _)| at);
    places.into_iter().find(|at| is_first(*at) && is_whole(*at))
}

/// How many bytes an article has that begins `text`: up to the next one, a heading or an annex, without
/// blanks at its end.
fn length(text: &str) -> usize {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    let is_next = |at: &usize| {
        let line = text[*at..].lines().next().unwrap_or_default().trim_matches(MARGIN);
        begins_article(line)
            || division(line).is_some()
            || BEHIND.iter().any(|w| line.starts_with(w))
    };
    let end = ends.into_iter().find(is_next).unwrap_or(text.len());
    text[..end].trim_end_matches(|c: char| c.is_whitespace() || MARGIN.contains(&c)).len()
}

fn begins_article(line: &str) -> bool {
    let number = line.strip_prefix('第').and_then(|line| line.split_once('条'));
    number.is_some_and(|(number, _)| number.chars().count() <= 8 && parse(number).is_some())
}

/// Of which division a line is the heading, as its place among [`DIVISIONS`].
fn division(line: &str) -> Option<usize> {
    let rest = line.strip_prefix('第')?;
    if line.chars().count() > LONGEST_HEADING || line.ends_with(['。', '；', '，']) {
        return None;
    }
    let of = |(at, name): (usize, &&str)| {
        let (number, title) = rest.split_once(*name)?;
        (parse(number).is_some() && !title.starts_with(['的', '第', '、'])).then_some(at)
    };
    DIVISIONS.iter().enumerate().find_map(of)
}

/// The headings that the end of a text is under. Those of its contents are left behind where the text
/// begins anew.
fn headings(before: &str) -> Vec<String> {
    let mut under: Vec<(usize, &str)> = Vec::new();
    for line in before
        .lines()
        .map(|line| line.trim_matches(|c: char| c.is_whitespace() || MARGIN.contains(&c)))
    {
        if let Some(division) = division(line) {
            under.retain(|(wider, _)| *wider < division);
            under.push((division, line));
        }
    }
    let shown = |heading: &str| heading.split_whitespace().collect::<Vec<_>>().join(" ");
    under.into_iter().map(|(_, heading)| shown(heading)).collect()
}

/// A clause of an article, with its items.
fn clause(article: &str, clause: &str) -> Option<Range<usize>> {
    let number = parse(clause.trim_start_matches('第').trim_end_matches('款'))?;
    let (mut at, mut clauses, mut found) = (0, 0, None);
    for line in article.split_inclusive('\n') {
        let text = line.trim_start_matches(MARGIN).trim_end();
        if !text.is_empty() && !text.starts_with(['（', '(']) {
            clauses += 1;
        }
        if clauses == number && !text.is_empty() {
            let start = found.map_or(at, |found: Range<usize>| found.start);
            found = Some(start..at + line.trim_end().len());
        }
        at += line.len();
    }
    found
}

/// An item, whatever the width of its brackets: up to the end of its line or the next item in it.
fn item(article: &str, within: Range<usize>, item: &str) -> Option<Range<usize>> {
    let half = item.replace('（', "(").replace('）', ")");
    let text = &article[within.clone()];
    let start = [item, &half].iter().filter_map(|item| text.find(*item)).min()?;
    let line = text[start..].lines().next().unwrap_or_default();
    let next = line.match_indices(['（', '(']).map(|(at, _)| at).skip(1);
    let is_item = |at: &usize| {
        let number = line[*at..].trim_start_matches(['（', '(']).split_once(['）', ')']);
        number.is_some_and(|(number, _)| number.chars().count() <= 3 && parse(number).is_some())
    };
    let end = next.into_iter().find(is_item).unwrap_or(line.len());
    Some(within.start + start..within.start + start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAW: &str = "渡口法\n目录\n第一章 总则\n第二章 罚则\n第一章 总则\n第一节　看护\n第三条　渡口由村看护。\n看护人有下列情形之一的，予以更换：\n（一）\
        酒后上岗；\n（二）擅离职守。\n  **第三条之一** 本法第三条第二款不适用于水库。\n\n第二章 罚则\n\n第四条 施行。\n附件：名单\n";

    fn asked(article: &str, clause: Option<&str>, item: Option<&str>) -> Option<Excerpt> {
        let own = |part: Option<&str>| part.map(str::to_string);
        excerpt(LAW, &Provision { article: article.into(), clause: own(clause), item: own(item) })
    }

    #[test]
    fn articles_clauses_and_items_are_found_where_they_are() {
        for (what, part) in [
            (("第三条", None, None), ""),
            (("第三条", Some("第一款"), None), "第三条　渡口由村看护。"),
            (
                ("第三条", Some("第二款"), None),
                "看护人有下列情形之一的，予以更换：\n（一）酒后上岗；\n（二）擅离职守。",
            ),
            (("第三条", Some("第二款"), Some("（二）")), "（二）擅离职守。"),
            (("第三条", None, Some("（一）")), "（一）酒后上岗；"),
            (("第三条", Some("第三款"), None), ""),
        ] {
            let found = asked(what.0, what.1, what.2).unwrap();
            let text = &LAW[found.text.clone()];
            assert!(text.starts_with("第三条　渡口") && text.ends_with("擅离职守。"), "{text}");
            assert_eq!(found.part.map_or("", |part| &LAW[part]), part, "{what:?}");
        }
        let inserted = asked("第三条之一", None, None).unwrap();
        assert_eq!(&LAW[inserted.text], "第三条之一** 本法第三条第二款不适用于水库。");
        assert_eq!(asked("第五条", None, None), None);
    }

    #[test]
    fn an_article_ends_before_headings_and_annexes_and_is_under_its_own() {
        let last = asked("第四条", None, None).unwrap();
        assert_eq!(
            (&LAW[last.text], &last.headings[..]),
            ("第四条 施行。", &["第二章 罚则".to_string()][..])
        );
        assert_eq!(asked("第三条", None, None).unwrap().headings, ["第一章 总则", "第一节 看护"]);
    }

    #[test]
    fn an_item_ends_where_the_next_in_its_line_begins() {
        let law = "第一条 有下列情形之一：（一）酒后上岗（含宿醉）；（二）擅离职守。";
        let asked = Provision { item: Some("（一）".into()), ..Provision::article("第一条") };
        let found = excerpt(law, &asked).unwrap();
        assert_eq!(&law[found.part.unwrap()], "（一）酒后上岗（含宿醉）；");
    }
}
