//! A string that was cut anywhere in a text with glosses finds the text: of all texts of a few pieces, all strings.

use super::row::Row;
use super::*;
use crate::query::Node;
use crate::text::{fold, fold_str, is_han};

/// What texts are made of: characters, glosses that are the reading of some of them, words, a break.
const PIECES: [&str; 9] = ["期", "前", "地", "（qi）", "（dì）", "［qi］", "1", "a", "，"];

/// Of so many pieces at most. Five were tried once: 2,227,691 strings, all found.
const MOST: usize = 4;

fn texts() -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut from = 0;
    for _ in 0..MOST {
        let longer = texts[from..].iter();
        let longer = longer.flat_map(|text| PIECES.map(|piece| format!("{text}{piece}")));
        let longer: Vec<String> = longer.collect();
        from = texts.len();
        texts.extend(longer);
    }
    texts
}

/// The parts of a text that hold a character or a word, and cut none.
fn parts(text: &str) -> Vec<&str> {
    let is_of_word = |c: char| c.is_alphanumeric() && !is_han(c);
    let cuts_no_word = |at: &usize| {
        let before = text[..*at].chars().next_back().is_some_and(is_of_word);
        !(before && text[*at..].starts_with(is_of_word))
    };
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let ends: Vec<usize> = ends.filter(cuts_no_word).collect();
    let pairs = ends.iter().flat_map(|from| ends.iter().map(move |to| (*from, *to)));
    let parts = pairs.filter(|(from, to)| from < to).map(|(from, to)| &text[from..to]);
    parts.filter(|part| part.contains(char::is_alphanumeric)).collect()
}

/// Whether a text has all that a query asks for in quotes.
fn is_found(query: &str, row: &Row) -> bool {
    let query = Query::parse(query, corpora::TODAY).unwrap();
    let leaves = query.root.leaves();
    leaves.iter().all(|leaf| match leaf.node {
        Node::Phrase(words) => !row.places(&fold_str(words)).is_empty(),
        _ => false,
    })
}

#[test]
fn every_string_of_a_text_with_glosses_finds_it() {
    let (mut asked, mut missed) = (0, Vec::new());
    for text in texts() {
        let folded = fold(&text);
        let row = Row::new(folded.as_str().to_string(), folded.beside().to_vec());
        let parts = parts(&text);
        asked += parts.len();
        let parts = parts.into_iter().filter(|part| !is_found(&format!("\"{part}\""), &row));
        missed.extend(parts.map(|part| format!("{part} of {text}")));
    }
    assert_eq!(missed, Vec::<String>::new());
    assert!(asked > 100_000, "{asked}");
}
