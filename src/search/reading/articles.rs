//! Articles as people write them: 第264条, 264条, 第一百二十条之一, 1062、1063条, 第16条第2款第（三）项.

use std::ops::Range;

use super::line::GAP;
use super::words::Beside;
use crate::response::Provision;
use crate::text::numerals::{counted, parse};

/// A range gives no more articles than this.
const LONGEST_RANGE: u32 = 50;

/// No statute has an article, clause or item of a higher number.
const HIGHEST: u32 = 2000;

/// Of a counted number up to this, without 第 before it, only the end of the text or a word that
/// asks tells that it is an article: 民法典十条 is, 民法典十条看点 is not.
const FEW: u32 = 30;

/// Articles in a line, and where they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) struct Articles {
    pub(in crate::search) at: Range<usize>,
    pub(in crate::search) asked: Vec<Provision>,
}

/// The articles that a line names with 第.
pub(in crate::search) fn marked(text: &str) -> Vec<Articles> {
    let mut found: Vec<Articles> = Vec::new();
    for (at, _) in text.match_indices('第') {
        if found.last().is_none_or(|last| last.at.end <= at) {
            found.extend(articles_at(text, at, false));
        }
    }
    found
}

/// The articles written at a byte of a line; 第 may be missing where they follow the name of a
/// statute, or are a piece of their own.
pub(in crate::search) fn articles_at(text: &str, from: usize, is_known: bool) -> Option<Articles> {
    let mut cursor = Cursor { text, at: from };
    cursor.skip_gaps();
    let start = cursor.at;
    let numbers = cursor.list(is_known)?;
    let at = start..cursor.at;
    let is_marked = text[at.clone()].starts_with('第');
    let is_article = is_known && is_no_count(text, &at) || is_marked && is_no_way(&text[at.end..]);
    is_article.then(|| Articles { at, asked: asked(&numbers) })
}

/// Whether nothing behind articles says that they are counted things: 十条措施.
fn is_no_count(text: &str, at: &Range<usize>) -> bool {
    let (written, behind) = (&text[at.clone()], &text[at.end..]);
    if written.starts_with('第') {
        return is_no_way(behind);
    }
    let counted = written.strip_suffix('条').filter(|number| !number.is_ascii()).and_then(parse);
    let is_few = counted.is_some_and(|number| number <= FEW);
    let is_asked =
        || [Beside::Answering, Beside::Behind].iter().any(|b| b.begins(behind).is_some());
    let is_end = !behind.starts_with(char::is_alphanumeric);
    if is_few { is_end || is_asked() } else { Beside::Counted.begins(behind).is_none() }
}

/// Whether the third 条 is no way and no line: 第三条道路.
fn is_no_way(behind: &str) -> bool {
    !["道路", "生产线", "线", "街", "高速", "跑道"].iter().any(|way| behind.starts_with(way))
}

/// A number of an article, as far as it is written.
#[derive(Clone, Debug, Default)]
struct Number {
    /// Whether it goes from the number before it.
    is_range: bool,
    /// Whether a dash joins it to the number before it.
    is_dash: bool,
    number: u32,
    /// 之一.
    inserted: Option<u32>,
    clauses: Vec<u32>,
    items: Vec<u32>,
}

fn asked(numbers: &[Number]) -> Vec<Provision> {
    let mut asked: Vec<Provision> = Vec::new();
    for (at, number) in numbers.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &numbers[before]);
        let more = match before {
            Some(before) if number.is_range => range(before, number, &mut asked),
            _ => parts(number),
        };
        more.into_iter().for_each(|one| {
            if !asked.contains(&one) {
                asked.push(one)
            }
        });
    }
    asked
}

/// The articles after `from` up to `to`. `120-1条` is no range but 第一百二十条之一.
fn range(from: &Number, to: &Number, before: &mut Vec<Provision>) -> Vec<Provision> {
    if to.is_dash && to.number < from.number {
        before.pop();
        return parts(&Number { inserted: Some(to.number), number: from.number, ..to.clone() });
    }
    let between = |numbers: Range<u32>, of: &dyn Fn(u32) -> Number| {
        numbers.take(LONGEST_RANGE as usize - 2).flat_map(|number| parts(&of(number))).collect()
    };
    let mut articles: Vec<Provision> = match (from.inserted, to.inserted) {
        (Some(first), Some(last)) if from.number == to.number => {
            let of = |inserted| Number { number: to.number, inserted: Some(inserted), ..plain() };
            between(first + 1..last, &of)
        }
        _ => between(from.number + 1..to.number, &|number| Number { number, ..plain() }),
    };
    articles.extend(parts(to));
    articles
}

fn plain() -> Number {
    Number::default()
}

/// The parts that are asked of one article, or all of it.
fn parts(number: &Number) -> Vec<Provision> {
    let inserted =
        number.inserted.map_or(String::new(), |inserted| format!("之{}", counted(inserted)));
    let article = format!("第{}条{inserted}", counted(number.number));
    let clause = |clause: &u32| format!("第{}款", counted(*clause));
    let item = |item: &u32| format!("（{}）", counted(*item));
    let of = |clause, item| Provision { clause, item, ..Provision::article(&article) };
    let only = number.clauses.first().map(clause);
    match (number.clauses.len(), number.items.len()) {
        (0 | 1, 0) => vec![of(only, None)],
        (0 | 1, _) => number.items.iter().map(|one| of(only.clone(), Some(item(one)))).collect(),
        _ => number.clauses.iter().map(|one| of(Some(clause(one)), None)).collect(),
    }
}

/// How a number is joined to the one before it.
enum Joint {
    List,
    Range {
        is_dash: bool,
    },
    /// Nothing but the border of two pieces.
    Gap,
}

/// Reads a line from a byte on.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip_gaps(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches(GAP).len();
    }

    /// Steps over one of `words`, and the gaps before it, if it is next.
    fn eat(&mut self, words: &[&str]) -> bool {
        let rest = self.rest().trim_start_matches(GAP);
        let Some(word) = words.iter().find(|word| rest.starts_with(**word)) else { return false };
        self.at = self.text.len() - rest.len() + word.len();
        true
    }

    fn numeral(&mut self) -> Option<u32> {
        let rest = self.rest().trim_start_matches(GAP);
        let is_han = |c: char| "一二三四五六七八九十百千零〇两廿".contains(c);
        let is_digit = |c: char| c.is_ascii_digit();
        let numeral = match rest.starts_with(is_digit) {
            true => &rest[..rest.find(|c| !is_digit(c)).unwrap_or(rest.len())],
            false => &rest[..rest.find(|c| !is_han(c)).unwrap_or(rest.len())],
        };
        let number = parse(numeral).filter(|number| (1..=HIGHEST).contains(number))?;
        self.at = self.text.len() - rest.len() + numeral.len();
        Some(number)
    }

    /// Numbers up to the last that 条 closes.
    fn list(&mut self, is_known: bool) -> Option<Vec<Number>> {
        let (mut numbers, mut closed) = (Vec::new(), None);
        let mut joint = Joint::List;
        loop {
            let is_first = numbers.is_empty();
            let Some((number, is_closed)) = self.number(&joint, is_known || !is_first) else {
                break;
            };
            numbers.push(number);
            closed = if is_closed { Some((numbers.len(), self.at)) } else { closed };
            match self.joint() {
                Some(next) => joint = next,
                None => break,
            }
        }
        let (count, end) = closed?;
        numbers.truncate(count);
        self.at = end;
        Some(numbers)
    }

    /// A number, and whether it is closed: by 条, or after 第 by the end of the text.
    fn number(&mut self, joint: &Joint, is_known: bool) -> Option<(Number, bool)> {
        let is_marked = self.eat(&["第"]);
        if !is_marked && !is_known {
            return None;
        }
        let mut number = Number { number: self.numeral()?, ..Number::default() };
        if let Joint::Range { is_dash } = joint {
            (number.is_range, number.is_dash) = (true, *is_dash);
        }
        if self.eat(&["条"]) {
            number.inserted = self.inserted();
            number.clauses = self.units("款");
            number.items = self.units("项");
            return Some((number, true));
        }
        let is_end = !self.rest().starts_with(|c: char| c.is_alphanumeric());
        let is_apart = matches!(joint, Joint::Gap);
        (!is_apart || is_marked).then_some((number, is_marked && is_known && is_end))
    }

    fn inserted(&mut self) -> Option<u32> {
        let from = self.at;
        let number =
            if self.eat(&["之"]) { self.numeral().filter(|number| *number < 100) } else { None };
        if number.is_none() {
            self.at = from;
        }
        number
    }

    /// The numbers of clauses or items: 第二款, 第一、三款, 第（二）项, 2项.
    fn units(&mut self, unit: &str) -> Vec<u32> {
        let (mut units, mut closed) = (Vec::new(), (0, self.at));
        loop {
            self.eat(&["的"]);
            self.eat(&["第"]);
            self.eat(&["("]);
            let Some(number) = self.numeral() else { break };
            self.eat(&[")"]);
            units.push(number);
            if self.eat(&[unit]) {
                closed = (units.len(), self.at);
            }
            if !self.eat(&["、", ",", "和", "及", "与", "或"]) {
                break;
            }
        }
        units.truncate(closed.0);
        self.at = closed.1;
        units
    }

    fn joint(&mut self) -> Option<Joint> {
        if self.eat(&["-", "—", "–", "~", "−", "‐", "‑"]) {
            self.eat(&["—", "-"]);
            return Some(Joint::Range { is_dash: true });
        }
        if self.eat(&["至", "到"]) {
            return Some(Joint::Range { is_dash: false });
        }
        if self.eat(&["、", ",", "以及", "和", "与", "及", "或者", "或", "跟", "/", ";"])
        {
            return Some(Joint::List);
        }
        self.rest().starts_with(GAP).then_some(Joint::Gap)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The articles written after a known statute, each in one text.
    fn read(text: &str) -> Vec<String> {
        let asked = articles_at(text, 0, true).map_or(Vec::new(), |articles| articles.asked);
        asked.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn one_article_is_read_however_it_is_written() {
        for text in [
            "264条",
            "第264条",
            "第 264 条",
            "二百六十四条",
            "第二百六十四条",
            "第264",
            "264条规定",
        ] {
            assert_eq!(read(text), ["第二百六十四条"], "{text}");
        }
        for text in ["第一百二十条之一", "120条之一", "第120条之1", "第120-1条", "120-1条"]
        {
            assert_eq!(read(text), ["第一百二十条之一"], "{text}");
        }
    }

    #[test]
    fn lists_and_ranges_are_all_of_their_articles() {
        for text in [
            "3、4条",
            "第3条和第4条",
            "第三、四条",
            "3条 4条",
            "3-4条",
            "第三条至第四条",
            "3条,4条",
        ] {
            assert_eq!(read(text), ["第三条", "第四条"], "{text}");
        }
        assert_eq!(read("8-11条").len(), 4);
        assert_eq!(read("1-1000条").len(), LONGEST_RANGE as usize);
        assert_eq!(
            read("第120条之一至第120条之三"),
            ["第一百二十条之一", "第一百二十条之二", "第一百二十条之三"]
        );
    }

    #[test]
    fn clauses_and_items_are_kept_apart() {
        assert_eq!(read("第16条第2款"), ["第十六条第二款"]);
        assert_eq!(read("39条第(二)项"), ["第三十九条（二）"]);
        assert_eq!(read("第三十九条第一款第二项"), ["第三十九条第一款（二）"]);
        assert_eq!(read("第5条第一、三款"), ["第五条第一款", "第五条第三款"]);
        assert_eq!(read("第5条第1款、第6条"), ["第五条第一款", "第六条"]);
    }

    #[test]
    fn counted_things_are_no_articles() {
        for text in
            ["264", "十条看点", "二十条措施", "十二讲", "第三编", "第三次修正", "第三条道路", "0条"]
        {
            assert!(read(text).is_empty(), "{text}");
        }
        assert_eq!(marked("侵权 第3条款 三条"), [articles_at("侵权 第3条", 6, true).unwrap()]);
    }
}
