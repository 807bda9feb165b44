//! A page that is a table: its rows with their merged cells, and the lines between them.

use super::render;
use super::tree::Tree;

/// A cell, or a line of text outside of all tables, which is a row of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct PageCell {
    /// Its row and its column, from zero.
    pub place: (u32, u32),
    /// How many rows and columns it takes.
    pub size: (u32, u32),
    /// What it says.
    pub text: String,
}

/// The cells of all tables of a page, one below the other; a table that holds tables is layout.
pub(super) fn cells(tree: &Tree) -> Vec<PageCell> {
    let mut grid = Grid::default();
    let mut seen = 0;
    for row in (0..tree.nodes.len()).filter(|at| is_row(tree, *at)) {
        grid.lines(tree, seen, row);
        grid.row(tree, row);
        seen = tree.nodes[row].end;
    }
    grid.lines(tree, seen, tree.nodes.len());
    grid.cells
}

/// Whether a node is a row of data.
fn is_row(tree: &Tree, at: usize) -> bool {
    let node = &tree.nodes[at];
    let holds_table = || tree.nodes[at + 1..node.end].iter().any(|inner| inner.tag == "tr");
    node.tag == "tr" && !node.skipped && !holds_table()
}

/// The rows so far.
#[derive(Default)]
struct Grid {
    cells: Vec<PageCell>,
    next: u32,
    /// Cells of rows above that reach into the next one: their columns, and how many rows more.
    above: Vec<((u32, u32), u32)>,
}

impl Grid {
    /// The text between two rows, line by line.
    fn lines(&mut self, tree: &Tree, from: usize, to: usize) {
        if from >= to {
            return;
        }
        for line in render::text(tree, std::slice::from_ref(&(from..to))).lines() {
            self.above.clear();
            let place = (self.next, 0);
            self.cells.push(PageCell { place, size: (1, 1), text: line.trim().into() });
            self.next += 1;
        }
    }

    fn row(&mut self, tree: &Tree, row: usize) {
        let mut column = 0;
        let mut begun = Vec::new();
        for cell in
            tree.children(row).filter(|at| matches!(tree.nodes[*at].tag.as_str(), "td" | "th"))
        {
            while let Some(((_, last), _)) =
                self.above.iter().find(|((first, last), _)| (*first..=*last).contains(&column))
            {
                column = last + 1;
            }
            let (rows, columns) = tree.nodes[cell].span;
            let text = render::text(tree, std::slice::from_ref(&(cell + 1..tree.nodes[cell].end)));
            self.cells.push(PageCell { place: (self.next, column), size: (rows, columns), text });
            if rows > 1 {
                begun.push(((column, column + columns - 1), rows - 1));
            }
            column += columns;
        }
        self.above.iter_mut().for_each(|(_, rows)| *rows -= 1);
        self.above.retain(|(_, rows)| *rows > 0);
        self.above.extend(begun);
        self.next += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(page: &str) -> Vec<(u32, u32, u32, u32, String)> {
        let cells = cells(&Tree::parse(page)).into_iter();
        cells
            .map(|cell| (cell.place.0, cell.place.1, cell.size.0, cell.size.1, cell.text))
            .collect()
    }

    fn cell(row: u32, column: u32, text: &str) -> (u32, u32, u32, u32, String) {
        (row, column, 1, 1, text.into())
    }

    #[test]
    fn rows_have_places_and_lines_between_them_stay() {
        assert_eq!(
            of("<p>目录</p><table><tr><th>标题<th>文号</tr><tr><td>甲<td>乙<br>丙</table>共一件"),
            [
                cell(0, 0, "目录"),
                cell(1, 0, "标题"),
                cell(1, 1, "文号"),
                cell(2, 0, "甲"),
                cell(2, 1, "乙\n丙"),
                cell(3, 0, "共一件"),
            ]
        );
    }

    #[test]
    fn merged_cells_push_others_aside() {
        let page = "<table><tr><td rowspan=2>甲<td colspan=2>乙</tr><tr><td>丙<td>丁</tr><tr><td>戊</table>";
        assert_eq!(
            of(page),
            [
                (0, 0, 2, 1, "甲".into()),
                (0, 1, 1, 2, "乙".into()),
                cell(1, 1, "丙"),
                cell(1, 2, "丁"),
                cell(2, 0, "戊"),
            ]
        );
    }

    #[test]
    fn a_table_in_a_table_is_the_table() {
        let page = "<table><tr><td>头<table><tr><td>甲<td>乙</table></td></tr></table>";
        assert_eq!(of(page), [cell(0, 0, "头"), cell(1, 0, "甲"), cell(1, 1, "乙")]);
    }
}
