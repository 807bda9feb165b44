//! How often each Han character stands in each text of a segment.

use std::io;

use tantivy::DocId;
use tantivy::postings::FieldSerializer;

use super::varint::{self, Varints};

/// The counts of all texts, by character.
#[derive(Default)]
pub(super) struct Characters {
    /// How often each character stands in the text that is being read.
    current: Vec<u32>,
    /// Those that stand in it.
    seen: Vec<char>,
    counts: Vec<Counts>,
    total: u64,
    bytes: usize,
}

/// The texts that hold a character, in order, each with how often it does.
#[derive(Clone, Default)]
struct Counts {
    /// Pairs of the distance from the text before, and the count.
    packed: Vec<u8>,
    last: DocId,
    texts: u32,
}

impl Characters {
    /// Counts a character of the text that is being read.
    #[inline]
    pub(super) fn count(&mut self, character: char) {
        let at = character as usize;
        if at >= self.current.len() {
            self.current.resize(at + 1, 0);
        }
        if self.current[at] == 0 {
            self.seen.push(character);
        }
        self.current[at] += 1;
    }

    /// Ends the text with this number; returns how many characters it had.
    pub(super) fn end(&mut self, text: DocId) -> u32 {
        self.counts.resize_with(self.current.len().max(self.counts.len()), Counts::default);
        let mut total = 0;
        for character in self.seen.drain(..) {
            let count = std::mem::take(&mut self.current[character as usize]);
            self.bytes += self.counts[character as usize].push(text, count);
            total += count;
        }
        self.total += u64::from(total);
        total
    }

    /// How many characters all texts have.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// The bytes of memory it takes, more or less.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Writes the postings of all characters.
    pub(super) fn write(&self, serializer: &mut FieldSerializer<'_>) -> io::Result<()> {
        let characters = (0..).map(char::from_u32).zip(&self.counts);
        for (character, counts) in characters.filter(|(_, counts)| counts.texts > 0) {
            counts.write(character.unwrap_or_default(), serializer)?;
        }
        Ok(())
    }
}

impl Counts {
    /// Appends a text, and returns how many bytes that took.
    fn push(&mut self, text: DocId, count: u32) -> usize {
        let before = self.packed.len();
        varint::push(text - self.last, &mut self.packed);
        varint::push(count, &mut self.packed);
        self.last = text;
        self.texts += 1;
        self.packed.len() - before
    }

    fn write(&self, character: char, serializer: &mut FieldSerializer<'_>) -> io::Result<()> {
        let mut utf8 = [0; 4];
        serializer.new_term(character.encode_utf8(&mut utf8).as_bytes(), self.texts, true)?;
        let mut packed = Varints(&self.packed);
        let mut text = 0;
        while let (Some(distance), Some(count)) = (packed.next(), packed.next()) {
            text += distance;
            serializer.write_doc(text, count, &[]);
        }
        serializer.close_term()
    }
}
