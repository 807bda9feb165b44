//! The table that tesseract writes (`tsv`) → words in lines.
//!
//! A row is `level page block par line word left top width height conf text`; those of level 5 are
//! words, in reading order. What is not such a row is passed over.

use super::page::{Recognised, TextLine, Word};

/// The level of words.
const WORD: &str = "5";

/// What the table says of a picture of this size.
pub(super) fn page(table: &str, size: (u32, u32)) -> Recognised {
    let mut lines: Vec<TextLine> = Vec::new();
    let mut last = None;
    for row in table.lines() {
        let cells: Vec<&str> = row.splitn(12, '\t').collect();
        let Some(word) = word(&cells) else { continue };
        let line = cells[1..5].join(".");
        match lines.last_mut().filter(|_| last.as_ref() == Some(&line)) {
            Some(line) => line.words.push(word),
            None => lines.push(TextLine { words: vec![word] }),
        }
        last = Some(line);
    }
    Recognised { size, lines }
}

fn word(cells: &[&str]) -> Option<Word> {
    let text = cells.get(11).filter(|_| cells[0] == WORD)?;
    // Blanks between Han are tesseract's, and a word has none.
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let number = |at: usize| cells[at].parse().ok().filter(|number: &f32| number.is_finite());
    let (left, top, width, height) = (number(6)?, number(7)?, number(8)?, number(9)?);
    let sure = number(10)?.clamp(0.0, 100.0);
    let is_word = !text.is_empty() && width > 0.0 && height > 0.0;
    is_word.then_some(Word { text, sure, x: (left, left + width), y: (top, top + height) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_their_lines_and_damage_is_passed_over() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                     4\t1\t1\t1\t1\t0\t10\t20\t60\t30\t-1\t\n\
                     5\t1\t1\t1\t1\t1\t10\t20\t60\t30\t92.5\t通 知\n\
                     5\t1\t1\t1\t1\t2\t80\t20\t30\t30\t80\t号\n\
                     5\t1\t1\t1\t2\t1\t10\t70\t30\t30\t70\t各\n\
                     5\t1\t1\t1\t2\t2\tx\t70\t30\t30\t70\t镇\n\
                     5\t1\t1\t1\t2\t3\t10\t70\t30\t30\t95\t \n\
                     5\t1\t1";
        let page = page(table, (200, 100));
        let texts: Vec<Vec<&str>> = page
            .lines
            .iter()
            .map(|line| line.words.iter().map(|word| word.text.as_str()).collect())
            .collect();
        assert_eq!(texts, [vec!["通知", "号"], vec!["各"]]);
        let word = &page.lines[0].words[0];
        assert_eq!((word.sure, word.x, word.y), (92.5, (10.0, 70.0), (20.0, 50.0)));
    }
}
