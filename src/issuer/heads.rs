//! Finds the issuing bodies at the head of a title and in a signature line.
//!
//! A head counts only when all of it reads as bodies: one piece that does not is enough to answer
//! nothing, because a wrong issuer is worse than none.

use super::context::Context;
use super::name::{Reading, Scope};
use super::registry::Registry;
use super::spelling::{fold, tidy, without_brackets};
use crate::announcement::Issuer;
use crate::text::pattern::Pattern;

/// Words that end the head of a title: what the body does follows.
const VERBS: [&str; 42] = [
    "关于",
    "印发",
    "转发",
    "批转",
    "转批",
    "发布",
    "公布",
    "颁布",
    "颁发",
    "通告",
    "公告",
    "通知",
    "通报",
    "决定",
    "命令",
    "公报",
    "贯彻",
    "同意",
    "批准",
    "延长",
    "明确",
    "任免",
    "免去",
    "任命",
    "建立",
    "成立",
    "设立",
    "修订",
    "表彰",
    "授予",
    "命名",
    "委托",
    "取消",
    "下达",
    "批复",
    "复函",
    "制定",
    "提请",
    "联合发布",
    "联合印发",
    "废止",
    "令",
];

/// Words that end a head too, but also occur inside the names of bodies and matters: only a body the
/// registry knows may be before them, and only if no other word ends the head.
const WEAK_VERBS: [&str; 16] = [
    "调整", "修改", "实施", "收回", "撤销", "注销", "恢复", "暂停", "核准", "认定", "推出", "启动",
    "深入", "学习", "转达", "给",
];

/// A title's head is never longer than this many characters, even of twenty joint bodies.
const LONGEST_HEAD: usize = 300;

impl Registry {
    /// The issuing bodies at the head of a title, in their order; empty when there are none.
    ///
    /// `国务院办公厅转发民政部关于…的通知` is issued by 国务院办公厅 alone.
    pub fn from_title(&self, title: &str, context: &Context) -> Vec<Issuer> {
        let folded = fold(title);
        let title = without_marks(folded.trim());
        let scope = self.scope(context);
        let limit = title.char_indices().nth(LONGEST_HEAD).map_or(title.len(), |(at, _)| at);
        let limit = title.find(['《', '〈', '\n']).map_or(limit, |at| at.min(limit));
        let found =
            cuts(title, limit).find_map(|(at, surely)| self.bodies(&title[..at], scope, surely));
        let found = found.or_else(|| self.announcing(title, scope));
        found.map_or_else(|| self.ordering(title, context), |found| self.issuers(found))
    }

    /// The body an announcement's title begins with, whatever follows (某市民政局服务事项目录公告).
    fn announcing(&self, title: &str, scope: Scope) -> Option<Vec<Reading>> {
        const LONGEST: usize = 24;
        let announces = ["公告", "通告", "公示"];
        let bare = without_brackets(title);
        if !announces.iter().any(|word| bare.ends_with(word)) {
            return None;
        }
        let ends = title.char_indices().map(|(at, _)| at);
        let ends: Vec<usize> = ends.skip(2).take(LONGEST).collect();
        let read = |&end: &usize| self.read(&title[..end], scope).filter(|body| body.known);
        ends.iter().rev().find_map(read).map(|body| vec![body])
    }

    /// The body whose order a title gives at its end: 《某办法》（沪府令32号） is 上海市人民政府's.
    fn ordering(&self, title: &str, context: &Context) -> Vec<Issuer> {
        let prefix = order_prefix(title).filter(|_| !explains(title));
        prefix.and_then(|prefix| self.from_prefix_in(prefix, context)).into_iter().collect()
    }

    /// The bodies of a line that is nothing but their names, as under a document; else empty.
    pub fn from_signature(&self, line: &str, context: &Context) -> Vec<Issuer> {
        let folded = fold(line);
        let line = without_date(folded.trim());
        if line.is_empty() || line.ends_with(['：', ':', '。', '；', '，']) {
            return Vec::new();
        }
        let found = self.bodies(line, self.scope(context), false);
        self.issuers(found.unwrap_or_default())
    }

    fn issuers(&self, readings: Vec<Reading>) -> Vec<Issuer> {
        readings.into_iter().map(|reading| self.issuer(reading)).collect()
    }

    /// Reads `head` as one body or several; `None` unless all of it is bodies.
    ///
    /// With `surely`, bodies known only by their last word do not count.
    pub(super) fn bodies(&self, head: &str, scope: Scope, surely: bool) -> Option<Vec<Reading>> {
        let whole = tidy(head);
        if whole.chars().count() < 2 {
            return None;
        }
        if let Some(reading) = self.read(&whole, scope).filter(|reading| reading.known) {
            return Some(vec![reading]);
        }
        let mut scope = scope;
        let mut found = Vec::new();
        for piece in pieces(head) {
            let readings = self.piece(&piece, scope, surely)?;
            // 北京市教育委员会、财政局: the second is Beijing's too.
            scope.region = readings.last().and_then(|last| last.region).or(scope.region);
            found.extend(readings);
        }
        (!found.is_empty()).then_some(found)
    }

    fn piece(&self, piece: &str, scope: Scope, surely: bool) -> Option<Vec<Reading>> {
        let whole = self.read(piece, scope);
        if let Some(reading) = whole.as_ref().filter(|reading| reading.known) {
            return Some(vec![reading.clone()]);
        }
        if let Some(two) = self.glued(piece, scope) {
            return Some(two);
        }
        whole.filter(|_| !surely).map(|reading| vec![reading])
    }

    /// Names written without anything between them (中共河南省委河南省人民政府), or with 和.
    fn glued(&self, piece: &str, scope: Scope) -> Option<Vec<Reading>> {
        if piece.chars().count() > 60 {
            return None;
        }
        piece.char_indices().skip(2).find_map(|(at, _)| {
            let (left, right) = piece.split_at(at);
            let first = self.read(left, scope).filter(|reading| reading.known && !reading.bare)?;
            let right = ["会同", "联合", "和", "与", "及", "暨"]
                .iter()
                .find_map(|joint| right.strip_prefix(joint))
                .unwrap_or(right);
            let scope = Scope { region: first.region.or(scope.region), ..scope };
            let second = match self.read(right, scope).filter(|reading| reading.known) {
                Some(reading) => vec![reading],
                None => self.glued(right, scope)?,
            };
            Some([vec![first], second].concat())
        })
    }
}

/// Where the head of a title may end, nearest first, and whether only known bodies may be
/// before it: a figure or a quoted title is a weaker sign than 关于.
fn cuts(title: &str, limit: usize) -> impl Iterator<Item = (usize, bool)> {
    let about = title[..limit].find("关于").map_or(limit, |at| at);
    let mut cuts: Vec<(usize, bool)> = Vec::new();
    for (at, c) in title[..limit].char_indices() {
        let rest = &title[at..];
        if VERBS.iter().any(|verb| rest.starts_with(verb)) && !is_part_of_a_name(rest) {
            cuts.push((at, false));
        } else if c.is_ascii_digit() || matches!(c, '〇' | '○') || is_towards(&title[..at], rest)
        {
            cuts.push((at, true));
        }
    }
    if limit < title.len() {
        cuts.push((limit, true));
    }
    let weak = WEAK_VERBS.iter().flat_map(|verb| title[..limit].match_indices(verb));
    cuts.extend(weak.map(|(at, _)| (at, true)));
    cuts.into_iter().filter(move |&(at, _)| at > 0 && at <= about)
}

/// 国务院对…的批复, but not 应对 and 对外, which names contain.
fn is_towards(before: &str, rest: &str) -> bool {
    rest.starts_with('对') && !rest.starts_with("对外") && !before.ends_with('应')
}

/// 令 counts only where an order's number or nothing follows (not in 司令部).
fn is_part_of_a_name(rest: &str) -> bool {
    match rest.strip_prefix('令') {
        Some(after) => {
            !(after.is_empty()
                || after.starts_with(|c: char| "第（(〔[《0123456789 \u{3000}\n".contains(c)))
        }
        None => false,
    }
}

/// What comes before the number of an order in a bracket at the end of a title: 沪府令 of
/// （沪府令第32号）, with or without a mark of validity behind it.
fn order_prefix(title: &str) -> Option<&str> {
    const LONGEST: usize = 12;
    let mut rest = title.trim_end();
    while let Some(inner) = rest.strip_suffix(['）', ')']) {
        let open = inner.rfind(['（', '('])?;
        let bracket = inner[open..].trim_start_matches(['（', '(']);
        if let Some(at) = bracket.find('令') {
            let (prefix, number) = bracket.split_at(at + '令'.len_utf8());
            let number = number.trim_start_matches('第').trim_end_matches('号');
            let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
            return (is_number && prefix.chars().count() <= LONGEST).then_some(prefix);
        }
        rest = inner[..open].trim_end();
    }
    None
}

/// Whether a title explains another document, whose order it may name.
fn explains(title: &str) -> bool {
    ["解读", "图解", "读懂", "看懂", "问答"].iter().any(|word| title.contains(word))
}

/// Without what is not part of a title's words: 〔有效〕, （已废止）, a document number before it.
fn without_marks(title: &str) -> &str {
    static MARKS: Pattern = Pattern::new(
        r#"^(?:\s*(?:[（(\[【〔][^）)\]】〕]{1,24}[）)\]】〕]|[\p{Han}]{1,10}\s*[〔\[（(【]\s*(?:19|20)\d{2}\s*[〕\]）)】]\s*第?\s*\d{1,5}\s*号)[\s:：>”"]*)+"#,
    );
    let mark = MARKS.find(title);
    // 中国证监会公告〔2023〕1号 is number and head in one.
    let mark =
        mark.filter(|mark| !["令", "公告", "通告"].iter().any(|of| mark.as_str().contains(of)));
    let start = mark.map_or(0, |mark| mark.end());
    let title = title[start..].trim_start();
    match title.strip_prefix('《') {
        Some(quoted) if title.ends_with('》') => quoted,
        _ => title,
    }
}

fn without_date(line: &str) -> &str {
    static DATE: Pattern = Pattern::new(
        r"[\s　]*(?:[（(]?[印章]{1,2}[）)]?|[12二一][\d〇○OＯ一二九零]{3}\s*年.{1,12}日)\s*$",
    );
    let end = DATE.find(line).map_or(line.len(), |date| date.start());
    line[..end].trim_end()
}

/// The names of a joint head.
fn pieces(head: &str) -> Vec<String> {
    let apart = |c: char| c.is_whitespace() || "、，,;；/／".contains(c);
    let depth_safe = without_brackets(head);
    depth_safe.split(apart).map(tidy).filter(|piece| !piece.is_empty()).collect()
}
