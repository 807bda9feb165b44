//! ZIP archives: every file in one is read as if it lay in a folder, and is a part of the archive.
//!
//! A part is called by its path in the archive, and a record of a dump in it by that path, `#` and
//! its own name. A file that cannot be read is one problem; archives in archives are opened twice.

use std::path::Path;

use super::package::Package;
use super::reasons::not_read;
use super::{Format, Out, Problem, ReadOptions, ReadReport};
use super::{docx, ofd, place, read_source, unreadable};
use crate::error::ErrorKind;
use crate::extract::RawText;

/// How many archives may lie in each other.
const DEPTH: usize = 2;

/// What a container is; an error is the reason why it is not read.
pub(super) fn kind(package: &Package) -> Result<Format, String> {
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
    other.map_or(Ok(Format::Zip), |(_, name)| Err(not_read(name)))
}

/// Reads all files in an archive.
pub(super) fn read(
    path: &Path,
    package: &mut Package,
    options: &ReadOptions,
    out: &mut Out<'_>,
    depth: usize,
) -> Result<(), ErrorKind> {
    if depth >= DEPTH {
        return Err(unreadable("an archive in archives: unpack it"));
    }
    let names: Vec<String> = package.names().to_vec();
    for (at, name) in names.iter().enumerate().filter(|(_, name)| !is_left_out(name)) {
        let read = package.entry(at).map_err(unreadable);
        let read = read.and_then(|bytes| read_part(path, name, &bytes, options, out, depth + 1));
        match read {
            Ok(report) => report.problems.into_iter().for_each(|problem| {
                out.problem(None, format!("{name}: {}", told(problem)));
            }),
            Err(error) => out.problem(None, format!("{name}: {error}")),
        }
    }
    Ok(())
}

fn read_part(
    path: &Path,
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    out: &mut Out<'_>,
    depth: usize,
) -> Result<ReadReport, ErrorKind> {
    let beside = path.with_file_name(name);
    let named = place::hints(Path::new(name));
    let mut sink = |mut raw: RawText| {
        raw.hints.extend_from_slice(&named);
        let part = match &raw.part {
            Some(part) => format!("{name}#{part}"),
            None => name.to_string(),
        };
        out.document(RawText { part: Some(part), ..raw });
    };
    read_source(&beside, bytes, options, &mut sink, depth)
}

fn told(problem: Problem) -> String {
    match problem.line {
        Some(line) => format!("line {line}: {}", problem.reason),
        None => problem.reason,
    }
}

/// Folders, and what systems put beside files.
fn is_left_out(name: &str) -> bool {
    let hidden = |part: &str| part.starts_with('.') || part.starts_with("~$");
    name.ends_with('/') || name.starts_with("__MACOSX/") || name.split('/').any(hidden)
}
