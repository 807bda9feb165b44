//! Where an article of a statute begins in a text, or the clause (款) or item (项) of it that is meant.
//!
//! An article begins a line with its number. Its clauses are its lines; a line that begins with a
//! number in brackets is an item of the clause above it (立法技术规范（试行）（一）, 2009).

use super::reading::Provision;
use crate::text::numerals::parse;

/// What may stand before the number of an article in its line.
const MARGIN: [char; 5] = [' ', '\u{3000}', '\t', '*', '#'];

/// The byte of `body` where what is asked begins; of an article without that clause or item the
/// article itself.
pub(super) fn place(body: &str, asked: &Provision) -> Option<usize> {
    let article = article(body, &asked.article)?;
    let end = article + length(&body[article..]);
    let clause =
        asked.clause.as_deref().and_then(|clause| self::clause(&body[article..end], clause));
    let clause = article + clause.unwrap_or_default();
    let item = asked.item.as_deref().and_then(|item| self::item(&body[clause..end], item));
    Some(clause + item.unwrap_or_default())
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

/// How many bytes an article has that begins `text`: up to the next one.
fn length(text: &str) -> usize {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    let is_next = |at: &usize| {
        let line = text[*at..].trim_start_matches(MARGIN);
        line.strip_prefix('第')
            .and_then(|line| line.split_once('条'))
            .is_some_and(|(number, _)| number.chars().count() <= 8 && parse(number).is_some())
    };
    ends.into_iter().find(is_next).unwrap_or(text.len())
}

/// Where a clause of an article begins.
fn clause(article: &str, clause: &str) -> Option<usize> {
    let number = parse(clause.trim_start_matches('第').trim_end_matches('款'))?;
    let mut at = 0;
    let mut clauses = 0;
    for line in article.split_inclusive('\n') {
        let text = line.trim_start_matches(MARGIN).trim_end();
        if !text.is_empty() && !text.starts_with(['（', '(']) {
            clauses += 1;
            if clauses == number {
                return Some(at);
            }
        }
        at += line.len();
    }
    None
}

/// Where an item begins, whatever the width of its brackets.
fn item(text: &str, item: &str) -> Option<usize> {
    let half = item.replace('（', "(").replace('）', ")");
    [item, &half].iter().filter_map(|item| text.find(*item)).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAW: &str = "渡口法\n第三条　渡口由村看护。\n看护人有下列情形之一的，予以更换：\n（一）\
        酒后上岗；\n（二）擅离职守。\n  **第三条之一** 本法第三条第二款不适用于水库。\n第四条 施行。\n";

    fn shown(article: &str, clause: Option<&str>, item: Option<&str>) -> Option<&'static str> {
        let own = |part: Option<&str>| part.map(str::to_string);
        let asked = Provision { article: article.into(), clause: own(clause), item: own(item) };
        place(LAW, &asked).map(|at| &LAW[at..])
    }

    #[test]
    fn articles_clauses_and_items_are_found_where_they_begin() {
        for (asked, begins) in [
            (("第三条", None, None), "第三条　渡口"),
            (("第三条之一", None, None), "第三条之一** 本法"),
            (("第三条", Some("第一款"), None), "第三条　渡口"),
            (("第三条", Some("第二款"), None), "看护人有下列"),
            (("第三条", Some("第二款"), Some("（二）")), "（二）擅离职守"),
            (("第三条", None, Some("（一）")), "（一）酒后"),
            (("第三条", Some("第三款"), None), "第三条　渡口"),
            (("第四条", None, Some("（一）")), "第四条 施行"),
        ] {
            let shown = shown(asked.0, asked.1, asked.2);
            assert!(shown.is_some_and(|text| text.starts_with(begins)), "{asked:?}: {shown:?}");
        }
        assert_eq!(shown("第五条", None, None), None);
    }
}
