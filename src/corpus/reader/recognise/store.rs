//! Pages that were recognised, kept by what they are, so that a page is recognised once.
//!
//! A page is a file whose name is a hash of its pixels, the languages and the version of tesseract; it
//! is written whole before it gets its name, as soon as the page is read, so that a run which was
//! killed goes on where it was, and others may read meanwhile. A file begins with a hash of the rest:
//! what is damaged is as if it were not there. They lie beside the generations of an index and outlive
//! them. When they take more than [`BYTES`], those go that were asked for longest ago.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::super::convert::run::Fresh;
use super::page::Recognised;
use super::picture::Picture;

/// What all pages may take, in bytes: some 50,000 pages.
const BYTES: u64 = 1 << 30;

/// The number of how pages are read and kept.
const WAY: &str = "2";

/// How many digits of its name name a page's folder.
const SHELF: usize = 2;

/// The pages that are kept in a folder.
#[derive(Clone, Debug)]
pub(super) struct Store {
    folder: PathBuf,
}

impl Store {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The page that is kept of a picture, as read by what `reader` tells.
    pub(super) fn get(&self, picture: &Picture, reader: &str) -> Option<Recognised> {
        let path = self.path(&key(picture, reader));
        let file = fs::read_to_string(&path).ok()?;
        let (hash, page) = file.split_once('\n')?;
        let page =
            (hash_of(page.as_bytes()) == hash).then(|| serde_json::from_str(page).ok())??;
        // It was of use now: a time that cannot be set lets it go earlier.
        let _ = fs::File::options()
            .append(true)
            .open(&path)
            .and_then(|file| file.set_modified(SystemTime::now()));
        Some(page)
    }

    /// Keeps a page. One that cannot be kept is recognised again.
    pub(super) fn put(&self, picture: &Picture, reader: &str, page: &Recognised) -> io::Result<()> {
        let path = self.path(&key(picture, reader));
        let shelf = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(shelf)?;
        let page = serde_json::to_string(page)?;
        let mut file = Fresh::in_folder(shelf)?;
        write!(file, "{}\n{page}", hash_of(page.as_bytes()))?;
        file.name(&path)
    }

    /// Lets the pages go that were asked for longest ago, while all take more than they may.
    pub(super) fn prune(&self) {
        self.prune_to(BYTES);
    }

    fn prune_to(&self, most: u64) {
        let mut files: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
        for shelf in entries(&self.folder) {
            for path in entries(&shelf) {
                let Ok(meta) = fs::metadata(&path) else { continue };
                files.push((meta.modified().unwrap_or(SystemTime::UNIX_EPOCH), meta.len(), path));
            }
        }
        let mut bytes: u64 = files.iter().map(|(_, size, _)| size).sum();
        files.sort();
        for (_, size, path) in files {
            if bytes <= most {
                return;
            }
            bytes -= size;
            let _ = fs::remove_file(path);
        }
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(&key[..SHELF]).join(key)
    }
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path())
}

/// What tells a picture and its reader.
fn key(picture: &Picture, reader: &str) -> String {
    let Picture { width, height, dpi, pixels } = picture;
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{WAY} {reader} {width} {height} {dpi}\n").as_bytes());
    hasher.update(pixels);
    hasher.finalize().to_hex()[..40].to_string()
}

fn hash_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_string()
}

#[cfg(test)]
mod tests {
    use super::super::page::{TextLine, Word};
    use super::*;

    fn picture(luma: u8) -> Picture {
        Picture { width: 1, height: 1, dpi: 200, pixels: vec![luma] }
    }

    fn page(text: &str) -> Recognised {
        let word = Word { text: text.into(), sure: 90.0, x: (1.0, 2.0), y: (3.0, 4.5) };
        Recognised { size: (1, 1), lines: vec![TextLine { words: vec![word] }] }
    }

    #[test]
    fn a_page_is_known_by_its_pixels_and_by_who_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().join("pages"));
        assert_eq!(store.get(&picture(1), "5.3 chi_sim"), None);
        store.put(&picture(1), "5.3 chi_sim", &page("通知")).unwrap();
        assert_eq!(store.get(&picture(1), "5.3 chi_sim"), Some(page("通知")));
        assert_eq!(store.get(&picture(2), "5.3 chi_sim"), None);
        assert_eq!(store.get(&picture(1), "5.4 chi_sim"), None);
    }

    #[test]
    fn a_damaged_page_is_as_if_it_were_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().to_path_buf());
        store.put(&picture(1), "x", &page("通知")).unwrap();
        let path = entries(&entries(folder.path()).next().unwrap()).next().unwrap();
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&path, &damaged).unwrap();
            assert_eq!(store.get(&picture(1), "x"), None, "{at}");
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(store.get(&picture(1), "x"), None, "{at}");
        }
        store.put(&picture(1), "x", &page("通知")).unwrap();
        assert_eq!(store.get(&picture(1), "x"), Some(page("通知")));
    }

    #[test]
    fn what_was_asked_for_longest_ago_goes_first() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().to_path_buf());
        let mut size = 0;
        for luma in 0..4 {
            store.put(&picture(luma), "x", &page("通知")).unwrap();
            let path = store.path(&key(&picture(luma), "x"));
            let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(u64::from(luma) + 1);
            fs::File::options().append(true).open(&path).unwrap().set_modified(time).unwrap();
            size = fs::metadata(&path).unwrap().len();
        }
        assert!(store.get(&picture(0), "x").is_some());
        store.prune_to(2 * size);
        let left: Vec<u8> =
            (0..4).filter(|luma| store.get(&picture(*luma), "x").is_some()).collect();
        assert_eq!(left, [0, 3]);
    }
}
