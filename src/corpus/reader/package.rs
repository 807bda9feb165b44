//! ZIP containers (DOCX, OFD, archives): named parts, each unpacked only when it is asked for.
//!
//! Invariant: no part that is held gives more than 64 MiB and a container no more than 256 MiB in
//! all, whatever it declares; what is not asked for costs nothing.

use std::collections::HashMap;
use std::io::{self, Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{repair, xml};
use crate::error::Refusal;

/// The largest part, in bytes.
const PART_LIMIT: u64 = 64 << 20;

/// The most that all parts together may give, in bytes.
const TOTAL_LIMIT: u64 = 256 << 20;

/// The most entries a container may have.
const ENTRIES: usize = 20_000;

/// An open container.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    /// Places in `names` by name as it is compared.
    places: HashMap<String, usize>,
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens the container in `bytes`; an error is the reason why it cannot be.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(reason)?;
        if archive.len() > ENTRIES {
            return Err(Refusal::TooManyFiles(ENTRIES));
        }
        let mut package =
            Self { archive, names: Vec::new(), places: HashMap::new(), left: TOTAL_LIMIT };
        for at in 0..package.archive.len() {
            let entry = package.archive.by_index_raw(at).map_err(reason)?;
            let name = shown(entry.name_raw());
            package.places.entry(compared(&name)).or_insert(at);
            package.names.push(name);
        }
        Ok(package)
    }

    /// The names of all entries, folders among them (they end with `/`).
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether there is a part of this name, letters of either case and slashes of either lean.
    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&compared(name))
    }

    /// The bytes of the part called `name`, if there is one.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let place = self.places.get(&compared(name)).copied();
        place.map(|at| self.entry(at)).transpose()
    }

    /// The part called `name` piece by piece, if there is one: it may be as large as all parts
    /// together. What comes after the limit is an error that carries the [`Refusal`].
    pub(super) fn stream(&mut self, name: &str) -> Result<Option<impl Read>, Refusal> {
        let Some(at) = self.places.get(&compared(name)).copied() else { return Ok(None) };
        let input = self.archive.by_index(at).map_err(reason)?;
        Ok(Some(Limited { input, left: &mut self.left }))
    }

    /// The text of a part in any encoding, if there is one.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        self.part(name)?.map(|bytes| xml::decoded(&bytes)).transpose()
    }

    /// The media type that the container says it has: that of EPUB and of OpenDocument, whose first
    /// part it should be and is not always.
    pub(super) fn media_type(&mut self) -> Option<String> {
        if let Ok(Some(kind)) = self.text("mimetype") {
            return Some(kind.trim().to_string());
        }
        if self.has("META-INF/container.xml") {
            return Some("application/epub+zip".into());
        }
        let manifest = self.text("META-INF/manifest.xml").ok()??;
        let at = manifest.find("application/vnd.oasis.opendocument.")?;
        manifest[at..].split(['"', '\'']).next().map(str::to_string)
    }

    /// Reads a container that was a part of this one; what it unpacks to counts to the limit of this
    /// one.
    pub(super) fn within<T>(
        &mut self,
        bytes: &[u8],
        read: impl FnOnce(&mut Package<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut inner = Package::open(bytes)?;
        inner.left = self.left;
        let result = read(&mut inner);
        self.left = inner.left;
        result
    }

    /// The bytes of the entry at a place of [`Package::names`].
    pub(super) fn entry(&mut self, at: usize) -> Result<Vec<u8>, Refusal> {
        let entry = self.archive.by_index(at).map_err(reason)?;
        let limit = PART_LIMIT.min(self.left);
        let mut bytes = Vec::new();
        entry.take(limit + 1).read_to_end(&mut bytes).map_err(Refusal::damaged)?;
        if bytes.len() as u64 > limit {
            return Err(Refusal::TooLargeUnpacked);
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }
}

/// A container of these parts, not compressed.
pub(super) fn packed(parts: impl Iterator<Item = (String, Vec<u8>)>) -> Result<Vec<u8>, Refusal> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        // The first of two parts of one name is kept.
        if writer.start_file(name, stored).is_ok() {
            writer.write_all(&bytes).map_err(Refusal::damaged)?;
        }
    }
    writer.finish().map(Cursor::into_inner).map_err(reason)
}

/// A part that may not give more than is left of its container.
struct Limited<'l, R> {
    input: R,
    left: &'l mut u64,
}

impl<R: Read> Read for Limited<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(into)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => *self.left = left,
            None => return Err(io::Error::other(Refusal::TooLargeUnpacked)),
        }
        Ok(read)
    }
}

/// A name as text: UTF-8 by flag or by luck, else what Chinese systems write.
fn shown(name: &[u8]) -> String {
    let name = match std::str::from_utf8(name) {
        Ok(name) => name.to_string(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(name).0.into_owned(),
    };
    repair::name(name).replace('\\', "/")
}

fn compared(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

fn reason(error: ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::Encrypted,
        ZipError::CompressionMethodNotSupported(_) => Refusal::Packing,
        ZipError::InvalidArchive(cause) => Refusal::damaged(cause),
        other => Refusal::damaged(other),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// A container with these parts.
    pub(crate) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn parts_are_found_by_name_in_any_case() {
        let bytes = zipped(&[("Doc_0/Document.xml", b"x"), ("附件.txt", b"y")]);
        let mut package = Package::open(&bytes).unwrap();
        assert_eq!(package.names(), ["Doc_0/Document.xml", "附件.txt"]);
        assert_eq!(package.part("/doc_0\\document.XML").unwrap().unwrap(), b"x");
        assert_eq!(package.part("附件.txt").unwrap().unwrap(), b"y");
        assert_eq!(package.part("no").unwrap(), None);
    }

    #[test]
    fn names_in_gbk_are_read() {
        assert_eq!(shown(b"\xB8\xBD\xBC\xFE\\1.txt"), "附件/1.txt");
    }

    #[test]
    fn a_bomb_is_stopped_at_its_limit() {
        let zeros = vec![0; (PART_LIMIT + 1) as usize];
        let bytes = zipped(&[("bomb", &zeros)]);
        assert!(bytes.len() < 1 << 20);
        assert_eq!(Package::open(&bytes).unwrap().part("bomb"), Err(Refusal::TooLargeUnpacked));
        let part = vec![0; PART_LIMIT as usize];
        let parts: Vec<_> = ["1", "2", "3", "4", "5"].map(|name| (name, &part[..])).into();
        let bytes = zipped(&parts);
        let mut package = Package::open(&bytes).unwrap();
        let read: Vec<_> = (0..5).map(|at| package.entry(at).map(|part| part.len())).collect();
        assert!(read[..4].iter().all(Result::is_ok));
        assert_eq!(read[4], Err(Refusal::TooLargeUnpacked));
    }

    #[test]
    fn a_cut_container_is_damaged() {
        let bytes = zipped(&[("a", b"some bytes of a part")]);
        let error = Package::open(&bytes[..bytes.len() / 2]).err().unwrap();
        assert!(matches!(error, Refusal::Damaged(_)), "{error}");
    }
}
