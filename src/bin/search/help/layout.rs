//! Rows of a term and its text, side by side in columns, and paragraphs.

use policy_search::printer::{columns, wrap};

/// What stands before every row.
const INDENT: usize = 2;

/// A page is at most this wide, for longer lines are hard to read.
const WIDEST: usize = 120;

/// A page that is being laid out.
pub(super) struct Page {
    columns: usize,
    text: String,
}

impl Page {
    pub(super) fn new(columns: usize) -> Self {
        Self { columns: columns.clamp(40, WIDEST), text: String::new() }
    }

    pub(super) fn text(self) -> String {
        self.text
    }

    /// An empty line between two parts.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    pub(super) fn heading(&mut self, heading: &str) {
        self.gap();
        self.line(0, heading);
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.wrapped(0, text);
    }

    /// Lines that are kept as they are.
    pub(super) fn verbatim(&mut self, text: &str) {
        text.lines().for_each(|line| self.line(0, line));
    }

    /// Terms on the left and their texts on the right; a term that is too wide has a line to itself.
    pub(super) fn rows(&mut self, rows: &[(String, String)]) {
        let widest = rows.iter().map(|(term, _)| columns(term)).max().unwrap_or_default();
        let left = widest.min(self.columns / 3) + INDENT;
        for (term, text) in rows {
            self.row(left, term, text);
        }
    }

    fn row(&mut self, left: usize, term: &str, text: &str) {
        let start = INDENT + left;
        let lines = self.lines(start, text);
        let (beside, mut below) = match columns(term) + INDENT <= left {
            true => (lines.first().map_or("", String::as_str), &lines[lines.len().min(1)..]),
            false => ("", &lines[..]),
        };
        if beside.is_empty() {
            let start = INDENT + term.len() - term.trim_start().len();
            self.wrapped(start, term);
        } else {
            let pad = left - columns(term);
            self.line(INDENT, &format!("{term}{:pad$}{beside}", ""));
        }
        while let [line, rest @ ..] = below {
            self.line(start, line);
            below = rest;
        }
    }

    fn lines(&self, indent: usize, text: &str) -> Vec<String> {
        let room = self.columns - indent;
        text.lines()
            .flat_map(|line| wrap(line, room).into_iter().map(|at| line[at].to_string()))
            .collect()
    }

    fn wrapped(&mut self, indent: usize, text: &str) {
        for line in self.lines(indent, text) {
            self.line(indent, &line);
        }
    }

    fn line(&mut self, indent: usize, line: &str) {
        self.text += &format!("{:indent$}{line}", "");
        self.text.truncate(self.text.trim_end().len());
        self.text.push('\n');
    }
}
