//! A folder → the files in it that may hold announcements, in a fixed order.
//!
//! Hidden files, editors' leftovers and what `.gitignore` and `.ignore` files inside the folder
//! name are left out; rules of folders above it never empty it. A file that links lead to twice
//! is there once, under its real place when that is inside the folder. Links never make it hang.
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

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::error::{Error, ErrorKind, Result};

/// Files of rules, the later the stronger.
const RULE_FILES: [&str; 2] = [".gitignore", ".ignore"];

/// How names of leftovers end.
const LEFTOVERS: [&str; 9] =
    ["~", ".swp", ".swo", ".part", ".tmp", ".crdownload", ".download", "thumbs.db", "desktop.ini"];

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it is, absolute.
    pub path: PathBuf,
    /// Its path from the root, with `/` on every system.
    pub relative: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub modified: i64,
}

/// What a walk found.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files, ordered by their relative paths.
    pub files: Vec<Entry>,
    /// How many files and folders a rule of `.gitignore` or `.ignore` left out.
    pub ignored: usize,
    /// What could not be looked at, with its path.
    pub problems: Vec<Error>,
}

/// All files under `root`, but for the folders and files in `without` (the index, for one).
/// A root that is a file is the one file found.
///
/// # Errors
///
/// [`ErrorKind::NoCorpus`] when there is nothing at `root`, [`ErrorKind::Io`] when it cannot be
/// looked at. What is unreadable inside it is one of [`Walk::problems`].
pub fn walk(root: &Path, without: &[PathBuf]) -> Result<Walk> {
    let real = fs::canonicalize(root).map_err(|error| Error::at(root, no_corpus(error)))?;
    let meta = fs::metadata(&real).map_err(|error| Error::at(root, error))?;
    if meta.is_file() {
        let relative = real.file_name().map(shown).unwrap_or_default();
        return Ok(Walk { files: vec![entry(real, relative, &meta)], ..Walk::default() });
    }
    let without = without.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
    let mut walker = Walker { without, ..Walker::default() };
    walker.walk.files = walker.folder(&real, &real, Path::new(""));
    walker.follow_links(&real);
    let mut walk = walker.walk;
    walk.files
        .par_sort_unstable_by(|a, b| a.relative.cmp(&b.relative).then_with(|| a.path.cmp(&b.path)));
    walk.problems.sort_by(|a, b| a.path().cmp(&b.path()));
    Ok(walk)
}

fn no_corpus(error: io::Error) -> ErrorKind {
    if error.kind() == io::ErrorKind::NotFound { ErrorKind::NoCorpus } else { error.into() }
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
    /// Links to look at: how deep they stand, their relative path, their own place.
    links: BTreeSet<(usize, PathBuf, PathBuf)>,
}

impl Walker {
    /// The files of the folder at the real place `real`, which are called `relative` and on.
    fn folder(&mut self, root: &Path, real: &Path, relative: &Path) -> Vec<Entry> {
        self.roots.push(real.to_path_buf());
        let rules = RefCell::new(Rules::at(root, real));
        let ignored = RefCell::new(0);
        let walked = RefCell::new(std::mem::take(&mut self.walked));
        let keeps = |entry: &DirEntry| {
            let is_folder = entry.file_type().is_dir();
            if entry.depth() == 0 {
                return walked.borrow_mut().insert(entry.path().to_path_buf());
            }
            if is_left_out(entry.file_name()) || self.is_without(entry.path()) {
                return false;
            }
            if !rules.borrow_mut().keep(entry, is_folder) {
                *ignored.borrow_mut() += 1;
                return false;
            }
            !is_folder || walked.borrow_mut().insert(entry.path().to_path_buf())
        };
        // Not sorted: a file's name costs more to find in its path, at every comparison, than to
        // sort the files once when all are known.
        let found: Vec<_> = WalkDir::new(real).into_iter().filter_entry(keeps).collect();
        self.walked = walked.into_inner();
        self.walk.ignored += ignored.into_inner();
        let taken: Vec<_> =
            found.into_par_iter().map(|entry| taken(entry, real, relative)).collect();
        taken.into_iter().filter_map(|taken| self.sorted_out(taken?)).collect()
    }

    /// A file; links are kept for later, and problems to be told.
    fn sorted_out(&mut self, taken: Taken) -> Option<Entry> {
        match taken {
            Taken::File(file) => return Some(file),
            Taken::Link(link) => {
                self.links.insert(link);
            }
            Taken::Problem(problem) => self.walk.problems.push(problem),
        }
        None
    }

    /// Follows every link, the shallowest first; what they lead to is walked once.
    fn follow_links(&mut self, root: &Path) {
        if self.links.is_empty() {
            return;
        }
        let mut files: HashSet<PathBuf> =
            self.walk.files.iter().map(|file| file.path.clone()).collect();
        while let Some((_, relative, link)) = self.links.pop_first() {
            let before = self.walk.files.len();
            if let Err(error) = self.follow(root, &relative, &link, &mut files) {
                self.walk.problems.push(Error::at(&link, error));
            }
            files.extend(self.walk.files[before..].iter().map(|file| file.path.clone()));
        }
    }

    fn follow(
        &mut self,
        root: &Path,
        relative: &Path,
        link: &Path,
        files: &mut HashSet<PathBuf>,
    ) -> io::Result<()> {
        let target = fs::canonicalize(link)?;
        let meta = fs::metadata(&target)?;
        if target.ancestors().any(|folder| self.is_without(folder)) {
            return Ok(());
        }
        if meta.is_dir() {
            let is_loop = self.roots.iter().any(|walked| walked.starts_with(&target));
            if !is_loop && !self.walked.contains(&target) {
                self.linked_folder(root, relative, &target, files);
            }
        } else if meta.is_file() && files.insert(target.clone()) {
            self.walk.files.push(entry(target, slashed(relative), &meta));
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
    ) {
        let rules_from = if target.starts_with(root) { root } else { target };
        let found = self.folder(rules_from, target, relative);
        self.walk.files.extend(found.into_iter().filter(|file| !files.contains(&file.path)));
    }

    /// Whether this real place is to be left out, told letter by letter as both are canonical.
    fn is_without(&self, place: &Path) -> bool {
        self.without.iter().any(|without| without.as_os_str() == place.as_os_str())
    }
}

/// What a walk makes of an entry that it keeps.
enum Taken {
    File(Entry),
    Link((usize, PathBuf, PathBuf)),
    Problem(Error),
}

/// Looks at an entry; folders give nothing. On all cores, for asking the system is most of a walk.
fn taken(entry: walkdir::Result<DirEntry>, real: &Path, relative: &Path) -> Option<Taken> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => return Some(Taken::Problem(problem(error, real))),
    };
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
            Taken::File(self::entry(entry.into_path(), relative, &meta))
        }
        Err(error) => Taken::Problem(problem(error, real)),
    })
}

/// The path of an entry from `real`, where its walk began.
fn inside<'a>(entry: &'a DirEntry, real: &Path) -> &'a Path {
    entry.path().strip_prefix(real).unwrap_or(entry.path())
}

/// The path of an entry as it is shown, of a walk whose files are called `relative` and on.
fn named(entry: &DirEntry, real: &Path, relative: &Path) -> String {
    let plain = || {
        let inside = entry.path().to_str()?.strip_prefix(real.to_str()?)?;
        // Taking a path apart costs more than all else that is made of it: only where it must be.
        let is_plain = relative.as_os_str().is_empty() && std::path::MAIN_SEPARATOR == '/';
        is_plain.then(|| inside.trim_start_matches('/').to_string())
    };
    plain().unwrap_or_else(|| slashed(&relative.join(inside(entry, real))))
}

/// The rules that hold at the place a walk has come to.
struct Rules {
    /// A folder's depth and its rules, outermost first.
    stack: Vec<(usize, Vec<Gitignore>)>,
}

impl Rules {
    /// The rules from `root` down to `folder`, where a walk begins.
    fn at(root: &Path, folder: &Path) -> Self {
        let mut above: Vec<&Path> =
            folder.ancestors().take_while(|path| path.starts_with(root)).collect();
        above.reverse();
        let stack = above
            .into_iter()
            .map(|path| (0, rules_in(path)))
            .filter(|(_, rules)| !rules.is_empty());
        Self { stack: stack.collect() }
    }

    /// Whether no rule leaves an entry out; a folder that is kept brings its own rules.
    fn keep(&mut self, entry: &DirEntry, is_folder: bool) -> bool {
        let depth = entry.depth();
        while self.stack.last().is_some_and(|(own, _)| *own >= depth && *own > 0) {
            self.stack.pop();
        }
        if self.ignores(entry.path(), is_folder) {
            return false;
        }
        if is_folder {
            let own = rules_in(entry.path());
            if !own.is_empty() {
                self.stack.push((depth, own));
            }
        }
        true
    }

    /// What the nearest rule says.
    fn ignores(&self, path: &Path, is_folder: bool) -> bool {
        let rules = self.stack.iter().rev().flat_map(|(_, rules)| rules.iter().rev());
        let mut found =
            rules.map(|rules| rules.matched(path, is_folder)).filter(|found| !found.is_none());
        found.next().is_some_and(|found| found.is_ignore())
    }
}

fn rules_in(folder: &Path) -> Vec<Gitignore> {
    let files = RULE_FILES.iter().map(|name| folder.join(name)).filter(|path| path.is_file());
    let rules = files.filter_map(|path| {
        let mut builder = GitignoreBuilder::new(folder);
        // A line that is no rule is passed over, as git does.
        let _ = builder.add(path);
        builder.build().ok()
    });
    rules.collect()
}

fn is_left_out(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
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

fn problem(error: walkdir::Error, root: &Path) -> Error {
    let path = error.path().unwrap_or(root).to_path_buf();
    Error::at(
        path,
        error.into_io_error().unwrap_or_else(|| io::Error::other("a link that leads to itself")),
    )
}

fn entry(path: PathBuf, relative: String, meta: &Metadata) -> Entry {
    Entry { path, relative, size: meta.len(), modified: modified(meta) }
}

/// The time of the last change; zero where a system does not tell.
fn modified(meta: &Metadata) -> i64 {
    let Ok(time) = meta.modified() else { return 0 };
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanos| -nanos),
    }
}

fn slashed(relative: &Path) -> String {
    relative.iter().map(shown).collect::<Vec<_>>().join("/")
}

/// A file's name as text. Archives made on Chinese systems unpack to names in GBK.
pub(super) fn shown(name: &OsStr) -> String {
    if let Some(name) = name.to_str() {
        return name.to_string();
    }
    let (text, damaged) = encoding_rs::GB18030.decode_without_bom_handling(name.as_encoded_bytes());
    if damaged { name.to_string_lossy().into_owned() } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of files, one a path; a path that ends with `/` is a folder.
    fn folder(paths: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, content) in paths {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    fn names(root: &Path) -> Vec<String> {
        walk(root, &[]).unwrap().files.into_iter().map(|file| file.relative).collect()
    }

    #[test]
    fn files_come_in_order_with_size_and_time() {
        let folder = folder(&[("b/2.txt", "二"), ("b/1.txt", "一"), ("a.md", "")]);
        let found = walk(folder.path(), &[]).unwrap();
        let names: Vec<_> = found.files.iter().map(|file| file.relative.as_str()).collect();
        assert_eq!(names, ["a.md", "b/1.txt", "b/2.txt"]);
        assert_eq!(found.files[1].size, 3);
        assert!(found.files[1].modified > 1_700_000_000_000_000_000);
        assert!(found.files[1].path.is_absolute());
    }

    #[test]
    fn hidden_files_and_leftovers_are_left_out() {
        let folder = folder(&[
            (".git/x.txt", ""),
            (".x.txt", ""),
            ("a.txt~", ""),
            (".a.txt.swp", ""),
            ("b.html.part", ""),
            ("~$c.docx", ""),
            ("#d#", ""),
            ("#1号文.txt", ""),
            ("e.txt", ""),
        ]);
        assert_eq!(names(folder.path()), ["#1号文.txt", "e.txt"]);
    }

    #[test]
    fn a_hidden_root_is_walked() {
        let folder = folder(&[(".hidden/a.txt", "")]);
        assert_eq!(names(&folder.path().join(".hidden")), ["a.txt"]);
    }

    #[test]
    fn rules_inside_hold_and_rules_above_do_not() {
        let folder = folder(&[
            (".gitignore", "*\n"),
            ("root/.gitignore", "*.log\ndrafts/\n"),
            ("root/.ignore", "!keep.log\n"),
            ("root/a.log", ""),
            ("root/keep.log", ""),
            ("root/drafts/b.txt", ""),
            ("root/drafts/c.txt", ""),
            ("root/sub/.gitignore", "*.txt\n"),
            ("root/sub/d.txt", ""),
            ("root/sub/e.md", ""),
            ("root/z.txt", ""),
        ]);
        let found = walk(&folder.path().join("root"), &[]).unwrap();
        let names: Vec<_> = found.files.iter().map(|file| file.relative.as_str()).collect();
        assert_eq!(names, ["keep.log", "sub/e.md", "z.txt"]);
        assert_eq!(found.ignored, 3);
    }

    #[test]
    fn what_is_asked_to_be_left_out_is() {
        let folder = folder(&[("index/meta.json", ""), ("a.txt", "")]);
        let found = walk(folder.path(), &[folder.path().join("index")]).unwrap();
        assert_eq!(found.files.len(), 1);
    }

    #[test]
    fn a_root_that_is_a_file_or_nothing() {
        let folder = folder(&[("a.jsonl", "{}")]);
        assert_eq!(names(&folder.path().join("a.jsonl")), ["a.jsonl"]);
        let error = walk(&folder.path().join("none"), &[]).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::NoCorpus));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_once_and_loops_are_cut() {
        use std::os::unix::fs::symlink;
        let outside = folder(&[("deep/x.txt", ""), ("y.txt", "")]);
        let inside = folder(&[("a/1.txt", ""), ("b/2.txt", "")]);
        let at = |name: &str| inside.path().join(name);
        symlink(at("a"), at("b/to-a")).unwrap();
        symlink(at("b"), at("a/to-b")).unwrap();
        symlink(inside.path(), at("self")).unwrap();
        symlink("/", at("everything")).unwrap();
        symlink(at("ring"), at("ring")).unwrap();
        symlink(at("a/1.txt"), at("again.txt")).unwrap();
        symlink(outside.path(), at("b/out")).unwrap();
        symlink(outside.path(), at("out")).unwrap();
        symlink(outside.path().join("y.txt"), at("a/y.txt")).unwrap();
        let found = walk(inside.path(), &[]).unwrap();
        let names: Vec<_> = found.files.iter().map(|file| file.relative.as_str()).collect();
        assert_eq!(names, ["a/1.txt", "b/2.txt", "out/deep/x.txt", "out/y.txt"]);
        assert_eq!(found.problems.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn pipes_are_no_files_and_unreadable_folders_are_told() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder(&[("shut/a.txt", ""), ("b.txt", "")]);
        let shut = folder.path().join("shut");
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o000)).unwrap();
        let found = walk(folder.path(), &[]).unwrap();
        let is_readable = fs::read_dir(&shut).is_ok();
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(found.files.iter().any(|file| file.relative == "b.txt"));
        // A privileged user reads it all the same.
        assert_eq!(found.problems.len(), usize::from(!is_readable));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_in_gbk_are_shown() {
        use std::os::unix::ffi::OsStrExt;
        assert_eq!(shown(OsStr::from_bytes(b"\xB9\xAB\xB8\xE6.txt")), "公告.txt");
    }
}
