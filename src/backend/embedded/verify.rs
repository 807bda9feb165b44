//! Whether an index is intact: every file is the one that was written, and every announcement that
//! is counted can be read back.

use std::fs;
use std::io;
use std::path::Path;

use tantivy::directory::error::OpenReadError;
use tantivy::index::{SegmentComponent, SegmentMeta};
use tantivy::{Index, ReloadPolicy};

use super::checksums::{Checksums, META};
use super::commit::{Payload, commit_of, read_state};
use super::directory::ReadOnlyDirectory;
use super::disk::Disk;
use super::failure::name;
use super::manifest::{MANIFEST, Manifest};
use super::stored::each;
use crate::backend::holdings::Integrity;
use crate::error::{Error, ErrorKind, Result, unwind};

/// How often an index that is written to meanwhile is looked at again.
const MOST_ATTEMPTS: usize = 5;

/// Reads all of the last commit of the index in `dir`.
pub(crate) fn verify(dir: &Path) -> Result<Integrity> {
    settled(dir, |path, integrity| {
        let index = compare(path, integrity)?;
        if integrity.damaged.is_empty() {
            integrity.readable = readable(&index)?;
        }
        Ok(())
    })
}

/// Compares the files of the last commit of the index in `dir` with what was written; returns what
/// is wrong with the first that differs. Nothing is wrong with an index that is yet to be made.
pub(crate) fn damage(dir: &Path) -> Result<Option<String>> {
    match settled(dir, |path, integrity| compare(path, integrity).map(drop)) {
        Ok(integrity) => Ok(integrity.damaged.into_iter().next()),
        Err(error) if matches!(error.kind(), ErrorKind::NoIndex) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether all files of the generation in the folder `path` are as they were written.
pub(super) fn is_sound(path: &Path) -> bool {
    let mut integrity = Integrity::default();
    let compared = unwind::catch(|| compare(path, &mut integrity).is_ok());
    compared.unwrap_or(false) && integrity.damaged.is_empty()
}

/// Has `look` look at the generation that is the index, until none is committed meanwhile.
fn settled(dir: &Path, look: impl Fn(&Path, &mut Integrity) -> Result<()>) -> Result<Integrity> {
    let mut integrity = Integrity::default();
    for _ in 0..MOST_ATTEMPTS {
        let manifest = match sound_manifest(dir)? {
            Ok(manifest) => manifest,
            Err(damage) => return Ok(Integrity { damaged: vec![damage], ..integrity }),
        };
        let path = dir.join(&manifest.generation);
        let before = commit_of(&path);
        integrity = Integrity::default();
        let looked = unwind::catch(|| look(&path, &mut integrity));
        // A run that ended meanwhile may have removed files, or counts what was not read.
        if Manifest::read(dir)?.generation != manifest.generation || commit_of(&path) != before {
            continue;
        }
        let looked = looked.unwrap_or_else(|panic| Err(ErrorKind::Damaged(panic).into()));
        integrity.damaged.extend(looked.err().map(damage_of).transpose()?);
        break;
    }
    Ok(integrity)
}

/// The manifest of an index that this program can use, or what is wrong with its text.
fn sound_manifest(dir: &Path) -> Result<std::result::Result<Manifest, String>> {
    if let Some(folder) = shape(dir, MANIFEST).filter(|_| dir.join(MANIFEST).exists()) {
        return Ok(Err(folder));
    }
    match Manifest::read(dir) {
        Err(error) => damage_of(error).map(Err),
        Ok(manifest) => manifest.check(dir).map(|()| Ok(manifest)),
    }
}

/// What is damaged, without the remedy: that is for the whole. What the operating system refuses
/// is not damage.
fn damage_of(error: Error) -> Result<String> {
    match error.kind() {
        ErrorKind::Damaged(what) => Ok(what.clone()),
        ErrorKind::Io(io) if !is_content(io) => Err(error),
        ErrorKind::Io(_) | ErrorKind::Backend(_) => Ok(error.to_string()),
        _ => Err(error),
    }
}

/// Whether an error of the system tells of what a file is, and not of whether it may be read.
fn is_content(error: &io::Error) -> bool {
    use io::ErrorKind as Io;
    let kinds =
        [Io::NotFound, Io::InvalidData, Io::UnexpectedEof, Io::InvalidInput, Io::IsADirectory];
    kinds.contains(&error.kind()) || error.kind() == Io::NotADirectory
}

/// Compares the files of a generation: nothing else is read of those with a wrong checksum.
fn compare(path: &Path, integrity: &mut Integrity) -> Result<Index> {
    let index = Index::open(ReadOnlyDirectory::open(path)?)?;
    let metas = index.load_metas()?;
    let state = Payload::of(&index)?.state;
    let noted = Checksums::of(path, &state)?;
    integrity.announcements = metas.segments.iter().map(|one| u64::from(one.num_docs())).sum();
    let files = files_of_commit(&index)?;
    integrity.files = files.len();
    for file in [META, &state].into_iter().filter(|file| !file.is_empty()) {
        integrity.damaged.extend(wrong(path, file, noted.as_ref(), || Ok(true))?);
    }
    for file in &files {
        let own = || own_checksum(&index, file);
        integrity.damaged.extend(wrong(path, file, noted.as_ref(), own)?);
    }
    if integrity.damaged.is_empty() {
        integrity.state = read_state(&index, path)?;
    }
    Ok(index)
}

/// Notes what the files of the last commit of `index` are.
pub(super) fn note(index: &Index, path: &Path, disk: &Disk) -> Result<()> {
    Checksums::note(path, &Payload::of(index)?.state, &files_of_commit(index)?, disk)
}

/// Fails where the record of the last commit is not the one that was written, or a file that it
/// names is missing: then other files than those it names may be the index.
pub(super) fn refuse_lost(index: &Index, path: &Path) -> Result<()> {
    let noted = Checksums::of(path, &Payload::of(index)?.state)?;
    let mut lost = wrong(path, META, noted.as_ref(), || Ok(true))?;
    for file in files_of_commit(index)? {
        lost = lost.or_else(|| shape(path, &file));
    }
    lost.map_or(Ok(()), |lost| Err(ErrorKind::Damaged(lost).into()))
}

/// The files of all segments of the last commit, in order.
fn files_of_commit(index: &Index) -> Result<Vec<String>> {
    let segments = index.searchable_segment_metas()?;
    let mut files: Vec<String> = segments.iter().flat_map(files_of).collect();
    files.sort();
    Ok(files)
}

/// The files of a segment.
fn files_of(segment: &SegmentMeta) -> Vec<String> {
    use SegmentComponent as Part;
    let mut parts = vec![Part::Postings, Part::Positions, Part::Terms, Part::Store];
    parts.extend([Part::FastFields, Part::FieldNorms]);
    parts.extend(segment.has_deletes().then_some(Part::Delete));
    parts.into_iter().map(|part| name(&segment.relative_path(part))).collect()
}

/// What is wrong with a file, if anything is, by its own checksum and by the one that was noted.
fn wrong(
    folder: &Path,
    file: &str,
    noted: Option<&Checksums>,
    own: impl FnOnce() -> Result<bool>,
) -> Result<Option<String>> {
    if let Some(shape) = shape(folder, file) {
        return Ok(Some(shape));
    }
    let is_noted = noted.map_or(Ok(true), |noted| noted.is_noted(folder, file))?;
    let is_sound = is_noted && own()?;
    Ok((!is_sound).then(|| format!("{file} is not as it was written")))
}

/// What a file is instead of a file.
fn shape(folder: &Path, file: &str) -> Option<String> {
    match fs::metadata(folder.join(file)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(format!("{file} is missing")),
        Ok(found) if !found.is_file() => Some(format!("{file} is not a file")),
        _ => None,
    }
}

/// Whether a file has the checksum that it ends with.
fn own_checksum(index: &Index, file: &str) -> Result<bool> {
    let compared = unwind::catch(|| index.directory().validate_checksum(Path::new(file)));
    match compared {
        Ok(Err(OpenReadError::IoError { io_error, .. })) if is_content(&io_error) => Ok(false),
        Ok(compared) => Ok(compared.map_err(tantivy::TantivyError::from)?),
        // It is too short to have one.
        Err(_) => Ok(false),
    }
}

/// How many announcements can be read.
fn readable(index: &Index) -> Result<u64> {
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
    let searcher = reader.try_into()?.searcher();
    let mut count = 0;
    each(&searcher, &mut |_| {
        count += 1;
        Ok(())
    })?;
    Ok(count)
}
