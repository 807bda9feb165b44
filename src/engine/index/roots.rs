//! The folders an index is made from, and the names their files are shown with.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use crate::corpus::{FileState, State, is_absent, is_index, name};
use crate::error::{Error, ErrorKind, Result};
use crate::response::Place;

/// What the paths of files begin with, as a key, and the folder it stands for.
pub(in super::super) type Label = (String, PathBuf);

/// The canonical paths of `asked` added to those `known`, sorted.
///
/// # Errors
/// When one of `asked` is not there or may not be read.
pub(super) fn joined(known: &[PathBuf], asked: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut roots = known.to_vec();
    for root in asked {
        roots.push(canonical(root)?);
    }
    roots.sort();
    roots.dedup();
    Ok(outermost(roots))
}

/// Those of the roots `known` that `asked` name, whether they are there or not.
///
/// # Errors
/// [`ErrorKind::UnknownRoot`] when one of `asked` is none of them.
pub(super) fn named(known: &[PathBuf], asked: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let unknown = |asked: &PathBuf| Error::at(asked, ErrorKind::UnknownRoot(known.to_vec()));
    let named = |asked: &PathBuf| {
        let place = real(asked);
        let root = known.iter().find(|root| **root == place || *root == asked);
        root.cloned().ok_or_else(|| unknown(asked))
    };
    asked.iter().map(named).collect()
}

/// The real place of what may be there no more: that of the innermost folder that is, and the rest.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut above = path.ancestors();
    let real = above.find_map(|above| {
        let rest = path.strip_prefix(above).ok()?;
        // To join nothing would add a separator.
        let real = above.canonicalize().ok()?;
        Some(if rest.as_os_str().is_empty() { real } else { real.join(rest) })
    });
    real.unwrap_or(path)
}

fn canonical(root: &Path) -> Result<PathBuf> {
    root.canonicalize().map_err(|error| match is_absent(&error) {
        true => Error::caused_by(error, ErrorKind::NoCorpus).or_at(root),
        false => Error::at(root, error),
    })
}

/// `roots`, if none of them is or lies in the folder of this index, which a run changes, if it is one,
/// or of another.
///
/// # Errors
/// [`ErrorKind::InsideIndex`] when one does.
pub(super) fn outside(index: Option<&Path>, roots: Vec<PathBuf>) -> Result<Vec<PathBuf>> {
    // No root lies in a folder that is not there.
    let index = index.and_then(|index| index.canonicalize().ok());
    let is_own = |folder: &Path| index.as_deref() == Some(folder);
    let is_inside =
        |root: &&PathBuf| root.ancestors().any(|folder| is_own(folder) || is_index(folder));
    match roots.iter().find(is_inside) {
        Some(inside) => Err(Error::at(inside, ErrorKind::InsideIndex)),
        None => Ok(roots),
    }
}

/// Leaves out the roots that lie in another: their files are walked already.
fn outermost(roots: Vec<PathBuf>) -> Vec<PathBuf> {
    let mut kept: Vec<PathBuf> = Vec::new();
    for root in roots {
        if !kept.iter().any(|outer| root.starts_with(outer)) {
            kept.push(root);
        }
    }
    kept
}

/// The labels that the files of `state` are called by.
pub(in super::super) fn labels_of(state: &State) -> Vec<Label> {
    if state.labels.is_empty() { labels(&state.roots, &[]) } else { state.labels.clone() }
}

/// Those of the labels whose folders cannot be looked at now: files that are kept bear them.
pub(super) fn absent(labels: &[Label]) -> Vec<Label> {
    labels.iter().filter(|(_, root)| root.metadata().is_err()).cloned().collect()
}

/// Those of the labels `known` that one of `files` is called by, and that are not in `others`.
pub(super) fn borne_by<'a>(
    files: impl Iterator<Item = &'a FileState>,
    known: &[Label],
    others: &[Label],
) -> Vec<Label> {
    let origins = Origins::of(known);
    let borne: BTreeSet<_> =
        files.filter_map(|file| origins.find(file.key())).map(|(at, _)| at).collect();
    let borne = borne.into_iter().map(|at| &known[at]);
    borne.filter(|label| !others.contains(label)).cloned().collect()
}

/// What each root is called: the end of its path, as short as tells it from the others and from what
/// is `taken` by another root.
pub(super) fn labels(roots: &[PathBuf], taken: &[Label]) -> Vec<Label> {
    let names: Vec<Vec<String>> = roots.iter().map(|root| names_from_the_end(root)).collect();
    let longest = names.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let of_length = |length| names.iter().map(|names| label(names, length)).collect();
    // No other label begins with `/`.
    let whole = roots.iter().map(|root| name::key(root.as_os_str())).collect();
    let ways = (1..=longest).map(of_length).chain([whole]);
    let mut ways = ways.map(|labels: Vec<String>| labels.into_iter().zip(roots.to_vec()));
    let mut last = Vec::new();
    let found = ways.find_map(|labels| {
        last = labels.collect();
        are_apart(&last, taken).then(|| std::mem::take(&mut last))
    });
    found.unwrap_or(last)
}

/// Whether no label of one root is that of another, or lies in it.
fn are_apart(labels: &[Label], taken: &[Label]) -> bool {
    let mut owners = HashMap::<&str, &Path>::new();
    for (label, root) in labels.iter().chain(taken) {
        if owners.insert(label, root).is_some_and(|other| other != root) {
            return false;
        }
    }
    labels.iter().chain(taken).all(|(label, root)| {
        let mut others = above(label).filter_map(|above| owners.get(above));
        others.all(|other| other == root)
    })
}

/// The paths that a path lies in, the innermost first.
pub(super) fn above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

fn names_from_the_end(root: &Path) -> Vec<String> {
    let names = root.components().rev().filter_map(|part| match part {
        std::path::Component::Normal(name) => Some(name::key(name)),
        _ => None,
    });
    names.collect()
}

fn label(names: &[String], length: usize) -> String {
    let mut names: Vec<&str> = names.iter().take(length).map(String::as_str).collect();
    names.reverse();
    names.join("/")
}

/// The path of what is called `relative` in a folder; either may be empty. Of keys it makes a key.
pub(super) fn join(folder: &str, relative: &str) -> String {
    match (folder, relative) {
        ("", path) | (path, "") => path.to_string(),
        (folder, relative) if folder.ends_with('/') => [folder, relative].concat(),
        (folder, relative) => [folder, "/", relative].concat(),
    }
}

/// The rest of a path that is `folder` or lies in it.
pub(super) fn inside<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    let rest = path.strip_prefix(folder)?;
    if rest.is_empty() || folder.is_empty() || folder.ends_with('/') {
        return Some(rest);
    }
    rest.strip_prefix('/')
}

/// Where files stand, told by what they are called.
pub(in super::super) struct Origins(Vec<(String, String)>);

impl Origins {
    /// Those of files that are called by `labels`.
    pub(in super::super) fn of(labels: &[Label]) -> Self {
        let key = |(label, root): &Label| (label.clone(), name::key(root.as_os_str()));
        Self(labels.iter().map(key).collect())
    }

    /// The number of the label that a file is called by, and the key of the file's own place.
    pub(in super::super) fn place(&self, key: &str) -> Option<(usize, String)> {
        let (at, rest) = self.find(key)?;
        Some((at, join(&self.0[at].1, rest)))
    }

    /// The file that holds what is at `place`.
    pub(in super::super) fn file(&self, place: &Place) -> Option<PathBuf> {
        self.place(place.key()).map(|(_, key)| name::path_of(&key))
    }

    /// The folder that the file at `place` was indexed with, or that file itself.
    pub(in super::super) fn folder(&self, place: &Place) -> Option<PathBuf> {
        self.find(place.key()).map(|(at, _)| name::path_of(self.root(at)))
    }

    /// What a file is called whose own place has this key: by the innermost root that it lies in.
    pub(in super::super) fn called(&self, place: &str) -> Option<String> {
        let labels = self.0.iter();
        let rests = labels.filter_map(|(label, root)| Some((label, inside(place, root)?)));
        let (label, rest) = rests.min_by_key(|(_, rest)| rest.len())?;
        Some(join(label, rest))
    }

    /// The number of the label that a file is called by, and the rest of its key.
    pub(super) fn find<'a>(&self, key: &'a str) -> Option<(usize, &'a str)> {
        let inside = |(at, (label, _)): (usize, &(String, String))| Some((at, inside(key, label)?));
        let found = self.0.iter().enumerate().filter_map(inside);
        found.min_by_key(|(_, rest)| rest.len())
    }

    /// The key of the folder that a label stands for.
    pub(super) fn root(&self, at: usize) -> &str {
        &self.0[at].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(roots: &[PathBuf], taken: &[Label]) -> Vec<String> {
        labels(roots, taken).into_iter().map(|(label, _)| label).collect()
    }

    #[test]
    fn a_root_is_called_by_the_shortest_end_that_tells_it_apart() {
        let roots = ["/a/corpus".into(), "/b/corpus".into(), "/b/laws".into()];
        assert_eq!(called(&roots, &[]), ["a/corpus", "b/corpus", "b/laws"]);
        assert_eq!(called(&roots[1..], &[]), ["corpus", "laws"]);
        assert_eq!(called(&["/".into()], &[]), [""]);
    }

    #[test]
    fn a_root_that_is_gone_is_still_named_by_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().canonicalize().unwrap();
        let known = [place.clone(), place.join("gone/laws")];
        let asked = [folder.path().to_path_buf(), folder.path().join("gone/laws/")];
        assert_eq!(named(&known, &asked).unwrap(), known);
        let unknown = named(&known, &[folder.path().join("gone")]).unwrap_err();
        assert!(unknown.to_string().contains(&*place.to_string_lossy()), "{unknown}");
    }

    #[test]
    fn no_label_lies_in_another() {
        let roots = ["/a".into(), "/c/a".into(), "/d/a/b".into()];
        assert_eq!(called(&roots, &[]), ["a", "c/a", "d/a/b"]);
    }

    #[test]
    fn what_the_files_of_an_absent_root_are_called_by_is_not_given_to_another() {
        let taken = [("corpus".to_string(), PathBuf::from("/data/corpus"))];
        let roots = ["/corpus".into(), "/data/corpus".into()];
        assert_eq!(called(&roots, &taken), ["/corpus", "/data/corpus"]);
        assert_eq!(called(&roots[1..], &taken), ["corpus"]);
    }

    #[cfg(unix)]
    #[test]
    fn roots_that_are_shown_alike_are_told_apart() {
        use std::os::unix::ffi::OsStringExt;
        let root = |byte| PathBuf::from(std::ffi::OsString::from_vec(vec![b'/', byte]));
        assert_eq!(called(&[root(0xFE), root(0xFF)], &[]), ["\0fe", "\0ff"]);
    }

    #[test]
    fn a_root_within_another_is_not_walked_twice() {
        let roots = vec!["/a".into(), "/a/b".into(), "/ab".into()];
        assert_eq!(outermost(roots), [PathBuf::from("/a"), PathBuf::from("/ab")]);
    }

    #[test]
    fn a_file_stands_in_the_root_with_the_longest_label() {
        let labels = [("a".to_string(), "/x/a".into()), ("a/b".to_string(), "/y".into())];
        let origins = Origins::of(&labels);
        assert_eq!(origins.place("a/c.txt"), Some((0, "/x/a/c.txt".to_string())));
        assert_eq!(origins.place("a/b/c.txt"), Some((1, "/y/c.txt".to_string())));
        assert_eq!(origins.place("a"), Some((0, "/x/a".to_string())));
        assert_eq!(origins.place("ab/c.txt"), None);
        let whole = Origins::of(&[(String::new(), "/".into())]);
        assert_eq!(whole.place("x/c.txt"), Some((0, "/x/c.txt".to_string())));
    }
}
