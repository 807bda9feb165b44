//! What the terminal can show, and standard output.
//!
//! Which terminals open links is known by `supports-hyperlinks` 3.2 (Apache-2.0, 67 lines, no other crate, no unsafe
//! code); the tables of `terminfo` do not tell it.

pub(crate) mod columns;

use std::io::{BufWriter, IsTerminal, Result, Write};

use anstream::ColorChoice;
use policy_search::printer::Terminal;

use self::columns::columns;
use crate::args::{Colour, ScreenArgs};
use crate::language::language;
use crate::pager;

/// Lines where the terminal does not say how many it has.
const ROWS: usize = 24;

/// The terminal, in colour as asked, else where it wants it.
pub(crate) fn terminal(asked: &ScreenArgs) -> Terminal {
    Terminal { width: columns(), colour: colour(asked.color), language: language() }
}

/// The terminal, for what is never in colour.
pub(crate) fn plain() -> Terminal {
    Terminal { width: columns(), colour: false, language: language() }
}

/// Hands standard output to `write`, in large pieces.
pub(crate) fn print(write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    write(&mut out)?;
    out.flush()
}

/// Hands a screen of `write` to the pager where standard output is a terminal that it does not fit, if
/// that is wanted.
pub(crate) fn page(wanted: bool, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    if !wanted || !is_terminal() {
        return print(write);
    }
    let mut screen = Vec::new();
    write(&mut screen)?;
    let lines = screen.iter().filter(|byte| **byte == b'\n').count();
    if lines >= rows() && pager::show(&screen)? {
        return Ok(());
    }
    print(|out| out.write_all(&screen))
}

/// Whether standard output is a terminal.
pub(crate) fn is_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// Whether paths and addresses are links: in colour, on a terminal that opens them.
pub(crate) fn links(asked: &ScreenArgs) -> bool {
    colour(asked.color) && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout)
}

/// How many lines the terminal has.
fn rows() -> usize {
    terminal_size::terminal_size().map_or(ROWS, |(_, rows)| usize::from(rows.0))
}

/// Whether standard output gets colour: as asked, else on a terminal that wants it.
fn colour(asked: Colour) -> bool {
    match asked {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            anstream::AutoStream::choice(&std::io::stdout()) != ColorChoice::Never
                && std::io::stdout().is_terminal()
        }
    }
}
