//! The words of `pdftotext -bbox` → text in paragraphs, as our own reader lays them out.
//!
//! Plain `pdftotext` ends a line where the page does, so that no phrase over two lines would be
//! found; places of words tell which lines belong together. They are read line by line, for the
//! page around them is no XML that could be trusted.

use super::super::layout::{self, Glyph, Order, Page};

/// The height of a word in sizes of its type, where no word tells.
const HEIGHT: f32 = 1.3;

/// A word and the box around it.
struct Word {
    text: String,
    x: (f32, f32),
    y: (f32, f32),
}

/// The text of all pages.
pub(super) fn text(page: &str) -> String {
    let mut pages: Vec<Vec<Word>> = Vec::new();
    for line in page.lines().map(str::trim) {
        if line.starts_with("<page ") {
            pages.push(Vec::new());
        } else if let (Some(page), Some(word)) = (pages.last_mut(), word(line)) {
            page.push(word);
        }
    }
    let height = height(pages.iter().flatten());
    let pages: Vec<Page> = pages.iter().map(|words| glyphs(words, height)).collect();
    layout::text(&pages, Order::Drawn)
}

/// `<word xMin="1" yMin="2" xMax="3" yMax="4">text</word>`
fn word(line: &str) -> Option<Word> {
    let (head, text) = line.strip_prefix("<word ")?.split_once('>')?;
    let value = |name: &str| -> Option<f32> {
        let (_, rest) = head.split_once(&format!("{name}=\""))?;
        rest.split_once('"')?.0.parse().ok()
    };
    let text = unescaped(text.strip_suffix("</word>")?);
    let (x, y) = ((value("xMin")?, value("xMax")?), (value("yMin")?, value("yMax")?));
    Some(Word { text, x, y })
}

fn unescaped(text: &str) -> String {
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    marks.iter().fold(text.to_string(), |text, (mark, c)| text.replace(mark, c))
}

/// How wide a character is, in sizes, as a rule.
fn width(c: char) -> f32 {
    if c < '\u{2000}' { 0.5 } else { 1.0 }
}

/// How many sizes of their type words are high: as a rule of all that are Han and so tell their size
/// by their width.
fn height<'a>(words: impl Iterator<Item = &'a Word>) -> f32 {
    let is_han = |word: &&Word| word.text.chars().all(|c| ('\u{3400}'..='\u{9FFF}').contains(&c));
    let of = |word: &Word| {
        let size = (word.x.1 - word.x.0) / word.text.chars().count() as f32;
        (word.y.1 - word.y.0) / size
    };
    let heights = words.filter(is_han).map(of).filter(|height| (0.8..2.0).contains(height));
    let mut heights: Vec<f32> = heights.collect();
    heights.sort_by(f32::total_cmp);
    heights.get(heights.len() / 2).copied().unwrap_or(HEIGHT)
}

/// The characters of words, each at its share of its word.
fn glyphs(words: &[Word], height: f32) -> Page {
    let mut page = Page::new();
    for (run, word) in (0..).zip(words) {
        let widths: f32 = word.text.chars().map(width).sum();
        let scale = (word.x.1 - word.x.0) / widths;
        let size = (word.y.1 - word.y.0) / height;
        let mut x0 = word.x.0;
        for c in word.text.chars() {
            let x1 = x0 + scale * width(c);
            page.push(Glyph { c, x0, x1, y: word.y.1, size, run });
            x0 = x1;
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of words at `(x, y)`, twenty points high.
    fn page(words: &[(f32, f32, &str)]) -> String {
        let word = |(x, y, text): &(f32, f32, &str)| {
            let end = x + 15.0 * text.chars().map(width).sum::<f32>();
            let below = y + 20.0;
            format!(
                "  <word xMin=\"{x}\" yMin=\"{y}\" xMax=\"{end}\" yMax=\"{below}\">{text}</word>\n"
            )
        };
        let words: String = words.iter().map(word).collect();
        format!("<page width=\"595\" height=\"842\">\n{words}</page>\n")
    }

    #[test]
    fn lines_of_one_paragraph_are_joined() {
        let line = "办理各镇街应当按照要求做好防汛工作";
        let page = page(&[
            (100.0, 80.0, "关于防汛的通知"),
            (80.0, 140.0, "\u{3000}\u{3000}各单位请按照要求做好防汛工作并"),
            (80.0, 170.0, line),
            (80.0, 200.0, line),
            (80.0, 230.0, "各处。"),
        ]);
        let lines: Vec<String> = text(&page).lines().map(String::from).collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[1].contains("并办理各镇街"), "{lines:?}");
    }

    #[test]
    fn marks_of_the_page_are_undone_and_damage_is_passed_over() {
        let page = page(&[(80.0, 80.0, "A&lt;B"), (130.0, 80.0, "R&amp;D")]);
        assert_eq!(text(&page), "A<B R&D");
        assert_eq!(text("<word xMin=\"1\">x</word>\n<page >\n<word xMin=\"x\" yMin"), "");
    }
}
