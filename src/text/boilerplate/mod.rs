//! Page furniture: the lines that a web site or a re-poster sets around an announcement.
//!
//! Only whole lines at the head and tail of a text are ever trimmed, from the ends inwards, and never all of them: 分享到
//! in the middle may be the subject. The kinds of lines are in `data/boilerplate.tsv`.
//!
//! ```
//! use policy_search::text::boilerplate::trim;
//! let text = "当前位置：首页 > 政务公开\n关于做好春耕备耕的通知\n各村要抓紧备耕。\n（此件公开发布）\n扫一扫在手机打开当前页";
//! let trimmed = trim(text);
//! assert_eq!(trimmed.body, "关于做好春耕备耕的通知\n各村要抓紧备耕。");
//! assert_eq!(trimmed.tail, ["（此件公开发布）", "扫一扫在手机打开当前页"]);
//! ```

mod contentless;
mod kinds;

use std::ops::Range;

use kinds::{Kind, kind, lines};

pub use contentless::{Contentless, contentless, is_error_page, is_menu, is_paging};
pub use kinds::is_furniture;

/// A text and the page furniture that was around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trimmed<'a> {
    /// The text between, without blank lines at its ends.
    pub body: &'a str,
    /// Furniture before it, top to bottom, blank lines left out. Some of it tells of the document (来源：…).
    pub head: Vec<&'a str>,
    /// Furniture after it, top to bottom, likewise.
    pub tail: Vec<&'a str>,
}

/// Cuts page furniture off both ends of a text. Where all of it is furniture, it stays whole.
pub fn trim(text: &str) -> Trimmed<'_> {
    let lines = lines(text);
    let mut kinds = Kinds { text, lines: &lines, known: vec![None; lines.len()] };
    let head = (0..lines.len()).take_while(|at| kinds.of(*at).is_furniture()).count();
    let tail = kinds.tail_start(head);
    match &lines[head..tail] {
        [] => Trimmed { body: text, ..Trimmed::default() },
        [first, .., last] => cut(text, &lines, head..tail, first.start..last.end),
        [only] => cut(text, &lines, head..tail, only.clone()),
    }
}

fn cut<'a>(
    text: &'a str,
    lines: &[Range<usize>],
    kept: Range<usize>,
    body: Range<usize>,
) -> Trimmed<'a> {
    let texts = |lines: &[Range<usize>]| lines.iter().map(|line| &text[line.clone()]).collect();
    Trimmed {
        body: &text[body],
        head: texts(&lines[..kept.start]),
        tail: texts(&lines[kept.end..]),
    }
}

/// The lines of a text and their kinds, each told once however often it is asked.
struct Kinds<'a> {
    text: &'a str,
    lines: &'a [Range<usize>],
    known: Vec<Option<Kind>>,
}

impl Kinds<'_> {
    fn line(&self, at: usize) -> &str {
        &self.text[self.lines[at].clone()]
    }

    fn of(&mut self, at: usize) -> Kind {
        if let Some(known) = self.known[at] {
            return known;
        }
        *self.known[at].insert(kind(&self.text[self.lines[at].clone()]))
    }

    /// Where the lines from `head` on end, when furniture and lists of links are taken off.
    fn tail_start(&mut self, head: usize) -> usize {
        let mut end = self.lines.len();
        loop {
            let below = (head..end).rev().take_while(|at| self.of(*at).is_furniture()).count();
            let start = self.list_start(head, end - below);
            if start == end {
                return end;
            }
            end = start;
        }
    }

    /// Where the list of links that ends at `end` begins; its end if there is none.
    fn list_start(&mut self, head: usize, end: usize) -> usize {
        const LONGEST_LIST: usize = 20;
        for at in (head..end).rev().take(LONGEST_LIST) {
            match self.of(at) {
                Kind::List => return at,
                _ if is_link(self.line(at)) => {}
                _ => break,
            }
        }
        end
    }
}

/// Whether a line may be the title of another page: short, and no sentence.
fn is_link(line: &str) -> bool {
    const LONGEST_TITLE: usize = 60;
    !line.contains(['。', '；', ';']) && line.chars().count() <= LONGEST_TITLE
}

#[cfg(test)]
mod tests {
    use super::super::clean;
    use super::*;
    use crate::real_data;

    #[test]
    fn both_ends_are_trimmed_inwards() {
        let text = "首页 > 政务公开 > 通知\n来源：县农业局　发布时间：2023-03-15 09:28　浏览次数：14\n字号：[大 中 小]\n\n\
                    关于春耕的通知\n各镇：\n分享到\n请抓紧落实。\n县农业局\n2023年3月15日\n（此件主动公开）\n【打印】 【关闭】\n\
                    相关链接\n一图读懂春耕政策\n县长谈春耕\n版权所有：某县人民政府 备案号:京ICP备1号";
        let trimmed = trim(text);
        assert!(
            trimmed.body.starts_with("关于春耕的通知") && trimmed.body.ends_with("2023年3月15日"),
            "{}",
            trimmed.body
        );
        assert!(trimmed.body.contains("分享到"));
        assert_eq!((trimmed.head.len(), trimmed.tail.len()), (3, 6));
        assert_eq!(trimmed.head[1], "来源：县农业局　发布时间：2023-03-15 09:28　浏览次数：14");
    }

    #[test]
    fn damaged_furniture_is_furniture() {
        let text = "會議要求，抓好落實。\n特別聲明:以上內(nèi)容(如有圖片或視頻亦包括在內(nèi))為自媒體平臺“某號”用戶上傳并發(fā)布\n網(wǎng)站標(biāo)識碼:4404030001";
        assert_eq!(trim(text).body, "會議要求，抓好落實。");
        assert_eq!(trim(&clean(text).text).tail.len(), 2);
    }

    #[test]
    fn a_text_is_never_emptied() {
        for text in ["打印\n关闭", "", "\n\n", "来源：县农业局", "相关链接\n甲\n乙"]
        {
            assert_eq!(trim(text), Trimmed { body: text, ..Trimmed::default() });
        }
    }

    #[test]
    fn pages_of_errors_are_told_from_documents() {
        for page in [
            "error",
            "404 Not Found\nnginx/1.18.0",
            "抱歉，您访问的地址有错或页面不存在。",
            "您要查看的页面已被删除\n返回首页",
            "页面不存在",
        ] {
            assert!(is_error_page(page), "{page}");
        }
        for page in
            ["", "关于页面不存在问题的通报\n各单位要整改。", "返回首页", "error\n各单位要整改。"]
        {
            assert!(!is_error_page(page), "{page}");
        }
    }

    #[test]
    #[ignore = "needs POLICY_DATA"]
    fn a_repost_is_the_report_alone() {
        let cleaned = clean(&real_data::text("seed_announcement.txt")).text;
        let trimmed = trim(&cleaned);
        assert_eq!(trimmed.tail.len(), 3);
        assert_eq!(trimmed.tail[0], "來源:成都青白江");
        assert!(!trimmed.body.contains("網易號") && trimmed.body.contains("運貿產一體化"));
    }

    #[test]
    #[ignore = "needs POLICY_DATA"]
    fn real_furniture_is_known_and_laws_have_none() {
        let seen = real_data::text("boilerplate_lines.txt");
        let lines = seen.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        let is_unknown = |line: &&str| kind(line) == Kind::Text && !is_error_page(line);
        let unknown: Vec<&str> = lines.filter(is_unknown).collect();
        assert!(unknown.is_empty(), "{unknown:#?}");
        let mut laws = 0;
        let mut trimmed_lines = Vec::new();
        for entry in
            walkdir::WalkDir::new(real_data::path("laws")).into_iter().filter_map(Result::ok)
        {
            let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
            let trimmed = trim(&text);
            laws += 1;
            trimmed_lines.extend(trimmed.head.iter().chain(&trimmed.tail).map(ToString::to_string));
        }
        println!("{laws} laws, {} lines trimmed: {trimmed_lines:#?}", trimmed_lines.len());
        assert!(laws > 1000 && trimmed_lines.len() < laws / 500, "{trimmed_lines:#?}");
    }
}
