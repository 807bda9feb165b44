//! The policy terms that are asked for: ours, or those of a file.

use std::path::Path;

use crate::error::{Error, ErrorKind, Line, Result};
use crate::query::MAX_CHARACTERS;
use crate::text::fold_str;

const TERMS: &str = include_str!("data/terms.txt");

/// The terms of the file at `path`, else those we carry.
pub(super) fn read(path: Option<&Path>) -> Result<Vec<String>> {
    let Some(path) = path else { return Ok(lines(TERMS).map(|(_, term)| term.into()).collect()) };
    let text = std::fs::read_to_string(path).map_err(|error| Error::at(path, error))?;
    let refused = |wrong| Error::at(path, ErrorKind::Unreadable(wrong));
    let mut terms = Vec::new();
    for (line, term) in lines(&text) {
        if fold_str(term).is_empty() {
            return Err(refused(Line::new(line, "only marks, nothing to search for")));
        }
        if term.chars().count() > MAX_CHARACTERS / 2 {
            return Err(refused(Line::new(line, "longer than a query: shorten it")));
        }
        terms.push(term.to_string());
    }
    match terms.is_empty() {
        true => Err(refused(Line::whole("no term in this file: write one a line"))),
        false => Ok(terms),
    }
}

/// The lines that are terms, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(text.trim_start_matches('\u{feff}').lines().map(str::trim));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn two_hundred_terms_are_carried_each_once() {
        let terms = read(None).unwrap();
        let distinct: HashSet<_> = terms.iter().map(|term| fold_str(term)).collect();
        assert_eq!((terms.len(), distinct.len()), (200, 200));
    }

    #[test]
    fn a_file_without_terms_is_refused_by_line() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let refusal = |text: &str| {
            std::fs::write(file.path(), text).unwrap();
            read(Some(file.path())).unwrap_err().to_string()
        };
        assert!(refusal("# 注\n数据安全\n《》\n").contains("line 3"));
        assert!(refusal("# 注\n\n").contains("no term"));
        std::fs::write(file.path(), "\u{feff}数据安全\n \n房东 \n").unwrap();
        assert_eq!(read(Some(file.path())).unwrap(), ["数据安全", "房东"]);
    }
}
