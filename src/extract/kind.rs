//! 文种 from a title, and from how a text without a title opens.
//!
//! Invariant: what the title ends with decides, after everything that may be behind it (dates,
//! numbers, （试行）, marks of validity) is taken off; a title that ends with no kind is `None`
//! unless it plainly tells of a meeting, news or a document passed on.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::validity;
use crate::announcement::Kind;
use crate::announcement::number::Folded;
use crate::text::pattern::Pattern;

/// Ending → kind, or nothing where the ending only looks like one.
static ENDINGS: LazyLock<HashMap<&'static str, Option<Kind>>> = LazyLock::new(|| {
    let rows = include_str!("data/title_endings.tsv").lines().filter(|row| !row.starts_with('#'));
    let listed =
        rows.filter_map(|row| row.split_once('\t')).map(|(end, name)| (end, name.parse().ok()));
    Kind::ALL.iter().map(|kind| (kind.name(), Some(*kind))).chain(listed).collect()
});

/// What follows the kind and says nothing of it: a bracket, a date, a number, a mark.
static TAIL: Pattern = Pattern::new(
    r"(?:[(〔\[【][^()〔〕\[\]【】]{0,40}[)〕\]】]|(?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\d{1,2}:\d{2}(?::\d{2})?)?|(?:印发|发布)日期:?|(?:(?:19|20)\d{2}年?)?(?:第|总第)[\d一二三四五六七八九十百千〇零]+[号期批次条]|\d+号|之[一二三四五]|[一二三]|[。.!…、,:;~*_\-]+|\.(?:docx?|pdf|html?|wps|txt|ofd))$",
);

/// Titles that begin as explanations for the public do.
static EXPLAINS: Pattern = Pattern::new(
    r"^(?:一图|图解|政策图解|政策解读|政策问答|问答|解读|读懂|漫说|一文|[【\[〔(](?:政策)?(?:图解|解读|一图))",
);

/// The document a title names in 《》 at its end, with what is in front.
static QUOTED: Pattern = Pattern::new(r"^(?P<before>[^《]*)《(?P<title>.*)》$");

static PASSES_ON: Pattern =
    Pattern::new(r"关于(?:印发|转发|批转|下达|公布|发布|调整|成立|做好|开展)|^(?:印发|转发|批转)");
static DECIDES: Pattern = Pattern::new(r"(?:决定|废止|修改)$|决定(?:废止|修改)");
static FORMAL: Pattern = Pattern::new(
    r"的(?P<kind>补充通知|通知|意见|决定|批复|公告|通告|通报|复函|函|报告|决议|请示)(?:[^的]{0,60})$",
);
/// `某政府表彰…` without 关于, as sites shorten a decision's title.
static AWARDS: Pattern = Pattern::new("^[^,《]{2,14}(?:表彰|授予)");

/// A title with the title of its annex behind it: `…的通知 某实施方案`.
static GLUED: Pattern = Pattern::new(
    r"关于[^《]*的(?P<kind>通知|意见|决定|批复|通报|复函|函)[ \n]+\p{Han}{2}[^的]*(?:办法|规定|方案|细则|意见|计划|规划|条例|要点|目录|预案|措施|标准)(?:\(.{1,20}\))?$",
);
static ORDERED: Pattern = Pattern::new(r"(?:府|院|部|局|署|委|会|主席)令(?:第|\(|〔|\d|$)");
static MEETS: Pattern = Pattern::new(
    r"(?:主持召开|召开|举行|出席|参加).{0,60}(?:会议|全会|大会|座谈会|推进会|例会|专题会)|会议(?:召开|举行|强调|指出|要求)|(?:会|会议)(?:在.{1,12})?(?:召开|举行)$",
);
/// How a press report begins.
static PRESS: Pattern = Pattern::new(
    r"^[(\[【]?(?:本报|本网|新华社|中新社|中新网|人民网|央视)[^。]{0,20}[讯电日]|^(?:本报|本网)?记者[^。]{0,12}(?:从|获悉|了解到|报道)|^[^。]{0,20}讯 ?[(]?(?:通讯员|记者)",
);

static REPORTS: Pattern = Pattern::new(
    r"新闻发布会|新闻通气会|印发《[^》]*》\p{Han}[^《]{4,}$|(?:调研|慰问|视察|会见|走访|考察|督导|检查)(?:.{0,24})$|(?:强调|指出|表示|要求)[:,]?|举行$",
);

/// The kind a `title` tells; `None` when it tells none.
///
/// ```
/// use policy_search::Kind;
/// use policy_search::extract::kind::from_title;
///
/// assert_eq!(from_title("某市养老服务条例（2021年修订）"), Some(Kind::Regulations));
/// assert_eq!(from_title("《关于某事的通知》解读"), Some(Kind::Explanation));
/// ```
pub fn from_title(title: &str) -> Option<Kind> {
    let (plain, _) = validity::strip_marks(title);
    let folded = Folded::new(&plain);
    if let Some(glued) = GLUED.captures(folded.text()) {
        return of_ending(&glued["kind"]);
    }
    let squeezed: String = folded.text().chars().filter(|char| is_visible(*char)).collect();
    of_squeezed(&squeezed, 0)
}

/// Blanks and the private-use characters of broken fonts are not part of a word.
fn is_visible(char: char) -> bool {
    !char.is_whitespace() && !('\u{e000}'..='\u{f8ff}').contains(&char)
}

fn of_squeezed(title: &str, depth: usize) -> Option<Kind> {
    const DEEPEST: usize = 3;
    if EXPLAINS.is_match(title) {
        return Some(Kind::Explanation);
    }
    if title.contains("新闻发布会") || title.contains("新闻通气会") {
        return Some(Kind::News);
    }
    let bare = without_tail(title);
    if let Some(quoted) = QUOTED.captures(bare).filter(|_| depth < DEEPEST) {
        return of_quoted(&quoted["before"], &quoted["title"], depth);
    }
    of_ending(bare).or_else(|| of_sentence(title))
}

/// The title without what may be behind its kind.
fn without_tail(title: &str) -> &str {
    let mut bare = title;
    while let Some(tail) = TAIL.find(bare).filter(|tail| tail.start() > 0) {
        bare = &bare[..tail.start()];
    }
    bare
}

/// `某某关于印发《…办法》` passes on and is a notice; `某某印发《…的意见》` is told by what it
/// publishes; `某某决定废止《…》` is a decision.
fn of_quoted(before: &str, title: &str, depth: usize) -> Option<Kind> {
    if PASSES_ON.is_match(before) {
        return Some(Kind::Notice);
    }
    if DECIDES.is_match(before) {
        return Some(Kind::Decision);
    }
    of_squeezed(title.trim_start_matches('《'), depth + 1)
}

fn of_ending(title: &str) -> Option<Kind> {
    const LONGEST: usize = 8;
    let starts: Vec<usize> = title.char_indices().rev().take(LONGEST).map(|(at, _)| at).collect();
    starts.into_iter().rev().find_map(|at| ENDINGS.get(&title[at..]).copied()).flatten()
}

/// What a title that ends with no kind still says.
fn of_sentence(title: &str) -> Option<Kind> {
    let formal = FORMAL.captures(title).and_then(|found| of_ending(&found["kind"]));
    let passed = || PASSES_ON.is_match(title).then_some(Kind::Notice);
    let ordered = || ORDERED.is_match(title).then_some(Kind::Order);
    let meets = || MEETS.is_match(title).then_some(Kind::Meeting);
    let decides = || (title.contains("决定") || AWARDS.is_match(title)).then_some(Kind::Decision);
    let reports = || REPORTS.is_match(title).then_some(Kind::News);
    formal.or_else(ordered).or_else(meets).or_else(passed).or_else(decides).or_else(reports)
}

/// The kind that the opening of a text without a title tells: the report of a meeting says who
/// called it within the first sentences.
pub fn from_opening(body: &str) -> Option<Kind> {
    const OPENING: usize = 200;
    let opening: String = body.trim_start().chars().take(OPENING).collect();
    let folded = Folded::new(&opening);
    let meets = || MEETS.is_match(folded.text()).then_some(Kind::Meeting);
    PRESS.is_match(folded.text()).then_some(Kind::News).or_else(meets)
}

#[cfg(test)]
mod tests;
