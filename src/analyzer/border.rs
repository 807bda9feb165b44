//! Whether a short word occurs as a word, or only its characters do, across the border of others.
//!
//! 民政 is a word in 民政局, but in 人民政府 it is the end of 人民 and the beginning of 政府. Such a place
//! is *false* where words that cross the start or the end of the word are likelier than the word. Words
//! that hold it inside do not count: 人民政府 is judged by 人民 and 政府. Words that begin or end with it
//! speak for it: 市民政局 holds 民政局, which is as good a cut as 市民 and 政局.
//!
//! With `P` for the likelihood of a word in jieba's dictionary, `best` for that of the best cut, and
//! `x`, `y` for the neighbours, a word `w` of `n` characters has
//!
//! ```text
//! kept     max(P(w), best(w))
//! head(i)  P(x + w[..i]) − best(x), and 0 for i = 0
//! tail(j)  P(w[j..] + y) − best(y), and 0 for j = n
//! margin   head(i) + best(w[i..j]) + tail(j) − kept, the greatest over i, j
//! cover    max(0, P(x + w) − best(x) − kept, P(w + y) − best(y) − kept)
//! ```
//!
//! A place is false where words cross both ends and `margin > cover`, or one end and
//! `margin > 2 + cover / 2`: one likelier word is weaker evidence than two. Where no words cross and
//! `cover` is above 0, the place is *held* by a longer word, which may mean another thing: 不动产.
//!
//! One neighbour on each side tells nearly as well as four. On about 35,000 places of 29 words in 900
//! laws, by contexts written by hand, and on 34,000 places of the 58 words with traps that are shown in
//! `tests/data/questions`, most of whose false places that are not found have no border inside
//! (未成年人, 不动产, 饮用水):
//!
//! | judged by | contexts: found | precision | traps: found | precision |
//! |---|---|---|---|---|
//! | one neighbour, the rule above | .981 | .973 | .775 | .967 |
//! | the same without `cover` | .982 | .950 | .799 | .948 |
//! | the same, `cover` whole on one side too | .921 | .971 | .775 | .967 |
//! | 0 for 2, without `cover` | .984 | .918 | | |
//! | both sides alone, without `cover` | .913 | .978 | | |
//! | two or four neighbours, without `cover` | .976 | .962, .966 | | |
//! | jieba's best cut of the whole run | .093 | .848 | | |
//!
//! The rule was chosen on the same words. What is wrongly called false has a neighbour that makes a
//! word with its end: 设施|用地 (施用), 用地|面积 (地面), 国|民法典 (国民).

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::frequency::{likelihood, rarest};
use crate::text::is_han;

/// How much likelier, in nats, a word that crosses one end must be than the word itself.
const ONE_SIDE: f64 = 2.0;

/// The most characters that a word has which is judged: a longer one is seldom made of parts of
/// others.
const LONGEST: usize = 3;

/// What a cut gains where the characters of a word up to a place, or from it, make a word with a
/// neighbour; nothing where there is no such word. The places are those inside the word, then its end
/// or its start, for the words that hold it.
type Gains = [Option<f64>; LONGEST];

/// No neighbour.
const NO_GAINS: Gains = [None; LONGEST];

/// What a place of a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The word itself.
    Word,
    /// The end or the beginning of a longer word: 动产 in 不动产, 民政 in 民政局.
    Held,
    /// Its characters alone, across the border of other words: a false place.
    Crossed,
}

/// The ends of a word, and how likely it is.
#[derive(Clone, Debug)]
pub(crate) struct Border {
    word: String,
    /// The byte at which each character begins, and the length.
    at: Vec<usize>,
    /// How likely the word is, whole or cut.
    kept: f64,
    /// The likelihood of the best cut of the characters from one place to another.
    middles: [[f64; LONGEST + 1]; LONGEST + 1],
    /// What was found of the neighbours met: a text repeats them.
    met: RefCell<[FxHashMap<char, Gains>; 2]>,
}

impl Border {
    /// The ends of a word of two or three Han characters; others have none.
    pub(crate) fn of(word: &str) -> Option<Self> {
        let at: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
        let is_short = (2..=LONGEST).contains(&(at.len() - 1)) && word.chars().all(is_han);
        is_short.then(|| {
            let cut = best_cut(word, Some(word));
            let kept = likelihood(word).map_or(cut, |whole| whole.max(cut));
            let mut middles = [[0.0; LONGEST + 1]; LONGEST + 1];
            for (from, to) in (0..at.len()).flat_map(|to| (0..to).map(move |from| (from, to))) {
                middles[from][to] = best_cut(&word[at[from]..at[to]], None);
            }
            Self { word: word.to_string(), at, kept, middles, met: RefCell::default() }
        })
    }

    /// The word.
    pub(crate) fn word(&self) -> &str {
        &self.word
    }

    /// Whether jieba's dictionary has the word.
    pub(crate) fn is_known(&self) -> bool {
        likelihood(&self.word).is_some()
    }

    /// What the place of the word at a byte of folded text is.
    pub(crate) fn place_in(&self, folded: &str, at: usize) -> Place {
        let before = folded[..at].chars().next_back();
        let behind = folded[at + self.word.len()..].chars().next();
        self.place(before, behind)
    }

    /// What a place between these neighbours is. Only Han characters count.
    fn place(&self, before: Option<char>, behind: Option<char>) -> Place {
        let met = &mut *self.met.borrow_mut();
        let mut of = |side: usize, character: Option<char>, gains: fn(&Self, char) -> Gains| {
            let character = character.filter(|c| is_han(*c))?;
            Some(*met[side].entry(character).or_insert_with(|| gains(self, character)))
        };
        let heads = of(0, before, Self::heads).unwrap_or(NO_GAINS);
        let tails = of(1, behind, Self::tails).unwrap_or(NO_GAINS);
        self.place_by(&heads, &tails)
    }

    /// What a place is by what its neighbours gain.
    fn place_by(&self, heads: &Gains, tails: &Gains) -> Place {
        let end = self.at.len() - 1;
        let (mut one, mut both) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        for at in 1..end {
            let (head, tail) = (heads[at - 1], tails[at - 1]);
            let alone = [
                head.map(|gain| gain + self.middles[at][end]),
                tail.map(|gain| self.middles[0][at] + gain),
            ];
            one = alone.into_iter().flatten().fold(one, f64::max);
            let tails = (at..end).map(|to| Some(head? + self.middles[at][to] + tails[to - 1]?));
            both = tails.flatten().fold(both, f64::max);
        }
        let cover = [heads[end - 1], tails[end - 1]].into_iter().flatten();
        let cover = cover.map(|gain| gain - self.kept).fold(0.0, f64::max);
        match one - self.kept > ONE_SIDE + cover / 2.0 || both - self.kept > cover {
            true => Place::Crossed,
            false if cover > 0.0 => Place::Held,
            false => Place::Word,
        }
    }

    /// What the character before gains with the beginnings of the word, and with all of it.
    fn heads(&self, before: char) -> Gains {
        let end = self.at.len() - 1;
        let word = |to: usize| format!("{before}{}", &self.word[..self.at[to]]);
        gains(before, (1..=end).map(word))
    }

    /// What the character behind gains with the ends of the word, and with all of it.
    fn tails(&self, behind: char) -> Gains {
        let end = self.at.len() - 1;
        let word = |from: usize| format!("{}{behind}", &self.word[self.at[from]..]);
        gains(behind, (1..end).chain([0]).map(word))
    }
}

/// What a cut gains by each of the words, if it is one, that a neighbour is part of.
fn gains(neighbour: char, words: impl Iterator<Item = String>) -> Gains {
    let mut gains = NO_GAINS;
    for (gain, word) in gains.iter_mut().zip(words) {
        *gain = likelihood(&word).map(|whole| whole - of_character(neighbour));
    }
    gains
}

/// How likely a character is by itself.
fn of_character(character: char) -> f64 {
    likelihood(character.encode_utf8(&mut [0; 4])).unwrap_or_else(rarest)
}

/// The likelihood of the best cut of `text` into words, of which `without` is none.
fn best_cut(text: &str, without: Option<&str>) -> f64 {
    let mut characters = text.chars();
    let Some(first) = characters.next() else { return 0.0 };
    let alone = of_character(first) + best_cut(characters.as_str(), without);
    let ends = text.char_indices().skip(2).map(|(at, _)| at).chain([text.len()]);
    let words = ends.filter(|end| *end > first.len_utf8()).map(|end| text.split_at(end));
    let longer = words
        .filter(|(word, _)| Some(*word) != without)
        .filter_map(|(word, rest)| Some(likelihood(word)? + best_cut(rest, without)));
    longer.fold(alone, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the first place of a word in `text` is.
    fn place(word: &str, text: &str) -> Place {
        Border::of(word).unwrap().place_in(text, text.find(word).unwrap())
    }

    #[test]
    fn what_lies_across_the_border_of_other_words_is_false() {
        for (word, text) in [
            ("民政", "镇人民政府负责"),
            ("业主", "由农业主管部门发证"),
            ("理事", "代为办理事项"),
            ("工资", "学徒工资格"),
            ("法制", "依法制定细则"),
            ("用地", "使用地下空间"),
            ("负责人", "负责人员名册"),
            ("期限", "延期限制"),
            ("政法", "适用行政法规"),
        ] {
            assert_eq!(place(word, text), Place::Crossed, "{word} in {text}");
        }
    }

    #[test]
    fn a_word_that_others_hold_whole_or_leave_alone_is_real() {
        for (word, text) in [
            ("民政", "县民政局收件"),
            ("民政", "市民政局收件"),
            ("民政", "民政"),
            ("地下", "开采地下水"),
            ("民法", "作为民法典的一编"),
            ("业主", "全体业主投票"),
            ("业主", "业主大会"),
            ("安全", "安全生产"),
            ("理事", "三名理事到会"),
            ("工资", "拖欠工资的"),
            ("法制", "加强法制教育"),
            ("负责人", "船队负责人签字"),
            ("登记表", "填写登记表后"),
        ] {
            assert_ne!(place(word, text), Place::Crossed, "{word} in {text}");
        }
    }

    #[test]
    fn a_word_at_an_end_of_a_longer_one_is_held() {
        for (word, text) in
            [("动产", "登记不动产时"), ("民政", "由民政局收件"), ("成年人", "未成年人免票")]
        {
            assert_eq!(place(word, text), Place::Held, "{word} in {text}");
        }
        for (word, text) in [("动产", "抵押动产时"), ("成年人", "两名成年人陪同")]
        {
            assert_eq!(place(word, text), Place::Word, "{word} in {text}");
        }
    }

    #[test]
    fn only_han_neighbours_make_a_place_false() {
        let border = Border::of("民政").unwrap();
        assert_eq!(border.place(Some('人'), Some('府')), Place::Crossed);
        assert_eq!(border.place(Some(' '), Some('a')), Place::Word);
        assert_eq!(border.place(None, None), Place::Word);
    }

    #[test]
    fn words_of_two_and_three_han_characters_have_ends() {
        assert!(Border::of("民政").unwrap().is_known());
        assert!(!Border::of("酒驾").unwrap().is_known());
        for word in ["", "税", "人民政府", "5年", "ab"] {
            assert!(Border::of(word).is_none(), "{word}");
        }
    }

    #[test]
    fn the_best_cut_is_the_likeliest() {
        let [one, two] = ["农业", "主管"].map(|word| likelihood(word).unwrap());
        assert_eq!(best_cut("农业主管", None), one + two);
        assert_eq!(best_cut("", None), 0.0);
        assert!(best_cut("农业", Some("农业")) < one);
    }
}
