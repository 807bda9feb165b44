//! Terms with their places in the texts of a segment, inverted by sorting.
//!
//! tantivy's own writer looks every occurrence of a term up in a table far larger than the caches of
//! a processor, and follows two pointers from there. Here an occurrence is one number, the term
//! above and the place below, that is appended to one of some hundred lists by its first character;
//! sorted, each list holds its postings in order, and never leaves the caches while it is sorted.

use std::collections::HashMap;
use std::io;

use tantivy::DocId;
use tantivy::postings::FieldSerializer;

use crate::analyzer::Gram;

/// The bits of an occurrence that tell its place: beyond any memory.
const PLACE: u32 = 37;

/// The bits of a character; above those of the second one stand the lowest of the first.
const CHARACTER: u32 = 21;

/// The lowest bits of the first character; those above them choose the list.
const LOWEST: u32 = u64::BITS - PLACE - CHARACTER;

/// How many places share an entry of the table by which a text is found.
const STRIDE: u32 = 6;

/// The grams of all texts.
#[derive(Default)]
pub(super) struct Places {
    /// Occurrences of Han grams, by the first character.
    lists: Vec<Vec<u64>>,
    /// The words by number.
    words: HashMap<Box<str>, u64>,
    /// Occurrences of words.
    occurrences: Vec<u64>,
    texts: Texts,
    total: u64,
    bytes: usize,
}

impl Places {
    /// Adds a gram of the text that is being read.
    #[inline]
    pub(super) fn push(&mut self, gram: Gram<'_>, position: u32) {
        let place = self.texts.next + u64::from(position);
        match gram {
            Gram::Start(only) => self.push_han('\0', only, place),
            Gram::Pair(first, second) => self.push_han(first, second, place),
            Gram::End(only) => self.push_han(only, '\0', place),
            Gram::Word(word) => self.push_word(word, place),
            Gram::Gloss(..) => {
                let mut word = String::new();
                gram.push_to(&mut word);
                self.push_word(&word, place);
            }
        }
        self.texts.end = self.texts.end.max(place + 1);
    }

    #[inline]
    fn push_han(&mut self, first: char, second: char, place: u64) {
        let list = first as usize >> LOWEST;
        if list >= self.lists.len() {
            self.lists.resize_with(list + 1, Vec::new);
        }
        let key = u64::from(u32::from(first)) << CHARACTER | u64::from(u32::from(second));
        self.lists[list].push(key << PLACE | place);
        self.total += 1;
    }

    fn push_word(&mut self, word: &str, place: u64) {
        let number = match self.words.get(word) {
            Some(number) => *number,
            None => {
                let number = self.words.len() as u64;
                self.bytes += word.len() + 48;
                self.words.insert(word.into(), number);
                number
            }
        };
        self.occurrences.push(number << PLACE | place);
        self.total += 1;
    }

    /// Ends the text.
    pub(super) fn end(&mut self) {
        self.texts.end();
    }

    /// How many grams all texts have.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// The bytes of memory it takes, more or less: lists grow ahead of what they hold.
    pub(super) fn bytes(&self) -> usize {
        self.total as usize * size_of::<u64>() * 3 / 2 + self.bytes
    }

    /// Writes the postings of all grams.
    pub(super) fn write(mut self, serializer: &mut FieldSerializer<'_>) -> io::Result<()> {
        let words = in_order(self.words, &mut self.occurrences);
        let mut words = words.iter().zip(self.occurrences.chunk_by(is_same_term)).peekable();
        let mut postings = Postings::new(&self.texts, serializer);
        let mut term = String::new();
        for (number, mut list) in self.lists.into_iter().enumerate() {
            list.sort_unstable();
            for same in list.chunk_by(is_same_term) {
                spell(number, same[0], &mut term);
                while let Some((word, same)) = words.next_if(|(word, _)| ***word < *term) {
                    postings.write(word, same)?;
                }
                postings.write(&term, same)?;
            }
        }
        words.try_for_each(|(word, same)| postings.write(word, same))
    }
}

fn is_same_term(left: &u64, right: &u64) -> bool {
    left >> PLACE == right >> PLACE
}

/// Sorts the words, and their occurrences by word and place.
fn in_order(words: HashMap<Box<str>, u64>, occurrences: &mut [u64]) -> Vec<Box<str>> {
    let mut words: Vec<(Box<str>, u64)> = words.into_iter().collect();
    words.sort_unstable();
    let mut ranks = vec![0; words.len()];
    for (rank, (_, number)) in words.iter().enumerate() {
        ranks[*number as usize] = rank as u64;
    }
    for occurrence in &mut *occurrences {
        let place = *occurrence & ((1 << PLACE) - 1);
        *occurrence = ranks[(*occurrence >> PLACE) as usize] << PLACE | place;
    }
    occurrences.sort_unstable();
    words.into_iter().map(|(word, _)| word).collect()
}

/// Spells the term of an occurrence of the list with this number.
fn spell(list: usize, occurrence: u64, term: &mut String) {
    let first = list << LOWEST | (occurrence >> (PLACE + CHARACTER)) as usize;
    let second = occurrence >> PLACE & ((1 << CHARACTER) - 1);
    let character = |bits: u64| char::from_u32(bits as u32).unwrap_or_default();
    let gram = match (character(first as u64), character(second)) {
        ('\0', only) => Gram::Start(only),
        (only, '\0') => Gram::End(only),
        (first, second) => Gram::Pair(first, second),
    };
    term.clear();
    gram.push_to(term);
}

/// Where texts begin, of all places.
#[derive(Default)]
struct Texts {
    starts: Vec<u64>,
    /// Where the text that is being read begins.
    next: u64,
    /// Behind the last place of it that holds something.
    end: u64,
}

impl Texts {
    fn end(&mut self) {
        // However empty texts are, few begin at places that share an entry of the table.
        let least = self.next + (1 << STRIDE >> 4);
        self.starts.push(self.next);
        self.next = self.end.max(least);
    }
}

/// Writes postings, one term after the other.
struct Postings<'a, 'b> {
    /// Where texts begin, and where the last one ends.
    starts: Vec<u64>,
    /// The text that each place with a number divisible by the stride lies in.
    table: Vec<DocId>,
    serializer: &'a mut FieldSerializer<'b>,
    /// The texts of the term, each with how often it stands there.
    texts: Vec<(DocId, usize)>,
    /// The distance of each place from the one before, or from the start of its text.
    distances: Vec<u32>,
}

impl<'a, 'b> Postings<'a, 'b> {
    fn new(texts: &Texts, serializer: &'a mut FieldSerializer<'b>) -> Self {
        let starts = [&texts.starts[..], &[texts.next]].concat();
        let mut table = Vec::with_capacity((texts.next >> STRIDE) as usize + 1);
        for (text, end) in (0..).zip(&starts[1..]) {
            while (table.len() as u64) << STRIDE < *end {
                table.push(text);
            }
        }
        Self { starts, table, serializer, texts: Vec::new(), distances: Vec::new() }
    }

    /// The text that holds a place.
    fn text_of(&self, place: u64) -> DocId {
        let mut text = self.table[(place >> STRIDE) as usize];
        while self.starts[text as usize + 1] <= place {
            text += 1;
        }
        text
    }

    fn write(&mut self, term: &str, occurrences: &[u64]) -> io::Result<()> {
        self.read(occurrences);
        self.serializer.new_term(term.as_bytes(), self.texts.len() as u32, true)?;
        let mut rest = &self.distances[..];
        for (text, count) in &self.texts {
            let (own, others) = rest.split_at(*count);
            self.serializer.write_doc(*text, *count as u32, own);
            rest = others;
        }
        self.serializer.close_term()
    }

    /// Finds the texts and distances of a term.
    fn read(&mut self, occurrences: &[u64]) {
        self.texts.clear();
        self.distances.clear();
        let (mut before, mut end) = (0, 0);
        for occurrence in occurrences {
            let place = occurrence & ((1 << PLACE) - 1);
            if place >= end {
                let text = self.text_of(place);
                (before, end) = (self.starts[text as usize], self.starts[text as usize + 1]);
                self.texts.push((text, 0));
            }
            self.distances.push((place - before) as u32);
            before = place;
            if let Some((_, count)) = self.texts.last_mut() {
                *count += 1;
            }
        }
    }
}
