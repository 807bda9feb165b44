//! Patterns that are written in the source: made in one way, so that a broken one fails loudly.

use std::ops::Deref;
use std::sync::OnceLock;

use regex::Regex;

/// Parts that several patterns share: a name and what stands for it, written `{name}` in a pattern.
pub(crate) type Parts = &'static [(&'static str, &'static str)];

/// A pattern that is compiled when it is first used.
///
/// A test compiles every pattern of `src`; one that it missed and that is broken panics, for a rule
/// that is silently off is worse.
pub(crate) struct Pattern {
    text: &'static str,
    parts: Parts,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    pub(crate) const fn new(text: &'static str) -> Self {
        Self::with(&[], text)
    }

    /// A pattern in which `{name}` stands for a part of this name.
    pub(crate) const fn with(parts: Parts, text: &'static str) -> Self {
        Self { text, parts, compiled: OnceLock::new() }
    }

    fn compile(&self) -> Regex {
        let text = self.parts.iter().fold(self.text.to_string(), |text, (name, part)| {
            text.replace(&format!("{{{name}}}"), part)
        });
        Regex::new(&text).unwrap_or_else(|error| panic!("a pattern of this program: {error}"))
    }
}

impl Deref for Pattern {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        self.compiled.get_or_init(|| self.compile())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    /// The files of `src` but for this one, without their tests.
    fn sources() -> BTreeMap<PathBuf, String> {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let entries = walkdir::WalkDir::new(src).into_iter().map(Result::unwrap);
        let paths = entries.map(walkdir::DirEntry::into_path).filter(|path| is_code(path));
        let code = |path: PathBuf| {
            let source = fs::read_to_string(&path).unwrap();
            (path, source.split("#[cfg(test)]\nmod tests").next().unwrap().to_string())
        };
        paths.map(code).collect()
    }

    fn is_code(path: &Path) -> bool {
        let tests = ["tests", "real_data", "measure", "fixture"];
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap();
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        is_rust && !tests.contains(&stem) && !path.ends_with("text/pattern.rs")
    }

    /// The literal that a piece of source begins with and what follows it; it must have no escapes.
    fn literal(source: &str) -> Option<(&'static str, &str)> {
        let source = source.trim_start();
        let (is_raw, rest) = source.strip_prefix('r').map_or((false, source), |rest| (true, rest));
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        let close = format!("\"{}", &rest[..hashes]);
        let (text, behind) = rest[hashes..].strip_prefix('"')?.split_once(&close)?;
        (is_raw || !text.contains('\\')).then(|| (&*text.to_string().leak(), behind))
    }

    /// The table of parts in a source, if there is one.
    fn table(source: &str) -> Option<Parts> {
        let (_, rest) = source.split_once("PARTS: Parts = &[")?;
        let (mut rows, _) = rest.split_once("];\n").unwrap();
        let mut parts = Vec::new();
        while let Some((_, row)) = rows.split_once('(') {
            let Some((name, more)) = literal(row) else {
                rows = row;
                continue;
            };
            let (part, more) = literal(more.strip_prefix(',').unwrap()).unwrap();
            parts.push((name, part));
            rows = more;
        }
        Some(parts.leak())
    }

    /// The parts that a file knows: its own, or those of the one file beside it that has some.
    fn parts(path: &Path, sources: &BTreeMap<PathBuf, String>) -> Parts {
        let beside = sources.iter().filter(|(other, _)| other.parent() == path.parent());
        let mut beside = beside.filter_map(|(_, source)| table(source));
        table(&sources[path]).or_else(|| beside.next()).expect("a table of parts")
    }

    #[test]
    fn every_pattern_of_this_crate_compiles() {
        let sources = sources();
        let mut compiled = 0;
        for (path, source) in &sources {
            let makes_its_own =
                ["Regex::new(", "RegexBuilder::new("].map(|made| source.contains(made));
            assert!(makes_its_own == [false; 2], "{}", path.display());
            let plain = source.split("Pattern::new(").skip(1).map(|call| (&[] as Parts, call));
            let of_parts = source.split("Pattern::with(").skip(1).map(|call| {
                let call = call.trim_start().strip_prefix("PARTS,").expect("a call with PARTS");
                (parts(path, &sources), call)
            });
            for (parts, call) in plain.chain(of_parts) {
                let (text, _) = literal(call).expect("a pattern that is a literal without escapes");
                assert!(!Pattern::with(parts, text).as_str().is_empty());
                compiled += 1;
            }
        }
        assert!(compiled > 90, "{compiled}");
    }
}
