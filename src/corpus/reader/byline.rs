//! The line under a headline (`2024-03-05 18:30 来源：某某日报 字体：大 中 小`) → the date published
//! and the source, though no label says what the date is.
//!
//! Invariant: a line is a byline only if it holds a date and nothing but labels, controls of the
//! page and at most one name; a sentence never is.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::{fields, label_table};
use crate::extract::HintField;
use crate::text::pattern::Pattern;

/// The longest byline in bytes.
const LONGEST: usize = 400;

/// The longest name in one, in characters.
const LONGEST_NAME: usize = 24;

/// Day and time of day, in figures.
static DATE: Pattern = Pattern::new(
    r"(?:19|20)\d{2} ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}(?: ?日)?(?:[T 　]*\d{1,2} ?[:：∶时] ?\d{1,2}(?: ?[:：∶分] ?\d{1,2}秒?|分)?(?:\.\d+)?(?:[+-]\d{2}:?\d{2}|Z)?)?",
);

static WIDGETS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| fields::rows(include_str!("data/widgets.txt")).collect());

/// Where a line is that may be a byline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a text: a date alone may be the document's own, and a name beside one its signature.
    Text,
    /// On a page above its main text.
    Page,
}

/// What a byline says; `None` for any other line.
pub(super) fn read(line: &str, place: Place) -> Option<Vec<(HintField, &str)>> {
    if line.len() > LONGEST || line.contains(['。', '；', '！', '？', '《']) {
        return None;
    }
    let date = DATE.find(line)?;
    let around = [&line[..date.start()], &line[date.end()..]];
    let mut byline = Byline::default();
    for part in around {
        byline.waiting = None;
        for piece in part.split(is_mark).filter(|piece| !piece.is_empty()) {
            byline.take(piece)?;
        }
    }
    byline.found(date.as_str(), place)
}

/// What is between the pieces of a byline.
fn is_mark(c: char) -> bool {
    c.is_whitespace() || "|｜[]【】()（）〔〕〖〗/·•,，、>＞".contains(c)
}

/// The pieces of a byline.
#[derive(Default)]
struct Byline<'a> {
    /// The label whose value comes next.
    waiting: Option<Option<HintField>>,
    source: Option<&'a str>,
    name: Option<&'a str>,
    /// Whether there is more than the date.
    has_more: bool,
}

impl<'a> Byline<'a> {
    /// Takes in one piece; `None` when it is none of a byline.
    fn take(&mut self, piece: &'a str) -> Option<()> {
        if let Some((label, value)) = piece.split_once(['：', ':']) {
            let field = label_table::meaning(label)?;
            self.has_more = true;
            self.waiting = Some(field);
            return if value.is_empty() { Some(()) } else { self.take_value(value) };
        }
        if WIDGETS.contains(piece) || is_count(piece) {
            self.has_more = true;
            return Some(());
        }
        if let Some(field) = label_table::meaning(piece) {
            self.has_more = true;
            self.waiting = Some(field);
            return Some(());
        }
        if self.waiting.is_some() {
            return self.take_value(piece);
        }
        if is_site(piece) {
            self.has_more = true;
            return Some(());
        }
        let is_first = self.name.is_none() && piece.chars().count() <= LONGEST_NAME;
        self.name = is_first.then_some(Some(piece))?;
        Some(())
    }

    fn take_value(&mut self, value: &'a str) -> Option<()> {
        let field = self.waiting.take()?;
        if field == Some(HintField::Source) {
            self.source = self.source.or(Some(value));
        }
        (value.chars().count() <= LONGEST_NAME * 2).then_some(())
    }

    fn found(self, date: &'a str, place: Place) -> Option<Vec<(HintField, &'a str)>> {
        let has_time = date.contains([':', '：', '∶', '时']);
        let is_one = match place {
            Place::Page => true,
            Place::Text => self.name.is_none() && (self.has_more || has_time),
        };
        let source = self.source.or(self.name).map(|name| (HintField::Source, name));
        let found = || Some((HintField::Published, date)).into_iter().chain(source).collect();
        is_one.then(found)
    }
}

/// `www.example.gov.cn`, `某市人民政府门户网站`: the site itself.
fn is_site(piece: &str) -> bool {
    piece.is_ascii() && piece.contains('.')
        || piece.ends_with("门户网站")
        || piece.ends_with("政府网")
}

/// `123`, `88次`, `-`: how often a page was read.
fn is_count(piece: &str) -> bool {
    let bare = piece.trim_end_matches(['次', '人']);
    bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '—' | '–'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str, place: Place) -> Option<(String, Option<String>)> {
        let found = read(line, place)?;
        let value = |field| {
            let found = found.iter().find(|(known, _)| *known == field);
            found.map(|(_, value)| (*value).to_string())
        };
        Some((value(HintField::Published)?, value(HintField::Source)))
    }

    fn said(date: &str, source: &str) -> Option<(String, Option<String>)> {
        Some((date.into(), (!source.is_empty()).then(|| source.into())))
    }

    #[test]
    fn bylines_say_when_and_from_whom() {
        for (line, date, source) in [
            ("2024-03-05 18:30 来源：测试发布", "2024-03-05 18:30", "测试发布"),
            (
                "2024年03月05日 18:30　来源：测试日报　作者：张三",
                "2024年03月05日 18:30",
                "测试日报",
            ),
            ("来源： 测试县水利局 2024.03.05 【字号：大 中 小】", "2024.03.05", "测试县水利局"),
            ("作者：李四 2024/03/05 点击：88", "2024/03/05", ""),
            ("[ 字体：大 中 小 ] 2024-03-05 打印", "2024-03-05", ""),
            ("2024-03-05 08:00:00 浏览次数：123次 分享到：", "2024-03-05 08:00:00", ""),
            ("时间：2024-03-05 18:30 发布者：admin 浏览：123次", "2024-03-05 18:30", ""),
            ("(2024-03-05 09:00)", "2024-03-05 09:00", ""),
            (
                "测试省人民政府门户网站 www.example.gov.cn 时间：2024-03-05 14:21 来源：测试市人民政府",
                "2024-03-05 14:21",
                "测试市人民政府",
            ),
        ] {
            assert_eq!(of(line, Place::Text), said(date, source), "{line}");
        }
    }

    #[test]
    fn on_a_page_a_date_may_stand_alone_or_beside_a_name() {
        for (line, source) in [
            ("2024-03-05", ""),
            ("（2024-03-05）", ""),
            ("测试县水利局 | 2024-03-05", "测试县水利局"),
            ("2024-03-05 测试日报", "测试日报"),
        ] {
            assert_eq!(of(line, Place::Page), said("2024-03-05", source), "{line}");
            assert_eq!(of(line, Place::Text), None, "{line}");
        }
    }

    #[test]
    fn sentences_titles_and_news_of_others_are_none() {
        for line in [
            "2024-03-05 测试县召开会议，部署春耕工作",
            "关于做好2024年3月5日义务植树活动的通知 测试县林业局",
            "报名时间：2024年3月5日至3月12日 报名地点：政务中心",
            "会议于2024年3月5日召开。",
            "测试县 测试乡 2024-03-05",
            "来源：测试日报",
        ] {
            assert_eq!(of(line, Place::Text), None, "{line}");
        }
    }

    #[test]
    fn every_widget_is_one_word() {
        assert!(WIDGETS.iter().all(|word| !word.contains(is_mark)));
    }
}
