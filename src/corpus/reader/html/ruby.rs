//! Readings over characters: `<ruby>运<rt>yùn</rt></ruby>` is the character alone.
//!
//! What is written over a text in characters is not a reading but text, and stays: a term over its abbreviation.

use super::tree::Tree;
use crate::text::is_han;

/// What is over a text: its reading, the brackets around one, several readings as one element.
const READINGS: &[&str] = &["rt", "rp", "rtc"];

/// A page whose readings are empty, so that they are never text.
pub(super) fn without_readings(mut tree: Tree) -> Tree {
    // Where the ruby ends that was begun last.
    let mut ruby = 0;
    let mut at = 0;
    while at < tree.nodes.len() {
        let tag = tree.nodes[at].tag.as_str();
        if tag == "ruby" {
            ruby = ruby.max(tree.nodes[at].end);
        } else if at < ruby && READINGS.contains(&tag) && !holds_characters(&tree, at) {
            let subtree = tree.whole(at);
            at = subtree.end;
            for node in &mut tree.nodes[subtree] {
                node.text.clear();
                node.skipped = true;
            }
            continue;
        }
        at += 1;
    }
    tree
}

fn holds_characters(tree: &Tree, at: usize) -> bool {
    tree.nodes[tree.whole(at)].iter().any(|node| node.text.contains(is_han))
}

/// Whether an element is a reading or its bracket, which part nothing where they are.
pub(in super::super) fn is_reading(tag: &str) -> bool {
    READINGS.contains(&tag)
}

#[cfg(test)]
mod tests {
    use super::super::render;
    use super::*;

    fn text(page: &str) -> String {
        let tree = without_readings(Tree::parse(page));
        render::text(&tree, &[tree.whole(0)])
    }

    #[test]
    fn readings_are_dropped_however_they_are_marked_up() {
        for page in [
            "<p>推进<ruby>运<rt>yùn</rt></ruby>输</p>",
            "<p>推进<ruby>运<rp>(</rp><rt>yùn</rt><rp>)</rp></ruby>输</p>",
            "<p>推进<ruby>运<rp>（<rt>yùn<rp>）</ruby>输</p>",
            "<p>推进<ruby>运<rt>yùn<rt></ruby>输</p>",
            "<p>推进<ruby><rb>运</rb><rt>yùn</rt></ruby><ruby>输<rt>shū</ruby></p>",
            "<p>推进<ruby>运输<rt>yùnshū</rt></ruby></p>",
            "<p>推进<ruby>运<rt>yùn</rt>输<rt>shū</rt></ruby></p>",
            "<p>推进<ruby><rb>运<rb>输<rt>yùn<rt>shū</ruby></p>",
            "<p>推进<ruby><rb>运</rb><rb>输</rb><rtc><rt>yùn</rt><rt>shū</rt></rtc></ruby></p>",
            "<p>推进<ruby>运输<rt>yùnshū</rt><rtc>transport</rtc></ruby></p>",
            "<p>推进<ruby><ruby>运<rt>yùn</rt></ruby><ruby>输<rt>shū</rt></ruby><rt>transport</rt></ruby></p>",
            "<p>推进\n<ruby>\n  运\n  <rp>(</rp><rt><span class=py>yùn</span></rt><rp>)</rp>\n</ruby>\n输</p>",
            "<p>推进<ruby>运<rt>ㄩㄣˋ</rt></ruby>输</p>",
        ] {
            assert_eq!(text(page), "推进运输", "{page}");
        }
    }

    #[test]
    fn characters_over_a_text_and_elements_outside_ruby_stay() {
        let page = "<ruby>WTO<rp>(</rp><rt>世界贸易组织</rt><rp>)</rp></ruby>规则<rt>x</rt>";
        assert_eq!(text(page), "WTO世界贸易组织规则x");
    }
}
