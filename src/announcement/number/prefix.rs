//! 机关代字: where it begins in the words before a year, and how it is filed.
//!
//! Invariant: what [`begin`] leaves is a tail of what it was given, so spans stay exact.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::text::STATE;

/// Words before a number: `(word, only before a known prefix)`.
static LEAD_IN: LazyLock<Vec<(&'static str, bool)>> = LazyLock::new(|| {
    let words = rows(include_str!("data/lead_in.txt"));
    words.map(|row| (row.trim_end_matches('?'), row.ends_with('?'))).collect()
});

static CENTRAL: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    rows(include_str!("data/central_prefixes.txt")).flat_map(str::split_whitespace).collect()
});

static ORGAN_ALIAS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    rows(include_str!("data/organ_alias.tsv")).filter_map(|row| row.split_once('\t')).collect()
});

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The one-character names of the provinces, with which their prefixes begin.
const PROVINCES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔贵滇云藏陕甘青宁新兵";

/// What a 机关代字 ends with: the sort of letter or the part of the organ that numbers.
const ENDINGS: &str = "发函规字电令任复通文办政府报";

/// Ordinary words that end like a 机关代字.
const ORDINARY: [&str; 21] = [
    "开发", "研发", "印发", "颁发", "突发", "批发", "激发", "多发", "高发", "下发", "转发", "财政",
    "行政", "公文", "政府", "市政", "流通", "公报", "月报", "学报", "日报",
];

/// Ends of the prefixes of local governments, party committees and their offices.
const UNMISTAKABLE: [&str; 12] = [
    "政发",
    "政办发",
    "政办",
    "府发",
    "府办发",
    "府办",
    "府函",
    "政函",
    "政字",
    "办字",
    "委办发",
    "政规",
];

/// Ends of organs' full names, longest first; the short ones also occur inside prefixes.
const LONG_ORGANS: [&str; 14] = [
    "常务委员会",
    "人民代表大会",
    "人民政府",
    "人民法院",
    "检察院",
    "委员会",
    "办公厅",
    "办公室",
    "国务院",
    "银行",
    "总局",
    "总署",
    "党组",
    "中心",
];
const SHORT_ORGANS: [char; 6] = ['局', '厅', '部', '委', '院', '署'];

/// Marks of a full name, which no abbreviation carries.
const NAME_MARKS: [char; 9] = ['省', '市', '县', '区', '州', '旗', '盟', '国', '和'];

/// Whether numbers of this prefix are told by `令`, `公告` or `通告` instead of brackets.
pub(crate) fn is_order(prefix: &str) -> bool {
    ["令", "公告", "通告"].iter().any(|end| prefix.ends_with(end))
}

/// Whether `text` ends like the full name of an organ.
pub(crate) fn is_organ(text: &str) -> bool {
    let long = LONG_ORGANS.iter().any(|end| text.ends_with(end));
    text.chars().count() >= 3 && (long || text.ends_with(SHORT_ORGANS))
}

/// Whether a central body is known to number so, or so with a last character for the sort (函, 办).
pub(crate) fn is_known(prefix: &str) -> bool {
    let stem = prefix.strip_suffix(['发', '函', '办', '字', '规']).unwrap_or_default();
    CENTRAL.contains(prefix) || CENTRAL.contains(stem)
}

/// Whether `prefix` is one that begins with a province and ends as prefixes end (`沪发改价管` does
/// not end so, and is told by its brackets).
pub(crate) fn is_regional(prefix: &str) -> bool {
    prefix.starts_with(|c| PROVINCES.contains(c))
        && (2..=10).contains(&chars(prefix))
        && ends(prefix)
}

/// Whether `prefix` could number a document even where brackets are lost: a known one, a regional
/// one, or a short one that ends so and is not an ordinary word.
pub(crate) fn is_plausible(prefix: &str) -> bool {
    let ordinary = ORDINARY.iter().any(|word| prefix.ends_with(word));
    is_known(prefix)
        || is_regional(prefix)
        || (!ordinary && (2..=8).contains(&chars(prefix)) && ends(prefix))
}

/// Whether nobody would write `prefix` meaning something else, so that `国发 2025 1` is a number.
pub(crate) fn is_unmistakable(prefix: &str) -> bool {
    let county =
        UNMISTAKABLE.iter().any(|end| prefix.ends_with(end)) && (3..=8).contains(&chars(prefix));
    let regional = is_regional(prefix) && !ORDINARY.iter().any(|word| prefix.ends_with(word));
    CENTRAL.contains(prefix) || regional || county
}

fn ends(prefix: &str) -> bool {
    prefix.ends_with(|c| ENDINGS.contains(c))
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

/// The byte in `run` at which the prefix begins: behind the last lead-in and behind the issuer's
/// full name glued in front of its own abbreviation.
pub(crate) fn begin(run: &str) -> usize {
    let start = begin_organ(run);
    let rest = &run[start..];
    if is_order(rest) { start } else { start + after_issuer(rest) }
}

/// The byte in `run` at which an organ's name begins (of a 令, or of one who signs with others).
pub(crate) fn begin_organ(run: &str) -> usize {
    let start = after_lead_in(run);
    start + nation(&run[start..])
}

fn after_lead_in(run: &str) -> usize {
    let ends = LEAD_IN.iter().flat_map(|(word, weak)| {
        let ends = run.match_indices(word).map(|(at, word)| at + word.len());
        ends.filter(|&end| if *weak { cuts_weakly(run, end, word) } else { is_prefix(&run[end..]) })
    });
    ends.max().unwrap_or(0)
}

/// Whether `word` ends a citing sentence at `end`, though it may also be part of a name.
fn cuts_weakly(run: &str, end: usize, word: &str) -> bool {
    let rest = &run[end..];
    let inside = run[..end].ends_with("人民共和") || run[end - word.len()..].starts_with("经济");
    !inside && (is_known(rest) || is_regional(rest) || is_central_organ(rest))
}

/// Whether `text` begins with the full name of a central organ: no county's name does.
fn is_central_organ(text: &str) -> bool {
    let organ =
        ["令", "公告", "通告"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let nation =
        ["国务院", "国家", "中国", "中华", "最高"].iter().any(|head| text.starts_with(head));
    nation || organ.ends_with('部') && (3..=10).contains(&chars(organ)) || organ == "海关总署"
}

fn is_prefix(rest: &str) -> bool {
    !rest.is_empty() && !["令", "公告", "通告"].contains(&rest)
}

fn after_issuer(run: &str) -> usize {
    let cuts = run.char_indices().map(|(at, char)| at + char.len_utf8());
    let long = cuts.clone().filter(|&at| LONG_ORGANS.iter().any(|end| run[..at].ends_with(end)));
    let short = cuts.filter(|&at| is_full_name(&run[..at], &run[at..]));
    let behind = |at: &usize| chars(&run[*at..]) >= 2 || is_known(&run[*at..]);
    long.filter(behind).max().or_else(|| short.filter(behind).max()).unwrap_or(0)
}

/// Whether `name` is an organ's full name and `rest` may be a prefix: the name has a mark of one,
/// or the prefix behind it is known (财政部财税).
fn is_full_name(name: &str, rest: &str) -> bool {
    let marked = chars(name) >= 5 && name.contains(NAME_MARKS) && !rest.starts_with("员会");
    is_organ(name) && (marked || CENTRAL.contains(rest))
}

/// The end of a 中华人民共和国 that an organ follows.
fn nation(run: &str) -> usize {
    let end = run.rfind(STATE).map_or(0, |at| at + STATE.len());
    if is_prefix(&run[end..]) { end } else { 0 }
}

/// The prefix as it is filed: without blanks and marks, the organ of a 令 or 公告 by its one name.
pub(crate) fn filed(prefix: &str) -> String {
    let plain: String = prefix.chars().filter(|char| char.is_alphanumeric()).collect();
    for end in ["令", "公告", "通告"] {
        let organ = plain.strip_suffix(end).and_then(|organ| ORGAN_ALIAS.get(organ));
        if let Some(organ) = organ {
            return format!("{organ}{end}");
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_begins_behind_lead_in_and_issuer() {
        for (run, expected) in [
            ("国发", "国发"),
            ("根据国发", "国发"),
            ("的通知沪发改价管", "沪发改价管"),
            ("苏州市住房和城乡建设局苏住建规", "苏住建规"),
            ("财政部财税", "财税"),
            ("工信部联规", "工信部联规"),
            ("沪教委高", "沪教委高"),
            ("沪经信都", "沪经信都"),
            ("和政办发", "和政办发"),
            ("和国办发", "国办发"),
            ("我院法", "法"),
            ("国务院办公厅国办发", "国办发"),
            ("中华人民共和国交通运输部令", "交通运输部令"),
            ("公开市场业务交易公告", "公开市场业务交易公告"),
            ("云招商委办发", "云招商委办发"),
        ] {
            assert_eq!(&run[begin(run)..], expected, "{run}");
        }
    }

    #[test]
    fn ordinary_words_are_no_prefix() {
        for prefix in ["国发", "甘区政办发", "粤府", "财税", "豫政"] {
            assert!(is_plausible(prefix), "{prefix}");
        }
        for word in ["安全生产", "财政", "西部开发", "人工智能", "养老服务"] {
            assert!(!is_plausible(word), "{word}");
        }
    }
}
