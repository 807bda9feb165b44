//! ZIP archives: every file in one is read as if it lay in a folder, and is a part of the archive.
//!
//! A part is called by its path in the archive, and a record of a dump in it by that path, `#` and
//! its own name. A file that cannot be read is one problem; archives in archives are opened twice.

use std::path::Path;

use super::out::{Out, Problem, ReadReport};
use super::package::Package;
use super::sniff::Format;
use super::{docx, ofd, place};
use crate::error::{ErrorKind, Reason, Refusal};
use crate::extract::RawText;

/// How many archives may lie in each other.
const DEPTH: usize = 2;

/// What a container is; an error is the reason why it is not read.
pub(super) fn kind(package: &Package) -> Result<Format, Refusal> {
    const OTHERS: [(&str, &str); 4] = [
        ("xl/workbook.xml", "XLSX"),
        ("ppt/presentation.xml", "PPTX"),
        ("META-INF/container.xml", "EPUB"),
        ("META-INF/manifest.xml", "ODT"),
    ];
    if docx::is_docx(package) {
        return Ok(Format::Docx);
    }
    if ofd::is_ofd(package) {
        return Ok(Format::Ofd);
    }
    let other = OTHERS.iter().find(|(part, _)| package.has(part));
    other.map_or(Ok(Format::Zip), |(_, name)| Err(Refusal::NotRead((*name).into())))
}

/// Reads one file of an archive, given where it lies and its bytes.
pub(super) type ReadPart<'a> =
    dyn FnMut(&Path, &[u8], &mut dyn FnMut(RawText)) -> Result<ReadReport, ErrorKind> + 'a;

/// Reads all files in an archive, which lies in `depth` others, each by `read`.
pub(super) fn read(
    path: &Path,
    package: &mut Package,
    depth: usize,
    out: &mut Out<'_>,
    read: &mut ReadPart<'_>,
) -> Result<(), ErrorKind> {
    if depth >= DEPTH {
        return Err(Refusal::ArchiveInArchives.into());
    }
    let names: Vec<String> = package.names().to_vec();
    for (at, name) in names.iter().enumerate().filter(|(_, name)| !is_left_out(name)) {
        let bytes = package.entry(at).map_err(ErrorKind::from);
        let report = bytes.and_then(|bytes| {
            read(&path.with_file_name(name), &bytes, &mut |raw| out.document(part(name, raw)))
        });
        match report {
            Ok(ReadReport { problems, columns, .. }) => {
                out.columns(columns.into_iter().map(|column| column.of_part(name)).collect());
                problems.into_iter().for_each(|Problem { line, reason }| {
                    out.problem(None, reason.at_line(line).of_part(name));
                });
            }
            Err(error) => out.problem(None, Reason::from(&error).of_part(name)),
        }
    }
    Ok(())
}

/// A document of the file called `name` as a part of its archive.
fn part(name: &str, mut raw: RawText) -> RawText {
    raw.hints.extend(place::hints(Path::new(name)));
    let part = match &raw.part {
        Some(part) => format!("{name}#{part}"),
        None => name.to_string(),
    };
    RawText { part: Some(part), ..raw }
}

/// Folders, and what systems put beside files.
fn is_left_out(name: &str) -> bool {
    let hidden = |part: &str| part.starts_with('.') || part.starts_with("~$");
    name.ends_with('/') || name.starts_with("__MACOSX/") || name.split('/').any(hidden)
}
