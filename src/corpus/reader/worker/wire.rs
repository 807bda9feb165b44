//! What parent and child say to each other: a length of four bytes, then so many bytes.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use super::super::format::Format;
use super::super::out::Problem;
use super::super::recognise::Picture;
use super::super::records::ColumnUse;
use crate::corpus::column::Column;
use crate::error::{Conversion, Refusal};
use crate::extract::RawText;

/// What the program is started with to read files for another, over its standard input and output.
pub const ARGUMENT: &str = "__read";

/// The longest part of a conversation, in bytes: a file, or a document as JSON.
const LONGEST: usize = 1 << 30;

/// A file to read; its bytes follow on their own.
#[derive(Serialize, Deserialize)]
pub(in super::super) struct Request {
    pub path: String,
    pub fields: Vec<(String, Column)>,
    /// The encoding of texts that do not prove another, by its name.
    pub encoding: Option<String>,
    /// Whether pages that are images can be read.
    pub recognises: bool,
}

/// What a child answers: documents, then one word on how it went.
#[derive(Serialize, Deserialize)]
pub(super) enum Answer {
    /// A document that was read.
    Document(RawText),
    /// The file was read.
    Done {
        format: Format,
        columns: Vec<ColumnUse>,
        problems: Vec<Problem>,
        unlisted: usize,
        waiting: u32,
        images: u32,
    },
    /// The pictures of so many pages follow, and [`Answer::Asked`]: the other side is to read them.
    Pages(usize),
    /// A picture of a page; its pixels follow on their own.
    Picture(Picture),
    /// No more pictures: the child waits for what was read on them, as JSON.
    Asked,
    /// The file as a whole could not be read, and why.
    Refused(Refusal),
    /// Nor could its pages that are images.
    Unread(Refusal, Conversion),
}

/// Writes one part.
pub(super) fn write(out: &mut impl Write, part: &[u8]) -> io::Result<()> {
    let length = u32::try_from(part.len()).map_err(|_| too_long())?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(part)
}

/// Reads one part; `None` where the other side has ended.
pub(super) fn read(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u32::from_le_bytes(length) as usize;
    if length > LONGEST {
        return Err(too_long());
    }
    let mut part = Vec::new();
    input.take(length as u64).read_to_end(&mut part)?;
    if part.len() < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(part))
}

fn too_long() -> io::Error {
    io::Error::other("a part of a gibibyte or more")
}
