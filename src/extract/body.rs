//! The text a reader sees.
//!
//! Invariant: lines are dropped whole or not at all; only page furniture, empty picture marks and
//! needless blank lines are.

use super::layout::Layout;
use super::line::{self, Shape};

/// The text of `layout` in its own script, without the furniture between title and text.
pub(super) fn body(layout: &Layout) -> String {
    let mut text = String::new();
    let mut blank = false;
    for at in (0..layout.len()).filter(|&at| !is_dropped(layout, at)) {
        let own = layout.own_line(at).trim();
        if line::is_blank(own) {
            blank = !text.is_empty();
            continue;
        }
        if !text.is_empty() {
            text.push_str(if blank { "\n\n" } else { "\n" });
        }
        blank = false;
        text.push_str(own);
    }
    text
}

fn is_dropped(layout: &Layout, at: usize) -> bool {
    layout.own_line(at).trim() == "![]()" || is_head_furniture(layout, at)
}

fn is_head_furniture(layout: &Layout, at: usize) -> bool {
    at < layout.opening
        && layout.head.iter().any(|line| line.at == at && line.shape == Shape::Furniture)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_between_title_and_text_goes() {
        let text =
            "某县关于防汛的通知\n字体：[ 大 中 小]\n\n\n各镇：\n请抓紧落实。\n![]()\n某县人民政府";
        let expected = "某县关于防汛的通知\n\n各镇：\n请抓紧落实。\n某县人民政府";
        assert_eq!(body(&Layout::of(text, text)), expected);
    }

    #[test]
    fn text_that_looks_like_furniture_stays_in_the_text() {
        let text = "各镇：\n请抓紧落实。\n字体：[ 大 中 小]\n完。";
        assert_eq!(body(&Layout::of(text, text)), text);
    }
}
