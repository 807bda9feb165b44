//! Headers of the first page: kept where they are the printed head that names who issued a paper.
//!
//! Many offices put the red head (青山市人民政府文件) and the number below it in the header of the
//! first page. All other headers and footers repeat what the text says, or say nothing.

use std::sync::LazyLock;

use super::super::fields::rows;
use super::super::portions::is_mark;
use crate::extract::number;
use crate::issuer::{Context, registry};
use crate::text::is_han;

/// How far into the text its own head reaches, in lines that are not blank.
const HEAD_LINES: usize = 12;

/// The longest line of a head, in characters.
const LONGEST: usize = 60;

/// The shortest name of a body that is in no registry has one character more.
const SHORTEST: usize = 3;

/// What heads end with: the kind and the word.
static WORDS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let rows = rows(include_str!("../data/head_words.tsv"));
    rows.filter_map(|row| row.split_once('\t')).collect()
});

/// The lines of a header, each with its end, that name the body that issued a paper and its number;
/// empty where none does, or where the text says so itself.
pub(in super::super) fn issuing(header: &str, text: &str) -> String {
    let header = header.replace(is_mark, "");
    let own: Vec<String> = head_of(text).map(squashed).collect();
    let lines = || header.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_new = |line: &&str| !own.contains(&squashed(line));
    if !lines().any(names_issuer) {
        return String::new();
    }
    let kept = lines().filter(|line| names_issuer(line) || has_number(line)).filter(is_new);
    kept.map(|line| format!("{line}\n")).collect()
}

/// The lines of a text that may be its printed head.
fn head_of(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty()).take(HEAD_LINES)
}

/// Whether a line is the head of a paper: the name of a body, or several, and perhaps a word for the
/// paper.
pub(super) fn names_issuer(line: &str) -> bool {
    let line = squashed(line);
    if line.chars().nth(LONGEST).is_some() {
        return false;
    }
    let body = words("paper").find_map(|paper| line.strip_suffix(paper)).unwrap_or(&line);
    let body = body.trim_matches(['（', '(', '【', '）', ')', '】', '★']);
    let is_known = || !registry().from_signature(body, &Context::default()).is_empty();
    !body.is_empty() && (is_named(&line) || is_known())
}

/// Whether a line is the name of any body and `文件`: the party, unions, banks, schools and companies are
/// in no registry.
fn is_named(line: &str) -> bool {
    let Some(body) = line.strip_suffix("文件").filter(|body| !body.ends_with("内部")) else {
        return false;
    };
    let is_long = body.chars().nth(SHORTEST).is_some();
    is_long && body.chars().all(is_han) && words("body").any(|end| body.ends_with(end))
}

fn has_number(line: &str) -> bool {
    line.chars().nth(LONGEST).is_none() && !number::find(line).is_empty()
}

/// The words of a kind.
fn words(kind: &'static str) -> impl Iterator<Item = &'static str> {
    WORDS.iter().filter(move |(of, _)| *of == kind).map(|(_, word)| *word)
}

/// A line without its blanks and the marks of portions: heads are letter-spaced.
fn squashed(line: &str) -> String {
    line.chars().filter(|c| !c.is_whitespace() && !is_mark(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_that_names_the_issuer_is_kept() {
        for line in [
            "青山市人民政府文件",
            "青 山 市 人 民 政 府 文 件",
            "青山市教育局文件",
            "中共青山市委办公室文件",
            "青山市人民政府办公室",
            "青山市人民政府令",
            "国家发展改革委文件",
            "青山市财政局　青山市税务局　文件",
            "中共青山县委文件",
            "青山市总工会文件",
            "青山渡船有限公司文件",
        ] {
            assert_eq!(issuing(line, "关于防汛的通知"), format!("{line}\n"));
        }
        let header = "青山市人民政府文件\n青政发〔2024〕3号\n第 1 页\n内部资料";
        assert_eq!(issuing(header, ""), "青山市人民政府文件\n青政发〔2024〕3号\n");
    }

    #[test]
    fn other_headers_are_left_out() {
        for line in [
            "第1页 共3页",
            "关于防汛工作的通知",
            "青政发〔2024〕3号",
            "内部资料 注意保存",
            "学习文件",
            "青山市渡口招标文件",
            "公司内部文件",
            "政策文件汇编",
            "附件1",
            "毕业论文",
            "青山杂志 2024年第3期",
            "",
        ] {
            assert_eq!(issuing(line, "关于防汛的通知"), "", "{line}");
        }
    }

    #[test]
    fn a_head_that_the_text_has_comes_once() {
        let text = "青山市人民政府文件\n\n关于防汛的通知\n";
        assert_eq!(issuing("青山市 人民政府 文件", text), "");
        assert_eq!(issuing("青山市人民政府文件\n青政发〔2024〕3号", text), "青政发〔2024〕3号\n");
    }
}
