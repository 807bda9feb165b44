//! What one line of a text is: a heading, the beginning of an article, an item, or none of them.

use crate::text::numerals::{counted, parse};

/// What may stand before a number at the beginning of a line, Markdown's signs among it.
pub(crate) const MARGIN: [char; 5] = [' ', '\u{3000}', '\t', '*', '#'];

/// A heading has no more characters than this.
const LONGEST_HEADING: usize = 40;

/// The number of an article or a heading has no more characters than this.
const LONGEST_NUMBER: usize = 8;

/// Marks that end sentences and their parts, and no heading.
const STOPS: [char; 8] = ['。', '；', '，', '：', ';', ',', ':', '、'];

/// Words that begin what follows the last article.
const BEHIND: [&str; 5] = ["附件", "附表", "附录", "附：", "附:"];

/// What follows a number that is only mentioned: 第三条第二款, 第三条规定的, 第三条修改为.
const MENTIONED: [&str; 19] = [
    "第", "、", "，", "和第", "至第", "到第", "及第", "与第", "以及", "或", "的", "之", "规定",
    "所", "修改", "改为", "相应", "删", "中的",
];

/// The same where a blank is between.
const CHANGED: [&str; 4] = ["修改为", "改为", "相应改为", "删去"];

/// The divisions of a statute, the widest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum HeadingLevel {
    /// 编.
    Part,
    /// 分编.
    Subpart,
    /// 章.
    Chapter,
    /// 节.
    Section,
}

impl HeadingLevel {
    const NAMED: [(Self, &'static str); 4] =
        [(Self::Part, "编"), (Self::Subpart, "分编"), (Self::Chapter, "章"), (Self::Section, "节")];

    /// The name in output.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Subpart => "subpart",
            Self::Chapter => "chapter",
            Self::Section => "section",
        }
    }
}

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The heading of a division, with its number.
    Heading(HeadingLevel, u32),
    /// The beginning of an article, with its number as statutes write it; whether that is all.
    Article(String, bool),
    /// The beginning of an item, with its number as statutes write it: （一）.
    Item(String),
    /// What never begins a clause: a row of a table, a part of an item, what is in brackets.
    Below,
    /// The beginning of an annex.
    Annex,
    /// A date alone.
    Date,
    /// All else.
    Plain,
}

impl Line {
    /// What a line without blanks at its ends is.
    pub(super) fn of(text: &str) -> Self {
        let text = text.trim_matches(MARGIN);
        if let Some((level, number)) = heading(text) {
            return Self::Heading(level, number);
        }
        if let Some((number, is_alone)) = article(text) {
            return Self::Article(number, is_alone);
        }
        if let Some(number) = item(text) {
            return Self::Item(number);
        }
        match text {
            _ if BEHIND.iter().any(|w| text.starts_with(w)) && !text.ends_with('。') => {
                Self::Annex
            }
            _ if is_date(text) => Self::Date,
            _ if is_below(text) => Self::Below,
            _ => Self::Plain,
        }
    }
}

/// Whether a line may be a heading or a title by its length and its end.
pub(super) fn is_short(text: &str) -> bool {
    text.chars().nth(LONGEST_HEADING).is_none() && !text.ends_with(STOPS)
}

/// The division that a line is the heading of, and its number.
fn heading(text: &str) -> Option<(HeadingLevel, u32)> {
    let rest = text.strip_prefix('第').filter(|_| is_short(text))?;
    HeadingLevel::NAMED.iter().find_map(|(level, name)| {
        let (digits, title) = rest.split_once(name)?;
        let is_title = !is_mentioned(title) && !title.contains('第');
        number(digits).filter(|_| is_title).map(|number| (*level, number))
    })
}

/// The number of the article that a line begins, and whether nothing follows.
fn article(text: &str) -> Option<(String, bool)> {
    let (digits, rest) = text.strip_prefix('第')?.split_once('条')?;
    let number = counted(number(digits)?);
    let (more, rest) = inserted(rest);
    let follows = rest.trim_start_matches(MARGIN);
    let is_apart = follows.len() < rest.len();
    if is_mentioned(rest) || is_apart && is_changed(follows) {
        return None;
    }
    Some((format!("第{number}条{more}"), follows.is_empty()))
}

/// What tells an inserted article from the one before it, as 之一, and what follows.
fn inserted(text: &str) -> (&str, &str) {
    let is_numeral = |c: char| "一二三四五六七八九十".contains(c);
    match text.strip_prefix('之') {
        Some(rest) if rest.starts_with(is_numeral) => {
            let after = rest.trim_start_matches(is_numeral);
            text.split_at(text.len() - after.len())
        }
        _ => ("", text),
    }
}

/// Whether a number that `after` follows is only mentioned.
fn is_mentioned(after: &str) -> bool {
    MENTIONED.iter().any(|word| after.starts_with(word))
}

/// Whether what follows a number and a blank says what becomes of it, or which clause is meant.
fn is_changed(after: &str) -> bool {
    let clause = after.strip_prefix('第').and_then(|rest| rest.split_once('款'));
    CHANGED.iter().any(|word| after.starts_with(word))
        || clause.is_some_and(|(digits, _)| number(digits).is_some())
}

/// The item that a line begins, as statutes write it whatever the width of its brackets.
fn item(text: &str) -> Option<String> {
    let (digits, _) = text.strip_prefix(['（', '('])?.split_once(['）', ')'])?;
    let is_counted = digits.chars().all(|c| "一二三四五六七八九十百".contains(c));
    let number = number(digits).filter(|_| is_counted)?;
    Some(format!("（{}）", counted(number)))
}

/// The number that is written, blanks in it passed over.
fn number(digits: &str) -> Option<u32> {
    let bare: String = digits.chars().filter(|c| !c.is_whitespace()).collect();
    parse(&bare).filter(|_| bare.chars().nth(LONGEST_NUMBER).is_none())
}

/// Whether a line is part of an item, in brackets or a row of a table.
fn is_below(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let after = rest.strip_prefix(['.', '．', '、', ')', '）']).filter(|_| rest.len() < text.len());
    after.is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_digit()))
        || text.starts_with(['（', '(', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩'])
        || text.contains('\t')
}

/// Whether a line is a date and nothing else.
fn is_date(text: &str) -> bool {
    let is_part = |c: char| {
        c.is_ascii_digit() || c.is_whitespace() || "年月日〇○零一二三四五六七八九十".contains(c)
    };
    text.ends_with('日') && text.contains('年') && text.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::HeadingLevel::{Chapter, Part, Section, Subpart};
    use super::*;

    fn begun(number: &str) -> Line {
        Line::Article(number.to_string(), false)
    }

    #[test]
    fn an_article_is_told_from_one_that_is_mentioned() {
        for (text, number) in [
            ("第三条　渡口由村看护。", "第三条"),
            ("**第三条** 渡口由村看护。", "第三条"),
            ("第三条渡口由村看护。", "第三条"),
            ("第3条 渡口由村看护。", "第三条"),
            ("第 十 二 条 渡口由村看护。", "第十二条"),
            ("第一百二十八 条渡口由村看护。", "第一百二十八条"),
            ("第一百〇三条 渡口由村看护。", "第一百零三条"),
            ("第一百二十条之一　渡口由村看护。", "第一百二十条之一"),
            ("第五条 增加渡口，应当报批。", "第五条"),
            ("第六条【看护】渡口由村看护。", "第六条"),
        ] {
            assert_eq!(Line::of(text), begun(number), "{text}");
        }
        for text in [
            "第三条第二款规定的渡口，由村看护。",
            "第三条 第二款修改为：",
            "第三条修改为：“第三条 渡口由村看护。”",
            "第三条 修改为：",
            "第三条相应改为第四条。",
            "第三条、第四条规定的渡口，由村看护。",
            "第三条至第五条适用于水库。",
            "第三条规定的期限为十日。",
            "第三条的期限为十日。",
            "第三条之规定适用于水库。",
            "“第三条 渡口由村看护。",
            "依照第三条看护。",
            "第几条适用，由村决定。",
        ] {
            assert_eq!(Line::of(text), Line::Plain, "{text}");
        }
        assert_eq!(Line::of("第三条"), Line::Article("第三条".to_string(), true));
    }

    #[test]
    fn headings_have_a_level_and_a_number() {
        for (text, level, number) in [
            ("第一编　总则", Part, 1),
            ("第二分编 典型合同", Subpart, 2),
            ("## 第 三 章 罚则", Chapter, 3),
            ("第十二节 渡口", Section, 12),
            ("第四章", Chapter, 4),
        ] {
            assert_eq!(Line::of(text), Line::Heading(level, number), "{text}");
        }
        for text in [
            "第一章规定的渡口适用本节",
            "第一章、第二章的规定",
            "第一章 总则 第二章 罚则",
            "第二章所列各项，由村负责。",
            "第一季度渡口情况",
        ] {
            assert_eq!(Line::of(text), Line::Plain, "{text}");
        }
    }

    #[test]
    fn items_rows_annexes_and_dates_begin_no_clause() {
        for (text, line) in [
            ("（一）酒后上岗；", Line::Item("（一）".to_string())),
            ("(十二) 擅离职守。", Line::Item("（十二）".to_string())),
            ("（1）白酒；", Line::Below),
            ("1. 白酒；", Line::Below),
            ("2．黄酒；", Line::Below),
            ("（以下简称渡口）", Line::Below),
            ("甲渡口\t3艘", Line::Below),
            ("1.5公里以内设一处渡口。", Line::Plain),
            ("附件：渡口名单", Line::Annex),
            ("附件与本办法一并执行，由村解释。", Line::Plain),
            ("2025年3月1日", Line::Date),
            ("二〇二五年三月一日", Line::Date),
            ("2025年3月1日前，渡口由村看护。", Line::Plain),
        ] {
            assert_eq!(Line::of(text), line, "{text}");
        }
    }
}
