//! What names a document: its id, or its document number.

use crate::announcement::{DocNumber, Id};
use crate::backend::Lookup;
use crate::engine::{Engine, Shown};
use crate::error::{ErrorKind, Result};
use crate::query::Query;

/// How many digits an id has.
const ID_DIGITS: usize = 16;

/// What `name` may stand for, in the order it is looked for.
pub fn lookups(name: &str) -> Vec<Lookup> {
    let known = [id(name).map(Lookup::Id), DocNumber::parse(name).map(Lookup::Number)];
    known.into_iter().flatten().collect()
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

/// The id that `name` is written as.
pub(super) fn id(name: &str) -> Option<Id> {
    let digits = name.trim().to_lowercase();
    let is_id = digits.len() == ID_DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then(|| Id::from(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_digits_are_an_id_and_what_reads_as_a_number_is_one() {
        let id = |digits: &str| Lookup::Id(Id::from(digits.to_string()));
        let number = |text: &str| Lookup::Number(DocNumber::parse(text).unwrap());
        for (name, expected) in [
            (" 0123456789ABCDEF ", vec![id("0123456789abcdef")]),
            ("国发[2025]1号", vec![number("国发〔2025〕1号")]),
            ("0123456789abcde", Vec::new()),
            ("0123456789abcdef0", Vec::new()),
            ("0123456789abcdeg", Vec::new()),
            ("数据安全", Vec::new()),
        ] {
            assert_eq!(lookups(name), expected, "{name}");
        }
    }
}
