//! Whether two texts differ only by what re-publishing does to a text.
//!
//! Re-posts lose lines and clauses, gain the furniture of a page, swap marks, keep pinyin glosses and garble single
//! characters. Documents made from one template differ elsewhere: in numbers, dates, names and amounts. So every
//! difference is looked at where it is:
//!
//! - a clause or line that only one text has is a loss, but not when it speaks of an amendment (at the end it may: laws
//!   end with what they repeal), and numbers may be lost by one of the two texts only;
//! - a single character in the place of another, or one or two missing, is noise, while there is little of it and no
//!   pair is exchanged twice; but not a number, or a character that tells names apart, for its like;
//! - anything else makes two documents of them.
//!
//! Measured, with the sketches that choose what is compared, in `tests/integration/copies.rs`.

mod align;
mod token;

use std::ops::Range;

pub(in crate::text) use align::mixed;
use align::{Gap, gaps};
use token::Kind;
#[cfg(test)]
pub(in crate::text) use token::tokens;
pub(crate) use token::{Token, folded_tokens, furniture, tokens_without};

/// The share of the longer text that two copies have in common at least.
const LEAST_COMMON: f32 = 0.7;

/// How many single characters of a hundred may be garbled.
const MOST_NOISE: usize = 2;

/// How many may be garbled in however short a text.
const NOISE_OF_ANY: usize = 2;

/// Words of amendments: a clause with one of them is not merely lost.
const AMENDING: [&str; 7] = ["修正", "修订", "修改", "废止", "失效", "删去", "撤销"];

/// What the differences of two texts say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// One is a copy of the other, with stray characters garbled and the ends cut off or added to.
    Damage,
    /// Clauses within are missing: what damage does, and so does an amendment that strikes them.
    Loss,
    /// Nothing that re-publishing does not do, but too much of it to know.
    TooMuch,
    /// They are two documents.
    Meaning,
}

/// What the differences of two texts say.
pub(crate) fn difference(left: &[Token], right: &[Token]) -> Difference {
    let gaps = gaps(left, right);
    let mut found = Found::default();
    for (index, gap) in gaps.iter().enumerate() {
        let judged = match (gap.left.len(), gap.right.len()) {
            (_, 0) => found.lost(left, &around(&gaps, index, left.len(), |gap| &gap.left), 0),
            (0, _) => found.lost(right, &around(&gaps, index, right.len(), |gap| &gap.right), 1),
            (1, 1) => found.exchanged(&left[gap.left.start], &right[gap.right.start]),
            _ => None,
        };
        if judged.is_none() {
            return Difference::Meaning;
        }
    }
    found.verdict(left.len(), right.len())
}

/// A run that one text has alone, between the differences before and after it.
struct Alone {
    run: Range<usize>,
    room: Range<usize>,
}

fn around(gaps: &[Gap], index: usize, end: usize, side: fn(&Gap) -> &Range<usize>) -> Alone {
    let before = index.checked_sub(1).map_or(0, |before| side(&gaps[before]).end);
    let after = gaps.get(index + 1).map_or(end, |after| side(after).start);
    Alone { run: side(&gaps[index]).clone(), room: before..after }
}

/// The differences found so far.
#[derive(Default)]
struct Found {
    /// Garbled single characters.
    noise: usize,
    /// Tokens that only the left text has, and only the right one.
    alone: [usize; 2],
    /// Whether there is a number among them.
    numbers: [bool; 2],
    /// Whether any of it is within, and not at either end.
    within: bool,
    /// What stands for what.
    exchanged: Vec<(u64, u64)>,
}

impl Found {
    /// Takes note of a character in the place of another; `None` if that is not damage.
    fn exchanged(&mut self, left: &Token, right: &Token) -> Option<()> {
        let pair = (left.key, right.key);
        let noise = left.is_character() && right.is_character() && !(left.tells() && right.tells());
        let noise = noise && !self.exchanged.contains(&pair);
        self.noise += 1;
        self.exchanged.push(pair);
        noise.then_some(())
    }

    /// Takes note of a run that only one text has; `None` if it was not lost by damage.
    fn lost(&mut self, text: &[Token], alone: &Alone, side: usize) -> Option<()> {
        let run = &text[alone.run.clone()];
        if run.len() <= 2 && run.iter().all(|token| token.kind == Kind::Plain) {
            self.noise += run.len();
            return Some(());
        }
        let glosses = run.iter().all(|token| token.kind == Kind::Word);
        let start = alone.run.start == 0;
        let end = alone.run.end == text.len();
        // Laws end with what they repeal, and what is cut off is the end.
        if !glosses && (!is_whole(text, alone) || (!end && amends(run))) {
            return None;
        }
        self.within |= !glosses && !start && !end;
        self.alone[side] += run.len();
        self.numbers[side] |= run.iter().any(Token::is_number);
        Some(())
    }

    fn verdict(&self, left: usize, right: usize) -> Difference {
        if self.numbers == [true, true] {
            return Difference::Meaning;
        }
        let common = left - self.alone[0].min(left);
        let enough = common as f32 >= LEAST_COMMON * left.max(right) as f32;
        let clear = self.noise <= NOISE_OF_ANY.max(left.min(right) * MOST_NOISE / 100);
        match enough && clear {
            true if self.within => Difference::Loss,
            true => Difference::Damage,
            false => Difference::TooMuch,
        }
    }
}

/// Whether a run consists of whole clauses, in any of the places it may be said to be: of `甲。甲乙。` and `甲乙。`
/// the first may lack `甲。` or `。甲`.
fn is_whole(text: &[Token], alone: &Alone) -> bool {
    let bounds = |at: usize| text.get(at).is_none_or(|token| token.begins);
    let (mut start, mut end) = (alone.run.start, alone.run.end);
    while start > alone.room.start && text[start - 1].key == text[end - 1].key {
        (start, end) = (start - 1, end - 1);
    }
    loop {
        if bounds(start) && bounds(end) {
            return true;
        }
        if end >= alone.room.end || text[start].key != text[end].key {
            return false;
        }
        (start, end) = (start + 1, end + 1);
    }
}

fn amends(run: &[Token]) -> bool {
    let is = |pair: &[Token], word: &str| {
        let keys = word.chars().map(|c| u64::from(u32::from(c)));
        keys.eq(pair.iter().map(|token| token.key))
    };
    run.windows(2).any(|pair| AMENDING.iter().any(|word| is(pair, word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "各镇人民政府、街道办事处，区级各部门：\n为做好春季植树造林工作，经区政府同意，现将有关事项通知如下。\n一、明确目标任务。全区计划植树三万株，其中北山二万株。\n二、落实管护责任，谁种植谁管护，不得只种不管。\n三、请于2025年3月12日前报送方案。\n青山区人民政府\n2025年3月1日";

    fn of(changed: &str) -> Difference {
        let left = tokens(TEXT);
        let right = tokens(changed);
        let there = difference(&left, &right);
        assert_eq!(there, difference(&right, &left));
        there
    }

    #[test]
    fn damage_is_damage() {
        for changed in [
            TEXT.to_string(),
            TEXT.replace('，', " ").replace('。', "；"),
            TEXT.replace("\n青山区人民政府\n2025年3月1日", ""),
            format!("{TEXT}\n编者按：春天来了\n青山在线微信公众号"),
            TEXT.replace("管护责任", "管沪责任"),
            TEXT.replace("植树造林工作", "植树造林(lin)工作"),
            TEXT.replace("有关事项", "关事项"),
        ] {
            assert_eq!(of(&changed), Difference::Damage, "{changed}");
        }
    }

    #[test]
    fn clauses_missing_within_are_a_loss() {
        for lost in ["二、落实管护责任，谁种植谁管护，不得只种不管。\n", "，其中北山二万株"]
        {
            assert_eq!(of(&TEXT.replace(lost, "")), Difference::Loss, "{lost}");
        }
    }

    #[test]
    fn what_a_template_leaves_open_is_no_damage() {
        for (from, to) in [
            ("2025年3月12日", "2025年3月13日"),
            ("2025年", "2026年"),
            ("三万株", "四万株"),
            ("三万株", "三万五千株"),
            ("北山", "南山"),
            ("青山区", "龙泉市"),
            ("不得只种", "只种"),
            ("现将有关", "现将2025年有关"),
            ("植树造林", "防汛抗旱"),
            ("街道办事处", "派出所"),
        ] {
            assert_eq!(of(&TEXT.replace(from, to)), Difference::Meaning, "{from} {to}");
        }
        let moved =
            TEXT.replace("，其中北山二万株", "").replace("通知如下", "通知如下。限三日内办结");
        assert_eq!(of(&moved), Difference::Meaning);
        let amended = TEXT.replace("二、", "二、删去原通知第三项。\n二、");
        assert_eq!(of(&amended), Difference::Meaning);
        assert_eq!(
            of(&TEXT.replace("区级", "省级").replace("区政府", "省政府")),
            Difference::Meaning
        );
    }

    #[test]
    fn little_in_common_is_too_little() {
        let half: String = TEXT.lines().take(3).collect::<Vec<_>>().join("\n");
        assert_eq!(of(&half), Difference::TooMuch);
        let garbled = TEXT.replace("春季", "春委").replace("责任", "贵任").replace("报送", "报迭");
        assert_eq!(of(&garbled), Difference::TooMuch);
    }
}
