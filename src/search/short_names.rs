//! Short names of laws that no table has: 未人保法 among the titles that an index holds.
//!
//! A name stands for a title if it begins with its first character, has its others in order, ends in
//! 法 as it does, and no other title of the index is meant by it. Tried on the titles of 2,627 laws:
//! of the 267 names ending in 法 that `thesaurus/statutes.tsv` lists, 193 mean one title, always the
//! right one, 3 mean several (环保法), and the others follow no rule (版权法). Of 1,058 names made of the
//! first character, another one and 法, 889 mean one title; of 995 with two others, 937. Names of 条例
//! and 办法 are left to the table: of 46 with one meaning 2 were wrong (治安条例 is not
//! 治安保卫委员会暂行组织条例).

use crate::backend::seam::Snapshot;
use crate::document::Field;
use crate::error::Result;
use crate::text::STATE;

/// Names of other lengths, in characters, are no short names.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=12;

/// The key of the one title that `name` is short for; none where it is a title itself.
pub(super) fn meant(snapshot: &impl Snapshot, name: &str) -> Result<Option<String>> {
    let Some(first) = name.chars().next().filter(|_| may_be_short(name)) else {
        return Ok(None);
    };
    let titles = snapshot.values(Field::TitleKey, &first.to_string())?;
    if titles.contains(name) {
        return Ok(None);
    }
    let mut meant = titles.into_iter().filter(|title| is_short_for(name, title));
    Ok(meant.next().filter(|_| meant.next().is_none()))
}

/// Whether a name ends in 法, as laws do, and is long enough to mean one of them.
fn may_be_short(name: &str) -> bool {
    LENGTHS.contains(&name.chars().count()) && is_law(name)
}

fn is_law(title: &str) -> bool {
    title.ends_with('法') && !title.ends_with("办法")
}

/// Whether `name` has its first character and the others in order from `title`.
fn is_short_for(name: &str, title: &str) -> bool {
    let mut rest = title.chars();
    let in_order = name.chars().all(|wanted| rest.any(|character| character == wanted));
    is_law(title)
        && !title.starts_with(STATE)
        && title.chars().next() == name.chars().next()
        && in_order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_has_its_characters_in_order() {
        assert!(is_short_for("反家暴法", "反家庭暴力法"));
        assert!(is_short_for("个税法", "个人所得税法"));
        assert!(!is_short_for("家暴法", "反家庭暴力法"));
        assert!(!is_short_for("反暴家法", "反家庭暴力法"));
        assert!(!is_short_for("反家暴法", "反家庭暴力法实施办法"));
    }

    #[test]
    fn a_name_that_ends_otherwise_or_is_shorter_is_none() {
        assert!(may_be_short("个税法"));
        for name in ["消法", "个税条例", "管理办法"] {
            assert!(!may_be_short(name), "{name}");
        }
    }
}
