//! The page of the query language as blocks: headings, paragraphs and rows of tables.
//!
//! Only what that page is written in is read. A crate for all of Markdown (pulldown-cmark, 1 MB of
//! source) would have to be told the same: which cell is an example, and which says what it does.

use unicode_width::UnicodeWidthChar;

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Block {
    Heading(String),
    Paragraph(String),
    /// The first two cells of each row: an example, and what it does.
    Rows(Vec<(String, String)>),
}

/// The blocks of `page`, in order.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    page.split("\n\n").filter_map(|block| read(block.trim())).collect()
}

fn read(block: &str) -> Option<Block> {
    if block.is_empty() {
        return None;
    }
    Some(match block.trim_start_matches('#') {
        heading if heading.len() < block.len() => Block::Heading(heading.trim().to_string()),
        _ if block.starts_with('|') => Block::Rows(block.lines().skip(2).filter_map(row).collect()),
        _ => Block::Paragraph(joined(block)),
    })
}

/// The cells of `| a | b |`, in which `\|` is a bar.
fn row(line: &str) -> Option<(String, String)> {
    let cells = line.trim().trim_start_matches('|').replace("\\|", "\u{0}");
    let mut cells = cells.split('|').map(|cell| cell.trim().replace('\u{0}', "|"));
    let (example, meaning) = (cells.next()?, cells.next()?);
    Some((example.trim_matches('`').to_string(), meaning))
}

/// The lines of a paragraph as one: Chinese is written without a space between two lines.
fn joined(block: &str) -> String {
    let mut text = String::new();
    for line in block.lines() {
        let is_wide = |c: Option<char>| c.and_then(UnicodeWidthChar::width).is_none_or(|w| w == 2);
        if !is_wide(text.chars().last()) || !is_wide(line.chars().next()) {
            text.push(' ');
        }
        text.push_str(line.trim());
    }
    text.trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_its_headings_paragraphs_and_rows() {
        let page = "# A\n\none\ntwo\n\n甲\n乙\n\n| q | says |\n|---|---|\n| `a \\| b` | `c` |\n";
        let row = ("a | b".to_string(), "`c`".to_string());
        let expected = [
            Block::Heading("A".into()),
            Block::Paragraph("one two".into()),
            Block::Paragraph("甲乙".into()),
            Block::Rows(vec![row]),
        ];
        assert_eq!(blocks(page), expected);
    }
}
