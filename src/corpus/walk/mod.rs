//! A folder → the files in it that may hold announcements, in a fixed order.
//!
//! Hidden files, editors' leftovers and what `.gitignore` and `.ignore` files inside the folder
//! name are left out; rules of folders above it never empty it. A file that links lead to twice
//! is there once, under its real place when that is inside the folder. Links never make it hang.
//! What a `corpus.toml` says of a file comes with it ([`Settings`]).
//!
//! ```
//! # fn main() -> policy_search::Result<()> {
//! let folder = std::env::temp_dir().join("policy-search-walk-example");
//! std::fs::create_dir_all(&folder)?;
//! std::fs::write(folder.join("公告.txt"), "关于停水的公告")?;
//! let found = policy_search::corpus::walk(&folder, &[])?;
//! assert_eq!(found.files[0].relative, "公告.txt");
//! # Ok(())
//! # }
//! ```

mod rules;

use std::collections::{BTreeSet, HashSet};
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::name;
use super::settings::{FILE, Folders, Settings};
use crate::error::{Error, ErrorKind, Result};
use rules::Rules;

/// The file by which a folder is known for an index: no announcements are in one, be it this index or
/// another.
pub(crate) const OF_INDEX: &str = "policy-search.json";

/// How names of leftovers end.
const LEFTOVERS: [&str; 9] =
    ["~", ".swp", ".swo", ".part", ".tmp", ".crdownload", ".download", "thumbs.db", "desktop.ini"];

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it is, absolute.
    pub path: PathBuf,
    /// Its path from the root as it is shown, with `/` on every system.
    pub relative: String,
    /// That path with each byte that is not UTF-8 as a NUL and two hexadecimal digits, where there
    /// are such bytes: it tells the file from others that are shown alike.
    pub raw: Option<String>,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub modified: i64,
    /// When it last took this name or was written, whatever its time was set to since, in nanoseconds
    /// since 1970; zero where a system does not tell.
    pub changed: i64,
    /// What is said of it in the folders above it.
    pub settings: Option<Arc<Settings>>,
}

impl Entry {
    /// What tells it from all other files of the walk.
    pub(crate) fn key(&self) -> &str {
        self.raw.as_deref().unwrap_or(&self.relative)
    }
}

/// A file or folder that could not be looked at: what it holds is unknown.
#[derive(Debug)]
pub struct Unseen {
    /// Its path from the root, as that of an [`Entry`]; empty for the root.
    pub relative: String,
    /// As that of an [`Entry`].
    pub raw: Option<String>,
    /// Why it could not be looked at, with its place.
    pub error: Error,
}

impl Unseen {
    fn new(relative: &Path, error: Error) -> Self {
        let (relative, raw) = name::shown_and_raw(name::relative_key(relative));
        Self { relative, raw, error }
    }

    /// What tells it from all other files and folders of the walk.
    pub(crate) fn key(&self) -> &str {
        self.raw.as_deref().unwrap_or(&self.relative)
    }

    /// Whether it could not be looked at because nothing is there: a link leads to what is gone.
    pub fn is_absent(&self) -> bool {
        matches!(self.error.kind(), ErrorKind::Io(error) if is_absent(error))
    }
}

/// Whether this is how a system says that there is nothing at a path.
pub(crate) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// What a walk found.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files, ordered by their relative paths.
    pub files: Vec<Entry>,
    /// How many files and folders a rule of `.gitignore` or `.ignore` left out.
    pub ignored: usize,
    /// How many files and folders a `corpus.toml` left out.
    pub excluded: usize,
    /// What could not be looked at.
    pub problems: Vec<Unseen>,
}

/// All files under `root`, but for indexes and the folders and files in `without` (an index that is not
/// there yet, for one).
/// A root that is a file is the one file found.
///
/// # Errors
///
/// [`ErrorKind::NoCorpus`] when there is nothing at `root`, [`ErrorKind::Io`] when it cannot be
/// looked at, [`ErrorKind::Settings`] when a `corpus.toml` inside it or above it cannot be used. What
/// is unreadable inside it is one of [`Walk::problems`].
pub fn walk(root: &Path, without: &[PathBuf]) -> Result<Walk> {
    let real = fs::canonicalize(root).map_err(|error| Error::at(root, no_corpus(error)))?;
    let meta = fs::metadata(&real).map_err(|error| Error::at(root, error))?;
    if meta.is_file() {
        return lone(real, &meta);
    }
    let without = without.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
    let mut walker = Walker { without, ..Walker::default() };
    walker.walk.files = walker.folder(&real, &real, Path::new(""))?;
    walker.follow_links(&real)?;
    let mut walk = walker.walk;
    walk.files
        .par_sort_unstable_by(|a, b| a.relative.cmp(&b.relative).then_with(|| a.path.cmp(&b.path)));
    walk.problems.sort_by(|a, b| a.key().cmp(b.key()));
    Ok(walk)
}

/// A root that is a file.
fn lone(real: PathBuf, meta: &Metadata) -> Result<Walk> {
    let name = real.file_name().map(name::key).unwrap_or_default();
    if name == FILE {
        return Ok(Walk::default());
    }
    let settings = Settings::of(&real)?;
    Ok(Walk { files: vec![Entry { settings, ..entry(real, name, meta) }], ..Walk::default() })
}

fn no_corpus(error: io::Error) -> ErrorKind {
    if is_absent(&error) { ErrorKind::NoCorpus } else { error.into() }
}

/// A walk that is under way.
#[derive(Default)]
struct Walker {
    walk: Walk,
    /// Left out on demand, by their real places.
    without: Vec<PathBuf>,
    /// Folders that were walked, by their real places.
    walked: HashSet<PathBuf>,
    /// Where walks began, by their real places.
    roots: Vec<PathBuf>,
    /// Links to look at: how deep they are, their relative path, their own place.
    links: BTreeSet<(usize, PathBuf, PathBuf)>,
}

/// What is kept of a folder by the rules in it, and which folders were walked.
struct Sieve {
    rules: Rules,
    folders: Folders,
    walked: HashSet<PathBuf>,
    /// How much the rules left out.
    ignored: usize,
    /// How much the settings left out.
    excluded: usize,
}

impl Sieve {
    fn keeps(&mut self, entry: &DirEntry) -> bool {
        let path = entry.path();
        let is_folder = entry.file_type().is_dir();
        if entry.depth() == 0 {
            return self.walked.insert(path.to_path_buf());
        }
        if !self.rules.keep(entry, is_folder) {
            self.ignored += 1;
            return false;
        }
        if is_folder && self.folders.exclude(path, true) {
            self.excluded += 1;
            return false;
        }
        if is_folder && !self.walked.insert(path.to_path_buf()) {
            return false;
        }
        if is_folder {
            self.folders.enter(path);
        }
        true
    }
}

impl Walker {
    /// The files of the folder at the real place `real`, which are called `relative` and on.
    fn folder(&mut self, root: &Path, real: &Path, relative: &Path) -> Result<Vec<Entry>> {
        self.roots.push(real.to_path_buf());
        let mut sieve = Sieve {
            rules: Rules::at(root, real),
            folders: Folders::from(real)?,
            walked: std::mem::take(&mut self.walked),
            ignored: 0,
            excluded: 0,
        };
        let keeps = |entry: &DirEntry| {
            let is_index = || entry.file_type().is_dir() && is_index(entry.path());
            let is_without = || self.is_without(entry.path()) || is_index();
            let is_out = || is_left_out(entry.file_name()) || is_without();
            (entry.depth() == 0 || !is_out()) && sieve.keeps(entry)
        };
        // Not sorted: a file's name costs more to find in its path, at every comparison, than to
        // sort the files once when all are known.
        let found: Vec<_> = WalkDir::new(real).into_iter().filter_entry(keeps).collect();
        self.walked = sieve.walked;
        self.walk.ignored += sieve.ignored;
        self.walk.excluded += sieve.excluded;
        let folders = sieve.folders.checked()?;
        let look = |entry| taken(entry, real, relative, &folders);
        let taken: Vec<_> = found.into_par_iter().map(look).collect();
        Ok(taken.into_iter().filter_map(|taken| self.sorted_out(taken?)).collect())
    }

    /// A file; links are kept for later, and problems to be told.
    fn sorted_out(&mut self, taken: Taken) -> Option<Entry> {
        match taken {
            Taken::File(file) => return Some(file),
            Taken::Link(link) => {
                self.links.insert(link);
            }
            Taken::Excluded => self.walk.excluded += 1,
            Taken::Problem(problem) => self.walk.problems.push(problem),
        }
        None
    }

    /// Follows every link, the shallowest first; what they lead to is walked once.
    fn follow_links(&mut self, root: &Path) -> Result<()> {
        if self.links.is_empty() {
            return Ok(());
        }
        let mut files: HashSet<PathBuf> =
            self.walk.files.iter().map(|file| file.path.clone()).collect();
        while let Some((_, relative, link)) = self.links.pop_first() {
            let before = self.walk.files.len();
            match self.follow(root, &relative, &link, &mut files) {
                Err(error) if error.path().is_some() => return Err(error),
                Err(error) => self.walk.problems.push(Unseen::new(&relative, error.or_at(&link))),
                Ok(()) => {}
            }
            files.extend(self.walk.files[before..].iter().map(|file| file.path.clone()));
        }
        Ok(())
    }

    fn follow(
        &mut self,
        root: &Path,
        relative: &Path,
        link: &Path,
        files: &mut HashSet<PathBuf>,
    ) -> Result<()> {
        let target = fs::canonicalize(link)?;
        let meta = fs::metadata(&target)?;
        if target.ancestors().any(|folder| self.is_without(folder) || is_index(folder)) {
            return Ok(());
        }
        if meta.is_dir() {
            let is_loop = self.roots.iter().any(|walked| walked.starts_with(&target));
            if !is_loop && !self.walked.contains(&target) {
                self.linked_folder(root, relative, &target, files)?;
            }
        } else if meta.is_file() && files.insert(target.clone()) {
            let settings = Settings::of(&target)?;
            let name = name::relative_key(relative);
            let file = Entry { settings, ..entry(target, name, &meta) };
            self.walk.files.push(file);
        }
        Ok(())
    }

    /// Walks a folder that a link leads to; files that other links led to before are there already.
    fn linked_folder(
        &mut self,
        root: &Path,
        relative: &Path,
        target: &Path,
        files: &HashSet<PathBuf>,
    ) -> Result<()> {
        let rules_from = if target.starts_with(root) { root } else { target };
        let found = self.folder(rules_from, target, relative)?;
        self.walk.files.extend(found.into_iter().filter(|file| !files.contains(&file.path)));
        Ok(())
    }

    /// Whether this real place is to be left out, told letter by letter as both are canonical.
    fn is_without(&self, place: &Path) -> bool {
        self.without.iter().any(|without| without.as_os_str() == place.as_os_str())
    }
}

/// Whether a folder is an index, whole or not.
pub(crate) fn is_index(folder: &Path) -> bool {
    folder.join(OF_INDEX).is_file()
}

/// What a walk makes of an entry that it keeps.
enum Taken {
    File(Entry),
    Link((usize, PathBuf, PathBuf)),
    Excluded,
    Problem(Unseen),
}

/// Looks at an entry; folders give nothing. On all cores, for asking the system is most of a walk.
fn taken(
    entry: walkdir::Result<DirEntry>,
    real: &Path,
    relative: &Path,
    folders: &Folders,
) -> Option<Taken> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => return Some(Taken::Problem(problem(error, real, relative))),
    };
    if !entry.file_type().is_dir() && folders.exclude(entry.path(), false) {
        return Some(Taken::Excluded);
    }
    if entry.path_is_symlink() {
        let relative = relative.join(inside(&entry, real));
        let depth = relative.components().count();
        return Some(Taken::Link((depth, relative, entry.into_path())));
    }
    if !entry.file_type().is_file() {
        return None;
    }
    Some(match entry.metadata() {
        Ok(meta) => {
            let relative = named(&entry, real, relative);
            let settings = folders.of(entry.path()).cloned();
            Taken::File(Entry { settings, ..self::entry(entry.into_path(), relative, &meta) })
        }
        Err(error) => Taken::Problem(problem(error, real, relative)),
    })
}

/// The path of an entry from `real`, where its walk began.
fn inside<'a>(entry: &'a DirEntry, real: &Path) -> &'a Path {
    entry.path().strip_prefix(real).unwrap_or(entry.path())
}

/// The key of an entry of a walk whose files are called `relative` and on.
fn named(entry: &DirEntry, real: &Path, relative: &Path) -> String {
    let plain = || {
        let inside = entry.path().to_str()?.strip_prefix(real.to_str()?)?;
        // Taking a path apart costs more than all else that is made of it: only where it must be.
        let is_plain = relative.as_os_str().is_empty() && std::path::MAIN_SEPARATOR == '/';
        is_plain.then(|| inside.trim_start_matches('/').to_string())
    };
    plain().unwrap_or_else(|| name::relative_key(&relative.join(inside(entry, real))))
}

fn is_left_out(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    if name == FILE {
        return true;
    }
    if name.starts_with(['.', '~', '#'])
        && (name.starts_with('.') || name.starts_with("~$") || name.ends_with('#'))
    {
        return true;
    }
    LEFTOVERS.iter().any(|end| ends_with(name.as_bytes(), end.as_bytes()))
}

/// Whether a name ends so, in letters of either case.
fn ends_with(name: &[u8], end: &[u8]) -> bool {
    name.len() >= end.len() && name[name.len() - end.len()..].eq_ignore_ascii_case(end)
}

/// A problem of a walk that began at `real` and whose files are called `relative` and on. One without
/// a place, a listing that broke off, may concern any of its folders.
fn problem(error: walkdir::Error, real: &Path, relative: &Path) -> Unseen {
    let path = error.path().unwrap_or(real).to_path_buf();
    let relative = relative.join(path.strip_prefix(real).unwrap_or(Path::new("")));
    let other = || io::Error::other("a link that leads to itself");
    Unseen::new(&relative, Error::at(path, error.into_io_error().unwrap_or_else(other)))
}

fn entry(path: PathBuf, key: String, meta: &Metadata) -> Entry {
    let size = meta.len();
    let (modified, changed) = (modified(meta), changed(meta));
    let (relative, raw) = name::shown_and_raw(key);
    Entry { path, relative, raw, size, modified, changed, settings: None }
}

/// The time of the last change; zero where a system does not tell.
fn modified(meta: &Metadata) -> i64 {
    let Ok(time) = meta.modified() else { return 0 };
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanos| -nanos),
    }
}

/// The time of the last change of its record, as by a rename; its own time may be set back.
#[cfg(unix)]
fn changed(meta: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    meta.ctime().saturating_mul(1_000_000_000).saturating_add(meta.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> i64 {
    0
}

#[cfg(test)]
mod tests;
