//! Label lines (`索 引 号： … 主题分类： …`) → hints, on pages and at the head of plain texts.
//!
//! Only labels of `data/labels.tsv` are known. A line that is nothing but labels and their values
//! leaves the text, as a byline does ([`byline`]); a line that begins with anything else stays
//! whole; a text is never emptied.

use super::byline;
use super::label_table::{Known, LABEL_LIMIT, Label, Place, Says, is_bracket_or_space, known};
use crate::extract::{Hint, HintField, HintSource};

/// How many lines of a text can be its head.
const HEAD_LINES: usize = 20;

/// The longest value of a label in characters; more is a sentence that happens to begin so.
const VALUE_LIMIT: usize = 150;

/// The longest line of labels in bytes.
const LINE_LIMIT: usize = 4096;

/// The shortest label that is known behind a value without a space, in characters.
const GLUED: usize = 4;

/// The labels of a line with their values, in order.
type Labelled<'a> = Vec<(Says, &'a str)>;

/// The text without the label lines at its head, and what they say.
pub(super) fn take(text: &str) -> (String, Vec<Hint>) {
    let mut head = Head::default();
    let mut rest = text;
    while head.seen < HEAD_LINES && !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        head.seen += usize::from(!line.trim().is_empty());
        head.take(line, after);
        rest = after;
    }
    let Head { mut kept, hints, seen, .. } = head;
    if hints.is_empty() && kept.len() >= seen {
        return (text.trim_matches('\n').to_string(), hints);
    }
    kept.push(rest);
    let left = kept.join("\n");
    let left = left.trim_matches('\n');
    if left.trim().is_empty() { (text.to_string(), hints) } else { (left.to_string(), hints) }
}

/// The head of a text as its lines are taken in.
#[derive(Default)]
struct Head<'a> {
    hints: Vec<Hint>,
    kept: Vec<&'a str>,
    /// How many lines said something.
    seen: usize,
    /// Whether the last line that said something was of labels.
    among_labels: bool,
    /// Whether sentences have begun.
    is_running: bool,
}

impl<'a> Head<'a> {
    /// Takes in a line that `after` follows.
    fn take(&mut self, line: &'a str, after: &str) {
        if line.trim().is_empty() {
            self.kept.push(line);
            return;
        }
        let next = || after.lines().find(|line| !line.trim().is_empty());
        let is_label = |line: &str| line_labels(line, Place::Text).is_some();
        let beside = self.among_labels || next().is_some_and(is_label);
        let place = if beside { Place::Page } else { Place::Text };
        let found = line_labels(line, place);
        self.among_labels = found.is_some();
        match found {
            Some(found) => {
                let text = found.iter().filter(|(says, _)| *says == Says::Text);
                self.kept.extend(text.map(|(_, value)| value.trim()));
                add(&mut self.hints, found);
            }
            None => match byline::read(line, byline::Place::Text).filter(|_| !self.is_running) {
                Some(found) => add(&mut self.hints, said(found)),
                None => {
                    self.is_running |= line.contains('。');
                    self.kept.push(line);
                }
            },
        }
    }
}

/// What a byline says, as labels say it.
fn said(byline: Vec<(HintField, &str)>) -> Labelled<'_> {
    byline.into_iter().map(|(field, value)| (Says::Field(field), value)).collect()
}

/// What the label lines beside a page's main text say; a label alone on its line has its value
/// on the next.
pub(super) fn of_page<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Hint> {
    let mut hints = Vec::new();
    let mut waiting: Option<HintField> = None;
    for line in lines.filter(|line| !line.trim().is_empty()) {
        match line_labels(line, Place::Page) {
            Some(found) => {
                waiting = lone_label(line, &found);
                add(&mut hints, found);
            }
            None => {
                let value = waiting.take().map(|field| (Says::Field(field), line));
                add(&mut hints, value.into_iter().collect());
            }
        }
    }
    hints
}

/// Whether a line beside a page's main text is nothing but labels and their values.
pub(super) fn is_labels(line: &str) -> bool {
    line_labels(line, Place::Page).is_some()
}

/// The field of a line that is one label and waits for its value.
fn lone_label(line: &str, found: &[(Says, &str)]) -> Option<HintField> {
    match found {
        [(Says::Field(field), "")] if !line.contains('\t') => Some(*field),
        _ => None,
    }
}

/// What the byline above a page's main text says: the one nearest to it, below the `title` if
/// that is above it too.
pub(super) fn of_byline(above: &str, title: &str) -> Vec<Hint> {
    const REACH: usize = 16;
    let is_title = |line: &&str| {
        let line: String = line.split_whitespace().collect();
        !title.is_empty() && title.split_whitespace().collect::<String>() == line
    };
    let lines = above.lines().rev().filter(|line| !line.trim().is_empty());
    let below = lines.take(REACH).take_while(|line| !is_title(line));
    let found = below.into_iter().find_map(|line| byline::read(line, byline::Place::Page));
    let mut hints = Vec::new();
    add(&mut hints, said(found.unwrap_or_default()));
    hints
}

/// Adds the first good value of each field.
fn add(hints: &mut Vec<Hint>, found: Labelled) {
    for (says, value) in found {
        let Says::Field(field) = says else { continue };
        let value = value.trim();
        if is_plausible(field, value) && !hints.iter().any(|hint| hint.field == field) {
            hints.push(Hint { field, value: value.to_string(), from: HintSource::Label });
        }
    }
}

/// Whether a value can be one of `field`: a number and a date have digits.
fn is_plausible(field: HintField, value: &str) -> bool {
    let has_digit = value.chars().any(|c| c.is_numeric() || "〇○一二三四五六七八九十".contains(c));
    match field {
        HintField::Number
        | HintField::Written
        | HintField::Published
        | HintField::Expires
        | HintField::IndexNumber => has_digit,
        HintField::Url => value.contains('.'),
        _ => value.chars().any(char::is_alphanumeric) && value.chars().count() <= VALUE_LIMIT,
    }
}

/// The labels of a line with their values, in order; `None` when the line is not made of labels.
fn line_labels(line: &str, place: Place) -> Option<Labelled<'_>> {
    if line.len() > LINE_LIMIT {
        return None;
    }
    if let Some(cells) = label_cells(line, place) {
        return Some(cells);
    }
    let found = label_starts(line, place);
    let (first, _, _) = found.first()?;
    if !line[..*first].trim_matches(is_bracket_or_space).is_empty() {
        return None;
    }
    let ends = found.iter().skip(1).map(|(start, _, _)| *start).chain([line.len()]);
    let values: Vec<_> = found
        .iter()
        .zip(ends)
        .map(|((_, from, label), to)| (label.says, value(&line[*from..to])))
        .collect();
    values.iter().all(|(_, value)| value.chars().count() <= VALUE_LIMIT).then_some(values)
}

/// What follows a label, without the brackets and blanks around it; a bracket of its own
/// (`某办法[失效]`) stays.
fn value(text: &str) -> &str {
    let text = text.trim_start_matches(is_bracket_or_space);
    let bare = text.trim_end_matches(is_bracket_or_space);
    let opens = bare.rfind(['[', '【']) > bare.rfind([']', '】']);
    let closing = text[bare.len()..].chars().next().filter(|c| opens && !c.is_whitespace());
    &text[..bare.len() + closing.map_or(0, char::len_utf8)]
}

/// A table row of label and value cells without colons.
fn label_cells(line: &str, place: Place) -> Option<Labelled<'_>> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    if cells.len() < 2 || line.contains('：') && cells[0].contains('：') {
        return None;
    }
    let mut pairs = Vec::new();
    for pair in cells.chunks(2) {
        let label = known(pair[0], place)?;
        let value = pair.get(1).copied().unwrap_or_default();
        // A header row has labels where values would be.
        if known(value, Place::Page).is_some() {
            return None;
        }
        pairs.push((label.says, value));
    }
    Some(pairs)
}

/// Every label that a colon follows: where it starts, where its value starts, what it is.
fn label_starts(line: &str, place: Place) -> Vec<(usize, usize, Label)> {
    let mut found: Vec<(usize, usize, Label)> = Vec::new();
    for (end, mark) in line.char_indices().filter(|(_, c)| "：:︰]】".contains(*c)) {
        let from = found.last().map_or(0, |(_, value, _)| *value);
        let glued = !found.is_empty();
        let closed = mark == '】' || line[..end].trim_end().ends_with('】');
        let place = if closed { Place::Bracket } else { place };
        let Some((start, label)) = label_before(&line[from..end], place, glued) else { continue };
        // `[成文日期] 2025年4月22日`: a bracket stands for the colon when it was opened before.
        let is_colon = !matches!(mark, ']' | '】');
        if !is_colon && line[end + mark.len_utf8()..].trim_start().starts_with(['：', ':', '︰'])
        {
            continue;
        }
        if is_colon || line[..from + start].trim_end().ends_with(['[', '【']) {
            found.push((from + start, end + mark.len_utf8(), label));
        }
    }
    found
}

/// The known label that `text` ends with, and where it starts: the longest that begins the text
/// or follows a space, a digit or a bracket. Spaces and glosses inside it do not count. In the value
/// of another label a long one may be `glued` to that (`发布机构：某局成文日期：…`).
fn label_before(text: &str, place: Place, glued: bool) -> Option<(usize, Label)> {
    let mut reversed = Vec::new();
    let mut best = None;
    let mut glossed = false;
    for (at, c) in text.char_indices().rev() {
        match c {
            ')' | '）' => glossed = true,
            '(' | '（' => glossed = false,
            _ if glossed || is_bracket_or_space(c) => {}
            _ => {
                reversed.push(c);
                let label: String = reversed.iter().rev().collect();
                let before = text[..at].chars().next_back();
                let parted = before.is_none_or(|c| is_bracket_or_space(c) || c.is_ascii_digit());
                if let Some(label) = known(&label, place)
                    && (parted || glued && is_told_apart(reversed.len(), label))
                {
                    best = Some((at, label));
                }
            }
        }
        if reversed.len() >= LABEL_LIMIT {
            break;
        }
    }
    best
}

/// Whether a label that is glued to the value before it is one: a long one, or a page's own widget
/// (浏览：, 作者：), whose word ends no name of a body.
fn is_told_apart(length: usize, label: Label) -> bool {
    label.known == Known::Anywhere && (length >= GLUED || label.says == Says::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> (String, Vec<(HintField, String)>) {
        let (rest, hints) = take(text);
        (rest, hints.into_iter().map(|hint| (hint.field, hint.value)).collect())
    }

    fn pair(field: HintField, value: &str) -> (HintField, String) {
        (field, value.to_string())
    }

    #[test]
    fn several_labels_share_a_line() {
        let (rest, hints) = taken(
            "索引号： 002482111/2019-00017 主题分类： 农业\n\
             发布机构： 市府办 成文日期： 2019-04-02\n\
             文号： 台政办发〔2019〕9号 文件登记号： ZJJC01-2019-0004\n\
             关于加强春耕备耕工作的通知\n\
             日期：2019-04-03 08:15信息来源:市府办\n各县（市、区）人民政府：",
        );
        assert_eq!(rest, "关于加强春耕备耕工作的通知\n各县（市、区）人民政府：");
        assert_eq!(
            hints,
            [
                pair(HintField::IndexNumber, "002482111/2019-00017"),
                pair(HintField::Topic, "农业"),
                pair(HintField::Publisher, "市府办"),
                pair(HintField::Written, "2019-04-02"),
                pair(HintField::Number, "台政办发〔2019〕9号"),
                pair(HintField::Published, "2019-04-03 08:15"),
                pair(HintField::Source, "市府办"),
            ]
        );
    }

    #[test]
    fn spaces_brackets_and_glosses_inside_a_label_do_not_count() {
        let (rest, hints) =
            taken("【发 文　字 号】：通政发〔2020〕1号\n發(fā)布時(shí)間：2020-02-03\n正文");
        assert_eq!(rest, "正文");
        assert_eq!(
            hints,
            [
                pair(HintField::Number, "通政发〔2020〕1号"),
                pair(HintField::Published, "2020-02-03")
            ]
        );
    }

    #[test]
    fn a_label_may_be_glued_to_the_value_before_it() {
        let (rest, hints) = taken(
            "发布机构：省政府办公厅成文日期：2019-10-28\n文号：浙政发〔2019〕45号文件登记号：ZJSP00\n正文",
        );
        assert_eq!(rest, "正文");
        assert_eq!(
            hints,
            [
                pair(HintField::Publisher, "省政府办公厅"),
                pair(HintField::Written, "2019-10-28"),
                pair(HintField::Number, "浙政发〔2019〕45号"),
            ]
        );
    }

    #[test]
    fn sentences_are_no_label_lines() {
        let text =
            "现将有关事项通知如下：\n时间：7月22日上午\n时效：".to_string() + &"长".repeat(160);
        assert_eq!(taken(&text), (text, vec![]));
    }

    #[test]
    fn a_text_is_never_emptied() {
        let (rest, hints) = taken("来源：某区政府网");
        assert_eq!((rest.as_str(), hints.len()), ("来源：某区政府网", 1));
    }

    #[test]
    fn a_value_that_cannot_be_one_is_no_hint() {
        assert_eq!(taken("文号：\n发布日期：无\n正文").1, []);
    }

    #[test]
    fn cells_of_a_page_need_no_colons_but_a_header_row_is_none() {
        let page = [
            "索引号\t0010/2020-42401\t组配分类\t部门文件",
            "名称\t关于设立分会的批复",
            "发文字号",
            "通编〔2020〕3号",
        ];
        let hints: Vec<_> =
            of_page(page.into_iter()).into_iter().map(|h| (h.field, h.value)).collect();
        assert_eq!(
            hints,
            [
                pair(HintField::IndexNumber, "0010/2020-42401"),
                pair(HintField::Title, "关于设立分会的批复")
            ]
        );
        assert_eq!(of_page(["标题\t文号\t发布日期"].into_iter()), []);
        let lone = of_page(["发文字号：", "通编〔2020〕3号"].into_iter());
        assert_eq!(lone[0].value, "通编〔2020〕3号");
    }
}
