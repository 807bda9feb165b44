//! The files of `src/` and what each imports from the others.

use std::collections::BTreeSet;

use syn::Item;

use super::circles;
use super::tree::{File, FileId, Sources, Tree};
use super::uses::Uses;

/// Importing file, imported file, and the names that go between them.
pub(crate) type Arrow<'a> = ((FileId, FileId), &'a BTreeSet<String>);

pub(crate) struct Graph {
    pub(crate) files: Vec<File>,
    pub(crate) uses: Uses,
    /// What `lib.rs` defines beside modules and re-exports.
    pub(crate) defined_in_root: usize,
}

impl Graph {
    pub(crate) fn of(sources: &Sources, crates: &BTreeSet<String>) -> Self {
        let tree = Tree::of(sources, crates);
        let uses = Uses::of(&tree);
        let root = tree.library.map_or(&[][..], |library| &tree.modules[library].items);
        let defined_in_root = root.iter().filter(|item| !matches!(item, Item::Use(_))).count();
        Self { files: tree.files, uses, defined_in_root }
    }

    pub(crate) fn path(&self, file: FileId) -> &str {
        &self.files[file].path
    }

    /// The files that are compiled without tests.
    pub(crate) fn production(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| !file.is_test)
    }

    pub(crate) fn arrows(&self) -> impl Iterator<Item = Arrow<'_>> {
        self.uses.arrows.iter().map(|(ends, names)| (*ends, names))
    }

    pub(crate) fn circles(&self) -> Vec<Vec<FileId>> {
        circles::circles(self.files.len(), &self.uses.arrows.keys().copied().collect())
    }

    /// An arrow in words: which file takes which names from which.
    pub(crate) fn told(&self, ((from, to), names): Arrow<'_>) -> String {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        format!("{} -> {}: {}", self.path(from), self.path(to), names.join(", "))
    }

    /// The arrows that tie each circle.
    pub(crate) fn told_circles(&self) -> String {
        let mut told = String::new();
        for circle in self.circles() {
            told += &format!("\na circle of {} files:\n", circle.len());
            for arrow in self.arrows() {
                let (from, to) = arrow.0;
                if circle.contains(&from) && circle.contains(&to) {
                    told += &format!("  {}\n", self.told(arrow));
                }
            }
        }
        told
    }
}
