//! A title as it was given → the title alone: without its number, its validity, the site's name
//! and the facts of the page that were glued to it.
//!
//! Invariant: nothing is added; what is not a title at all is refused.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::line::{is_space, squash, starts_text};
use super::super::twin::Twin;
use super::super::{kind_tail, number, validity};
use super::spacing;
use crate::announcement::{DocNumber, Validity};
use crate::text::pattern::Pattern;
use crate::text::{boilerplate, is_han};

/// The marks around a number in front of it, and behind it.
const OPENING: [char; 4] = ['（', '(', '【', '['];
const CLOSING: [char; 5] = ['）', ')', '】', ']', '：'];

/// A title and what stood in its line beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::extract) struct Tidied {
    /// The title, in both scripts.
    pub text: Twin,
    /// The document number written before or behind it.
    pub number: Option<DocNumber>,
    /// The validity marked on it.
    pub validity: Option<Validity>,
    /// Whether the title is nothing but its number.
    pub only_number: bool,
}

/// The title in `value`; `None` when it holds none.
pub(in crate::extract) fn tidy(value: &str) -> Option<Tidied> {
    let text = without_repost(without_label(Twin::new(&joined(value))));
    let text = without_page_facts(without_site(text));
    let (plain, validity) = validity::strip_marks(text.plain());
    let text = text.cut_to(plain.trim());
    let (text, number) = without_number(text);
    let text = without_marks(text);
    let only_number = number.is_some() && squash(text.plain()).is_empty();
    let text = if only_number { Twin::new(&joined(value)) } else { text };
    (only_number || is_title(text.plain())).then_some(Tidied {
        text,
        number,
        validity,
        only_number,
    })
}

/// The lines of a value on one line; a number keeps a space from the title it is above.
fn joined(value: &str) -> String {
    let mut lines: Vec<_> = value.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let numbered = lines.len() > 1 && super::super::line::is_number(lines[0]);
    if !numbered {
        return spacing::join(lines);
    }
    let first = lines.remove(0);
    format!("{} {}", spacing::close(first), spacing::join(lines))
}

/// Without a `标题：` before it.
fn without_label(text: Twin) -> Twin {
    static LABEL: Pattern = Pattern::new(
        r"^[【\[]?(?:法规|文件|政策|公文)?(标\s*题|名\s*称)(?:\s*[】\]]|\s*[：:])\s*[：:]?\s*",
    );
    match LABEL.find(text.plain()) {
        Some(label) => text.cut(label.end()..text.plain().len()),
        None => text,
    }
}

/// Without the word of a site that re-prints it: `（转载）某市人民政府关于…的通知`.
fn without_repost(text: Twin) -> Twin {
    static REPOST: Pattern = Pattern::new(r"^[（(【\[](?:转载|转发|转)[）)】\]]\s*");
    match REPOST.find(text.plain()) {
        Some(mark) => text.cut(mark.end()..text.plain().len()),
        None => text,
    }
}

/// Without the name of the site behind it: `…的通知_中国政府网`.
fn without_site(text: Twin) -> Twin {
    static SITE: Pattern = Pattern::new(
        r"^(.*?\p{Han}.*?)(?:\s*[_|｜]\s*|\s+[-–—－]+\s*|[-–－]+)([^_|｜]{0,30}?(?:网|网站|门户|平台|政府|官网|频道|在线|新闻|信息公开|文件|公报|政务公开|通知公告|[部厅局委院办]))(?:\s*[-_|｜–—－].*)?$",
    );
    match SITE.captures(text.plain()).and_then(|parts| parts.get(1)) {
        Some(title) if is_before_site(title.as_str()) => without_site(text.cut(title.range())),
        _ => without_tail(text),
    }
}

/// Without whatever follows a title that is whole: `…的通知 - 某某协会`, `…条例|部门文件`,
/// `…的决定 某省政府门户网站`.
fn without_tail(text: Twin) -> Twin {
    static SEPARATOR: Pattern =
        Pattern::new(r"\s*[_|｜]\s*|\s+[-–—－]+\s+|\s+\p{Han}{2,20}(?:网|网站|门户|平台)$");
    let ends = SEPARATOR.find_iter(text.plain()).map(|separator| separator.start());
    let whole = |end: &usize| {
        let title = &text.plain()[..*end];
        han_count(title) >= 6 && ends_title(title)
    };
    match ends.into_iter().find(whole) {
        Some(end) => text.cut(0..end),
        None => text,
    }
}

/// Whether the words before a dash or a bar can be a title; `2019-2020年…` is not a site's name.
fn is_before_site(title: &str) -> bool {
    han_count(title) >= 6 && !title.ends_with(|c: char| c.is_ascii_digit())
}

/// Without the dates and sources of the page that a crawler glued to it.
fn without_page_facts(text: Twin) -> Twin {
    static FACT: Pattern = Pattern::new(
        r"\s*[\[（(【]?(?:印发日期|发布日期|发布时间|成文日期|发文日期|公开日期|生成日期|更新时间|信息来源|文章来源|稿件来源|来源|浏览次数|点击数|作者|责任编辑|字号|字体)\s*[：:]|\s*(?:印发日期|发布日期|发布时间|成文日期)\s*\d",
    );
    match FACT.find(text.plain()) {
        Some(fact) if han_count(&text.plain()[..fact.start()]) >= 6 => text.cut(0..fact.start()),
        _ => text,
    }
}

/// The title without the number glued before it (`农办计〔2016〕92号《…的批复》`) or behind it. A
/// number that a bracket behind the title holds is read, and stays: it is part of what is printed.
fn without_number(text: Twin) -> (Twin, Option<DocNumber>) {
    let plain = text.plain();
    let Some((span, found)) = number::find(plain).into_iter().next() else {
        return (text, None);
    };
    let before = plain[..span.start].trim_end_matches(OPENING).trim_end();
    let behind = plain[span.end..].trim_start_matches(CLOSING);
    let behind = behind.trim_start_matches(['—', '–', '－']);
    if before.is_empty() || before == "中华人民共和国" {
        return without_leading(&text, behind, found);
    }
    let is_own = behind.trim().is_empty() && !before.ends_with('》') && ends_title(before);
    if !is_own {
        return (text, None);
    }
    let bracketed = plain[..span.start].ends_with(OPENING);
    let title = if bracketed { text } else { text.cut(0..before.len()) };
    (title, Some(found))
}

/// What is `behind` a number at the start, when that is a title of its own.
fn without_leading(text: &Twin, behind: &str, found: DocNumber) -> (Twin, Option<DocNumber>) {
    let apart = behind.is_empty() || behind.starts_with(is_space);
    let behind = behind.trim_start();
    if !apart && !behind.starts_with('《') && !behind.contains("关于") {
        return (text.clone(), None);
    }
    let behind = behind.trim_start_matches(['—', '–', '-', '－', '：', ':']).trim_start();
    let rest = text.cut(text.plain().len() - behind.len()..text.plain().len());
    (without_brackets(without_quotes(rest)), Some(found))
}

fn ends_title(text: &str) -> bool {
    kind_tail::ends_in_kind(&squash(text))
}

/// `（关于…的公告）` → what is in it, when one bracket encloses the whole.
fn without_brackets(text: Twin) -> Twin {
    let inner = [('（', '）'), ('(', ')')].into_iter().find_map(|(open, close)| {
        let inner = text.plain().strip_prefix(open)?.strip_suffix(close)?;
        kind_tail::is_balanced(inner).then_some((open.len_utf8(), inner.len()))
    });
    inner.map_or(text.clone(), |(from, length)| text.cut(from..from + length))
}

/// `《…》` → what is in it, when the marks enclose the whole.
fn without_quotes(text: Twin) -> Twin {
    let inner = text.plain().strip_prefix('《').and_then(|rest| rest.strip_suffix('》'));
    match inner {
        Some(inner) if is_one_quote(inner) => {
            text.cut('《'.len_utf8()..'《'.len_utf8() + inner.len())
        }
        _ => text,
    }
}

/// Whether `inner` stood between one pair of marks: every mark that closes in it opened in it.
fn is_one_quote(inner: &str) -> bool {
    let mut open = 0i32;
    inner.chars().all(|c| {
        open += i32::from(c == '《') - i32::from(c == '》');
        open >= 0
    })
}

/// Without bullets before it and a full stop behind it.
fn without_marks(text: Twin) -> Twin {
    let plain = text.plain();
    let start = plain
        .trim_start_matches(['·', '•', '●', '▪', '■', '◆', '★', '>', '#', '*', ' ', '\u{3000}']);
    let inner = start.trim_end_matches(['。', '.', '…', ' ', '\u{3000}', '>', '_', '|']);
    let from = plain.len() - start.len();
    text.cut(from..from + inner.len())
}

/// Whether the text can be a title.
fn is_title(plain: &str) -> bool {
    static NOT_TITLES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let lines = include_str!("../data/not_titles.txt").lines();
        lines.map(str::trim).filter(|line| !line.starts_with('#')).collect()
    });
    let bare = squash(plain).to_lowercase();
    let wordy =
        han_count(&bare) >= 2 || plain.split_whitespace().filter(|word| is_word(word)).count() >= 2;
    wordy
        && !bare.ends_with(['：', ':'])
        && !NOT_TITLES.contains(bare.as_str())
        && !is_chapter(&bare)
        && !is_site(&bare)
        && !boilerplate::is_error_page(plain)
}

/// `第一章_总_则`: the head of a part of a text.
fn is_chapter(bare: &str) -> bool {
    bare.starts_with('第') && starts_text(bare)
}

/// The bare name of a web site.
fn is_site(bare: &str) -> bool {
    let sites = ["门户网站", "政府网站", "政府网", "官方网站", "信息网", "官网"];
    sites.iter().any(|site| bare.ends_with(site)) && !bare.contains("关于")
}

fn is_word(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'')
}

/// How many Chinese characters there are.
pub(in crate::extract) fn han_count(text: &str) -> usize {
    text.chars().filter(|&c| is_han(c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(value: &str) -> Option<String> {
        tidy(value).map(|tidied| tidied.text.own().to_string())
    }

    #[test]
    fn what_was_glued_to_a_title_is_taken_off() {
        for (value, expected) in [
            ("标题：某县关于防汛的通知", "某县关于防汛的通知"),
            ("某县关于防汛的通知_某县人民政府门户网站", "某县关于防汛的通知"),
            ("【法规名称】某市防汛办法", "某市防汛办法"),
            ("（转载）某县关于防汛的通知", "某县关于防汛的通知"),
            ("海关总署公告2020年第24号(关于某货物监管的公告)", "关于某货物监管的公告"),
            ("海关总署公告2020年第24号（关于某货物监管的公告）", "关于某货物监管的公告"),
            ("海关总署公告2020年第24号——关于某货物监管的公告", "关于某货物监管的公告"),
            ("某县关于防汛工作的通知 - 中国政府网", "某县关于防汛工作的通知"),
            ("某县防汛条例|部门文件|某县水利局", "某县防汛条例"),
            ("某县关于防汛的通知 - 某某水利协会", "某县关于防汛的通知"),
            ("关于成立2019-2020年规划编制办", "关于成立2019-2020年规划编制办"),
            ("某县关于防汛的通知 发布日期：2020-01-02", "某县关于防汛的通知"),
            ("某县关于防汛的通知\n印发日期 2020年1月2日", "某县关于防汛的通知"),
            ("某水函〔2020〕5号《某县水利局关于防汛的函》", "某县水利局关于防汛的函"),
            ("某县水利局关于防汛的函 某水函〔2020〕5号", "某县水利局关于防汛的函"),
            (
                "某县关于修改《防汛办法》和《抗旱办法》的决定",
                "某县关于修改《防汛办法》和《抗旱办法》的决定",
            ),
            ("某省人民政府令（2018年第2号）\n某省防汛规则", "某省防汛规则"),
            ("某局2018年第1号违法广告公告", "某局2018年第1号违法广告公告"),
            ("（已廢止）某縣防汛辦法", "某縣防汛辦法"),
            ("某县长指出　要抓好防汛", "某县长指出 要抓好防汛"),
        ] {
            assert_eq!(title(value).as_deref(), Some(expected), "{value}");
        }
    }

    #[test]
    fn what_is_no_title_is_refused() {
        for value in [
            "索  引  号：",
            "第一章_总_则",
            "首页",
            "全部文件",
            "某某区人民政府门户网站",
            "Untitled",
            "P020110414498247206906",
            "404 Not Found",
            "抱歉，您访问的页面不存在",
            "",
            " \n",
        ] {
            assert_eq!(tidy(value), None, "{value}");
        }
    }

    #[test]
    fn a_number_in_a_bracket_is_read_and_stays() {
        let tidied = tidy("某省防汛办法（某省人民政府令第28号）").unwrap_or_default();
        assert_eq!(tidied.text.own(), "某省防汛办法（某省人民政府令第28号）");
        assert_eq!(tidied.number.and_then(|number| u16::try_from(number.serial).ok()), Some(28));
        assert!(tidy("某水罚字〔2020〕4号").is_some_and(|tidied| tidied.only_number));
    }

    #[test]
    fn a_cited_number_is_not_taken() {
        let tidied = tidy("关于废止《防汛办法》（某政发〔2003〕1号）的通知").unwrap_or_default();
        assert_eq!(tidied.number, None);
    }
}
