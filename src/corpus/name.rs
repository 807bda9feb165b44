//! The names of files as text: how a name is shown, and what tells it from all others.
//!
//! Two names whose bytes differ may be shown alike: `公告.txt` in UTF-8 and in GBK, or two names that
//! no encoding decodes. So files are never told apart by what is shown but by their *key*: the path
//! itself, in which each byte that is not UTF-8 is written as a NUL and two hexadecimal digits. No
//! path contains a NUL, so that different paths have different keys; the key of a path in UTF-8 is
//! the path; and the key of `a/b` is the key of `a`, `/` and the key of `b`.

use std::ffi::{OsStr, OsString};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What comes before the two digits of a byte.
const MARK: char = '\0';

/// What tells a name or path from all others.
pub(crate) fn key(name: &OsStr) -> String {
    let mut key = String::with_capacity(name.len());
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        key.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(key, "{MARK}{byte:02x}");
        }
    }
    key
}

/// The key of a relative path, with `/` on every system.
pub(crate) fn relative_key(path: &Path) -> String {
    path.iter().map(key).collect::<Vec<_>>().join("/")
}

/// The path that has this key.
///
/// Names that are not Unicode are restored on Unix only. On Windows, where such a name is one with an
/// unpaired surrogate, the path that is returned leads nowhere.
pub(crate) fn path_of(key: &str) -> PathBuf {
    if key.contains(MARK) { os_string(bytes_of(key)).into() } else { key.into() }
}

fn bytes_of(key: &str) -> Vec<u8> {
    let mut parts = key.split(MARK);
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let digits = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.extend(digits);
        bytes.extend_from_slice(part.get(2..).unwrap_or_default().as_bytes());
    }
    bytes
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

/// The path with this key as it is shown, and the key where it is another string.
pub(crate) fn shown_and_raw(key: String) -> (String, Option<String>) {
    if key.contains(MARK) { (shown_path(&key), Some(key)) } else { (key, None) }
}

/// The path with this key as it is shown.
pub(crate) fn shown_path(key: &str) -> String {
    let names = key.split('/').map(|name| shown(path_of(name).as_os_str()));
    names.collect::<Vec<_>>().join("/")
}

/// A file's name as text. Archives made on Chinese systems unpack to names in GBK.
pub(crate) fn shown(name: &OsStr) -> String {
    if let Some(name) = name.to_str() {
        return name.to_string();
    }
    let (text, damaged) = encoding_rs::GB18030.decode_without_bom_handling(name.as_encoded_bytes());
    if damaged { name.to_string_lossy().into_owned() } else { text.into_owned() }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::ffi::OsStrExt;

    fn os(bytes: &[u8]) -> &OsStr {
        OsStr::from_bytes(bytes)
    }

    #[test]
    fn names_in_gbk_are_shown() {
        assert_eq!(shown(os(b"\xB9\xAB\xB8\xE6.txt")), "公告.txt");
    }

    #[test]
    fn the_key_of_unicode_is_the_path_itself() {
        let path = "政策/公告\n%00\u{FFFD}.txt";
        assert_eq!(key(OsStr::new(path)), path);
        assert_eq!(shown_and_raw(path.to_string()), (path.to_string(), None));
    }

    #[test]
    fn a_path_is_restored_from_its_key_and_parts_of_it_from_parts() {
        for bytes in [
            &b"a/\xB9\xAB\xB8\xE6.txt"[..],
            b"\xFF/\xFE\xFD/b",
            b"\xE5/\x85\xAC.txt",
            b"0\xF000",
            "公告/\u{FFFD}".as_bytes(),
        ] {
            let whole = key(os(bytes));
            assert_eq!(path_of(&whole).as_os_str().as_bytes(), bytes, "{whole:?}");
            let parts: Vec<_> =
                bytes.split(|byte| *byte == b'/').map(|part| key(os(part))).collect();
            assert_eq!(parts.join("/"), whole);
            assert_eq!(relative_key(Path::new(os(bytes))), whole);
        }
    }

    #[test]
    fn names_shown_alike_have_keys_of_their_own() {
        let names: [&[u8]; 4] = ["公告".as_bytes(), b"\xB9\xAB\xB8\xE6", b"\xFF\x80", b"\xFF\x81"];
        let shown: Vec<_> = names.iter().map(|name| shown(os(name))).collect();
        assert_eq!((&shown[0], &shown[2]), (&shown[1], &shown[3]));
        let mut keys: Vec<_> = names.iter().map(|name| key(os(name))).collect();
        keys.dedup();
        assert_eq!(keys.len(), 4, "{keys:?}");
    }
}
