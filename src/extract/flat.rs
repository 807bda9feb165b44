//! A text whose lines were lost → one with lines where a 公文 has them: behind the number, the title
//! and the addressees, before the signature, behind its date, before numbered parts.
//!
//! Invariant: only white space is put in or taken out, and only into a text of few lines; a text
//! that has its lines stays as it is.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::date;
use super::kind_tail;
use super::line;
use crate::text::pattern::{Parts, Pattern};

/// A text of more lines than this has not lost them.
const MOST_LINES: usize = 4;

/// The shortest line, in characters, that a whole document was flattened to.
const SHORTEST: usize = 60;

/// The longest title that is looked for, in characters.
const LONGEST_TITLE: usize = 120;

const PARTS: Parts = &[
    ("number", r"[\p{Han}]{1,15}[〔\[［（(【](?:19|20)\d{2}[〕\]］）)】]\s*第?\d{1,5}\s*号"),
    ("order", r"[\p{Han}]{2,30}(?:令|公告)\s*(?:(?:19|20)\d{2}年)?\s*第\s*\d{1,5}\s*号"),
    (
        "date",
        r"(?:(?:19|20)\d{2}|[一二][一二三四五六七八九〇零○]{3})\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日",
    ),
];

/// The text with its lines; itself where it has them.
pub(super) fn with_lines(text: &str) -> Cow<'_, str> {
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(MOST_LINES + 1).count();
    let is_long = |line: &str| line.len() > SHORTEST && line.chars().count() >= SHORTEST;
    if lines > MOST_LINES || !text.lines().any(is_long) {
        return text.into();
    }
    let mut parted = false;
    let lines: Vec<Cow<'_, str>> = text
        .lines()
        .map(|line| {
            let breaks = breaks(line);
            parted |= !breaks.is_empty();
            cut(line, &breaks)
        })
        .collect();
    if parted { lines.join("\n").into() } else { text.into() }
}

/// The line with a line end at each of `breaks` (characters from its start).
fn cut<'a>(line: &'a str, breaks: &BTreeSet<usize>) -> Cow<'a, str> {
    if breaks.is_empty() {
        return line.into();
    }
    let mut parts: Vec<String> = vec![String::new()];
    for (at, c) in line.chars().enumerate() {
        if breaks.contains(&at) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n").into()
}

/// Where a line of a document that has none of its own is to end, in characters from its start;
/// nowhere when neither a head nor a signature is found.
fn breaks(line: &str) -> BTreeSet<usize> {
    let plain = crate::text::simplify(line);
    if plain.chars().count() != line.chars().count() {
        return BTreeSet::new();
    }
    let (head, text) = head_breaks(&plain);
    let close = close_breaks(&plain, text);
    if head.is_empty() && close.is_empty() {
        return BTreeSet::new();
    }
    let parts = part_breaks(&plain[text..]).into_iter().map(|at| at + text);
    let bytes = head.into_iter().chain(close).chain(parts);
    bytes.filter(|at| *at > 0).map(|at| plain[..at].chars().count()).collect()
}

/// The breaks in the head, and where the text begins.
fn head_breaks(plain: &str) -> (Vec<usize>, usize) {
    static NUMBER: Pattern =
        Pattern::with(PARTS, r"^\s*(?:[\p{Han}]{2,30}文件\s*)?(?:{number}|{order})\s*");
    let mut breaks = Vec::new();
    let mut text = 0;
    if let Some(number) = NUMBER.find(plain) {
        text = number.end();
        breaks.push(text);
    }
    if let Some(end) = title_end(&plain[text..]) {
        text += end;
        breaks.push(text);
        let behind = number_end(&plain[text..]);
        if behind > 0 {
            text += behind;
            breaks.push(text);
        }
    }
    if let Some(end) = addressee_end(&plain[text..]).filter(|_| !breaks.is_empty()) {
        text += end;
        breaks.push(text);
    }
    (breaks, text)
}

/// The end of the number behind a title.
fn number_end(rest: &str) -> usize {
    static BEHIND: Pattern =
        Pattern::with(PARTS, r"^\s*[（(【]?\s*(?:{number}|{order})\s*[）)】]?\s*");
    BEHIND.find(rest).map_or(0, |number| number.end())
}

/// The end of the title at the start of `text`: behind the first word that titles end in, where what
/// follows begins anew.
fn title_end(text: &str) -> Option<usize> {
    static NEXT: Pattern = Pattern::with(
        PARTS,
        r"^\s*(?:[（(【]?\s*(?:{number}|{order})|各|有关|[\p{Han}、，（）()市县区]{2,40}[：:]|(?:19|20)\d{2}年|为|根据|按照|经|现|《)",
    );
    let limit = text.char_indices().nth(LONGEST_TITLE).map_or(text.len(), |(at, _)| at);
    let stop = text.find(['。', '；', '：', ':']).unwrap_or(limit);
    let about = text[..limit.min(stop)].find("关于")?;
    let ends = text
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .skip_while(|at| *at < about + "关于".len())
        .take_while(|at| *at <= limit.min(stop));
    let mut whole = ends.filter(|at| {
        let (title, rest) = text.split_at(*at);
        let title = title.trim();
        let closes = kind_tail::is_whole(&line::squash(title)) && title.chars().count() >= 6;
        let spaced = rest.starts_with(line::is_space);
        closes
            && !rest.trim_start().starts_with(['的', '》'])
            && (spaced && !rest.trim_start().starts_with(['（', '(']) || NEXT.is_match(rest))
    });
    whole.next()
}

/// The end of the addressees at the start of `text`.
fn addressee_end(text: &str) -> Option<usize> {
    const LONGEST: usize = 200;
    let at = text.find(['：', ':'])?;
    let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
    let addressee = text[..end].trim();
    let is_one = line::shape(addressee) == line::Shape::Addressee;
    (is_one && addressee.chars().count() <= LONGEST).then_some(end)
}

/// Before the signature that is between a sentence and its date, and behind the date.
fn close_breaks(plain: &str, text: usize) -> Vec<usize> {
    static CLOSE: Pattern = Pattern::with(
        PARTS,
        r"[。）)！]\s*(?P<signers>[\p{Han}（）()、\s]{2,90}?)\s*(?P<date>{date})",
    );
    let mut from = text;
    while let Some(found) = CLOSE.captures_at(plain, from) {
        let (Some(signers), Some(day)) = (found.name("signers"), found.name("date")) else { break };
        let named = signers.as_str().split(line::is_space).filter(|name| !name.is_empty());
        let mut named = named.peekable();
        let signed = named.peek().is_some()
            && signers.as_str().trim().chars().count() >= 3
            && (line::is_signature(signers.as_str().trim()) || named.all(line::is_signature));
        let begins = date::line_date(day.as_str()).is_some();
        if signed && begins {
            return vec![signers.start(), day.start(), remark_end(plain, day.end())];
        }
        from = signers.end();
    }
    Vec::new()
}

/// Behind a remark that follows the date: （此件公开发布）.
fn remark_end(plain: &str, at: usize) -> usize {
    static REMARK: Pattern =
        Pattern::new(r"^\s*[（(][^（()）]{0,40}(?:公开|发布|联系)[^（()）]*[)）]");
    REMARK.find(&plain[at..]).map_or(at, |remark| at + remark.end())
}

/// Before `一、`, `第一条`, `第一章` behind the end of a sentence or white space.
fn part_breaks(text: &str) -> Vec<usize> {
    static PART: Pattern = Pattern::new(
        r"(?:[。：；]|\s)\s*(?P<part>(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]{1,5}[条章]\s))",
    );
    let found = PART.captures_iter(text).filter_map(|found| Some(found.name("part")?.start()));
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        with_lines(text).lines().map(str::to_string).collect()
    }

    #[test]
    fn a_flattened_notice_gets_its_lines() {
        let spaced = "某农发〔2024〕5号 某县农业农村局关于做好春耕生产工作的通知 各镇人民政府： 为做好春耕，现将事项通知如下，请遵照执行。 一、加强领导。 某县农业农村局 2024年3月5日 （此件公开发布）";
        let expected = [
            "某农发〔2024〕5号",
            "某县农业农村局关于做好春耕生产工作的通知",
            "各镇人民政府：",
            "为做好春耕，现将事项通知如下，请遵照执行。",
            "一、加强领导。",
            "某县农业农村局",
            "2024年3月5日 （此件公开发布）",
        ];
        assert_eq!(lines(spaced), expected);
        let glued = "某县农业农村局关于做好春耕生产工作的通知（某农发〔2024〕5号）各镇人民政府：为做好春耕，现将事项通知如下，请遵照执行。一、加强领导。某县农业农村局2024年3月5日";
        let expected = [
            "某县农业农村局关于做好春耕生产工作的通知",
            "（某农发〔2024〕5号）",
            "各镇人民政府：",
            "为做好春耕，现将事项通知如下，请遵照执行。",
            "一、加强领导。",
            "某县农业农村局",
            "2024年3月5日",
        ];
        assert_eq!(lines(glued), expected);
    }

    #[test]
    fn nothing_but_white_space_changes() {
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        for text in [
            "某市人民政府令第12号 《某市养犬管理办法》已经2024年2月20日市政府会议审议通过，现予公布，自2024年5月1日起施行。 市长 张三 2024年3月5日 某市养犬管理办法 第一条 为了规范养犬行为，制定本办法。",
            "某县人民政府办公室关于印发春耕方案的通知某政办发〔2024〕5号各乡镇人民政府，县政府各部门：《春耕方案》已经同意，现印发给你们，请认真贯彻执行。某县人民政府办公室二〇二四年三月五日春耕方案一、总体要求。",
        ] {
            assert_eq!(bare(&with_lines(text)), bare(text));
            assert!(lines(text).len() >= 5, "{:?}", lines(text));
        }
    }

    #[test]
    fn running_text_and_texts_with_lines_stay() {
        for text in [
            "3月5日，某县召开春耕工作会议，总结去年工作，部署今年任务。会议强调，要加强领导，落实责任，确保各项工作按时完成，为全年丰收打下基础。".to_string(),
            "某县关于春耕的通知\n各镇：\n请抓紧落实春耕。\n某县人民政府\n2024年3月5日".to_string(),
            "短。".to_string(),
        ] {
            assert_eq!(with_lines(&text), text);
        }
    }
}
