//! The folders an index is made from, and the names their files are shown with.

use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};

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

fn canonical(root: &Path) -> Result<PathBuf> {
    root.canonicalize().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::at(root, ErrorKind::NoCorpus),
        _ => Error::at(root, error),
    })
}

/// `roots`, if none of them lies in the folder of the index: a run changes what is there.
///
/// # Errors
/// [`ErrorKind::InsideIndex`] when one does.
pub(super) fn outside(index: &Path, roots: Vec<PathBuf>) -> Result<Vec<PathBuf>> {
    // No root lies in a folder that is not there.
    let Ok(index) = index.canonicalize() else { return Ok(roots) };
    match roots.iter().find(|root| root.starts_with(&index)) {
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

/// What each root is called: the end of its path, as short as tells it from the others.
pub(super) fn labels(roots: &[PathBuf]) -> Vec<String> {
    let names: Vec<Vec<String>> = roots.iter().map(|root| names_from_the_end(root)).collect();
    let longest = names.iter().map(Vec::len).max().unwrap_or(0);
    for length in 1..=longest {
        let labels: Vec<String> = names.iter().map(|names| label(names, length)).collect();
        let mut distinct = labels.clone();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() == labels.len() {
            return labels;
        }
    }
    names.iter().map(|names| label(names, longest)).collect()
}

fn names_from_the_end(root: &Path) -> Vec<String> {
    let names = root.components().rev().filter_map(|part| match part {
        std::path::Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    names.collect()
}

fn label(names: &[String], length: usize) -> String {
    let mut names: Vec<&str> = names.iter().take(length).map(String::as_str).collect();
    names.reverse();
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_is_called_by_the_shortest_end_that_tells_it_apart() {
        let roots = ["/a/corpus".into(), "/b/corpus".into(), "/b/laws".into()];
        assert_eq!(labels(&roots), ["a/corpus", "b/corpus", "b/laws"]);
        assert_eq!(labels(&roots[1..]), ["corpus", "laws"]);
        assert_eq!(labels(&["/".into()]), [""]);
    }

    #[test]
    fn a_root_within_another_is_not_walked_twice() {
        let roots = vec!["/a".into(), "/a/b".into(), "/ab".into()];
        assert_eq!(outermost(roots), [PathBuf::from("/a"), PathBuf::from("/ab")]);
    }
}
