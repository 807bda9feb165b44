//! Compound files (OLE: DOC, PPT, MSG): named streams, each read only when it is asked for.
//!
//! Invariant: no stream gives more than 128 MiB.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use cfb::CompoundFile;

use crate::error::Refusal;

/// The most bytes of a stream.
const STREAM_LIMIT: u64 = 128 << 20;

/// The most streams and storages that are looked at.
const ENTRIES: usize = 20_000;

/// An open compound file.
pub(super) struct Compound<'a>(CompoundFile<Cursor<&'a [u8]>>);

impl<'a> Compound<'a> {
    /// Opens the file in `bytes`; an error is the reason why it cannot be.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        CompoundFile::open(Cursor::new(bytes)).map(Self).map_err(Refusal::damaged)
    }

    /// Whether there is a stream or a storage of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.exists(name)
    }

    /// The bytes of a stream.
    pub(super) fn stream(&mut self, name: &str) -> Result<Vec<u8>, Refusal> {
        let stream = self.0.open_stream(name).map_err(Refusal::damaged)?;
        let mut bytes = Vec::new();
        stream.take(STREAM_LIMIT).read_to_end(&mut bytes).map_err(Refusal::damaged)?;
        Ok(bytes)
    }

    /// The names of the streams and storages right inside a storage.
    pub(super) fn names(&self, storage: &str) -> Vec<String> {
        let entries = self.0.read_storage(storage).into_iter().flatten();
        entries.take(ENTRIES).map(|entry| entry.name().to_string()).collect()
    }

    /// A storage as a file of its own.
    pub(super) fn storage(&mut self, name: &str) -> Result<Vec<u8>, Refusal> {
        let entries = self.0.walk_storage(name).map_err(Refusal::damaged)?.take(ENTRIES);
        let inside: Vec<_> = entries
            .filter_map(|entry| {
                let path = entry.path().strip_prefix(name).ok()?.to_path_buf();
                (!path.as_os_str().is_empty()).then(|| (path, entry.is_stream()))
            })
            .collect();
        let mut copy = CompoundFile::create(Cursor::new(Vec::new())).map_err(Refusal::damaged)?;
        let mut left = STREAM_LIMIT;
        for (path, is_stream) in inside {
            let path = Path::new("/").join(path);
            if is_stream {
                let bytes = self.stream(&format!("{name}{}", path.display()))?;
                left = left.checked_sub(bytes.len() as u64).ok_or(Refusal::TooLargeUnpacked)?;
                let mut stream = copy.create_stream(&path).map_err(Refusal::damaged)?;
                stream.write_all(&bytes).map_err(Refusal::damaged)?;
            } else {
                copy.create_storage(&path).map_err(Refusal::damaged)?;
            }
        }
        Ok(copy.into_inner().into_inner())
    }
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
}
