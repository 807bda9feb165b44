//! What reader and extraction make of one file, without an index: how a person finds out why.
//!
//! ```
//! use policy_search::engine::examine::{ExamineOptions, examine};
//!
//! let folder = tempfile::tempdir()?;
//! let path = folder.path().join("通知.html");
//! std::fs::write(&path, "<h1>某县关于开展植树活动的通知</h1><p>各镇：请抓紧。</p>")?;
//! let seen = examine(&path, &ExamineOptions::default())?;
//! assert_eq!(seen.read.format.name(), "HTML");
//! let announcement = seen.documents[0].announcement.as_ref().unwrap();
//! assert_eq!(announcement.title, "某县关于开展植树活动的通知");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::announcement::Announcement;
use crate::backend::beside::RECOGNISED;
use crate::corpus::Settings;
use crate::corpus::reader::convert::Converters;
use crate::corpus::reader::recognise::{Recognise, Recogniser, Tesseract};
use crate::corpus::reader::{self, Column, ReadOptions, ReadReport, worker};
use crate::error::{Error, Result};
use crate::extract::{self, RawText};

/// What to look at, and how to read it.
#[derive(Clone, Debug)]
pub struct ExamineOptions {
    /// How many documents of a dump or an archive to keep; the others are counted.
    pub limit: usize,
    /// The only document to keep, by its name in the file.
    pub part: Option<String>,
    /// Columns of dumps that no table knows, and what they hold.
    pub fields: Vec<(String, Column)>,
    /// Whether to show what is no announcement as it would be indexed if it were kept.
    pub keep_junk: bool,
    /// The program that reads dangerous formats, as for an index.
    pub reader: Option<PathBuf>,
    /// Whether other programs are to read what our readers refuse, as for an index.
    pub convert: bool,
    /// The languages in which text on images is to be recognised, if it is; empty for the usual ones.
    pub recognise: Option<String>,
    /// The index whose recognised pages are used, and to which others are added, if there is one.
    pub index: Option<PathBuf>,
}

impl Default for ExamineOptions {
    fn default() -> Self {
        Self {
            limit: 10,
            part: None,
            fields: Vec::new(),
            keep_junk: false,
            reader: None,
            convert: false,
            recognise: None,
            index: None,
        }
    }
}

/// What one file came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Examined {
    /// What the reader says: format, encoding, problems.
    pub read: ReadReport,
    /// The pattern of a `corpus.toml` that leaves the file out of an index of its folder, and where
    /// that stands.
    pub excluded: Option<String>,
    /// The first documents.
    pub documents: Vec<ExaminedDocument>,
    /// How long reading the whole file took.
    pub reading: Duration,
}

/// What one document came to.
#[derive(Clone, Debug, PartialEq)]
pub struct ExaminedDocument {
    /// The text and the hints as they were read.
    pub raw: RawText,
    /// The announcement in it, or why there is none.
    pub announcement: Result<Announcement, String>,
    /// What a person should know of how it was read.
    pub notes: Vec<String>,
    /// How long finding the announcement in the text took.
    pub extracting: Duration,
}

/// Reads the file at `path` and shows what was made of it, as an index would: what the `corpus.toml`
/// of folders above it say holds, but that it is left out.
///
/// # Errors
/// When the file as a whole cannot be read, a `corpus.toml` above it cannot be used, or no other
/// program that is to read it is there.
pub fn examine(path: &Path, options: &ExamineOptions) -> Result<Examined> {
    let apart = options.reader.as_ref().map(worker::Readers::new).map(Arc::new);
    let real = path.canonicalize().map_err(|error| Error::at(path, error))?;
    let settings = Settings::of(&real)?;
    let excluded = settings.as_ref().and_then(|settings| settings.exclusion(&real));
    let convert = match options.convert {
        true => Some(Arc::new(Converters::on_path().or_none_found()?)),
        false => None,
    };
    let recognise = recogniser(options)?;
    let fields = options.fields.clone();
    let read_options = ReadOptions { fields, settings, apart, convert, recognise };
    let mut raws = Vec::new();
    let started = Instant::now();
    let read = reader::read(&real, &read_options, &mut |raw| {
        let asked = options.part.is_none() || raw.part == options.part;
        if asked && raws.len() < options.limit {
            raws.push(raw);
        }
    });
    let read = read.map_err(|error| error.seen_at(path))?;
    let reading = started.elapsed();
    let documents = raws.into_iter().map(|raw| extracted(raw, options.keep_junk)).collect();
    Ok(Examined { read, excluded, documents, reading })
}

/// What reads pages that are images, if anything is to.
fn recogniser(options: &ExamineOptions) -> Result<Option<Arc<dyn Recognise>>> {
    let Some(languages) = &options.recognise else { return Ok(None) };
    let recogniser = Recogniser::new(Tesseract::on_path(languages)?);
    let kept = options.index.as_ref().map(|index| index.join(RECOGNISED));
    Ok(Some(match kept.filter(|kept| kept.is_dir()) {
        Some(kept) => Arc::new(recogniser.keeping(kept)),
        None => Arc::new(recogniser),
    }))
}

/// The announcements in the file at `path`, read as an index would read them: one result a document,
/// in order, with the reason where it is no announcement but an error page or a list of other pages.
///
/// The file is read in this process: one that is made to do harm may take much memory and time.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("通知.html");
/// std::fs::write(&path, "<h1>某县关于开展植树活动的通知</h1><p>各镇：请抓紧。</p>")?;
/// let announcement = policy_search::extract_file(&path)?.remove(0)?;
/// assert_eq!(announcement.title, "某县关于开展植树活动的通知");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When the file as a whole cannot be read, or a `corpus.toml` above it cannot be used.
pub fn extract_file(path: &Path) -> Result<Vec<Result<Announcement, String>>> {
    let options = ExamineOptions { limit: usize::MAX, ..ExamineOptions::default() };
    let examined = examine(path, &options)?;
    Ok(examined.documents.into_iter().map(|document| document.announcement).collect())
}

fn extracted(raw: RawText, keep_junk: bool) -> ExaminedDocument {
    let started = Instant::now();
    let extract = if keep_junk { extract::announcement_or_junk } else { extract::announcement };
    let found = extract(&raw);
    let extracting = started.elapsed();
    let (announcement, notes) = match found {
        Ok(found) => (Ok(found.announcement), found.notes),
        Err(junk) => (Err(junk.reason), Vec::new()),
    };
    ExaminedDocument { raw, announcement, notes, extracting }
}
