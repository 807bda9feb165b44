//! The places of a text that name a document: a title, a number, or a title with its number.

use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;

use super::super::number;
use super::quoted;
use crate::announcement::{DocNumber, Relation};
use crate::text::pattern::Pattern;

/// One place that names a document.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// From the first mark of the title, or digit of the number, to the end of what belongs to it.
    pub(super) span: Range<usize>,
    /// The title's bytes.
    pub(super) name: Option<Range<usize>>,
    pub(super) number: Option<DocNumber>,
    pub(super) relation: Relation,
    pub(super) until: Option<Date>,
}

impl Mention {
    pub(super) fn new(span: Range<usize>) -> Self {
        Self { span, name: None, number: None, relation: Relation::Cites, until: None }
    }

    /// Takes on a stronger relation.
    pub(super) fn raise(&mut self, relation: Relation) {
        self.relation = self.relation.max(relation);
    }
}

/// A Simplified text and what it names.
pub(super) struct Mentions<'a> {
    pub(super) text: &'a str,
    pub(super) all: Vec<Mention>,
}

impl<'a> Mentions<'a> {
    /// All that `text` names, each for now as merely cited.
    pub(super) fn of(text: &'a str) -> Self {
        let mut all = with_numbers(text, quoted::titles(text));
        resolve_aliases(text, &mut all);
        all.retain(|mention| mention.name.clone().is_none_or(|name| is_telling(&text[name])));
        Self { text, all }
    }

    /// What comes before a mention.
    pub(super) fn before(&self, index: usize) -> &'a str {
        &self.text[..self.all[index].span.start]
    }

    /// What follows a mention.
    pub(super) fn after(&self, index: usize) -> &'a str {
        &self.text[self.all[index].span.end..]
    }

    /// What is between a mention and the next.
    pub(super) fn gap(&self, index: usize) -> &'a str {
        &self.text[self.all[index].span.end..self.all[index + 1].span.start]
    }
}

/// The titles with the numbers in brackets behind them, and the numbers that are alone.
fn with_numbers(text: &str, titles: Vec<Range<usize>>) -> Vec<Mention> {
    let mark = '《'.len_utf8();
    let titled = |name: Range<usize>| Mention {
        name: Some(name.clone()),
        ..Mention::new(name.start - mark..name.end + mark)
    };
    let mut all: Vec<Mention> = titles.into_iter().map(titled).collect();
    let mut alone = Vec::new();
    for (span, number) in number::find(text) {
        let at = all.partition_point(|mention| mention.span.start <= span.start);
        match at.checked_sub(1).map(|at| &mut all[at]) {
            Some(title) if span.end <= title.span.end => {}
            Some(title) if title.number.is_none() && is_bracketed(text, title, &span) => {
                title.span.end = bracket_end(text, span.end);
                title.number = Some(number);
            }
            _ => alone.push(Mention { number: Some(number), ..Mention::new(span) }),
        }
    }
    all.extend(alone);
    all.sort_by_key(|mention| mention.span.start);
    all
}

/// Whether a number is in the bracket right behind a title: `《某办法》（某政发〔2020〕1号）`, or in
/// the next cell of its row.
fn is_bracketed(text: &str, title: &Mention, number: &Range<usize>) -> bool {
    static OPENED: Pattern = Pattern::new(r"^\s*[（(〔\[【][^（(）)》。；\n]{0,40}$|^[ \t|]*$");
    OPENED.is_match(&text[title.span.end..number.start])
}

/// Where the bracket ends in which the number up to `end` is.
fn bracket_end(text: &str, end: usize) -> usize {
    static CLOSED: Pattern = Pattern::new(r"^[^（(）)《。\n]{0,40}[）)〕\]】]");
    CLOSED.find(&text[end..]).map_or(end, |found| end + found.end())
}

/// Reads short names as the titles they stand for, and drops the places that define them.
fn resolve_aliases(text: &str, all: &mut Vec<Mention>) {
    let mut known: HashMap<&str, Mention> = HashMap::new();
    let mut defined = 0..0;
    all.retain_mut(|mention| {
        let Some(name) = mention.name.clone() else { return true };
        if defined.contains(&name.start) {
            return false;
        }
        if let Some(meant) = known.get(&text[name]) {
            mention.name = meant.name.clone();
            mention.number = mention.number.take().or_else(|| meant.number.clone());
        }
        if let Some((alias, whole)) = alias(text, mention.span.end) {
            known.insert(&text[alias], mention.clone());
            defined = whole;
        }
        true
    });
}

/// The short name defined right behind `at`, and its bracket: `（以下简称《办法》）`.
fn alias(text: &str, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    static ALIAS: Pattern = Pattern::new(
        r#"^\s*[（(][^（(）)《》。]{0,20}?简称为?[：:]?\s*[“"《「]?(?P<alias>[^”"》」（()）。]{2,40})[”"》」]?[^（(）)《》。]{0,10}[）)]"#,
    );
    let found = ALIAS.captures(&text[at..])?;
    let shifted = |range: Range<usize>| at + range.start..at + range.end;
    Some((shifted(found.name("alias")?.range()), shifted(found.get(0)?.range())))
}

/// Ends of the names of papers that are not documents of government: certificates, forms, newspapers.
const PAPERS: [&str; 33] = [
    "许可证",
    "资格证",
    "身份证",
    "居住证",
    "注册证",
    "登记证",
    "合格证",
    "荣誉证",
    "权证",
    "证书",
    "证明",
    "证明书",
    "执照",
    "通知书",
    "决定书",
    "申请书",
    "意见书",
    "报告书",
    "说明书",
    "责任书",
    "告知书",
    "任务书",
    "协议书",
    "登记表",
    "申请表",
    "审批表",
    "税率表",
    "通知单",
    "报关单",
    "日报",
    "户口簿",
    "证",
    "表",
];

/// Names that every document of the kind could have.
const GENERIC: [&str; 16] = [
    "办法", "规定", "条例", "细则", "通知", "意见", "方案", "规则", "决定", "公告", "通告", "解释",
    "规划", "批复", "标准", "规范",
];

/// Whether a title names one document and no certificate or form.
fn is_telling(name: &str) -> bool {
    let name = name.trim();
    let is_paper = PAPERS.iter().any(|end| name.ends_with(end));
    !is_paper && name.chars().count() >= 2 && !GENERIC.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let mentions = Mentions::of(text).all;
        let name = |mention: &Mention| mention.name.clone().map(|name| text[name].to_string());
        let number = |mention: &Mention| mention.number.as_ref().map(ToString::to_string);
        let both = |mention: &Mention| {
            (name(mention).unwrap_or_default(), number(mention).unwrap_or_default())
        };
        mentions.iter().map(both).collect()
    }

    #[test]
    fn a_title_takes_the_number_behind_it() {
        for (text, name, number) in [
            ("依据《甲办法》（甲政发〔2020〕1号）", "甲办法", "甲政发〔2020〕1号"),
            ("《甲办法》(2019年3月1日甲政发[2019]2号)", "甲办法", "甲政发〔2019〕2号"),
            ("《甲办法》（财政部令第9号）废止", "甲办法", "财政部令第9号"),
            ("按照国发〔2025〕1号办理", "", "国发〔2025〕1号"),
        ] {
            assert_eq!(found(text), [(name.into(), number.into())], "{text}");
        }
    }

    #[test]
    fn a_short_name_stands_for_the_title_and_is_none_itself() {
        let text = "现将《甲县节水办法》（以下简称《办法》）印发。请按《办法》执行，《规定》另发。";
        let names: Vec<_> = found(text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["甲县节水办法", "甲县节水办法"]);
        let text = "根据《安全生产法》（以下简称安全生产法）";
        assert_eq!(found(text).len(), 1);
    }

    #[test]
    fn certificates_and_forms_are_no_documents() {
        assert!(found("领取《食品经营许可证》，填写《申请表》").is_empty());
    }
}
