//! Pages and texts under the name of a spreadsheet, as web systems export them.

use std::borrow::Cow;

use super::super::html::{self, PageCell};
use super::super::limits::HTML_LIMIT;
use super::book::Book;
use super::grid::{Area, Budget, Sheet};
use crate::error::Refusal;

/// How many bytes of a page are parsed at once; the parser's time grows with the square of a hostile
/// page's size.
const PIECE: usize = HTML_LIMIT / 4;

/// How many lines the delimiter of a text is judged by.
const SAMPLE: usize = 50;

/// The longest field that quotes may hold, in lines; a longer one was never closed.
const QUOTED_LINES: usize = 2_000;

/// The sheet that a page is; `None` where it has no table of two rows and two columns.
pub(super) fn page(page: &str) -> Result<Option<Book>, Refusal> {
    let mut budget = Budget::default();
    let mut sheet = Sheet::default();
    let (mut first, mut in_columns) = (0, 0);
    for piece in pieces(page) {
        let mut last = first;
        for PageCell { place: (row, column), size: (rows, columns), text } in html::cells(&piece)? {
            let row = first + row;
            in_columns += usize::from(column > 0 && !text.is_empty());
            sheet.put((row, column), text, &mut budget)?;
            let below = row.saturating_add(rows - 1);
            sheet.merge(Area::of((row, below), (column, column.saturating_add(columns - 1))));
            last = row + 1;
        }
        first = last;
    }
    Ok((in_columns > 1).then(|| finished(sheet)))
}

/// A page as pages small enough to be parsed at once: it is parted between rows.
fn pieces(page: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut rest = page;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let is_first = rest.len() == page.len();
        let end = memchr::memmem::find(&rest.as_bytes()[rest.len().min(PIECE)..], b"<tr")
            .map_or(rest.len(), |end| rest.len().min(PIECE) + end);
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        Some(if is_first { piece.into() } else { format!("<table>{piece}").into() })
    })
}

/// The sheet that a text is, a row a line.
pub(super) fn text(text: &str) -> Result<Book, Refusal> {
    let mut budget = Budget::default();
    // `sep=;` in the first line is for the program that opens it.
    let said = text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n'));
    let said =
        said.filter(|(sign, _)| matches!(sign.trim_end_matches('\r'), "," | ";" | "\t" | "|"));
    let text = said.map_or(text, |(_, rest)| rest);
    let delimiter = said.map_or_else(|| delimiter(text), |(sign, _)| sign.as_bytes()[0]);
    let quoted = rows(text, delimiter, true, &mut budget)?;
    let was_closed = quoted.is_some();
    let sheet = match quoted {
        Some(sheet) => Some(sheet),
        None => rows(text, delimiter, false, &mut Budget::default())?,
    };
    let mut book = finished(sheet.unwrap_or_default());
    if !was_closed {
        book.problems.push("a quote that is never closed: read as it stands".into());
    }
    Ok(book)
}

fn finished(mut sheet: Sheet) -> Book {
    sheet.finish();
    Book { sheets: vec![sheet], ..Book::default() }
}

/// The tab, unless the first lines have more of another sign that parts fields.
fn delimiter(text: &str) -> u8 {
    let count = |sign: char| {
        text.lines().take(SAMPLE).map(|line| line.matches(sign).count()).sum::<usize>()
    };
    // `max_by_key` answers the last of equals.
    [(';', b';'), (',', b','), ('\t', b'\t')]
        .into_iter()
        .max_by_key(|(sign, _)| count(*sign) * if *sign == '\t' { 4 } else { 1 })
        .map_or(b'\t', |(_, byte)| byte)
}

/// The rows of a text; `None` where quotes hold more than any cell.
fn rows(
    text: &str,
    delimiter: u8,
    quoting: bool,
    budget: &mut Budget,
) -> Result<Option<Sheet>, Refusal> {
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(quoting)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    let mut fields = ::csv::StringRecord::new();
    let mut row = 0;
    while reader.read_record(&mut fields).map_err(Refusal::damaged)? {
        for (column, field) in (0..).zip(&fields) {
            if quoting && field.lines().count() > QUOTED_LINES {
                return Ok(None);
            }
            sheet.put((row, column), field, budget)?;
        }
        row += 1;
    }
    Ok(Some(sheet))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(book: &Book) -> Vec<Vec<&str>> {
        book.sheets[0].rows().map(|row| row.slots.iter().map(|slot| slot.text).collect()).collect()
    }

    #[test]
    fn fields_are_parted_by_tabs_or_commas() {
        let book = text("标题\t文号\r\n\"通知\n（试行）\"\t甲，乙,丙\r\n").unwrap();
        assert_eq!(rows(&book), [["标题", "文号"], ["通知\n（试行）", "甲，乙,丙"]]);
        assert_eq!(
            rows(&text("sep=;\r\n标题;文号\r\n甲,乙;丙").unwrap()),
            [["标题", "文号"], ["甲,乙", "丙"]]
        );
        assert_eq!(
            rows(&text("标题,文号\n通知,甲;乙").unwrap()),
            [["标题", "文号"], ["通知", "甲;乙"]]
        );
    }

    #[test]
    fn a_quote_without_end_holds_no_file() {
        let lines = "乙\t丙\n".repeat(QUOTED_LINES + 1);
        let book = text(&format!("甲\t\"乙\n{lines}")).unwrap();
        assert_eq!(rows(&book).len(), QUOTED_LINES + 2);
        assert_eq!(book.problems.len(), 1);
    }

    #[test]
    fn a_page_has_its_merged_cells() {
        let table = "<table><tr><td colspan=2>目录</tr><tr><td>甲<td>乙<tr><td>丙<td>丁</table>";
        let book = page(table).unwrap().unwrap();
        assert_eq!(rows(&book), [vec!["目录"], vec!["甲", "乙"], vec!["丙", "丁"]]);
        assert!(page("<p>页面不存在</p>").unwrap().is_none());
    }

    #[test]
    fn a_page_larger_than_is_parsed_at_once_has_all_its_rows() {
        let row = format!("<tr><td>渡口</td><td>{}</td></tr>", "停航".repeat(2_000));
        let count = PIECE / row.len() * 3;
        let book = page(&format!("<html><body><table>{}</table></body>", row.repeat(count)));
        assert_eq!(rows(&book.unwrap().unwrap()).len(), count);
    }
}
