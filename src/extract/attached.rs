//! Whom a paper addresses (主送机关), and what it carries behind it (附件).
//!
//! Invariant: names are in the text as they are given here, in its own script; what does not read
//! as a name is left out.
//!
//! ```text
//! 各区（市）县政府，市政府各部门：     ← two addressees
//! 现将……。
//! 附件：1.防汛预案                  ← two attachments
//!       2.物资清单
//! ```

use std::ops::Range;

use super::layout::Layout;
use super::line::{self, Shape, is_space, squash};
use crate::text::pattern::Pattern;

/// The longest name of an attachment, in characters; the longest title has 147.
const LONGEST_NAME: usize = 150;

/// The most lines that a list of addressees is broken into.
const ADDRESSEE_LINES: usize = 4;

/// The bodies that the line before the text addresses: a group each, as the marks `，` and `；`
/// part them. `、` joins (`各市、县人民政府`).
pub(super) fn addressees(layout: &Layout) -> Vec<String> {
    let lines = addressed(layout);
    let joined: String = lines.map(|at| layout.own_line(at).trim_matches(is_space)).collect();
    let groups = joined.trim_end_matches(['：', ':']).split(['，', ',', '；', ';']);
    groups.map(|group| group.trim_matches(is_space).to_string()).filter(|g| !g.is_empty()).collect()
}

/// The lines of the addressees: none, one, or some of which all but the last are broken off.
fn addressed(layout: &Layout) -> Range<usize> {
    let first = layout.opening;
    let broken = |at: usize| squash(layout.line(at)).ends_with(['，', '、', ',', '；']);
    let end = (first..layout.len()).take(ADDRESSEE_LINES).find(|&at| !broken(at));
    let end = end.filter(|&at| line::shape(layout.line(at)) == Shape::Addressee);
    end.map_or(first..first, |end| first..end + 1)
}

/// The names of the attachments: those listed under the text, else the headings over them.
pub(super) fn attachments(layout: &Layout) -> Vec<String> {
    let listed = (layout.opening..layout.len()).find_map(|at| listed(layout, at));
    listed.unwrap_or_else(|| headed(layout))
}

/// The list that begins on line `at`.
fn listed(layout: &Layout, at: usize) -> Option<Vec<String>> {
    static LABEL: Pattern = Pattern::new(r"^\s*附\s*(?:件\s*(?P<number>1|一)?)?\s*[：:]");
    let label = LABEL.captures(layout.line(at))?;
    let numbered = label.name("number").is_some();
    let end = label.get(0)?.end();
    let mut names = split(layout.own_line(at).get(end..)?);
    for next in (at + 1..layout.len()).filter(|&next| !line::is_blank(layout.line(next))) {
        let Some(rest) = numbered_as(layout.line(next), names.len() + 1, numbered) else {
            // `附件一：…` may be the heading of the annex itself, and the next one is far below.
            if numbered { continue } else { break }
        };
        let own = layout.own_line(next);
        names.extend(split(own.get(own.len().checked_sub(rest)?..)?));
    }
    (!names.is_empty()).then_some(names)
}

/// How many bytes of `line` follow the number `count` that it begins with (`2.`, `附件2：`).
fn numbered_as(line: &str, count: usize, labelled: bool) -> Option<usize> {
    static NUMBER: Pattern = Pattern::new(
        r"^\s*(?P<label>附\s*件)?\s*(?P<count>\d{1,2}|[一二三四五六七八九十])\s*[.．、：:]",
    );
    let found = NUMBER.captures(line)?;
    let counted = crate::announcement::number::numeral::value(&found["count"])?;
    let goes_on = usize::try_from(counted).ok()? == count;
    let alike = found.name("label").is_some() == labelled;
    (goes_on && alike).then(|| line.len() - found.get(0).map_or(0, |number| number.end()))
}

/// The names on one line: `1.甲 2.乙` are two.
fn split(text: &str) -> Vec<String> {
    static FIRST: Pattern = Pattern::new(r"^\s*1\s*[.．、]\s*");
    let Some(first) = FIRST.find(text) else {
        return name(text).into_iter().collect();
    };
    let mut names = Vec::new();
    let mut rest = &text[first.end()..];
    for count in 2.. {
        let next = [".", "．", "、"].into_iter().find_map(|mark| {
            let number = format!("{count}{mark}");
            let at = rest.match_indices(&number).map(|(at, _)| at).find(|&at| is_apart(rest, at));
            at.map(|at| (at, at + number.len()))
        });
        let Some((end, start)) = next else { break };
        names.extend(name(&rest[..end]));
        rest = &rest[start..];
    }
    names.extend(name(rest));
    names
}

/// Whether what begins at `at` stands apart from what is before it.
fn is_apart(text: &str, at: usize) -> bool {
    text[..at].ends_with(|c: char| is_space(c) || "；;。）)》".contains(c))
}

/// The name of an attachment, without the marks around it.
fn name(text: &str) -> Option<String> {
    let marks = |c: char| is_space(c) || "；;。，,".contains(c);
    let text = text.trim_matches(marks);
    let text = ["（略）", "(略)"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let name = text.trim_matches(marks);
    let length = name.chars().count();
    (length > 1 && length <= LONGEST_NAME && !name.contains('。')).then(|| name.to_string())
}

/// What is under the headings `附件`, `附件1` behind the signature.
fn headed(layout: &Layout) -> Vec<String> {
    static HEADING: Pattern = Pattern::new(r"^附件[\d一二三四五六七八九十]{0,2}[：:]?$");
    let Some(close) = &layout.close else {
        return Vec::new();
    };
    let headings = (close.signatures.end..layout.len())
        .filter(|&at| HEADING.is_match(&squash(layout.line(at))));
    let titled = headings.filter_map(|at| {
        let next = (at + 1..layout.len()).find(|&next| !line::is_blank(layout.line(next)))?;
        let is_title = line::shape(layout.line(next)) == Shape::Fragment;
        is_title.then(|| name(layout.own_line(next))).flatten()
    });
    titled.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attached(tail: &str) -> Vec<String> {
        let text = format!("某县关于防汛的通知\n各镇：\n请抓紧落实。\n{tail}");
        attachments(&Layout::of(&text, &text))
    }

    fn addressed(lines: &str) -> Vec<String> {
        let text = format!("某县关于防汛的通知\n{lines}\n请抓紧落实。");
        addressees(&Layout::of(&text, &text))
    }

    #[test]
    fn a_list_names_what_is_attached() {
        for list in [
            "附件：1.防汛预案\n　　　2.物资清单\n某县人民政府",
            "附件：1．防汛预案 2．物资清单。",
            "附 件：\n1、防汛预案；\n2、物资清单（略）\n3月5日前报送。",
            "附件1：防汛预案\n附件2：物资清单\n某县人民政府",
            "附件一：防汛预案\n附件二：物资清单",
        ] {
            assert_eq!(attached(list), ["防汛预案", "物资清单"], "{list}");
        }
        assert_eq!(attached("附件：防汛预案.docx\n2020年1月2日"), ["防汛预案.docx"]);
    }

    #[test]
    fn headings_with_names_are_a_list_with_texts_between() {
        let tail = "附件一：防汛预案\n一、总则。\n二、职责。\n附件二：物资清单\n1.沙袋";
        assert_eq!(attached(tail), ["防汛预案", "物资清单"]);
    }

    #[test]
    fn a_heading_names_it_where_there_is_no_list() {
        let tail =
            "某县水利局\n2020年1月2日\n附件1\n\n防汛预案\n一、总则。\n附件2\n物资清单\n共三项。";
        assert_eq!(attached(tail), ["防汛预案", "物资清单"]);
    }

    #[test]
    fn what_names_nothing_is_no_attachment() {
        for tail in ["附件：（略）", "附件：", "请填写附件：登记表。填好后于三月前报送。\n", "完。"]
        {
            assert_eq!(attached(tail), Vec::<String>::new(), "{tail}");
        }
        let list = "附件：1.防汛预案\n1.2 不是附件\n3.也不是";
        assert_eq!(attached(list), ["防汛预案"]);
    }

    #[test]
    fn groups_of_addressees_are_parted_and_lists_are_not() {
        let groups = ["各市、县人民政府", "省政府各部门、各直属机构"];
        assert_eq!(addressed("各市、县人民政府，省政府各部门、各直属机构："), groups);
        assert_eq!(addressed("各市、县人民政府，\n省政府各部门、各直属机构："), groups);
        assert_eq!(addressed("各區（市）縣政府："), ["各區（市）縣政府"]);
        assert_eq!(addressed("现将有关事项通知如下："), Vec::<String>::new());
    }
}
