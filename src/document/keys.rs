//! Numbers that stand for texts, ids and days.

use jiff::civil::Date;

use crate::announcement::Id;

/// The first 64 bits of the BLAKE3 hash of `parts`, each followed by a NUL.
pub(crate) fn hash(parts: &[&str]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(str::as_bytes(part)).update(b"\0");
    }
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(first)
}

/// The number behind the sixteen hexadecimal digits of an id.
pub(crate) fn of_id(id: &Id) -> u64 {
    u64::from_str_radix(id.as_str(), 16).unwrap_or(u64::MAX)
}

/// The id behind its number.
pub(crate) fn id(key: u64) -> Id {
    Id::from(format!("{key:016x}"))
}

/// Days since 1970-01-01.
pub(crate) fn day(date: Date) -> i64 {
    let days = date.since(jiff::civil::date(1970, 1, 1)).map(|span| i64::from(span.get_days()));
    days.unwrap_or_default()
}
