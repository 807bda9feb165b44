//! Pinyin glosses: a syllable in brackets after the character it is a reading of, as cloned pages put them: 運(yùn).
//!
//! A bracket counts as a gloss only if every syllable of it and of those that follow at once is a reading of the
//! character before; so 北京(beijing), 维生素(e) and 米(m) are none. 亩(mu) and 重(chóng)复 are, and stand in genuine
//! text: in a document, [`clean`](fn@super::clean) asks for more than one (its gate), in a query all are taken away.

use super::letter::{Letter, is_combining, is_han, is_invisible, letter};
use pinyin::{Pinyin, ToPinyinMulti};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Glosses that follow one character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gloss {
    /// The bytes to take away: the brackets, and blanks before them.
    pub(super) range: Range<usize>,
    /// How many brackets: cloned pages repeat them, 政(zheng)(zheng)(zheng)府.
    pub(super) brackets: usize,
}

/// Takes every pinyin gloss out of a query.
///
/// ```
/// use policy_search::text::strip_query_glosses;
/// assert_eq!(strip_query_glosses("運(yùn)貿（mao）產(chǎn )(chǎn)一體化"), "運貿產一體化");
/// assert_eq!(strip_query_glosses("北京(beijing) 维生素(e)"), "北京(beijing) 维生素(e)");
/// ```
pub fn strip_query_glosses(query: &str) -> String {
    without(query, &find(query))
}

/// `text` without `glosses`, which are in order.
pub(super) fn without(text: &str, glosses: &[Gloss]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for gloss in glosses {
        kept.push_str(&text[from..gloss.range.start]);
        from = gloss.range.end;
    }
    kept.push_str(&text[from..]);
    kept
}

/// Every gloss of a text, in order.
pub(super) fn find(text: &str) -> Vec<Gloss> {
    let mut glosses: Vec<Gloss> = Vec::new();
    let mut done = 0;
    for (open, _) in text.match_indices(is_open) {
        if open < done {
            continue;
        }
        if let Some(gloss) = at(text, open) {
            done = gloss.range.end;
            glosses.push(gloss);
        }
    }
    glosses
}

/// The gloss whose first bracket opens at `open`.
fn at(text: &str, open: usize) -> Option<Gloss> {
    let before = text[..open].trim_end_matches(is_blank);
    let glossed = before.chars().next_back().filter(|&c| is_han(c))?;
    let mut end = open;
    let mut brackets = 0;
    while let Some((syllable, length)) = bracket(&text[end..]) {
        if !is_reading(&syllable, glossed) {
            return None;
        }
        end += length;
        brackets += 1;
    }
    (brackets > 0).then_some(Gloss { range: before.len()..end, brackets })
}

/// The syllable of the bracket that `rest` begins with, and how many bytes the bracket takes.
fn bracket(rest: &str) -> Option<(String, usize)> {
    /// `zhuang` with decomposed tone mark, tone number, some blanks.
    const LONGEST: usize = 24;
    let inside = rest.strip_prefix(is_open)?;
    let close = inside.char_indices().take(LONGEST).find(|&(_, c)| is_close(c))?.0;
    let syllable = plain(&inside[..close])?;
    let after = inside[close..].chars().next().map_or(0, char::len_utf8);
    Some((syllable, rest.len() - inside.len() + close + after))
}

/// A syllable in small letters without tone, ü and v as u; nothing if it is no syllable.
///
/// One capital letter alone, 甲(A)类 or 限额(E), labels things: it is no syllable.
fn plain(written: &str) -> Option<String> {
    const LONGEST: usize = 6;
    let normal: String = written.nfkd().filter(|&c| !is_combining(c) && !is_invisible(c)).collect();
    let letters = normal.trim().trim_end_matches(['1', '2', '3', '4', '5']);
    let label = letters.len() == 1 && letters.starts_with(|c: char| c.is_ascii_uppercase());
    let syllable: String = letters.chars().map(base_letter).collect();
    let spelled = !syllable.is_empty()
        && syllable.len() <= LONGEST
        && syllable.bytes().all(|byte| byte.is_ascii_lowercase());
    (spelled && !label).then_some(syllable)
}

/// The letter of the bare alphabet for one of a syllable: fonts for teaching have their own g and a.
fn base_letter(c: char) -> char {
    match c.to_ascii_lowercase() {
        'ɡ' => 'g',
        'ɑ' => 'a',
        'v' => 'u',
        other => other,
    }
}

/// Whether a plain syllable is one of the readings of `c` or of its Simplified form: the table gives 说 a shui, 說 none.
fn is_reading(syllable: &str, c: char) -> bool {
    let same = |reading: Pinyin| plain(reading.plain()).is_some_and(|reading| reading == syllable);
    let has = |c: char| c.to_pinyin_multi().is_some_and(|readings| readings.into_iter().any(same));
    has(c) || matches!(letter(c), Letter::Han(form) | Letter::TaiwanHan(form) if has(form))
}

/// Whether two characters have a reading in common, tones apart: 茂 and 贸 do, 茂 and 产 do not.
pub fn sounds_alike(left: char, right: char) -> bool {
    let readings = |c: char| c.to_pinyin_multi().into_iter().flatten().map(|one| one.plain());
    readings(left).any(|one| readings(right).any(|other| one == other))
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '（')
}

fn is_close(c: char) -> bool {
    matches!(c, ')' | '）')
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_gloss_is_found() {
        let ways = [
            "運(yùn)",
            "運(yu\u{300}n)",
            "運(yun)",
            "運（yùn）",
            "運(ｙｕｎ)",
            "運( yùn )",
            "運(yùn\u{a0})",
            "運 (yùn)",
            "運(YUN)",
            "運(Yùn)",
            "運(yùn)(yùn)",
            "運(yun4)",
            "運(yù\u{200B}n)",
        ];
        for way in ways {
            assert_eq!(strip_query_glosses(way), "運", "{way}");
        }
        for way in [
            "女(nǚ)",
            "女(nv)",
            "女(nü)",
            "略(lüè)",
            "略(lve)",
            "港(ɡǎnɡ)",
            "安(ɑn)",
            "的(de)(de)",
            "額(é)",
        ] {
            assert_eq!(strip_query_glosses(way).chars().count(), 1, "{way}");
        }
    }

    #[test]
    fn brackets_of_other_kinds_stay() {
        let kept = [
            "北京(beijing)",
            "(ABC)",
            "甲(A)类",
            "限额(E)",
            "维生素(e)",
            "米(m)",
            "建(构)筑物",
            "政(zheng)(ABC)",
            "府(fu",
            "管理措施(Best)",
            "第一条(试行)",
            "政\n(zheng)",
            "运()",
            "a(a)",
            "第(1)条",
            "",
        ];
        for text in kept {
            let stripped = strip_query_glosses(text);
            assert!(stripped == text || text == "政(zheng)(ABC)", "{text} became {stripped}");
        }
    }

    #[test]
    fn common_characters_have_their_common_readings() {
        let pairs = [
            ("的", "di"),
            ("地", "de"),
            ("和", "huo"),
            ("行", "hang"),
            ("會", "kuai"),
            ("長", "zhang"),
            ("還", "huan"),
            ("說", "shui"),
            ("這", "zhe"),
            ("誰", "shui"),
            ("血", "xue"),
            ("不", "bu"),
            ("一", "yi"),
            ("臺", "tai"),
            ("廳", "ting"),
            ("準", "zhun"),
            ("裏", "li"),
            ("於", "yu"),
            ("爲", "wei"),
            ("衆", "zhong"),
            ("産", "chan"),
            ("麼", "me"),
            ("兒", "er"),
            ("儘", "jin"),
            ("幾", "ji"),
            ("〇", "ling"),
        ];
        for (c, reading) in pairs {
            let c = c.chars().next().unwrap_or(' ');
            assert!(is_reading(reading, c), "{c} {reading}");
        }
    }
}
