//! A query without its glosses, those that were cut where it was pasted among them.
//!
//! What is left of a gloss is taken away where it certainly is one: its tone is told, the query has others, or it fits
//! the characters it is left with. `AI）产业` stays; what it may be a piece of is found by what is [beside](super::beside) texts.

use super::bracket::{bracket, closers, find, glossed, is_blank, is_close, is_open, without};
use super::readings::{Spelled, begins, goes_before};
use crate::text::letter::is_han;
use std::ops::Range;

/// What parts of a query are between that are asked for as they are.
const QUOTES: &[char] = &['"', '＂', '“', '”'];

/// Takes every pinyin gloss out of a query, and what is left of one at its ends.
///
/// ```
/// use policy_search::text::strip_query_glosses;
/// assert_eq!(strip_query_glosses("運(yùn)貿（mao）產(chǎn )(chǎn)一體化"), "運貿產一體化");
/// assert_eq!(strip_query_glosses("亳州［Bó zhōu］市"), "亳州市");
/// assert_eq!(strip_query_glosses("bó）州市谯（qiáo"), "州市谯");
/// assert_eq!(strip_query_glosses("生产总值（GDP） 维生素(e)"), "生产总值（GDP） 维生素(e)");
/// ```
pub fn strip_query_glosses(query: &str) -> String {
    let glosses = find(query);
    let whole = without(query, glosses.iter());
    if !whole.contains(|c: char| is_open(c) || is_close(c)) {
        return whole;
    }
    let parts = whole.split_inclusive(QUOTES);
    parts.map(|part| without_cut(part, !glosses.is_empty())).collect()
}

/// A part of a query without what is left of glosses at its ends; whether it had others.
fn without_cut(part: &str, had_others: bool) -> String {
    let quote = part.chars().next_back().filter(|c| QUOTES.contains(c));
    let inner = part.trim_end_matches(QUOTES);
    let mut kept = inner.to_string();
    let is_quoted = quote.is_some();
    while let Some(cut) = cut_at_end(&kept, is_quoted).or_else(|| cut_at_start(&kept, had_others)) {
        kept.replace_range(cut, "");
    }
    kept.extend(quote);
    kept
}

/// The gloss that `text` ends in: 亳州（bó. What was quoted may be left with other characters than those it is of.
fn cut_at_end(text: &str, is_quoted: bool) -> Option<Range<usize>> {
    let open = text.rfind(|c: char| is_open(c) || is_close(c))?;
    let mark = text[open..].chars().next().filter(|&c| is_open(c))?;
    // Without a character before it the syllable is all that is asked for.
    text[..open].chars().next_back().filter(|&c| is_han(c) || is_blank(c))?;
    let spelled = Spelled::of(text, open + mark.len_utf8()..text.len())?;
    let is_of_others = || {
        is_quoted && spelled.is_syllabic() && text[..open].chars().all(|c| is_han(c) || is_blank(c))
    };
    let fits = is_left_of_gloss(text, open, &spelled) || is_of_others() || {
        let characters: Vec<char> = glossed(text, open).into_iter().rev().collect();
        let letters = spelled.letters();
        (0..characters.len()).any(|from| begins(&characters[from..], &letters))
    };
    fits.then(|| text[..open].trim_end_matches(is_blank).len()..text.len())
}

/// Whether all that comes before a bracket are some of the characters that it is the reading of.
fn is_left_of_gloss(text: &str, open: usize, spelled: &Spelled) -> bool {
    let head = text[..open].trim_start_matches(is_blank);
    let characters: Vec<char> = glossed(text, open).into_iter().rev().collect();
    head.chars().all(|c| is_han(c) || is_blank(c)) && goes_before(&characters, &spelled.letters())
}

/// What of a gloss is at the beginning of `text`, or behind the characters there, of more than which it is the
/// reading.
fn cut_at_start(text: &str, had_others: bool) -> Option<Range<usize>> {
    let first = text.find(|c: char| is_open(c) || is_close(c))?;
    if text[..first].trim_start_matches(is_blank).starts_with(is_han) {
        let bracket = bracket(text, first)?;
        let fits = is_left_of_gloss(text, first, &bracket.spelled);
        return fits.then_some(first..bracket.end);
    }
    let is_mark = |c: char| is_blank(c) || is_open(c) || is_close(c);
    let start = text.len() - text.trim_start_matches(is_mark).len();
    let close = start + text[start..].find(is_close)?;
    let mark = text[close..].chars().next()?;
    let own = text[..start].chars().next_back().and_then(closers);
    let spelled = Spelled::of(text, start..close)?;
    let rest = &text[close + mark.len_utf8()..];
    let is_whole = own.is_none_or(|own| own.contains(&mark)) && spelled.is_syllabic();
    let is_certain = spelled.is_toned || had_others;
    let is_gloss = is_certain && rest.contains(char::is_alphanumeric) || is_character(rest);
    (is_whole && is_gloss).then(|| 0..text.len() - rest.len())
}

/// Whether `text` is one Han character, but for marks, and for brackets of syllables before it: each of them
/// is the next to go.
fn is_character(text: &str) -> bool {
    let behind = text.trim_start_matches(is_blank);
    if let Some(bracket) = bracket(behind, 0).filter(|bracket| bracket.spelled.is_syllabic()) {
        return is_character(&behind[bracket.end..]);
    }
    let mut characters = text.chars().filter(|c| c.is_alphanumeric());
    characters.next().is_some_and(is_han) && characters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_gloss_goes_where_it_certainly_is_one() {
        for (pasted, read) in [
            ("bó）州市", "州市"),
            ("（bó）州市", "州市"),
            ("(bo2)州市", "州市"),
            ("bó)(bó)州市", "州市"),
            ("bó），州市", "，州市"),
            ("zhōu] 市", " 市"),
            ("州（bózhōu）市", "州市"),
            ("州(bo zhou)市", "州市"),
            ("bo）州", "州"),
            ("bo）（bo）州", "州"),
            ("［bo］［bo］州", "州"),
            (")(bo)州", "州"),
            ("de）湿地保（bǎo）护", "湿地保护"),
            ("京（nanjing）市", "京市"),
            ("政府(fu", "政府"),
            ("州（bozhou", "州"),
            ("州市（bózhōu", "州市"),
            ("bó）州（bozhou", "州"),
            ("\"市（bozhou\"", "\"市\""),
            ("州市（bózhōu shì）人民", "州市人民"),
            ("安徽省亳（bó", "安徽省亳"),
            ("安徽省亳州（bó", "安徽省亳州"),
            ("安徽省亳州（bo zhou", "安徽省亳州"),
            ("政(zheng)(zheng", "政"),
            ("“bó）州市谯(qiao”", "“州市谯”"),
            ("\"bó）州市\" 谯城", "\"州市\" 谯城"),
        ] {
            assert_eq!(strip_query_glosses(pasted), read, "{pasted}");
        }
    }

    #[test]
    fn what_may_be_something_else_stays() {
        for text in [
            "bo）州市",
            "（AI）产业",
            "CO2）排放",
            "A1）申请",
            "（bó）",
            "「bó",
            "\"〈xiàndá\"",
            "bó",
            "（GDP）增长",
            "(he OR she) 数据",
            "1）申请人",
            "维生素（",
            "市（bozhou",
            "\"人工智能（GDP\"",
            "甲（A",
            "国发(2025)1号",
            "",
            "（）",
            "（",
        ] {
            assert_eq!(strip_query_glosses(text), text);
        }
    }
}
