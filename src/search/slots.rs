//! The words of a text one after the other, each with what else may be written in its place.

use std::ops::Range;

use crate::thesaurus::Expansion;

/// Words of a text that another spelling may stand for as a whole.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slot<'t> {
    /// The words as they were typed: one, but for a year.
    pub(super) words: Vec<&'t str>,
    /// The other spellings; none for a word that has no other.
    pub(super) others: Vec<String>,
}

/// The slots of a folded text whose words stand at `places`: each part that has other spellings whole,
/// each other word by itself. A word that such a part cuts is cut there.
///
/// Each word is a piece of the text, so that whoever holds the text holds all words.
pub(super) fn slots<'t>(
    folded: &'t str,
    places: &[Range<usize>],
    spellings: &[Expansion],
) -> Vec<Slot<'t>> {
    let mut slots = Vec::new();
    let mut from = 0;
    for same in spellings.chunk_by(|left, right| left.at == right.at) {
        let at = &same[0].at;
        slots.extend(words(folded, places, from..at.start).map(Slot::plain));
        let whole = &folded[at.clone()];
        // 2020年 is among 2019—2020年 and 2020—2025年.
        let words: Vec<&str> = match is_year(whole) {
            true => words(folded, places, at.clone()).collect(),
            false => vec![whole],
        };
        slots.push(Slot {
            words,
            others: same.iter().map(|spelling| spelling.text.clone()).collect(),
        });
        from = at.end;
    }
    slots.extend(words(folded, places, from..folded.len()).map(Slot::plain));
    slots
}

impl<'t> Slot<'t> {
    fn plain(word: &'t str) -> Self {
        Self { words: vec![word], others: Vec::new() }
    }
}

/// Whether a text is a year in digits.
fn is_year(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && text[digits..].starts_with('年')
}

/// What of the words at `places` is within a part of the text.
fn words<'t>(
    folded: &'t str,
    places: &[Range<usize>],
    part: Range<usize>,
) -> impl Iterator<Item = &'t str> {
    let within = move |place: &Range<usize>| {
        place.start.max(part.start)..place.end.min(part.end).max(place.start.max(part.start))
    };
    let parts: Vec<&str> = places.iter().map(within).map(|place| &folded[place]).collect();
    parts.into_iter().filter(|word| !word.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyzer::Dictionary;
    use crate::search::analyzed::place;
    use crate::text::fold_str;
    use crate::thesaurus::spellings;

    fn shown(text: &str, words: &[&str]) -> String {
        let folded = fold_str(text);
        let mut rest = folded.as_str();
        let mut places = Vec::new();
        for word in words {
            let at = rest.find(word).unwrap();
            places.push(place(&folded, &rest[at..at + word.len()]));
            rest = &rest[at + word.len()..];
        }
        let spellings = spellings(&folded, &Dictionary::default());
        let slots = slots(&folded, &places, &spellings);
        let others = |slot: &Slot<'_>| if slot.others.is_empty() { "" } else { "*" };
        let show = |slot: &Slot<'_>| format!("{}{}", slot.words.join("+"), others(slot));
        slots.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_of_a_name_are_one_slot() {
        assert_eq!(shown("发改委印发通知", &["发改委", "印发", "通知"]), "发改委* 印发 通知");
        let words = ["成都市", "发展", "改革委", "电价"];
        assert_eq!(shown("成都市发展改革委电价", &words), "成都市 发展改革委* 电价");
        assert_eq!(shown("2020年预算", &["2020", "年", "预算"]), "2020+年* 预算");
        assert_eq!(shown("30万元", &["30", "万元"]), "30万元*");
        assert_eq!(shown("安全生产", &["安全", "生产"]), "安全 生产");
    }

    #[test]
    fn a_word_is_cut_where_a_name_begins_in_it() {
        assert_eq!(shown("四川省政府令", &["四川省", "政府", "令"]), "四川 省政府* 令");
    }
}
