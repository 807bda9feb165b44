//! Numbers that stand for texts, ids and days.

use jiff::civil::Date;

use crate::announcement::{Announcement, Id};

/// A body of no more letters and digits than this may be that of many: its title tells it apart.
const SHORT_BODY: usize = 20;

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

/// A hash of the letters and digits of an announcement's body, by which a later run knows that the
/// text was seen before; `None` of one without any. It depends on no fold, for the next version
/// of this program reads it too.
pub(crate) fn content(announcement: &Announcement) -> Option<u64> {
    let letters = |text: &str| text.chars().filter(|one| one.is_alphanumeric()).collect::<String>();
    let body = letters(&announcement.body);
    let title = match body.chars().nth(SHORT_BODY) {
        Some(_) => String::new(),
        None => letters(&announcement.title),
    };
    (!title.is_empty() || !body.is_empty()).then(|| hash(&[&title, &body]))
}

/// Days since 1970-01-01.
pub(crate) fn day(date: Date) -> i64 {
    let days = date.since(jiff::civil::date(1970, 1, 1)).map(|span| i64::from(span.get_days()));
    days.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(title: &str, body: &str) -> Option<u64> {
        content(&Announcement { title: title.into(), body: body.into(), ..Announcement::default() })
    }

    #[test]
    fn a_text_is_known_whatever_stands_between_its_letters_and_digits() {
        let body = "各区人民政府：\n请于3月1日前完成渡口安全检查，并报市政府。";
        let wrapped = body.replace('，', ",\n  ");
        assert_eq!(told("甲", body), told("乙", &wrapped));
        assert_ne!(told("甲", body), told("甲", &body.replace('3', "4")));
    }

    #[test]
    fn a_short_body_is_told_apart_by_its_title() {
        assert_ne!(told("甲", "见附件。"), told("乙", "见附件。"));
        assert_ne!(told("甲", ""), told("", "甲"));
        assert_eq!(told("", "——"), None);
    }
}
