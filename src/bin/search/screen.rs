//! What the terminal can show, and standard output.

pub(crate) mod columns;

use std::io::{BufWriter, IsTerminal, Result, Write};

use anstream::ColorChoice;
use policy_search::printer::Terminal;

use self::columns::columns;
use crate::args::{Colour, ScreenArgs};
use crate::language::language;

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
