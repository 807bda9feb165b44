//! What texts are compared by: Han characters one by one, numbers and other words whole.
//!
//! Marks and blanks are not tokens, so a re-post with other punctuation has the same ones; where they stood is kept, for
//! what is lost in re-publishing is lost by clauses and lines.

use super::super::{boilerplate, fold_str, is_han};

/// How many lines at either end may be page furniture.
const NEAR_ENDS: usize = 8;

/// One unit of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// The character, or a hash of the word with the highest bit set.
    pub(super) key: u64,
    /// What a difference in it means.
    pub(super) kind: Kind,
    /// Whether a line or a clause begins with it.
    pub(super) begins: bool,
}

/// What a difference in a token means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A Han character like most.
    Plain,
    /// A Han character that tells things of one name apart.
    Telling,
    /// A Han character that turns a sentence round.
    Negation,
    /// A number of one Han character.
    Numeral,
    /// Any other number, whole.
    Number,
    /// A word of letters.
    Word,
}

impl Token {
    pub(crate) fn key(&self) -> u64 {
        self.key
    }

    pub(crate) fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Numeral | Kind::Number)
    }

    /// Whether it is a number of more than one Han character, or in digits.
    pub(in crate::text) fn is_figure(&self) -> bool {
        self.kind == Kind::Number
    }

    /// Whether it is a single Han character, which careless copying garbles.
    pub(super) fn is_character(&self) -> bool {
        !matches!(self.kind, Kind::Number | Kind::Word)
    }

    /// Whether exchanging it for another of its like makes another document.
    pub(super) fn tells(&self) -> bool {
        matches!(self.kind, Kind::Telling | Kind::Numeral | Kind::Number)
    }
}

/// The tokens of a text as it is shown, line by line, without page [`furniture`].
#[cfg(test)]
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    tokens_without(text, &furniture(text))
}

/// The tokens of a text as it is shown, line by line, but for the lines of these numbers.
pub(crate) fn tokens_without(text: &str, furniture: &[usize]) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 3);
    let body = text.lines().enumerate().filter(|(number, _)| !furniture.contains(number));
    let mut lines = body.map(|(_, line)| line).peekable();
    let mut open = String::new();
    while let Some(line) = lines.next() {
        open.push_str(line.trim());
        if !lines.peek().is_some_and(|next| is_cut(&open, next.trim())) {
            push(&fold_str(&open), &mut tokens);
            open.clear();
        }
    }
    tokens
}

/// The lines of a text, counted from 0, that are furniture and are near its ends, behind what trimming did not know.
pub(crate) fn furniture(text: &str) -> Vec<usize> {
    let lines: Vec<&str> = text.lines().collect();
    let inner = NEAR_ENDS..lines.len().saturating_sub(NEAR_ENDS);
    let is_furniture =
        |number: &usize| !inner.contains(number) && boilerplate::is_furniture(lines[*number]);
    (0..lines.len()).filter(is_furniture).collect()
}

/// Whether a line ends within a number that goes on in the next: 二十 and 一日.
fn is_cut(line: &str, next: &str) -> bool {
    line.ends_with(is_numeral) && next.starts_with(is_numeral)
}

/// The tokens of folded text.
pub(crate) fn folded_tokens(folded: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(folded.len() / 3);
    push(folded, &mut tokens);
    tokens
}

fn push(folded: &str, tokens: &mut Vec<Token>) {
    let mut begins = true;
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        let (length, kind) = match of_common(first) {
            Some(kind) => (first.len_utf8(), kind),
            None => unit(first, rest),
        };
        if first != ' ' {
            let piece = &rest[..length];
            tokens.push(Token { key: key(first, piece), kind, begins });
        }
        begins = first == ' ';
        rest = &rest[length..];
    }
}

/// The first of the Han characters that most texts are made of, and how many there are.
const COMMON: (u32, usize) = (0x4E00, 0x5200);

/// The kinds of common Han characters, but for numerals. To look one up is a quarter of the work of
/// telling it, and texts are compared by the hundred thousand characters.
static OF_COMMON: [Option<Kind>; COMMON.1] = {
    let mut kinds = [None; COMMON.1];
    let mut at = 0;
    while at < kinds.len() {
        if let Some(c) = char::from_u32(COMMON.0 + at as u32)
            && !is_numeral(c)
        {
            kinds[at] = Some(of_character(c));
        }
        at += 1;
    }
    kinds
};

/// The kind of a Han character that is not a numeral, if it is a common one.
fn of_common(c: char) -> Option<Kind> {
    let place = u32::from(c).checked_sub(COMMON.0)?;
    OF_COMMON.get(place as usize).copied().flatten()
}

/// How many bytes the unit at the head of `rest` has, and of what kind it is.
fn unit(first: char, rest: &str) -> (usize, Kind) {
    let while_true = |holds: fn(char) -> bool| rest.find(|c| !holds(c)).unwrap_or(rest.len());
    if first == ' ' {
        return (1, Kind::Plain);
    }
    if is_numeral(first) {
        let length = while_true(is_numeral);
        return (length, if length == first.len_utf8() { Kind::Numeral } else { Kind::Number });
    }
    if !is_han(first) {
        let length = while_true(|c| c != ' ' && !is_han(c) && !is_numeral(c));
        let number = rest[..length].contains(char::is_numeric);
        return (length, if number { Kind::Number } else { Kind::Word });
    }
    (first.len_utf8(), of_character(first))
}

/// Characters that tell things of one name apart: a change of one into another is another document, not damage. So is one
/// in a number, and another matter those that turn a sentence round.
const fn of_character(c: char) -> Kind {
    match c {
        '东' | '西' | '南' | '北' | '中' | '上' | '下' | '前' | '后' | '左' | '右' | '大'
        | '小' | '高' | '低' | '内' | '外' | '新' | '旧' | '甲' | '乙' | '丙' | '丁' | '戊'
        | '己' | '庚' | '辛' | '春' | '夏' | '秋' | '冬' => Kind::Telling,
        '不' | '未' | '非' | '无' | '勿' | '毋' | '莫' | '否' | '免' => Kind::Negation,
        _ => Kind::Plain,
    }
}

/// Characters that Chinese numbers are written with.
const fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '两'
            | '廿'
            | '卅'
            | '壹'
            | '贰'
            | '叁'
            | '肆'
            | '伍'
            | '陆'
            | '柒'
            | '捌'
            | '玖'
            | '拾'
            | '佰'
            | '仟'
    )
}

fn key(first: char, piece: &str) -> u64 {
    if piece.len() == first.len_utf8() {
        return u64::from(u32::from(first));
    }
    // FNV-1a (Fowler, Noll and Vo): words are short, and a collision needs both in one place.
    let hash = piece.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash | 1 << 63
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_tokens_and_begin_clauses() {
        let plain = tokens("各单位要抓紧,\n认真落实");
        assert_eq!(plain, tokens("各单位要抓紧；认真落实"));
        let begins: Vec<bool> = plain.iter().map(|token| token.begins).collect();
        assert_eq!(begins.iter().filter(|begins| **begins).count(), 2);
        assert!(begins[0] && begins[6]);
    }

    #[test]
    fn common_characters_are_told_as_others_are() {
        let common = (0..COMMON.1 as u32).filter_map(|at| char::from_u32(COMMON.0 + at));
        for c in common {
            let told = unit(c, c.encode_utf8(&mut [0; 4]));
            assert_eq!(of_common(c), (!is_numeral(c)).then_some(told.1), "{c}");
        }
        assert_eq!((of_common('〇'), of_common('a'), of_common('㐀')), (None, None, None));
    }

    #[test]
    fn numbers_are_whole() {
        let kinds = |text| tokens(text).iter().map(|token| token.kind).collect::<Vec<_>>();
        assert_eq!(kinds("第三十五条"), [Kind::Plain, Kind::Number, Kind::Plain]);
        assert_eq!(kinds("三亩2023年"), [Kind::Numeral, Kind::Plain, Kind::Number, Kind::Plain]);
        assert_ne!(tokens("10000元")[0], tokens("1000元")[0]);
        assert_eq!(kinds("东不yun"), [Kind::Telling, Kind::Negation, Kind::Word]);
        assert_eq!(tokens("来源：某网\n正文"), tokens("正文"));
        assert_eq!(tokens("三月二十\n一日"), tokens("三月二十一日"));
    }
}
