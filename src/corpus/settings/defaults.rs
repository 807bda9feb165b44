//! A file of default flags: keys and values in tables, each with its line.
//!
//! It is read here since only this room names the crate of TOML; what the keys mean is known to who
//! has flags.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::parse::{line_at, no_toml};
use crate::error::Line;

/// What a key is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlagDefault {
    /// The table that it stands in; empty above all tables.
    pub table: String,
    /// The key.
    pub key: String,
    /// Its line, counted from one.
    pub line: usize,
    /// Its values, as a command line would have them.
    pub values: Vec<String>,
    /// Whether they are a list.
    pub is_list: bool,
}

/// What the file with these bytes sets.
///
/// # Errors
/// When it is not TOML, or a value is neither text, a number, yes or no, nor a list of these.
pub fn flag_defaults(bytes: &[u8]) -> Result<Vec<FlagDefault>, Line> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Line::new(line_at(bytes, error.valid_up_to()), "not UTF-8: save it as UTF-8")
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let table = DeTable::parse(text).map_err(|error| Line {
        line: error.span().map(|span| line_at(text.as_bytes(), span.start)),
        what: no_toml(error.message()),
    })?;
    let mut found = Vec::new();
    read("", table.get_ref(), text, &mut found)?;
    found.sort_by_key(|default| default.line);
    Ok(found)
}

/// Reads a table, and the tables in it where it is that of the file.
fn read(name: &str, table: &DeTable, text: &str, found: &mut Vec<FlagDefault>) -> Result<(), Line> {
    for (key, value) in table {
        let line = line_at(text.as_bytes(), key.span().start);
        let key = key.get_ref().to_string();
        if let (DeValue::Table(inner), true) = (value.get_ref(), name.is_empty()) {
            read(&key, inner, text, found)?;
            continue;
        }
        let is_list = matches!(value.get_ref(), DeValue::Array(_));
        let wrong = || format!("{key} must be text in quotes, a number, true, false, or a list");
        let values = values(value).ok_or_else(|| Line::new(line, wrong()))?;
        found.push(FlagDefault { table: name.to_string(), key, line, values, is_list });
    }
    Ok(())
}

fn values(value: &Spanned<DeValue>) -> Option<Vec<String>> {
    match value.get_ref() {
        DeValue::Array(list) => {
            let each = list.iter().map(|one| one_of(one.get_ref()));
            each.collect()
        }
        one => Some(vec![one_of(one)?]),
    }
}

fn one_of(value: &DeValue) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Boolean(truth) => Some(truth.to_string()),
        DeValue::Datetime(date) => Some(date.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_their_table_line_and_values() {
        let text = "\u{FEFF}limit = 20\n# a\n[search]\nlevel = ['省级', 'city']\nstrict = true\nfrom = 2024-01-01\n\
                    [indexes]\n\"法规\" = '/data'\n";
        let found = flag_defaults(text.as_bytes()).unwrap();
        let told = found.iter().map(|one| {
            (one.table.as_str(), one.key.as_str(), one.line, one.values.join(","), one.is_list)
        });
        let expected = [
            ("", "limit", 1, "20".to_string(), false),
            ("search", "level", 4, "省级,city".to_string(), true),
            ("search", "strict", 5, "true".to_string(), false),
            ("search", "from", 6, "2024-01-01".to_string(), false),
            ("indexes", "法规", 8, "/data".to_string(), false),
        ];
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_is_no_flag_is_told_with_its_line() {
        for (text, told) in [
            ("a = 1\nb = { c = { d = 1 } }", "line 2: c must be text in quotes, a number"),
            ("limit = ", "line 1: not TOML: "),
            ("\n法规 = '/x'", "line 2: not TOML: "),
            ("a = 1.5", "line 1: a must be text"),
        ] {
            let error = flag_defaults(text.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(told), "{error}");
        }
    }
}
