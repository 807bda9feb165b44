//! Whether a sheet is an annex by its look, whatever the columns of its table are called.
//!
//! Lists of items (序号, 名称, 内容, 责任单位) have the names of a dump and are none. What tells a dump
//! apart: a column that only a dump names so (标题, 正文), or values that are titles of documents.

use super::super::fields::Columns;
use super::super::records;
use super::grid::{Row, Sheet};
use crate::text::pattern::Pattern;

/// How many rows a header is looked for in.
pub(super) const HEAD: usize = 12;

/// How many rows the values are judged by.
const SAMPLE: usize = 100;

/// The longest name of a column in bytes.
const NAME: usize = 120;

/// From so many characters on a cell is text of a document.
const LONG: usize = 150;

/// The shortest title of a document in Han characters.
const TITLE: usize = 8;

/// Names of columns that lists of anything have as well.
const WEAK: [&str; 10] =
    ["名称", "名稱", "内容", "內容", "简介", "概要", "内容概述", "description", "text", "subject"];

/// Lines above a table that make it an annex: it lists documents whose texts are elsewhere.
static ANNEX: Pattern = Pattern::new(r"^\s*附\s*[件表录]|废止|失效|清理|保留|修改");

/// Whether a sheet is surely no dump.
pub(super) fn is_annex(sheet: &Sheet, columns: &Columns) -> bool {
    let above = || sheet.rows().take(HEAD).take_while(|row| row.own().count() == 1);
    let says_annex = above().any(|row| row.own().any(|slot| ANNEX.is_match(slot.text)));
    let is_headed = above().any(|row| row.own().any(|slot| records::han(slot.text) >= TITLE / 2));
    let is_named = sheet.rows().take(HEAD).any(|row| is_named(&row, columns));
    if says_annex {
        return !(is_named && has_long(sheet));
    }
    let is_weak = sheet.rows().take(HEAD).any(|row| row.own().any(|slot| is_weak(slot.text)));
    !is_named && !has_titles(sheet) && (is_headed || is_weak && !has_long(sheet))
}

/// Whether a row has a name that only the columns of a dump have.
fn is_named(row: &Row<'_>, columns: &Columns) -> bool {
    row.slots.len() > 1 && row.slots.iter().any(|slot| tells(slot.text, columns))
}

/// Whether a row names the columns of a dump: two of them, one of which only a dump has.
pub(super) fn is_header(cells: &[String], columns: &Columns) -> bool {
    // A text is not a name, and to look for one in it is slow.
    let names = || cells.iter().filter(|cell| cell.len() <= NAME);
    names().any(|cell| tells(cell, columns))
        && names().filter(|cell| records::is_known(cell, columns)).count() > 1
}

fn tells(name: &str, columns: &Columns) -> bool {
    let is_own = columns.of(name).is_some_and(|(rank, _)| rank == 0);
    is_own || records::tells(name, columns) && !is_weak(name)
}

fn is_weak(name: &str) -> bool {
    WEAK.contains(&name.trim().to_lowercase().as_str())
}

fn has_long(sheet: &Sheet) -> bool {
    sheet.rows().any(|row| row.own().any(|slot| slot.text.chars().nth(LONG).is_some()))
}

/// Whether most rows name a document.
fn has_titles(sheet: &Sheet) -> bool {
    let is_title = |text: &str| {
        let han = records::han(text);
        han >= TITLE && records::is_title(text, han)
    };
    let (mut all, mut titled) = (0, 0);
    for row in sheet.rows().filter(|row| row.slots.len() > 1).take(SAMPLE) {
        all += 1;
        titled += usize::from(row.own().any(|slot| is_title(slot.text)));
    }
    titled * 2 > all
}
