//! Times and wishes for what is new among the words of a query, taken out of them.
//!
//! They are read in the words of the root alone: a piece that is nothing else, or the head or tail
//! of a short piece. The title of a document, which may hold a time as any text may, stays as it is,
//! and so does a query that asks nothing but a time.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::normal::is_searchable;
use super::parser::{all_of, tree};
use super::reading::{Meaning, Reading};
use super::time::{is_of_numbered_year, is_span_of_years, time};
use super::time_words::{Role, at_end, at_start, words};
use super::tree::{Node, Query};
use crate::text::{is_han, simplified_characters};

/// What is asked beside a time in one piece has at most this many characters.
const LONGEST_REST: usize = 12;

/// A piece of this many ideographs that ends as titles do is a title.
const SHORTEST_TITLE: usize = 13;

/// The longest time has this many characters: 从二〇二〇年十二月至二〇二一年十二月期间.
const LONGEST_TIME: usize = 24;

/// Reads times and wishes for what is new in the words of `query`, until there are no more.
pub(super) fn read(query: &mut Query, now: Date) {
    let is_plan = |part: &Node| match part {
        Node::Words(text) => words(Role::Plan).any(|plan| plain(text).contains(plan)),
        _ => false,
    };
    let parts = query.root.parts();
    let of_plan = parts.iter().any(is_plan);
    let (dates, others): (Vec<_>, Vec<_>) =
        parts.iter().partition(|part| matches!(part, Node::Date(_)));
    // Beside a date, `..` is taken for a range that is written apart.
    let has_dots =
        |part: &&Node| !matches!(part, Node::Added(_)) && part.to_string().contains("..");
    if others.iter().any(has_dots) {
        return;
    }
    let is_dated = !dates.is_empty();
    let context = Context { now, of_plan, is_dated };
    while let Some((root, readings)) = context.once(&query.root) {
        query.root = root;
        query.readings.extend(readings);
    }
}

/// What a piece is read in.
struct Context {
    now: Date,
    /// Whether the query asks for a plan, of which a span of years is the name.
    of_plan: bool,
    /// Whether a field says of which days documents are wanted.
    is_dated: bool,
}

/// A time or wish that was found in a piece, and what the piece is without it.
struct Found {
    /// It, as typed.
    text: String,
    meaning: Meaning,
    rest: String,
}

impl Context {
    /// The root with its times as dates and its words without them; `None` if none is in it, or if
    /// nothing else is asked.
    fn once(&self, root: &Node) -> Option<(Node, Vec<Reading>)> {
        let (mut parts, mut readings) = (Vec::new(), Vec::new());
        let mut asked = false;
        for part in root.parts() {
            let found = if let Node::Words(piece) = part { self.found(piece) } else { None };
            let Some(found) = found else {
                asked |= !matches!(part, Node::Not(_));
                parts.push(part.clone());
                continue;
            };
            if let Meaning::Dates(range) = found.meaning {
                parts.push(Node::Date(range));
            }
            if is_searchable(&found.rest) {
                asked = true;
                parts.push(Node::Words(found.rest));
            }
            readings.push(Reading::new(found.text, found.meaning));
        }
        let read = asked && !readings.is_empty();
        read.then(|| all_of(parts)).flatten().map(|root| (root, readings))
    }

    /// Whether `rest`, standing alone, is a word again and no operator or field, or is marks.
    fn is_word(&self, rest: &str) -> bool {
        let read = tree(rest, self.now, true).ok();
        let read = read.filter(|tree| tree.readings.is_empty()).and_then(|tree| tree.root);
        !is_searchable(rest) || matches!(read, Some(Node::Words(word)) if word == rest)
    }

    fn found(&self, piece: &str) -> Option<Found> {
        let characters: Vec<char> = piece.chars().collect();
        let plain = plain(piece);
        let han = characters.iter().filter(|c| is_han(**c)).count();
        let titled = han >= SHORTEST_TITLE && at_end(&plain, Role::Ending);
        let long = characters.len() > LONGEST_TIME + LONGEST_REST;
        if plain.chars().count() != characters.len() || long || titled || plain.contains("关于") {
            return None;
        }
        let piece = Piece { characters, plain: plain.chars().collect(), context: self };
        let time = if self.is_dated { None } else { piece.time() };
        let readable = |found: &Found| self.is_word(&found.rest);
        time.filter(readable).or_else(|| piece.newest().filter(readable))
    }
}

/// `text` in Simplified characters and half width; as many characters as before, but for ligatures.
fn plain(text: &str) -> String {
    simplified_characters(&text.nfkc().collect::<String>()).collect()
}

/// Words of a query between two spaces.
struct Piece<'a> {
    /// As typed.
    characters: Vec<char>,
    /// In Simplified characters and half width.
    plain: Vec<char>,
    context: &'a Context,
}

impl Piece<'_> {
    fn plain(&self, from: usize, to: usize) -> String {
        self.plain[from..to].iter().collect()
    }

    fn typed(&self, from: usize, to: usize) -> String {
        self.characters[from..to].iter().collect()
    }

    /// A time that is the piece, its head or its tail.
    fn time(&self) -> Option<Found> {
        let length = self.plain.len();
        let longest = length.min(LONGEST_TIME);
        let is_time = |from, to| self.range(from, to).is_some();
        let head = (2..=longest).rev().find(|end| is_time(0, *end)).and_then(|end| self.head(end));
        let from = || (length - longest..length).find(|from| is_time(*from, length));
        head.or_else(|| from().and_then(|from| self.tail(from)))
    }

    fn range(&self, from: usize, to: usize) -> Option<Meaning> {
        let phrase = self.plain(from, to);
        let names_plan = self.context.of_plan && is_span_of_years(&phrase);
        time(&phrase, self.context.now).filter(|_| !names_plan).map(Meaning::Dates)
    }

    fn head(&self, end: usize) -> Option<Found> {
        let meaning = self.range(0, end)?;
        let phrase = self.plain(0, end);
        let after = self.plain(end, self.plain.len());
        // What is 2023年起施行的 may have been written before.
        let starts = |joint: &str| phrase.ends_with('起') && ["施行的", "实施的"].contains(&joint);
        let joint = at_start(&after, Role::Joint).filter(|joint| !starts(joint));
        let joint = joint.map_or(0, |joint| joint.chars().count());
        let bound = joint == 0 && at_start(&after, Role::Bound).is_some();
        let titled = is_of_numbered_year(&phrase) && at_end(&after, Role::Ending);
        let rest = self.typed(end + joint, self.plain.len());
        let read = !is_searchable(&rest) || (!bound && !titled && is_short(&rest));
        read.then(|| Found { text: self.typed(0, end), meaning, rest })
    }

    fn tail(&self, from: usize) -> Option<Found> {
        let meaning = self.range(from, self.plain.len())?;
        let before = self.plain(0, from);
        let rest = self.typed(0, from);
        let read = !at_end(&before, Role::Leads) && is_short(&rest);
        read.then(|| Found { text: self.typed(from, self.plain.len()), meaning, rest })
    }

    /// A word for what is new that is the piece, its head, its tail, or within it.
    fn newest(&self) -> Option<Found> {
        let all = self.plain(0, self.plain.len());
        let recent = at_start(&all, Role::Recent).filter(|word| {
            *word == all || (at_end(&all, Role::Matter) && is_short(&all[word.len()..]))
        });
        match at_start(&all, Role::Newest).or(recent) {
            Some(word) => self.new_at(0, word.chars().count()),
            None => words(Role::Newest).find_map(|word| self.new_within(&all, word)),
        }
    }

    /// `word` at the end of the piece, or before the word that ends it: 养老最新政策.
    fn new_within(&self, all: &str, word: &str) -> Option<Found> {
        let at = all.find(word)?;
        let after = &all[at + word.len()..];
        let matter = words(Role::Matter).any(|matter| matter == after);
        let at = all[..at].chars().count();
        let ends = matter || (after.is_empty() && word == "最新");
        ends.then(|| self.new_at(at, at + word.chars().count())).flatten()
    }

    fn new_at(&self, from: usize, to: usize) -> Option<Found> {
        let after = self.plain(to, self.plain.len());
        let rest = self.typed(0, from) + &self.typed(to, self.plain.len());
        let read = at_start(&after, Role::NotNew).is_none() && (rest.is_empty() || is_short(&rest));
        let text = self.typed(from, to);
        read.then_some(Found { text, meaning: Meaning::Newest, rest })
    }
}

/// Whether `rest` is what is asked beside a time: a word or a few.
fn is_short(rest: &str) -> bool {
    (2..=LONGEST_REST).contains(&rest.chars().count())
}
