//! Files in a file (an archive, a mail): each is read as if it lay in a folder, and is a part.
//!
//! A part is called by its path in the file, and a record of a dump in it by that path, `#` and
//! its own name. A file that cannot be read is one problem; archives in archives are opened twice.

use std::path::Path;

use super::out::{Out, Paper, Problem, ReadReport};
use super::place;
use crate::error::{ErrorKind, Reason, Refusal};
use crate::extract::RawText;

/// How many archives may lie in each other.
const DEPTH: usize = 2;

/// The name of a file, and its bytes or why they cannot be had.
pub(super) type Held = (String, Result<Vec<u8>, Refusal>);

/// What a file holds.
pub(super) struct Contents<'a> {
    /// The document that it is itself, for one that is more than a box: a mail.
    pub own: Option<Paper>,
    /// Its files.
    pub files: Box<dyn Iterator<Item = Held> + 'a>,
}

/// Reads one file, given where it lies and its bytes.
pub(super) type ReadPart<'a> =
    dyn FnMut(&Path, &[u8], &mut dyn FnMut(RawText)) -> Result<ReadReport, ErrorKind> + 'a;

/// Reads all files in one at `path`, which lies in `depth` others, each by `read`.
pub(super) fn read(
    path: &Path,
    files: impl Iterator<Item = Held>,
    depth: usize,
    out: &mut Out<'_>,
    read: &mut ReadPart<'_>,
) -> Result<(), ErrorKind> {
    if depth >= DEPTH {
        return Err(Refusal::ArchiveInArchives.into());
    }
    for (name, bytes) in files {
        let report = bytes.map_err(ErrorKind::from).and_then(|bytes| {
            read(&path.with_file_name(&name), &bytes, &mut |raw| out.pass_on(part(&name, raw)))
        });
        match report {
            Ok(ReadReport { problems, columns, waiting, images, .. }) => {
                out.report.waiting += waiting;
                out.report.images += images;
                out.columns(columns.into_iter().map(|column| column.of_part(&name)).collect());
                problems.into_iter().for_each(|Problem { line, reason }| {
                    out.problem(None, reason.at_line(line).of_part(&name));
                });
            }
            Err(error) => {
                out.report.waiting += error.waiting();
                out.report.images += u32::from(error.is_of_images());
                out.problem(None, Reason::from(&error).of_part(&name));
            }
        }
    }
    Ok(())
}

/// A document of the file called `name` as a part of what it lies in.
fn part(name: &str, mut raw: RawText) -> RawText {
    raw.hints.extend(place::hints(Path::new(name)));
    let part = match &raw.part {
        Some(part) => format!("{name}#{part}"),
        None => name.to_string(),
    };
    RawText { part: Some(part), ..raw }
}

/// Whether it is a folder, or what systems put beside files.
pub(super) fn is_left_out(name: &str) -> bool {
    let hidden = |part: &str| part.starts_with('.') || part.starts_with("~$");
    name.ends_with('/') || name.starts_with("__MACOSX/") || name.split('/').any(hidden)
}
