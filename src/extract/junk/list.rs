//! Lists of other pages: the index pages of a site's columns, saved by a crawler.
//!
//! Invariant: a text with a sentence, a number of a document in most of its lines or a heading that
//! calls it a list (目录, 清单, 名单) is none, for announcements hold lists too.

use super::super::line::squash;
use super::super::{kind_tail, number};
use crate::text::pattern::{Parts, Pattern};
use crate::text::{boilerplate, is_han};

/// The fewest entries of a list.
const FEWEST: usize = 3;

/// The longest line of a list in characters: a title and its date.
const LONGEST: usize = 120;

/// The fewest Han characters of another page's title.
const TITLE_MIN: usize = 6;

const PARTS: Parts = &[(
    "day",
    r"[\[(（【]?\s*(?:(?:19|20)\d{2}\s*[-./年])?\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*[\])）】]?",
)];

/// A day before or behind a title, in brackets or not; the year may be left out.
static DAY: Pattern =
    Pattern::with(PARTS, r"^\s*[·•\-]?\s*(?:{day}\s*(?<behind>.*?)|(?<before>.*?)\s*{day})\s*$");

/// Whether `text` is nothing but titles of other pages with their days.
pub(super) fn is_list(text: &str) -> bool {
    if text.contains('。') {
        return false;
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let pages = lines.iter().any(|line| boilerplate::is_paging(line));
    let entries = Entries::of(&lines);
    let announced = !pages && entries.heading.is_some_and(is_announced);
    !announced && entries.are_pages(pages)
}

/// A heading that says that a list is what the document is.
fn is_announced(heading: &str) -> bool {
    [
        "目录",
        "清单",
        "名单",
        "名册",
        "一览",
        "汇总",
        "明细",
        "附件",
        "附表",
        "计划",
        "安排",
        "日程",
        "大事记",
    ]
    .iter()
    .any(|word| heading.contains(word))
}

/// What the lines of a text are.
#[derive(Debug, Default)]
struct Entries<'a> {
    /// Titles with a day.
    dated: usize,
    /// Of them and those without a day, such as end in a 文种 or speak of 关于.
    titles: usize,
    /// With a document's number.
    numbered: usize,
    /// Neither titles nor furniture.
    others: usize,
    /// The first line that is not an entry.
    heading: Option<&'a str>,
}

impl<'a> Entries<'a> {
    fn of(lines: &[&'a str]) -> Self {
        let mut entries = Self::default();
        for (at, line) in lines.iter().enumerate() {
            let next = lines.get(at + 1);
            entries.add(line, next.is_some_and(|next| day_apart(next).is_some_and(str::is_empty)));
        }
        entries
    }

    fn add(&mut self, line: &'a str, is_dated: bool) {
        let text = day_apart(line);
        let title = text.unwrap_or(line);
        if title.is_empty() || boilerplate::is_paging(line) || is_menu(line) {
            return;
        }
        let is_sentence = line.contains(['；', '：']) && !title.contains("关于");
        if is_sentence || line.chars().count() > LONGEST {
            self.others += 1;
            return;
        }
        let is_title = is_title(title);
        let dated = text.is_some() || is_dated;
        if dated || is_title {
            self.dated += usize::from(dated);
            self.titles += usize::from(is_title);
            self.numbered += usize::from(!number::find(title).is_empty());
        } else {
            self.others += 1;
        }
        if !dated {
            self.heading = self.heading.or(Some(line));
        }
    }

    /// Whether nearly all lines are titles, and most of them have a day.
    fn are_pages(&self, pages: bool) -> bool {
        let all = self.dated.max(self.titles) + self.others;
        self.titles >= FEWEST
            && self.dated >= FEWEST
            && self.titles * 2 >= all
            && self.dated * 5 >= all * 3
            && self.others * 4 <= all
            && (pages || self.numbered * 3 < self.titles)
    }
}

/// The line without the day before or behind it; `None` where there is none.
fn day_apart(line: &str) -> Option<&str> {
    let found = DAY.captures(line)?;
    found.name("before").or_else(|| found.name("behind")).map(|text| text.as_str().trim())
}

fn is_menu(line: &str) -> bool {
    boilerplate::is_furniture(line) || boilerplate::is_menu(line)
}

/// Whether a line is called as documents are.
fn is_title(line: &str) -> bool {
    let bare = squash(line.trim_end_matches(['.', '…']));
    bare.chars().filter(|c| is_han(*c)).count() >= TITLE_MIN
        && (bare.contains("关于") || kind_tail::ends_in_kind(&bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn index_pages_of_columns_are_lists() {
        for text in [
            "通知公告\n关于开展节水宣传的通知\t2024-05-20\n某县防汛应急预案\t2024-05-18\n关于停水的公告 2024-05-02\n\
             上一页 1 2 3 下一页 尾页",
            "首页\n政务公开\n· 关于公布2024年补贴标准的公告 [05-20]\n· 某区养老服务条例 [05-18]\n· 关于王某任职的通知 [05-11]",
            "关于开展节水宣传的通知\n2024-05-20\n关于印发防汛预案的通知\n2024-05-18\n关于停水的公告\n2024-05-02",
            "[2024-05-20] 关于印发防汛预案的通知\n[2024-05-20] 关于停水的公告\n2024年5月1日 关于限行的通告",
        ] {
            assert!(is_list(text), "{text}");
        }
    }

    #[test]
    fn announcements_with_lists_are_none() {
        for text in [
            "关于废止部分文件的决定\n经研究，决定废止下列文件。\n关于甲的通知 2001-05-20\n关于乙的通知 2001-05-21\n关于丙的通知 2001-05-22",
            "废止文件目录\n关于甲类企业的通知 2001-05-20\n关于乙类企业的通知 2001-05-21\n关于丙类企业的通知 2001-05-22",
            "1 关于甲类企业的通知 某政发〔2001〕3号 2001-05-20\n2 关于乙类企业的通知 某政发〔2001〕4号 2001-05-21\n\
             3 关于丙类企业的通知 某政发〔2001〕5号 2001-05-22",
            "停电计划\n5月20日 城东片区\n5月21日 城西片区\n5月22日 城南片区",
            "关于放假的通知\n各单位：\n五一放假。\n2024-05-01",
            "某县人民政府关于停水的公告\n某县水务局\n2024年5月1日",
            "",
        ] {
            assert!(!is_list(text), "{text}");
        }
    }
}
