//! Whether an index is intact: every file has the checksum it was written with, and every
//! announcement that is counted can be read back.

use std::fs;
use std::path::Path;

use tantivy::{Index, ReloadPolicy};

use super::directory::ReadOnlyDirectory;
use super::marker::Marker;
use super::matching::each;
use super::schema;
use super::writer::read_state;
use crate::backend::Integrity;
use crate::error::{Error, ErrorKind, Result};

/// How often an index that is written to meanwhile is looked at again.
const MOST_ATTEMPTS: usize = 5;

/// Reads all of the last commit of the index in `dir`.
pub(crate) fn verify(dir: &Path) -> Result<Integrity> {
    let mut integrity = Integrity::default();
    for _ in 0..MOST_ATTEMPTS {
        let marker = match sound_marker(dir)? {
            Ok(marker) => marker,
            Err(damage) => return Ok(Integrity { damaged: vec![damage], ..integrity }),
        };
        let path = dir.join(&marker.generation);
        let before = commit(&path);
        integrity = generation(&path);
        // A run that ended meanwhile may have removed files, or counts what was not read.
        if Marker::read(dir)?.generation == marker.generation && commit(&path) == before {
            break;
        }
    }
    Ok(integrity)
}

/// The marker of an index that this program can use, or what is wrong with its text.
fn sound_marker(dir: &Path) -> Result<std::result::Result<Marker, String>> {
    match Marker::read(dir) {
        Err(error) => match error.kind() {
            ErrorKind::Damaged(what) => Ok(Err(what.clone())),
            _ => Err(error),
        },
        Ok(marker) => marker.check(dir).map(|()| Ok(marker)),
    }
}

/// What tells one commit of a generation from another.
fn commit(path: &Path) -> Option<Vec<u8>> {
    fs::read(path.join("meta.json")).ok()
}

fn generation(path: &Path) -> Integrity {
    let mut integrity = Integrity::default();
    if let Err(error) = inspect(path, &mut integrity) {
        integrity.damaged.push(words(&error));
    }
    integrity
}

/// What is damaged, without the remedy: that is for the whole.
fn words(error: &Error) -> String {
    match error.kind() {
        ErrorKind::Damaged(what) => what.clone(),
        _ => error.to_string(),
    }
}

/// Reads a generation as far as it is sound: nothing is read of files with a wrong checksum.
fn inspect(path: &Path, integrity: &mut Integrity) -> Result<()> {
    let index = Index::open(ReadOnlyDirectory::open(path)?)?;
    let segments = index.searchable_segment_metas()?;
    integrity.announcements = segments.iter().map(|segment| u64::from(segment.num_docs())).sum();
    let prefixes: Vec<String> = segments.iter().map(|segment| segment.id().uuid_string()).collect();
    integrity.files = files_of(path, &prefixes)?;
    integrity.state = read_state(&index, path)?;
    let mut damaged: Vec<_> = index.validate_checksum()?.into_iter().collect();
    damaged.sort();
    let wrong = |file: &Path| format!("{} is not as it was written", file.display());
    integrity.damaged.extend(damaged.iter().map(|file| wrong(file)));
    if damaged.is_empty() {
        integrity.readable = readable(&index)?;
    }
    Ok(())
}

/// How many files of a folder belong to the segments whose names begin so.
fn files_of(path: &Path, prefixes: &[String]) -> Result<usize> {
    let entries = fs::read_dir(path).map_err(|error| Error::at(path, error))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    Ok(names.filter(|name| prefixes.iter().any(|prefix| name.starts_with(prefix))).count())
}

/// How many announcements can be read.
fn readable(index: &Index) -> Result<u64> {
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
    let searcher = reader.try_into()?.searcher();
    let fields = schema::schema().1;
    let mut count = 0;
    each(&searcher, &fields, &mut |_| {
        count += 1;
        Ok(())
    })?;
    Ok(count)
}
