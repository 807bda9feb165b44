//! A record of a dump, as it is read.

/// One value of a record.
pub(in super::super) struct Cell {
    /// The number of its column.
    pub column: usize,
    pub value: String,
    /// Whether it is a list, an element a line.
    pub is_list: bool,
}

/// A record: what it says, and where.
pub(in super::super) struct Record {
    pub cells: Vec<Cell>,
    /// What it is called where it has no id of its own (`line 7`); `None` for a file that is one
    /// record.
    pub place: Option<String>,
    pub line: Option<u64>,
}
