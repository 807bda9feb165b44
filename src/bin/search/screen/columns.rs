//! How wide the screen is.

use std::io::IsTerminal;

/// Columns where no terminal says otherwise.
const COLUMNS: usize = 80;

/// How many columns standard output has.
pub(crate) fn columns() -> usize {
    match terminal_size::terminal_size() {
        Some((terminal_size::Width(columns), _)) if std::io::stdout().is_terminal() => {
            usize::from(columns)
        }
        _ => asked_columns().unwrap_or(COLUMNS),
    }
}

/// How many columns the variable COLUMNS asks for.
fn asked_columns() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok().filter(|columns| *columns > 0)
}
