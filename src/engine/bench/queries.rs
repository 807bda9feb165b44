//! Queries with their classes, as a file has them: `class<TAB>query` a line, or a query alone.

use std::path::Path;

use jiff::civil::Date;

use crate::error::{Error, ErrorKind, Line, Result};
use crate::query::Query;

/// The class of queries that a file gives without one.
pub const UNNAMED: &str = "queries";

/// The marks a line can begin with that is no query.
const COMMENT: char = '#';

/// A query of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct BenchQuery {
    /// The class it is counted with.
    pub class: String,
    /// What is asked, as it was written.
    pub text: String,
    /// What is asked, as it was read.
    pub query: Query,
}

/// Queries, each of a class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queries(pub Vec<BenchQuery>);

impl Queries {
    /// Reads the file at `path`; `now` is the day that dates such as 近三年 are counted from.
    ///
    /// # Errors
    /// When it cannot be read or is not UTF-8, and as [`Queries::parse`].
    pub fn read(path: &Path, now: Date) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|error| Error::at(path, error))?;
        let encoding = "not UTF-8: save the file in that encoding";
        let text = String::from_utf8(bytes).map_err(|error| {
            Error::caused_by(error, ErrorKind::Unreadable(Line::whole(encoding))).or_at(path)
        })?;
        Self::parse(&text, now).map_err(|error| error.or_at(path))
    }

    /// Reads lines of `class<TAB>query` or of a query alone; empty lines and those that begin with
    /// `#` are left out.
    ///
    /// # Errors
    /// When a line is no query, which the message names, or no line is one.
    pub fn parse(text: &str, now: Date) -> Result<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut queries = Self::default();
        for (index, line) in text.lines().map(str::trim).enumerate() {
            if !line.is_empty() && !line.starts_with(COMMENT) {
                let (class, query) = line.split_once('\t').unwrap_or((UNNAMED, line));
                queries
                    .add(class, query, now)
                    .map_err(|reason| ErrorKind::Unreadable(Line::new(index + 1, reason)))?;
            }
        }
        if queries.0.is_empty() {
            let message = "no query in this file: write one a line, a class and a tab before it";
            return Err(ErrorKind::Unreadable(Line::whole(message)).into());
        }
        Ok(queries)
    }

    /// Adds a query to a class.
    ///
    /// # Errors
    /// When it cannot be read; the reason is returned.
    pub fn add(&mut self, class: &str, text: &str, now: Date) -> Result<(), String> {
        let (class, text) = (class.trim().to_string(), text.trim().to_string());
        let query = Query::parse(&text, now).map_err(|error| error.message().to_string())?;
        self.0.push(BenchQuery { class, text, query });
        Ok(())
    }

    /// The queries by class, classes in the order in which they come first.
    pub fn by_class(&self) -> Vec<(&str, Vec<&BenchQuery>)> {
        let mut classes: Vec<(&str, Vec<&BenchQuery>)> = Vec::new();
        for query in &self.0 {
            match classes.iter_mut().find(|(name, _)| *name == query.class) {
                Some((_, of_class)) => of_class.push(query),
                None => classes.push((&query.class, vec![query])),
            }
        }
        classes
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const NOW: Date = date(2026, 1, 20);

    #[test]
    fn lines_are_queries_with_or_without_a_class() {
        let text =
            "\u{feff}# what people ask\nword\t安全\n\n 低保 \nphrase\t\"数据安全\"\nword\t税\n";
        let queries = Queries::parse(text, NOW).unwrap();
        let classes = queries.by_class();
        let texts = |at: usize| -> Vec<&str> {
            classes[at].1.iter().map(|one| one.text.as_str()).collect()
        };
        let names: Vec<&str> = classes.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["word", UNNAMED, "phrase"]);
        assert_eq!([texts(0), texts(1), texts(2)].concat(), ["安全", "税", "低保", "\"数据安全\""]);
    }

    #[test]
    fn a_file_that_asks_nothing_or_nonsense_is_refused() {
        let refused = |text: &str| Queries::parse(text, NOW).unwrap_err().to_string();
        assert!(refused("# nothing\n\n").contains("write one a line"));
        assert!(refused("word\t安全\nword\t日期:昨天吧\n").starts_with("line 2: "));
    }
}
