//! The character tables of `data/`, read once: which characters are forms of which.
//!
//! Every answer is final: the form of a form is itself.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static RADICALS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    rows(include_str!("data/radicals.tsv"))
        .filter_map(|(from, to)| Some((one(from)?, one(to)?)))
        .collect()
});

static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let row = |(standard, others): (&'static str, &'static str)| {
        let standard = one(standard);
        others.chars().filter_map(move |other| Some((other, standard?)))
    };
    rows(include_str!("data/simplified.tsv")).flat_map(row).collect()
});

static ALSO_SIMPLIFIED: LazyLock<HashSet<char>> = LazyLock::new(|| {
    lines(include_str!("data/also_simplified.txt")).flat_map(str::chars).collect()
});

static SIGNS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let row = |(sign, others): (&'static str, &'static str)| {
        let sign = one(sign);
        sign.into_iter().chain(others.chars()).filter_map(move |other| Some((other, sign?)))
    };
    rows(include_str!("data/signs.tsv")).flat_map(row).collect()
});

/// The sign that `c` is written for, if it is one that is kept.
pub(super) fn sign(c: char) -> Option<char> {
    SIGNS.get(&c).copied()
}

/// The first characters of the words of `taiwan.tsv` that are always the same word; a test holds that the list is whole.
pub(super) const TAIWAN_FIRST: [char; 5] = ['網', '資', '軟', '應', '數'];

/// Whether one of the Taiwan words that are always the same begins with `c`.
pub(super) fn may_begin_taiwan(c: char) -> bool {
    TAIWAN_FIRST.contains(&c)
}

/// The lines of a data file that are not comments.
pub(super) fn lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines()
        .map(|line| line.trim_end_matches([' ', '\r']))
        .filter(|line| !line.is_empty() && !is_comment(line))
}

/// A row of the sign `#` is none.
fn is_comment(line: &str) -> bool {
    line.starts_with('#') && !line.starts_with("#\t")
}

/// The rows of a data file, cut at the first tab.
pub(super) fn rows(data: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(data).filter_map(|line| line.split_once('\t'))
}

fn one(field: &str) -> Option<char> {
    field.chars().next()
}

/// The character that a radical code point (U+2E80–2FD5) stands for in running text; any other character is itself.
pub(crate) fn mend_radical(c: char) -> char {
    if !('\u{2E80}'..='\u{2FDF}').contains(&c) {
        return c;
    }
    RADICALS.get(&c).copied().unwrap_or(c)
}

/// The Simplified forms of `block`, one for each of its characters, looking at each alone.
///
/// The crate's own conversion looks at neighbours (乾隆, 慰藉): a folded form may not, since a query is any piece of a
/// document. Blanks between the characters take its neighbours away; whole blocks are asked at once because each call costs.
pub(super) fn simplified_block(block: &[char]) -> Vec<char> {
    let spaced: String = block.iter().flat_map(|&c| [c, ' ']).collect();
    let crate_form = fast2s::convert(&spaced);
    let forms = crate_form.chars().step_by(2).zip(block);
    forms.map(|(form, &c)| (c, SIMPLIFIED.get(&c).copied().unwrap_or(form))).map(settle).collect()
}

/// Follows the form of a character to the end: most take one step, a few variants two.
fn settle((c, mut form): (char, char)) -> char {
    const LONGEST_CHAIN: usize = 4;
    if form == c {
        return c;
    }
    for _ in 0..LONGEST_CHAIN {
        let mut buffer = [0; 4];
        let next = SIMPLIFIED.get(&form).copied();
        form = match next.or_else(|| fast2s::convert(form.encode_utf8(&mut buffer)).chars().next())
        {
            Some(next) if next != form => next,
            _ => return form,
        };
    }
    form
}

/// Whether a character that has a simpler form also occurs in genuine mainland text.
pub(super) fn also_simplified(c: char) -> bool {
    ALSO_SIMPLIFIED.contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(c: char) -> char {
        simplified_block(&[c])[0]
    }

    #[test]
    fn forms_are_single_characters_without_context() {
        for (from, to) in
            ["運运", "貿贸", "產产", "體体", "瀋沈", "疊叠", "諮咨", "裏里", "衞卫", "乾干"]
                .map(pair)
        {
            assert_eq!(form(from), to, "{from}");
        }
        assert_eq!(simplified_block(&['乾', '隆']), ['干', '隆']);
    }

    #[test]
    fn standard_characters_keep_their_form() {
        for c in "捍磐覆著呵黏祐醯煅薰矽呱琯槃运一体化".chars() {
            assert_eq!(form(c), c);
        }
    }

    #[test]
    fn every_form_is_final() {
        let han: Vec<char> = ('\u{3400}'..='\u{9FFF}').collect();
        let forms = simplified_block(&han);
        assert_eq!(simplified_block(&forms), forms);
    }

    #[test]
    fn radicals_become_mainland_characters() {
        let mended: String = "⼾⾭⿆⿈⻅⻔⺠⼈⼯".chars().map(mend_radical).collect();
        assert_eq!(mended, "户青麦黄见门民人工");
    }

    fn pair(two: &str) -> (char, char) {
        let mut chars = two.chars();
        (chars.next().unwrap_or(' '), chars.next().unwrap_or(' '))
    }
}
