//! The names of bodies in a text, inside longer runs too, and what else the bodies are called.

use std::ops::Range;

use super::super::expansion::{Expansion, Origin};
use crate::issuer::registry;
use crate::text::fold_str;

/// The characters that names of bodies end in. Most texts hold few of them, and no name is looked for
/// that ends in another.
const ENDS: &str = "委部局厅院会办署行社心室团所组队联协总检高法报台库站司处机制银挥央科政后装资语编港校府构网大参指";

/// The most characters of a name that is looked for in a text.
const LONGEST: usize = 28;

/// Names of this many characters are never part of another word, whatever is beside them.
const SURELY_WHOLE: usize = 5;

/// Names of two characters that are read inside a longer run too. The others are parts of too many
/// words, as 国办 is of 国办发 and 人行 of 人行道.
const SHORT: [&str; 9] = ["央行", "妇联", "残联", "文联", "侨联", "科协", "计委", "语委", "民委"];

/// What the government of a division is called after the last character of the division's name.
const GOVERNMENTS: [&str; 2] = ["人民政府", "政府"];

/// What else the bodies are called whose names a folded text holds, from left to right: of names that
/// overlap, the first and longest.
/// `is_word` says whether a part cuts no word.
pub(super) fn names(folded: &str, is_word: impl Fn(&Range<usize>) -> bool) -> Vec<Expansion> {
    let ends: Vec<usize> = folded
        .char_indices()
        .filter(|(_, c)| ENDS.contains(*c))
        .map(|(at, c)| at + c.len_utf8())
        .collect();
    let (mut found, mut free) = (Vec::new(), 0);
    for (start, _) in folded.char_indices() {
        let is_name = |part: &Range<usize>| is_name(folded, part, &is_word);
        if start < free {
            continue;
        }
        if let Some(expansion) = government_at(folded, start) {
            free = expansion.at.end;
            found.push(expansion);
        } else if let Some(part) = longest_at(folded, start, &ends, is_name) {
            free = part.end;
            found.extend(others(folded, part));
        }
    }
    found
}

/// The government that is named at `start` by the end of its division's name: 省政府 is also 省人民政府.
fn government_at(folded: &str, start: usize) -> Option<Expansion> {
    let division = folded[start..].chars().next().filter(|c| "省市县区州盟旗镇乡".contains(*c))?;
    let rest = &folded[start + division.len_utf8()..];
    let index = GOVERNMENTS.iter().position(|name| rest.starts_with(name))?;
    let end = start + division.len_utf8() + GOVERNMENTS[index].len();
    // 地区 and 城市 are words for any division, and so are their governments.
    let is_any = folded[..start].ends_with(['地', '城']);
    let text = format!("{division}{}", GOVERNMENTS[1 - index]);
    (!is_any).then_some(Expansion { at: start..end, text, origin: Origin::Alias })
}

/// The longest name that begins at `start` and ends at one of `ends`.
fn longest_at(
    folded: &str,
    start: usize,
    ends: &[usize],
    is_name: impl Fn(&Range<usize>) -> bool,
) -> Option<Range<usize>> {
    let after = ends.partition_point(|end| *end <= start);
    let is_near = |end: &&usize| folded[start..**end].chars().count() <= LONGEST;
    let near = ends[after..].iter().take_while(is_near).count();
    ends[after..after + near].iter().rev().map(|end| start..*end).find(is_name)
}

/// Whether a part of a text is the name of a body and no part of other words.
fn is_name(folded: &str, part: &Range<usize>, is_word: impl Fn(&Range<usize>) -> bool) -> bool {
    let name = &folded[part.clone()];
    if name.ends_with('部') && folded[part.end..].starts_with('门') {
        return false;
    }
    let length = name.chars().count();
    let may_be = length > 2 || *part == (0..folded.len()) || SHORT.contains(&name);
    may_be && registry().is_body(name) && (length >= SURELY_WHOLE || is_word(part))
}

/// What else the body is called whose name is a part of a text.
fn others(folded: &str, part: Range<usize>) -> Vec<Expansion> {
    let names = registry().other_names(&folded[part.clone()]).unwrap_or_default();
    let own = names.own.iter().map(|name| (name, Origin::Alias));
    let former = names.former.iter().map(|name| (name, Origin::Former));
    own.chain(former)
        .map(|(name, origin)| Expansion { at: part.clone(), text: fold_str(name), origin })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::spellings;
    use super::*;
    use crate::analyzer::Dictionary;

    fn found(text: &str) -> Vec<(String, String)> {
        let folded = fold_str(text);
        let own = |one: Expansion| (folded[one.at].to_string(), one.text);
        spellings(&folded, &Dictionary::default()).into_iter().map(own).collect()
    }

    fn others(text: &str, name: &str) -> Vec<String> {
        let of_name = found(text).into_iter().filter(|(own, _)| own == name);
        of_name.map(|(_, other)| other).collect()
    }

    #[test]
    fn a_name_has_the_others_inside_a_longer_run_too() {
        for text in ["发改委", "发改委印发通知", "关于发改委电价", "江苏省发改委", "市發改委"]
        {
            let others = others(text, "发改委");
            assert_eq!(others[..2], ["发展改革委", "发展和改革委"], "{text}");
        }
        assert!(others("江苏省卫健委公告", "卫健委").contains(&"卫生健康委".to_string()));
        let two = found("财政部、人社部联合通知");
        assert!(two.iter().any(|(own, other)| own == "人社部" && other == "人力资源社会保障部"));
    }

    #[test]
    fn the_longest_name_is_taken() {
        assert!(
            others("国家发展和改革委员会", "国家发展和改革委员会").contains(&"发展改革委".into())
        );
        assert_eq!(others("国家发展和改革委员会", "发展和改革委员会"), [""; 0]);
        assert!(
            others("国家市场监督管理总局令", "国家市场监督管理总局")
                .contains(&"市场监管总局".to_string())
        );
    }

    #[test]
    fn a_government_is_one_of_the_people() {
        assert_eq!(others("四川省政府印发", "省政府"), ["省人民政府"]);
        assert_eq!(others("成都市人民政府令", "市人民政府"), ["市政府"]);
        assert_eq!(found("地区政府和城市政府"), []);
    }

    #[test]
    fn what_is_part_of_another_word_is_no_name() {
        for text in
            ["国办发", "人行道", "教育局面", "财政部门", "公安部门", "人力资源社会保障部门", "总局"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn every_name_of_the_registry_that_has_others_is_looked_for() {
        let is_missed = |name: &&'static str| {
            let folded = fold_str(name);
            let others = registry().other_names(&folded).unwrap_or_default();
            let is_found = folded.ends_with(|c| ENDS.contains(c));
            let has_others = !others.own.is_empty() || !others.former.is_empty();
            has_others && (!is_found || folded.chars().count() > LONGEST)
        };
        let missed: Vec<_> = registry().names().into_iter().filter(is_missed).collect();
        assert_eq!(missed, [""; 0]);
    }
}
