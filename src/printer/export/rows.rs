//! How hits are written one by one, whatever the format, and what is written to.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use jiff::civil::Date;

use crate::response::Hit;

/// What a file of hits is written to.
#[non_exhaustive]
pub enum Out<'w> {
    /// What cannot be sought in; a workbook is kept in memory until it is whole.
    Stream(Box<dyn Write + 'w>),
    /// A file.
    File(File),
}

impl<'w> Out<'w> {
    /// What is written to, in large pieces.
    pub fn stream(self) -> Box<dyn Write + 'w> {
        match self {
            Self::Stream(stream) => stream,
            Self::File(file) => Box::new(BufWriter::new(file)),
        }
    }
}

/// What was written, and what not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exported {
    /// How many hits.
    pub hits: usize,
    /// How many hits were left out that are only near.
    pub nearest: usize,
    /// How many cells were cut at the 32,767 characters that a cell of a workbook can have.
    pub cut: usize,
    /// How many hits did not fit into the 1,048,576 rows of a sheet.
    pub beyond: usize,
}

/// Writes hits in one format.
pub(super) trait Rows {
    /// Writes a hit whose page is cited as seen on the day `seen`; counts what of it is not written.
    fn hit(&mut self, hit: &Hit, seen: Date, exported: &mut Exported) -> io::Result<()>;

    /// Writes what follows the last hit.
    fn finish(self: Box<Self>) -> io::Result<()>;
}
