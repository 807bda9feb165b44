//! Markdown → its text: front matter and the first heading as hints, marks taken off.
//!
//! Every word stays: a heading, a link, a table cell is its text. `<中华人民共和国建筑法>` is a
//! name in brackets and no tag.

use regex::{Captures, Regex};

use super::super::column::Column;
use super::fields::Columns;
use super::{labels, lines};
use crate::extract::{Hint, HintField, HintSource, RawText};
use crate::text::pattern::Pattern;

/// The document in a Markdown text, whose front matter has keys that mean `columns`.
pub(super) fn read(text: &str, columns: &Columns) -> RawText {
    let text = lines::plain(text);
    let (mut hints, rest) = front_matter(&text, columns);
    let rest = without_comments(rest);
    let heading = rest.lines().find_map(heading).map(|title| inline(title).trim().to_string());
    let mut plain = String::with_capacity(rest.len());
    for line in rest.lines() {
        if let Some(line) = block(line) {
            plain.push_str(&line);
            plain.push('\n');
        }
    }
    let (text, mut labelled) = labels::take(&lines::plain(&plain));
    labelled.append(&mut hints);
    labelled.extend(heading.filter(|title| !title.is_empty()).map(|value| Hint {
        field: HintField::Title,
        value,
        from: HintSource::Heading,
    }));
    RawText { text, hints: labelled, ..RawText::default() }
}

/// The hints of `--- key: value ---` at the head, and what follows it.
fn front_matter<'t>(text: &'t str, columns: &Columns) -> (Vec<Hint>, &'t str) {
    let Some(rest) = text.strip_prefix("---\n") else { return (Vec::new(), text) };
    let end = rest.find("\n---").filter(|end| is_rule(rest[end + 1..].lines().next()));
    let (front, rest) = match end {
        Some(end) => (&rest[..end], rest[end + 1..].split_once('\n').map_or("", |(_, rest)| rest)),
        None => return (Vec::new(), text),
    };
    let hints = front.lines().filter_map(|line| front_hint(line, columns)).collect();
    (hints, rest)
}

fn is_rule(line: Option<&str>) -> bool {
    line.is_some_and(|line| line.trim_end() == "---")
}

fn front_hint(line: &str, columns: &Columns) -> Option<Hint> {
    let (key, value) = line.split_once([':', '：'])?;
    let value = value.trim().trim_matches(['"', '\'']).trim();
    let field = match columns.of(key)?.1 {
        Column::Field(field) => field,
        Column::Date => HintField::Published,
        _ => return None,
    };
    (!value.is_empty()).then(|| Hint { field, value: value.into(), from: HintSource::Meta })
}

/// The text without `<!-- … -->`; one that is never closed stays.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        let Some((_, after)) = after.split_once("-->") else { break };
        kept.push_str(before);
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// The text of a first-level heading.
fn heading(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("# ").map(|text| text.trim_end_matches(['#', ' ']))
}

/// A line without the marks of its block; `None` for a line that is only marks.
fn block(line: &str) -> Option<String> {
    let bare = line.trim_start_matches([' ', '>']);
    if bare.starts_with("```") || bare.starts_with("~~~") || is_table_rule(bare) {
        return None;
    }
    if bare.starts_with('|') {
        return Some(row(bare));
    }
    let hashes = bare.len() - bare.trim_start_matches('#').len();
    let bare = match hashes {
        1..=6 if bare[hashes..].starts_with(' ') => bare[hashes..].trim_start(),
        _ => bare.strip_prefix("- ").or_else(|| bare.strip_prefix("* ")).unwrap_or(bare),
    };
    Some(inline(bare))
}

/// `|---|:--:|` and rules.
fn is_table_rule(line: &str) -> bool {
    line.len() >= 3 && line.contains("--") && line.chars().all(|c| "|-: ".contains(c))
}

fn row(line: &str) -> String {
    let cells = line.trim().trim_start_matches('|').trim_end_matches('|').split('|');
    cells.map(|cell| inline(cell.trim())).collect::<Vec<_>>().join("\t")
}

/// `![alt](address)`, `[text](address)`, `<https://…>`.
static LINK: Pattern = Pattern::new(r"!?\[([^\[\]]*)\]\([^()\s]*[^()]*\)|<(https?://[^<>\s]+)>");

/// Emphasis, code and strokes around words.
static EMPHASIS: Pattern = Pattern::new(
    r"\*\*([^*\n]+)\*\*|\*([^*\s\d=][^*\n]*)\*|__([^_\n]+)__|`([^`\n]+)`|~~([^~\n]+)~~",
);

/// The tags that people write in Markdown; any other `<…>` is text.
static TAG: Pattern = Pattern::new(
    r"(?i)<(/?)(br|p|div|tr|table|td|th|tbody|thead|hr|li|ul|ol|h[1-6]|span|font|b|i|u|em|strong|center|sup|sub|small|a|img|details|summary|blockquote)(?:\s[^<>\n]*)?/?>",
);

/// `<rt>yùn</rt>` of a ruby, with the brackets around it: no text, unless it is in characters.
static READING: Pattern = Pattern::new(
    r"(?i)<rp>[^<>\n]*(?:</rp>)?|<rt(?:\s[^<>\n]*)?>[^<>\p{Han}\n]*(?:</rt>)?|</?(?:ruby|rb|rtc|rt)(?:\s[^<>\n]*)?>",
);

/// A backslash (or two) before a mark.
static ESCAPE: Pattern = Pattern::new(r##"\\+([!"#$%&'()*+,./:;<=>?@\[\]^_`{|}~-])"##);

/// A line without marks inside it.
fn inline(line: &str) -> String {
    if !line.contains(['*', '_', '[', '`', '~', '<', '\\', '&']) {
        return line.to_string();
    }
    let text = replaced(&LINK, line, first_group);
    let text = if text.contains("<r") { replaced(&READING, &text, nothing) } else { text };
    let text = replaced(&TAG, &text, tag_text);
    let text = replaced(&EMPHASIS, &text, first_group);
    let text = replaced(&ESCAPE, &text, first_group);
    text.replace("&nbsp;", " ").replace("&emsp;", " ").replace("&amp;", "&").trim_end().to_string()
}

fn replaced(rule: &Regex, text: &str, by: fn(&Captures<'_>) -> String) -> String {
    rule.replace_all(text, by).into_owned()
}

fn first_group(found: &Captures<'_>) -> String {
    found.iter().skip(1).flatten().next().map_or(String::new(), |group| group.as_str().to_string())
}

fn nothing(_: &Captures<'_>) -> String {
    String::new()
}

/// What a tag does to the text: ends a line, a cell, or nothing.
fn tag_text(found: &Captures<'_>) -> String {
    let name = found.get(2).map_or("", |name| name.as_str()).to_ascii_lowercase();
    let closes = found.get(1).is_some_and(|slash| !slash.as_str().is_empty());
    match name.as_str() {
        "br" | "hr" => "\n",
        "td" | "th" if closes => "\t",
        "p" | "div" | "tr" | "li" if closes => "\n",
        _ => "",
    }
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> RawText {
        super::read(text, &Columns::new(&[]))
    }

    #[test]
    fn a_law_keeps_its_head_and_loses_its_marks() {
        let raw = read(
            "# 节约用水条例\n\n2021年3月1日 市人大常委会通过\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n\
             第一条 **为了**节约用水，依据[水法](a.md)\\(2016年\\)和<土地法>，制定本条例。\n",
        );
        assert_eq!(
            raw.text,
            "节约用水条例\n\n2021年3月1日 市人大常委会通过\n\n\n\n第一章 总则\n\n\
             第一条 为了节约用水，依据水法(2016年)和<土地法>，制定本条例。"
        );
        let title = raw.hints_for(HintField::Title).next().unwrap();
        assert_eq!((title.value.as_str(), title.from), ("节约用水条例", HintSource::Heading));
    }

    #[test]
    fn front_matter_is_hints() {
        let raw = read(
            "---\ntitle: \"关于放假的通知\"\n发文字号: 通办〔2020〕3号\nlayout: page\n---\n正文\n",
        );
        assert_eq!(raw.text, "正文");
        let values: Vec<_> = raw.hints.iter().map(|h| (h.field, h.value.as_str())).collect();
        assert_eq!(
            values,
            [(HintField::Title, "关于放假的通知"), (HintField::Number, "通办〔2020〕3号")]
        );
    }

    #[test]
    fn front_matter_alone_is_no_text() {
        assert_eq!(read("---\ntitle: 目录\n---\n").text, "");
        assert_eq!(read("---\n正文不是题头\n").text, "正文不是题头");
    }

    #[test]
    fn tables_lists_and_images_are_their_text() {
        let raw = read(
            "| 序号 | 名称 |\n|---|:--:|\n| 1 | *甲* |\n\n- 一<br>二\n![图](x.png)\n3*4=12，5*6=30",
        );
        assert_eq!(raw.text, "序号\t名称\n1\t甲\n\n一\n二\n图\n3*4=12，5*6=30");
    }

    #[test]
    fn readings_over_characters_are_no_text() {
        assert_eq!(
            inline("<ruby>运<rp>(</rp><rt>yùn</rt><rp>)</rp></ruby><ruby>输<rt>shū</ruby>和<rb>"),
            "运输和"
        );
        assert_eq!(inline("<ruby>WTO<rt>世贸组织</rt></ruby>"), "WTO世贸组织");
    }

    #[test]
    fn doubled_escapes_are_taken_off() {
        assert_eq!(inline(r"各县\\\(市、区\\\)人民政府"), "各县(市、区)人民政府");
    }

    #[test]
    fn a_key_that_no_table_knows_is_named_by_hand() {
        let text = "---\nwz_title: 关于放假的通知\n---\n正文\n";
        assert_eq!(read(text).hints, []);
        let columns = Columns::new(&[("wz-title".into(), Column::Field(HintField::Title))]);
        assert_eq!(super::read(text, &columns).hints[0].value, "关于放假的通知");
    }
}
