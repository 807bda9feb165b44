//! What was read on a page: words at places → characters to lay out, and how sure they are.

use serde::{Deserialize, Serialize};

use super::super::layout::{Glyph, Page};

/// A line that is less sure than this, in percent, is dirt or a picture and no text.
const SURE_LINE: f32 = 40.0;

/// How far a character moves the pen at least, in sizes.
const LEAST_STEP: f32 = 0.2;

/// Sizes that differ by so little are one: what tesseract measures varies.
const SAME_SIZE: f32 = 0.2;

/// What was read on a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Recognised {
    /// The width and the height of the picture in pixels.
    pub size: (u32, u32),
    /// The lines in their order.
    pub lines: Vec<TextLine>,
}

/// A line that was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TextLine {
    /// Its words in their order.
    pub words: Vec<Word>,
}

/// A word that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// Its characters.
    pub text: String,
    /// How sure it is, in percent.
    pub sure: f32,
    /// Its left and right edge.
    pub x: (f32, f32),
    /// Its upper and lower edge.
    pub y: (f32, f32),
}

impl Word {
    fn count(&self) -> f32 {
        self.text.chars().count() as f32
    }

    /// How wide it is, in sizes of its type.
    fn sizes(&self) -> f32 {
        self.text.chars().map(width).sum()
    }
}

impl TextLine {
    /// How sure its characters are, in percent.
    fn sure(&self) -> f32 {
        mean(self.words.iter())
    }

    /// The size of its type, by how far the words are apart that follow each other.
    fn type_size(&self) -> f32 {
        let steps = self.words.windows(2);
        let mut sizes: Vec<f32> =
            steps.map(|pair| (pair[1].x.0 - pair[0].x.0) / pair[0].sizes()).collect();
        if sizes.is_empty() {
            sizes.extend(self.words.iter().map(|word| (word.x.1 - word.x.0) / word.sizes()));
        }
        median(sizes)
    }

    /// Its middle: that of its words, so that one that is a little aslant has one too.
    fn middle(&self) -> f32 {
        median(self.words.iter().map(|word| (word.y.0 + word.y.1) / 2.0).collect())
    }
}

impl Recognised {
    /// What is text of it.
    pub(super) fn sifted(mut self) -> Self {
        self.lines.retain(|line| line.sure() >= SURE_LINE);
        self
    }

    /// How sure its characters are, in percent; `None` where there are none.
    pub(in super::super) fn sure(&self) -> Option<u8> {
        let words = || self.lines.iter().flat_map(|line| &line.words);
        words().next().map(|_| mean(words()).round() as u8)
    }

    /// How much was read of it, and how surely.
    pub(super) fn worth(&self) -> f32 {
        let words = self.lines.iter().flat_map(|line| &line.words);
        words.map(|word| word.count() * word.sure).sum()
    }

    /// The page turned so that its lines run from left to right.
    fn upright(mut self) -> Self {
        let (width, height) = (self.size.0 as f32, self.size.1 as f32);
        let turn = self.turn();
        for word in self.lines.iter_mut().flat_map(|line| &mut line.words) {
            let (x, y) = (word.x, word.y);
            (word.x, word.y) = match turn {
                Turn::None => (x, y),
                Turn::Down => (y, (width - x.1, width - x.0)),
                Turn::Over => ((width - x.1, width - x.0), (height - y.1, height - y.0)),
                Turn::Up => ((height - y.1, height - y.0), x),
            };
        }
        self
    }

    /// Which way most words follow each other.
    fn turn(&self) -> Turn {
        let mut ways = [0; 4];
        for pair in self.lines.iter().flat_map(|line| line.words.windows(2)) {
            let (x, y) = (pair[1].x.0 - pair[0].x.0, pair[1].y.0 - pair[0].y.0);
            let way = match (x.abs() >= y.abs(), x >= 0.0, y >= 0.0) {
                (true, true, _) => 0,
                (false, _, true) => 1,
                (true, false, _) => 2,
                (false, _, false) => 3,
            };
            ways[way] += 1;
        }
        let most = (0..4).rev().max_by_key(|way| ways[*way]).unwrap_or(0);
        [Turn::None, Turn::Down, Turn::Over, Turn::Up][most]
    }
}

/// How a page lies.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Turn {
    None,
    /// Its lines run down.
    Down,
    /// It is upside down.
    Over,
    /// Its lines run up.
    Up,
}

/// The characters of a page, of which a pixel is so many units long.
pub(in super::super) fn placed(page: &Recognised, unit: f32) -> Page {
    let page = page.clone().upright();
    let sizes = page.lines.iter().flat_map(|line| {
        let count = line.words.iter().map(Word::count).sum::<f32>() as usize;
        std::iter::repeat_n(line.type_size(), count.min(60))
    });
    let usual = median(sizes.collect());
    let mut glyphs = Page::new();
    for (run, line) in (0..).zip(&page.lines) {
        let own = line.type_size();
        let size = if (own / usual - 1.0).abs() < SAME_SIZE { usual } else { own };
        let y = (line.middle() + 0.5 * size) * unit;
        let mut x = f32::MIN;
        for word in &line.words {
            // The boxes of words overlap by half a character at times; their order is sure.
            x = x.max(word.x.0);
            let step = ((word.x.1 - x) / word.sizes()).max(LEAST_STEP * size);
            for c in word.text.chars() {
                let x1 = x + step * width(c);
                glyphs.push(Glyph { c, x0: x * unit, x1: x1 * unit, y, size: size * unit, run });
                x = x1;
            }
        }
    }
    glyphs
}

/// How wide a character is, in sizes, as a rule.
fn width(c: char) -> f32 {
    if c < '\u{2000}' { 0.5 } else { 1.0 }
}

fn mean<'a>(words: impl Iterator<Item = &'a Word>) -> f32 {
    let (mut sum, mut count) = (0.0, 0.0);
    for word in words {
        sum += word.sure * word.count();
        count += word.count();
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::{self, Order};
    use super::*;

    /// Where a word is across and down.
    type Edges = ((f32, f32), (f32, f32));

    /// A page of lines of words of one character, 30 pixels each, at these places.
    fn page(lines: &[(f32, f32, &str)]) -> Recognised {
        let lines = lines.iter().map(|(x, y, text)| {
            let words = text.chars().enumerate().map(|(at, c)| {
                let x = x + 30.0 * at as f32;
                // What is written on paper is never quite even.
                let y = y + (at % 3) as f32;
                Word { text: c.into(), sure: 90.0, x: (x + 2.0, x + 28.0), y: (y, y + 28.0) }
            });
            TextLine { words: words.collect() }
        });
        Recognised { size: (1000, 1400), lines: lines.collect() }
    }

    fn notice() -> Recognised {
        let line = "办理各镇街应当按照要求做好防汛工作各";
        page(&[
            (400.0, 100.0, "关于防汛的通知"),
            (160.0, 200.0, "各单位请按照要求做好防汛工作并各"),
            (100.0, 250.0, line),
            (100.0, 300.0, line),
            (100.0, 350.0, "各处。"),
        ])
    }

    #[test]
    fn lines_that_were_read_are_joined_to_paragraphs() {
        let text = layout::text(&[placed(&notice(), 0.36)], Order::Placed);
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(text.contains("并各办理各镇街"), "{text}");
    }

    #[test]
    fn words_whose_boxes_overlap_are_one_line() {
        let mut page = notice();
        for line in &mut page.lines {
            line.words[1].x.1 += 40.0;
            line.words[2].x.0 -= 45.0;
        }
        let text = layout::text(&[placed(&page, 1.0)], Order::Placed);
        assert_eq!(text, layout::text(&[placed(&notice(), 1.0)], Order::Placed));
    }

    #[test]
    fn a_page_that_lies_on_its_side_or_head_reads_as_one_that_stands() {
        let upright = layout::text(&[placed(&notice(), 1.0)], Order::Placed);
        let turned = |turn: fn(&Word) -> Edges| {
            let mut page = notice();
            page.size = (1400, 1000);
            for word in page.lines.iter_mut().flat_map(|line| &mut line.words) {
                (word.x, word.y) = turn(word);
            }
            layout::text(&[placed(&page, 1.0)], Order::Placed)
        };
        let down = turned(|word| ((1400.0 - word.y.1, 1400.0 - word.y.0), word.x));
        let up = turned(|word| (word.y, (1000.0 - word.x.1, 1000.0 - word.x.0)));
        let over = turned(|word| {
            ((1400.0 - word.x.1, 1400.0 - word.x.0), (1000.0 - word.y.1, 1000.0 - word.y.0))
        });
        assert_eq!([&down, &up, &over], [&upright; 3]);
    }

    #[test]
    fn dirt_is_no_text_and_the_rest_is_as_sure_as_its_characters() {
        let mut page = notice();
        page.lines[4].words.iter_mut().for_each(|word| word.sure = 20.0);
        page.lines[0].words[0].sure = 34.0;
        let page = page.sifted();
        assert_eq!((page.lines.len(), page.sure()), (4, Some(89)));
        assert_eq!(Recognised::default().sure(), None);
    }
}
