//! What an index knows of the files it was made from, so that a run touches only what changed.
//!
//! It is lines of JSON, a head and then one a file, whatever the file holds: a dump of a million
//! announcements is one line. All lines are read before a run knows what changed, so they are read
//! once, on all cores, while the folders are walked, and straight into what is kept of them: 4,300
//! instructions a file, where a map and `serde(flatten)` took 9,700, twice. A run that finds
//! 100,000 files unchanged takes 153 ms on two cores that are free, 260 of CPU, where asking the
//! system for their sizes and times takes 127 (`walkdir` with metadata); before it took 517.

use std::io::BufRead;
use std::path::PathBuf;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::column::Column;
use super::name;
use super::reader::convert::Converter;
use crate::error::{Error, ErrorKind, Reason, Result};

/// How many bytes of lines are read in one go: so many that a few files are not parted, so few that
/// all cores have some of ten thousand.
const PART: usize = 256 << 10;

/// The folders and files of an index as of its last run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The folders that were indexed, by canonical path.
    pub roots: Vec<PathBuf>,
    /// What the paths of files begin with, and the folder that each stands for: first one for each
    /// of the roots, then others that files are still called by which were not found. Empty in a state
    /// of a version that told files apart by the paths they are shown with.
    pub labels: Vec<(String, PathBuf)>,
    /// The columns of dumps that were named by hand.
    pub fields: Vec<(String, Column)>,
    /// Whether what is not an announcement (error pages, lists of pages) was kept all the same.
    pub keep_junk: bool,
    /// The programs that were there to read what our readers refuse; `None` where none was to.
    pub convert: Option<Vec<Converter>>,
    /// How text on images was to be recognised; `None` where it was not.
    pub recognition: Option<Recognition>,
    /// The number of the readers that read the files ([`VERSION`](super::reader::VERSION)).
    pub readers: u32,
    /// When the walk of the last run began, in nanoseconds since 1970. A file changed at about
    /// that time may have changed again unnoticed, and is compared by content.
    pub walked: u64,
    /// What the last run dated what it brought in, in milliseconds since 1970; 0 in a state of a
    /// version that did not.
    pub added: i64,
    /// Texts that the index no longer holds, each by what tells it, and when it came in, in
    /// milliseconds since 1970: one that comes again is known. In order.
    pub departed: Vec<(u64, i64)>,
    /// The files, ordered by [`FileState::key`].
    pub files: Vec<FileState>,
}

/// How text on images is to be recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognition {
    /// The languages that a person named; the usual ones where that is empty.
    pub languages: String,
    /// Whether the program was there.
    pub found: bool,
}

/// One file as of the run that read it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileState {
    /// The path it is shown with.
    pub path: String,
    /// The path with each byte that is not UTF-8 as a NUL and two hexadecimal digits, where there
    /// are such bytes: it tells the file from others that are shown alike.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub modified: u64,
    /// When it last took its name or was written, in nanoseconds since 1970: one file may be renamed over
    /// another of the same size and time. Zero where that is not known.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub changed: u64,
    /// The hash of its content.
    pub hash: String,
    /// What its folders said of it ([`Settings::fingerprint`](super::Settings::fingerprint)).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub settings: u64,
    /// How many announcements it gave.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub announcements: u64,
    /// How many terms these have.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub terms: u64,
    /// How many documents in it are none but junk: error pages, lists of other pages. Whether they
    /// are announcements is a person's choice ([`State::keep_junk`]).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub junk: u64,
    /// Whether another program read it, or might have.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub convertible: bool,
    /// How many of its pages are images: what they gave depends on whether text is recognised.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub images: u64,
    /// How many of these wait to be recognised.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub waiting: u64,
    /// Why the file gave none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped: Option<Reason>,
    /// What was wrong with parts of it, or with announcements in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Reason>,
    /// Whether it was gone and kept, because most of its folder was gone with it. It is kept until
    /// it is found again or a person removes it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
}

impl FileState {
    /// What tells it from all other files of the index.
    pub fn key(&self) -> &str {
        self.raw.as_deref().unwrap_or(&self.path)
    }
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}

fn is_never(added: &i64) -> bool {
    *added == 0
}

#[derive(Serialize, Deserialize)]
struct Head {
    /// As keys, for a path may be no Unicode.
    roots: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    labels: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fields: Vec<(String, Column)>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    keep_junk: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    convert: Option<Vec<Converter>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recognition: Option<Recognition>,
    #[serde(default)]
    readers: u32,
    walked: u64,
    #[serde(default, skip_serializing_if = "is_never")]
    added: i64,
}

/// The line behind the head, where there are such texts.
#[derive(Serialize, Deserialize)]
struct Departed {
    departed: Vec<(u64, i64)>,
}

/// How that line begins, and that of no file does.
const DEPARTED: &[u8] = b"{\"departed\":";

impl State {
    /// The state as lines of JSON: a head, one of the texts that departed, then one for each of `files`,
    /// which take the place of its own.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn to_bytes<'a>(&self, files: impl IntoIterator<Item = &'a FileState>) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let Self { keep_junk, readers, walked, added, .. } = *self;
        let key = |root: &PathBuf| name::key(root.as_os_str());
        let roots = self.roots.iter().map(key).collect();
        let labels = self.labels.iter().map(|(label, root)| (label.clone(), key(root))).collect();
        let (fields, convert) = (self.fields.clone(), self.convert.clone());
        let recognition = self.recognition.clone();
        let head =
            Head { roots, labels, fields, keep_junk, convert, recognition, readers, walked, added };
        write_line(&mut bytes, &head)?;
        if !self.departed.is_empty() {
            write_line(&mut bytes, &Departed { departed: self.departed.clone() })?;
        }
        for file in files {
            write_line(&mut bytes, file)?;
        }
        Ok(bytes)
    }

    /// Reads what [`State::to_bytes`] wrote; nothing is the state of a new index.
    ///
    /// # Errors
    /// When the lines are damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut lines = bytes;
        let state = Self::head_from(&mut lines)?;
        let departed = departed(&mut lines)?;
        let parts: Vec<_> = parts(lines).par_iter().map(|part| files_of(part)).collect();
        let mut files = Vec::new();
        for part in parts {
            files.append(&mut part.map_err(damaged)?);
        }
        files.sort_by(|left, right| left.key().cmp(right.key()));
        Ok(Self { departed, files, ..state })
    }

    /// Reads of what [`State::to_bytes`] wrote the head, and no further.
    ///
    /// # Errors
    /// When the first line is damaged or cannot be read.
    pub fn head_from(lines: &mut dyn BufRead) -> Result<Self> {
        let mut head = Vec::new();
        lines.read_until(b'\n', &mut head)?;
        if head.is_empty() {
            return Ok(Self::default());
        }
        let head: Head = serde_json::from_slice(&head).map_err(damaged)?;
        let Head { roots, labels, fields, keep_junk, convert, recognition, .. } = head;
        let (readers, walked, added) = (head.readers, head.walked, head.added);
        let roots = roots.iter().map(|root| name::path_of(root)).collect();
        let labels =
            labels.into_iter().map(|(label, root)| (label, name::path_of(&root))).collect();
        let head = Self { roots, labels, fields, keep_junk, convert, ..Self::default() };
        Ok(Self { recognition, readers, walked, added, ..head })
    }

    /// How many announcements all files gave.
    pub fn announcements(&self) -> u64 {
        self.files.iter().map(|file| file.announcements).sum()
    }
}

/// The end of the line in which `from` lies.
fn line_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| from + at + 1)
}

/// The lines in parts of some [`PART`] bytes.
fn parts(mut lines: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    while !lines.is_empty() {
        let (part, rest) = lines.split_at(line_end(lines, PART));
        parts.push(part);
        lines = rest;
    }
    parts
}

/// Reads the line of the texts that departed, if it comes first.
fn departed(lines: &mut &[u8]) -> Result<Vec<(u64, i64)>> {
    if !lines.starts_with(DEPARTED) {
        return Ok(Vec::new());
    }
    let (line, rest) = lines.split_at(line_end(lines, 0));
    *lines = rest;
    Ok(serde_json::from_slice::<Departed>(line).map_err(damaged)?.departed)
}

fn files_of(lines: &[u8]) -> serde_json::Result<Vec<FileState>> {
    serde_json::Deserializer::from_slice(lines).into_iter().collect()
}

fn damaged(error: serde_json::Error) -> Error {
    let told = format!("state of the files: {error}");
    Error::caused_by(error, ErrorKind::Damaged(told))
}

fn write_line(bytes: &mut Vec<u8>, line: &impl Serialize) -> Result<()> {
    serde_json::to_writer(&mut *bytes, line).map_err(Error::backend)?;
    bytes.push(b'\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_of_many_parts_is_read_whole() {
        let file = |at| FileState { path: format!("{at:06}.txt"), ..FileState::default() };
        let state = State { files: (0..10_000).map(file).collect(), ..State::default() };
        let bytes = state.to_bytes(&state.files).unwrap();
        assert!(bytes.len() > 2 * PART);
        assert_eq!(State::from_bytes(&bytes).unwrap(), state);
        assert!(State::from_bytes(&bytes[..PART + 100]).is_err());
    }

    #[test]
    fn a_state_is_read_as_it_was_written() {
        let file = FileState {
            path: "政策/通知\n.txt".into(),
            size: 7,
            modified: 9,
            hash: "ab".into(),
            settings: 5,
            junk: 1,
            convertible: true,
            images: 3,
            waiting: 2,
            skipped: Some("empty file".into()),
            ..FileState::default()
        };
        let state = State {
            roots: vec!["/a/政策".into()],
            labels: vec![("政策".into(), "/a/政策".into()), ("旧".into(), "/b/旧".into())],
            fields: vec![("题目".into(), Column::Body)],
            keep_junk: true,
            convert: Some(vec![Converter::Pdftotext]),
            recognition: Some(Recognition { languages: "chi_tra".into(), found: true }),
            readers: 1,
            walked: 12,
            added: 11,
            departed: vec![(1, 3), (u64::MAX, 2)],
            files: vec![FileState { path: "一".into(), ..FileState::default() }, file],
        };
        let bytes = state.to_bytes(&state.files).unwrap();
        assert_eq!(State::from_bytes(&bytes).unwrap(), state);
        let head = State { files: Vec::new(), departed: Vec::new(), ..state };
        assert_eq!(State::head_from(&mut &bytes[..]).unwrap(), head);
        assert_eq!(State::from_bytes(b"").unwrap(), State::default());
        assert!(State::from_bytes(b"{\"roots\"").is_err());
        assert!(State::from_bytes(&bytes[..bytes.len() - 2]).is_err());
    }

    #[test]
    fn what_an_earlier_version_wrote_is_read_and_its_lines_are_written_alike() {
        let line = r#"{"path":"a/公告.txt","size":7,"modified":9,"hash":"ab","announcements":1}"#;
        let lines = format!("{}\n{line}\n", r#"{"roots":["/x/a"],"readers":3,"walked":12}"#);
        let state = State::from_bytes(lines.as_bytes()).unwrap();
        assert_eq!((state.roots, state.labels.len()), (vec!["/x/a".into()], 0));
        assert_eq!(state.files[0].key(), "a/公告.txt");
        let files = State::default().to_bytes(&state.files).unwrap();
        assert!(String::from_utf8(files).unwrap().ends_with(&format!("\n{line}\n")));
    }

    #[cfg(unix)]
    #[test]
    fn paths_that_are_no_unicode_are_read_as_they_were_written() {
        use std::os::unix::ffi::OsStringExt;
        let root = |byte| PathBuf::from(std::ffi::OsString::from_vec(vec![b'/', byte]));
        let file = |raw: &str| FileState {
            path: "\u{FFFD}/a".into(),
            raw: Some(raw.into()),
            ..FileState::default()
        };
        let state = State {
            roots: vec![root(0xFE), root(0xFF)],
            labels: vec![("\0fe".into(), root(0xFE)), ("\0ff".into(), root(0xFF))],
            files: vec![file("\0fe/a"), file("\0ff/a")],
            ..State::default()
        };
        assert_eq!(State::from_bytes(&state.to_bytes(&state.files).unwrap()).unwrap(), state);
    }
}
