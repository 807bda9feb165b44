//! Words as often as jieba's dictionary counted them.
//!
//! The map of words and frequencies is the one `build.rs` makes of the dictionary for queries; the
//! words with the most occurrences make up most of a text, as Zipf's law has it.

use tantivy_fst::{Map, Streamer};

use super::dice::Dice;

static MAP: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.fst"));

/// All words of Han characters, and where each one's share of all occurrences ends.
pub(crate) struct Words {
    words: Vec<String>,
    ends: Vec<u64>,
}

impl Words {
    /// The words of the dictionary.
    pub(crate) fn new() -> Self {
        Self::of(|_, _| true)
    }

    /// The words that `fits` takes, by word and frequency.
    pub(crate) fn of(fits: impl Fn(&str, u64) -> bool) -> Self {
        let map = Map::from_bytes(MAP.to_vec()).expect("the map was made by build.rs");
        let (mut words, mut ends, mut end) = (Vec::new(), Vec::new(), 0);
        let mut stream = map.stream();
        while let Some((word, frequency)) = stream.next() {
            let word = String::from_utf8_lossy(word).into_owned();
            if word.chars().all(is_han) && frequency > 0 && fits(&word, frequency) {
                end += frequency;
                words.push(word);
                ends.push(end);
            }
        }
        Self { words, ends }
    }

    /// A word.
    pub(crate) fn draw(&self, dice: &mut Dice) -> &str {
        let place = dice.below(self.occurrences() as usize) as u64;
        &self.words[self.ends.partition_point(|end| *end <= place)]
    }

    /// How often all words occur together.
    pub(crate) fn occurrences(&self) -> u64 {
        self.ends.last().copied().unwrap_or_default()
    }
}

/// The characters of everyday Chinese: those of the first block.
fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
