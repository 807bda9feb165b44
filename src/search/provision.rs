//! Where an article of a statute is in a text, and the clause (款) or item (项) of it that is meant.
//!
//! Where articles and clauses begin and end, the outline of the text tells
//! ([`crate::text::outline`]).

use std::ops::Range;

use crate::response::{Excerpt, Links, Provision};
use crate::text::numerals::parse;
use crate::text::outline::{MARGIN, Outline, Paragraph};

/// What is asked, where `body` has it; of an article without that clause or item the article alone.
pub(super) fn excerpt(body: &str, asked: &Provision) -> Option<Excerpt> {
    // Most texts hold no article, and a search need not read their lines to know that.
    if !body.contains('条') {
        return None;
    }
    let outline = Outline::of(body);
    let found = outline.article(&asked.article)?;
    let article = &outline.paragraphs[found.clone()];
    let text = extent(body, article)?;
    let clause = asked.clause.as_deref().and_then(|clause| self::clause(article, clause));
    let clause = clause.and_then(|clause| extent(body, clause));
    let within = clause.clone().unwrap_or(text.clone());
    let item = asked.item.as_deref().and_then(|item| self::item(body, within, item));
    let headings = outline.headings(found.start).into_iter();
    let headings = headings.map(|at| heading(&body[outline.paragraphs[at].text.clone()]));
    Some(Excerpt {
        provision: asked.clone(),
        headings: headings.collect(),
        text,
        part: item.or(clause),
        amended_by: Links::default(),
        cited_by: Links::default(),
    })
}

/// From the first to the last of some paragraphs, Markdown's signs at both ends left out.
fn extent(body: &str, paragraphs: &[Paragraph]) -> Option<Range<usize>> {
    let (first, last) = (paragraphs.first()?, paragraphs.last()?);
    let text = &body[first.text.start..last.text.end];
    let start = last.text.end - text.trim_start_matches(MARGIN).len();
    Some(start..first.text.start + text.trim_end_matches(MARGIN).len())
}

/// A heading on one line.
fn heading(text: &str) -> String {
    text.trim_matches(MARGIN).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A clause of an article, with its items; an article that is not divided is its first clause.
fn clause<'a>(article: &'a [Paragraph], clause: &str) -> Option<&'a [Paragraph]> {
    let number = parse(clause.trim_start_matches('第').trim_end_matches('款'))?;
    let is_asked = |paragraph: &Paragraph| paragraph.clause.unwrap_or(1) == number as usize;
    let from = article.iter().position(is_asked)?;
    let length = article[from..].iter().take_while(|paragraph| is_asked(paragraph)).count();
    Some(&article[from..from + length])
}

/// An item, whatever the width of its brackets: up to the end of its line or the next item in it.
fn item(body: &str, within: Range<usize>, item: &str) -> Option<Range<usize>> {
    let half = item.replace('（', "(").replace('）', ")");
    let text = &body[within.clone()];
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
