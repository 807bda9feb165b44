//! The numbered sections of a text that has no chapters: 一、总体要求.

use crate::text::numerals::parse;

/// From how many sections on they are contents.
const FEWEST: usize = 3;

/// The head of a section has no more characters than this; what has more is a paragraph with a number.
const LONGEST: usize = 40;

/// Which of these paragraphs are the heads of sections: those that count on from 一. There may be
/// several such rows, in annexes.
pub(super) fn sections(paragraphs: &[&str]) -> Vec<bool> {
    let mut next = 1;
    let heads = paragraphs.iter().map(|text| match number(text) {
        Some(number) if number == next || number == 1 => {
            next = number + 1;
            true
        }
        _ => false,
    });
    let heads: Vec<bool> = heads.collect();
    let count = heads.iter().filter(|is_head| **is_head).count();
    if count < FEWEST { vec![false; paragraphs.len()] } else { heads }
}

/// The number of the section that a paragraph is the head of.
fn number(text: &str) -> Option<u32> {
    let (digits, name) = text.split_once('、')?;
    let is_counted = digits.chars().all(|c| "一二三四五六七八九十".contains(c));
    let is_name = !name.is_empty() && !name.ends_with(['。', '；', '：', '，', ';', ':', ',']);
    let is_short = text.chars().nth(LONGEST).is_none();
    parse(digits).filter(|_| is_counted && is_name && is_short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_count_on_from_the_first() {
        let heads = |texts: &[&str]| -> Vec<usize> {
            let heads = sections(texts).into_iter().enumerate();
            heads.filter(|(_, is_head)| *is_head).map(|(at, _)| at).collect()
        };
        let text = [
            "一、总则",
            "（一）看护",
            "二、渡船",
            "二、三级渡口",
            "三、附则",
            "附件",
            "一、名单",
            "二、船",
        ];
        assert_eq!(heads(&text), [0, 2, 4, 6, 7]);
        assert_eq!(heads(&["一、总则", "二、渡船"]), [0; 0]);
        assert_eq!(heads(&["一、看护渡口。", "二、检验渡船。", "三、设牌。"]), [0; 0]);
        assert_eq!(heads(&["三、附则", "四、名单", "五、船"]), [0; 0]);
        let long = "一、".to_string() + &"渡".repeat(40);
        assert_eq!(heads(&[&long, "二、渡船", "三、附则", "四、名单"]), [0; 0]);
    }
}
