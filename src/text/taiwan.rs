//! Taiwan words (網際網路, 軟體) and the mainland words they stand for.
//!
//! Two classes, told apart in `data/taiwan.tsv`: words whose Traditional spelling never arises from mainland text are
//! the same word in the folded form; the others (資訊 is also 资讯, 網路 is also 管網路由) only in the reading form of a
//! text that the first class, or two of the second, have shown to come from Taiwan.

use super::letter::{Letter, letter};
use super::table;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One Taiwan word.
struct Word {
    /// Its characters, Simplified one by one.
    key: Vec<char>,
    /// The mainland word.
    mainland: &'static str,
    class: Class,
}

/// What a word may do, and what it shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// The same word as the mainland's wherever it is.
    Always,
    /// Two of these show a text to be from Taiwan.
    Shows,
    /// The mainland has the word too.
    Follows,
}

/// Words by their first character as Taiwan writes it, longest first.
static WORDS: LazyLock<HashMap<char, Vec<Word>>> = LazyLock::new(|| {
    let mut words: HashMap<char, Vec<Word>> = HashMap::new();
    for (taiwan, rest) in table::rows(include_str!("data/taiwan.tsv")) {
        let (mainland, class) = rest.split_once('\t').unwrap_or((rest, ""));
        let chars: Vec<char> = taiwan.chars().collect();
        let word = Word { key: table::simplified_block(&chars), mainland, class: class_of(class) };
        words.entry(chars.first().copied().unwrap_or_default()).or_default().push(word);
    }
    words.values_mut().for_each(|list| list.sort_by_key(|word| std::cmp::Reverse(word.key.len())));
    words
});

fn class_of(field: &str) -> Class {
    match field {
        "always" => Class::Always,
        "follows" => Class::Follows,
        _ => Class::Shows,
    }
}

/// A Taiwan word found in a text.
pub(super) struct Found {
    /// The mainland word.
    pub(super) mainland: &'static str,
    /// Where its characters are: byte offset and length of each.
    pub(super) at: Vec<(usize, usize)>,
}

/// The word of the class that is always the same, that begins where `text[start..]` does; blanks inside do not matter.
pub(super) fn always(text: &str, start: usize) -> Option<Found> {
    find(text, start, |word| word.class == Class::Always)
}

/// As [`always`], of both classes.
pub(super) fn any(text: &str, start: usize) -> Option<Found> {
    find(text, start, |_| true)
}

fn find(text: &str, start: usize, wanted: impl Fn(&Word) -> bool) -> Option<Found> {
    let rest = text.get(start..)?;
    let words = WORDS.get(&rest.chars().next()?)?;
    words.iter().filter(|word| wanted(word)).find_map(|word| {
        let at = spelled(rest, &word.key)?
            .into_iter()
            .map(|(offset, length)| (start + offset, length))
            .collect();
        Some(Found { mainland: word.mainland, at })
    })
}

/// Where the characters of `key` are if `rest` begins with them.
fn spelled(rest: &str, key: &[char]) -> Option<Vec<(usize, usize)>> {
    let mut at = Vec::with_capacity(key.len());
    for (offset, c) in rest.char_indices() {
        match letter_of(c) {
            Some(form) if key.get(at.len()) == Some(&form) => at.push((offset, c.len_utf8())),
            Some(_) => return None,
            None if matches!(letter(c), Letter::Blank | Letter::Nothing) => {}
            None => return None,
        }
        if at.len() == key.len() {
            return Some(at);
        }
    }
    None
}

fn letter_of(c: char) -> Option<char> {
    match letter(c) {
        Letter::Han(form) | Letter::TaiwanHan(form) | Letter::Other(form) => Some(form),
        _ => None,
    }
}

/// Whether a Traditional text is written in the words of Taiwan.
pub(super) fn is_taiwan_text(text: &str) -> bool {
    const ENOUGH_KINDS: usize = 2;
    let mut kinds: Vec<&str> = Vec::new();
    for (start, c) in text.char_indices().filter(|(_, c)| WORDS.contains_key(c)) {
        if table::may_begin_taiwan(c) && always(text, start).is_some() {
            return true;
        }
        let shown =
            find(text, start, |word| word.class == Class::Shows).map(|found| found.mainland);
        kinds.extend(shown.filter(|word| !kinds.contains(word)));
    }
    kinds.len() >= ENOUGH_KINDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_characters_are_those_of_the_file() {
        let begins = |list: &Vec<Word>| list.iter().any(|word| word.class == Class::Always);
        let mut from_file: Vec<char> =
            WORDS.iter().filter(|(_, list)| begins(list)).map(|(&c, _)| c).collect();
        let mut listed = table::TAIWAN_FIRST.to_vec();
        from_file.sort_unstable();
        listed.sort_unstable();
        assert_eq!(listed, from_file);
    }

    #[test]
    fn mainland_text_in_traditional_script_is_no_taiwan_text() {
        assert!(!is_taiwan_text("城市道路網路段改造、管網路由規劃和資訊共建、資料庫"));
        assert!(is_taiwan_text("按照網路安全法的要求"));
        assert!(is_taiwan_text("網路上的軟體與資訊"));
    }

    #[test]
    fn folded_words_hold_no_further_word() {
        for word in WORDS.values().flatten() {
            assert!(
                !word.mainland.char_indices().any(|(start, _)| any(word.mainland, start).is_some()),
                "{}",
                word.mainland
            );
        }
    }
}
