//! What a document's own title says it does to another: `关于转发…的通知`, `关于修改《甲》的决定`.

use super::mention::{Mention, Mentions};
use super::parts::PARTS;
use super::series;
use crate::announcement::Relation;
use crate::text::pattern::Pattern;

/// Verbs before a title, in the order they are tried: 关于公布废止《甲》 repeals.
const ACTS: [(&str, Relation); 12] = [
    ("废止", Relation::Replaces),
    ("宣布失效", Relation::Replaces),
    ("停止执行", Relation::Replaces),
    ("转发", Relation::Forwards),
    ("批转", Relation::Forwards),
    ("印发", Relation::Forwards),
    ("发布", Relation::Forwards),
    ("公布", Relation::Forwards),
    ("颁发", Relation::Forwards),
    ("修改", Relation::Amends),
    ("修订", Relation::Amends),
    ("修正", Relation::Amends),
];

/// Titles of acts that are only proposed.
const PROPOSED: [&str; 5] = ["草案", "征求意见", "送审稿", "建议稿", "提请"];

/// Whether a document of this title does nothing itself, whatever it tells of.
pub(super) fn is_proposal(title: &str) -> bool {
    PROPOSED.iter().any(|word| title.contains(word)) || title.ends_with("说明")
}

/// Whether a document of this title passes on another.
pub(super) fn forwards(title: &str) -> bool {
    ["转发", "批转", "印发", "发布", "公布", "颁发"].iter().any(|word| title.contains(word))
}

/// Marks what a title names.
pub(super) fn mark(mentions: &mut Mentions<'_>) {
    let title = mentions.text;
    let Some(first) = mentions.all.first() else {
        return;
    };
    let before = &title[..first.span.start];
    let Some((_, relation)) = ACTS.iter().find(|(verb, _)| before.contains(verb)) else {
        return;
    };
    let partly = *relation == Relation::Replaces && title[first.span.end..].contains("部分条款");
    let relation = if partly { Relation::Amends } else { *relation };
    for index in series::beginning(mentions, 0) {
        mentions.all[index].raise(relation);
    }
}

/// The title that a title without 《》 passes on or amends, and which of the two.
pub(super) fn unmarked(title: &str) -> Option<(String, Relation)> {
    if title.contains('《') {
        return None;
    }
    amended(title).map(|name| (name, Relation::Amends)).or_else(|| {
        let name = passed_on(title)?;
        Some((name, Relation::Forwards))
    })
}

/// 刑法 of 刑法修正案（十二）.
fn amended(title: &str) -> Option<String> {
    static AMENDMENT: Pattern = Pattern::new(r"^(?P<name>.{2,40}法)修正案(?:[（(].{1,4}[)）])?$");
    Some(AMENDMENT.captures(title)?["name"].to_string())
}

/// 国务院办公厅关于某事的通知 of 某省人民政府转发国务院办公厅关于某事的通知.
fn passed_on(title: &str) -> Option<String> {
    static PASSED: Pattern = Pattern::new("^.{0,60}?(?:转发|批转)(?P<name>.{2,40}?关于.{4,})$");
    let name = &PASSED.captures(title)?["name"];
    let inner = name.strip_suffix("的通知").or_else(|| name.strip_suffix("的函"));
    let nested = name.contains("转发") || name.contains("批转");
    let inner = inner.filter(|inner| !nested && ends_in_kind(inner));
    Some(inner.map_or(name.to_string(), with_particle))
}

/// The kinds whose 的 is left out when their titles are passed on: 关于某事意见的通知.
const PLAIN_KINDS: [&str; 7] = ["通知", "意见", "报告", "请示", "批复", "决定", "函"];

/// The kinds that end a name.
const NAMED_KINDS: [&str; 8] = ["办法", "方案", "细则", "规定", "规划", "纲要", "计划", "措施"];

fn ends_in_kind(text: &str) -> bool {
    PLAIN_KINDS.iter().chain(&NAMED_KINDS).any(|kind| text.ends_with(kind))
}

/// 关于某事意见 as the title was: 关于某事的意见.
fn with_particle(name: &str) -> String {
    let kinds = ["实施意见", "指导意见", "若干意见"].iter().chain(&PLAIN_KINDS);
    for kind in kinds {
        if let Some(stem) = name.strip_suffix(kind) {
            let complete = stem.ends_with('的') || *kind == "若干意见";
            return if complete { name.to_string() } else { format!("{stem}的{kind}") };
        }
    }
    name.to_string()
}

/// Marks what the text of a document that passes on another names as that:
/// `现将《甲》（甲政发〔2020〕1号）转发你们`.
pub(super) fn mark_passed_on(mentions: &mut Mentions<'_>) {
    static HERE: Pattern = Pattern::new(r"(?:现将|将|现把|现就)[^。；，《》]{0,40}$");
    static PASSED: Pattern = Pattern::with(
        PARTS,
        r"^\s*{bracket}?[^。；《》]{0,20}?(?:转发|印发|批转|发给|下发|公布|发布)",
    );
    for index in 0..mentions.all.len() {
        if HERE.is_match(mentions.before(index)) && PASSED.is_match(mentions.after(index)) {
            mentions.all[index].raise(Relation::Forwards);
        }
    }
}

/// The mentions of a title, with what it says of them.
pub(super) fn mentions(title: &str) -> Mentions<'_> {
    let mut mentions = Mentions::of(title);
    mentions.all.retain(|mention: &Mention| mention.name.is_some());
    mark(&mut mentions);
    mentions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_what_it_does() {
        for (title, relation) in [
            ("甲县人民政府关于废止《甲县节水办法》的决定", Relation::Replaces),
            ("甲县人民政府关于公布废止《甲县节水办法》等5件文件的通知", Relation::Replaces),
            ("甲县人民政府关于修改《甲县节水办法》的决定", Relation::Amends),
            ("甲县关于废止《甲县节水办法》部分条款的决定", Relation::Amends),
            ("甲县关于印发《甲县节水办法》的通知", Relation::Forwards),
            ("甲县关于转发水务局修订后的《甲县节水办法》的通知", Relation::Forwards),
            ("甲县实施《节约用水条例》办法", Relation::Cites),
        ] {
            assert_eq!(mentions(title).all[0].relation, relation, "{title}");
        }
    }

    #[test]
    fn a_title_passes_on_another_without_marks() {
        for (title, name) in [
            ("甲省政府办公厅转发国务院办公厅关于节水工作的通知", "国务院办公厅关于节水工作的通知"),
            (
                "甲省政府转发国务院办公厅关于盘活存量资金工作通知的通知",
                "国务院办公厅关于盘活存量资金工作的通知",
            ),
            ("国务院批转水利部关于节水若干问题请示的通知", "水利部关于节水若干问题的请示"),
            ("转发省水利厅关于节水工作的意见的通知", "省水利厅关于节水工作的意见"),
            ("中华人民共和国某法修正案（二）", "中华人民共和国某法"),
        ] {
            assert_eq!(unmarked(title).map(|(name, _)| name).as_deref(), Some(name), "{title}");
        }
        assert_eq!(unmarked("甲县关于节水的通知"), None);
    }
}
