//! Ids by their first digits: which one is meant, and how many tell one from all others.

use crate::announcement::Id;
use crate::backend::Snapshot;
use crate::document::{Field, keys};
use crate::error::{ErrorKind, Result};

/// How many digits an id has.
const DIGITS: usize = 16;

/// Fewer are never shown: a start that was written down is to name the same announcement when the index
/// has grown. Of a million ids one in seventeen shares its first six digits with another.
const FEWEST: usize = 6;

/// How many ids are named where a start is that of several.
const MOST_NAMED: usize = 10;

/// The announcement whose id begins with these digits.
///
/// # Errors
/// [`ErrorKind::Ambiguous`] where there are several.
pub(super) fn meant<S: Snapshot>(start: &str, snapshot: &S) -> Result<Option<Id>> {
    let Some((from, to)) = range(start) else { return Ok(None) };
    let mut found = snapshot.between(Field::Id, from, to, MOST_NAMED + 1)?;
    if found.len() < 2 {
        return Ok(found.pop().map(keys::id));
    }
    let more = found.len() > MOST_NAMED;
    found.truncate(MOST_NAMED);
    let ids = found.into_iter().map(|key| keys::id(key).to_string()).collect();
    Err(ErrorKind::Ambiguous { start: start.to_string(), ids, more }.into())
}

/// How many digits at the start of an id tell it from all others.
pub(super) fn shortest<S: Snapshot>(id: &Id, snapshot: &S) -> Result<usize> {
    for digits in FEWEST..DIGITS {
        let Some((from, to)) = id.as_str().get(..digits).and_then(range) else { break };
        if snapshot.between(Field::Id, from, to, 2)?.len() < 2 {
            return Ok(digits);
        }
    }
    Ok(id.as_str().len())
}

/// The lowest and the highest number of an id that begins with these hexadecimal digits.
fn range(start: &str) -> Option<(u64, u64)> {
    let is_start =
        (1..=DIGITS).contains(&start.len()) && start.bytes().all(|digit| digit.is_ascii_hexdigit());
    let end = |fill: &str| {
        let digits = format!("{start}{}", fill.repeat(DIGITS - start.len()));
        u64::from_str_radix(&digits, 16).ok()
    };
    if is_start { end("0").zip(end("f")) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_is_that_of_all_ids_that_begin_so() {
        assert_eq!(range("a"), Some((0xA000_0000_0000_0000, 0xAFFF_FFFF_FFFF_FFFF)));
        assert_eq!(range("0123456789abcdef"), Some((0x0123_4567_89AB_CDEF, 0x0123_4567_89AB_CDEF)));
        for start in ["", "g", "0123456789abcdef0", "十"] {
            assert_eq!(range(start), None, "{start}");
        }
    }
}
