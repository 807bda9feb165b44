//! The rules of `.gitignore` and `.ignore` files in the folders of a walk.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use walkdir::DirEntry;

/// Files of rules, the later the stronger.
const RULE_FILES: [&str; 2] = [".gitignore", ".ignore"];

/// The rules that hold at the place a walk has come to.
pub(super) struct Rules {
    /// A folder's depth and its rules, outermost first.
    stack: Vec<(usize, Vec<Gitignore>)>,
}

impl Rules {
    /// The rules from `root` down to `folder`, where a walk begins.
    pub(super) fn at(root: &Path, folder: &Path) -> Self {
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
    pub(super) fn keep(&mut self, entry: &DirEntry, is_folder: bool) -> bool {
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
        // A line that is not a rule is passed over, as git does.
        let _ = builder.add(path);
        builder.build().ok()
    });
    rules.collect()
}
