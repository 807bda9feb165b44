//! The document numbers in a text: those it cites, and the one that is its own.
//!
//! Invariant: a span is bytes of the text as given, from the first character of 机关代字 to the
//! last of the number, without the words and marks around it.

use std::ops::Range;

use super::date;
use crate::announcement::DocNumber;
use crate::announcement::number::{Folded, prefix, shape};
use crate::text::pattern::Pattern;

/// A number in its line, with what is around it, in folded text.
struct Placed {
    number: DocNumber,
    before: String,
    after: String,
}

/// How many lines with text the head of a document has at most.
const HEAD_LINES: usize = 16;
/// The longest line that can be a heading, in characters.
const HEADING: usize = 120;

static LABEL: Pattern =
    Pattern::new(r"(?:文 *号|发文字号|字 *号|文件编号)[\]】)]? *[::]? *[|]? *$");

static BARE_ORDER: Pattern = Pattern::new(
    r"^[(〔]? *(?:(?:19|20)\d{2} *年 *)?第 *[\d一二三四五六七八九〇零十百]+ *号 *[)〕]?$",
);

/// All document numbers cited in `text` with the bytes they are at, in order.
///
/// ```
/// let text = "根据国发〔2025〕1号和《办法》（财政部令第9号）执行。";
/// let found = policy_search::extract::number::find(text);
/// let cited: Vec<&str> = found.iter().map(|(span, _)| &text[span.clone()]).collect();
/// assert_eq!(cited, ["国发〔2025〕1号", "财政部令第9号"]);
/// ```
pub fn find(text: &str) -> Vec<(Range<usize>, DocNumber)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.contains(MARKS) {
            let folded = Folded::new(line);
            let spans = issued(folded.text()).map(|(span, number)| {
                let span = folded.source(span);
                (span.start + start..span.end + start, number)
            });
            found.extend(spans);
        }
        start += line.len();
    }
    found
}

/// One of these is in every number, before folding.
const MARKS: [char; 7] = ['号', '號', '〔', '〕', '[', '［', '﹝'];

/// The numbers in folded text that can be 发文字号; `第3号` of anything else is not.
fn issued(folded: &str) -> impl Iterator<Item = (Range<usize>, DocNumber)> {
    let shapes =
        shape::all(folded).into_iter().map(|shape| (shape.span.clone(), DocNumber::from(shape)));
    shapes.filter(|(span, number)| {
        let bracketed =
            !folded[span.clone()].contains('第') || !folded[span.clone()].contains('年');
        let order = prefix::is_order(&number.prefix) && number.prefix.chars().count() > 1;
        let organ = number.year.is_some()
            && (bracketed && !number.prefix.is_empty() || prefix::is_organ(&number.prefix));
        order || organ || prefix::is_known(&number.prefix)
    })
}

/// `2021年7月5日民政部印发`: when and by whom, in front of a number.
static ISSUED: Pattern =
    Pattern::new(r"^(?:\d{4}年\d{1,2}月\d{1,2}日\s*)?(?P<organ>.*?)(?:印发|发布|公布|颁布)?\s*$");

/// The number a document gives itself in its head, whose `lines` are given from the first on.
///
/// That is a line that is nothing but a number (bracketed or labelled, the issuer's name before
/// it), a number glued to the title, or `第843号` beneath the heading of a 令. The search ends
/// where running text begins, so that a number merely cited is never taken.
pub fn own<'a>(lines: impl IntoIterator<Item = &'a str>) -> Option<DocNumber> {
    let mut order = None;
    let mut label = false;
    let cells = lines.into_iter().flat_map(|line| line.split(['\t', '|']));
    let folded = cells.map(|cell| Folded::new(cell).text().trim().to_string());
    for line in folded.filter(|line| !line.is_empty()).take(HEAD_LINES * 2) {
        if let Some(number) = in_heading(&line, order.as_deref(), label) {
            return Some(number);
        }
        if is_running(&line) {
            return None;
        }
        label = LABEL.is_match(&line);
        order = order_heading(&line).or(order);
    }
    None
}

/// The number of the order that published a statute, by a line in its head:
/// `（2021年7月27日国务院令第746号公布）`.
pub(super) fn of_publication<'a>(lines: impl IntoIterator<Item = &'a str>) -> Option<DocNumber> {
    lines.into_iter().take(HEAD_LINES).find_map(|line| {
        let inner = line.trim().strip_prefix(['（', '('])?;
        let (_, inner) = inner.split_once('日').filter(|(day, _)| {
            date::parse(&format!("{}日", day.trim_start_matches("根据"))).is_some()
        })?;
        let mut numbers = find(inner).into_iter();
        let (_, number) = numbers.find(|(span, number)| {
            let behind = inner[span.end..].trim_start();
            let published =
                ["公布", "发布", "颁布", "發布"].iter().any(|act| behind.starts_with(act));
            published && prefix::is_order(&number.prefix)
        })?;
        Some(number)
    })
}

fn in_heading(line: &str, order: Option<&str>, labelled: bool) -> Option<DocNumber> {
    if labelled && let Some(number) = DocNumber::parse(line) {
        return Some(number).filter(DocNumber::is_issued);
    }
    if BARE_ORDER.is_match(line) {
        return DocNumber::parse(&format!("{}{line}", order?));
    }
    // `国 办 发 〔2023〕 71 号`: the number alone, letter-spaced.
    let squashed: String = line.split_whitespace().collect();
    if squashed.len() < line.len() && squashed.chars().count() <= HEADING {
        let spaced = DocNumber::parse(&squashed).filter(|number| {
            number.is_issued() && number.year.is_some() && squashed.contains('〔')
        });
        if spaced.as_ref().is_some_and(|number| squashed.starts_with(&number.prefix)) {
            return spaced;
        }
    }
    let (span, number) = issued(line).next()?;
    let placed = Placed {
        number,
        before: line[..span.start].to_string(),
        after: line[span.end..].to_string(),
    };
    (stands_alone(&placed, line) || glued_to_title(&placed, line)).then_some(placed.number)
}

/// Whether nothing but a label, an issuer and brackets are around the number.
fn stands_alone(placed: &Placed, line: &str) -> bool {
    let before = placed.before.trim_matches(|c: char| " ([〔【*#>".contains(c));
    let before = ISSUED.replace(before, "$organ");
    let after = placed.after.trim_matches(|c: char| " )]〕】*〔。.".contains(c));
    let label = LABEL.is_match(&placed.before);
    let issuer = before.is_empty() || prefix::is_organ(&before) && before.chars().count() < 40;
    let alone = after.is_empty()
        || after.starts_with("签发人")
        || date::line_date(after).is_some()
        || is_next_label(&placed.after);
    label || issuer && alone && line.chars().count() <= HEADING
}

/// Whether `after` is a blank and another label with its value (`… 成文日期：2016-12-28`).
fn is_next_label(after: &str) -> bool {
    let label = after.trim_start();
    label.len() < after.len() && label.chars().take(10).any(|c| c == ':')
}

/// Whether the number is glued to the title: in front of it, or behind its last word.
fn glued_to_title(placed: &Placed, line: &str) -> bool {
    let before = placed.before.trim_end_matches(['(', '〔', '[', '【', ' ']);
    let after = placed.after.trim_matches([')', '〕', ']', '】', ' ']);
    let title_after = before.is_empty() && (after.starts_with('《') || after.contains("关于"));
    let forwards =
        ["转发", "批转", "解读", "贯彻", "落实", "废止"].iter().any(|word| before.contains(word));
    let title_before =
        after.is_empty() && before.contains("关于") && ends_as_title(before) && !forwards;
    (title_after || title_before) && line.chars().count() <= HEADING && !line.ends_with('。')
}

fn ends_as_title(text: &str) -> bool {
    [
        "通知", "意见", "批复", "决定", "通报", "办法", "复函", "公告", "函", "通告", "规定",
        "报告", "方案",
    ]
    .iter()
    .any(|kind| text.ends_with(kind))
}

/// The prefix that `第843号` beneath this line would have: `国务院令` for 中华人民共和国国务院令, and
/// 公告 or 通告 for a title that ends so, whose issuer it then gets.
fn order_heading(line: &str) -> Option<String> {
    let heading: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let announced = ["公告", "通告"].into_iter().find(|kind| heading.ends_with(kind));
    if let Some(kind) = announced.filter(|_| heading.contains("关于") || heading.contains('的'))
    {
        return Some(kind.to_string());
    }
    let organ = prefix::is_order(&heading) && (3..=40).contains(&heading.chars().count());
    (organ && !heading.contains("关于")).then_some(heading)
}

/// Whether the line belongs to running text or addresses the receivers: the head ends before it.
fn is_running(line: &str) -> bool {
    let length = line.chars().count();
    let sentence = line.contains('。') && length > 20 || line.contains(',') && length > 60;
    let receivers =
        line.ends_with(':') && (length > 8 || line.starts_with('各')) && !LABEL.is_match(line);
    sentence || receivers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|(span, _)| &text[span]).collect()
    }

    #[test]
    fn numbers_are_found_with_their_bytes() {
        for (text, expected) in [
            (
                "按照《某办法》（国办发〔2015〕3号）和财政部财税[2016]36号文件办理。",
                vec!["国办发〔2015〕3号", "财税[2016]36号"],
            ),
            ("現將國發〔2025〕１號轉發你們", vec!["國發〔2025〕１號"]),
            ("依据中华人民共和国国务院令第500号公布的条例", vec!["国务院令第500号"]),
            ("由国务院第500号令公布，自2009年3月1日起施行", vec!["国务院第500号令"]),
            ("见财政部 税务总局公告2023年第12号。", vec!["财政部 税务总局公告2023年第12号"]),
            ("市教育局\n苏教规〔2020〕5 号", vec!["苏教规〔2020〕5 号"]),
            ("地铁12号线（2018）3号楼，京ICP备05070218号，第3号议案，2025年1号", vec![]),
            ("1994年8月17日某市人民政府第17号令", vec!["某市人民政府第17号令"]),
            ("经对外贸易经济合作部、水利部令第6号公布", vec!["对外贸易经济合作部、水利部令第6号"]),
            ("中华人民共和国中央军事委员会第14号令", vec!["中央军事委员会第14号令"]),
            ("国务院公报2020年第3号", vec![]),
            ("案件（2019）最高法民终12号", vec![]),
        ] {
            assert_eq!(cited(text), expected, "{text}");
        }
    }

    fn own_of(text: &str) -> Option<String> {
        own(text.lines()).map(|number| number.to_string())
    }

    #[test]
    fn the_own_number_stands_in_the_head() {
        for (text, expected) in [
            ("粤办函〔2017〕176号\n某省办公厅关于某事的通知\n各市：", "粤办函〔2017〕176号"),
            (
                "关于某事的通知\n（余府发〔2012〕3号）\n各乡镇：\n依据国发〔2011〕2号办理。",
                "余府发〔2012〕3号",
            ),
            ("中华人民共和国国务院令\n第 843 号\n现公布某条例。", "国务院令第843号"),
            ("国家市场监督管理总局公告\n2020年第38号\n关于某事", "市场监管总局公告2020年第38号"),
            ("自然资矿保函〔2020〕5号《关于某事的函》", "自然资矿保函〔2020〕5号"),
            (
                "索引号：000014349/2016-712118 文号： 浙政发〔2016〕49号 成文日期：2016-12-28",
                "浙政发〔2016〕49号",
            ),
            ("文号\t鹿山政〔2020〕72号\n索引号\t0010/2020-1", "鹿山政〔2020〕72号"),
            ("某市财政局关于某事的通知（成财规〔2021〕3号）\n各单位：", "成财规〔2021〕3号"),
            ("国务院文件\n国发〔2025〕1号      签发人：某人\n", "国发〔2025〕1号"),
        ] {
            assert_eq!(own_of(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_cited_number_is_not_the_own() {
        for text in [
            "某区召开会议\n会议学习国发〔2025〕1号文件精神，部署下一步工作。\n",
            "关于转发《某通知》（国办发〔2015〕3号）的通知\n各县：\n国办发〔2015〕3号",
            "某厅转发国务院办公厅关于某事的通知（国办发〔2015〕3号）\n各县人民政府：",
            "各市、县人民政府：\n依据以下文件：\n国发〔2025〕1号",
            "《某办法》解读\n一、背景\n国务院印发了国发〔2025〕1号。",
        ] {
            assert_eq!(own_of(text), None, "{text}");
        }
    }

    #[test]
    fn a_statute_has_the_number_of_the_order_that_published_it() {
        let of = |line: &str| of_publication([line]).map(|number| number.to_string());
        for (line, expected) in [
            (
                "（2021年7月27日中华人民共和国国务院令第746号公布 自2022年3月1日起施行）",
                Some("国务院令第746号"),
            ),
            ("（2019年5月6日某市人民政府令第8号公布）", Some("某市人民政府令第8号")),
            (
                "(2001年5月6日国务院令第300号发布 根据2014年7月9日国务院令第653号修订)",
                Some("国务院令第300号"),
            ),
            ("（二〇一九年五月六日某省人民政府令第8号发布）", Some("某省人民政府令第8号")),
            ("（2019年5月6日某市人大常委会通过）", None),
            ("（根据某市人民政府令第8号公布的办法制定）", None),
            ("2019年5月6日某市人民政府令第8号公布的办法同时废止。", None),
        ] {
            assert_eq!(of(line).as_deref(), expected, "{line}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_written_is_a_panic(text in "[国发令公告部〔〕\\[\\](（）)【0-9０-９年第号號月日一十百〇 、，。:：《》关于通知的\u{200b}\u{3000}\nA-c|㈠-]{0,40}") {
            for (span, number) in find(&text) {
                proptest::prop_assert!(text.get(span).is_some());
                proptest::prop_assert!(number.serial > 0);
            }
            own(text.lines());
            DocNumber::parse(&text);
            crate::extract::date::written(&text, None);
            crate::extract::date::line_date(&text);
            crate::extract::kind::from_title(&text);
        }

        #[test]
        fn what_is_parsed_is_displayed_and_read_back(text in "[国发令公告部厅粤京政办函]{1,6}[〔\\[(][12][09][0-9]{2}[〕\\])]第?[0-9]{1,5}号") {
            if let Some(number) = DocNumber::parse(&text) {
                proptest::prop_assert_eq!(DocNumber::parse(&number.to_string()), Some(number));
            }
        }
    }
}
