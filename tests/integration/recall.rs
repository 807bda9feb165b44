//! The recall promise: a quoted string finds every announcement that holds it, and no other.
//!
//! Truth is a byte search over folded text, with Latin and number words taken whole.

use std::collections::BTreeSet;
use std::path::Path;

use policy_search::backend::Location;
use policy_search::engine::{self, Engine, IndexOptions};
use policy_search::query::{Node, Query};
use policy_search::request::SearchRequest;
use policy_search::response::Hit;
use policy_search::text::{fold_str, is_han};

use crate::desk::{Desk, Dice, NOW, real_data};

/// The folded texts of an index by id, and the bodies they were folded from.
struct Truth {
    texts: Vec<(String, String)>,
    sources: Vec<String>,
}

impl Truth {
    fn of(hits: &[Hit]) -> Self {
        let text = |hit: &Hit| {
            let (title, body) = (&hit.announcement.title, &hit.announcement.body);
            (hit.id.to_string(), format!("{} {}", fold_str(title), fold_str(body)))
        };
        let source = |hit: &Hit| hit.announcement.body.clone();
        Self { texts: hits.iter().map(text).collect(), sources: hits.iter().map(source).collect() }
    }

    fn holding(&self, needle: &str) -> BTreeSet<String> {
        let holds = |(_, text): &&(String, String)| {
            text.match_indices(needle).any(|(at, _)| is_whole(text, at, at + needle.len()))
        };
        self.texts.iter().filter(holds).map(|(id, _)| id.clone()).collect()
    }

    /// A piece of `length` characters of a body, as its source wrote it, between whole words.
    fn piece(&self, dice: &mut Dice, length: usize) -> Option<String> {
        let text = &self.sources[dice.below(self.sources.len())];
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let start = *starts.get(dice.below(starts.len().max(1)))?;
        let piece: String = text[start..].chars().take(length).collect();
        let whole = is_whole(text, start, start + piece.len());
        (whole && !fold_str(&piece).is_empty()).then_some(piece)
    }
}

fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    let (before, inside, after) = (&text[..start], &text[start..end], &text[end..]);
    let begins = word(before.chars().next_back()) && word(inside.chars().next());
    let ends = word(inside.chars().next_back()) && word(after.chars().next());
    !begins && !ends
}

fn found(engine: &Engine, root: Node, limit: usize) -> BTreeSet<String> {
    let mut request = SearchRequest::new(Query { text: String::new(), root }, NOW);
    request.limit = limit;
    request.collapse = false;
    let response = engine.search(&request).unwrap();
    response.hits.iter().map(|hit| hit.id.to_string()).collect()
}

/// Asks for `count` random pieces, quoted and unquoted.
fn check(engine: &Engine, everything: &[Hit], count: usize) {
    let truth = Truth::of(everything);
    let mut dice = Dice(7);
    let mut asked = 0;
    while asked < count {
        let length = 1 + dice.below(12);
        let Some(piece) = truth.piece(&mut dice, length) else { continue };
        asked += 1;
        let holding = truth.holding(&fold_str(&piece));
        let quoted = found(engine, Node::Phrase(piece.clone()), everything.len());
        assert_eq!(quoted, holding, "quoted {piece:?}");
        let words = found(engine, Node::Words(piece.clone()), everything.len());
        assert!(words.is_superset(&holding), "unquoted {piece:?}");
    }
    println!("{count} strings: quoted recall and precision 100 %, unquoted recall 100 %");
}

#[test]
fn every_string_of_the_sample_finds_its_announcements() {
    let desk = Desk::with_sample();
    check(&desk.engine(), &desk.everything(), 2_000);
}

#[test]
fn every_string_of_real_laws_finds_them() {
    let Some(data) = real_data() else { return };
    let desk = Desk::new();
    index(&desk, &data.join("laws/DLC/河南地方法规"));
    check(&desk.engine(), &desk.everything(), 500);
}

fn index(desk: &Desk, folder: &Path) {
    let Location::Dir(_) = desk.location() else { return };
    engine::index(&desk.location(), &IndexOptions::of([folder]), &|_| ()).unwrap();
}
