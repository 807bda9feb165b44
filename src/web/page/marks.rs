//! Text with marks in it, and phrases around markup.

use std::ops::Range;

use maud::{Markup, html};

use crate::printer::Marked;

/// One line of text with the query's words marked; `marks` are ranges of its bytes.
pub(super) fn marked(text: &str, marks: &[Range<usize>]) -> Markup {
    let line = Marked::new(text, marks);
    html! {
        @for (piece, is_marked) in line.pieces(0..line.text.len()) {
            @if is_marked { mark { (line.text[piece]) } } @else { (line.text[piece]) }
        }
    }
}

/// What stands for the markup within a phrase; no text has it.
pub(super) const GAP: &str = "\u{1}";

/// A phrase that was said of [`GAP`], with `inner` there.
pub(super) fn around(phrase: &str, inner: &Markup) -> Markup {
    let (before, after) = phrase.split_once(GAP).unwrap_or((phrase, ""));
    html! { (before) (inner) (after) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_around_their_words_and_all_else_is_text() {
        let text = "<b>数据\u{202E}安全</b>";
        let at = text.find('数').unwrap_or(0);
        let word = at..at + 6;
        let markup = marked(text, std::slice::from_ref(&word)).into_string();
        assert_eq!(markup, "&lt;b&gt;<mark>数据</mark>安全&lt;/b&gt;");
    }

    #[test]
    fn markup_stands_where_the_phrase_has_its_gap() {
        let link = html! { a href="/" { "<x>" } };
        let said = around(&format!("被 {GAP} 废止"), &link).into_string();
        assert_eq!(said, "被 <a href=\"/\">&lt;x&gt;</a> 废止");
    }
}
