//! Lines of fields, the form that all TREC files share, with errors that name the line.

use std::path::Path;

use crate::error::{Error, ErrorKind, Line, Result};

/// The lines of a text that hold something, with their numbers from 1.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let numbered = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    numbered.filter(|(_, line)| !line.is_empty())
}

/// The fields of a line that must have `N`, parted by spaces or tabs; `form` says what they are.
pub(super) fn fields<'a, const N: usize>(
    (number, line): (usize, &'a str),
    form: &str,
) -> Result<[&'a str; N]> {
    let fields: Vec<&str> = line.split_ascii_whitespace().collect();
    let found = fields.len();
    fields.try_into().map_err(|_| {
        let message =
            format!("{found} fields instead of {N}: write `{form}`, a space in an id as %20");
        wrong(number, message)
    })
}

/// An error in line `number`.
pub(super) fn wrong(number: usize, message: impl std::fmt::Display) -> Error {
    ErrorKind::Unreadable(Line::new(number, message.to_string())).into()
}

/// The text of the file at `path`.
pub(super) fn read(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|error| Error::at(path, error))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let number = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        let wrong = Line::new(number, "not UTF-8: save the file in that encoding");
        Error::caused_by(error, ErrorKind::Unreadable(wrong)).or_at(path)
    })
}
