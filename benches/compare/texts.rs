//! The titles and bodies of a corpus, for the engines that know no announcement.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Result};
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Hands the title and the body of every text below `path` to `visit`: of `.jsonl` each line, of
/// `.md` and `.txt` the whole file under its name.
pub(crate) fn each(path: &Path, visit: &mut dyn FnMut(&str, &str) -> Result<()>) -> Result<()> {
    if path.is_dir() {
        return files(path)?.iter().try_for_each(|inside| each(inside, visit));
    }
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("jsonl") => lines(path, visit),
        Some("md" | "txt") => {
            let title = path.file_stem().unwrap_or_default().to_string_lossy();
            visit(&title, &String::from_utf8_lossy(&fs::read(path)?))
        }
        _ => Ok(()),
    }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut inside: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    inside.sort();
    Ok(inside)
}

fn lines(path: &Path, visit: &mut dyn FnMut(&str, &str) -> Result<()>) -> Result<()> {
    for line in BufReader::new(File::open(path)?).lines() {
        let record: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| record[name].as_str().unwrap_or_default().to_string();
        visit(&field("title"), &field("body"))?;
    }
    Ok(())
}
