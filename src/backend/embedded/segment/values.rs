//! Whole values of the texts of a segment, found by term: numbers, names, keys.

use std::io;

use tantivy::DocId;
use tantivy::postings::FieldSerializer;

/// The values of one field.
#[derive(Default)]
pub(super) struct Values {
    numbers: Vec<(u64, DocId)>,
    names: Vec<Name>,
    /// The names one after the other.
    spelled: Vec<u8>,
}

/// A name that a text has.
struct Name {
    start: usize,
    length: u32,
    text: DocId,
}

impl Values {
    pub(super) fn push_number(&mut self, number: u64, text: DocId) {
        self.numbers.push((number, text));
    }

    pub(super) fn push_name(&mut self, name: &str, text: DocId) {
        let start = self.spelled.len();
        let length = name.len() as u32;
        self.spelled.extend_from_slice(name.as_bytes());
        self.names.push(Name { start, length, text });
    }

    /// How many values there are.
    pub(super) fn total(&self) -> u64 {
        (self.numbers.len() + self.names.len()) as u64
    }

    /// The bytes of memory it takes, more or less: lists grow ahead of what they hold.
    pub(super) fn bytes(&self) -> usize {
        self.total() as usize * size_of::<Name>() * 3 / 2 + self.spelled.len()
    }

    /// Writes the postings of all values.
    pub(super) fn write(mut self, serializer: &mut FieldSerializer<'_>) -> io::Result<()> {
        self.numbers.sort_unstable();
        for same in self.numbers.chunk_by(|left, right| left.0 == right.0) {
            let texts = same.iter().map(|(_, text)| *text);
            write(&same[0].0.to_be_bytes(), texts, serializer)?;
        }
        let spelled = |name: &Name| &self.spelled[name.start..name.start + name.length as usize];
        self.names.sort_by(|left, right| spelled(left).cmp(spelled(right)));
        for same in self.names.chunk_by(|left, right| spelled(left) == spelled(right)) {
            write(spelled(&same[0]), same.iter().map(|name| name.text), serializer)?;
        }
        Ok(())
    }
}

/// Writes the texts that have a value, each once; they come in order.
fn write(
    value: &[u8],
    texts: impl Iterator<Item = DocId>,
    serializer: &mut FieldSerializer<'_>,
) -> io::Result<()> {
    serializer.new_term_without_freq(value)?;
    let mut last = None;
    for text in texts.filter(|text| last.replace(*text) != Some(*text)) {
        serializer.write_doc(text, 0, &[]);
    }
    serializer.close_term()
}
