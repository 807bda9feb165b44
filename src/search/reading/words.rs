//! The words that stand beside what a query names, read from the files they are written in.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Words of one sort, the longest first.
type Words = Vec<&'static str>;

/// Words about files and sites.
pub(super) static NOISE: LazyLock<Words> = LazyLock::new(|| words(include_str!("noise.txt")));

static BORDERS: LazyLock<FxHashMap<&'static str, Words>> = LazyLock::new(|| {
    let sections = include_str!("borders.txt").split("\n[").skip(1);
    let section = |text: &'static str| text.split_once(']').map(|(name, rest)| (name, words(rest)));
    sections.filter_map(section).collect()
});

/// A sort of words in `borders.txt`, by the name of its section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    Asking,
    Before,
    Answering,
    Behind,
    Continuing,
    Joined,
    LawWords,
    LawExceptions,
    Counted,
    Labels,
}

impl Beside {
    fn section(self) -> &'static str {
        match self {
            Self::Asking => "asking",
            Self::Before => "before",
            Self::Answering => "answering",
            Self::Behind => "behind",
            Self::Continuing => "continuing",
            Self::Joined => "joined",
            Self::LawWords => "law-words",
            Self::LawExceptions => "law-exceptions",
            Self::Counted => "counted",
            Self::Labels => "labels",
        }
    }

    /// The words of this sort, the longest first.
    pub(super) fn words(self) -> &'static [&'static str] {
        BORDERS.get(self.section()).map_or(&[], |words| words)
    }

    /// The longest word of this sort that `text` begins with.
    pub(super) fn begins(self, text: &str) -> Option<&'static str> {
        self.words().iter().find(|word| text.starts_with(**word)).copied()
    }

    /// The longest word of this sort that `text` ends with.
    pub(super) fn ends(self, text: &str) -> Option<&'static str> {
        self.words().iter().find(|word| text.ends_with(**word)).copied()
    }
}

fn words(text: &'static str) -> Words {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default());
    let mut words: Words = lines.flat_map(str::split_whitespace).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold_str;

    const ALL: [Beside; 10] = [
        Beside::Asking,
        Beside::Before,
        Beside::Answering,
        Beside::Behind,
        Beside::Continuing,
        Beside::Joined,
        Beside::LawWords,
        Beside::LawExceptions,
        Beside::Counted,
        Beside::Labels,
    ];

    #[test]
    fn every_section_is_known_and_every_word_is_written_folded() {
        assert_eq!(BORDERS.len(), ALL.len());
        let lists = ALL.iter().map(|beside| beside.words()).chain([NOISE.as_slice()]);
        for list in lists {
            assert!(!list.is_empty());
            for word in list {
                assert_eq!(fold_str(word), **word);
            }
        }
    }

    #[test]
    fn the_longest_word_is_taken() {
        assert_eq!(Beside::Answering.begins("怎么规定的吗"), Some("怎么规定的"));
        assert_eq!(Beside::Before.ends("新修订的"), Some("新修订的"));
        assert_eq!(Beside::LawWords.begins("劳动"), None);
    }
}
