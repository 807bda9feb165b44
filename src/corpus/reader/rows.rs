//! A row of a table as a line: cells parted by tabs, unless the table only lays out a page.

/// A row of more bytes than this is layout: its cells are lines.
const CELLS_LIMIT: usize = 900;

/// The line of a row with these cells, each the lines in it; with its end.
pub(super) fn line(cells: &[String]) -> String {
    let bytes: usize = cells.iter().map(String::len).sum();
    if bytes > CELLS_LIMIT || cells.len() < 2 {
        return cells.concat();
    }
    let cells: Vec<String> = cells.iter().map(|cell| one_line(cell)).collect();
    cells.join("\t").trim_end_matches('\t').to_string() + "\n"
}

fn one_line(cell: &str) -> String {
    cell.split(['\n', '\t'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
