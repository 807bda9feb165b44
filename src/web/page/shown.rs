//! Text of documents and queries, fit for a page.

use std::borrow::Cow;

/// `text` without the characters that could turn the text around it: controls of the direction of
/// writing, and those that drive terminals and that no page may hold. Tabs and breaks stay.
pub(in super::super) fn shown(text: &str) -> Cow<'_, str> {
    match text.chars().any(is_left_out) {
        true => Cow::Owned(text.chars().filter(|c| !is_left_out(*c)).collect()),
        false => Cow::Borrowed(text),
    }
}

fn is_left_out(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_text_around_or_drives_a_terminal_is_left_out() {
        let text = "a\u{0}\u{1b}[2J\u{9b}数\u{202E}据\u{2066}安\u{2069}全\u{FEFF}\u{7f}";
        assert_eq!(shown(text), "a[2J数据安全");
    }

    #[test]
    fn other_text_stays_and_is_not_copied() {
        let text = "甲\t乙\n\u{3000}丙 <b>&";
        assert!(matches!(shown(text), Cow::Borrowed(same) if same == text));
    }
}
