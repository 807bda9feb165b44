//! 来源: who re-published the document.
//!
//! Invariant: a source is a name of at most [`LONGEST`] characters that follows a word that
//! says so; always Simplified.

use std::sync::LazyLock;

use super::layout::Layout;
use super::line::is_space;
use super::raw::{Hint, HintField};
use crate::announcement::Origin;
use crate::text::is_han;
use crate::text::pattern::Pattern;

/// The longest name of a source, in characters.
const LONGEST: usize = 40;

/// How many lines from either end of a text may tell its source.
const REACH: usize = 25;

/// The source in the hints, else in the lines around the text (`furniture`: those taken off it).
pub(super) fn find(
    hints: &[Hint],
    layout: &Layout,
    furniture: &[&str],
) -> Option<(String, Origin)> {
    let simplify = crate::text::simplify;
    let hinted = hints.iter().filter(|hint| hint.field == HintField::Source);
    let hinted = hinted.filter_map(|hint| Some((name(&simplify(&hint.value))?, hint.from.into())));
    let around =
        furniture.iter().filter_map(|line| Some((in_line(&simplify(line))?, Origin::Page)));
    let edges =
        edges(layout.len()).filter_map(|at| Some((in_line(layout.line(at))?, Origin::Text)));
    hinted.chain(around).chain(edges).next()
}

/// The first and the last lines of a text of so many.
fn edges(length: usize) -> impl Iterator<Item = usize> {
    let tail = length.saturating_sub(REACH).max(REACH.min(length));
    (0..REACH.min(length)).chain((tail..length).rev())
}

/// The source that a line of its own, or a bracket at the end of one, tells.
fn in_line(line: &str) -> Option<String> {
    static SAYS: Pattern = Pattern::new(
        r"(?:^[\s【\[（(]*|[\s（(【\[>])(?:(?:信息|文章|稿件|消息|资料|新闻|内容)?来\s*源|稿源|转载自|转自|摘自)\s*(?:[：:于]\s*|(《))(.+)$",
    );
    if line.len() > 400 {
        return None;
    }
    let found = SAYS.captures(line)?;
    let rest = found.get(2)?.as_str();
    match found.get(1) {
        Some(_) => name(rest.split('》').next().unwrap_or(rest)),
        None => name(rest),
    }
}

/// The name at the start of `value`, without what else the page printed on its line.
pub(super) fn name(value: &str) -> Option<String> {
    static REST: Pattern = Pattern::new(
        r"[\[【|｜]|[）)】\]]\s*$|\s*(?:发布|更新|添加|录入|公布|成文)?(?:日期|时间)\s*[：:]|\s+(?:19|20)\d{2}[-年./]|https?:|\s{2,}",
    );
    let value = value.trim().trim_start_matches(['：', ':', '《', '“']).trim();
    let end = REST.find(value).map_or(value.len(), |rest| rest.start());
    let end = follower(value).map_or(end, |at| at.min(end));
    let name = value[..end].trim_matches(|c| is_space(c) || "，,。；;、》”（(".contains(c));
    // A label table that lost its frame leaves the end of a number: `71号`.
    let is_serial = name.strip_suffix('号').is_some_and(|serial| serial.parse::<u32>().is_ok());
    let says = name.chars().any(|c| is_han(c) || c.is_alphabetic()) && !is_serial;
    (says && name.chars().count() <= LONGEST && !is_nobody(name)).then(|| name.to_string())
}

/// Where the first label or widget begins that a page printed behind a name without a space.
fn follower(value: &str) -> Option<usize> {
    static AFTER: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let lines = include_str!("data/after_names.txt").lines();
        lines.filter(|line| !line.starts_with('#') && !line.is_empty()).collect()
    });
    let ends = |at: usize, label: &str| {
        let after = value[at + label.len()..].trim_start();
        let goes_on = AFTER.iter().any(|next| after.starts_with(next));
        let mark = |c: char| c.is_ascii_digit() || "：:（(【[-—|｜大".contains(c);
        after.is_empty() || after.starts_with(mark) || goes_on
    };
    let found = AFTER.iter().flat_map(|label| value.match_indices(label));
    let behind = found.filter(|(at, _)| value[..*at].chars().filter(|c| is_han(*c)).count() >= 2);
    behind.filter(|(at, label)| ends(*at, label)).map(|(at, _)| at).min()
}

/// What sites print when they do not know the source.
fn is_nobody(name: &str) -> bool {
    [
        "本站",
        "本网",
        "本站原创",
        "原创",
        "互联网",
        "网络",
        "未知",
        "无",
        "暂无",
        "null",
        "None",
        "不详",
    ]
    .contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_tell_the_source_among_other_things() {
        let line = "来源:某市政府门户网 日期:2017-01-12 17:08 字号:【";
        assert_eq!(in_line(line).as_deref(), Some("某市政府门户网"));
        assert_eq!(in_line("（来源：某某日报）").as_deref(), Some("某某日报"));
        assert_eq!(
            in_line("发布时间:2023-03-15 09:28 信息来源:某市水利局").as_deref(),
            Some("某市水利局")
        );
        assert_eq!(
            in_line("摘自《某某建设报》2009.11.03　记者　张三").as_deref(),
            Some("某某建设报")
        );
    }

    #[test]
    fn running_text_tells_none() {
        assert_eq!(
            in_line(
                "资金来源：由县财政安排解决，不足部分由各乡镇筹措，并按有关规定及时拨付到位，专款专用，不得截留"
            ),
            None
        );
        assert_eq!(in_line("要弄清污染来源，落实责任。"), None);
        assert_eq!(in_line("来源：本站"), None);
        assert_eq!(in_line("来源：71号"), None);
        assert_eq!(in_line("来源：一零一号").as_deref(), Some("一零一号"));
    }

    #[test]
    fn a_hint_is_trimmed_to_the_name() {
        assert_eq!(name("中国政府网 2020-01-02").as_deref(), Some("中国政府网"));
        assert_eq!(name("2020-01-02"), None);
        for glued in [
            "某市人社局浏览",
            "某市人社局浏览量： -",
            "某市人社局字体：大 中 小",
            "某市人社局打印",
            "某市人社局责任编辑：张三",
            "某市人社局阅读次数：12",
            "某市人社局作者：李四",
            "某市人社局浏览次数字体打印分享",
            "某市人社局发布时间：2024-03-05",
            "某市人社局大中小",
        ] {
            assert_eq!(name(glued).as_deref(), Some("某市人社局"), "{glued}");
        }
        for kept in ["全民阅读办公室", "某市打印行业协会", "某局编辑部"] {
            assert_eq!(name(kept).as_deref(), Some(kept));
        }
    }
}
