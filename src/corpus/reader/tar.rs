//! Tar archives, and what gzip packs → their files.
//!
//! An archive is a file after the other in blocks of 512 bytes, each behind a block that names it
//! (POSIX `ustar`, with the long names of GNU and of `pax`). It is read here in a few lines: the
//! crate `tar` would bring the writing, links and rights of files along. `flate2` unpacks, which
//! the ZIP and PDF readers bring already.

use std::io::Read;
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::contents::{Contents, Held, is_left_out};
use super::limits::FILE_LIMIT;
use crate::error::Refusal;

/// The size of a block.
const BLOCK: usize = 512;

/// The most files of an archive.
const FILES: usize = 20_000;

/// Whether it is a tar archive.
pub(super) fn is_tar(head: &[u8]) -> bool {
    head.get(257..262) == Some(b"ustar")
}

/// The files of an archive.
pub(super) fn contents<'a>(_: &'a Path, bytes: &'a [u8]) -> Result<Contents<'a>, Refusal> {
    let files = files(bytes)?.into_iter();
    let files = files.map(|(name, content)| (name, Ok(content.to_vec())));
    Ok(Contents { own: None, files: Box::new(files) })
}

/// The one file that is packed, or the files of the archive that is.
pub(super) fn packed<'a>(path: &'a Path, bytes: &'a [u8]) -> Result<Contents<'a>, Refusal> {
    let mut unpacked = Vec::new();
    let limit = FILE_LIMIT as u64;
    MultiGzDecoder::new(bytes)
        .take(limit + 1)
        .read_to_end(&mut unpacked)
        .map_err(Refusal::damaged)?;
    if unpacked.len() as u64 > limit {
        return Err(Refusal::TooLargeUnpacked);
    }
    if is_tar(&unpacked) {
        let files = files(&unpacked)?.into_iter();
        let files: Vec<Held> = files.map(|(name, content)| (name, Ok(content.to_vec()))).collect();
        return Ok(Contents { own: None, files: Box::new(files.into_iter()) });
    }
    let name = path.file_stem().map(|name| name.to_string_lossy().into_owned());
    let file = (name.unwrap_or_default(), Ok(unpacked));
    Ok(Contents { own: None, files: Box::new(std::iter::once(file)) })
}

/// The names and the bytes of the files in an archive.
fn files(bytes: &[u8]) -> Result<Vec<(String, &[u8])>, Refusal> {
    let mut files = Vec::new();
    let mut rest = bytes;
    let mut long_name: Option<String> = None;
    while let Some((head, behind)) = rest.split_at_checked(BLOCK) {
        if head.iter().all(|byte| *byte == 0) {
            break;
        }
        let size = number(&head[124..136]).ok_or_else(|| Refusal::damaged("a size in its tar"))?;
        let content = behind.get(..size).ok_or_else(|| Refusal::damaged("its tar is cut off"))?;
        match head[156] {
            b'L' => long_name = Some(text(content)),
            b'x' => long_name = pax_path(content).or(long_name),
            b'0' | b'7' | 0 => {
                let name = long_name.take().unwrap_or_else(|| name(head));
                files.extend((!is_left_out(&name)).then_some((name, content)));
            }
            // Folders, links and devices; what holds for all files.
            _ => long_name = None,
        }
        if files.len() > FILES {
            return Err(Refusal::TooManyFiles(FILES));
        }
        rest = behind.get(size.div_ceil(BLOCK) * BLOCK..).unwrap_or_default();
    }
    Ok(files)
}

/// A name as its head has it: a folder in one field, the file in another.
fn name(head: &[u8]) -> String {
    let folder = if is_tar(head) { text(&head[345..500]) } else { String::new() };
    let name = text(&head[..100]);
    if folder.is_empty() { name } else { format!("{folder}/{name}") }
}

/// A text up to the first zero: UTF-8, else what Chinese systems write.
fn text(field: &[u8]) -> String {
    let field = field.split(|byte| *byte == 0).next().unwrap_or_default();
    let text = match std::str::from_utf8(field) {
        Ok(text) => text.to_string(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(field).0.into_owned(),
    };
    text.trim_start_matches("./").to_string()
}

/// A number in octal digits, or in bytes where it is marked so.
fn number(field: &[u8]) -> Option<usize> {
    if field[0] & 0x80 != 0 {
        let bytes = field[4..].try_into().ok()?;
        return usize::try_from(u64::from_be_bytes(bytes)).ok();
    }
    let digits = std::str::from_utf8(field).ok()?;
    let digits = digits.trim_matches(|c: char| c == '\0' || c.is_whitespace());
    usize::from_str_radix(digits, 8).ok()
}

/// The path among the records of a `pax` head: `30 path=…` and a newline.
fn pax_path(records: &[u8]) -> Option<String> {
    let records = String::from_utf8_lossy(records);
    let mut paths = records.lines().filter_map(|record| record.split_once(" path="));
    paths.next().map(|(_, path)| path.to_string())
}

#[cfg(test)]
mod tests;
