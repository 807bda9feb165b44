//! Every rung has the members that reading all texts gives, and each is counted as often as it is shown.

use std::collections::{BTreeMap, BTreeSet};

use super::plain::Plain;
use super::row::{Token, tokens};
use super::*;
use crate::announcement::DocNumber;
use crate::document::title;
use crate::evaluation::dice::Dice;
use crate::query::Node;
use crate::response::Rung;
use crate::text::fold_str;

/// A piece of more units than this is a sentence.
const LONGEST_TERM: usize = 8;

/// Who is on which rung, by reading everything.
fn members(records: &[Record], pieces: &[String], typed: &str) -> BTreeMap<Rung, BTreeSet<Id>> {
    let plain = Plain::new(records);
    let those = |is_member: &dyn Fn(usize) -> bool| -> BTreeSet<Id> {
        (0..records.len())
            .filter(|doc| is_member(*doc))
            .map(|doc| records[doc].id.clone())
            .collect()
    };
    let key = title::key(&pieces.concat());
    let number = DocNumber::parse(typed);
    let own_number = |doc: usize| records[doc].announcement.number.clone();
    let numbered = |doc: usize| {
        number
            .as_ref()
            .is_some_and(|asked| own_number(doc).is_some_and(|own| own.key() == asked.key()))
    };
    let titles = plain.all(&Clause::value(Field::TitleKey, title::term(&key).into_owned()));
    let titled = |doc: usize| !key.is_empty() && titles.as_ref().unwrap().contains(&doc);
    let spelled = |doc: usize| {
        let usual = number.as_ref().map(|number| fold_str(&number.to_string()));
        let spellings = usual.into_iter().chain([fold_str(typed)]);
        spellings.into_iter().any(|text| plain.holds(doc, &text))
    };
    let whole = |doc: usize| match number {
        Some(_) => spelled(doc),
        None => pieces.iter().all(|piece| plain.holds(doc, piece)),
    };
    let all =
        |doc: usize| number.is_none() && pieces.iter().all(|piece| has_words(&plain, doc, piece));
    let mut rungs = BTreeMap::from([
        (Rung::Number, those(&numbered)),
        (Rung::Title, those(&titled)),
        (Rung::Typed, those(&whole)),
        (Rung::AllWords, those(&all)),
    ]);
    let mut above = BTreeSet::new();
    for members in rungs.values_mut() {
        members.retain(|id| above.insert(id.clone()));
    }
    rungs
}

/// Whether a text has all words of a piece: three and more in one paragraph, a sentence as it is.
fn has_words(plain: &Plain, doc: usize, piece: &str) -> bool {
    let length = tokens(piece).iter().filter(|token| **token != Token::Break).count();
    if length > LONGEST_TERM {
        return plain.holds(doc, piece);
    }
    let words: Vec<&str> = Dictionary::default().cut(piece);
    let telling: Vec<&str> =
        words.iter().copied().filter(|word| !super::super::analyzed::is_function(word)).collect();
    let words = if telling.is_empty() { words } else { telling };
    match words.len() {
        0..=2 => words.iter().all(|word| plain.holds(doc, word)),
        _ => plain.holds_together(doc, &words),
    }
}

/// The pieces of a query that is words alone.
fn pieces(query: &crate::query::Query) -> Option<Vec<String>> {
    let word = |node: &Node| match node {
        Node::Words(text) => Some(fold_str(text)),
        _ => None,
    };
    let pieces: Option<Vec<String>> = query.root.parts().iter().map(word).collect();
    pieces.filter(|pieces| !pieces.is_empty())
}

#[test]
fn every_rung_has_the_members_that_reading_all_texts_gives() {
    let mut on = BTreeMap::<Rung, usize>::new();
    for seed in 0..CORPORA {
        let mut dice = Dice(seed);
        let made = Made::new(&mut dice);
        let records = made.list();
        let (snapshot, _) = backend::snapshot(&made.location()).unwrap();
        let most_listed = if seed % 2 == 0 { 2 } else { usize::MAX };
        let engine = Ranked { most_listed, ..ranked(snapshot) };
        for _ in 0..6 * REQUESTS {
            let Some(request) = corpora::request(&mut dice, &made.texts, &[]) else { continue };
            let Some(pieces) = pieces(&request.query) else { continue };
            let expected = members(&records, &pieces, &request.query.text);
            let asked = SearchRequest::new(request.query, request.now);
            let asked = asked.literal(true).expand(false).collapse(false).limit(1000);
            let response = engine.search(&asked).unwrap();
            for (rung, members) in &expected {
                let shown = response.hits.iter().filter(|hit| hit.rung == *rung);
                let shown: BTreeSet<Id> = shown.map(|hit| hit.id.clone()).collect();
                assert_eq!(shown, *members, "seed {seed}: {:?} {rung:?}", asked.query.text);
                let counted = response.rungs.iter().find(|counted| counted.rung == *rung);
                assert_eq!(counted.map_or(0, |counted| counted.hits), members.len());
                *on.entry(*rung).or_default() += members.len();
            }
        }
    }
    assert!(on.values().all(|members| *members > 20), "{on:?}");
}
