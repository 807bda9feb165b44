//! The reading form in Simplified characters, for whoever reads Traditional text by machine or by eye.
//!
//! Text that is not Traditional keeps what is good mainland writing in it (乾县, 於潜镇, 角徵羽).

use super::letter::{Letter, is_traditional_text, letter};
use super::{is_han, table, taiwan};

/// `text` in Simplified characters, one by one; in a text from Taiwan, Taiwan's words become the mainland's.
///
/// Only Han characters change: marks, width and case stay.
///
/// ```
/// use policy_search::text::simplify;
/// assert_eq!(simplify("關於網路安全法（草案）"), "关于网络安全法（草案）");
/// assert_eq!(simplify("乾县於潜镇"), "乾县於潜镇");
/// ```
pub fn simplify(text: &str) -> String {
    let traditional = is_traditional_text(text);
    let taiwan = traditional && taiwan::is_taiwan_text(text);
    let mut simple = String::with_capacity(text.len());
    let mut done = 0;
    for (at, c) in text.char_indices() {
        if at < done {
            continue;
        }
        match taiwan.then(|| taiwan::any(text, at)).flatten() {
            Some(found) => {
                simple.push_str(found.mainland);
                done = found.at.last().map_or(done, |(last, length)| last + length);
            }
            None => simple.push(if traditional && is_kept(text, at) {
                c
            } else {
                simple_form(c, traditional)
            }),
        }
    }
    simple
}

fn simple_form(c: char, traditional: bool) -> char {
    match letter(c) {
        Letter::Han(form) | Letter::TaiwanHan(form)
            if form != c && is_han(c) && (traditional || !table::also_simplified(c)) =>
        {
            form
        }
        _ => c,
    }
}

/// Each character of `text` in its Simplified form, whatever is beside it: for names and numbers,
/// which are compared and not read. As many characters as before.
pub(crate) fn simplified_characters(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|c| simple_form(c, true))
}

/// Words in which a character keeps its form even where all the rest is simplified.
const KEPT: [&str; 6] = ["乾隆", "乾坤", "乾縣", "乾安", "乾卦", "瞭望"];

fn is_kept(text: &str, at: usize) -> bool {
    KEPT.iter().any(|word| text[at..].starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_become_simplified_one_by_one() {
        let text = "區政府十五屆第八次全體會議，研究裏面、後來、編製、徵求、公佈，乾淨的乾縣瞭望臺（ＧＢ １）。";
        let simple = "区政府十五届第八次全体会议，研究里面、后来、编制、征求、公布，干净的乾县瞭望台（ＧＢ １）。";
        assert_eq!(simplify(text), simple);
    }

    #[test]
    fn mainland_text_stays_as_it_is() {
        for text in ["乾县於潜镇角徵羽瞭望", "奏摺里的甦醒", "“关于”著作权的规定 …①"]
        {
            assert_eq!(simplify(text), text);
        }
    }

    #[test]
    fn words_of_taiwan_need_a_text_of_taiwan() {
        assert_eq!(simplify("網際網路資訊服務與伺服器程式"), "互联网信息服务与服务器程序");
        assert_eq!(simplify("路網路段的資訊"), "路网路段的资讯");
    }
}
