//! What the terminal can show.

use std::io::IsTerminal;

use anstream::ColorChoice;

use crate::args::Colour;

/// Columns where no terminal says otherwise.
const COLUMNS: usize = 80;

/// Whether standard output gets colour: as asked, else on a terminal that wants it.
pub fn colour(asked: Colour) -> bool {
    match asked {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            anstream::AutoStream::choice(&std::io::stdout()) != ColorChoice::Never
                && std::io::stdout().is_terminal()
        }
    }
}

/// How many columns standard output has.
pub fn columns() -> usize {
    match terminal_size::terminal_size() {
        Some((terminal_size::Width(columns), _)) if std::io::stdout().is_terminal() => {
            usize::from(columns)
        }
        _ => COLUMNS,
    }
}
