//! Sheets that are a document (an annex): a row a line, cells separated by tabs.

use super::super::txt;
use super::grid::{Row, Sheet, Slot};
use crate::extract::{Hint, HintField, HintSource, RawText};
use crate::text::pattern::Pattern;

/// The most empty cells that are kept between two with text.
const EMPTY_CELLS: usize = 32;

/// Tabs that say nothing of what their sheet holds.
static PLAIN_NAME: Pattern = Pattern::new(
    r"(?i)^(?:sheet|工作表|table|chart|表|page|book|worksheet)?[\s_-]*\d*(?:[（(]\d+[）)])?$",
);

/// Rows above a table other than its title: `附件2`, `单位：万元`, `填报单位：…`, `2024年3月5日`.
static NO_TITLE: Pattern = Pattern::new(
    r"^(?:附\s*[件表录]?\s*[0-9一二三四五六七八九十]*\s*[-－—0-9]*\s*[:：]?|[(（]?[^:：]{1,12}[:：].*|[(（].*[)）]|[0-9年月日.\-/—\s]+)$",
);

/// How many rows above a table may be its title.
const HEAD: usize = 6;

/// The shortest title in Han characters.
const TITLE: usize = 4;

/// The document that sheets are; those that a person does not see come last and are marked.
pub(super) fn of(sheets: &[&Sheet]) -> RawText {
    let mut ordered = sheets.to_vec();
    ordered.sort_by_key(|sheet| sheet.hidden);
    let is_alone = ordered.len() == 1;
    let mut text = String::new();
    for sheet in &ordered {
        if !text.is_empty() {
            text.push('\n');
        }
        if let Some(name) = heading(sheet, is_alone) {
            text.push_str(&name);
            text.push('\n');
        }
        rows(sheet, &mut text);
        for beside in &sheet.beside {
            text.push_str(beside);
            text.push('\n');
        }
    }
    let mut raw = txt::of_paper(&text);
    raw.hints.extend(ordered.first().and_then(|sheet| title(sheet)).map(|value| Hint {
        field: HintField::Title,
        value,
        from: HintSource::Heading,
    }));
    raw
}

/// What is above the rows of a sheet: its name, if it says something, and that it is hidden.
fn heading(sheet: &Sheet, is_alone: bool) -> Option<String> {
    if sheet.hidden {
        return Some(format!("{}（隐藏的工作表）", sheet.name));
    }
    let says = !is_alone && !PLAIN_NAME.is_match(sheet.name.trim());
    says.then(|| sheet.name.clone())
}

/// Adds the rows of a sheet as lines; rows that are apart stay apart.
fn rows(sheet: &Sheet, text: &mut String) {
    let columns = sheet.columns();
    let mut last = None;
    for row in sheet.rows() {
        if last.is_some_and(|last| row.number > last + 1) {
            text.push('\n');
        }
        last = Some(row.number);
        line(&row, &columns, text);
        text.push('\n');
    }
}

/// Adds a row; columns without any text are none.
fn line(row: &Row<'_>, columns: &[u32], text: &mut String) {
    let is_alone = row.own().count() == 1;
    let mut next = 0;
    let mut ended = text.len();
    for Slot { columns: (first, last), text: cell, is_from_above } in &row.slots {
        let at = columns.partition_point(|column| column < first);
        let empty = at.saturating_sub(next).min(EMPTY_CELLS);
        let between = empty + usize::from(next > 0);
        text.extend(std::iter::repeat_n('\t', between));
        if !is_from_above {
            push_cell(cell, is_alone, text);
            ended = text.len();
        }
        next = columns.partition_point(|column| column <= last).max(at + 1);
    }
    text.truncate(ended);
}

/// Adds the text of a cell. Its lines stay lines where it is all that its row says; else they are
/// where it was wrapped: nothing between Han characters, a blank otherwise.
fn push_cell(cell: &str, is_alone: bool, text: &mut String) {
    let mut lines =
        cell.split(['\n', '\r', '\u{2028}']).map(str::trim).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return };
    push_plain(first, text);
    for line in lines {
        let last = text.chars().next_back();
        match (last, line.chars().next()) {
            _ if is_alone => text.push('\n'),
            (Some(last), Some(next)) if is_han(last) && is_han(next) => {}
            _ => text.push(' '),
        }
        push_plain(line, text);
    }
}

/// A tab in a cell ends no cell.
fn push_plain(line: &str, text: &mut String) {
    text.extend(line.chars().map(|c| if c == '\t' { ' ' } else { c }));
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The title above the table of a sheet, or what its tab says.
fn title(sheet: &Sheet) -> Option<String> {
    let mut rows = sheet.rows().take(HEAD).take_while(|row| row.own().count() == 1);
    let above = rows.find_map(|row| {
        row.own().next().map(|slot| squeezed(slot.text)).filter(|text| is_title(text))
    });
    let name =
        || Some(squeezed(&sheet.name)).filter(|name| is_title(name) && !PLAIN_NAME.is_match(name));
    above.or_else(name)
}

fn is_title(text: &str) -> bool {
    let long = text.chars().filter(|c| is_han(*c)).count() >= TITLE && text.chars().count() <= 120;
    long && !NO_TITLE.is_match(text) && !text.ends_with(['。', '；', '，'])
}

/// A text without the blanks that spread it (`目  录`) and its line breaks.
fn squeezed(text: &str) -> String {
    let mut squeezed = String::new();
    for word in text.split_whitespace() {
        let last = squeezed.chars().next_back();
        let joins = last.is_none_or(|last| is_han(last) || word.starts_with(is_han));
        if !joins {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

#[cfg(test)]
mod tests {
    use super::super::grid::{Area, Budget};
    use super::*;

    fn sheet(name: &str, rows: &[&[&str]]) -> Sheet {
        let mut sheet = Sheet::new(name, false);
        for (row, cells) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*cells) {
                sheet.put((row, column), *text, &mut Budget::default()).unwrap();
            }
        }
        sheet.finish();
        sheet
    }

    fn titled(raw: &RawText) -> Option<&str> {
        raw.hints_for(HintField::Title).next().map(|hint| hint.value.as_str())
    }

    #[test]
    fn rows_are_lines_and_empty_cells_keep_their_place() {
        let sheet = sheet(
            "Sheet1",
            &[&["序号", "名称", "备注"], &["1", "", "甲\n乙"], &["", "丙"], &[], &["注：\n一"]],
        );
        let raw = of(&[&sheet]);
        assert_eq!(raw.text, "序号\t名称\t备注\n1\t\t甲乙\n\t丙\n\n注：\n一");
        assert_eq!(titled(&raw), None);
    }

    #[test]
    fn merged_cells_are_said_once() {
        let mut sheet =
            sheet("", &[&["青山市渡口一览表"], &["县", "渡口"], &["甲县", "东渡"], &["", "西渡"]]);
        sheet.merge(Area::of((0, 0), (0, 1)));
        sheet.merge(Area::of((2, 3), (0, 0)));
        sheet.finish();
        let raw = of(&[&sheet]);
        assert_eq!(raw.text, "青山市渡口一览表\n县\t渡口\n甲县\t东渡\n\t西渡");
        assert_eq!(titled(&raw), Some("青山市渡口一览表"));
    }

    #[test]
    fn the_title_is_no_label_and_no_number_of_an_annex() {
        let head: &[&[&str]] = &[
            &["附件 2"],
            &["渡口  安全\n检查表"],
            &["填报单位：青山县"],
            &["（2024年度）"],
            &["序号", "渡口"],
        ];
        assert_eq!(titled(&of(&[&sheet("Sheet1", head)])), Some("渡口安全检查表"));
        assert_eq!(
            titled(&of(&[&sheet("渡口安全检查表", &[&["序号", "渡口"]])])),
            Some("渡口安全检查表")
        );
        assert_eq!(titled(&of(&[&sheet("工作表1", &[&["序号", "渡口"]])])), None);
    }

    #[test]
    fn sheets_have_their_names_and_hidden_ones_come_last() {
        let mut hidden = sheet("选项", &[&["是"], &["否"]]);
        hidden.hidden = true;
        let shown = sheet("渡口", &[&["东渡", "甲县"]]);
        assert_eq!(of(&[&hidden, &shown]).text, "渡口\n东渡\t甲县\n\n选项（隐藏的工作表）\n是\n否");
    }
}
