//! What names a document: its id, the start of its id, or its document number.

use crate::announcement::{DocNumber, Id};
use crate::backend::Lookup;
use crate::engine::{Engine, Shown};
use crate::error::{ErrorKind, Result};
use crate::query::Query;
use crate::request::Like;

/// How many digits an id has.
const ID_DIGITS: usize = 16;

/// What `name` may stand for, in the order it is looked for.
pub fn lookups(name: &str) -> Vec<Lookup> {
    let known = [of_id(name), DocNumber::parse(name).map(Lookup::Number)];
    known.into_iter().flatten().collect()
}

/// The announcement that hits are to be like, where `name` is its id or the start of it.
pub fn like(name: &str) -> Option<Like> {
    match of_id(name)? {
        Lookup::Id(id) => Some(Like::Document(id)),
        Lookup::Start(start) => Some(Like::Start(start)),
        Lookup::Number(_) => None,
    }
}

/// The announcements that `name` stands for, with the words of `query` marked: those of the first
/// reading that there are any of.
///
/// # Errors
/// [`ErrorKind::Unknown`] when it stands for none; and when the index cannot be read.
pub fn find(engine: &Engine, name: &str, query: Option<&Query>) -> Result<Vec<Shown>> {
    for lookup in lookups(name) {
        let shown = engine.get(&lookup, query)?;
        if !shown.is_empty() {
            return Ok(shown);
        }
    }
    Err(ErrorKind::Unknown(name.to_string()).into())
}

/// The id that `name` is written as, whole or in part.
fn of_id(name: &str) -> Option<Lookup> {
    let digits = name.trim().to_lowercase();
    let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    match digits.len() {
        ID_DIGITS if is_hexadecimal => Some(Lookup::Id(Id::from(digits))),
        1..ID_DIGITS if is_hexadecimal => Some(Lookup::Start(digits)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_digits_are_an_id_fewer_its_start_and_what_reads_as_a_number_is_one() {
        let id = |digits: &str| Lookup::Id(Id::from(digits.to_string()));
        let start = |digits: &str| Lookup::Start(digits.to_string());
        let number = |text: &str| Lookup::Number(DocNumber::parse(text).unwrap());
        for (name, expected) in [
            (" 0123456789ABCDEF ", vec![id("0123456789abcdef")]),
            ("国发[2025]1号", vec![number("国发〔2025〕1号")]),
            ("0123456789abcde", vec![start("0123456789abcde")]),
            ("A", vec![start("a")]),
            ("", Vec::new()),
            ("0123456789abcdef0", Vec::new()),
            ("0123456789abcdeg", Vec::new()),
            ("数据安全", Vec::new()),
        ] {
            assert_eq!(lookups(name), expected, "{name}");
        }
    }
}
