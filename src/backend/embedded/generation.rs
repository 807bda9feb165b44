//! The generations of an index: folders `g1`, `g2` and so on, one of which the manifest names.
//!
//! Nothing is removed that is not proven ours. A generation holds a file ([`PROOF`]) with its own name
//! and the random id of its index ([`ID`]), which is written before the folder gets its name. A user's
//! folder called `g20` has no such file; a copy under another name, or from another index, has a wrong
//! one; a link is not a folder. Of a generation only files are removed that have a name which tantivy
//! or this program gives; whatever else a user put into it stays, with its folder. A folder that is
//! being created or removed has a name that only this program gives ([`UNFINISHED`]), so that the run
//! after a kill recognises it.

use std::collections::HashSet;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use tantivy::index::SegmentId;

use super::checksums::CHECKSUMS;
use super::disk::{Disk, REPLACEMENT};
use crate::error::{Error, Result};

/// The file of an index that holds its id.
const ID: &str = ".policy-search-id";

/// The file of a generation that holds the id of its index and its name.
const PROOF: &str = "generation";

/// How the name of a folder begins that is not a generation yet, or no longer.
const UNFINISHED: &str = ".policy-search-";

/// How the name of a state begins, and how it ends.
const STATE: (&str, &str) = ("state-", ".jsonl");

/// Files that are always there, or are locks.
const FIXED: [&str; 5] =
    ["meta.json", ".managed.json", ".tantivy-writer.lock", ".tantivy-meta.lock", CHECKSUMS];

/// How the names of a segment's files end, but for those of deletes, which have a number.
const PARTS: [&str; 7] = ["idx", "pos", "term", "store", "store.temp", "fast", "fieldnorm"];

/// The generations in a folder.
pub(super) struct Generations<'a> {
    dir: &'a Path,
    disk: &'a Disk,
    /// The id of the index, if it has one.
    id: Option<String>,
}

impl<'a> Generations<'a> {
    /// Those in `dir`, which are changed through `disk`.
    pub(super) fn new(dir: &'a Path, disk: &'a Disk) -> Self {
        Self { dir, disk, id: fs::read_to_string(dir.join(ID)).ok() }
    }

    /// Gives the index an id if it has none, as indexes of earlier versions.
    pub(super) fn identify(dir: &Path, disk: &Disk) -> Result<()> {
        let path = dir.join(ID);
        if path.exists() {
            return Ok(());
        }
        let id = SegmentId::generate_random().uuid_string();
        disk.replace(&path, id.as_bytes()).map_err(|error| Error::at(path, error))
    }

    /// Creates an empty generation with a name that is higher than `last` and not taken.
    pub(super) fn create(&self, last: Option<&str>) -> Result<String> {
        let first = last.and_then(ordinal).map_or(1, |last| last.saturating_add(1));
        let mut names = (first..).map(|ordinal| format!("g{ordinal}"));
        let is_free = |name: &String| fs::symlink_metadata(self.dir.join(name)).is_err();
        let name = names.find(is_free).unwrap_or_else(|| format!("g{first}"));
        let unfinished = self.dir.join(format!("{UNFINISHED}{name}"));
        let create = || {
            self.disk.create_dir(&unfinished)?;
            self.disk.write(&unfinished.join(PROOF), self.proof(&name).as_bytes())?;
            self.disk.rename(&unfinished, &self.dir.join(&name))?;
            self.disk.sync_dir(self.dir)
        };
        create().map_err(|error| Error::at(&unfinished, error))?;
        Ok(name)
    }

    /// Marks the generation that the manifest names as ours. Earlier versions marked none.
    pub(super) fn adopt(&self, name: &str) -> Result<()> {
        let path = self.dir.join(name);
        if self.is_proven(name) || !is_folder(&path) || !path.join("meta.json").is_file() {
            return Ok(());
        }
        let proof = path.join(PROOF);
        let written = self.disk.replace(&proof, self.proof(name).as_bytes());
        written.map_err(|error| Error::at(proof, error))
    }

    /// Whether a folder of this name is a generation, or was to become one.
    pub(super) fn is_ours(&self, name: &str) -> bool {
        self.is_proven(name) || unfinished(name).is_some() && is_folder(&self.dir.join(name))
    }

    fn is_proven(&self, name: &str) -> bool {
        let path = self.dir.join(name);
        let proof = || fs::read_to_string(path.join(PROOF)).ok();
        ordinal(name).is_some()
            && self.id.is_some()
            && is_folder(&path)
            && proof().is_some_and(|proof| proof == self.proof(name))
    }

    /// What the generation of this name holds as its proof.
    fn proof(&self, name: &str) -> String {
        format!("{} {name}", self.id.as_deref().unwrap_or_default())
    }

    /// Removes what a run that was stopped left behind. Without a `current` generation one with a
    /// state stays: it is all that knows which folders the index was made from.
    pub(super) fn remove_leftovers(&self, current: Option<&str>) -> Result<()> {
        for name in self.ours()? {
            let is_kept = match current {
                Some(current) => name == current,
                None => ordinal(&name).is_some() && self.last_state_of(&name).is_some(),
            };
            if !is_kept {
                self.remove(&name);
            }
        }
        Ok(())
    }

    /// Removes all generations but `current`; one that a search still reads goes when it lets go.
    pub(super) fn remove_others(&self, current: &str) -> Result<()> {
        self.ours()?.iter().filter(|name| *name != current).for_each(|name| self.remove(name));
        Ok(())
    }

    /// Removes all files of a generation that this program or tantivy named and that are not
    /// `living`. A system that keeps open files keeps them: a later run removes them.
    pub(super) fn clean(&self, name: &str, living: &HashSet<PathBuf>) {
        let is_living =
            |file: &str| file == PROOF || FIXED.contains(&file) || living.contains(Path::new(file));
        let is_left = |file: &str| is_our_file(file) && !is_living(file);
        let _ = self.remove_files(&self.dir.join(name), is_left);
    }

    /// The first line of the last state that any generation has, whatever else is damaged.
    pub(super) fn last_origin(&self) -> Option<String> {
        let mut names: Vec<_> = self.ours().ok()?.into_iter().filter_map(with_ordinal).collect();
        names.sort_unstable();
        let states = names.iter().rev().filter_map(|(_, name)| self.last_state_of(name));
        let mut lines = states
            .filter_map(|path| BufReader::new(fs::File::open(path).ok()?).lines().next()?.ok());
        lines.find(|line| serde_json::from_str::<serde_json::Value>(line).is_ok())
    }

    /// The file of the last state in a generation.
    fn last_state_of(&self, name: &str) -> Option<PathBuf> {
        let path = self.dir.join(name);
        let files = names(&path).ok()?;
        let last = files.iter().filter_map(|file| state_number(file)).max()?;
        Some(path.join(state_name(last)))
    }

    fn ours(&self) -> Result<Vec<String>> {
        let names = names(self.dir).map_err(|error| Error::at(self.dir, error))?;
        Ok(names.into_iter().filter(|name| self.is_ours(name)).collect())
    }

    /// Removes a generation that is ours. A system that keeps open files keeps the folder as well:
    /// a later run removes it.
    fn remove(&self, name: &str) {
        let path = self.dir.join(name);
        let is_all_ours = || Ok(names(&path)?.iter().all(|file| is_our_file(file)));
        let _ = is_all_ours().and_then(|is_all_ours: bool| match is_all_ours {
            true => self.remove_whole(name, &path),
            false => self.remove_files(&path, |file| is_our_file(file) && file != PROOF),
        });
    }

    /// Removes a generation without foreign files.
    fn remove_whole(&self, name: &str, path: &Path) -> io::Result<()> {
        let mut path = path.to_path_buf();
        if unfinished(name).is_none() {
            let unfinished = self.dir.join(format!("{UNFINISHED}{name}"));
            self.disk.rename(&path, &unfinished)?;
            path = unfinished;
        }
        self.remove_files(&path, is_our_file)?;
        self.disk.remove_dir(&path)
    }

    fn remove_files(&self, path: &Path, is_meant: impl Fn(&str) -> bool) -> io::Result<()> {
        let mut removed = Ok(());
        for file in names(path)?.iter().filter(|file| is_meant(file)) {
            removed = removed.and(self.disk.remove_file(&path.join(file)));
        }
        removed
    }
}

/// Whether there is a folder at `path`, and not a link to one.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// The name of the file of a state.
pub(super) fn state_name(number: u64) -> String {
    format!("{}{number}{}", STATE.0, STATE.1)
}

fn state_number(file: &str) -> Option<u64> {
    canonical(file.strip_prefix(STATE.0)?.strip_suffix(STATE.1)?)
}

/// The number of a generation's name.
pub(super) fn ordinal(name: &str) -> Option<u64> {
    canonical(name.strip_prefix('g')?)
}

/// The number that is written so by this program.
fn canonical(digits: &str) -> Option<u64> {
    let number: u64 = digits.parse().ok()?;
    (number.to_string() == digits).then_some(number)
}

fn with_ordinal(name: String) -> Option<(u64, String)> {
    Some((ordinal(&name)?, name))
}

/// The generation that a folder was to become, or was.
fn unfinished(name: &str) -> Option<&str> {
    name.strip_prefix(UNFINISHED).filter(|name| ordinal(name).is_some())
}

/// Whether tantivy or this program gives a file of a generation this name.
fn is_our_file(file: &str) -> bool {
    let fixed = file.strip_suffix(REPLACEMENT).unwrap_or(file);
    fixed == PROOF || FIXED.contains(&fixed) || state_number(file).is_some() || is_of_segment(file)
}

/// `<32 hexadecimal digits>.<part>`: a file of a segment. Crawlers name documents by such digits too, so
/// that only the parts that tantivy writes count.
fn is_of_segment(file: &str) -> bool {
    let is_id = |id: &str| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_part = |part: &str| {
        PARTS.contains(&part) || part.strip_suffix(".del").and_then(canonical).is_some()
    };
    file.split_once('.').is_some_and(|(id, part)| is_id(id) && is_part(part))
}

/// The names in a folder; those that are not Unicode are shown as such, and are never ours.
fn names(dir: &Path) -> io::Result<Vec<String>> {
    fs::read_dir(dir)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_tantivy_or_this_program_gives_are_ours() {
        let id = "d41d8cd98f00b204e9800998ecf8427e";
        for part in ["idx", "store.temp", "fieldnorm", "17.del"] {
            assert!(is_our_file(&format!("{id}.{part}")), "{part}");
        }
        for part in ["txt", "html", "pdf", "del", "x.del", "017.del", "idx.bak", ""] {
            assert!(!is_our_file(&format!("{id}.{part}")), "{part}");
        }
        for file in ["meta.json", "meta.json.new", ".managed.json", "state-7.jsonl", "generation"] {
            assert!(is_our_file(file), "{file}");
        }
        for file in ["meta.json.bak", "state-07.jsonl", "state-7.jsonl.new", ".tmpAbC123", id] {
            assert!(!is_our_file(file), "{file}");
        }
    }
}
