//! Compound files (OLE: DOC, PPT, MSG): named streams, each read only when it is asked for.
//!
//! `cfb` (0.16, MIT) reads them, and refuses a file for any contradiction in its tables, even in its
//! permissive way; no other crate reads such files more leniently. Where it refuses, [`lenient`]
//! finds the streams.
//!
//! Invariant: no stream gives more than 128 MiB.

mod lenient;

use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use std::path::Path;

use cfb::CompoundFile;

use crate::error::Refusal;

use lenient::{ENTRIES, Kind, Lenient};

/// The most bytes of a stream.
const STREAM_LIMIT: u64 = 128 << 20;

/// An open compound file.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    streams: Streams<'a>,
}

/// Who reads the file.
enum Streams<'a> {
    Sound(CompoundFile<Cursor<&'a [u8]>>),
    /// With what is wrong.
    Damaged(Lenient<'a>, String),
}

impl<'a> Compound<'a> {
    /// Opens the file in `bytes`; an error is the reason why it cannot be.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let streams = match CompoundFile::open(Cursor::new(bytes)) {
            Ok(file) => Streams::Sound(file),
            Err(error) => {
                let file = Lenient::of(bytes).ok_or_else(|| Refusal::damaged(&error))?;
                Streams::Damaged(file, error.to_string())
            }
        };
        Ok(Self { bytes, streams })
    }

    /// What is wrong with a file that contradicts itself.
    pub(super) fn damage(&self) -> Option<Refusal> {
        match &self.streams {
            Streams::Sound(_) => None,
            Streams::Damaged(_, wrong) => Some(Refusal::damaged(wrong)),
        }
    }

    /// Whether there is a stream or a storage of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        match &self.streams {
            Streams::Sound(file) => file.exists(name),
            Streams::Damaged(file, _) => file.entry(name).is_some(),
        }
    }

    /// The bytes of a stream.
    pub(super) fn stream(&mut self, name: &str) -> Result<Vec<u8>, Refusal> {
        let (bytes, size) = self.read(name)?;
        match bytes.len() < size {
            true => Err(Refusal::damaged(format!("{} of {size} bytes of {name}", bytes.len()))),
            false => Ok(bytes),
        }
    }

    /// The bytes of a stream as far as they are there.
    pub(super) fn cut_stream(&mut self, name: &str) -> Result<Vec<u8>, Refusal> {
        self.read(name).map(|(bytes, _)| bytes)
    }

    /// At most so many bytes of a stream from a place on; none where there is no such stream.
    pub(super) fn bytes_at(&mut self, name: &str, place: usize, most: u64) -> Vec<u8> {
        if let Streams::Sound(file) = &mut self.streams {
            let stream = file.open_stream(name).and_then(|mut stream| {
                stream.seek(SeekFrom::Start(place as u64))?;
                Ok(stream)
            });
            let mut bytes = Vec::new();
            if stream.and_then(|stream| stream.take(most).read_to_end(&mut bytes)).is_ok() {
                return bytes;
            }
        }
        let stream = self.cut_stream(name).unwrap_or_default();
        let bytes = stream.into_iter().skip(place);
        bytes.take(usize::try_from(most).unwrap_or(usize::MAX)).collect()
    }

    /// The bytes of a stream that are there, and how many there should be.
    fn read(&mut self, name: &str) -> Result<(Vec<u8>, usize), Refusal> {
        let file = match &mut self.streams {
            Streams::Damaged(file, _) => return of_damaged(file, name),
            Streams::Sound(file) => file,
        };
        let mut bytes = Vec::new();
        let stream = file.open_stream(name).map_err(Refusal::damaged)?;
        match stream.take(STREAM_LIMIT).read_to_end(&mut bytes) {
            Ok(size) => Ok((bytes, size)),
            Err(error) => {
                let file = Lenient::of(self.bytes).ok_or_else(|| Refusal::damaged(error))?;
                of_damaged(&file, name)
            }
        }
    }

    /// The names of the streams and storages right inside a storage.
    pub(super) fn names(&self, storage: &str) -> Vec<String> {
        match &self.streams {
            Streams::Sound(file) => {
                let entries = file.read_storage(storage).into_iter().flatten();
                entries.take(ENTRIES).map(|entry| entry.name().to_string()).collect()
            }
            Streams::Damaged(..) => {
                let names = self.inside(storage).into_iter().map(|(path, _)| path);
                names.filter(|path| !path.contains('/')).collect()
            }
        }
    }

    /// A storage as a file of its own.
    pub(super) fn storage(&mut self, name: &str) -> Result<Vec<u8>, Refusal> {
        let mut copy = CompoundFile::create(Cursor::new(Vec::new())).map_err(Refusal::damaged)?;
        let mut left = STREAM_LIMIT;
        for (path, is_stream) in self.inside(name) {
            let inside = format!("/{path}");
            if is_stream {
                let bytes = self.stream(&format!("{}{inside}", name.trim_end_matches('/')))?;
                left = left.checked_sub(bytes.len() as u64).ok_or(Refusal::TooLargeUnpacked)?;
                let mut stream = copy.create_stream(&inside).map_err(Refusal::damaged)?;
                stream.write_all(&bytes).map_err(Refusal::damaged)?;
            } else {
                copy.create_storage(&inside).map_err(Refusal::damaged)?;
            }
        }
        Ok(copy.into_inner().into_inner())
    }

    /// The paths of all that is inside a storage, and whether each is a stream.
    fn inside(&self, storage: &str) -> Vec<(String, bool)> {
        let storage = storage.trim_end_matches('/');
        let relative = |path: &str| Some(path.get(storage.len()..)?.strip_prefix('/')?.to_string());
        let all: Vec<(String, bool)> = match &self.streams {
            Streams::Sound(file) => {
                let entries = file.walk_storage(format!("{storage}/")).into_iter().flatten();
                let path = |path: &Path| path.to_string_lossy().replace('\\', "/");
                entries.map(|entry| (path(entry.path()), entry.is_stream())).take(ENTRIES).collect()
            }
            Streams::Damaged(file, _) => {
                let inside = file.entries.iter().filter(|entry| entry.path.starts_with(storage));
                inside.map(|entry| (entry.path.clone(), entry.kind == Kind::Stream)).collect()
            }
        };
        let all =
            all.into_iter().filter_map(|(path, is_stream)| Some((relative(&path)?, is_stream)));
        all.filter(|(path, _)| !path.is_empty()).collect()
    }
}

/// As [`Compound::read`] of a file that contradicts itself.
fn of_damaged(file: &Lenient<'_>, name: &str) -> Result<(Vec<u8>, usize), Refusal> {
    const LIMIT: usize = STREAM_LIMIT as usize;
    let entry = file.entry(name).ok_or_else(|| Refusal::damaged(format!("no stream {name}")))?;
    Ok((file.stream(entry, LIMIT), entry.size.min(LIMIT)))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A compound file with these streams.
    pub(crate) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for (name, content) in streams {
            file.create_stream(name).unwrap().write_all(content).unwrap();
        }
        file.into_inner().into_inner()
    }

    /// A compound file with these streams, in the storages that their names say.
    pub(crate) fn compound_of(streams: &[(&str, &[u8])]) -> Vec<u8> {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for (name, content) in streams {
            file.create_storage_all(Path::new(name).parent().unwrap()).unwrap();
            file.create_stream(name).unwrap().write_all(content).unwrap();
        }
        file.into_inner().into_inner()
    }

    #[test]
    fn streams_are_read_by_name() {
        let bytes = compound(&[("/一", b"x"), ("/WordDocument", b"y")]);
        let mut file = Compound::open(&bytes).unwrap();
        assert!(file.has("/WordDocument") && !file.has("/1Table"));
        assert_eq!(file.stream("/一").unwrap(), b"x");
        assert!(matches!(file.stream("/1Table"), Err(Refusal::Damaged(_))));
        assert!(matches!(Compound::open(&bytes[..700]), Err(Refusal::Damaged(_))));
    }

    mod damage;
}
