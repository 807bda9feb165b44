//! A column of a dump and what it holds.

use policy_search::{Column, ValueError};

/// Reads `NAME=FIELD`.
pub(super) fn mapping(text: &str) -> Result<(String, Column), String> {
    let (name, field) =
        text.split_once('=').ok_or("write the column's name, =, and what it holds: 题目=title")?;
    let field: Column = field.parse().map_err(|error: ValueError| error.to_string())?;
    Ok((name.to_string(), field))
}
