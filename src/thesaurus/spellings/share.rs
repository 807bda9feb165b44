//! Shares: 百分之五 and 5%, 千分之三 and 3‰.

use super::figures::{Number, digits_of, distinct, is_inside, numeral, value_of};
use crate::text::numerals::counted;

/// How a share is said, and its sign.
const SHARES: [(&str, char); 2] = [("百分之", '%'), ("千分之", '‰')];

/// Shares beyond this are none: they are numbers that happen to be there.
const MOST: u64 = 10_000;

/// A number with its decimals, as digits.
struct Decimal {
    whole: u32,
    decimals: String,
}

/// The share that begins at `start`, in words or with its sign.
pub(super) fn share_at(folded: &str, start: usize) -> Option<Number> {
    let rest = &folded[start..];
    let (share, words, sign, length) = SHARES.into_iter().find_map(|(words, sign)| {
        let (share, length) = match rest.strip_prefix(words) {
            Some(after) => said(after).map(|(share, length)| (share, length + words.len()))?,
            None => signed(folded, start, sign)?,
        };
        Some((share, words, sign, length))
    })?;
    let at = start..start + length;
    let texts = [share.signed(sign), share.said(words)];
    let round = (share.whole == 100).then(|| format!("{words}百"));
    Some(Number { others: distinct(&folded[at.clone()], texts.into_iter().chain(round)), at })
}

/// The number that a text begins with in words or digits, and its bytes: 三点五.
fn said(text: &str) -> Option<(Decimal, usize)> {
    let written = if text.starts_with('百') { "百" } else { numeral(text) };
    let whole = if written == "百" { 100 } else { value_of(written)? };
    let whole = u32::try_from(whole).ok().filter(|whole| u64::from(*whole) <= MOST)?;
    let point = text[written.len()..].strip_prefix('点').map_or("", numeral);
    let decimals: Option<String> = point.chars().map(figure).collect();
    let length = written.len() + if point.is_empty() { 0 } else { '点'.len_utf8() + point.len() };
    Some((Decimal { whole, decimals: decimals? }, length))
}

/// The number before a sign, and the bytes of both: `3 5%` is what 3.5% is folded to.
fn signed(folded: &str, start: usize, sign: char) -> Option<(Decimal, usize)> {
    let rest = &folded[start..];
    let run = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    if is_inside(folded, start) || run(rest) == 0 {
        return None;
    }
    let whole = &rest[..run(rest)];
    let decimals = rest[whole.len()..].strip_prefix(' ').map_or("", |after| &after[..run(after)]);
    let length = whole.len() + if decimals.is_empty() { 0 } else { 1 + decimals.len() };
    let is_share = rest[length..].starts_with(sign) && digits_of(whole) == whole;
    let whole: u32 = whole.parse().ok().filter(|whole| u64::from(*whole) <= MOST)?;
    let share = Decimal { whole, decimals: decimals.to_string() };
    is_share.then_some((share, length + sign.len_utf8()))
}

/// A figure as a digit.
fn figure(c: char) -> Option<char> {
    let value = value_of(c.encode_utf8(&mut [0; 4])).filter(|value| *value < 10)?;
    char::from_digit(u32::try_from(value).ok()?, 10)
}

impl Decimal {
    /// Before its sign, folded.
    fn signed(&self, sign: char) -> String {
        match self.decimals.as_str() {
            "" => format!("{}{sign}", self.whole),
            decimals => format!("{} {decimals}{sign}", self.whole),
        }
    }

    /// In words.
    fn said(&self, words: &str) -> String {
        let figures = self.decimals.chars().filter_map(|c| c.to_digit(10)).map(counted);
        let point = if self.decimals.is_empty() { "" } else { "点" };
        format!("{words}{}{point}{}", counted(self.whole), figures.collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::super::numerals::numbers;

    fn others(text: &str) -> Vec<String> {
        numbers(text, |_| true).into_iter().map(|spelling| spelling.text).collect()
    }

    #[test]
    fn a_share_before_its_sign_is_said_in_words() {
        assert_eq!(others("5%"), ["百分之五"]);
        assert_eq!(others("3 5%"), ["百分之三点五"]);
        assert_eq!(others("不低于30%的"), ["百分之三十"]);
        assert_eq!(others("2‰"), ["千分之二"]);
        assert_eq!(others("iso9001 5%"), [""; 0]);
    }

    #[test]
    fn a_share_in_words_has_its_sign() {
        assert_eq!(others("百分之五"), ["5%"]);
        assert_eq!(others("百分之5"), ["5%", "百分之五"]);
        assert_eq!(others("百分之三点五"), ["3 5%"]);
        assert_eq!(others("百分之百"), ["100%", "百分之一百"]);
        assert_eq!(others("千分之二"), ["2‰"]);
    }
}
